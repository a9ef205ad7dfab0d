#pragma once
// Who follows whom, along the chain of successions, whatever the days. Codes are those of the table succession; the codes of one body are
// one body's. Works in the transaction it is given.

#include "persistence/detail/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace openward::persistence::detail {

/// The codes that lead from `to` back to `from`, both included: what a succession of `from` by `to` would close to a circle. Empty when
/// nothing leads back.
std::vector<std::string> way_back(Session&, const std::string& from, const std::string& to);

/// Whether `other` follows `body` by way of a third one.
bool follows_through_others(Session&, std::int64_t body, std::int64_t other);

} // namespace openward::persistence::detail
