#include "exchange/ocds/classify.h"

#include "exchange/ocds/patterns.h"
#include "exchange/ocds/psr_contents.h"
#include "exchange/ocds/psr_criteria.h"
#include "exchange/ocds/psr_statements.h"
#include "exchange/ocds/psr_words.h"
#include "exchange/ocds/read_extension.h"
#include "exchange/ocds/stated_facts.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace openward::exchange {
namespace {

bool has_tag(const NoticeReading& notice, std::string_view tag) {
  return std::find(notice.tags.begin(), notice.tags.end(), tag) != notice.tags.end();
}

bool holds(std::string_view text, std::string_view part) { return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr; }

/// A cheap look at the raw bytes: most notices never mention the regime, and their prose is not unfolded.
bool may_mention_psr(std::string_view release_json) {
  if (holds(release_json, "PSR") || holds(release_json, "1348")) return true;
  if (!holds(release_json, "election") && !holds(release_json, "ELECTION")) return false;
  static const Pattern pattern{R"(selection.{0,6}reg)"};
  return pattern.in(release_json);
}

bool stands(const AwardReading& a) { return a.status != "cancelled" && a.status != "unsuccessful"; }

bool makes_award(const NoticeReading& notice, const KindReading& kind, Step step) {
  switch (notice.kind) {
  case NoticeKind::award:
  case NoticeKind::urgent_award:
  case NoticeKind::contract_details:
    break;
  default:
    return false;
  }
  if (std::any_of(notice.awards.begin(), notice.awards.end(), stands)) return true;
  if (notice.awards.empty() && !notice.contracts.empty()) return true;
  // Two confirmations in five are corrigenda to the intention notice: no award object, but the words.
  return notice.regime == Regime::psr && step == Step::corrigendum && kind.states_award;
}

void keep(NoticeReading& notice, Ground ground) {
  if (!ground.field.empty() && !ground.words.empty()) notice.grounds.push_back(std::move(ground));
}

/// What the Regime asks about, from a notice that is under it.
void read_psr_parts(NoticeReading& notice, Json release, const NoticeWords& all, bool corrigendum) {
  const PsrWords words(all, corrigendum);
  const CriteriaReading criteria = read_criteria(words);
  read_psr_statements(notice, all, words, criteria);
  read_psr_contents(notice, release, words, criteria);
}

} // namespace

Json form_place(Json release, std::string_view release_id) {
  Json other;
  const auto look = [&](Json part) -> Json {
    for (const Json document : part["documents"]) {
      const Json type = document["noticeType"];
      if (type.text().empty()) continue;
      // A release can repeat the documents of earlier notices: its own is the one with its id.
      if (document["id"].scalar() == release_id) return type;
      other = type;
    }
    return {};
  };
  for (const std::string_view part : {"planning", "tender"})
    if (const Json type = look(release[part])) return type;
  for (const std::string_view part : {"awards", "contracts"})
    for (const Json each : release[part])
      if (const Json type = look(each)) return type;
  return other;
}

Step step_of(const NoticeReading& notice, Json release) {
  struct Tag {
    std::string_view tag;
    Step step;
  };
  // The closed list of OCDS release tags; where a release has several, the first row that is present decides.
  static constexpr std::array tags{
      Tag{"tenderCancellation", Step::cancellation},
      Tag{"awardCancellation", Step::cancellation},
      Tag{"contractTermination", Step::termination},
      Tag{"contractAmendment", Step::contract_update},
      Tag{"award", Step::award},
      Tag{"awardUpdate", Step::award},
      Tag{"contract", Step::award},
      Tag{"contractUpdate", Step::contract_update},
      Tag{"implementation", Step::implementation},
      Tag{"implementationUpdate", Step::implementation},
      Tag{"tenderUpdate", Step::corrigendum},
      Tag{"tenderAmendment", Step::corrigendum},
      Tag{"tender", Step::tender},
      Tag{"planning", Step::planning},
      Tag{"planningUpdate", Step::planning},
  };
  // On the European form an update of award and contract is the modification notice F20.
  if (notice.form == "CELEX" && has_tag(notice, "contractUpdate")) return Step::contract_update;
  for (const auto& row : tags) {
    if (!has_tag(notice, row.tag)) continue;
    // Outside the European form an update of a tender says everything again.
    if (row.step == Step::corrigendum && notice.form != "CELEX" && !release["tender"]["amendments"]) return Step::tender;
    return row.step;
  }
  return Step::none;
}

