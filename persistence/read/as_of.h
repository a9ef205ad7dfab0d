#pragma once
// as_of: what a list said at the end of a day, or at a sequence number. Rows of now that stood then and copies of rows that stood then are
// read in the place of the table (migration 0018 makes the copies); what a row says of itself is as of then, what other records say of it
// (the names, classes and owners of bodies) is as of now. Pure functions of constant definitions; threads share them.

#include "persistence/read/filter.h"

#include <optional>
#include <string>
#include <vector>

namespace openward::persistence::read {

inline constexpr std::string_view as_of_filter = "as_of";

/// For the table of filters of a resource whose rows are kept.
FilterDef as_of_def();

/// How rows are read: the resource or a reading of it, and the number that its {{as_of}} stands for.
struct Reading {
  const Resource* resource = nullptr;
  std::optional<std::int64_t> as_of{};
};

/// The reading that the terms ask for: as of then, under other bodies (standing.h), or as it is. Refuses days and numbers that cannot be
/// answered, naming the first that can, and filters of what is not kept.
Result<Reading> reading_of(Session&, const Resource&, const std::vector<Term>&, std::optional<Date> today);

/// A fault where the terms ask for the past of something that has none; `what` names it in words.
std::optional<Fault> no_past(const std::vector<Term>&, std::string_view what);
/// A fault for a facet or sort over what is not kept.
std::optional<Fault> not_kept(const Reading&, const std::string& parameter, std::string_view name);

} // namespace openward::persistence::read
