// The process of the Provider Selection Regime that a notice names. Letters are believed, not guessed: a route that is only named to be
// refused ("not required to follow direct award process A or B") is not the route, and two different routes are no route.

#include "exchange/ocds/classify.h"
#include "exchange/ocds/patterns.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace openward::exchange {
namespace {

struct RouteRule {
  std::string_view pattern; // group 1, where there is one, is the letter; group 2 the end of a list of letters
  Route route;              // ignored where group 1 gives the letter
  bool lettered;
  std::string_view source;
};

constexpr std::string_view letters_after_process =
    R"((?:\bdirect[ -]?award(?:s|ed)?|\bdaps?|\bda|\baward process|(?-i:\bPSR))"
    R"(|\bprocess(?:es)?)(?:[ ,:()'"/-]*(?:award|process(?:es)?|route|procedure|option|opt|type|pathway|method|under|the|psr|da)"
    R"(|dap)\b){0,4}[ ,:('"/-]*1?(?-i:([ABC]))\b['")]*((?: ?(?:,|or|and|/|&)"
    R"(|nor) ?(?:direct award )?(?:award )?(?:process )?['"(]?(?-i:[ABC])\b['")]*)*))";

constexpr std::array route_rules{
    RouteRule{letters_after_process, Route::unknown, true, "regs 7, 8, 9"},
    RouteRule{R"((?-i:\bDAP([ABC])\b)())", Route::unknown, true, "regs 7, 8, 9"},
    RouteRule{R"(\bdirect[ -]award(?: process| route| option)?[ ('":-]*(?-i:([bc]))\b())", Route::unknown, true, "regs 8, 9"},
    RouteRule{R"(\bdirect[ -]award process ['"(]?(?-i:(a))['")]?()(?:[.,;:)]|$| (?:under|of|in|as|for|was|is)"
              R"(|and|within|pursuant)\b))",
              Route::unknown, true, "reg 7"},
    RouteRule{R"(most[ -]suitable[ -]provider'?s?(?: \(msp\))?[ -]*(?:process|route|approach|method|procedure|regime)"
              R"(|notice)|(?-i:Most Suitable Provider)|(?-i:\bMSP\b))",
              Route::most_suitable_provider, false, "reg 10"},
    RouteRule{R"(competitive (?:selection |tender(?:ing)? |procurement )?process)", Route::competitive_process, false, "reg 11"},
    RouteRule{R"(urgent (?:contract )?(?:award|modification) notice|\breg(?:ulation|\.)? ?14\b)"
              R"(|urgent award under)",
              Route::urgent_award, false, "reg 14(2)"},
};

struct Mention {
  Route route = Route::unknown;
  Hit hit{};
  bool asserted = false;
};

struct Rules {
  std::array<Pattern, route_rules.size()> named{
      Pattern(route_rules[0].pattern), Pattern(route_rules[1].pattern), Pattern(route_rules[2].pattern), Pattern(route_rules[3].pattern),
      Pattern(route_rules[4].pattern), Pattern(route_rules[5].pattern), Pattern(route_rules[6].pattern)};
  // A refusal before the name, with nothing but words of refusal between.
  Pattern refused_before{
      R"((?:\bnot|n't|\bcannot|\bneither|\bnor|rather than|instead of|\bwithout|as opposed to)"
      R"(|other than|ruled out|unable to|no (?:need|requirement) (?:to|for))(?: (?:be|been|being|required|obliged|able|possible)"
      R"(|appropriate|necessary|eligible|suitable|permitted|to|follow|followed|following|use|used|using|apply|applied|meet|met|qualify)"
      R"(|qualifies)"
      R"(|meeting|satisfy|fall|within|under|the|a|an|any|either|criteria|conditions|requirements?|for|of|considered|one|in)"
      R"(|accordance|with|psr|proceed|pursue|via|running|run|undertake|undertaking|conduct|conducting|carry|carrying|out|award)"
      R"(|provider|selection|regime|circumstances|need|having|going|through|full|further|regulations?)\b){0,12} *[('"]?$)"};
  Pattern refused_after{
      R"(^['")]*(?: process(?:es)?| criteria| conditions| requirements)*,? (?:(?:do|does|did|is|are|was)"
      R"(|were|has|have|could|would|can)(?: both| all| each| therefore)?(?: not|n't)(?: been| be)? (?:apply|applicable|appropriate)"
      R"(|available|met|suitable|relevant|used|followed|possible|considered|satisfied)|(?:is|are|was|were)(?: both)"
      R"(| all)? (?:ruled out|discounted|unsuitable|inappropriate|rejected)|cannot))"};
  // What is expected of a name that says which process this is.
  Pattern asserted_before{
      R"((?:under|using|via|through|follow(?:ing|ed|s)?|utilis\w+|utiliz\w+|in line with)"
      R"(|in accordance with|pursuant to|by|per|selected|chose|chosen|adopted|applied|application of|by way of|as|awarded)"
      R"(|[:(-])(?: (?:an?|the|this|our|psr|nhs|provider selection regime|\(psr\)|regulations?|\d+|for|of|remit)"
      R"(|health ?care services|direct award)\b[ ()-]*)* *[('":-]?$)"};
  Pattern asserted_after{
      R"(^['")]*(?: process)?(?: (?:has been|was|is|were|are)(?: \w+){0,3}? (?:appropriate|followed|used|chosen|selected|applied)"
      R"(|adopted)\b|,?(?: therefore)? appl(?:ies|ied)\b))"};
  // "process A for lot 1 and process B for lot 2": the second is claimed as the first is.
  Pattern joined{R"((?:\band|\bor|&|,)(?: (?:the|under|using|via|by|a|an|psr))* ?['"(]?$)"};
  Pattern weak_most_suitable{R"(most suitable provider)"};
  Pattern weak_competitive{R"(competitive (?:tender|procurement|exercise|selection)|competitively (?:tendered|procured))"};
  Pattern urgent{R"(urgent)"};
  Pattern regulation{R"(\breg(?:ulation|s|\.)? ?(7|8|9|10|11)\b(?: ?\(\d+\))*(?: ?\([a-z]\))*(?: ?(?:of|,|for)"
                     R"(|-)? ?(?:the )?(?:public|procurement|concession|utilities|cqc|care quality|human|gdpr|data))?)"};
  Pattern psr{std::string(psr_full_name) + R"(|(?-i:\bPSR\b))"};
  // Laws whose regulations have the same numbers.
  Pattern other_law{R"(public contracts|procurement act|regulated activities|care quality|\bcqc\b|data protection|\bgdpr\b|medicines)"
                    R"(|\btupe\b|utilities|concession|employment)"};
  Pattern call_off{
      R"(\bcall(?:ed)?[ -]?off\b|\breg(?:ulation|\.)? ?18\b|award(?:ed)?(?: (?:was|were|is|has|have|been|made|directly))* (?:under|from)"
      R"(|via|through|off)"
      R"(|using)(?: \w+){0,8} framework)"};
  Pattern framework_made{
      R"((?:establish\w*|conclud\w+|conclusion|creat(?:e|ed|ing|ion)|set(?:ting)? up|sets up)(?: (?:of)"
      R"(|a|an|the|this|new|multi[- ]provider|multi[- ]supplier|psr|nhs))* framework|framework(?: agreement)? (?:has|have)"
      R"(|is being) (?:now )?(?:been )?(?:formally )?(?:concluded|established|awarded)|(?:onto|added to|adding providers? to)"
      R"(|appoint(?:ed|ing|s)? (?:\w+ ){0,3}?to)"
      R"(|admitted to|join) (?:the|this|our|a) framework)"};
  Pattern framework_denied{R"((?:not|n't|no)(?: \w+){0,4} framework(?: agreement)?|framework(?: agreement)? is not)"};
  Pattern no_competition{
      R"(direct call[ -]?off|without (?:a |any )?(?:further |re-?opening (?:of )?)?competition)"
      R"(|award(?:ed)? directly (?:under|from|via|through|off))"
      R"(|direct(?:ly)? award(?:ed)?(?: (?:was|were|is|has|have|been|made))* (?:under|from|via|through|off)|direct award (?:call)"
      R"(|process)? ?call[ -]?off)"};
  Pattern competed{R"(mini[- ]?competition|further competition|re-?opening (?:of )?competition|competitive (?:selection )?process)"};
  Pattern tendering{R"(\btender|\bbid(?:s|der|ders)?\b|\bITT\b|\bevaluat)"};
};

