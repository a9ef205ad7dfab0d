#pragma once
// Where a list goes on. A cursor is base64url (no padding) of
//
//   cursor   = "1" LF resource LF sort LF digest LF ("v" | "n") LF key LF value
//   sort     = column name, after "-" when downwards
//   digest   = 32 hex digits over the filter, so that a cursor meets no other filter than its own
//   key      = row key of the last row, a whole number
//   value    = its sort value ("v"), as text; empty where it has none ("n"). It stands last: it may hold line feeds
//
// Plain values; nothing is shared.

#include "persistence/read/query.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace openward::persistence::read {

struct Cursor {
  std::string resource;
  std::string sort;
  std::string digest;
  std::optional<std::string> value;
  std::int64_t key = 0;
  friend bool operator==(const Cursor&, const Cursor&) = default;
};

std::string encode(const Cursor&);
/// Nothing for anything that encode() did not make.
std::optional<Cursor> decode(std::string_view);

} // namespace openward::persistence::read