bool has_extension(Json release) {
  const Json awards = release["awards"];
  return release["psr"] || std::any_of(awards.begin(), awards.end(), [](Json award) { return static_cast<bool>(award["psr"]); });
}

/// What a register says in fields of its own is not read out of its prose.
void take_extension(NoticeReading& notice, KindReading& kind, RouteReading& route, const PsrExtension& stated) {
  if (stated.route) {
    route = {*stated.route, std::nullopt, {"route", stated.route_place, std::string(to_string(*stated.route))}};
    notice.regime = regime_of(*stated.route);
    std::erase_if(notice.grounds, [](const Ground& ground) { return ground.field == "regime"; });
    keep(notice, {"regime", stated.route_place, std::string(to_string(*stated.route))});
  }
  if (stated.kind) {
    kind = {*stated.kind, {"notice_kind", stated.kind_place, std::string(to_string(*stated.kind))}, *stated.kind == NoticeKind::award};
    notice.kind = kind.kind;
  }
}

void classify_notice(NoticeReading& notice, Json release, std::string_view release_json) {
  notice.form = form_place(release, notice.release_id).text();
  if (notice.form.empty() && release["tender"]["legalBasis"]["scheme"].text() == "CELEX") notice.form = "CELEX";
  const Step step = step_of(notice, release);
  const bool mentioned = may_mention_psr(release_json);
  const auto words = mentioned ? NoticeWords::all(release) : NoticeWords::principal(release);
  const auto psr = mentioned ? read_psr(words, notice, release) : PsrReading{};

  KindReading kind;
  RouteReading route;
  if (psr.finding == PsrFinding::england) {
    notice.regime = Regime::psr;
    keep(notice, psr.ground);
    kind = read_psr_kind(words, notice, release, step);
    notice.kind = kind.kind;
    route = read_psr_route(words, notice, release);
    // Regulation 14 is named and no process beside it: the award or the change was urgent.
    if (route.route == Route::urgent_award && notice.kind == NoticeKind::award) notice.kind = NoticeKind::urgent_award;
    if (route.route == Route::urgent_award && notice.kind == NoticeKind::modification) notice.kind = NoticeKind::urgent_modification;
  } else {
    auto regime = read_other_regime(words, notice, release, psr.finding);
    notice.regime = regime.regime;
    keep(notice, psr.finding == PsrFinding::wales ? psr.ground : std::move(regime.ground));
    const bool welsh = psr.finding == PsrFinding::wales;
    kind = welsh ? read_psr_kind(words, notice, release, step) : read_form_kind(words, notice, release, step);
    notice.kind = kind.kind;
    // The processes of the Welsh regime have no word in the register's list of routes.
    if (!welsh) route = read_procedure(words, notice, release);
  }
  if (has_extension(release)) take_extension(notice, kind, route, read_psr_extension(release));
  notice.route = route.route;
  notice.tender_class = tender_class_of(route.route, route.competed);
  keep(notice, kind.ground);
  keep(notice, route.ground);

  auto scope = read_scope(notice, release, psr);
  notice.scope = scope.scope;
  keep(notice, std::move(scope.ground));
  notice.makes_award = makes_award(notice, kind, step);
  const bool corrigendum = step == Step::corrigendum && notice.form == "CELEX";
  if (psr.finding != PsrFinding::none) read_stated_facts(notice, words, corrigendum);
  if (notice.regime == Regime::psr) read_psr_parts(notice, release, words, corrigendum);
}

} // namespace openward::exchange
