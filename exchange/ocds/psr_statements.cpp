#include "exchange/ocds/psr_statements.h"

#include "exchange/ocds/classify.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

constexpr std::string_view because =
    R"((?:because|due to|owing to|as a result|result(?:ed|s|ing)? (?:of|from|in)|in order to|so that|following (?:the |an? |its )"
    R"(|their )?(?:sudden|unexpected|unforeseen)"
    R"(|unplanned|closure|withdrawal|failure|termination|collapse|notice|decision|loss|outbreak|fire|flood|inspection|insolvency)"
    R"(|liquidation|resignation))"
    R"(|to (?:avoid|prevent|ensure|maintain|protect|allow|enable|secure|safeguard|give|cover|recover|keep)|since|given (?:that)"
    R"(|the)|as the|justif\w+|exceptional)"
    R"(|reasons?\b|could not|not (?:reasonably )?(?:be )?(?:foresee\w*|foreseen|attributable)|unforesee\w+|would (?:pose|put|leave)"
    R"(|lead|result)|risk (?:to|of)|pose a risk))";

/// A matter that is said, denied, or passed over.
struct Question {
  std::string_view field;
  std::optional<bool> PsrStatements::*member;
  Pattern yes;
  Pattern no;
  Pattern unless; // words in the sentence with which it says neither
  Pattern topic;  // words without which it says nothing
};

constexpr std::string_view count_of = R"((?:an? )?(?:single|sole|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,3}))";
constexpr std::string_view before_award =
    R"((?:prior to|before|in advance of|ahead of)(?: \w+){0,3} (?:award|notice|contract|publication|signature))";

