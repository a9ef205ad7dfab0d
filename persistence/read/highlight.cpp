// Where the words of a question stand in the texts of a row, worked out from the row as it is shown: what is withheld from a reader is not
// in it, so no mark can tell of it.

#include "persistence/read/highlight.h"

#include "persistence/search/question.h"
#include "persistence/search/words.h"

#include <algorithm>
#include <array>

namespace openward::persistence {
namespace {

using search::Part;
using search::Word;

/// Texts that people read, in the order in which they look for an answer.
constexpr std::array<std::string_view, 10> shown{"title",       "name",       "supplier", "words",         "commissioner.name",
                                                 "description", "payer.name", "place",    "operator.name", "note"};
constexpr std::size_t before = 60; // bytes of a fragment in front of its first mark
constexpr std::size_t most = 240;  // bytes of a fragment

struct Span {
  std::size_t begin, end;
};

bool stands_at(const Part& part, const std::vector<Word>& words, const std::vector<Word>& whole, std::size_t at) {
  if (at + part.words.size() > words.size()) return false;
  for (std::size_t i = 0; i < part.words.size(); ++i) {
    if (words[at + i].text == part.words[i]) continue;
    const bool last = i + 1 == part.words.size();
    if (!last || part.beginning.empty() || !(words[at + i].text.starts_with(part.beginning) || whole[at + i].text == part.beginning))
      return false;
  }
  return true;
}

std::vector<Span> marks_in(std::string_view text, const search::Question& question) {
  const std::vector<Word> words = search::words_of(text);
  const std::vector<Word> whole = search::words_of(text, search::Ending::kept);
  std::vector<Span> spans;
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (const Part& part : question.wanted) {
      if (stands_at(part, words, whole, at)) spans.push_back({words[at].begin, words[at + part.words.size() - 1].end});
    }
  }
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::vector<Span> joined;
  for (const Span& span : spans) {
    if (!joined.empty() && span.begin < joined.back().end)
      joined.back().end = std::max(joined.back().end, span.end);
    else
      joined.push_back(span);
  }
  return joined;
}

bool inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// From the nearest space, so that a fragment begins with a word where it can.
std::size_t beginning(std::string_view text, std::size_t first_mark) {
  if (first_mark <= before) return 0;
  std::size_t at = first_mark - before;
  const auto space = text.find(' ', at);
  if (space != std::string_view::npos && space < first_mark) return space + 1;
  while (inside_character(text, at)) ++at;
  return at;
}

Highlight fragment(std::string_view column, std::string_view text, const std::vector<Span>& marks) {
  Highlight out{std::string(column), {}};
  std::size_t at = beginning(text, marks.front().begin);
  std::size_t end = std::min(text.size(), at + most);
  while (inside_character(text, end)) ++end;
  out.cut_before = at > 0;
  for (const Span& mark : marks) {
    if (mark.begin >= end) break;
    end = std::max(end, mark.end); // a word is never cut
    if (mark.begin > at) out.parts.push_back({std::string(text.substr(at, mark.begin - at)), false});
    out.parts.push_back({std::string(text.substr(mark.begin, mark.end - mark.begin)), true});
    at = mark.end;
  }
  if (end > at) out.parts.push_back({std::string(text.substr(at, end - at)), false});
  out.cut_after = end < text.size();
  return out;
}

} // namespace

std::vector<Highlight> highlights(const std::vector<Column>& columns, const Row& row, std::string_view q) {
  const auto question = search::read_question(q);
  std::vector<Highlight> out;
  if (!question) return out;
  for (const std::string_view name : shown) {
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
    if (column == columns.end() || column->type != CellType::text) continue;
    const auto* text = std::get_if<std::string>(&row[static_cast<std::size_t>(column - columns.begin())]);
    if (!text) continue;
    const auto marks = marks_in(*text, *question);
    if (!marks.empty()) out.push_back(fragment(name, *text, marks));
  }
  return out;
}

} // namespace openward::persistence
