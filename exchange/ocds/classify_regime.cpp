// Which law a notice is under. There is no code for the Provider Selection Regime: its notices use the European forms (CELEX
// 32014L0024) or, by mistake, those of the Procurement Act, so it is read from the words.

#include "exchange/ocds/classify.h"
#include "exchange/ocds/patterns.h"
#include "exchange/ocds/welsh_buyers.h"

#include <algorithm>

namespace openward::exchange {
namespace {

using std::string_literals::operator""s;

const std::string& full() {
  static const std::string s{psr_full_name};
  return s;
}

// What follows or goes before the three letters where they mean the regime ("PSR24" is the regime too); "PSR Ltd" and
// "psr@example.org" do not.
const std::string& letters() {
  static const std::string s = R"((?-i:\bPSR)(?:[ -]?(?:20)?2[3-9])?\b['")]*[ ,:-]*(?:regime|regulation|direct award)"
                               R"(|dap? ?[abc]\b|process|route|intention|intended|confirmation|contract)"
                               R"( (?:award|notice|modif)|award|notice|competitive|most suitable|msp\b|key criteria)"
                               R"(|basic selection|framework agreement|principles|statutory|standstill|)"
                               R"(legislation|urgent|modification|abandon|exempt|compliant)|(?:under|with|via|using|following)"
                               R"(|within|through|of|by)(?: the| nhs| new| england's)* (?-i:PSR)(?:[ -]?(?:20)?2[3-9])?)"
                               R"((?:[.,;:)'"]*(?:\s|$)(?:(?-i:[a-z(])|$)|[.,;:)'"]*$))"s;
  return s;
}

struct Rules {
  Pattern full_name{full()};
  Pattern short_name{letters()};
  // In a notice of a health service the letters by themselves are enough, once everything else that they can stand for is taken out.
  Pattern bare_letters{R"((?-i:\bPSR)(?:[ -]?(?:20)?2[3-9])?\b)"};
  Pattern company_or_product{
      R"((?-i:\bPSR)(?: \(?[\w&.]+\)?){0,4}? (?:ltd|limited|plc|llp|inc|cic)\b|(?-i:\bPSR)[ -]?(?:[013-9]\d|2[1-9])\d+\w*)"
      R"(|[\w.]*psr[\w.]*@[\w.]+|(?-i:[\w/]*\d[\w/]*[-/_]PSR|\bPSR[-/_]\w*\d\w*))"};
  Pattern other_expansion{R"(\bp[a-z]+ s[a-z]+ r[a-z]+s? \(?(?-i:PSR)\b|(?-i:\bPSR) ?\(p[a-z]+ s[a-z]+ r[a-z]+)"};
  // The procedure is run under it, not merely mentioned: SI 2023/1348 Schs 2 to 14 ask for such a statement.
  Pattern bound{
      R"((?:this is an?|under|in accordance with|in line with|pursuant to|subject to|follow(?:ing|ed)"
      R"(|s)?|via|using|utilis\w+|within|governed by|through|by|per|of|falls? (?:under|within)|application of)(?: the| a| an| this)"
      R"(| NHS| new| scope of| \(?psr\)?)* )"s +
      full() + "|" + full() + R"([^.;]{0,60}(?:direct award|process|notice|intention|confirmation|applies|regulations 2023)|)" + letters()};
  // "not subject to the …", "outside the scope of the …", "the … does not apply".
  Pattern denied_before{
      R"((?:\bnot|n't|\bnor|\boutside(?: of)?|exempt from|excluded from|instead of|rather than)"
      R"(|out of scope of)(?: (?:be|being|been|is|are|an?|the|subject|to|fall|falls|falling|within|under|in|of|scope|covered)"
      R"(|caught|by|governed|procured|let|conducted|run|regulated|relevant|carried|out|required|follow|for|purposes|considered)"
      R"(|deemed|remit|nhs|regulations?|apply|using|used|via|health|care|healthcare|services?|meaning|definition|defined)"
      R"(|by)){0,12} (?:nhs )?(?:the )?(?:nhs )?(?:health ?care services \(?)?(?:)"s +
      full() + R"(|(?-i:PSR)\b))"};
  Pattern denied_after{
      "(?:"s + full() +
      R"(|(?-i:PSR))\)?(?: \(?PSR\)?)?(?: regulations)?(?: \(?20\d\d\)?)?,? (?:therefore )?(?:do|does)"
      R"(|did|will|would|is|are|was|were)(?: not|n't) (?:apply|appl|relevant|considered|in scope|being used|used|followed))"};
  Pattern wales{R"(\(wales\) ?regulations? ?2025|psr ?\(?wales|selection regime\)? ?\(?(?:\(?psr\)? )?\(?wales)"
                R"(|welsh (?:provider selection|psr))"};
  Pattern england{R"(health ?care services \(provider selection regime\) ?regulations?,? ?\(?2023|2023/1348)"};
  Pattern scottish_source{R"(publiccontractsscotland|\(sc ref:)"};
  Pattern says_pa2023{R"((?:under|in line with|in accordance with|pursuant to|governed by|subject to|section \d+ of)"
                      R"(|compliance with)(?: the)? procurement act(?: \(?2023\)?)?)"};
  Pattern says_pcr2015{R"((?:under|in line with|in accordance with|pursuant to|governed by|subject to|set out in)"
                       R"(|regulation \d+[^.;]{0,12} of|compliance with)(?: the)? (?:uk )?(?:public contracts?(?: \(?pcr\)?)? regulations)"
                       R"(|pcr) ?(?:\(?pcr\)? ?)?\(?2015)"};
};

