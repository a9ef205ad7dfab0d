#include "exchange/ocds/psr_criteria.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

struct Criterion {
  std::string_view name;    // law::KeyCriterion
  std::string_view heading; // as it heads a paragraph
  std::string_view inline_words;
};

constexpr std::array<Criterion, 5> criteria{{
    {"quality_and_innovation", R"((?:quality(?:,? (?:and|&) innovation)?|innovation))", R"(\bquality\b|\binnovat)"},
    {"value", R"((?:value(?: for money)?))", R"(value for money|best value|good value|\bvalue\b|cost[- ](?:effective|efficien))"},
    {"integration",
     R"((?:integration(?:,? (?:(?:and|&) )?collaboration)?(?:,? (?:and|&) (?:service )?sustainability)?)"
     R"(|collaboration(?:,? and service sustainability)?))",
     R"(\bintegrat(?:ion|ed|es|ing)\b|\bcollaborat|service sustainability)"},
    {"access",
     R"((?:(?:improving )?access(?:,? (?:and )?reducing (?:health )?inequalities)?(?:,? (?:and)"
     R"(|&) (?:facilitating )?(?:patient )?choice)?))",
     R"(improv\w* (?:patient )?access|\baccess to\b|accessib|health inequalit|facilitat\w* (?:patient )?choice|patient choice)"},
    {"social_value", R"((?:social value))", R"(social value)"},
}};

// Values that are sums of money, and the fifth criterion, are not the second.
constexpr std::string_view other_value =
    R"(social value|(?:contract|lifetime|life|annual|total|estimated|approximate|award|financial|monetary|overall)"
    R"(|whole[ -]life)(?: \w+)? value|value of (?:the|this)|value-based)";

struct Rules {
  // Where a notice begins to speak of them.
  Pattern context{R"(key criteri|(?:five|5)(?: \w+){0,3} criteri|criteri\w+ (?:set out |outlined )?(?:in|under|of) reg\w*\.? ?\(?5\b)"
                  R"(|reasons? for (?:the |this |its )?(?:selecti|award|decision|choosing|choice)|reasons? why|rationale for)"
                  R"(|basis for (?:the )?(?:award|decision|selection))"
                  R"(|statement explaining)"};
  Pattern other_values{other_value};
  Pattern next_heading{R"(\b(?:quality|innovation|value|integration|collaboration|(?:improving )?access|social value)\b[^:;.]{0,70}: ?)"};
  // Somebody, or a bid, is judged …
  Pattern judged{R"(\b(?:provider|supplier|incumbent|organisation|bid(?:der)?|submission|response|proposal|trust|they|it|who|service)"
                 R"(|assessment|evaluation|review)\b)"};
  Pattern verdict{
      R"(\b(?:demonstrat\w+|deliver(?:s|ed|ing)?|evidenc\w+|provid(?:es|ed|ing)|provide|offer(?:s|ed|ing)?|show(?:s|ed|n)?)"
      R"(|achiev\w+|commit\w+)"
      R"(|support(?:s|ed|ing)|strong\w*|good|high|excellent|outstanding|assured|score[ds]?|scoring|pass(?:ed)?|met|meets|meeting)"
      R"(|satisf\w+)"
      R"(|rated|best|proven|exceed\w*|improv(?:es|ed|ing)|ensur(?:es|ed|ing)|concluded|robust|positive\w*|selected|because)\b)"};
  // … and not told what bids will be judged by, or what the service is for.
  Pattern not_yet{
      R"(\b(?:will|shall|to) be (?:\w+ )?(?:evaluated|assessed|scored|judged|weighted|awarded|selected|considered)|\bweight(?:ing)"
      R"(|ed|s)\b)"
      R"(|\b(?:bidders?|providers?|applicants?|tenderers?|suppliers?|organisations?|offers?|bids?) (?:will|must|should)"
      R"(|are (?:asked|invited|required|expected)|need|shall|may|can|wishing)\b)"
      R"(|\bservice (?:aims?|seeks?|will|is (?:designed|intended|aimed))\b|\baims? to\b|\bseek(?:s|ing)? to\b|@P\d+@)"};
  Pattern whole{R"((?:key|five|5)(?: \w+){0,3} criteri)"};
  Pattern whole_verdict{
      R"(\b(?:satisf\w+|assess\w*|evaluat\w+|met|meets|reviewed|because|concluded|assured|demonstrat\w+|confirmed|suitable|scor\w+)\b)"};
  std::array<Pattern, criteria.size()> inline_words{Pattern(criteria[0].inline_words), Pattern(criteria[1].inline_words),
                                                    Pattern(criteria[2].inline_words), Pattern(criteria[3].inline_words),
                                                    Pattern(criteria[4].inline_words)};
  std::array<Pattern, criteria.size()> begins{begin_of(0), begin_of(1), begin_of(2), begin_of(3), begin_of(4)};
  std::array<Pattern, criteria.size()> headed{headed_by(0), headed_by(1), headed_by(2), headed_by(3), headed_by(4)};

 private:
  static Pattern begin_of(std::size_t i) {
    return Pattern(R"(^(?:\(?(?:[a-e1-5]|i{1,3}|iv|v)[.)] ?|- ?)?)" + std::string(criteria[i].heading) + R"((?: criteri(?:on|a))?\b)");
  }
  /// "Value - the provider …", "Quality and innovation (25%): …": group 1 is what follows.
  static Pattern headed_by(std::size_t i) {
    return Pattern(R"((?:^|[ (.]))" + std::string(criteria[i].heading) + R"((?: criteri(?:on|a))?(?: ?\([^)]{0,40}\))? ?[:-]+ ?(.*)$)");
  }
};

