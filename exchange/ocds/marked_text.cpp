#include "exchange/ocds/marked_text.h"

#include "domain/money.h"
#include "domain/text.h"
#include "exchange/ocds/patterns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace openward::exchange {
namespace {

using Groups = std::array<re2::StringPiece, 4>;

std::string_view view(const re2::StringPiece& piece) { return {piece.data(), piece.size()}; }

std::optional<int> number(std::string_view digits) {
  int n = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return n;
}

std::optional<Date> date_of(std::string_view year, std::string_view month, std::string_view day) {
  const auto y = number(year);
  const auto m = number(month);
  const auto d = number(day);
  if (!y || !m || !d || *m < 1 || *d < 1) return std::nullopt;
  const auto date = Date::create(*y < 100 ? 2000 + *y : *y, static_cast<unsigned>(*m), static_cast<unsigned>(*d));
  return date ? std::optional(*date) : std::nullopt;
}

std::string month_number(std::string_view name) {
  static constexpr std::array<std::string_view, 12> starts{"jan", "feb", "mar", "apr", "may", "jun",
                                                           "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string lower = detail::lower(name.substr(0, 3));
  const auto found = std::find(starts.begin(), starts.end(), lower);
  return std::to_string(found - starts.begin() + 1);
}

/// "4.5" and "m" are 450,000,000 pence. Commas are separators; digits beyond the pence are rounded by parse_pence.
std::optional<std::int64_t> pence_of(std::string_view digits, std::string_view scale) {
  std::string plain;
  for (const char c : digits)
    if (c != ',') plain += c;
  if (!scale.empty()) {
    const char first = detail::to_lower(scale.front());
    plain += first == 'b' ? "e9" : first == 'm' ? "e6" : "e3";
  }
  const auto pence = parse_pence(plain);
  return pence ? std::optional(*pence) : std::nullopt;
}

constexpr std::string_view months = R"((jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?)"
                                    R"(|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))";

struct Form {
  Pattern pattern;
  char kind;
  std::array<std::size_t, 3> parts; // year, month, day; or digits, scale; a month of letters is a name
};

const std::array<Form, 8>& forms() {
  static const std::string month(months);
  static const std::array<Form, 8> all{
      Form{Pattern(R"(\b(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -])" + month + R"(,?[ -](20\d\d|\d\d)\b)"), 'D', {3, 2, 1}},
      Form{Pattern("\\b" + month + R"( (\d{1,2})(?:st|nd|rd|th)?,? (20\d\d)\b)"), 'D', {3, 1, 2}},
      Form{Pattern(R"(\b(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(20\d\d|\d\d)\b)"), 'D', {3, 2, 1}},
      Form{Pattern(R"(\b(20\d\d)-(\d\d)-(\d\d)\b)"), 'D', {1, 2, 3}},
      Form{Pattern(R"(\xC2\xA3 ?(\d[\d,]*(?:\.\d+)?)(?: ?(m(?:n|illion)?\b|bn\b|billion\b|k\b|thousand\b))?)"), 'M', {1, 2, 0}},
      Form{Pattern(R"(\bGBP ?(\d[\d,]*(?:\.\d+)?)()\b)"), 'M', {1, 2, 0}},
      Form{Pattern(R"(\b(\d[\d,]*(?:\.\d+)?)() ?GBP\b)"), 'M', {1, 2, 0}},
      Form{Pattern(
               R"((?:[\[{] ?(?:add|insert|enter|state|list|specify|describe|provide|details?|names?|tbc|tbd|date|value|amount|xx|dd))"
               R"([^\]}]{0,80}[\]}]|\((?:insert|add|enter) [^)]{0,60}\)|\bTBC\b|\bTBD\b|\bTBA\b|\bto be (?:confirmed|advised|inserted)\b)"
               R"(|\bdd/mm/yy(?:yy)?\b|\bxx/xx/(?:xx|20)\w*|\bx{3,}\b)()())"),
           'P',
           {0, 0, 0}},
  };
  return all;
}

std::optional<Mark> mark_of(const Form& form, const Groups& groups) {
  Mark mark;
  mark.kind = form.kind;
  if (form.kind == 'D') {
    const auto month = view(groups[form.parts[1]]);
    const bool named = !detail::all_digits(month);
    const auto date = date_of(view(groups[form.parts[0]]), named ? month_number(month) : std::string(month), view(groups[form.parts[2]]));
    if (!date) return std::nullopt;
    mark.date = *date;
  } else if (form.kind == 'M') {
    const auto pence = pence_of(view(groups[1]), view(groups[2]));
    if (!pence) return std::nullopt;
    mark.pence = *pence;
  }
  return mark;
}

std::vector<Mark> marks_in(const std::string& text) {
  std::vector<Mark> marks;
  for (const Form& form : forms()) {
    Groups groups;
    const int wanted = 1 + (*form.pattern).NumberOfCapturingGroups();
    for (std::size_t at = 0;
         at < text.size() && (*form.pattern).Match(text, at, text.size(), re2::RE2::UNANCHORED, groups.data(), std::min(wanted, 4));) {
      const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
      at = begin + std::max<std::size_t>(groups[0].size(), 1);
      auto mark = mark_of(form, groups);
      if (!mark) continue;
      mark->begin = begin;
      mark->end = begin + groups[0].size();
      const bool overlaps =
          std::any_of(marks.begin(), marks.end(), [&](const Mark& m) { return m.begin < mark->end && mark->begin < m.end; });
      if (!overlaps) marks.push_back(*mark);
    }
  }
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
  return marks;
}

} // namespace

MarkedText::MarkedText(const std::string& folded) : marks_(marks_in(folded)) {
  std::size_t at = 0;
  const auto copy_to = [&](std::size_t end) {
    // A sign of ours that stands in the text itself must not look like a mark.
    for (; at < end; ++at) text_ += folded[at] == '@' ? ' ' : folded[at];
  };
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    copy_to(marks_[i].begin);
    placed_.push_back(text_.size());
    text_ += std::string("@") + marks_[i].kind + std::to_string(i) + '@';
    at = marks_[i].end;
  }
  copy_to(folded.size());
}

const Mark* MarkedText::mark(std::string_view digits) const {
  const auto n = number(digits);
  return n && *n >= 0 && static_cast<std::size_t>(*n) < marks_.size() ? &marks_[static_cast<std::size_t>(*n)] : nullptr;
}

std::size_t MarkedText::original(std::size_t at) const {
  const auto after = std::upper_bound(placed_.begin(), placed_.end(), at);
  if (after == placed_.begin()) return at;
  const auto i = static_cast<std::size_t>(after - placed_.begin()) - 1;
  const std::size_t end = placed_[i] + 3 + std::to_string(i).size(); // "@D12@"
  return at < end ? marks_[i].begin : marks_[i].end + (at - end);
}

} // namespace openward::exchange
