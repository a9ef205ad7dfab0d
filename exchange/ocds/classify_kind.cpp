// What kind of notice it is. Notices of the Provider Selection Regime are told apart by their sentences, never by tag or status: an
// intention to award is published with active awards, active contracts and a signature date (the form forces one).

#include "exchange/ocds/classify.h"
#include "exchange/ocds/notice_fields.h"
#include "exchange/ocds/patterns.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

using K = NoticeKind;

struct KindRule {
  K kind;
  std::string_view pattern;
  std::string_view source;
};

// "This is a PSR … notice": NHS England's template sentences, one per Schedule of SI 2023/1348. Looked for within one sentence.
constexpr std::array self_description{
    KindRule{K::urgent_modification, R"(urgent (?:contract )?modification)", "reg 14, Sch 14"},
    KindRule{K::urgent_award, R"(urgent (?:contract )?award|urgent circumstances|notice of (?:an )?urgent)", "reg 14, Sch 13"},
    KindRule{K::abandonment, R"((?:notice of )?abandon(?:ment|ed|ing)|being (?:discontinued|withdrawn))", "reg 15"},
    KindRule{K::intention_to_follow_msp,
             R"(intended approach|intention to (?:follow|use) (?:the )?(?:most suitable|msp))"
             R"(|intent(?:ion)? to follow|intends? to (?:follow|use|adopt) (?:the )?(?:most suitable|msp))",
             "reg 10(2), Sch 5"},
    KindRule{K::intention_to_award,
             R"((?:notice of )?(?:an )?intention (?:to|notice)|notice of intent\b|intent to (?:award|conclude)|intended award)",
             "Schs 3, 6, 10"},
    KindRule{K::modification,
             R"((?:contract )?modification notice|contract modification\b|modification (?:under|pursuant to|in accordance with) reg)"
             R"(|(?:notice of )?(?:a )?(?:contract )?(?:modification)"
             R"(|variation) (?:of|to) (?:the |a |an )?(?:existing |current )?contract)",
             "reg 13, Sch 12"},
    KindRule{K::award,
             R"(confirm(?:ation|ing|s)?(?: of| that| the| a| an| contract| decision| to)* (?:award|establish)"
             R"(|conclusion|conclu|framework)|(?:contract )?award notice|notice of (?:the )?(?:contract )?award)"
             R"(|direct award (?:process )?[abc] (?:award )?notice)",
             "Schs 2, 4, 7, 11"},
    KindRule{K::invitation, R"(contract notice|invitation (?:to|notice)|notice (?:inviting|of an invitation)|inviting)",
             "reg 11(3), Sch 8"},
    KindRule{K::engagement,
             R"((?:prior information notice|notice)? ?(?:for )?(?:preliminary )?market engagement)"
             R"(|request for information|prior information notice)",
             "not a notice of the Regulations"},
};