const Rules& rules() {
  static const Rules r;
  return r;
}

/// The segment with every refusal of the regime taken out.
std::string without_denials(const std::string& text) {
  std::string kept = text;
  re2::RE2::GlobalReplace(&kept, *rules().denied_before, " ");
  re2::RE2::GlobalReplace(&kept, *rules().denied_after, " ");
  return kept;
}

/// The letters alone, in text that does not use them for a company, a product or another name ("Public Service Reform (PSR)").
bool has_bare_letters(const std::string& text) {
  if (!rules().bare_letters.in(text)) return false;
  std::string kept = text;
  re2::RE2::GlobalReplace(&kept, *rules().company_or_product, " ");
  return rules().bare_letters.in(kept);
}

/// Whether the notice explains the letters as something else.
bool letters_mean_other(const NoticeWords& words) {
  for (const auto& segment : words.segments()) {
    re2::StringPiece piece;
    if (!(*rules().other_expansion).Match(segment.text, 0, segment.text.size(), re2::RE2::UNANCHORED, &piece, 1)) continue;
    if (!rules().full_name.in({piece.data(), piece.size()})) return true;
  }
  return false;
}

bool health_code(const NoticeReading& notice) {
  return std::any_of(notice.cpv.begin(), notice.cpv.end(), [](const std::string& c) { return c.compare(0, 2, "85") == 0; });
}

bool health_buyer(const NoticeReading& notice) {
  if (!notice.buyer) return false;
  switch (openward::classify(notice.buyer->name, notice.buyer->identifiers).provider_class) {
  case ProviderClass::nhs_trust:
  case ProviderClass::nhs_foundation_trust:
  case ProviderClass::nhs_other:
    return true;
  default:
    return false;
  }
}

bool buyer_in_scotland(const NoticeReading& notice, Json release) {
  if (!notice.buyer) return false;
  for (const Json party : release["parties"])
    if (party["id"].scalar() == notice.buyer->key) return party_in_region(party, 'M');
  return false;
}

std::string_view basis_scheme(Json release) { return release["tender"]["legalBasis"]["scheme"].text(); }

} // namespace

