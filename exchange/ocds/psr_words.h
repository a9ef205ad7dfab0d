#pragma once
// The sentences in which a notice under the Provider Selection Regime speaks, with their dates, amounts and unfilled places marked
// (marked_text.h). A corrigendum speaks through its new text; what it repeats of the notice that it corrects is not said anew. Belongs to
// one thread, lives as long as the words it is made from.

#include "exchange/ocds/marked_text.h"
#include "exchange/ocds/notice_words.h"
#include "exchange/ocds/patterns.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

/// A place that a rule found.
struct Saying {
  Hit hit{};                  // the words of the pattern
  Hit sentence{};             // the sentence they stand in
  std::string_view marked{};  // that sentence with its marks; lives as long as the PsrWords
  const Mark* mark = nullptr; // the one that the group of the pattern names: "@D(\d+)@"
  std::string group{};        // the first group that took part, as it stands in the marked text
};

class PsrWords {
 public:
  PsrWords(const NoticeWords& words, bool corrigendum);

  /// Places that match `says` in a sentence that does not match `unless`, the most telling part first. A pattern sees one sentence at a
  /// time: "^" and "$" are its ends.
  /// `topic` is a short pattern of plain words without which `says` cannot match: it is the cheap question that is asked first.
  std::vector<Saying> every(const Pattern& says, const Pattern* unless = nullptr, const Pattern* topic = nullptr) const;
  std::optional<Saying> first(const Pattern& says, const Pattern* unless = nullptr, const Pattern* topic = nullptr) const;
  bool says(const Pattern& pattern) const;

  struct Text {
    const Segment* segment = nullptr;
    MarkedText marked;
    std::vector<std::pair<std::size_t, std::size_t>> sentences{}; // in the marked text
  };
  /// The texts themselves, for rules that look past a sentence's end.
  const std::deque<Text>& texts() const { return texts_; }

 private:
  template <typename F>
  void look(const Pattern& says, const Pattern* unless, const Pattern* topic, F take) const;
  std::deque<Text> texts_;
};

/// At most 300 characters of a sentence, whole characters only.
std::string words_of(const Hit& sentence);

} // namespace openward::exchange
