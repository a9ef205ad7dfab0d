#include "service/pages/home.h"

#include "embedded/web_files.h"
#include "service/api/access.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/app/lenses.h"
#include "service/app/table_report.h"
#include "service/pages/award_lines.h"
#include "service/pages/figures.h"
#include "service/pages/frame.h"
#include "service/pages/question.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

#include <algorithm>

namespace openward::pages {

using kainjow::mustache::data;
using persistence::Report;
using persistence::Row;
using persistence::Session;

namespace {

/// The widest reading that the Department's own accounts give: what it counts stands beside the figure.
constexpr std::string_view home_lens = "all_non_nhs";

http::Parameters of_origin(bool synthetic) { return {{"synthetic", synthetic ? "true" : "false"}}; }

Result<Report> report(Session& s, std::string_view name, const http::Parameters& given, const std::vector<std::string>& group_by,
                      const Lens* lens) {
  const auto& info = *persistence::find_report(name);
  auto request = api::report_request(info, given);
  if (!request) return request.error();
  request->group_by = group_by;
  request->lens = lens;
  return persistence::run_report(s, info, *request);
}

Row totals_of(const Report& made) { return made.totals; }
std::span<const persistence::Column> total_columns(const Report& made) {
  return std::span(made.table.columns).subspan(made.table.columns.size() - made.totals.size());
}

/// Largest first; what is not known stands last, and always.
void put_open_last(std::vector<Bar>& bars) {
  std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.open != b.open ? b.open : a.amount > b.amount; });
}

BarTable split(const Report& made, std::string_view report_name, std::string_view dimension, std::string_view measure,
               const http::Parameters& given) {
  const auto& info = *persistence::find_report(report_name);
  BarTable table;
  for (const Row& row : made.table.rows) {
    const Record line(made.table.columns, row);
    const std::string word = line.text(dimension);
    const auto rows = api::rows_address(info, given, nullptr, made, row);
    table.lines.push_back({label(word), std::string(meaning(word)), rows ? page_of_rows(*rows) : "", line.number(measure).value_or(0),
                           word == "unclassified" || word == "unknown"});
  }
  put_open_last(table.lines);
  const Row totals = totals_of(made);
  table.whole = Record(total_columns(made), totals).number(measure).value_or(0);
  return table;
}

/// "2024-25 to 2026-27"
std::string years_of(const Report& by_year) {
  std::vector<std::string> years;
  for (const Row& row : by_year.table.rows) years.push_back(app::text_in(row.front()));
  std::sort(years.begin(), years.end());
  if (years.empty()) return "";
  return years.front() == years.back() ? "in " + years.front() : "from " + years.front() + " to " + years.back();
}

/// Payments of one origin, split by who was paid.
Result<data> spend(Session& s, bool synthetic, const Lens& lens) {
  const http::Parameters given = of_origin(synthetic);
  const auto made = report(s, "spend", given, {"provider_class"}, &lens);
  if (!made) return made.error();
  const auto by_year = report(s, "spend", given, {"financial_year"}, nullptr);
  if (!by_year) return by_year.error();
  const Row totals = totals_of(*made);
  const Record total(total_columns(*made), totals);
  BarTable table = split(*made, "spend", "provider_class", "paid", given);
  const std::string years = years_of(*by_year);
  table.caption = "Paid " + years + ", by kind of provider, in pounds of the day";
  table.head = "Who was paid";
  table.amount = "Paid";
  table.total_address = address("/payments", synthetic ? given : http::Parameters{});
  const std::string outside = total.text("share");
  table.chart = {"", outside.empty() ? std::string() : outside + "% of " + short_pounds(table.whole) + " is counted as outside the NHS",
                 std::string(source_of_spend), "Definition: " + lens.definition().title + " (" + lens.name() + ").",
                 std::string(caveat_of_spend) + (synthetic ? " Invented, for demonstration." : "")};
  data out;
  out.set("held", data(!made->table.rows.empty()));
  out.set("bars_of_spend", bar_table(table));
  out.set("paid", short_pounds(table.whole));
  out.set("outside", short_pounds(total.number("numerator").value_or(0)));
  out.set("share", outside.empty() ? "no share" : outside + "%");
  out.set("years", years);
  out.set("unclassified", short_pounds(total.number("unclassified").value_or(0)));
  out.set("lens_title", lens.definition().title);
  out.set("lens_definition", lens.definition().definition);
  out.set("lens_name", lens.name());
  out.set("more", address("/spend", synthetic ? with(given, "lens", home_lens) : http::Parameters{{"lens", std::string(home_lens)}}));
  return out;
}

