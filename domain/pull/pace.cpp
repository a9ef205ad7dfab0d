#include "domain/pull/pace.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace openward::pull {
namespace {

using std::chrono::seconds;

constexpr seconds rounding{1}; // instants are whole seconds, so two of them may be a second further apart than they say

template <typename Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// grammar: day-name "," SP 2DIGIT SP month SP 4DIGIT SP hh:mm:ss SP "GMT"
std::optional<Instant> http_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  const auto month = std::find(months.begin(), months.end(), text.substr(8, 3));
  if (month == months.end()) return std::nullopt;
  const auto ordinal = static_cast<unsigned>(month - months.begin() + 1);
  const std::string iso = std::string(text.substr(12, 4)) + (ordinal < 10 ? "-0" : "-") + std::to_string(ordinal) + "-" +
                          std::string(text.substr(5, 2)) + "T" + std::string(text.substr(17, 8)) + "Z";
  const auto at = Instant::parse(iso);
  if (!at) return std::nullopt;
  return *at;
}

} // namespace

void RequestBudget::spend(Instant answered) {
  spent_.insert(std::upper_bound(spent_.begin(), spent_.end(), answered), answered);
  if (spent_.size() > requests_) spent_.pop_front();
}

seconds RequestBudget::wait(Instant now) const {
  if (spent_.size() < requests_) return seconds(0);
  const seconds left = spent_.front().seconds() + within_ + rounding - now.seconds();
  return std::clamp(left, seconds(0), within_ + rounding);
}

std::optional<seconds> retry_after(std::string_view header, Instant now) {
  while (header.starts_with(' ')) header.remove_prefix(1);
  while (header.ends_with(' ')) header.remove_suffix(1);
  if (const auto count = number<std::uint32_t>(header)) return seconds(*count);
  const auto at = http_date(header);
  if (!at) return std::nullopt;
  return std::max(seconds(0), at->seconds() - now.seconds());
}

seconds patience_before(int attempt) { return seconds(attempt <= 1 ? 0 : attempt == 2 ? 5 : attempt == 3 ? 20 : 60); }

} // namespace openward::pull
