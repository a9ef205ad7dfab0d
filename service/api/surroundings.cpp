#include "service/api/surroundings.h"

#include "domain/text.h"
#include "service/api/access.h"
#include "service/api/reply.h"
#include "service/api/tabular.h"
#include "service/render/rows.h"

#include <algorithm>

namespace openward::api {

using http::Parameters;
using http::Response;
using persistence::Session;
using render::Json;

namespace {

constexpr std::string_view kFacts = "operator_class, estate_owner_class, funder, host_commissioner, region, kind, status, opened_year";

/// The one value of a parameter; none when it is not given.
Result<std::optional<std::string>> one_of(const Parameters& given, std::string_view name) {
  std::optional<std::string> found;
  for (const auto& [key, value] : given) {
    if (key != name) continue;
    if (found) return invalid_at(std::string(name), "given_twice", std::string(name) + " takes one value.");
    if (value.empty())
      return invalid_at(std::string(name), "empty_value", std::string(name) + " is empty. Give it a value, or leave it out.");
    found = value;
  }
  return found;
}

Result<std::optional<Date>> day_of(const Parameters& given, std::string_view name) {
  const auto text = one_of(given, name);
  if (!text) return text.error();
  if (!*text) return std::optional<Date>();
  const auto day = Date::parse(**text);
  if (!day) return invalid_at(std::string(name), "bad_value", detail::quoted(**text) + " is no day. Write it as 2023-11-30.");
  return std::optional(*day);
}

Result<std::vector<CentreFact>> facts_of(const Parameters& given) {
  std::vector<CentreFact> facts;
  for (const auto& [name, value] : given) {
    if (name != "group_by") continue;
    std::string_view rest = value;
    for (bool more = true; more;) {
      const auto comma = rest.find(',');
      const std::string_view word = rest.substr(0, comma);
      const auto fact = centre_fact_from(word);
      if (!fact)
        return invalid_at("group_by", "unknown_dimension",
                          detail::quoted(word) + " is nothing centres are counted by. Use any of " + std::string(kFacts) + ".");
      if (std::find(facts.begin(), facts.end(), *fact) != facts.end())
        return invalid_at("group_by", "given_twice", std::string(word) + " is given twice.");
      facts.push_back(*fact);
      more = comma != std::string_view::npos;
      if (more) rest.remove_prefix(comma + 1);
    }
  }
  return facts;
}

Result<SurroundingsReport> centres(Session& s, const Parameters& given, Date) {
  CentreQuestion question;
  const auto on = day_of(given, "on");
  if (!on) return on.error();
  question.on = *on;
  const auto facts = facts_of(given);
  if (!facts) return facts.error();
  if (!facts->empty()) question.group_by = *facts;
  for (const auto& [name, value] : given) {
    const auto fact = centre_fact_from(name);
    if (!fact) continue;
    const auto word = one_of(given, name);
    if (!word) return word.error();
    question.only.emplace_back(*fact, **word);
  }
  return centres_report(s, question);
}

Result<SurroundingsReport> programmes(Session& s, const Parameters& given, Date today) {
  const auto on = day_of(given, "on");
  if (!on) return on.error();
  return programmes_report(s, on->value_or(today));
}

Result<SurroundingsReport> indicators(Session& s, const Parameters& given, Date today) {
  const auto from = day_of(given, "from");
  if (!from) return from.error();
  const auto to = day_of(given, "to");
  if (!to) return to.error();
  const auto indicator = one_of(given, "indicator");
  if (!indicator) return indicator.error();
  // Before any series of the health service began.
  const Date first = *Date::parse("1948-07-05");
  return indicators_report(s, indicator->value_or(""), from->value_or(first), to->value_or(today));
}

Response answer(const Call& call, const SurroundingsReportInfo& info) {
  const Date today = london_date(call.app.clock());
  const auto report = reading(call, [&](Session& s) { return info.make(s, call.request.query, today); });
  if (!report) return refuse(call, report.error());
  if (call.representation == Representation::json) return tagged_json(call, surroundings_json(*report));
  return tabular_reply(call, report->table, about_surroundings(*report, today));
}

} // namespace

const std::vector<SurroundingsReportInfo>& surroundings_reports() {
  static const std::vector<SurroundingsReportInfo> reports{
      {"centres",
       "diagnostic centres counted by who runs them, whose building it is and who paid",
       {{"group_by", "any of: " + std::string(kFacts)},
        {"on", "day of the status; without it the latest"},
        {"operator_class", "centres run by this class alone"},
        {"estate_owner_class", "centres in buildings of this class alone"},
        {"funder", "centres with this funder alone"},
        {"host_commissioner", "centres of this commissioner alone"},
        {"region", "centres of this region alone"},
        {"kind", "centres of this kind alone"},
        {"status", "centres with this status alone; with `on` also not_yet and unknown"},
        {"opened_year", "centres opened in this financial year alone, as 2023-24"}},
       centres},
      {"programmes", "how far each programme was on a day", {{"on", "the day; without it today"}}, programmes},
      {"indicators",
       "how many bodies passed a recommended limit at least once between two days",
       {{"from", "first day; without it every day up to the last"},
        {"to", "last day; without it today"},
        {"indicator", "public id of one indicator; without it every one"}},
       indicators}};
  return reports;
}

std::string surroundings_json(const SurroundingsReport& report) {
  Json out;
  out.object().member("report", report.name).member("description", report.description).key("asked").object();
  for (const auto& [name, value] : report.asked) out.member(name, value);
  out.end_object().key("columns").object();
  for (const auto& column : report.table.columns) out.member(column.name, column.description);
  out.end_object().key("rows").array();
  for (const auto& row : report.table.rows) render::write_row(out, report.table.columns, row);
  out.end_array().key("notes").array();
  for (const std::string& note : report.notes) out.text(note);
  out.end_array().member("seq", report.seq).end_object();
  return out.take();
}

render::AboutLines about_surroundings(const SurroundingsReport& report, Date today) {
  auto out = about_rows("report " + std::string(report.name), std::string(report.description), {}, report.seq, today);
  // What rows are counted is among what was asked.
  std::erase_if(out, [](const auto& line) { return line.first == "filter"; });
  for (const auto& [name, value] : report.asked) out.emplace_back(name, value);
  for (const std::string& note : report.notes) out.emplace_back("note", note);
  return out;
}

std::vector<Route> surroundings_routes() {
  std::vector<Route> routes;
  for (const SurroundingsReportInfo& info : surroundings_reports()) {
    std::vector<std::string> parameters;
    for (const auto& parameter : info.parameters) parameters.push_back(parameter.name);
    parameters.emplace_back(byte_true_parameter);
    routes.push_back({"GET", "/v1/reports/" + info.name, "report_" + info.name, [&info](const Call& call) { return answer(call, info); },
                      std::move(parameters), true, false, true});
  }
  return routes;
}

} // namespace openward::api
