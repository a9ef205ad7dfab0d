#include "exchange/ocds/stated_facts.h"

#include "exchange/ocds/marked_text.h"
#include "exchange/ocds/patterns.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

struct Rules {
  // Three strengths of saying that an amount is the whole: the first that is found decides.
  std::array<Pattern, 3> whole{
      Pattern(R"((?:lifetime|whole[ -]life|life ?time)(?: \w+){0,4}? (?:value|cost|price|worth)([^.;@]{0,90}?)@([MP])(\d+)@)"),
      Pattern(
          R"(\b(?:total|full|overall|entire|maximum|aggregate)(?: \w+){0,4}? (?:value|cost|price|worth|sum)([^.;@]{0,90}?)@([MP])(\d+)@)"),
      Pattern(R"(\b(?:contract|agreement|award|estimated|approximate|expected)? ?(?:value|worth)([^.;@]{0,60}?)@([MP])(\d+)@)")};
  // Words before the amount, or before the phrase, which say that it is a part, a rate or another contract's.
  Pattern other_before{
      R"(annual|per annum|per year|yearly|weekly|monthly|daily|\bhourly|unit price|average|existing|previous|original|current contract)"
      R"(|\bincrease|additional|extension|\bvaried|modification (?:is|of|was)|threshold|initial|social value|turnover|funding of|\bper\b)"};
  Pattern with_extension{
      R"((?:with|includ\w+|incl\.?|plus|and)(?: (?:the|an?|any|all|both|optional|possible|potential|available|\d+|year|month))*)"
      R"( extensions?)"};
  Pattern rate_after{
      R"(^[ ()]*(?:excl?(?:uding|usive)?\.? (?:of )?vat ?)?[ (,]*(?:per\b|p\.?a\b|p/a|annually|yearly|weekly|monthly|each (?:year|month))"
      R"(|a (?:year|month|week|day)|/ ?(?:year|week|month|day|annum)|for (?:the first|year|the initial)))"};
  Pattern rate{
      R"((?:annual|per (?:annum|year|week|day|month|patient|bed))[^.;@]{0,60}@M\d+@|@M\d+@[ (]*(?:per\b|annually|a (?:year|week|day)))"};
  Pattern net{R"(^[ (,]*(?:\(?net\b|excl?(?:uding|usive)?\.? (?:of )?vat|ex\.? vat|plus vat|\+ ?vat|net of vat))"};
  Pattern gross{R"(^[ (,]*(?:incl?(?:uding|usive)?\.? (?:of )?vat|inc\.? vat|gross\b))"};
  Pattern unguaranteed{R"((?:no|not|without)(?: \w+){0,3} guaranteed? (?:of )?(?:\w+ )?(?:value|volume|activity|income|spend|level))"
                       R"(|no guaranteed|zero[ -]value|not guarantee(?:d)? (?:any|a))"};

  // 012345-2026, 2026/S 000-012345, ocds-h6vhtk-012abc
  Pattern notice_number{R"(\b(\d{6})-(20\d\d)\b|\b(20\d\d)/S ?\d{3}-(\d{6})\b|\b(ocds-[a-z0-9]{6}-[a-z0-9-]*[a-z0-9]))"};

  Pattern representations{
      R"(representations?\b([^@]{0,420}?)\b(?:by|before|until|up to|later than|deadline|midnight|closing date|clos(?:e|es|ing)|ends?)"
      R"(|ending)\b)"
      R"(([^.;@]{0,60}?)@([DP])(\d+)@)"};
  // "The representation period begins on Tuesday 11 August 2026 and ends on …": the second date is the last day.
  Pattern representation_period{
      R"(representations? (?:period|window)\b[^.;@]{0,60}?@D\d+@[^.;@]{0,30}?\b(?:ends?|ending|clos(?:es|ing)|until|to)"
      R"(|-)[^.;@]{0,40}?@([DP])(\d+)@)"};
  Pattern standstill_end{R"(standstill(?: period)?[^.;@]{0,60}?\b(?:ends?|ending|end date|will end|expires?|clos(?:es|ing)|until)"
                         R"(|to)\b[^.;@]{0,40}?@([DP])(\d+)@)"};
  Pattern other_deadline{
      R"(expressions? of interest|submit (?:a )?(?:bid|tender)|question|clarification|responses? to the (?:rfi|notice))"};

