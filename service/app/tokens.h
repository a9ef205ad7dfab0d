#pragma once
// Making a token, from the command line and over the API by the same rules.

#include "persistence/repositories.h"

#include <optional>
#include <string>
#include <string_view>

namespace openward::app {

struct TokenWish {
  std::string name;               // one line: whose it is
  std::string role;               // recorder, curator, auditor or admin
  std::string commissioner{};     // public id or identifier; "" any
  std::optional<Date> last_day{}; // in England; none: until it is revoked
};

/// Every fault of the wish at once, at "/name", "/role", "/commissioner" and "/expires".
Result<persistence::Token> make_token(persistence::UnitOfWork&, const TokenWish&, std::string_view secret_sha256);

bool is_one_line(std::string_view name);

} // namespace openward::app
