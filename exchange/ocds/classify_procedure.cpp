// The route of a notice under other laws, from the procedure that its form names.

#include "exchange/ocds/classify.h"
#include "exchange/ocds/notice_fields.h"
#include "exchange/ocds/patterns.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

struct ProcedureRule {
  std::string_view details; // lower-case start of tender.procurementMethodDetails
  Route route;
  std::optional<bool> competed;
  std::string_view source;
};

// Order matters: the first start that fits decides.
constexpr std::array procedures_2023{
    ProcedureRule{"below threshold - without competition", Route::below_threshold_uncompeted, false, "Procurement Act 2023 s 84"},
    ProcedureRule{"below threshold - limited competition", Route::below_threshold_competed, true, "s 84"},
    ProcedureRule{"below threshold - open competition", Route::below_threshold_competed, true, "s 84"},
    ProcedureRule{"below threshold - award under framework", Route::pa_call_off, {}, "s 45"},
    ProcedureRule{"below threshold", Route::unknown, {}, "the publisher says that it does not know"},
    ProcedureRule{"award under framework", Route::pa_call_off, {}, "s 45"},
    ProcedureRule{"direct award", Route::pa_direct_award, false, "ss 41 to 43"},
    ProcedureRule{"competitive flexible", Route::pa_competitive_flexible, true, "s 20(2)(b)"},
    ProcedureRule{"open procedure", Route::pa_open, true, "s 20(2)(a)"},
};

constexpr std::array procedures_2015{
    ProcedureRule{"award procedure without prior publication", Route::pcr_negotiated_without_notice, false, "SI 2015/102 reg 32"},
    ProcedureRule{"negotiated without publication", Route::pcr_negotiated_without_notice, false, "reg 32"},
    ProcedureRule{"negotiated procedure without", Route::pcr_negotiated_without_notice, false, "reg 32"},
    ProcedureRule{"negotiated", Route::pcr_negotiated, true, "reg 29"},
    ProcedureRule{"competitive procedure with negotiation", Route::pcr_negotiated, true, "reg 29"},
    ProcedureRule{"competitive dialogue", Route::pcr_dialogue, true, "reg 30"},
    ProcedureRule{"innovation partnership", Route::pcr_negotiated, true, "reg 31: negotiated after a call for competition"},
    ProcedureRule{"restricted procedure (below threshold)", Route::below_threshold_competed, true, "SI 2015/102 Part 4"},
    ProcedureRule{"restricted", Route::pcr_restricted, true, "reg 28"},
    ProcedureRule{"open procedure (below threshold)", Route::below_threshold_competed, true, "Part 4"},
    ProcedureRule{"open", Route::pcr_open, true, "reg 27"},
    ProcedureRule{"light touch", Route::pcr_light_touch, {}, "regs 74 to 77"},
    ProcedureRule{"call-off from a dynamic purchasing system", Route::pcr_call_off, true, "reg 34: every award is competed"},
    ProcedureRule{"call-off", Route::pcr_call_off, {}, "reg 33"},
    ProcedureRule{"competitive quotation", Route::below_threshold_competed, true, "Contracts Finder"},
    ProcedureRule{"request for quotation", Route::below_threshold_competed, true, "Contracts Finder, free text"},
    ProcedureRule{"single tender action", Route::single_tender_waiver, false, "Contracts Finder: a local waiver of tender rules"},
    ProcedureRule{"direct award (above threshold)", Route::pcr_negotiated_without_notice, false, "reg 32"},
    ProcedureRule{"direct award", Route::single_tender_waiver, false,
                  "Contracts Finder: the law is not stated, the want of competition is"},
    ProcedureRule{"further competition", Route::pcr_call_off, true, "reg 33"},
    ProcedureRule{"mini", Route::pcr_call_off, true, "reg 33"},
};

struct Rules {
  Pattern call_off{
      R"(\bcall(?:ed|ing)?[ -]?off\b|\bcall-offs?\b|(?:direct award|award(?:ed)?|procured|purchased?)"
      R"(|procurement|bought|appointed|contract|use|used)(?: (?:made|was|been|the|of|a|an|is))*(?: (?:under|from|via|through|off|using)"
      R"(|against|on|of|with))(?: [^ .;]+){0,16}? (?:framework|dps\b|dynamic (?:purchasing|market)|g-?cloud))"
      R"(|^(?:direct )?award(?:ed)? (?:via|under|from|through|against)|via .{0,80}(?:framework|dps\b|g-?cloud))"
      R"(|dynamic (?:purchasing system|market ?place))"};
  Pattern call_off_in_passing{R"(\bcall[ -]?off (?:from|contract award|award|under|against))"
                              R"(|award of contract under (?:the )?.{0,80}framework|direct award (?:from|via|under)"
                              R"(|to the single supplier awarded under).{0,80}framework|via .{0,60}framework)"};
  Pattern competed{R"(mini[- ]?compet|further compet|re-?opening (?:of )?compet|competitive quotation|competed)"
                   R"(|\bdps\b|dynamic purchasing)"};
  Pattern uncompeted{R"(direct(?:ly)?[ -](?:award|call)|without (?:a |any )?(?:further )"
                     R"(|re-?opening (?:of )?)?competition|no further competition|only supplier|single supplier|rate card)"};
  Pattern quotations{R"(request for quot|\brfq\b|quotations?\b|below[- ]threshold)"};
};