const Rules& rules() {
  static const Rules r;
  return r;
}

Route lettered(char letter) {
  switch (std::toupper(static_cast<unsigned char>(letter))) {
  case 'A':
    return Route::direct_award_a;
  case 'B':
    return Route::direct_award_b;
  default:
    return Route::direct_award_c;
  }
}

std::size_t clause_start(const std::string& text, std::size_t at) {
  constexpr std::size_t furthest = 170;
  const std::size_t from = at > furthest ? at - furthest : 0;
  for (std::size_t i = at; i > from; --i) {
    const char c = text[i - 1];
    const bool stop = c == '.' && i < text.size() && text[i] == ' ';
    if (stop || c == ';' || c == '!' || c == '?') return i;
  }
  return from;
}

bool is_refused(const std::string& text, std::size_t begin, std::size_t end) {
  const std::size_t from = clause_start(text, begin);
  return rules().refused_before.in(std::string_view(text).substr(from, begin - from)) ||
         rules().refused_after.in(std::string_view(text).substr(end, 70));
}

/// "Direct Award" as a heading over "A contract was …" is no letter.
bool is_article(std::string_view match, char letter, std::string_view after) {
  if (letter != 'A') return false;
  std::string lower(match);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const std::string_view sure : {"process", "dap", "route", "option", "opt", "psr"})
    if (lower.find(sure) != std::string::npos) return false;
  static const Pattern noun{R"(^ (?:contract (?:has|was|is|for|will)|new|further|total|number|full|single|standstill|decision)"
                            R"(|provider|review|copy)\b)"};
  return noun.in(after);
}