const Rules& rules() {
  static const Rules r;
  return r;
}

std::size_t words_in(std::string_view text) {
  std::size_t n = 0;
  bool inside = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'';
    if (letter && !inside) ++n;
    inside = letter;
  }
  return n;
}

/// Something is said, and it is not the name of the next criterion.
bool own_words(std::string_view after) {
  for (const Pattern& name : rules().begins) {
    re2::StringPiece whole;
    if (!(*name).Match({after.data(), after.size()}, 0, after.size(), re2::RE2::UNANCHORED, &whole, 1)) continue;
    const std::string_view rest = after.substr(whole.size());
    const bool goes_on = rest.size() > 1 && rest[0] == ' ' && rest[1] >= 'a' && rest[1] <= 'z'; // "Quality: quality of care is high"
    if (!goes_on) return false;
  }
  // "30% Integration: 45% Value: …" are weights; what is said of one criterion ends where the next begins.
  re2::StringPiece next;
  const bool more = (*rules().next_heading).Match({after.data(), after.size()}, 0, after.size(), re2::RE2::UNANCHORED, &next, 1);
  const std::string_view own = more ? after.substr(0, static_cast<std::size_t>(next.data() - after.data())) : after;
  return words_in(own) >= 3 && !rules().not_yet.in(own);
}

class CriteriaReader {
 public:
  explicit CriteriaReader(const PsrWords& words) : words_(words) {}

  CriteriaReading read() {
    for (const PsrWords::Text& text : words_.texts()) read_text(text);
    // "Value The provider …": one such place alone is the end of a bare list, with the text that happens to follow it.
    if (std::count_if(folded_heading_.begin(), folded_heading_.end(), [](const auto& hit) { return hit.has_value(); }) > 1)
      for (std::size_t i = 0; i < criteria.size(); ++i)
        if (!found_[i]) found_[i] = folded_heading_[i];
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      if (!found_[i]) continue;
      reading_.addressed.emplace_back(criteria[i].name);
      if (!reading_.where) reading_.where = found_[i];
    }
    return std::move(reading_);
  }

 private:
  void read_text(const PsrWords::Text& text) {
    constexpr std::size_t reach = 14; // sentences for which a heading counts
    std::size_t left = 0;
    for (const auto& [from, to] : text.sentences) {
      const std::string_view sentence = std::string_view(text.marked.text()).substr(from, to - from);
      if (rules().context.in(sentence)) left = reach;
      if (left == 0) continue;
      --left;
      const Hit hit{text.segment, text.marked.original(from), text.marked.original(to)};
      read_headed(sentence, hit);
      const std::string_view rest = after_folded_heading(sentence, hit);
      read_inline(rest, hit);
      const bool weighed = rules().whole.in(sentence) && rules().whole_verdict.in(sentence) && !rules().not_yet.in(sentence);
      if (weighed && !reading_.weighed) reading_.weighed = hit;
    }
  }

  static std::string without_sums(std::string_view sentence) {
    std::string kept(sentence);
    re2::RE2::GlobalReplace(&kept, *rules().other_values, " ");
    return kept;
  }

  void read_headed(std::string_view sentence, const Hit& hit) {
    const std::string kept = without_sums(sentence);
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      std::array<re2::StringPiece, 2> groups;
      const std::string_view searched = criteria[i].name == "value" ? std::string_view(kept) : sentence;
      const re2::StringPiece piece(searched.data(), searched.size());
      if (found_[i] || !(*rules().headed[i]).Match(piece, 0, piece.size(), re2::RE2::UNANCHORED, groups.data(), 2)) continue;
      if (own_words({groups[1].data(), groups[1].size()})) found_[i] = hit;
    }
  }

  /// A line that held a name alone has been joined to the next one.
  std::string_view after_folded_heading(std::string_view sentence, const Hit& hit) {
    for (std::size_t i = criteria.size(); i-- > 0;) {
      re2::StringPiece whole;
      const re2::StringPiece piece(sentence.data(), sentence.size());
      if (!(*rules().begins[i]).Match(piece, 0, piece.size(), re2::RE2::UNANCHORED, &whole, 1)) continue;
      const std::string_view rest = sentence.substr(whole.size());
      const bool new_line = rest.size() > 1 && rest[0] == ' ' && rest[1] >= 'A' && rest[1] <= 'Z';
      if (!new_line) return sentence;
      if (!folded_heading_[i] && words_in(rest) >= 4 && own_words(rest.substr(1))) folded_heading_[i] = hit;
      return rest;
    }
    return sentence;
  }

  void read_inline(std::string_view sentence, const Hit& hit) {
    if (!rules().judged.in(sentence) || !rules().verdict.in(sentence) || rules().not_yet.in(sentence)) return;
    const std::string kept = without_sums(sentence);
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      const bool value = criteria[i].name == "value";
      if (!found_[i] && rules().inline_words[i].in(value ? std::string_view(kept) : sentence)) found_[i] = hit;
    }
  }

  const PsrWords& words_;
  CriteriaReading reading_{};
  std::array<std::optional<Hit>, criteria.size()> found_{};
  std::array<std::optional<Hit>, criteria.size()> folded_heading_{};
};

} // namespace

CriteriaReading read_criteria(const PsrWords& words) { return CriteriaReader(words).read(); }

} // namespace openward::exchange
