#include "service/app/tokens.h"

#include <algorithm>
#include <array>
#include <vector>

namespace openward::app {

namespace {

constexpr std::array<std::string_view, 4> roles{"recorder", "curator", "auditor", "admin"};
constexpr std::size_t longest_name = 200;

/// The body that records are to be written for; "" with a fault noted where there is none.
std::string commissioner_of(persistence::UnitOfWork& u, const std::string& wanted, std::vector<Fault>& faults) {
  if (wanted.empty()) return {};
  persistence::Bodies bodies(u);
  auto body = bodies.by_id(wanted);
  if (auto identifier = Identifier::parse(wanted); !body && identifier) body = bodies.by_identifier(*identifier);
  if (body) return body->id;
  faults.push_back({"/commissioner", "unknown_body",
                    "There is no body " + wanted + " in the register. Give its public id or an identifier such as ods:QHM."});
  return {};
}

} // namespace

bool is_one_line(std::string_view name) {
  return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

Result<persistence::Token> make_token(persistence::UnitOfWork& u, const TokenWish& wish, std::string_view secret_sha256) {
  std::vector<Fault> faults;
  if (!is_one_line(wish.name)) faults.push_back({"/name", "missing", "Say in one line whose token it is."});
  if (wish.name.size() > longest_name) faults.push_back({"/name", "too_long", "A name has at most 200 bytes."});
  if (std::find(roles.begin(), roles.end(), wish.role) == roles.end())
    faults.push_back({"/role", wish.role.empty() ? "missing" : "unknown_word", "A role is recorder, curator, auditor or admin."});
  persistence::Token token;
  token.name = wish.name;
  token.role = wish.role;
  token.created = u.now();
  token.commissioner_id = commissioner_of(u, wish.commissioner, faults);
  if (wish.last_day) {
    const Date today = london_date(u.now());
    if (*wish.last_day < today)
      faults.push_back({"/expires", "in_the_past",
                        "The last day of a token is today, " + today.iso() + ", or later: " + wish.last_day->iso() + " is in the past."});
    token.expires = from_london(wish.last_day->plus_days(1), std::chrono::seconds(0));
  }
  if (!faults.empty()) {
    std::string message = faults.size() == 1 ? faults.front().message : std::to_string(faults.size()) + " things must be mended.";
    return invalid(std::move(message), std::move(faults));
  }
  return persistence::Tokens(u).add(token, secret_sha256);
}

} // namespace openward::app
