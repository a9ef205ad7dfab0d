#include "exchange/spend/cells.h"

#include "domain/money.h"
#include "domain/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace openward::exchange {
namespace {

using detail::is_digit;
using detail::trimmed;

constexpr std::string_view pound = "\xC2\xA3";
constexpr std::size_t longest_amount = 64; // characters after the decorations are off

bool is_letter(char c) { return detail::is_lower(c) || detail::is_upper(c); }

bool drop_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Takes signs, brackets and the pound sign off both ends, in whatever order they come. False when a sign stands twice.
bool undress(std::string_view& text, bool& negative, bool& decorated) {
  int signs = 0;
  bool bracketed = false;
  if (text.size() >= 2 && text.front() == '(' && text.back() == ')') {
    text = trimmed(text.substr(1, text.size() - 2));
    bracketed = negative = decorated = true;
  }
  for (bool again = true; again;) {
    again = false;
    // hyphen, minus sign, en dash
    for (const std::string_view minus : {"-", "\xE2\x88\x92", "\xE2\x80\x93"}) {
      if (!drop_prefix(text, minus)) continue;
      ++signs;
      negative = decorated = again = true;
    }
    if (drop_prefix(text, pound) || drop_prefix(text, "GBP")) decorated = again = true;
    text = trimmed(text);
  }
  if (text.size() > 1 && text.back() == '-') { // SAP writes credits so
    text = trimmed(text.substr(0, text.size() - 1));
    ++signs;
    negative = true;
  }
  return signs + (bracketed && !text.empty() ? 1 : 0) <= 1;
}

/// Thousands separators out; nullopt when a comma parts anything but thousands.
std::optional<std::string_view> without_commas(std::string_view text, std::array<char, longest_amount>& buffer) {
  if (text.size() > buffer.size()) return std::nullopt;
  const std::string_view whole = text.substr(0, text.find_first_of(".eE"));
  if (text.substr(whole.size()).find(',') != text.npos) return std::nullopt;
  std::size_t group = 0;
  bool parted = false;
  auto out = buffer.begin();
  for (const char c : whole) {
    if (c == ',') {
      if (group == 0 || group > 3 || (parted && group != 3)) return std::nullopt;
      parted = true;
      group = 0;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    ++group;
    *out++ = c;
  }
  if (parted && group != 3) return std::nullopt;
  if (whole.empty()) *out++ = '0'; // ".50"
  const std::string_view tail = text.substr(whole.size());
  if (out + static_cast<std::ptrdiff_t>(tail.size()) > buffer.end()) return std::nullopt;
  out = std::copy(tail.begin(), tail.end(), out);
  if (out[-1] == '.') --out; // "1234."
  return std::string_view(buffer.data(), static_cast<std::size_t>(out - buffer.begin()));
}

struct Part {
  std::string_view text;
  bool number = false;
  int value() const {
    int v = 0;
    std::from_chars(text.data(), text.data() + text.size(), v);
    return v;
  }
};

struct Parts {
  std::array<Part, 3> part;
  std::size_t count = 0;
  std::string_view rest; // after the third
};

/// Splits "14-Sep-20 09:00" into 14, Sep, 20 and " 09:00".
std::optional<Parts> split(std::string_view text) {
  Parts parts;
  std::size_t at = 0;
  while (at < text.size() && parts.count < parts.part.size()) {
    const std::size_t begin = at;
    const bool number = is_digit(text[at]);
    if (!number && !is_letter(text[at])) return std::nullopt;
    while (at < text.size() && (number ? is_digit(text[at]) : is_letter(text[at]))) ++at;
    parts.part[parts.count++] = {text.substr(begin, at - begin), number};
    if (parts.count == parts.part.size()) break;
    while (at < text.size() && std::string_view("/-., ").find(text[at]) != std::string_view::npos) ++at;
  }
  parts.rest = text.substr(at);
  return parts;
}

/// "", " 00:00:00", "T09:30:00Z", " 12:00 AM"
bool nothing_or_time(std::string_view rest) {
  if (rest.empty()) return true;
  if (rest.front() != ' ' && rest.front() != 'T') return false;
  rest = trimmed(rest.substr(1));
  const auto colon = rest.find(':');
  return colon >= 1 && colon <= 2 && rest.find_first_not_of("0123456789:.+-Z APMapm") == rest.npos && is_digit(rest.front());
}

std::optional<unsigned> month_named(std::string_view word) {
  static constexpr std::array<std::string_view, 12> names = {"january", "february", "march",     "april",   "may",      "june",
                                                             "july",    "august",   "september", "october", "november", "december"};
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (word.size() > names[i].size()) continue;
    if (std::equal(word.begin(), word.end(), names[i].begin(), [](char a, char b) { return detail::to_lower(a) == b; }))
      return static_cast<unsigned>(i + 1);
  }
  return std::nullopt;
}

DateCell unreadable(std::string_view reason) { return {CellState::unreadable, {}, OrderVote::none, reason}; }

DateCell dated(int year, unsigned month, unsigned day, OrderVote vote = OrderVote::none) {
  if (year < 1990 || year > 2099) return unreadable("its year is not within 1990 to 2099");
  auto date = Date::create(year, month, day);
  if (!date) return unreadable("there is no such day in the calendar");
  return {CellState::read, *date, vote, {}};
}

std::optional<int> year_of(const Part& part) {
  if (!part.number) return std::nullopt;
  if (part.text.size() == 4) return part.value();
  if (part.text.size() == 2) return part.value() >= 90 ? 1900 + part.value() : 2000 + part.value();
  return std::nullopt;
}

bool day_or_month(const Part& part) { return part.number && part.text.size() <= 2; }

/// Days since 1899-12-30, Excel's 1900 date system after its invented 29 February 1900.
DateCell from_serial(int serial) {
  static constexpr std::chrono::sys_days epoch = std::chrono::year{1899} / 12 / 30;
  const Date date = Date::from_days(epoch + std::chrono::days(serial));
  return dated(date.year(), date.month(), date.day());
}

DateCell numeric(const Part& first, const Part& second, int year, bool day_first) {
  const auto a = static_cast<unsigned>(first.value());
  const auto b = static_cast<unsigned>(second.value());
  if (a > 12 && b <= 12) return dated(year, b, a, OrderVote::day_first);
  if (b > 12 && a <= 12) return dated(year, a, b, OrderVote::month_first);
  return day_first ? dated(year, b, a) : dated(year, a, b);
}

DateCell three_parts(const Parts& p, bool day_first) {
  const Part& a = p.part[0];
  const Part& b = p.part[1];
  const Part& c = p.part[2];
  if (a.number && a.text.size() == 4 && day_or_month(c)) { // 2020-09-14, 2020-Sep-14
    const auto month = b.number ? std::optional(static_cast<unsigned>(b.value())) : month_named(b.text);
    return month && (!b.number || day_or_month(b)) ? dated(a.value(), *month, static_cast<unsigned>(c.value()))
                                                   : unreadable("its month is not one");
  }
  const auto year = year_of(c);
  if (!year) return unreadable("its year has neither two nor four digits");
  if (day_or_month(a) && day_or_month(b)) return numeric(a, b, *year, day_first);
  const auto named = !b.number ? month_named(b.text) : !a.number ? month_named(a.text) : std::nullopt;
  const Part& day = !b.number ? a : b;
  if (!named || !day_or_month(day)) return unreadable("it has no day, month and year");
  return dated(*year, *named, static_cast<unsigned>(day.value()));
}

/// "14/09/2020", the commonest form by far.
std::optional<DateCell> plain_date(std::string_view text, bool day_first) {
  if (text.size() != 10 || text[2] != '/' || text[5] != '/') return std::nullopt;
  const std::string_view first = text.substr(0, 2);
  const std::string_view second = text.substr(3, 2);
  const std::string_view year = text.substr(6);
  if (!detail::all_digits(first) || !detail::all_digits(second) || !detail::all_digits(year)) return std::nullopt;
  return numeric({first, true}, {second, true}, Part{year, true}.value(), day_first);
}

/// "1234", "-1234.56" and "1,234.56": pounds without any decoration but a minus sign, of which no other reading is possible.
std::optional<std::int64_t> plain_amount(std::string_view text) {
  constexpr std::size_t longest = 16; // well within 64 bits
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > longest || !is_digit(text.front())) return std::nullopt;
  const bool pence_follow = text.size() > 3 && text[text.size() - 3] == '.';
  const std::size_t pounds = pence_follow ? text.size() - 3 : text.size();
  const bool parted = text.find(',') < pounds;
  if (parted && pounds % 4 == 0) return std::nullopt; // four digits, or none, before the first comma
  std::int64_t pence = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at == pounds) continue; // the point
    const bool comma_due = parted && at > 0 && at < pounds && (pounds - at) % 4 == 0;
    if ((text[at] == ',') != comma_due) return std::nullopt;
    if (comma_due) continue;
    if (!is_digit(text[at])) return std::nullopt;
    pence = pence * 10 + (text[at] - '0');
  }
  if (!pence_follow) pence *= 100;
  return negative ? -pence : pence;
}

} // namespace