  Pattern awarded{
      R"(\b(?:awarded|entered into|award date|date of (?:the )?(?:contract )?award|award (?:was )?made)\b([^.;@]{0,40}?)@D(\d+)@)"};
  Pattern earlier_award{
      R"(previous|original|existing|framework|incumbent|\b(?:to|until|from|for|start|starting|commenc\w+|expir\w+|end\w*|since)\b)"};

  Pattern term{
      R"(\b(?:from|period|term|covering|between|contract|dates?|duration|run|runs)\b([^.;@]{0,50}?)@D(\d+)@ ?(?:to|until|till|-|and)"
      R"(|through|and ending|and expires?)"
      R"( on)?(?: (?:on|the|end|ends|ending|expires?|will|run|expire))* ?@D(\d+)@)"};
  Pattern start{R"(\b(?:start|starts|starting|start date|commence|commences|commenced|commencing|commencement|begin|begins|beginning)"
                R"(|go[ -]live)\b([^.;@]{0,40}?)@D(\d+)@)"};
  Pattern from{R"(@M\d+@ from @D(\d+)@|(?:contract|service)s? (?:is |will be )?(?:effective )?from @D(\d+)@)"};
  Pattern end{R"(\b(?:expire|expires|expiring|expiry|ends|end|ending|end date|run until|runs until|until)\b([^.;@]{0,30}?)@D(\d+)@)"};
  Pattern not_the_term{
      R"(standstill|representation|tender|submission|bid|event|engagement|extension|extend|renew|option|merge|organisation|question)"
      R"(|response|midnight|notice|existing|previous|incumbent|current contract)"};
};

const Rules& rules() {
  static const Rules r;
  return r;
}

std::string_view view(const re2::StringPiece& piece) { return {piece.data(), piece.size()}; }

/// What the words before a place say, back to the end of the sentence before.
std::string_view lead(const std::string& text, std::size_t at, std::size_t most) {
  std::size_t from = at > most ? at - most : 0;
  for (std::size_t i = at; i > from; --i)
    if (text[i - 1] == '.' || text[i - 1] == ';' || text[i - 1] == '@') return std::string_view(text).substr(i, at - i);
  return std::string_view(text).substr(from, at - from);
}

struct Found {
  const Segment* segment = nullptr;
  Mark mark{};
  bool net = false;
  bool gross = false;
};

Ground ground_of(std::string_view field, const Found& f) { return ground(std::string(field), Hit{f.segment, f.mark.begin, f.mark.end}); }

/// One fact out of the places that state it. Amendments stand before everything else; two different facts are none.
struct Choice {
  const Found* one = nullptr;
  std::string reason;
};
Choice choose(const std::vector<Found>& found) {
  Choice choice;
  for (const bool amended : {true, false}) {
    bool placeholder = false;
    for (const Found& f : found) {
      if ((f.segment->part == Part::amendment) != amended) continue;
      if (f.mark.kind == 'P') {
        placeholder = true;
        continue;
      }
      if (choice.one && (choice.one->mark.date != f.mark.date || choice.one->mark.pence != f.mark.pence)) return {nullptr, "several"};
      if (!choice.one) choice.one = &f;
    }
    if (choice.one) return choice;
    if (placeholder) return {nullptr, "placeholder"};
  }
  return choice;
}

class FactReader {
 public:
  FactReader(NoticeReading& notice, const NoticeWords& words, bool corrigendum) : notice_(notice) {
    for (const Segment& segment : words.segments()) {
      if (corrigendum && segment.part != Part::amendment) {
        repeated_.push_back({&segment, MarkedText(segment.text)});
        continue;
      }
      texts_.push_back({&segment, MarkedText(segment.text)});
    }
  }

  void read() {
    read_quoted_notices();
    read_value();
    read_representations();
    if (notice_.makes_award) read_award_date();
    read_term();
  }

 private:
  struct Text {
    const Segment* segment;
    MarkedText marked;
  };