/// Awards of one origin, split by whether there was a competition: by count, because values of different kinds cannot be added.
Result<data> awards(Session& s, bool synthetic) {
  http::Parameters given = of_origin(synthetic);
  given.emplace_back("not_scope", "other");
  const auto made = report(s, "awards", given, {"tender_class"}, nullptr);
  if (!made) return made.error();
  BarTable table = split(*made, "awards", "tender_class", "awards", given);
  table.caption = "Awards of health services and of health bodies, by whether there was a competition; by count";
  table.head = "Tendering";
  table.amount = "Awards";
  table.money = false;
  const http::Parameters shown = synthetic ? given : without(given, "synthetic");
  table.total_address = address("/awards", shown);
  std::int64_t untendered = 0;
  for (const Row& row : made->table.rows) {
    const Record line(made->table.columns, row);
    if (line.text("tender_class") == "untendered") untendered = line.number("awards").value_or(0);
  }
  table.chart = {"", share(untendered, table.whole) + " of awards are known not to have been put out to tender",
                 "Source: notices of public bodies, and awards recorded here.",
                 "Definition: made without a competition on a ground that the law states.",
                 std::string("By count, because values of different kinds cannot be added.") +
                     (synthetic ? " Invented, for demonstration." : "")};
  data out;
  out.set("held", data(!made->table.rows.empty()));
  out.set("bars_of_awards", bar_table(table));
  out.set("untendered", with_thousands(untendered));
  out.set("awards", counted(table.whole, "award", "awards"));
  out.set("share", share(untendered, table.whole));
  out.set("untendered_address", address("/awards", with(shown, "tender_class", "untendered")));
  return out;
}

Result<data> origin(Session& s, bool synthetic, const Lens& lens) {
  const auto paid = spend(s, synthetic, lens);
  if (!paid) return paid.error();
  const auto awarded = awards(s, synthetic);
  if (!awarded) return awarded.error();
  data out;
  out.set("spend", *paid);
  out.set("awards", *awarded);
  return out;
}

Result<data> newest(Session& s) {
  const auto& resource = *persistence::find_resource("awards");
  const persistence::ListRequest request{{{"synthetic", false, {"false"}}, {"scope", true, {"other"}}}, "-published_on", 6, ""};
  const auto page = persistence::list(s, resource, request);
  if (!page) return page.error();
  return award_lines(*page);
}

Result<data> findings_line(Session& s) {
  const auto made = report(s, "findings", of_origin(false), {"outcome"}, nullptr);
  if (!made) return made.error();
  const Row totals = totals_of(*made);
  const Record total(total_columns(*made), totals);
  data out;
  const std::int64_t findings = total.number("findings").value_or(0);
  out.set("any", data(findings > 0));
  out.set("findings", counted(findings, "question", "questions"));
  out.set("awards", counted(total.number("awards").value_or(0), "award", "awards"));
  return out;
}

Result<std::int64_t> rows_held(Session& s, std::string_view resource, const std::vector<persistence::FilterTerm>& filters) {
  const auto page = persistence::list(s, *persistence::find_resource(resource), {filters, "", 1, ""});
  if (!page) return page.error();
  return page->total;
}

struct Made {
  data view;
  Freshness fresh;
};

Result<Made> made_of(Session& s) {
  const auto lens = app::lenses().find(home_lens);
  if (!lens) return lens.error();
  Made out;
  out.fresh = freshness(s);
  data& view = out.view;
  for (const bool synthetic : {false, true}) {
    const auto part = origin(s, synthetic, **lens);
    if (!part) return part.error();
    view.set(synthetic ? "invented" : "real", *part);
  }
  const auto invented = rows_held(s, "awards", {{"synthetic", false, {"true"}}});
  if (!invented) return invented.error();
  view.set("synthetic", data(*invented > 0));
  const auto latest = newest(s);
  if (!latest) return latest.error();
  view.set("has_newest", data(!latest->get("lines")->is_empty_list()));
  view.set("newest", *latest);
  const auto found = findings_line(s);
  if (!found) return found.error();
  view.set("findings", *found);
  const auto centres = rows_held(s, "diagnostic-centres", {{"synthetic", false, {"false"}}});
  if (!centres) return centres.error();
  view.set("centres", counted(*centres, "diagnostic centre", "diagnostic centres"));
  for (const char* name : {"programmes", "indicators"}) {
    const auto rows = surroundings(s, name);
    if (!rows) return rows.error();
    view.set(name, *rows);
    view.set(std::string("has_") + name, data(!rows->is_empty_list()));
  }
  return out;
}

} // namespace

http::Response home(const api::Call& call) {
  auto made = api::reading(call, made_of);
  if (!made) return api::refuse(call, made.error());
  Page page;
  page.title = "Who is paid for NHS care in England, and what was tendered";
  page.description = "An open register of health-care contract awards: who received them, which were put out to tender, and what was paid.";
  page.address = "/";
  page.data = {{"Spend as JSON", "/v1/reports/spend?synthetic=false&group_by=provider_class&lens=" + std::string(home_lens)},
               {"Awards as JSON", "/v1/reports/awards?synthetic=false&not_scope=other&group_by=tender_class"}};
  page.feed = "/v1/awards.atom?not_scope=other&synthetic=false";
  return framed(call, page, made->fresh, embedded::web_templates_home_mustache, std::move(made->view));
}

} // namespace openward::pages