AmountCell read_amount(std::string_view cell) {
  std::string_view text = trimmed(cell);
  if (text.empty()) return {};
  if (const auto pence = plain_amount(text)) return {CellState::read, *pence};
  bool negative = false;
  bool decorated = false;
  if (!undress(text, negative, decorated)) return {CellState::unreadable};
  if (text.empty()) return {negative && decorated ? CellState::read : CellState::unreadable}; // "£-" is nothing paid; "£" is nothing said
  if (!is_digit(text.front()) && !(text.front() == '.' && text.size() > 1 && is_digit(text[1]))) return {CellState::unreadable};
  std::array<char, longest_amount> buffer;
  const auto plain = without_commas(text, buffer);
  if (!plain) return {CellState::unreadable};
  const auto pence = parse_pence(*plain);
  if (!pence) {
    const auto& faults = pence.error().faults;
    const bool large = std::any_of(faults.begin(), faults.end(), [](const Fault& f) { return f.code == "amount_out_of_range"; });
    return {large ? CellState::too_large : CellState::unreadable};
  }
  return {CellState::read, negative ? -*pence : *pence};
}

bool zero_padded(std::string_view cell) { return cell.size() >= 2 && cell.front() == '0' && detail::all_digits(cell); }

DateCell read_date(std::string_view cell, bool day_first) {
  const std::string_view text = trimmed(cell);
  if (text.empty()) return {};
  if (auto plain = plain_date(text, day_first)) return *plain;
  const auto parts = split(text);
  if (!parts || parts->count == 0 || !nothing_or_time(parts->rest)) return unreadable("it is not a date in a form that is read here");
  const Part& first = parts->part[0];
  if (parts->count == 3) return three_parts(*parts, day_first);
  if (first.number && first.text.size() == 5 && (parts->count == 1 || (parts->part[1].number && text[5] == '.')))
    return from_serial(first.value());
  if (first.number && first.text.size() == 8 && parts->count == 1) {
    return dated(first.value() / 10000, static_cast<unsigned>(first.value() / 100 % 100), static_cast<unsigned>(first.value() % 100));
  }
  return unreadable("it has no day, month and year");
}

} // namespace openward::exchange