/// The mention before, in the same clause, is claimed, and this one is joined to it.
bool joins_asserted(const Segment& segment, std::size_t begin, const std::vector<Mention>& before) {
  const std::size_t from = clause_start(segment.text, begin);
  const bool claimed = std::any_of(before.begin(), before.end(), [&](const Mention& m) {
    return m.asserted && m.hit.segment == &segment && m.hit.begin >= from && m.hit.end <= begin;
  });
  return claimed && rules().joined.in(std::string_view(segment.text).substr(from, begin - from));
}

void mentions_in(const Segment& segment, std::vector<Mention>& out) {
  const std::string& text = segment.text;
  for (std::size_t rule = 0; rule < route_rules.size(); ++rule) {
    const auto& pattern = *rules().named[rule];
    std::array<re2::StringPiece, 3> groups;
    const int wanted = std::min(3, 1 + pattern.NumberOfCapturingGroups());
    for (std::size_t at = 0; at < text.size() && pattern.Match(text, at, text.size(), re2::RE2::UNANCHORED, groups.data(), wanted);) {
      const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
      const std::size_t end = begin + groups[0].size();
      at = std::max(end, begin + 1);
      if (is_refused(text, begin, end)) continue;
      const std::string_view after = std::string_view(text).substr(end, 40);
      const bool asserted =
          segment.part == Part::title ||
          rules().asserted_before.in(std::string_view(text).substr(clause_start(text, begin), begin - clause_start(text, begin))) ||
          rules().asserted_after.in(after) || joins_asserted(segment, begin, out);
      const Hit hit{&segment, begin, end};
      if (!route_rules[rule].lettered) {
        out.push_back({route_rules[rule].route, hit, asserted});
        continue;
      }
      if (is_article({groups[0].data(), groups[0].size()}, groups[1][0], after)) continue;
      out.push_back({lettered(groups[1][0]), hit, asserted});
      // "direct award process A or B" names both.
      for (const char c : groups[2].as_string())
        if (c >= 'A' && c <= 'C') out.push_back({lettered(c), hit, asserted});
    }
  }
}

