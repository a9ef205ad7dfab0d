#pragma once
// The schema, as numbered steps that are built into the program. Each step is one transaction; the table schema_version says which were
// taken.

#include "persistence/detail/session.h"

#include <span>
#include <string_view>

namespace openward::persistence::detail {

struct Migration {
  int number;
  std::string_view text;
};
/// In order, numbered from 1 without a gap.
std::span<const Migration> migrations();

/// 0 for an empty database. Reads only.
int stored_version(Session&);
/// Takes the steps that are missing; safe when several processes do so at once. Gives the version reached.
int migrate(Session&);

} // namespace openward::persistence::detail
