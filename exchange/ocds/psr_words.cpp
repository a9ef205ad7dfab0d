#include "exchange/ocds/psr_words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace openward::exchange {
namespace {

constexpr std::size_t most_words = 300;

bool is(char c, int (*kind)(int)) { return kind(static_cast<unsigned char>(c)) != 0; }

/// "e.g. this", "No. 5", "reg. 14", "Dr. Ives": the full stop ends nothing.
bool ends_abbreviation(std::string_view text, std::size_t stop) {
  static constexpr std::array<std::string_view, 11> shortened{"no", "nos", "reg", "regs", "para",  "dr",
                                                              "mr", "ms",  "mrs", "incl", "approx"};
  std::size_t from = stop;
  while (from > 0 && is(text[from - 1], std::isalpha)) --from;
  if (stop - from == 1) return true; // "i.e."
  std::string word(text.substr(from, stop - from));
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(shortened.begin(), shortened.end(), word) != shortened.end();
}

/// Line ends were folded into spaces, and "award.No conflicts" happens.
bool ends_sentence(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (c == ';' || c == '!' || c == '?') return true;
  if (c != '.') return false;
  if (i + 1 == text.size()) return true;
  const char next = text[i + 1];
  if (next == ' ') return !ends_abbreviation(text, i) && !(i + 2 < text.size() && is(text[i + 2], std::islower));
  return is(next, std::isupper) && i > 1 && is(text[i - 1], std::islower) && is(text[i - 2], std::islower);
}

/// "… sent to tenders@example.org Decision makers: …": an address at the end of a line takes no full stop.
bool ends_address_line(std::string_view text, std::size_t space) {
  if (space + 1 >= text.size() || text[space] != ' ' || !is(text[space + 1], std::isupper)) return false;
  static constexpr std::array<std::string_view, 4> domains{".org", ".uk", ".com", ".net"};
  const std::string_view before = text.substr(0, space);
  return std::any_of(domains.begin(), domains.end(), [&](std::string_view domain) { return before.ends_with(domain); });
}

/// The length of a bullet that begins here: U+2022, U+00B7, U+25CF.
std::size_t bullet(std::string_view rest) {
  for (const std::string_view sign : {"\xE2\x80\xA2", "\xC2\xB7", "\xE2\x97\x8F", "\xEF\x82\xB7"})
    if (rest.substr(0, sign.size()) == sign) return sign.size();
  return 0;
}

std::vector<std::pair<std::size_t, std::size_t>> sentences_of(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  std::size_t from = 0;
  const auto close = [&](std::size_t end) {
    while (from < end && text[from] == ' ') ++from;
    while (end > from && text[end - 1] == ' ') --end;
    if (end > from) out.emplace_back(from, end);
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const std::size_t sign = bullet(text.substr(i))) {
      close(i);
      i += sign - 1;
      from = i + 1;
    } else if (ends_sentence(text, i) || ends_address_line(text, i)) {
      close(i + 1);
      from = i + 1;
    }
  }
  close(text.size());
  return out;
}

} // namespace

PsrWords::PsrWords(const NoticeWords& words, bool corrigendum) {
  for (const Segment& segment : words.segments()) {
    if (corrigendum && segment.part != Part::amendment) continue;
    const bool repeated =
        std::any_of(texts_.begin(), texts_.end(), [&](const Text& t) { return t.segment->text == segment.text; }); // lots alike
    if (repeated) continue;
    auto& text = texts_.emplace_back(Text{&segment, MarkedText(segment.text)});
    text.sentences = sentences_of(text.marked.text());
  }
}

template <typename F>
void PsrWords::look(const Pattern& says, const Pattern* unless, const Pattern* topic, F take) const {
  for (const Text& text : texts_) {
    const std::string& marked = text.marked.text();
    if (topic && !topic->in(marked)) continue;
    for (const auto& [from, to] : text.sentences) {
      const std::string_view sentence = std::string_view(marked).substr(from, to - from);
      if (topic && !topic->in(sentence)) continue;
      std::array<re2::StringPiece, 6> groups;
      const re2::StringPiece piece(sentence.data(), sentence.size());
      const int wanted = std::min<int>(static_cast<int>(groups.size()), 1 + (*says).NumberOfCapturingGroups());
      if (!(*says).Match(piece, 0, piece.size(), re2::RE2::UNANCHORED, groups.data(), wanted)) continue;
      if (unless && unless->in(sentence)) continue;
      const auto begin = static_cast<std::size_t>(groups[0].data() - marked.data());
      Saying saying;
      saying.hit = {text.segment, text.marked.original(begin), text.marked.original(begin + groups[0].size())};
      saying.sentence = {text.segment, text.marked.original(from), text.marked.original(to)};
      saying.marked = sentence;
      const auto group = std::find_if(groups.begin() + 1, groups.end(), [](const re2::StringPiece& g) { return g.data() != nullptr; });
      if (group != groups.end()) {
        saying.group.assign(group->data(), group->size());
        const bool digits =
            !saying.group.empty() && std::all_of(saying.group.begin(), saying.group.end(), [](char c) { return is(c, std::isdigit); });
        if (digits) saying.mark = text.marked.mark(saying.group);
      }
      if (!take(std::move(saying))) return;
    }
  }
}

std::vector<Saying> PsrWords::every(const Pattern& says, const Pattern* unless, const Pattern* topic) const {
  std::vector<Saying> out;
  look(says, unless, topic, [&](Saying s) {
    out.push_back(std::move(s));
    return true;
  });
  return out;
}

std::optional<Saying> PsrWords::first(const Pattern& says, const Pattern* unless, const Pattern* topic) const {
  std::optional<Saying> out;
  look(says, unless, topic, [&](Saying s) {
    out = std::move(s);
    return false;
  });
  return out;
}

bool PsrWords::says(const Pattern& pattern) const { return first(pattern).has_value(); }

std::string words_of(const Hit& sentence) {
  const std::string& text = sentence.segment->text;
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  std::size_t to = std::min(sentence.end, sentence.begin + most_words);
  while (to > sentence.begin && to < text.size() && is_continuation(text[to])) --to;
  return text.substr(sentence.begin, to - sentence.begin);
}

} // namespace openward::exchange