/// The one route that the mentions agree on.
const Mention* only_route(const std::vector<Mention>& mentions, bool asserted_only) {
  const Mention* one = nullptr;
  for (const auto& m : mentions) {
    if (asserted_only && !m.asserted) continue;
    if (one && one->route != m.route) return nullptr;
    if (!one) one = &m;
  }
  return one;
}

bool any_asserted(const std::vector<Mention>& mentions) {
  return std::any_of(mentions.begin(), mentions.end(), [](const Mention& m) { return m.asserted; });
}

/// A competition is spoken of, other than to say that there was none.
bool speaks_of_competition(const NoticeWords& words) {
  return std::any_of(words.segments().begin(), words.segments().end(), [](const Segment& segment) {
    std::string kept = segment.text;
    re2::RE2::GlobalReplace(&kept, *rules().no_competition, " ");
    return rules().competed.in(kept);
  });
}

/// "in accordance with Regulation 8": only of the regime's own regulations, and only where nothing else is said.
std::optional<Mention> by_regulation(const NoticeWords& words) {
  static constexpr std::array<std::pair<std::string_view, Route>, 5> regulations{{{"7", Route::direct_award_a},
                                                                                  {"8", Route::direct_award_b},
                                                                                  {"9", Route::direct_award_c},
                                                                                  {"10", Route::most_suitable_provider},
                                                                                  {"11", Route::competitive_process}}};
  std::vector<Mention> found;
  for (const auto& segment : words.segments()) {
    if (!rules().psr.in(segment.text) && rules().other_law.in(segment.text)) continue;
    std::array<re2::StringPiece, 2> groups;
    const std::string& text = segment.text;
    for (std::size_t at = 0;
         at < text.size() && (*rules().regulation).Match(text, at, text.size(), re2::RE2::UNANCHORED, groups.data(), 2);) {
      const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
      at = begin + groups[0].size();
      const char last = text[at - 1];
      if (std::isalpha(static_cast<unsigned char>(last))) continue; // the name of another law follows
      const std::string number = groups[1].as_string();
      const auto r = std::find_if(regulations.begin(), regulations.end(), [&](const auto& p) { return p.first == number; });
      if (r != regulations.end() && !is_refused(text, begin, at)) found.push_back({r->second, {&segment, begin, at}, true});
    }
  }
  const Mention* one = only_route(found, false);
  return one ? std::optional(*one) : std::nullopt;
}

/// Where the words say that a framework is concluded. "To award a contract or conclude a framework agreement" is a phrase of the
/// statutory guidance that stands in notices of every kind.
std::optional<Hit> framework_conclusion(const NoticeWords& words) {
  if (words.find(*rules().framework_denied)) return std::nullopt;
  const auto made = words.find(*rules().framework_made, Part::title);
  if (!made) return std::nullopt;
  const auto before = std::string_view(made->segment->text).substr(0, made->begin);
  const auto last_word = before.substr(std::min(before.size(), before.size() - std::min<std::size_t>(before.size(), 6)));
  return last_word.find("or ") == std::string_view::npos ? made : std::nullopt;
}

/// Every place that names a process other than to refuse it; with `amended`, of the new text of corrigenda alone.
std::vector<Mention> mentions_of(const NoticeWords& words, bool amended) {
  std::vector<Mention> mentions;
  for (const auto& segment : words.segments())
    if (!amended || segment.part == Part::amendment) mentions_in(segment, mentions);
  // Regulation 14 in passing, beside a process that is named, is a remark about it.
  const auto urgent = [](const Mention& m) { return m.route == Route::urgent_award; };
  const bool other_named = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& m) { return !urgent(m); });
  if (other_named || !words.find(*rules().urgent)) std::erase_if(mentions, urgent);
  return mentions;
}

