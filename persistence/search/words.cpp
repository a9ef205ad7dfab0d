#include "persistence/search/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace openward::persistence::search {
namespace {

enum class Kind { letter, mark, ignored, both, other }; // `both`: the ampersand, a word of its own

bool is_ascii_letter(UChar32 c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// The signs that people write for an apostrophe.
bool is_apostrophe(UChar32 c) { return c == '\'' || c == '`' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x00B4; }

Kind kind_of(UChar32 c) {
  if (c < 0) return Kind::other;
  if (is_ascii_letter(c)) return Kind::letter;
  if (is_apostrophe(c)) return Kind::ignored;
  if (c < 0x80) return c == '&' ? Kind::both : Kind::other;
  const auto group = static_cast<std::uint32_t>(U_GET_GC_MASK(c));
  if ((group & (U_GC_L_MASK | U_GC_N_MASK)) != 0) return Kind::letter;
  if ((group & U_GC_M_MASK) != 0) return Kind::mark;
  // Marks of direction, soft hyphens and joiners are seen by nobody.
  return (group & U_GC_CF_MASK) != 0 ? Kind::ignored : Kind::other;
}

/// One character of another script than ASCII: in lower case, taken apart, without what is set above and below.
void append_folded(std::string& out, UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* apart = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) return;
  const icu::UnicodeString folded = apart->normalize(fold->normalize(icu::UnicodeString(c), status), status);
  if (U_FAILURE(status)) return;
  icu::UnicodeString letters;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    if (kind_of(folded.char32At(i)) == Kind::letter) letters.append(folded.char32At(i));
  }
  letters.toUTF8String(out);
}

/// "therapies" and "therapy" are one word, "services" and "service" too; "nhs", "process", "status" and "analysis" stay as they are.
void fold_plural(std::string& word) {
  if (word.size() < 4) return;
  const std::string_view w = word;
  const auto ends_with_any = [&](const auto& endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return w.ends_with(ending); });
  };
  constexpr std::array<std::string_view, 3> no_plurals{"ss", "us", "is"};
  constexpr std::array<std::string_view, 5> longer{"xes", "ches", "shes", "sses", "zes"};
  if (w.ends_with("ies") && w.size() > 4) {
    word.resize(word.size() - 2);
    return;
  }
  if (ends_with_any(longer)) {
    word.resize(word.size() - 2);
  } else if (w.ends_with('s') && !ends_with_any(no_plurals)) {
    word.pop_back();
  }
  if (word.ends_with('y')) word.back() = 'i';
}

/// At a character's boundary.
void cut(std::string& word) {
  if (word.size() <= longest_word) return;
  std::size_t at = longest_word;
  while (at > 0 && (static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80U) --at;
  word.resize(at);
}

class Reading {
 public:
  explicit Reading(Ending ending) : ending_(ending) {}

  void take(UChar32 c, std::size_t begin, std::size_t end) {
    switch (kind_of(c)) {
    case Kind::letter:
      if (!open_) word_ = {"", begin, end};
      open_ = true;
      append(c);
      word_.end = end;
      break;
    case Kind::mark:
      if (open_) word_.end = end;
      break;
    case Kind::ignored:
      break;
    case Kind::both:
      close();
      words_.push_back({"and", begin, end});
      break;
    case Kind::other:
      close();
      break;
    }
  }

  std::vector<Word> finish() {
    close();
    return std::move(words_);
  }

 private:
  void append(UChar32 c) {
    if (c >= 0x80)
      append_folded(word_.text, c);
    else
      word_.text += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }

  void close() {
    if (open_ && !word_.text.empty()) {
      if (ending_ == Ending::folded) fold_plural(word_.text);
      cut(word_.text);
      words_.push_back(std::move(word_));
    }
    open_ = false;
  }

  Ending ending_;
  bool open_ = false;
  Word word_;
  std::vector<Word> words_;
};

} // namespace

std::vector<Word> words_of(std::string_view text, Ending ending) {
  Reading reading(ending);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data()); // ICU reads bytes; characters are bytes
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t at = 0; at < length;) {
    const std::int64_t begin = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    reading.take(c, static_cast<std::size_t>(begin), static_cast<std::size_t>(at));
  }
  return reading.finish();
}

} // namespace openward::persistence::search