  template <std::size_t N, typename F>
  static void each(const Text& t, const Pattern& pattern, F take) {
    const std::string& text = t.marked.text();
    std::array<re2::StringPiece, N> groups;
    for (std::size_t at = 0; at < text.size() && (*pattern).Match(text, at, text.size(), re2::RE2::UNANCHORED, groups.data(), N);) {
      const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
      at = begin + groups[0].size();
      take(groups, begin, at);
    }
  }

  void collect_values(const std::vector<Text>& texts, std::array<std::vector<Found>, 3>& by_strength) const {
    for (const Text& t : texts) {
      for (std::size_t strength = 0; strength < by_strength.size(); ++strength) {
        each<4>(t, rules().whole[strength], [&](const auto& groups, std::size_t begin, std::size_t end) {
          const std::string& text = t.marked.text();
          std::string phrase(text, begin, static_cast<std::size_t>(groups[2].data() - text.data()) - begin);
          phrase.insert(0, lead(text, begin, 40));
          re2::RE2::GlobalReplace(&phrase, *rules().with_extension, " ");
          if (rules().other_before.in(phrase)) return;
          const auto after = std::string_view(text).substr(end, 60);
          if (rules().rate_after.in(after)) return;
          const Mark* mark = t.marked.mark(view(groups[3]));
          if (!mark || (mark->kind == 'M' && StatedValue{{mark->pence, {}}}.placeholder())) return;
          by_strength[strength].push_back({t.segment, *mark, rules().net.in(after), rules().gross.in(after)});
        });
      }
    }
  }

  void read_quoted_notices() {
    auto& quoted = notice_.stated.quoted_notices;
    for (const auto* texts : {&texts_, &repeated_})
      for (const Text& t : *texts) {
        std::array<re2::StringPiece, 6> groups;
        const std::string& text = t.segment->text;
        for (std::size_t at = 0;
             at < text.size() && (*rules().notice_number).Match(text, at, text.size(), re2::RE2::UNANCHORED, groups.data(), 6);) {
          at = static_cast<std::size_t>(groups[0].data() - text.data()) + groups[0].size();
          std::string id(view(groups[5]));
          if (groups[1].data()) id = std::string(view(groups[1])) + '-' + std::string(view(groups[2]));
          if (groups[3].data()) id = std::string(view(groups[4])) + '-' + std::string(view(groups[3]));
          const bool own = id == notice_.release_id || id == notice_.ocid;
          if (!own && std::find(quoted.begin(), quoted.end(), id) == quoted.end()) quoted.push_back(std::move(id));
        }
      }
  }

  void read_value() {
    std::array<std::vector<Found>, 3> by_strength;
    collect_values(texts_, by_strength);
    const bool none = std::all_of(by_strength.begin(), by_strength.end(), [](const auto& found) { return found.empty(); });
    if (none) collect_values(repeated_, by_strength);
    for (const auto& found : by_strength) {
      const Choice choice = choose(found);
      if (!choice.one && choice.reason.empty()) continue;
      notice_.stated.value_reason = choice.reason;
      if (choice.one) {
        const Found& f = *choice.one;
        ValueReading value;
        (f.gross ? value.gross_pence : value.net_pence) = f.mark.pence;
        value.kind = notice_.framework || notice_.route == Route::framework_conclusion ? ValueKind::maximum : ValueKind::lifetime;
        value.net_vat = f.net ? Vat::excluded : Vat::unknown;
        value.as_published = f.segment->text.substr(f.mark.begin, f.mark.end - f.mark.begin);
        value.basis = Basis::stated_in_text;
        notice_.stated.lifetime_value = std::move(value);
      }
      notice_.grounds.push_back(ground_of("stated_value", choice.one ? *choice.one : found.front()));
      return;
    }
    for (const Text& t : texts_) {
      if (rules().rate.in(t.marked.text())) notice_.stated.value_reason = "not_lifetime";
      if (rules().unguaranteed.in(t.marked.text())) notice_.stated.value_reason = "not_guaranteed";
      if (!notice_.stated.value_reason.empty()) return;
    }
  }