/// What is claimed stands for what the words follow; without a claim, what they agree on.
std::vector<RouteReading> followed(const std::vector<Mention>& mentions) {
  const bool claimed = any_asserted(mentions);
  if (!claimed && !only_route(mentions, false)) return {};
  std::vector<RouteReading> out;
  for (const Mention& m : mentions) {
    if (claimed && !m.asserted) continue;
    if (std::none_of(out.begin(), out.end(), [&](const RouteReading& r) { return r.route == m.route; }))
      out.push_back({m.route, {}, ground("processes_stated", m.hit)});
  }
  return out;
}

} // namespace

std::vector<RouteReading> read_psr_processes(const NoticeWords& words, const NoticeReading& notice) {
  auto out = followed(mentions_of(words, true));
  if (out.empty()) out = followed(mentions_of(words, false));
  const auto route = std::find_if(notice.grounds.begin(), notice.grounds.end(), [](const Ground& g) { return g.field == "route"; });
  if (route == notice.grounds.end()) return out;
  // An urgent award, a framework or a call on it, and what stands in weaker words; a value of `procurementMethod` states nothing.
  const bool in_words = !route->where.ends_with("/procurementMethod") && !route->where.ends_with("/techniques");
  const bool urgent_too = notice.route == Route::urgent_award &&
                          std::none_of(out.begin(), out.end(), [](const RouteReading& r) { return r.route == Route::urgent_award; });
  if (in_words && notice.route != Route::unknown && (out.empty() || urgent_too))
    out.push_back({notice.route, {}, {"processes_stated", route->where, route->words}});
  return out;
}

RouteReading read_psr_route(const NoticeWords& words, const NoticeReading& notice, Json release) {
  if (notice.kind == NoticeKind::urgent_award || notice.kind == NoticeKind::urgent_modification) {
    const auto said = words.find(*rules().named[6]);
    return {Route::urgent_award, {}, said ? ground("route", *said) : Ground{"route", "", std::string(to_string(notice.kind))}};
  }
  const std::vector<Mention> mentions = mentions_of(words, false);
  const bool only_competitive =
      std::all_of(mentions.begin(), mentions.end(), [](const Mention& m) { return m.route == Route::competitive_process; });
  if (only_competitive) {
    if (const auto said = framework_conclusion(words)) return {Route::framework_conclusion, {}, ground("route", *said)};
    if (notice.framework)
      return {Route::framework_conclusion, {}, {"route", release["tender"]["techniques"].pointer(), "frameworkAgreement"}};
    if (const auto call = words.find(*rules().call_off)) {
      const bool direct = words.find(*rules().no_competition).has_value();
      const bool competed = speaks_of_competition(words);
      if (direct != competed)
        return {direct ? Route::framework_call_off_direct : Route::framework_call_off_competed, {}, ground("route", *call)};
      return {Route::unknown, {}, ground("route", *call)};
    }
  }
  if (const Mention* one = only_route(mentions, any_asserted(mentions))) return {one->route, {}, ground("route", one->hit)};
  if (!mentions.empty()) return {Route::unknown, {}, ground("route", mentions.front().hit)};
  if (const auto one = by_regulation(words)) return {one->route, {}, ground("route", one->hit)};

  // Bids were invited from all: under the regime that is the competitive process, whatever it is called (reg 11).
  const auto method = release["tender"]["procurementMethod"];
  const bool open = method.text() == "open";
  const bool selective = method.text() == "selective";
  const bool invites = notice.kind == NoticeKind::invitation || notice.kind == NoticeKind::tender;
  if (open || (selective && (invites || words.find(*rules().tendering)))) return {Route::competitive_process, {}, ground("route", method)};
  const auto stated = [](const std::optional<Hit>& hit) { return hit && !is_refused(hit->segment->text, hit->begin, hit->end); };
  if (const auto weak = words.find(*rules().weak_competitive); stated(weak))
    return {Route::competitive_process, {}, ground("route", *weak)};
  if (const auto weak = words.find(*rules().weak_most_suitable); stated(weak))
    return {Route::most_suitable_provider, {}, ground("route", *weak)};
  return {};
}

} // namespace openward::exchange