// What has or has not happened, wherever it is said. The first in a part wins, and the parts are read in the order of belief.
constexpr std::array act{
    KindRule{K::urgent_award,
             R"(urgent circumstances? (?:provisions?|exception|route|process|award)|direct award \(urgent\))"
             R"(|urgent (?:direct |contract )?award (?:notice|under|made|process|route))",
             "reg 14, Sch 13"},
    KindRule{
        K::intention_to_award,
        R"((?:\bnot|n't)(?: \w+){0,3}? (?:formally|yet)(?: \w+){0,3}? (?:awarded|concluded|entered|signed))"
        R"(|(?:has|have) not been (?:awarded|concluded|entered into|signed)|yet to be (?:formally )?(?:awarded|concluded|entered into))",
        "Schs 3, 6, 10"},
    KindRule{K::modification,
             R"((?:has|have) (?:now )?been (?:formally )?(?:modified|varied)|\bmodification notice)"
             R"(|notice of (?:an? |the )?(?:urgent )?(?:contract )?modification)",
             "reg 13, Sch 12"},
    KindRule{K::abandonment,
             R"(this (?:\w+ ){0,2}?(?:process|procurement|exercise|competition|tender|opportunity|notice|lot)"
             R"(|project|procedure) (?:is|has|was|will)(?: now| hereby)?(?: been| be| being)?(?: now| formally)? (?:abandoned|discontinued)"
             R"(|withdrawn|cancelled)|the (?:\w+ ){0,5}?(?:process|procurement|exercise|competition|tender|opportunity|procedure))"
             R"( (?:is|has|was) (?:now|hereby|being|therefore)(?: been)? (?:abandoned|discontinued|withdrawn|cancelled))"
             R"(|(?:has|have)? ?(?:now )?abandoned this|decided to abandon|decision to abandon|notice of abandonment|abandonment notice)",
             "reg 15"},
    KindRule{K::award,
             R"((?:has|have|is|was|were) (?:now|therefore) (?:been )?(?:formally )?(?:been )?(?:awarded|concluded)"
             R"(|established|entered into|signed)|(?:has|have|was|were) (?:been )?formally (?:been )?(?:awarded|concluded|established)"
             R"(|entered into|signed)|confirms? (?:the|its|an?) (?:contract |formal |direct |final )*award\b)"
             R"(|confirms? that (?:the|this|an?) (?:\w+ ){0,4}?(?:has|have|was|were) (?:been )?awarded|confirmation of (?:the )"
             R"(|a )?(?:contract )?award|confirmation of (?:the |an )?(?:establishment|conclusion)|this contract award notice is)"
             R"(|confirming the (?:decision to award|award))",
             "Schs 2, 4, 7, 11"},
};

// Weaker words, for notices that carry an award or change one. An intention is looked for first: a text about to award something tells
// of earlier awards too.
constexpr std::array loose_act{
    KindRule{K::intention_to_award,
             R"(\bintends awarding|intended award|(?:under|per|with|to|by) schedule (?:3|6|10)\b|standstill(?: period)? (?:to|until) )"
             R"(|award (?:is )?(?:expected|anticipated)|notice of intent\b|intention notice|proposed that[^.;]{0,60} be awarded)"
             R"(|propos(?:es?|ing)(?: \w+){0,3} (?:direct )?award\b|(?:intends?|proposes?),?[^.;]{0,50}?,? to award)"
             R"(|(?:intends?|intending|proposes?|proposing|minded|plans?) to (?:directly |make )"
             R"(|re-?)?(?:a )?(?:direct )?(?:award|conclude|enter into|appoint|contract with)|intention (?:is )"
             R"(|of (?:the|this) (?:\w+ ){1,6}?(?:is )?)?to (?:directly |make an? )?(?:award|conclude|enter))"
             R"(|(?:starts?|begins?|commences?|triggers?|opens?|beginning|commencement)(?: of)? (?:the|an?) (?:\w+ ){0,3}?standstill)"
             R"(|will (?:only |then |now )?be (?:formally )?awarded[^.;]{0,120} standstill|standstill[^.;]{0,120} will (?:only |then )"
             R"(|now )?be (?:formally )?awarded)"
             R"(|will (?:only |then |now )?be (?:formally )?awarded[^;]{0,60} if no representations|standstill period (?:begins)"
             R"(|starts|commences|will|ends|runs)|providers (?:have|may|can|must|should)(?: \w+){0,8} representations)"
             R"(|representations (?:by providers )?(?:must|should|can|may) (?:reach|be (?:made|received|submitted)"
             R"(|sent)))",
             "reg 12"},
    KindRule{K::award,
             R"((?:has|have) been (?:directly )?(?:awarded|made|concluded)|(?:was|were) (?:directly )?awarded)"
             R"(|has (?:directly )?awarded|awards? (?:(?:is|are|has been|have been) )?(?:now )?confirmed|contracts? (?:has)"
             R"(|have) (?:now )?been (?:signed|entered into|finalised)|confirmation of|award notice|notice of award)"
             R"(|no representations (?:were|have been|had been) (?:received|made)|\bnow (?:formally )?awarded)"
             R"(|\bawarded (?:on )?(?:the )?\d{1,2}(?:st|nd|rd|th)?[ /.-])"
             R"(|standstill(?: period)?(?: has| was| is)?(?: now)? (?:ended|concluded|expired|passed|closed|completed)\b)",
             "Schs 2, 4, 7, 11"},
    KindRule{
        K::intention_to_award,
        R"((?:contracts?|agreements?|award) (?:will|shall|is to|are to) (?:only |then |now )?be (?:formally )?(?:awarded|concluded|made))",
        "Schs 3, 6, 10"},
    KindRule{K::modification,
             R"((?:was|is|been) (?:formally )?(?:modified|varied) (?:with effect|on \d|from \d)|(?:under|per|with|to|by) schedule 12\b)",
             "reg 13, Sch 12"},
    KindRule{K::abandonment, R"(\babandon(?:ed|ment|ing)\b|\bdiscontinued\b)", "reg 15"},
};

