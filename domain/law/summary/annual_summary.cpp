#include "domain/law/summary/annual_summary.h"

#include "domain/law/summary/figures.h"

namespace openward::law {
std::string_view to_string(FigureStatus status) {
  switch (status) {
  case FigureStatus::counted:
    return "counted";
  case FigureStatus::in_part:
    return "in_part";
  case FigureStatus::not_computable:
    return "not_computable";
  }
  return "";
}

namespace {

std::vector<std::string> method_notes(const summary::Year& year, Date today) {
  std::vector<std::string> notes;
  if (today <= year.period.last)
    notes.push_back("The year runs until " + year.period.last.iso() + ": the figures are those of " + today.iso() + ".");
  notes.emplace_back("The register holds what was published as notices and what was recorded in it. A contract for which no award notice "
                     "was published, or whose notice was not imported, is not counted.");
  notes.emplace_back("Contracts are counted, not notices: an intention to award is never one, and an award that several notices speak of "
                     "is one. A cancelled or superseded award is not counted.");
  std::size_t by_publication = 0;
  for (const AnnualAward* award : year.made) by_publication += award->awarded_on || award->signed_on ? 0U : 1U;
  std::string dates = "An award counts at its decision, else at its signature, else at the publication of its notice.";
  if (by_publication > 0)
    dates +=
        " " + summary::number_of(by_publication, "award counts", "awards count") + " at the publication, because no other date is stated.";
  notes.push_back(std::move(dates));
  notes.emplace_back("The Regulations do not define the year. The first period is 1 January 2024 to 31 March 2025, then financial years "
                     "(statutory guidance).");
  return notes;
}

} // namespace

AnnualSummary annual_summary(const AnnualMaterial& material, const ReportingYear& reporting, Date today) {
  const summary::Year year(material, reporting);
  std::vector<AnnualRepresentation> all;
  for (const AnnualProcedure& procedure : material.procedures) {
    for (AnnualRepresentation& one : representations_of(procedure)) all.push_back(std::move(one));
  }
  AnnualSummary out{reporting, {}, {}, method_notes(year, today)};
  out.figures.push_back(summary::direct_awards(year));
  out.figures.push_back(summary::contracts_by(year, Route::most_suitable_provider, "b",
                                              "Contracts awarded by the most suitable provider process", "reg 25(2)(b)"));
  out.figures.push_back(
      summary::contracts_by(year, Route::competitive_process, "c", "Contracts awarded by the competitive process", "reg 25(2)(c)"));
  out.figures.push_back(summary::frameworks_concluded(year));
  out.figures.push_back(summary::framework_contracts(year));
  out.figures.push_back(summary::urgent_reliance(year));
  out.figures.push_back(summary::new_providers(year));
  out.figures.push_back(summary::lost_providers(year));
  out.figures.push_back(summary::representations(year, all));
  out.figures.push_back(summary::providers_contracted(year));
  out.figures.push_back(summary::panel_reviews(year));
  for (AnnualRepresentation& one : all) {
    if (one.standstill_ended_on && year.holds(*one.standstill_ended_on)) out.representations.push_back(std::move(one));
  }
  return out;
}

const SummaryFigure* figure_of(const AnnualSummary& summary, std::string_view key) {
  for (const SummaryFigure& figure : summary.figures) {
    if (figure.key == key) return &figure;
    for (const SummaryFigure& part : figure.parts) {
      if (part.key == key) return &part;
    }
  }
  return nullptr;
}

std::vector<ReconciledCount> reconcile(const AnnualSummary& summary, std::span<const PublishedCount> published) {
  std::vector<ReconciledCount> out;
  for (const PublishedCount& one : published) {
    ReconciledCount line{one.key, {}, one.stated, {}, {}, one.note, one.source};
    if (const SummaryFigure* figure = figure_of(summary, one.key)) {
      line.title = figure->title;
      line.counted = figure->count;
    }
    if (line.stated && line.counted) line.difference = *line.counted - *line.stated;
    out.push_back(std::move(line));
  }
  return out;
}

} // namespace openward::law
