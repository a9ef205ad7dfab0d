#include "domain/law/summary/figures.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace openward::law::summary {
namespace {

bool is_call_off(Route route) { return route == Route::framework_call_off_direct || route == Route::framework_call_off_competed; }

/// A standstill follows the intention (reg 12(1)), or may: the process is not known.
bool may_have_standstill(Route route) {
  switch (route) {
  case Route::direct_award_c:
  case Route::most_suitable_provider:
  case Route::competitive_process:
  case Route::framework_conclusion:
  case Route::framework_call_off_competed:
  case Route::unknown:
    return true;
  default:
    return false;
  }
}

} // namespace

std::string number_of(std::size_t count, std::string_view one, std::string_view several) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : several);
}

std::string span_words(ReportPeriod period) { return period.first.iso() + " to " + period.last.iso(); }

RecordReference reference_to(const AnnualAward& award) { return {RecordKind::award, award.id, {}}; }

void cannot_tell(SummaryFigure& figure, std::string reason) {
  figure.status = FigureStatus::not_computable;
  figure.count.reset();
  figure.reason = std::move(reason);
}

std::string nothing_words(const Year& year) {
  return "The register holds no award, notice or recorded procurement of this authority from " + span_words(year.period) +
         ". That is no evidence that none was made.";
}

Year::Year(const AnnualMaterial& m, const ReportingYear& r) : material(m), reporting(r), period{r.first, r.last}, before(year_before(r)) {
  std::set<std::string_view> run_here;
  for (const AnnualProcedure& procedure : m.procedures) run_here.insert(procedure.ocid);
  for (const AnnualAward& award : m.awards) {
    const auto day = counts_on(award);
    if (!day || !holds(*day)) continue;
    const bool of_the_regime = award.regime == Regime::psr;
    if (!of_the_regime && award.regime != Regime::unknown) continue;
    const bool told = of_the_regime && (award.route != Route::unknown || award.framework);
    (told ? made : open).push_back(&award);
    if (run_here.count(award.ocid) == 1) continue;
    ++unrecorded;
    if (may_have_standstill(award.route)) ++unrecorded_standstills;
  }
  const bool ran = std::any_of(m.procedures.begin(), m.procedures.end(), [&](const AnnualProcedure& p) {
    const auto& steps = p.run.history();
    return holds(p.run.began()) || std::any_of(steps.begin(), steps.end(), [&](const auto& s) { return holds(s.on); });
  });
  nothing_held = made.empty() && open.empty() && m.notices_in_year == 0 && !ran;
}

namespace {

/// How many contracts an award stands for: under process B each provider has its own (reg 8), else the providers of an award share one.
std::int64_t contracts_of(const AnnualAward& award) {
  const bool one_each = award.route == Route::direct_award_b && !award.providers.empty();
  return one_each ? static_cast<std::int64_t>(award.providers.size()) : 1;
}

std::string counting_note(const std::vector<const AnnualAward*>& awards) {
  std::size_t one_each = 0;
  std::size_t shared = 0;
  for (const AnnualAward* award : awards) {
    if (award->providers.size() < 2) continue;
    ++(award->route == Route::direct_award_b ? one_each : shared);
  }
  std::string note;
  if (one_each > 0)
    note = number_of(one_each, "award under process B names", "awards under process B name") +
           " several providers; each provider has a contract of its own (reg 8) and is counted.";
  if (shared > 0)
    note += (note.empty() ? "" : " ") + number_of(shared, "award names", "awards name") +
            " several providers under one contract, and each such contract is counted once.";
  return note;
}

void leave_open(SummaryFigure& figure, const Year& year) {
  std::size_t without_process = 0;
  for (const AnnualAward* award : year.open) {
    without_process += award->regime == Regime::psr ? 1U : 0U;
    figure.open.push_back(reference_to(*award));
  }
  const std::size_t without_law = year.open.size() - without_process;
  if (year.open.empty()) return;
  figure.status = FigureStatus::in_part;
  std::string who;
  if (without_process > 0)
    who = number_of(without_process, "award under the Regime names no process", "awards under the Regime name no process");
  if (without_law > 0)
    who += (who.empty() ? "" : " and ") +
           number_of(without_law, "award of health services names no law", "awards of health services name no law");
  figure.reason = who + ": each may belong to this figure or to another.";
}

template <typename Wanted>
SummaryFigure contracts(const Year& year, std::string key, std::string title, std::string citation, Wanted wanted) {
  SummaryFigure figure{std::move(key), std::move(title), std::move(citation)};
  if (year.nothing_held) {
    cannot_tell(figure, nothing_words(year));
    return figure;
  }
  std::vector<const AnnualAward*> counted;
  std::copy_if(year.made.begin(), year.made.end(), std::back_inserter(counted), [&](const AnnualAward* a) { return wanted(*a); });
  figure.count = 0;
  for (const AnnualAward* award : counted) {
    *figure.count += contracts_of(*award);
    figure.records.push_back(reference_to(*award));
  }
  figure.note = counting_note(counted);
  leave_open(figure, year);
  return figure;
}

SummaryFigure contracts_under(const Year& year, std::vector<Route> routes, std::string key, std::string title, std::string citation,
                              bool frameworks_too) {
  auto figure = contracts(year, std::move(key), std::move(title), std::move(citation), [&](const AnnualAward& award) {
    return (frameworks_too || !award.framework) && std::find(routes.begin(), routes.end(), award.route) != routes.end();
  });
  figure.routes = std::move(routes);
  if (!frameworks_too) figure.framework = false;
  return figure;
}

} // namespace

