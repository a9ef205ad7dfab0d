#pragma once
// What differs between two states of a record, as values of JSON.

#include <string>
#include <string_view>

namespace openward::api {

struct ChangedValues {
  std::string before; // an object of the members that differ, as they were; a member that there was not is absent
  std::string after;  // the same as they are
};

/// Of two objects in the canonical form of the register's events: members by their names, no blanks between. Members are compared whole, by
/// their bytes, which in that form is by what they say.
ChangedValues changed_values(std::string_view before, std::string_view after);

} // namespace openward::api