const Rules& rules() {
  static const Rules r;
  return r;
}

std::string lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

template <std::size_t N>
const ProcedureRule* procedure(const std::array<ProcedureRule, N>& table, std::string_view details) {
  for (const auto& r : table)
    if (details.substr(0, r.details.size()) == r.details) return &r;
  return nullptr;
}

/// Whether a call-off was competed: what the words say, else `tender.competitive` of the UK extension; both or neither is not known.
std::optional<bool> call_off_competed(const NoticeWords& words, Json release) {
  const bool yes = words.find(*rules().competed).has_value();
  const bool no = words.find(*rules().uncompeted).has_value();
  if (yes != no) return yes;
  const Json stated = release["tender"]["competitive"];
  if (stated.is_true()) return true;
  if (stated.is_false()) return false;
  return std::nullopt;
}

std::optional<Hit> call_off_words(const NoticeWords& words, Part last) {
  if (const auto hit = words.find(*rules().call_off, last)) return hit;
  return words.find(*rules().call_off_in_passing);
}

RouteReading by_act(const NoticeWords& words, const NoticeReading& notice, Json release, const Json& details, std::string_view text) {
  const ProcedureRule* rule = procedure(procedures_2023, text);
  if (!rule) {
    if (notice.form == "UK5") return {Route::pa_direct_award, false, {"route", "", "UK5"}};
    return {};
  }
  RouteReading reading{rule->route, rule->competed, ground("route", details)};
  if (rule->route == Route::pa_call_off) reading.competed = call_off_competed(words, release);
  if (rule->route == Route::pa_direct_award) {
    // "Direct award" is also ticked for a call from a framework; the reasons tell.
    const Json reasons = release["tender"]["procurementMethodRationale"];
    const std::string why = folded_text(reasons.text());
    static const Pattern from_framework{R"(call[ -]?off|direct award (?:under|via|from|through|off)[^.;]{0,80}framework)"};
    if (from_framework.in(why)) return {Route::pa_call_off, call_off_competed(words, release).value_or(false), ground("route", reasons)};
  }
  return reading;
}

} // namespace

RouteReading read_procedure(const NoticeWords& words, const NoticeReading& notice, Json release) {
  const Json details = release["tender"]["procurementMethodDetails"];
  std::string text = lower(folded_text(details.text()));
  if (text.compare(0, 8, "other - ") == 0) text.erase(0, 8);
  if (release["tender"]["legalBasis"]["scheme"].text() == "UKPGA") return by_act(words, notice, release, details, text);

  const ProcedureRule* rule = procedure(procedures_2015, text);
  if (!rule) return {};
  RouteReading reading{rule->route, rule->competed, ground("route", details)};
  const bool without_call = rule->route == Route::pcr_negotiated_without_notice || rule->route == Route::single_tender_waiver;
  if (without_call) {
    // The European form has no box for a call from a framework: "award without prior publication" is ticked and the reasons say so.
    if (text.find("framework") != std::string::npos) return {Route::pcr_call_off, false, reading.ground};
    if (const auto call = call_off_words(words, Part::rationale)) {
      const auto competed = call_off_competed(words, release);
      return {Route::pcr_call_off, competed, ground("route", *call)};
    }
    // On this form without a letter a health service may be any process of the PSR.
    if (notice.regime == Regime::unknown && notice.source == "find_a_tender") return {Route::unknown, {}, reading.ground};
    return reading;
  }
  if (rule->route == Route::pcr_call_off && !reading.competed) reading.competed = call_off_competed(words, release);
  if (notice.regime == Regime::pa2023) {
    // A European form whose words claim the Act: the procedure is the Act's.
    if (words.find(*rules().quotations)) return {Route::below_threshold_competed, true, reading.ground};
    if (rule->route == Route::pcr_open) reading.route = Route::pa_open;
  }
  return reading;
}

} // namespace openward::exchange