SummaryFigure direct_awards(const Year& year) {
  using enum Route;
  auto figure = contracts_under(year, {direct_award_a, direct_award_b, direct_award_c}, "a",
                                "Contracts awarded by direct award process A, B or C", "reg 25(2)(a)", false);
  for (const auto& [route, letter] : {std::pair(direct_award_a, "A"), std::pair(direct_award_b, "B"), std::pair(direct_award_c, "C")}) {
    figure.parts.push_back(contracts_under(year, {route}, "a." + std::string(to_string(route)),
                                           "by direct award process " + std::string(letter), "reg 25(2)(a)", false));
  }
  return figure;
}

SummaryFigure contracts_by(const Year& year, Route route, std::string key, std::string title, std::string cites) {
  return contracts_under(year, {route}, std::move(key), std::move(title), std::move(cites), false);
}

SummaryFigure frameworks_concluded(const Year& year) {
  auto figure = contracts(year, "d", "Framework agreements concluded", "reg 25(2)(d)", [](const AnnualAward& award) {
    return award.route == Route::framework_conclusion ||
           (award.framework && !is_call_off(award.route) && award.route != Route::urgent_award);
  });
  if (!figure.count) return figure;
  std::set<std::string_view> agreements;
  std::size_t records = 0;
  bool flagged = false;
  for (const AnnualAward* award : year.made) {
    if (std::find(figure.records.begin(), figure.records.end(), reference_to(*award)) == figure.records.end()) continue;
    agreements.insert(award->ocid);
    flagged = flagged || award->route != Route::framework_conclusion;
    ++records;
  }
  if (!flagged) figure.routes = {Route::framework_conclusion};
  figure.count = static_cast<std::int64_t>(agreements.size());
  figure.note = agreements.size() == records
                    ? std::string()
                    : number_of(records, "award record", "award records") + " (one to a provider or a lot) of " +
                          number_of(agreements.size(), "procurement", "procurements") + ": one agreement is counted for each procurement.";
  return figure;
}

SummaryFigure framework_contracts(const Year& year) {
  using enum Route;
  auto figure = contracts_under(year, {framework_call_off_direct, framework_call_off_competed}, "e",
                                "Contracts awarded based on a framework", "reg 25(2)(e)", true);
  figure.parts.push_back(contracts_under(year, {framework_call_off_direct}, "e.framework_call_off_direct",
                                         "directly, without a further competition", "reg 18(5)", true));
  figure.parts.push_back(contracts_under(year, {framework_call_off_competed}, "e.framework_call_off_competed",
                                         "by the competitive process among its providers", "reg 18(7)", true));
  return figure;
}

SummaryFigure urgent_contracts(const Year& year) {
  return contracts_under(year, {Route::urgent_award}, "f.urgent_award", "contracts awarded", "reg 14(2)", true);
}

} // namespace openward::law::summary