const std::array<Question, 6>& questions() {
  using P = PsrStatements;
  using std::string_literals::operator""s;
  static const std::string count(count_of);
  static const std::string holder = "(?:existing|incumbent|current)";
  static const std::array<Question, 6> all{
      Question{
          "provider_limit_stated", &P::provider_limit,
          Pattern("(?:number of (?:providers|suppliers|contracts|awards)|providers?|awards?|contracts?)[^.;]{0,40} "
                  "(?:limited|restricted|capped) "
                  "(?:to|at) (?:a (?:maximum|total) of |the top |the first |up to |no more than )?" +
                  count +
                  R"(\b(?: (?:providers?|suppliers?|contracts?|awards?)|[.,;)]|$)|(?:maximum of|no more than|not more than|up to|only)"
                  R"(|at most) )" +
                  count +
                  R"((?: \(\d+\))? (?:\w+ )?(?:providers?|suppliers?|contractors?)\b|(?:single|sole|one) (?:lead |prime )?(?:provider)"
                  R"(|supplier) (?:will|is to|shall) be (?:appointed|awarded|selected|contracted)|caps? the number of (?:providers)"
                  R"(|suppliers))"),
          Pattern(R"((?:\bnot|n't|\bcannot|\bnever)(?: [\w-]+){0,5} (?:restrict|limit|cap)\w*(?: [\w-]+){0,3} (?:number|competition)"
                  R"(|providers?)|number of (?:providers|suppliers)(?: \w+){0,5} (?:not|cannot|n't)(?: \w+){0,4} (?:restricted)"
                  R"(|limited|capped))"
                  R"(|unlimited number of|number of (?:providers|suppliers) is (?:unlimited|unrestricted|uncapped|open)|no (?:limit|cap)"
                  R"(|restriction|upper limit)s?(?: is| are)?(?: \w+){0,2} (?:on|to) the number|without (?:any )?(?:limit|restriction)"
                  R"(|limiting|restricting)(?: \w+){0,3} number)"
                  R"(|any (?:qualified |suitable )?provider(?:s)? (?:who|that|which) (?:can )?(?:meets?|satisf\w+)|(?:to)"
                  R"(|with) all providers (?:who|that|which|to which|meeting))"),
          Pattern(R"(sub-?contract|consorti|lots per|bid for|per patient|@P\d+@)"),
          Pattern(R"(limit|restrict|\bcap|maximum|more than|up to|only|at most|single|sole|\bone\b|any|all providers)")},
      Question{
          "existing_provider", &P::existing_provider,
          Pattern(holder +
                  R"( (?:provider|contract holder)(?:'s)?(?: [\w&.,()'-]+){0,6}? (?:is|are|was|has|have|continues?|will continue|meets)"
                  R"(|satisf\w+|only one)\b)" +
                  "|(?:award\\w*|contract\\w*)[^.;]{0,90} to (?:the |an |our |its |their )?" + holder +
                  " (?:provider|supplier|contract holder|contractor)" +
                  "|providers? (?:is|are) existing\\b|(?:is|are|being|as) (?:an |the |our |their |also an? )?" + holder +
                  " (?:providers?|suppliers?)\\b" + R"(|(?:re-?award\w*|continuation|continu\w+)[^.;]{0,60} )" + holder +
                  R"( (?:provider|supplier)|awarded to (?:the )?incumbent\b|the incumbent (?:is|has|will) )"),
          Pattern(R"((?:\bnot|n't)(?: \w+){0,2} (?:the|an|our|its) )" + holder + R"( (?:provider|supplier)|\b(?:no|without an?) )" +
                  holder +
                  R"( (?:provider|supplier|contract holder)|(?:award\w*|contract|transfer\w*)[^.;]{0,60} to a new (?:provider|supplier))"
                  R"(|(?:provider|supplier) is (?:a )?new(?: provider| to|[.,;]|$))"),
          Pattern(R"(\btupe\b|has (?:stated|advised|informed|confirmed)|whether|\bif the|previous(?:ly)? incumbent|potential providers)"
                  R"(|will be invited|expected to (?:exit|transfer)|has (?:decided|given notice|served))"),
          Pattern(R"(existing|incumbent|current|new)")},
      Question{"materially_different", &P::difference_found,
               Pattern(R"(\b(?:is|are|be|was|were|becomes?|renders?|rendered|makes?|made|rendering)(?: \w+){0,4}? (?:materially)"
                       R"(|substantially) different|\ba material (?:change|difference) (?:in|to) the character)"),
               Pattern(R"((?:\bnot|n't|\bno|\bnor|\bneither|\bnever|\bwithout)(?: [\w-]+){0,7}? (?:materially|substantially) (?:different)"
                       R"(|differ|alter|chang|amend)\w*|(?:\bnot|\bno|\bnor|\bwithout)(?: \w+){0,5}? material (?:difference|change)"
                       R"(|alteration)s?)"),
               Pattern(R"(whether|\bif the|\bunless|subject to|where the|provided that|must not|should not|bidders?)"),
               Pattern(R"(material|substantial)")},
      Question{"value_finding_recorded", &P::threshold_considered,
               Pattern(R"(considerable[ -]change|chang\w+ considerabl\w+|considerabl[ey] (?:chang|differ)\w*|(?:change|value|reg\w*\.? ?6)"
                       R"(|regulation|psr|25 ?%|@M\d+@)[^.;]{0,60}threshold[^.;]{0,80}(?:\bmet\b|exceed|reach|breach|trigger|surpass|below)"
                       R"(|within|under))"),
               Pattern(R"(threshold (?:was|has been|has|is) not (?:been )?(?:considered|assessed))"),
               Pattern(R"(eligib|clinical|referral threshold|threshold for (?:referral|specialist|treatment|admission))"),
               Pattern(R"(considerab|threshold)")},
      Question{
          "services_began_before", &P::services_began_before,
          Pattern(R"(\bimplied (?:contract|agreement|terms|basis|arrangement)|retrospective(?:ly)?(?: \w+){0,2} (?:award|contract|notice)"
                  R"(|agreement|publication|publi\w+|record|regularis\w*)|(?:award|contract|notice|agreement)(?:ed)"
                  R"(|s)?(?: \w+){0,4} retrospectiv)"
                  R"(|(?:services?|delivery|provision|provider|treatment|placement)[^.;]{0,50} (?:commenced|began|begun|started|mobilised)"
                  R"(|in place)[^.;@]{0,30} )" +
                  std::string(before_award) +
                  R"(|without (?:a |any )?(?:formal|signed|written|valid) contract|(?:service|services|provider)[^.;]{0,60} (?:delivered)"
                  R"(|provided|operat\w+|continu\w+)[^.;]{0,50} (?:out of contract|no contract|absence of a (?:formal )"
                  R"(|signed )?contract|lapsed|uncontracted))"),
          Pattern(R"(services? (?:has|have) not (?:yet )?(?:commenced|begun|started)|no (?:services?|activity) (?:has|have|was)"
                  R"(|were) (?:been )?(?:delivered|provided)[^.;]{0,40} )" +
                  std::string(before_award)),
          Pattern(R"(\bno(?: \w+){0,2} implied|(?:\bnot|n't)(?: \w+){0,4} (?:implied|retrospective)|(?:is|be|are) implied)"
                  R"(|implied or given|express or implied|retrospective (?:review|audit|data|claim|payment|cohort))"),
          Pattern(
              R"(implied|retrospectiv|commenced|began|begun|started|mobilised|in place|without|contract|lapsed|no (?:services?|activity))")},
      Question{
          "service_is_legal_choice", &P::legal_choice,
          Pattern(R"((?:legal|statutory) right (?:to|of) (?:choose|choice|patient choice)|right to choose (?:their|a|the|which|any)"
                  R"(|where)\b|nhs choice framework|legal(?:ly)? (?:entitled|entitlement) to (?:choose|choice))"
                  R"(|legal right[^.;]{0,30} choice)"),
          Pattern(R"((?:\bno|not have (?:a|any)|without a|not a) (?:legal |statutory )*(?:right|duty)(?: \w+){0,2} (?:to|of) (?:choose)"
                  R"(|choice|patient choice)|legal (?:right|choice)[^.;]{0,40} (?:does|do|is|are) not (?:apply|applicable|available))"
                  R"(|not (?:a|an) (?:legal|statutory) choice)"),
          Pattern(R"(whether|\bif the|\bwhere patients)"), Pattern(R"(right|choice|choos|legal)")},
  };
  return all;
}

