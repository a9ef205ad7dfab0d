#include "tests/domain/law/summary/authorities.h"

#include <stdexcept>

namespace openward::test {

using law::procedure::Procedure;
using law::procedure::Process;
using law::procedure::StoredStep;

namespace {

std::string_view taken(std::string_view& rest, char end) {
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  const std::string_view out = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(rest.size(), out.size() + 1));
  return out;
}

law::procedure::Choice choice_of(Process process) {
  const bool chosen = process == Process::direct_award_c || process == Process::most_suitable_provider;
  return chosen ? law::procedure::Choice::among_c_msp_cp : law::procedure::Choice::mandatory;
}

} // namespace

Date day(std::string_view iso) { return *Date::parse(iso); }

law::ReportingYear reporting(std::string_view year) { return law::reporting_year(*FinancialYear::parse(year)).value(); }

Date later() { return day("2030-01-01"); }

AuthorityRecords::AuthorityRecords() {
  material.authority_id = "bd-authority";
  material.authority_name = "Invented Integrated Care Board";
}

law::AnnualAward& AuthorityRecords::add(const AwardSpec& spec) {
  const std::string number = std::to_string(++next_);
  law::AnnualAward award;
  award.id = "aw-" + number;
  award.ocid = spec.ocid.empty() ? "ocds-invented-" + number : spec.ocid;
  award.regime = spec.regime;
  award.route = spec.route;
  award.framework = spec.framework;
  award.awarded_on = day(spec.on);
  award.published_on = award.awarded_on->plus_days(10);
  if (!spec.starts.empty()) award.starts = day(spec.starts);
  if (!spec.ends.empty()) award.ends = day(spec.ends);
  for (int i = 0; i < spec.providers; ++i) {
    const std::string provider = std::to_string(spec.first_provider + i);
    award.providers.push_back({"bd-" + provider, "Provider " + provider});
  }
  material.awards.push_back(std::move(award));
  return material.awards.back();
}

void AuthorityRecords::add_many(int count, AwardSpec spec) {
  for (int i = 0; i < count; ++i) {
    add(spec);
    spec.first_provider += spec.providers;
  }
}

void AuthorityRecords::run(Process process, std::string_view began, std::string_view steps, std::string ocid, std::string contract) {
  std::vector<StoredStep> stored;
  while (!steps.empty()) {
    std::string_view words = taken(steps, ';');
    const auto step = law::procedure::step_from(taken(words, ' '));
    const Date on = day(taken(words, ' '));
    stored.push_back({step.value(), on, {"Invented Care CIC", "", std::string(words)}});
  }
  auto made = Procedure::restore(process, choice_of(process), day(began), std::nullopt, std::move(stored));
  if (!made) throw std::invalid_argument(made.error().message + made.error().internal);
  if (ocid.empty()) ocid = "ocds-run-" + std::to_string(++next_);
  material.procedures.push_back({std::move(ocid), std::move(contract), *std::move(made)});
}

std::string counts(const law::AnnualSummary& summary, const std::vector<std::string>& keys) {
  std::string out;
  for (const std::string& key : keys) {
    const law::SummaryFigure* figure = law::figure_of(summary, key);
    out += (out.empty() ? "" : ", ") + key + " ";
    if (figure == nullptr) {
      out += "is no figure";
      continue;
    }
    out += figure->count ? std::to_string(*figure->count) : "none";
    if (figure->status == law::FigureStatus::in_part) out += " (in part)";
  }
  return out;
}

} // namespace openward::test