/// An intention that was published earlier is spoken of; this notice is not it.
constexpr std::string_view earlier_intention =
    R"((?:following|further to|after|previous(?:ly)?|subsequent to|since|refers? to|relat(?:ed|ing)"
    R"(|es) to|in relation to|linked to|associated with|earlier|original|publication of|(?:was|were|been|as) published|updat(?:e|es)"
    R"(|ing) (?:to|of))"
    R"(|amend(?:s|ment to|ing)|supersed\w+|replac\w+)[^.;,]{0,30}(?:intention notice|notice of intent\b|(?:notice of )?intention)"
    R"( to (?:award|conclude)(?: a| the)?(?: contract| framework)?(?: notice)?)|(?:notice of )?intention to (?:award|conclude)(?: a)"
    R"(| the)?(?: contract)"
    R"(| framework)?(?: notice)?[^.;]{0,50}(?:was|were|had been|has been) (?:published|issued|submitted))"
    R"(|intention to award (?:notice )?\(?(?:ref|20\d\d/|dated|number)|(?:previously|originally) (?:published|issued) (?:the |an )"
    R"(|a )?intention)";

template <std::size_t N>
std::string alternatives(const std::array<KindRule, N>& table) {
  std::string all;
  for (const auto& r : table) {
    if (!all.empty()) all += '|';
    all += '(';
    all += r.pattern;
    all += ')';
  }
  return all;
}

/// One expression of all rules of a table: the leftmost match decides, and its group says which rule it was.
template <std::size_t N>
class Table {
 public:
  Table(const std::array<KindRule, N>& rules, std::string_view lead)
      : rules_(rules), pattern_(std::string(lead) + "(?:" + alternatives(rules) + ')') {}