struct Rules {
  Pattern contract_ends{
      R"((?:existing|current|present|incumbent(?:'s)?|outgoing|previous|original)(?: \w+){0,4} (?:contracts?|agreements?)"
      R"(|arrangements?|terms?)\b[^.;@]{0,80}?\b(?:ends?|ended|ending|expir\w+|terminat\w+|until|come(?:s)? to an end|runs? to)"
      R"(|runs? out|conclude[sd]?)\b[^.;@]{0,40}@D(\d+)@)"
      R"(|\bcontracts? (?:is |are |was |were )?due to (?:expire|end|terminate)[^.;@]{0,25}@D(\d+)@)"
      R"(|(?:existing|current|incumbent(?:'s)?|present) (?:contract|agreement)[^.;@]{0,60}@D\d+@ ?(?:to|until|and|-) ?@D(\d+)@)"};
  Pattern dated{R"(@D\d)"};
  Pattern of_standstill{R"(representation|standstill)"};
  Pattern contract_ends_not{R"(new contract (?:will )?(?:end|expire)|proposed contract (?:will )?(?:end|expire))"};
  Pattern deadline{R"(representations?\b[^@]*?\b(?:by|before|until|up to|later than|deadline|midnight|clos\w+|ends?|ending|within)"
                   R"(|received)\b[^@]{0,70}@[DP]\d+@)"};
  Pattern standstill{R"(standstill\b[^@]*?\b(?:ends?|ending|until|midnight|expires?|clos\w+|to)\b[^@]{0,60}@[DP]\d+@)"};
  Pattern relative{R"(representations?\b[^;]*?(?:within|working days|\bmidnight\b)|standstill[^;]{0,80}(?:\d+|eight|ten) working days)"
                   R"(|representations?\b[^.;]{0,90} by(?: midnight| on| the)* ?[.]?$)"};
  Pattern urgency{R"((?:urgen\w+|emergenc\w+|immediate\w*|foresee\w*|unforesee\w*|reg(?:ulation|\.)? ?14\b|patient safety|public safety)"
                  R"(|risk (?:to|of)|closure|closed|collapse|insolven\w+|liquidation|administration|hand(?:ed|ing)? back|ceas\w+|withdr\w+)"
                  R"(|terminat\w+|sudden\w*|outbreak|surge|continuity))"};
  Pattern reason{std::string(because)};
  Pattern no_urgency_reason{
      R"(representations?|standstill|avoidance of doubt|urgent (?:and emergency )?(?:care|treatment)(?: centre| service)"
      R"(|s)*[^.;]{0,30} (?:service|provides?|operates?) (?:provides?|is|will)|@P\d+@|notice (?:is|will be) published)"
      R"(|conflicts? of interest|may be terminated|right to terminate)"};
  Pattern over_a_year{
      R"((?:longer|more|over|exceed\w*|beyond|in excess|greater)(?: than| of)? (?:12|twelve)(?: \(12\))?[ -]months|(?:longer)"
      R"(|more) than (?:a|one) year|\b(?:1[3-9]|2\d|3\d|18|24|36|eighteen|twenty[- ]four|thirty[- ]six)[ -]months?\b|\b(?:two)"
      R"(|three|four|five|2|3|4|5)[ -]years?\b)"};
  Pattern over_four_years{
      R"((?:longer|more|over|exceed\w*|beyond|in excess|greater)(?: than| of)? (?:four|4)(?: \(4\))?[ -]years|(?:more)"
      R"(|longer) than (?:the )?(?:usual|standard|maximum)[^.;]{0,20} four|48 months|\b(?:five|six|seven|eight|nine|ten|5|6|7)"
      R"(|8|9|10)(?: \(\d+\))?[ -]years?\b|four[- ]year (?:maximum|limit))"};
  Pattern framework{R"(framework)"};
  Pattern users{R"((?:able|entitled|eligible|permitted|allowed|authorised)(?: to)? (?:use|call[- ]?off|access|award|purchase|place)"
                R"(|participate|benefit|make use)\b[^.;:]{0,60}?(?:\bare|\bis|\binclud\w+|:|\bnamely)(?: as follows| the following)"
                R"(|[: -])*(.{3,600})$)"
                R"(|framework(?: agreement)? (?:may|can|will|is to|shall|is able to) (?:also )?(?:be )?(?:used|accessed|utilised)"
                R"(|called off)(?: \w+){0,2}? by[: ]+(.{3,600})$)"
                R"(|framework(?: agreement)? (?:is|will be) (?:open to|available to|available for use by|accessible (?:to|by)|for use by)"
                R"(|for the use of)[: ]+(.{3,600})$)"
                R"(|(?:framework users|participating (?:authorities|organisations)|contracting authorities|named authorities)"
                R"(|permitted users)[^.;:]{0,30}(?:\bare|\binclud\w+|:)(?: as follows| the following|[: ])*(.{3,600})$)"};
  Pattern not_users{
      R"(applications?|new (?:potential )?providers?|bidders?|tenderers?|interested (?:parties|providers)|@P\d+@|patients? (?:are)"
      R"(|is|will))"};
};