  void read_representations() {
    std::vector<Found> found;
    // A period with both its days says the most: the looser patterns would take its first day for the last.
    for (const Text& t : texts_)
      each<3>(t, rules().representation_period, [&](const auto& groups, std::size_t, std::size_t) {
        if (const Mark* mark = t.marked.mark(view(groups[2]))) found.push_back({t.segment, *mark});
      });
    if (found.empty())
      for (const Text& t : texts_)
        each<5>(t, rules().representations, [&](const auto& groups, std::size_t, std::size_t) {
          if (rules().other_deadline.in(view(groups[1]))) return;
          if (const Mark* mark = t.marked.mark(view(groups[4]))) found.push_back({t.segment, *mark});
        });
    if (found.empty())
      for (const Text& t : texts_)
        each<3>(t, rules().standstill_end, [&](const auto& groups, std::size_t, std::size_t) {
          if (const Mark* mark = t.marked.mark(view(groups[2]))) found.push_back({t.segment, *mark});
        });
    const Choice choice = choose(found);
    notice_.stated.representations_reason = choice.reason;
    if (choice.one) {
      notice_.stated.representations_until = choice.one->mark.date;
      if (choice.one->mark.date < london_date(notice_.published)) notice_.stated.representations_reason = "before_publication";
    }
    if (!found.empty()) notice_.grounds.push_back(ground_of("stated_representations", choice.one ? *choice.one : found.front()));
  }

  void read_award_date() {
    std::vector<Found> found;
    for (const Text& t : texts_)
      each<3>(t, rules().awarded, [&](const auto& groups, std::size_t begin, std::size_t) {
        if (rules().earlier_award.in(view(groups[1])) || rules().earlier_award.in(lead(t.marked.text(), begin, 25))) return;
        if (const Mark* mark = t.marked.mark(view(groups[2]))) found.push_back({t.segment, *mark});
      });
    const Choice choice = choose(found);
    if (!choice.one) return;
    notice_.stated.awarded_on = choice.one->mark.date;
    notice_.grounds.push_back(ground_of("stated_award_date", *choice.one));
  }

  void read_term() {
    std::vector<Found> starts, ends;
    const auto add = [](std::vector<Found>& to, const Text& t, std::string_view digits) {
      if (const Mark* mark = t.marked.mark(digits)) to.push_back({t.segment, *mark});
    };
    const auto of_the_term = [](const Text& t, std::string_view between, std::size_t begin) {
      return !rules().not_the_term.in(between) && !rules().not_the_term.in(lead(t.marked.text(), begin, 40));
    };
    for (const Text& t : texts_)
      each<4>(t, rules().term, [&](const auto& groups, std::size_t begin, std::size_t) {
        if (!of_the_term(t, view(groups[1]), begin)) return;
        add(starts, t, view(groups[2]));
        add(ends, t, view(groups[3]));
      });
    // A first and a last day in one breath are the term; a day alone is looked for only where there are none.
    if (starts.empty()) {
      for (const Text& t : texts_) {
        const auto one_side = [&](const Pattern& pattern, std::vector<Found>& to) {
          each<3>(t, pattern, [&](const auto& groups, std::size_t begin, std::size_t) {
            if (of_the_term(t, view(groups[1]), begin)) add(to, t, view(groups[2]));
          });
        };
        one_side(rules().start, starts);
        one_side(rules().end, ends);
        each<3>(t, rules().from, [&](const auto& groups, std::size_t, std::size_t) {
          add(starts, t, groups[1].data() ? view(groups[1]) : view(groups[2]));
        });
      }
    }
    const Choice start = choose(starts);
    const Choice end = choose(ends);
    if (start.one && end.one && end.one->mark.date < start.one->mark.date) return;
    if (start.one) notice_.stated.starts = start.one->mark.date;
    if (end.one) notice_.stated.ends = end.one->mark.date;
    if (start.one || end.one) notice_.grounds.push_back(ground_of("stated_term", start.one ? *start.one : *end.one));
  }

  NoticeReading& notice_;
  std::vector<Text> texts_;
  std::vector<Text> repeated_;
};

} // namespace

void read_stated_facts(NoticeReading& notice, const NoticeWords& words, bool corrigendum) { FactReader(notice, words, corrigendum).read(); }

} // namespace openward::exchange
