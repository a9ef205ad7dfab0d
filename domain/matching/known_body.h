#pragma once
// An organisation as the matching knows it: every name it has or had, its identifiers and its classes. Plain values.

#include "domain/body.h"

#include <optional>
#include <string>
#include <vector>

namespace openward::matching {

enum class NameUse { current, former, trading, abbreviation };
std::string_view to_string(NameUse);

struct KnownName {
  std::string text;
  NameUse use = NameUse::current;
};

struct KnownBody {
  Body body; // its name is the current one and need not be repeated below
  std::vector<KnownName> other_names{};
  bool gp_practice = false; // hundreds share a name: see BodyIndex
};

/// One body out of two records that share an identifier: a name that only the second has becomes a former name, what is missing is filled.
void take_in(KnownBody& body, const KnownBody& other);

} // namespace openward::matching
