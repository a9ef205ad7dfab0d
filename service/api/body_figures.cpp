#include "service/api/body_figures.h"

#include "domain/money.h"
#include "domain/share.h"
#include "service/api/access.h"
#include "service/api/bodies.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/render/rows.h"

#include <algorithm>
#include <array>

namespace openward::api {

using http::Parameters;
using http::Response;
using persistence::Cell;
using persistence::Report;
using persistence::ReportInfo;
using persistence::ResourceInfo;
using persistence::Row;
using persistence::Session;
using render::Json;

namespace {

/// A report as it would be asked for over HTTP, and its answer.
struct Figures {
  const ReportInfo* info;
  Parameters given;
  Report report;

  std::string url() const { return "/v1/reports/" + info->name + "?" + encode_query(given); }
  std::string rows() const { return rows_list(*info, given); }

  /// A measure of a row, or of the totals.
  std::int64_t measure(const Row& row, std::string_view name) const {
    const auto& measures = info->measures;
    const auto at = std::find_if(measures.begin(), measures.end(), [&](const auto& m) { return m.name == name; });
    return std::get<std::int64_t>(row[row.size() - measures.size() + static_cast<std::size_t>(at - measures.begin())]);
  }
  std::int64_t total(std::string_view name) const { return measure(report.totals, name); }
};

Result<Figures> figures(Session& s, std::string_view name, Parameters given) {
  const ReportInfo* info = persistence::find_report(name);
  const auto request = report_request(*info, given);
  if (!request) return request.error();
  auto report = persistence::run_report(s, *info, *request);
  if (!report) return report.error();
  return Figures{info, std::move(given), std::move(*report)};
}

void write_lines(Json& out, const Figures& f) {
  out.member("report_url", f.url()).member("rows_url", f.rows());
  write_report_lines(out, *f.info, f.given, nullptr, f.report);
}

void write_figures(Json& out, std::string_view name, const Figures& f) {
  out.key(name).object();
  write_lines(out, f);
  out.end_object();
}

/// The body whose record is written.
struct Subject {
  std::string id;
  bool synthetic = false;

