#include "service/api/surroundings_report.h"

#include "domain/share.h"
#include "persistence/repositories.h"
#include "persistence/surroundings.h"
#include "service/render/json.h"

#include <algorithm>

namespace openward::api {

using persistence::Cell;
using persistence::CellType;
using persistence::Row;
using persistence::Session;

namespace {

Cell cell_of(const std::optional<std::int64_t>& number) { return number ? Cell(*number) : Cell(); }
Cell cell_of(const std::optional<std::string>& text) { return text ? Cell(*text) : Cell(); }
Cell cell_of(const std::optional<Date>& day) { return day ? Cell(day->iso()) : Cell(); }

std::string json_list(const std::vector<std::string>& texts) {
  render::Json out;
  out.array();
  for (const std::string& text : texts) out.text(text);
  out.end_array();
  return out.take();
}

std::vector<DiagnosticCentre> chosen(std::vector<DiagnosticCentre> all, const CentreQuestion& question) {
  std::erase_if(all, [&](const DiagnosticCentre& centre) {
    return std::any_of(question.only.begin(), question.only.end(),
                       [&](const auto& only) { return fact_of(centre, only.first, question.on) != only.second; });
  });
  return all;
}

std::vector<std::string> notes_on(const std::vector<DiagnosticCentre>& centres, const CentreQuestion& question) {
  std::vector<std::string> notes;
  if (question.on) {
    const auto unknown = std::count_if(centres.begin(), centres.end(), [&](const DiagnosticCentre& centre) {
      return centre.standing_on(*question.on) == CentreStanding::unknown;
    });
    if (unknown > 0)
      notes.push_back(std::to_string(unknown) + " centres have a status without a day, so that it is not known what they were on " +
                      question.on->iso() + ".");
  }
  const auto invented = std::count_if(centres.begin(), centres.end(), [](const DiagnosticCentre& c) { return c.synthetic; });
  if (invented > 0) notes.push_back(std::to_string(invented) + " of the centres are invented, for demonstration.");
  return notes;
}

Row programme_row(const Programme& programme, Date on) {
  const ProgrammeStanding standing = standing_on(programme, on);
  const auto& measured = standing.measured;
  const auto share = measured && programme.target ? share_percent(measured->quantity, *programme.target, 1) : std::nullopt;
  return {programme.id,
          programme.name,
          programme.unit,
          cell_of(programme.target),
          cell_of(programme.target_date),
          cell_of(measured ? std::optional(measured->quantity) : std::nullopt),
          cell_of(measured ? std::optional(measured->on) : std::nullopt),
          cell_of(standing.remaining),
          cell_of(standing.reached_basis_points),
          cell_of(share),
          cell_of(standing.days_to_target),
          measured ? measured->source : programme.source,
          programme.note};
}

std::string bodies_json(const std::vector<PassedLimit>& bodies) {
  render::Json out;
  out.array();
  for (const PassedLimit& body : bodies) {
    out.object().member("body", body.body).member("times", body.times).member("first_period", body.first_period);
    out.member("highest_thousandths", body.highest_thousandths).end_object();
  }
  out.end_array();
  return out.take();
}

Row indicator_row(const Indicator& indicator, Date from, Date to) {
  Row row{indicator.id, indicator.name, indicator.unit, cell_of(indicator.limit_thousandths), indicator.limit_basis};
  const auto count = bodies_past_limit(indicator, from, to);
  if (!count) {
    row.resize(row.size() + 6);
    row.emplace_back(std::string("[]"));
    row.emplace_back(std::string("It has no recommended limit."));
    return row;
  }
  const auto passed = static_cast<std::int64_t>(count->passed.size());
  row.emplace_back(passed);
  row.emplace_back(count->bodies_observed);
  row.push_back(cell_of(share_percent(passed, count->bodies_observed, 1)));
  row.emplace_back(count->values);
  row.emplace_back(count->across);
  row.emplace_back(count->without_dates);
  row.emplace_back(bodies_json(count->passed));
  row.emplace_back(std::string(count->values == 0 ? "No value lies wholly between the two days." : ""));
  return row;
}

} // namespace

Result<SurroundingsReport> centres_report(Session& s, const CentreQuestion& question) {
  const auto centres = chosen(persistence::centres(s), question);
  SurroundingsReport report{"centres",
                            "Diagnostic centres counted. Who runs a centre, whose building it is in and who paid are three facts: a share "
                            "depends on which of them is counted. Each centre stands in one row.",
                            {},
                            {},
                            notes_on(centres, question),
                            persistence::last_seq(s)};
  report.asked.emplace_back("on", question.on ? question.on->iso() : "");
  for (const auto& [fact, word] : question.only) report.asked.emplace_back(to_string(fact), word);
  for (const CentreFact fact : question.group_by)
    report.table.columns.push_back({std::string(to_string(fact)), CellType::text, "Empty where it is not known."});
  for (const auto& [name, type, description] :
       {std::tuple("centres", CellType::integer, "How many."), std::tuple("of", CellType::integer, "All centres that were counted."),
        std::tuple("share", CellType::text, "Per cent with one decimal."), std::tuple("ids", CellType::json, "Public ids of the centres.")})
    report.table.columns.push_back({name, type, description});
  const auto all = static_cast<std::int64_t>(centres.size());
  for (const CentreCount& count : count_centres(centres, question.group_by, question.on)) {
    Row row(count.group.begin(), count.group.end());
    const auto number = static_cast<std::int64_t>(count.centre_ids.size());
    row.emplace_back(number);
    row.emplace_back(all);
    row.push_back(cell_of(share_percent(number, all, 1)));
    row.emplace_back(json_list(count.centre_ids));
    report.table.rows.push_back(std::move(row));
  }
  return report;
}

Result<SurroundingsReport> programmes_report(Session& s, Date on) {
  SurroundingsReport report{"programmes",
                            "How far each programme was on a day, by its last measurement up to then.",
                            {{"on", on.iso()}},
                            {},
                            {},
                            persistence::last_seq(s)};
  report.table.columns = {{"id", CellType::text, "Public id of the programme."},
                          {"name", CellType::text, "Its name."},
                          {"unit", CellType::text, "What the quantities count."},
                          {"target", CellType::integer, "Quantity to be reached, where there is one."},
                          {"target_date", CellType::date, "By when."},
                          {"quantity", CellType::integer, "Last measured up to the day; empty before the first measurement."},
                          {"measured_on", CellType::date, "When that was."},
                          {"remaining", CellType::integer, "Target less quantity; negative when it is passed."},
                          {"reached_basis_points", CellType::integer, "Quantity over target in hundredths of a per cent, halves to even."},
                          {"reached", CellType::text, "The same in per cent with one decimal."},
                          {"days_to_target", CellType::integer, "From the day asked for to the target's date; negative afterwards."},
                          {"source", CellType::text, "Who measured it, else who set the target."},
                          {"note", CellType::text, "What has to be known beside it."}};
  for (const Programme& programme : persistence::programmes(s)) report.table.rows.push_back(programme_row(programme, on));
  return report;
}

Result<SurroundingsReport> indicators_report(Session& s, std::string_view indicator, Date from, Date to) {
  if (to < from)
    return invalid_at("to", "before_from", "the last day, " + to.iso() + ", lies before the first, " + from.iso() + ". Exchange the two.");
  SurroundingsReport report{
      "indicators",
      "How many bodies passed a recommended limit at least once between two days. A value passes the limit when it is "
      "above it; only periods that lie wholly between the two days are looked at.",
      {{"from", from.iso()}, {"to", to.iso()}},
      {},
      {},
      persistence::last_seq(s)};
  report.table.columns = {{"id", CellType::text, "Public id of the indicator."},
                          {"name", CellType::text, "Its name."},
                          {"unit", CellType::text, "What the values measure."},
                          {"limit_thousandths", CellType::integer, "Recommended limit, in thousandths of the unit."},
                          {"limit_basis", CellType::text, "Who recommends it."},
                          {"bodies_past_limit", CellType::integer, "Bodies above the limit at least once; empty without a limit."},
                          {"bodies_observed", CellType::integer, "Bodies with a value in the time."},
                          {"share", CellType::text, "The former of the latter, in per cent with one decimal."},
                          {"values", CellType::integer, "Values looked at."},
                          {"values_across", CellType::integer, "Values of periods that reach past one of the two days: not looked at."},
                          {"values_without_dates", CellType::integer, "Values of periods in words alone: not looked at."},
                          {"bodies", CellType::json, "The bodies above the limit, each with how often and how high."},
                          {"note", CellType::text, "Why there is no count."}};
  for (const Indicator& one : persistence::indicators(s)) {
    if (indicator.empty() || one.id == indicator) report.table.rows.push_back(indicator_row(one, from, to));
  }
  if (report.table.rows.empty() && !indicator.empty())
    return invalid_at("indicator", "bad_value", "there is no indicator " + std::string(indicator) + "; /v1/indicators lists them.");
  return report;
}

} // namespace openward::api