PsrReading read_psr(const NoticeWords& words, const NoticeReading& notice, Json release) {
  const bool act = basis_scheme(release) == "UKPGA";
  const bool near_health = health_code(notice) || health_buyer(notice);
  const bool other_meaning = letters_mean_other(words);
  const bool letters_suffice = health_code(notice) && !other_meaning;
  std::optional<Hit> named;
  for (const auto& segment : words.segments()) {
    const bool full_name = rules().full_name.in(segment.text);
    const bool bare = letters_suffice && has_bare_letters(segment.text);
    if (!full_name && !bare && (other_meaning || !rules().short_name.in(segment.text))) continue;
    const std::string kept = without_denials(segment.text);
    const bool still_full = full_name && rules().full_name.in(kept);
    const bool still_short = rules().short_name.in(kept);
    if (!still_full && !still_short && !(bare && has_bare_letters(kept))) continue;
    // The letters alone can mean the Payment Systems Regulator or a company; a form of the Procurement Act is believed unless the
    // words bind the procedure to the regime.
    if (!still_full && !near_health) continue;
    if (act && !(rules().bound.in(kept) && near_health)) continue;
    if (!near_health && !rules().bound.in(kept)) continue;
    re2::StringPiece piece;
    const auto& pattern = still_full                            ? *rules().full_name
                          : rules().short_name.in(segment.text) ? *rules().short_name
                                                                : *rules().bare_letters;
    if (!pattern.Match(segment.text, 0, segment.text.size(), re2::RE2::UNANCHORED, &piece, 1)) continue;
    const auto begin = static_cast<std::size_t>(piece.data() - segment.text.data());
    named = Hit{&segment, begin, begin + piece.size()};
    break;
  }
  if (!named) return {};
  PsrReading reading{PsrFinding::england, ground("regime", *named)};
  // Wales has a regime of its own (WSI 2025/99) whose letters and numbers mean other things. A framework may stand under both.
  const auto wales = words.find(*rules().wales);
  const bool welsh = bought_for_wales(notice, release).has_value();
  if (welsh || (wales && !words.find(*rules().england))) {
    reading.finding = PsrFinding::wales;
    if (wales) reading.ground = ground("regime", *wales);
  }
  return reading;
}

RegimeReading read_other_regime(const NoticeWords& words, const NoticeReading& notice, Json release, PsrFinding psr) {
  const Json basis = release["tender"]["legalBasis"];
  const auto scheme = basis["scheme"].text();
  if (psr == PsrFinding::wales) return {Regime::other, {}};
  if (scheme == "UKPGA") return {Regime::pa2023, ground("regime", basis["id"])};
  if (scheme == "CELEX") {
    // 32014L0025 utilities, 32014L0023 concessions, 32009L0081 defence: laws of their own.
    if (basis["id"].text() != "32014L0024") return {Regime::other, ground("regime", basis["id"])};
    // Scotland has its own regulations under the same directive.
    if (buyer_in_scotland(notice, release) || words.find(*rules().scottish_source)) return {Regime::other, ground("regime", basis["id"])};
    if (const auto said = words.find(*rules().says_pa2023)) return {Regime::pa2023, ground("regime", *said)};
    if (const auto said = words.find(*rules().says_pcr2015)) return {Regime::pcr2015, ground("regime", *said)};
    // A health care service bought on this form since 2024 is probably under the PSR and does not say so: in doubt, unknown.
    const auto psr_began = Date::create(2024, 1, 1);
    const bool psr_could_apply = !notice.cpv.empty() && in_schedule_1(notice.cpv.front()) && psr_began &&
                                 london_date(notice.published) >= *psr_began && !bought_for_wales(notice, release);
    if (psr_could_apply) return {Regime::unknown, ground("regime", release["tender"]["classification"]["id"])};
    return {Regime::pcr2015, ground("regime", basis["id"])};
  }
  if (!scheme.empty()) return {Regime::other, ground("regime", basis["id"])};
  if (const auto said = words.find(*rules().says_pa2023)) return {Regime::pa2023, ground("regime", *said)};
  if (const auto said = words.find(*rules().says_pcr2015)) return {Regime::pcr2015, ground("regime", *said)};
  const Json details = release["tender"]["procurementMethodDetails"];
  // Contracts Finder: "(above threshold)" is a procedure of the 2015 Regulations.
  if (details.text().find("(above threshold)") != std::string_view::npos) return {Regime::pcr2015, ground("regime", details)};
  return {};
}

} // namespace openward::exchange