  /// Its rows of its own origin.
  Parameters filter(std::string_view by, std::initializer_list<std::pair<std::string, std::string>> more) const {
    Parameters out{{std::string(by), id}, {"synthetic", synthetic ? "true" : "false"}};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  Subject of_other_origin() const { return {id, !synthetic}; }
};

Result<> add(Json& out, Session& s, std::string_view name, std::string_view report, Parameters given) {
  const auto made = figures(s, report, std::move(given));
  if (!made) return made.error();
  write_figures(out, name, *made);
  return Done{};
}

/// Awards and income of a provider, or of everybody in a group.
Result<> add_awards_and_income(Json& out, Session& s, const Subject& subject, const std::string& by) {
  if (auto done = add(out, s, "awards", "awards", subject.filter(by, {{"group_by", "tender_class"}})); !done) return done;
  if (auto done = add(out, s, "income", "spend", subject.filter(by, {{"group_by", "financial_year"}})); !done) return done;
  out.member("income_url", "/v1/providers/" + subject.id + "/income" + (by == "provider_ultimate_owner" ? "?of=group" : ""));
  return Done{};
}

Result<> add_left_out(Json& out, Session& s, const Subject& subject, const std::string& awards_by, const std::string& payments_by) {
  const Subject other = subject.of_other_origin();
  const auto awards = figures(s, "awards", other.filter(awards_by, {{"group_by", "synthetic"}}));
  if (!awards) return awards.error();
  const auto spend = figures(s, "spend", other.filter(payments_by, {{"group_by", "synthetic"}}));
  if (!spend) return spend.error();
  out.key("left_out").object().member("synthetic", other.synthetic);
  out.member("awards", awards->total("awards")).member("awards_url", awards->rows());
  out.member("payments", spend->total("payments")).member("payments_url", spend->rows()).end_object();
  return Done{};
}

Result<std::string> provider_figures(Session& s, const Subject& subject, bool owner) {
  Json out;
  out.object();
  if (auto done = add_awards_and_income(out, s, subject, "provider"); !done) return done.error();
  out.key("group");
  if (owner) {
    out.object().member("members_url", "/v1/providers?" + encode_query({{"provider_group", subject.id}}));
    if (auto done = add_awards_and_income(out, s, subject, "provider_ultimate_owner"); !done) return done.error();
    out.end_object();
  } else {
    out.null();
  }
  if (auto done =
          add_left_out(out, s, subject, owner ? "provider_ultimate_owner" : "provider", owner ? "provider_ultimate_owner" : "provider");
      !done)
    return done.error();
  out.end_object();
  return out.take();
}

std::string tender_class_of(const Row& row) { return std::get<std::string>(row.front()); }

/// One share of the awards grouped by tender_class. What is unknown is part of the whole and never of the numerator.
void write_share(Json& out, const Figures& f, const std::string& name) {
  const bool money = name != "awards";
  std::int64_t untendered = 0;
  std::int64_t unknown = 0;
  for (const Row& row : f.report.table.rows) {
    if (tender_class_of(row) == "untendered") untendered = f.measure(row, name);
    if (tender_class_of(row) == "unknown") unknown = f.measure(row, name);
  }
  const std::int64_t whole = f.total(name);
  out.key(name).object();
  for (const auto& [member, value] : {std::pair("numerator", untendered), {"denominator", whole}, {"unknown", unknown}}) {
    if (money) {
      out.member(member, Money{value, {}}.decimal());
    } else {
      out.member(member, value);
    }
  }
  const auto basis_points = share_basis_points(untendered, whole);
  const auto percent = share_percent(untendered, whole, 1);
  out.key("share_basis_points");
  if (basis_points) {
    out.integer(*basis_points);
  } else {
    out.null();
  }
  out.key("share");
  if (percent) {
    out.text(*percent);
  } else {
    out.null();
  }
  for (const std::string word : {"untendered", "unknown"}) {
    Parameters rows = f.given;
    rows.emplace_back("tender_class", word);
    out.member(word == "unknown" ? "unknown_url" : "numerator_url", rows_list(*f.info, rows));
  }
  out.member("denominator_url", f.rows()).end_object();
}

Result<> add_untendered(Json& out, Session& s, const Subject& subject) {
  // What is no health care, and what is no procurement, is neither tendered nor untendered.
  const auto made = figures(
      s, "awards",
      subject.filter("commissioner", {{"not_scope", "other"}, {"not_tender_class", "not_procurement"}, {"group_by", "tender_class"}}));
  if (!made) return made.error();
  out.key("untendered").object();
  write_share(out, *made, "awards");
  write_share(out, *made, "lifetime_net");
  write_lines(out, *made);
  out.end_object();
  return Done{};
}

/// The month after "2026-12" is "2027-01".
std::string next_month(const std::string& month) {
  const int year = std::stoi(month.substr(0, 4));
  const int number = std::stoi(month.substr(5, 2));
  const Date next = *Date::create(number == 12 ? year + 1 : year, number == 12 ? 1U : static_cast<unsigned>(number) + 1, 1);
  return next.iso().substr(0, 7);
}

Result<> add_files(Json& out, Session& s, const Subject& subject) {
  const ResourceInfo& files = *persistence::find_resource("spend-files");
  const Parameters filter = subject.filter("publisher", {});
  auto request = list_request(files, filter);
  if (!request) return request.error();
  request->limit = 1;
  const auto held = persistence::list(s, files, *request);
  if (!held) return held.error();
  const auto months = figures(s, "spend", subject.filter("payer", {{"group_by", "month"}}));
  if (!months) return months.error();
  out.key("files").object().member("files", held->total).member("files_url", "/v1/spend-files?" + encode_query(filter));
  write_figures(out, "months", *months);
  // Between the first and the last: what came before and after nobody here can know.
  out.key("months_without_a_line").array();
  std::string expected;
  for (const Row& row : months->report.table.rows) {
    const auto& month = std::get<std::string>(row.front());
    for (; !expected.empty() && expected < month; expected = next_month(expected)) out.text(expected);
    expected = next_month(month);
  }
  out.end_array().end_object();
  return Done{};
}

Result<std::string> commissioner_figures(Session& s, const Subject& subject) {
  const std::string here = "/v1/commissioners/" + subject.id;
  Json out;
  out.object();
  if (auto done = add(out, s, "awards", "awards", subject.filter("commissioner", {{"group_by", "tender_class"}})); !done)
    return done.error();
  if (auto done = add_untendered(out, s, subject); !done) return done.error();
  if (auto done = add(out, s, "spend", "spend", subject.filter("payer", {{"group_by", "financial_year,provider_class"}})); !done)
    return done.error();
  out.member("spend_url", here + "/spend");
  if (auto done = add(out, s, "findings", "findings", subject.filter("commissioner", {{"group_by", "outcome"}})); !done)
    return done.error();
  if (auto done = add_files(out, s, subject); !done) return done.error();
  out.member("annual_summary_url", here + "/annual-summary").member("monitoring_report_url", here + "/monitoring-report");
  out.member("annual_summary_page", "/commissioners/" + subject.id + "/annual-summary");
  if (auto done = add_left_out(out, s, subject, "commissioner", "payer"); !done) return done.error();
  out.end_object();
  return out.take();
}

const Cell& cell(const ResourceInfo& resource, const Row& row, std::string_view name) {
  const auto at = std::find_if(resource.columns.begin(), resource.columns.end(), [&](const auto& c) { return c.name == name; });
  return row[static_cast<std::size_t>(at - resource.columns.begin())];
}

Subject subject_of(const ResourceInfo& resource, const Row& row) {
  return {std::get<std::string>(cell(resource, row, "id")), std::get<bool>(cell(resource, row, "synthetic"))};
}

/// What one body paid or was paid, at an address of its own; 404 and 301 as its record.
Response spend_of(const Call& call, std::string_view resource, const std::string& by, Parameters given) {
  const std::string& id = call.values.front();
  const auto row = reading(call, [&](Session& s) { return one_row(s, resource, id); });
  if (!row) {
    if (auto moved = moved_body(call, resource, id)) return *std::move(moved);
    return refuse(call, row.error());
  }
  const Subject subject = subject_of(*persistence::find_resource(resource), *row);
  given.insert(given.begin(), {{by, subject.id}, {"synthetic", subject.synthetic ? "true" : "false"}});
  return report_answer(call, *persistence::find_report("spend"), given);
}

Response income(const Call& call) {
  std::string by = "provider";
  for (const auto& [name, value] : call.request.query) {
    if (call.request.query.size() > 1) return refuse(call, invalid_at("of", "given_twice", "of takes one value."));
    if (value != "provider" && value != "group")
      return refuse(call,
                    invalid_at("of", "bad_value", "of is provider (the body alone) or group (the body and whom it owned on the day)."));
    by = value == "group" ? "provider_ultimate_owner" : "provider";
  }
  return spend_of(call, "providers", by, {{"group_by", "commissioner,financial_year"}});
}

Response spend(const Call& call) {
  Parameters given = call.request.query;
  given.emplace_back("group_by", "financial_year,provider_class");
  return spend_of(call, "commissioners", "payer", std::move(given));
}

} // namespace

std::vector<Route> body_figure_routes() {
  return {
      {"GET", "/v1/providers/{id}/income", "provider_income", income, {"of", std::string(byte_true_parameter)}, true, false, true},
      {"GET", "/v1/commissioners/{id}/spend", "commissioner_spend", spend, {"lens", std::string(byte_true_parameter)}, true, false, true}};
}

Result<std::string> record_figures(Session& s, const ResourceInfo& resource, const Row& row) {
  if (resource.name != "providers" && resource.name != "commissioners") return std::string();
  const Subject subject = subject_of(resource, row);
  if (resource.name == "commissioners") return commissioner_figures(s, subject);
  return provider_figures(s, subject, cell(resource, row, "members") != Cell(std::string("[]")));
}

} // namespace openward::api
