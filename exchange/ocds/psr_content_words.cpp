// The sentences with which notices give the items of their Schedules.

#include "exchange/ocds/psr_contents.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <vector>

namespace openward::exchange {
namespace {

struct Row {
  std::string_view item;
  std::string says;
  std::string_view unless = "^$"; // words in the same sentence with which it says something else
};

struct ProseRule {
  explicit ProseRule(const Row& row) : item(row.item), says(row.says), unless(row.unless) {}
  std::string_view item;
  Pattern says;
  Pattern unless;
};

using Rules = std::deque<ProseRule>;
Rules compiled(const std::vector<Row>& rows) {
  Rules rules;
  for (const Row& row : rows) rules.emplace_back(row);
  return rules;
}

// Whoever decides; what is done by anybody else is no decision on the award.
constexpr std::string_view decider =
    R"((?:committee|board|group|panel|cabinet|directors?|officers?|manager|head of|executive|chief|governing|team|meeting|holder)"
    R"(|\blead\b)"
    R"(|councillor|cabinet member|leadership|sponsor|delegat\w*|\bchair))";
constexpr std::string_view decided_thing =
    R"(\b(?:decisions?|award(?:ing|s)?|recommendations?|modification|procurement|contract|extension|proposal|outcome|business case)"
    R"(|variation|selection|process))";
constexpr std::string_view was_decided =
    R"((?:made|taken|approved|ratified|agreed|signed[- ]off|endorsed|authori[sz]ed|sanctioned|decided|approval (?:was )?(?:given)"
    R"(|granted|obtained)))";

constexpr std::string_view conflict =
    R"((?:conflicts?(?: or potential conflicts?)? of interests?|conflicts or potential conflicts|(?:declared|potential|actual)"
    R"(|perceived|relevant) conflicts?|conflicting interests?|declarations? of interests?))";
constexpr std::string_view conflict_said =
    R"((?:\bno\b|\bnone\b|\bnil\b|\bn/a\b|not (?:identified|declared|raised|any)|\bwere\b|\bwas\b|\bhas been\b|\bhave been\b)"
    R"(|\bdeclared\b|\bidentified\b|\braised\b|\bnoted\b|\bexist(?:s|ed)?\b|\barose\b|recus|withdrew)"
    R"(|without (?:any )?(?:actual|conflict)|free from))";

const Rules& prose() {
  const auto text = [](std::string_view s) { return std::string(s); };
  static constexpr std::string_view not_a_decider{
      R"(representations?\b|previously approved|licen[cs]ed|(?:by|via|through|at|are|were|is|was) (?:the |an? |any |all )"
      R"(|both )*(?:patients?|gps?\b|clinicians?\b|nice\b|cqc|secretary of state|parliament|applying|evaluating|assessing)"
      R"(|reference to|means of|considering|using|way of)"
      R"(|following|publish|midnight|court|email)|will be (?:made|taken|approved|informed|notified)|decision[- ]?makers? (?:are)"
      R"(|were|is|was|have|had|has) (?:required|satisfied|of the (?:view|opinion)|confident|content|asked|not\b|able|aware)"
      R"(|expected|unable|minded|all))"
      R"(|conflicts?[^.;]{0,60} decision[- ]?mak|by any (?:of the )?decision[- ]?mak|appeal|complain|challeng)"};
  static constexpr std::string_view conflict_of_others{
      R"(\bform\b|document no|questionnaire|template|(?:must|should|shall|will|are (?:required|asked|expected) to|required to)"
      R"(|need to|please) (?:be )?(?:also )?(?:complete|declare|disclose|notify|inform|confirm|identify|submit|avoid|manage|provide))"
      R"(|(?:bidders?|tenderers?|applicants?|potential providers) |potential conflicts? (?:between|in) (?:the )?(?:family|famil)"
      R"(|couple|region)|conflict resolution|if (?:any|a|there)|@P\d+@)"};
  static constexpr std::string_view merely_asked{R"((?:must|should|shall|will) (?:confirm|declare|ensure)|@P\d+@)"};
  const std::string none_found = R"(\bno\b[^;]{0,70}?)" + text(conflict) +
                                 R"([^;]{0,90}?(?:identified|declared|raised|noted|arose|arisen|found|recorded|reported|disclosed|exist))";
  static const Rules all = compiled({
      {"decision_makers",
       R"(decision[- ]?makers?(?:'s?)?(?: ?(?:details|names?|/ ?project team|team|group|panel))?(?: (?:for|of|in|on)"
       R"(|with)(?: respect to)? (?:this|the) \w+(?: \w+)?)? ?(?:\binclude[sd]?\b|\bincluding\b|\bare\b|\bwere\b)"
       R"(|\bis\b|\bwas\b|\bcomprise[sd]?(?: of)?\b|\bconsist(?:s|ed) of\b|:|-)+ *(?:as follows|the following)"
       R"(|listed below|was|were)?[ :,-]*[a-z(])",
       not_a_decider},
      {"decision_makers", R"(decision[- ]?makers? (?-i:[A-Z][\w'-]+,? (?:(?:[A-Z][\w'-]+|and|of|for|the|&|-),? ){0,8}?))" + text(decider),
       R"(representations?\b|decision[- ]?makers? (?:the|this|it|representations|conflicts?|reasons?|no|a)\b)"},
      {"decision_makers",
       text(decided_thing) + R"(\b[^.;:]{0,110}?\b)" + text(was_decided) + R"((?: \w+){0,3}? (?:by|at|via|through)\b[^.;]{0,90}?)" +
           text(decider),
       not_a_decider},
      {"decision_makers",
       R"((?:committee|group|panel|cabinet|director|officer|manager|executive|meeting|team|(?:trust|executive)"
       R"(|governing|programme|management|commissioning) board|board of directors|governing body)"
       R"(|chief \w+ officer)(?: \([^)]*\))?(?: has| have| also| subsequently| formally)* (?:approved|agreed)"
       R"(|ratified|decided|endorsed|authori[sz]ed|took the decision|made the (?:award )?decision|signed off)\b)",
       not_a_decider},
      {"decision_makers",
       R"((?:approver|approved by|authori[sz]ed by|sign(?:ed)?[- ]off by|decision (?:made|taken) by)"
       R"(|senior responsible (?:officer|owner)|accountable officer|responsible officer) ?[:-] *[a-z])"
       R"(|\bdecided by (?:the |our )?(?:\w+ ){0,5})" +
           text(decider),
       not_a_decider},
      {"decision_makers",
       R"((?:individuals?|people|persons?|those|officers?|staff)(?: \w+){0,2} (?:who (?:made|took|make)|making|taking)"
       R"(|responsible for|involved in)(?: \w+){0,3} decision(?:s|[- ]making)?(?: \w+){0,5} ?(?:\bwere\b|\bare\b)"
       R"(|\bwas\b|\bis\b|:|\bincluded?\b) *[a-z])",
       R"(conflict|representations?)"},

      {"conflicts", none_found, merely_asked},
      {"conflicts", text(conflict) + R"([^;]*?)" + text(conflict_said), conflict_of_others},
      {"conflicts", text(conflict_said) + R"([^;]*?)" + text(conflict), conflict_of_others},
      {"conflicts", R"(conflicts? of interests? ?(?:identified|declared)? ?[:-] ?[a-z])", conflict_of_others},

      {"conflicts_managed",

       text(conflict) + R"([^;]*?(?:\bmanag\w+|recus\w+|withdr[ae]w\w*|exclud\w+|stepped|left the (?:room|meeting)|not (?:take)"
                        R"(|taken) part|not (?:participate|vote)|did not|mitigat\w+|abstain\w*|removed from|in (?:line)"
                        R"(|accordance) with|policy|register|handled|addressed|safeguards?))",
       conflict_of_others},
      {"conflicts_managed",
       R"((?:\bmanag\w+|recus\w+|withdr[ae]w\w*|excluded|stepped (?:back|aside|out|down)|left the (?:room|meeting))"
       R"(|took no part|did not (?:take part|participate|vote)|mitigat\w+|abstain\w*|handled|addressed)[^;]*?)" +
           text(conflict),
       conflict_of_others},
      {"conflicts_managed", R"(\b(?:recused (?:themsel\w+|h(?:im|er)self|from)|declared an interest|(?:individuals?|members?|officers?)"
                            R"(|person|persons|director)(?: \w+){0,6} (?:was|were) (?:excluded|removed)"
                            R"(|recused) from (?:the )?(?:decision|evaluation|discussion|vote|process|meeting)))"},
      // Where there was none, there was nothing to manage.
      {"conflicts_managed", none_found, merely_asked},
      {"conflicts_managed", R"((?:\bno\b|\bnot any\b|\bnil\b|free (?:from|of)|without)[^;]{0,60}?)" + text(conflict), conflict_of_others},
      {"conflicts_managed",
       text(conflict) + R"([^;]{0,60}?(?:\bnone\b|\bnil\b|\bn/a\b|not applicable|no(?:ne)? (?:were |was )?(?:declared|identified)"
                        R"(|raised)))",
       conflict_of_others},

      {"award_criteria",
       R"((?:award|evaluation|selection|assessment|key) criteri(?:a|on)[^;]{0,120}?(?:\d{1,3}(?:\.\d+)? ?%)"
       R"(|weight(?:ing|ed)?\b[^;]{0,40}\d|\bare:|\bas follows|\bquality\b))",
       R"(set out in the (?:tender|procurement)|stated only in|basic selection criteria (?:are|as follows))"},
      {"award_criteria", R"((?:quality|price|cost|social value|value|integration|access)"
                         R"(|innovation)[^.;%]{0,60}?\b\d{1,3}(?:\.\d+)? ?%[^;]{0,80}?(?:quality|price|cost|social value|value)"
                         R"(|integration|access|innovation)[^.;%]{0,60}?\d{1,3}(?:\.\d+)? ?%)"},
      {"award_criteria",
       R"(weighting:? \d{1,3}(?:\.\d+)? ?%?|(?:evaluated|assessed|judged|scored|awarded)[^;]{0,60}(?:on the basis of)"
       R"(|against|according to|based on)[^;]{0,40}(?:key criteria|quality|price))",
       R"(\b(?:was|were|has been|have been) (?:\w+ )?(?:evaluated|assessed|judged|scored|reviewed))"},

      {"how_to_offer",
       R"((?:submit(?:ted|ting|s)?|submission|send|return(?:ed)?|upload(?:ed)?)(?: \w+){0,6}? (?:tenders?)"
       R"(|bids?|offers?|responses?|applications?|proposals?|expressions? of interest|questionnaires?)"
       R"(|eois?)\b[^;]{0,120}?(?:\bvia\b|\bthrough\b|\bby\b|\busing\b|\bto\b|\bon\b|\bat\b|electronic|portal))",
       R"(representations?\b|no (?:tenders|bids|offers) (?:were|was)|was submitted|were submitted|submitted (?:by|a) )"
       R"(|@P\d+@)"},
      {"how_to_offer",
       R"((?:tenders?|bids?|offers?|responses?|applications?|proposals?|expressions? of interest) (?:must|should|can)"
       R"(|may|will|are to|to) be (?:\w+ )?(?:submitted|sent|made|returned|received|uploaded)"
       R"(|completed)[^;]{0,140}?(?:\bvia\b|\bthrough\b|\bby\b|\busing\b|\bto\b|\bon\b|electronic|portal))",
       R"(representations?\b|@P\d+@)"},
      {"how_to_offer",
       R"((?:regist\w+|express\w*)(?: \w+){0,5} (?:interest|portal|system|platform)\b[^;]{0,160}?(?:portal|atamis)"
       R"(|in-?tend|jaggaer|proactis|proc?contract|delta|e-?tender|e-?procurement|https?:|www\.|system|platform))"
       R"(|(?:e-?procurement|e-?tendering|e-?sourcing) (?:portal|system|platform|solution)[^;]{0,200}(?:submit)"
       R"(|participat|access|regist|document)|to participate(?: in this (?:procurement)"
       R"(|tender))?[^;]{0,80}(?:must|should|please)|(?:interested|suitable) (?:providers|parties)"
       R"(|organisations|bidders)[^;]{0,80}(?:are invited|should|can|may|will be able to)"
       R"(|must) [^;]{0,80}(?:regist|submit|apply|access|download|express|contact|view))"
       R"(|how to (?:apply|bid|offer|submit))",
       R"(representations?\b)"},

      {"framework_used",
       R"((?:\bnot|\bno|n't|\bnor|\bwithout)(?: [\w-]+){0,9}? framework|framework(?: agreement)?(?: \w+){0,3} (?:is)"
       R"(|was|has|were)(?: \w+){0,2} not|\bcall(?:ed)?[ -]?off\b|award(?:ed)?[^.;]{0,50} (?:under|from|via)"
       R"(|through|off|using)[^.;]{0,60} framework|framework(?: agreement)? (?:was|has been|is being) (?:used)"
       R"(|followed|utilised|concluded|established)|conclud\w+[^.;]{0,30} framework)"
       R"(|establish\w+[^.;]{0,30} framework)",
       R"(or conclude a framework agreement$|(?:policy|outcomes?|assurance|quality|legal|national|governance)"
       R"(|competency|improvement|accountability|strategic|regulatory|performance|commissioning|choice) framework)"
       R"(|contract or conclude)"},

      {"change",
       R"((?:modif\w+|vari(?:ed|ation|ations)|var(?:y|ies)|amend\w+|exten(?:d|ds|ded|sion|ding)|change|increase)"
       R"(|additional|uplift|reduc\w+|decreas\w+)[^;]{0,220}?(?:@M\d+@|@D\d+@|\b\d+ ?(?:months?|years?|weeks?)"
       R"(|days?|%)|(?:no|not|without)[^;]{0,40}(?:value|term|duration)|(?:value|term)"
       R"(|duration)[^;]{0,30}(?:unchanged|remains?|not)))",
       R"(representations?\b|option(?:s)? to extend|extension options?|may be extended|published in accordance|@P\d+@)"},

      {"effective_date",
       R"((?:(?:with )?effect(?:ive|s)?(?: date)?(?: of(?: the)? (?:modification|variation|change))?)"
       R"(|in force|(?:modif\w+|variation|change|amendment|extension|uplift|funding|increase)(?:[^.;@]|@M\d+@){0,90}?(?:\bfrom)"
       R"(|\bon|commenc\w+|start\w*|begin\w*|\bperiod|dated?|applies|applie[sd] from|signed))[^.;@]{0,25}@D\d+@)",
       R"(original (?:contract|award) (?:commenced|began|started)|representations?\b)"},
      {"effective_date", R"(@D\d+@[^.;@]{0,40}(?:is|being) the (?:effective )?date|modified (?:on|from|with effect from) @D\d+@)"},

      {"service_dates",
       R"((?:from|between|period|term|dates?|duration|run|runs|start\w*|commenc\w+)[^.;@]{0,60}@D\d+@[^.;@]{0,25}(?:to)"
       R"(|until|till|-|and|through|ending|expir\w+|ends?)[^.;@]{0,25}@D\d+@)",
       R"(representations?\b|standstill|expressions? of interest|tender submission|existing contract)"},
      {"service_dates",
       R"((?:start\w*|commenc\w+|begin\w*|\bfrom|go[ -]live|effective)[^.;@]{0,50}@D\d+@[^;@]{0,120}?\b(?:\d+|one|two)"
       R"(|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)(?: \(\d+\))?[ -](?:months?|years?|weeks?)"
       R"(|days?)\b|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
       R"(|twelve)(?: \(\d+\))?[ -](?:months?|years?|weeks?|days?)\b[^;@]{0,140}?(?:start\w*|commenc\w+)"
       R"(|begin\w*|\bfrom|go[ -]live|effective)[^.;@]{0,50}@D\d+@)",
       R"(representations?\b|standstill|working days|expressions? of interest|existing contract|previous)"},
      {"service_dates",
       R"((?:from|between|period|term|start\w*|commenc\w+)[^.;@]{0,40}\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov)"
       R"(|dec)\w* 20\d\d\b[^.;@]{0,15}(?:to|until|-|and)[^.;@]{0,25}\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct)"
       R"(|nov|dec)\w* 20\d\d\b)",
       R"(representations?\b|standstill|existing contract|data|compared)"},

      {"value",
       R"((?:no|not|without)(?: [\w-]+){0,4} guarantee\w*(?: \w+){0,3} (?:of )?(?:\w+ )?(?:value|activity|volume)"
       R"(|income|spend|payment)|(?:value|activity|volume|income)[^.;]{0,40}(?:not|cannot be)"
       R"(|un)[ -]?(?:be )?(?:guaranteed|known|determined|quantified)|(?:activity|tariff|cost[ -]per[ -]case)"
       R"(|cost and volume|payment[ -]by[ -]results|fee[ -]for[ -]service|volume)[ -](?:based|driven)"
       R"(|related|led)|(?:paid|payable|payment|priced?|reimburs\w+|remunerat\w+)[^.;]{0,60}(?:tariff)"
       R"(|per (?:patient|case|item|episode|hour|session|activity|test|procedure|bed|week|day)"
       R"(|night|unit)|on (?:an )?activity|nhs payment scheme|unit price|hourly rate))"
       R"(|zero[ -]value contract|nhs payment scheme|national tariff)",
       R"(activity[ -]based (?:interventions?|therap|play|support|learning|group)|@P\d+@|representations?\b|grant)"},

      {"framework_terms",
       R"(framework[^;]{0,200}?(?:@D\d+@|\b(?:\d+|one|two|three|four|five|six|eight)(?: \(\d+\))?[ -](?:months?|years?)\b))",
       R"(@P\d+@|representations?\b)"},
  });
  return all;
}

/// A label and, close to it, a place that nobody filled.
const Rules& unfilled() {
  static const Rules all = compiled({
      {"process_statement",
       R"(direct award process (?:\[?[a-c]/[a-c]|@P\d+@|x\b)|(?:using|under|following) (?:the )?@P\d+@ ?(?:process|route))"
       R"(|process @P\d+@)"},
      {"providers_and_addresses",
       R"((?:provider|supplier|contractor|awarded to)(?:'s)?(?: name| names| and address| address| details)*[^.;@]{0,25}@P\d+@)"},
      {"decision_makers", R"((?:decision[- ]?makers?|approved by|decision (?:was )?(?:made|taken) by|approver)[^.;@]{0,45}@P\d+@)"},
      {"conflicts", R"(conflicts?[^.;@]{0,60}@P\d+@|@P\d+@[^.;@]{0,20} conflicts? of interest)"},
      {"conflicts_managed", R"(conflicts?[^.;@]{0,60}(?:managed|mitigat\w+|handled)[^.;@]{0,40}@P\d+@)"},
      {"reasons_by_criteria", R"((?:reasons?|rationale|key criteria)[^.;@]{0,70}@P\d+@)"},
      {"service_dates", R"((?:contract|service|start|end|commenc\w+|term|period|expir\w+|from|between|until)\b[^.;@]{0,40}@P\d+@)"},
      {"effective_date", R"((?:effect\w*|modif\w+|variation)[^.;@]{0,40}(?:date|from|on)[^.;@]{0,15}@P\d+@)"},
      {"award_criteria", R"((?:award|evaluation|key) criteria[^.;@]{0,50}@P\d+@)"},
      {"how_to_offer", R"((?:submit\w*|submission)[^.;@]{0,60}(?:via|to|by|at|through|portal) @P\d+@)"},
      {"change", R"((?:modification|variation|change)[^.;@]{0,50}@P\d+@)"},
      {"term_reasons", R"((?:12|twelve) months[^.;@]{0,60}@P\d+@)"},
      {"urgency_reasons", R"((?:urgen\w+|reg(?:ulation|\.)? ?14)[^.;@]{0,80}@P\d+@)"},
      {"framework_terms", R"(framework[^.;@]{0,60}@P\d+@)"},
  });
  return all;
}

struct Topic {
  std::string_view item;
  Pattern words;
};

/// Words without which no rule of an item can match. Most sentences of a notice speak of none of them.
const Pattern* topic_of(std::string_view item) {
  static const std::array<Topic, 7> topics{
      Topic{"decision_makers", Pattern(R"(decision|decided|approv|ratif|agreed|sign|endorsed|authori|sanction|officer|\bmade\b|taken)")},
      Topic{"conflicts", Pattern(R"(conflict|declarations? of interest)")},
      Topic{"conflicts_managed", Pattern(R"(conflict|declar|recus|excluded|removed)")},
      Topic{"award_criteria", Pattern(R"(criteri|%|weighting|evaluated|assessed|judged|scored|awarded)")},
      Topic{"how_to_offer", Pattern(R"(submi|send|return|upload|tender|bid|offer|respon|appl|propos|regist)"
                                    R"(|express|participat|interested|suitable|procurement|sourcing)")},
      Topic{"framework_used", Pattern(R"(framework|call)")},
      Topic{"service_dates", Pattern(R"(@[DP]\d|20\d\d)")},
  };
  const auto topic = std::find_if(topics.begin(), topics.end(), [&](const Topic& t) { return t.item == item; });
  return topic == topics.end() ? nullptr : &topic->words;
}

} // namespace

std::optional<ProseContent> content_in_prose(std::string_view item, const PsrWords& words) {
  for (const ProseRule& rule : prose()) {
    if (rule.item != item) continue;
    if (const auto said = words.first(rule.says, &rule.unless, topic_of(item)))
      return ProseContent{Presence::held, said->sentence, said->hit};
  }
  static const Pattern deadline{R"(representations?\b|standstill)"};
  static const Pattern unfilled_place{R"(@P\d|process)"};
  for (const ProseRule& rule : unfilled()) {
    if (rule.item != item) continue;
    // "[Add date]" after the word representations is the deadline's.
    if (const auto said = words.first(rule.says, &deadline, &unfilled_place))
      return ProseContent{Presence::placeholder, said->sentence, said->hit};
  }
  return std::nullopt;
}

} // namespace openward::exchange