const Rules& rules() {
  static const Rules r;
  return r;
}

Ground ground_at(std::string_view field, const Hit& sentence) {
  return {std::string(field), sentence.segment->where.pointer(), words_of(sentence)};
}

void put(NoticeReading& notice, std::string_view field, const Hit& hit) { notice.grounds.push_back(ground(std::string(field), hit)); }

void read_processes(NoticeReading& notice, const NoticeWords& all) {
  for (RouteReading& process : read_psr_processes(all, notice)) {
    notice.psr.processes.push_back(process.route);
    notice.grounds.push_back(std::move(process.ground));
  }
}

void read_questions(NoticeReading& notice, const PsrWords& words) {
  for (const Question& q : questions()) {
    const auto denied = words.first(q.no, &q.unless, &q.topic);
    // A denial holds the words of the claim: the claim must stand in a sentence of its own.
    std::optional<Saying> claimed;
    for (Saying& s : words.every(q.yes, &q.unless, &q.topic)) {
      if (q.no.in(s.marked)) continue;
      claimed = std::move(s);
      break;
    }
    if (denied.has_value() == claimed.has_value()) continue;
    notice.psr.*q.member = claimed.has_value();
    put(notice, q.field, claimed ? claimed->hit : denied->hit);
  }
}

void read_existing_contract(NoticeReading& notice, const PsrWords& words) {
  std::optional<Saying> one;
  for (Saying& s : words.every(rules().contract_ends, &rules().contract_ends_not, &rules().dated)) {
    if (!s.mark || s.mark->kind != 'D') continue;
    if (one && one->mark->date != s.mark->date) return;
    if (!one) one = std::move(s);
  }
  if (!one) return;
  notice.psr.existing_contract_ends = one->mark->date;
  put(notice, "existing_contract_ends", one->hit);
}