  struct Found {
    const KindRule* rule = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  Found in(const std::string& text) const {
    std::array<re2::StringPiece, N + 1> groups;
    if (!(*pattern_).Match(text, 0, text.size(), re2::RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) return {};
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    for (std::size_t i = 0; i < N; ++i)
      if (groups[i + 1].data() != nullptr) return {&rules_[i], begin, begin + groups[0].size()};
    return {};
  }

 private:
  const std::array<KindRule, N>& rules_;
  Pattern pattern_;
};

struct Tables {
  Table<self_description.size()> self{
      self_description,
      R"(\b(?:this|the)(?: psr| direct award| provider selection regime)*(?: notice)? (?:is|serves as|relates to|concerns|announces)"
      R"(|sets out)"
      R"(|constitutes|acts as|is to give|gives|provides)\b[^.;]{0,110}?)"};
  Table<act.size()> acts{act, ""};
  Table<loose_act.size()> loose{loose_act, ""};
  Pattern earlier{earlier_intention};
  Pattern engagement{R"(market engagement|soft market|request for information|\brfi\b)"
                     R"(|engage with (?:the )?(?:provider )?market|market (?:testing|sounding|consultation|warming)|early engagement)"
                     R"(|engagement with (?:the market|(?:\w+ )?(?:providers|suppliers))|engagement (?:event|session|day))"};
  Pattern most_suitable{R"(most suitable provider|(?-i:\bMSP\b))"};
  Pattern competitive{R"(competitive (?:selection )?process)"};
  Pattern will_follow_msp{
      R"(\b(?:intends?|intending|intention)(?: \w+){0,12}? (?:most suitable provider|(?-i:MSP)\b))"
      R"(|(?:decided|proposes?|proposing|plans?|planning|minded) to (?:follow|use|adopt|apply)(?: \w+){0,3}? (?:most suitable)"
      R"(|(?-i:MSP)\b)|intended approach[^.;]{0,60} (?:most suitable|(?-i:MSP)\b))"};
  Pattern perfect_award{R"((?:has|have) (?:now )?(?:been )?(?:formally |directly )?(?:been )?awarded)"};
  // A voluntary ex ante transparency notice says what will be awarded (SI 2015/102 reg 99(3)); it has no form of its own on the platform.
  Pattern ex_ante{R"(\bVEAT\b|voluntary (?:ex[ -]?ante )?transparency|ex[ -]ante transparency)"};
  Pattern will_award{R"(\bintends? to (?:directly )?award|intention to (?:directly )?award)"};
  Pattern extended{R"((?:expiry|end) date of the contract|contract (?:has been|is|was|will be) (?:extended|varied)"
                   R"(|modified)|(?:extension|variation|modification) (?:of|to) the (?:current |existing )?contract|cost of the extension)"
                   R"(|contract (?:extension|variation|modification)|extend(?:ed|ing|s)? the (?:current |existing )?contract)"};
};

const Tables& tables() {
  static const Tables t;
  return t;
}

struct Sentence {
  K kind = K::other;
  Hit hit{};
  bool self = false;
};

template <std::size_t N>
std::optional<Sentence> first_in(const Table<N>& table, std::span<const Segment> segments, Part last, bool self) {
  for (const auto& segment : segments) {
    if (segment.part > last) continue;
    if (const auto found = table.in(segment.text); found.rule) return Sentence{found.rule->kind, {&segment, found.begin, found.end}, self};
  }
  return std::nullopt;
}

/// Loose words, with references to earlier intentions taken out first.
std::optional<Sentence> loose_sentence(std::span<const Segment> segments, Part last) {
  std::optional<Sentence> best;
  std::size_t best_rank = loose_act.size();
  for (const auto& segment : segments) {
    if (segment.part > last) continue;
    std::string kept = segment.text;
    re2::RE2::GlobalReplace(&kept, *tables().earlier, " ");
    for (std::size_t rank = 0; rank < best_rank; ++rank) {
      static const std::array single{Pattern(loose_act[0].pattern), Pattern(loose_act[1].pattern), Pattern(loose_act[2].pattern),
                                     Pattern(loose_act[3].pattern), Pattern(loose_act[4].pattern)};
      static_assert(single.size() == loose_act.size());
      if (!single[rank].in(kept)) continue;
      re2::StringPiece piece;
      Hit hit{&segment, 0, 0};
      if ((*single[rank]).Match(segment.text, 0, segment.text.size(), re2::RE2::UNANCHORED, &piece, 1)) {
        hit.begin = static_cast<std::size_t>(piece.data() - segment.text.data());
        hit.end = hit.begin + piece.size();
      }
      best = Sentence{loose_act[rank].kind, hit, false};
      best_rank = rank;
    }
  }
  return best;
}

/// "This notice is an update to the intention to award notice: the contract has been awarded."
bool confirms_an_intention(const Sentence& s) {
  std::string kept = s.hit.segment->text;
  if (re2::RE2::GlobalReplace(&kept, *tables().earlier, " ") == 0) return false;
  if (const auto still = tables().self.in(kept); still.rule && still.rule->kind == K::intention_to_award) return false;
  if (const auto act_said = tables().acts.in(kept); act_said.rule) return act_said.rule->kind == K::award;
  return tables().perfect_award.in(kept);
}

std::optional<Sentence> read_sentences(std::span<const Segment> segments, Part last) {
  if (auto s = first_in(tables().self, segments, last, true)) {
    if (s->kind == K::intention_to_award && confirms_an_intention(*s)) s->kind = K::award;
    return s;
  }
  if (auto s = first_in(tables().acts, segments, last, false)) return s;
  return loose_sentence(segments, last);
}

bool names_supplier(const NoticeReading& notice) {
  return std::any_of(notice.awards.begin(), notice.awards.end(), [](const AwardReading& a) { return !a.suppliers.empty(); });
}

bool all_awards_failed(const NoticeReading& notice) {
  return !notice.awards.empty() && std::all_of(notice.awards.begin(), notice.awards.end(),
                                               [](const AwardReading& a) { return a.status == "unsuccessful" || a.status == "cancelled"; });
}

KindReading from_sentence(const Sentence& s) {
  return {s.kind, ground("notice_kind", s.hit), s.kind == K::award || s.kind == K::urgent_award};
}

/// A corrigendum speaks through its amendments alone: the description it repeats is the old one. It moves the procurement on only
/// when the new words say another thing than the words they replace.
KindReading read_corrigendum(const NoticeWords& words) {
  const auto now = read_sentences(words.segments(), Part::amendment);
  if (!now) return {};
  const auto before = read_sentences(words.replaced(), Part::amendment);
  if (before && before->kind == now->kind) return {};
  if (now->kind == K::intention_to_award && !now->self) return {};
  return from_sentence(*now);
}

/// The kind that the words speak of, corrected by what the form carries.
KindReading settled(KindReading reading, const NoticeWords& words, const NoticeReading& notice, Step step) {
  const bool carries_award = names_supplier(notice);
  if (reading.kind == K::intention_to_follow_msp && carries_award) {
    // Some authorities head the notice of an intention to award with "intended approach".
    reading.kind = K::intention_to_award;
  } else if (reading.kind == K::intention_to_award && !carries_award && (step == Step::planning || step == Step::tender) &&
             words.find(*tables().most_suitable) && !words.find(*tables().competitive)) {
    reading.kind = K::intention_to_follow_msp;
  } else if (reading.kind == K::invitation && carries_award && step == Step::award) {
    reading.kind = K::award;
    reading.states_award = true;
  } else if (reading.kind == K::engagement && !words.find(*tables().engagement)) {
    reading.kind = K::planning;
  }
  return reading;
}

} // namespace

KindReading read_psr_kind(const NoticeWords& words, const NoticeReading& notice, Json release, Step step) {
  const auto by_form = read_form_kind(words, notice, release, step);
  switch (step) {
  case Step::corrigendum: {
    auto reading = read_corrigendum(words);
    return reading.kind == K::other && notice.form != "CELEX" ? by_form : reading;
  }
  case Step::planning:
  case Step::tender: {
    auto said = first_in(tables().self, words.segments(), Part::rest, true);
    if (said && said->kind == K::award) said.reset(); // there is nothing to confirm before an award
    if (!said) said = first_in(tables().acts, words.segments(), Part::rest, false);
    if (said && (said->self || said->kind == K::abandonment)) {
      auto reading = settled(from_sentence(*said), words, notice, step);
      const bool lesser = reading.kind == K::engagement || reading.kind == K::planning || reading.kind == K::modification;
      if (!lesser) return reading;
      if (step == Step::planning && reading.kind != K::modification) return reading;
    }
    if (const auto msp = words.find(*tables().will_follow_msp)) return {K::intention_to_follow_msp, ground("notice_kind", *msp)};
    if (step == Step::tender) return {K::invitation, by_form.ground};
    return by_form;
  }
  case Step::contract_update: {
    const auto said = first_in(tables().self, words.segments(), Part::rest, true);
    if (said && said->kind != K::engagement && said->kind != K::invitation) return from_sentence(*said);
    if (notice.form == "CELEX" || by_form.kind == K::contract_change) return {K::modification, by_form.ground};
    return by_form;
  }
  case Step::award:
    break;
  default:
    return by_form;
  }
  auto said = read_sentences(words.segments(), Part::rest);
  if (said && said->kind == K::engagement) said.reset();
  if (all_awards_failed(notice) && (!said || !said->self))
    return {K::abandonment, said ? ground("notice_kind", said->hit) : by_form.ground};
  // A passing word about something abandoned earlier does not undo an award.
  if (said && said->kind == K::abandonment && !said->self && !all_awards_failed(notice) &&
      !first_in(tables().acts, words.segments(), Part::rest, false))
    said.reset();
  // A transparency notice (UK5) is an intention unless it says in so many words that it confirms an award.
  const bool loosely = said && !said->self && !first_in(tables().acts, words.segments(), Part::rest, false);
  if (notice.form == "UK5" && (!said || (loosely && said->kind == K::award))) return by_form;
  if (said) return settled(from_sentence(*said), words, notice, step);
  return {by_form.kind == K::contract_details ? K::contract_details : K::award, by_form.ground};
}

KindReading read_form_kind(const NoticeWords& words, const NoticeReading& notice, Json release, Step step) {
  struct Form {
    std::string_view form;
    K kind;
  };
  // Procurement Regulations 2024 (SI 2024/692): the notices UK1 to UK17. Member lists of dynamic markets (UK13 to UK16) award nothing.
  static constexpr std::array forms{
      Form{"UK1", K::planning},           Form{"UK2", K::engagement},   Form{"UK3", K::planning},         Form{"UK4", K::tender},
      Form{"UK5", K::intention_to_award}, Form{"UK6", K::award},        Form{"UK7", K::contract_details}, Form{"UK10", K::contract_change},
      Form{"UK11", K::termination},       Form{"UK12", K::abandonment},
  };
  const Json tag = release["tag"];
  const auto by_tag = [&](K kind) { return KindReading{kind, ground("notice_kind", *tag.begin())}; };
  if (notice.form.compare(0, 2, "UK") == 0) {
    const auto form = std::find_if(forms.begin(), forms.end(), [&](const Form& f) { return f.form == notice.form; });
    // The tag of a cancellation or a termination is true whatever the rest of the notice repeats.
    if (step == Step::cancellation) return by_tag(K::abandonment);
    if (step == Step::termination) return by_tag(K::termination);
    return {form == forms.end() ? K::other : form->kind, ground("notice_kind", form_place(release, notice.release_id))};
  }
  switch (step) {
  case Step::planning:
    return words.find(*tables().engagement) ? KindReading{K::engagement, ground("notice_kind", *words.find(*tables().engagement))}
                                            : by_tag(K::planning);
  case Step::tender:
    return by_tag(K::tender);
  case Step::award: {
    if (all_awards_failed(notice)) return {K::abandonment, ground("notice_kind", (*release["awards"].begin())["status"])};
    if (const auto ex_ante = words.find(*tables().ex_ante)) return {K::intention_to_award, ground("notice_kind", *ex_ante)};
    if (const auto will = words.find(*tables().will_award, Part::rationale); will && will->segment->part == Part::rationale)
      return {K::intention_to_award, ground("notice_kind", *will)};
    return by_tag(notice.awards.empty() && !notice.contracts.empty() ? K::contract_details : K::award);
  }
  case Step::corrigendum: {
    const auto said = words.find(*tables().extended, Part::amendment);
    return said ? KindReading{K::contract_change, ground("notice_kind", *said)} : by_tag(K::other);
  }
  case Step::contract_update:
    return by_tag(K::contract_change);
  case Step::cancellation:
    return by_tag(K::abandonment);
  case Step::termination:
    return by_tag(K::termination);
  case Step::implementation:
  case Step::none:
    break;
  }
  return {};
}

} // namespace openward::exchange