void read_deadline(NoticeReading& notice, const PsrWords& words) {
  for (const Pattern* pattern : {&rules().deadline, &rules().standstill, &rules().relative}) {
    const auto said = words.first(*pattern, nullptr, &rules().of_standstill);
    if (!said) continue;
    notice.psr.deadline_words = words_of(said->sentence);
    notice.grounds.push_back(ground_at("deadline_words", said->sentence));
    return;
  }
}

void read_urgency(NoticeReading& notice, const PsrWords& words) {
  constexpr std::size_t enough = 3;
  std::size_t taken = 0;
  for (const Saying& s : words.every(rules().urgency, &rules().no_urgency_reason)) {
    if (!rules().reason.in(s.marked)) continue;
    if (taken++ == 0) put(notice, "urgency_reasons", s.hit);
    if (!notice.psr.urgency_reasons.empty()) notice.psr.urgency_reasons += ' ';
    notice.psr.urgency_reasons += words_of(s.sentence);
    if (taken == enough) break;
  }
  for (const Saying& s : words.every(rules().over_a_year)) {
    if (!rules().reason.in(s.marked)) continue;
    notice.psr.long_term_reasons = true;
    put(notice, "long_term_reasons_stated", s.hit);
    return;
  }
}

/// "Northmere ICB, the Sutton trusts and Aldham Council" are three.
std::vector<std::string> names_in(std::string_view list) {
  constexpr std::size_t most = 60;
  static const Pattern end{R"((?:\.(?: |$)|;|\((?:the )?[\"']).*$)"};
  static const Pattern separator{R"( ?(?:,? and (?-i:[A-Z])|,|\|| / ) ?)"};
  std::string rest(list);
  re2::RE2::Replace(&rest, *end, "");
  std::vector<std::string> names;
  const auto keep = [&](std::string_view name) {
    while (!name.empty() && (name.back() == ' ' || name.back() == '.')) name.remove_suffix(1);
    while (!name.empty() && (name.front() == ' ' || name.front() == ':')) name.remove_prefix(1);
    if (name.size() > 2 && names.size() < most) names.emplace_back(name);
  };
  for (std::size_t at = 0; at <= rest.size();) {
    re2::StringPiece whole;
    if (!(*separator).Match(rest, at, rest.size(), re2::RE2::UNANCHORED, &whole, 1)) {
      keep(std::string_view(rest).substr(at));
      break;
    }
    const auto begin = static_cast<std::size_t>(whole.data() - rest.data());
    keep(std::string_view(rest).substr(at, begin - at));
    const char last = rest[begin + whole.size() - 1];
    at = begin + whole.size() - (last >= 'A' && last <= 'Z' ? 1 : 0); // the next name's first letter
  }
  return names;
}

void read_framework(NoticeReading& notice, const PsrWords& words) {
  for (const Saying& s : words.every(rules().over_four_years)) {
    if (!rules().framework.in(s.marked) || !rules().reason.in(s.marked)) continue;
    notice.psr.term_exceptional = true;
    put(notice, "framework_term_justified", s.hit);
    break;
  }
  for (const Saying& s : words.every(rules().users, &rules().not_users)) {
    if (s.group.empty()) continue;
    notice.psr.framework_users = names_in(s.group);
    if (notice.psr.framework_users.empty()) continue;
    put(notice, "framework_authorities", s.hit);
    return;
  }
}

} // namespace

void read_psr_statements(NoticeReading& notice, const NoticeWords& all, const PsrWords& words, const CriteriaReading& criteria) {
  read_processes(notice, all);
  notice.psr.criteria_addressed = criteria.addressed;
  if (criteria.where) notice.grounds.push_back(ground_at("criteria_addressed", *criteria.where));
  read_deadline(notice, words);
  read_questions(notice, words);
  read_existing_contract(notice, words);
  const bool urgent = notice.kind == NoticeKind::urgent_award || notice.kind == NoticeKind::urgent_modification;
  if (urgent || notice.route == Route::urgent_award) read_urgency(notice, words);
  if (notice.framework || notice.route == Route::framework_conclusion) read_framework(notice, words);
}

} // namespace openward::exchange
