#include "service/api/table_reports.h"

#include "register.h"
#include "service/api/ending_terms.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>

using namespace openward;
using namespace openward::test;

namespace {

rapidjson::Document read(const http::Response& response) {
  rapidjson::Document document;
  document.Parse(response.body.data(), response.body.size());
  INFO(response.body);
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

Date day(const char* iso) {
  const auto date = Date::parse(iso);
  REQUIRE(date);
  return *date;
}

} // namespace

TEST_CASE("a question that a report cannot answer is refused with the parameter and what would do", "[api]") {
  Register one;
  const auto [target, parameter, words] = GENERATE(table<const char*, const char*, const char*>({
      {"/v1/reports/growth?from=2014&to=2015-16", "from", "2018-19"},
      {"/v1/reports/growth?from=2015-16&to=2015-16", "to", "two years"},
      {"/v1/reports/growth?group_by=month", "group_by", "provider_class"},
      {"/v1/reports/growth?group_by=sector", "group_by", "lens"},
      {"/v1/reports/growth?basis=cash", "basis", "nominal or real"},
      {"/v1/reports/growth?price_year=2024-25", "price_year", "basis=real"},
      {"/v1/reports/growth?financial_year=2024-25", "financial_year", "no parameter"},
      {"/v1/reports/peers?commissioner=bd-nobody", "commissioner", "/v1/commissioners"},
      {"/v1/reports/peers?count=3", "count", "name one"},
      {"/v1/reports/peers?commissioner=bd-1&count=0", "count", "1 to 100"},
      {"/v1/reports/peers?lens=private", "lens", "accounts_independent@1"},
      {"/v1/reports/providers?top=1001", "top", "1 to 1000"},
      {"/v1/reports/providers?of=class", "of", "provider_group"},
      {"/v1/reports/concentration?group_by=month", "group_by", "commissioner"},
      {"/v1/reports/missing?gap=everything", "gap", "award_without_notice"},
      {"/v1/reports/missing?synthetic=maybe", "synthetic", "true or false"},
      {"/v1/reports/contracts-ending?within=0", "within", "1 to 240"},
      {"/v1/reports/contracts-ending?from=tomorrow", "from", "2026-08-10"},
      {"/v1/reports/contracts-ending?within=3&ends_to=2026-01-01", "within", "ends_from"},
      {"/v1/reports/awards?basis=real", "basis", "lifetime value"},
      {"/v1/reports/spend?basis=real&price_year=1900-01", "price_year", "1955-56"},
      {"/v1/reports/findings?basis=real", "basis", "no parameter"},
  }));
  INFO(target);
  const auto response = one.get(target);
  CHECK(response.status == 400);
  const auto problem = read(response);
  REQUIRE(problem.HasMember("errors"));
  bool found = false;
  for (const auto& fault : problem["errors"].GetArray()) {
    const bool here = std::string(fault["parameter"].GetString()) == parameter;
    found = found || (here && std::string(fault["detail"].GetString()).find(words) != std::string::npos);
  }
  INFO(response.body);
  CHECK(found);
}

TEST_CASE("a report says how its question was understood", "[api]") {
  Register one;
  const auto growth = read(one.get("/v1/reports/growth?from=2014-15&to=2015-16&lens=all_non_nhs&basis=real&price_year=2020-21"));
  CHECK(std::string(growth["asked"]["from"].GetString()) == "2014-15");
  CHECK(std::string(growth["asked"]["group_by"].GetString()) == "provider_class");
  CHECK(std::string(growth["lens"]["id"].GetString()) == "all_non_nhs");
  CHECK(std::string(growth["totals"]["price_year"].GetString()) == "2020-21");
  const auto ending = read(one.get("/v1/reports/contracts-ending?within=3&from=2026-11-30"));
  CHECK(std::string(ending["filter"]["ends_from"][0].GetString()) == "2026-11-30");
  CHECK(std::string(ending["filter"]["ends_to"][0].GetString()) == "2027-02-28");
}

TEST_CASE("the last day within some months is the day before the same day, and of a shorter month its last", "[api]") {
  const auto [from, months, last] = GENERATE(table<const char*, int, const char*>({
      {"2026-11-22", 12, "2027-11-21"},
      {"2026-11-01", 1, "2026-11-30"},
      {"2026-01-31", 1, "2026-02-28"},
      {"2024-01-31", 1, "2024-02-29"},
      {"2026-01-29", 1, "2026-02-28"},
      {"2026-12-15", 1, "2027-01-14"},
      {"2026-03-31", 240, "2046-03-30"},
  }));
  INFO(from << " " << months);
  CHECK(api::last_day_within(day(from), months).iso() == last);
}

TEST_CASE("the contracts of a month are those of the month inside the days that were asked for", "[api]") {
  const auto [month, from, to] = GENERATE(table<const char*, const char*, const char*>(
      {{"2026-11", "2026-11-22", "2026-11-30"}, {"2026-12", "2026-12-01", "2026-12-31"}, {"2027-11", "2027-11-01", "2027-11-21"}}));
  http::Parameters parameters{{"ends_from", "2026-11-22"}, {"ends_to", "2027-11-21"}, {"route", "aqp"}};
  api::narrow_to_months(parameters, "ends", month, 1);
  CHECK(parameters == http::Parameters{{"route", "aqp"}, {"ends_from", from}, {"ends_to", to}});
}

TEST_CASE("a quarter is three months of payments, of which the last begins the calendar year", "[api]") {
  const auto [quarter, from, to] = GENERATE(table<const char*, const char*, const char*>({{"2026-27 Q1", "2026-04-01", "2026-06-30"},
                                                                                          {"2026-27 Q2", "2026-07-01", "2026-09-30"},
                                                                                          {"2026-27 Q3", "2026-10-01", "2026-12-31"},
                                                                                          {"2026-27 Q4", "2027-01-01", "2027-03-31"}}));
  http::Parameters parameters;
  api::narrow_to_months(parameters, "paid", api::first_month(quarter), 3);
  CHECK(parameters == http::Parameters{{"paid_from", from}, {"paid_to", to}});
}

TEST_CASE("every report above the queries is listed with the others", "[api]") {
  Register one;
  const auto index = read(one.get("/v1"));
  for (const auto& report : api::table_reports()) {
    INFO(report.name);
    REQUIRE(index["reports"].HasMember(("/v1/reports/" + report.name).c_str()));
  }
}

TEST_CASE("a report as of today says on which day, and has another validator than the report as of then", "[api]") {
  Register one;
  const auto name = GENERATE(as<std::string>{}, "growth", "peers", "providers", "concentration", "award-values", "contracts-ending");
  INFO(name);
  const auto now = one.get("/v1/reports/" + name + "?bodies=as_now");
  CHECK(now.status == 200);
  const auto answer = read(now);
  CHECK(std::string(answer["bodies_as_of"].GetString()) == london_date(noon()).iso());
  CHECK(answer["rows_of_divided_bodies"].GetInt() == 0);
  CHECK(header(now, "X-Rows-Of-Divided-Bodies") == "0");
  for (const std::string ending : {".csv", ".xlsx"}) {
    const auto of_today = one.get("/v1/reports/" + name + ending + "?bodies=as_now");
    const auto of_then = one.get("/v1/reports/" + name + ending + "?bodies=as_then");
    CHECK(header(of_today, "X-Rows-Of-Divided-Bodies") == "0");
    CHECK(header(of_then, "X-Rows-Of-Divided-Bodies").empty());
    CHECK((name == "growth" || name == "contracts-ending" || header(of_today, "ETag") != header(of_then, "ETag")));
  }
}

TEST_CASE("every table is there as a workbook and as byte-true CSV", "[api]") {
  Register one;
  const api::Router router = api::register_router();
  int tables = 0;
  for (const api::Route& route : router.routes()) {
    if (!route.spreadsheet || route.pattern.find('{') != std::string::npos) continue;
    INFO(route.pattern);
    ++tables;
    const auto workbook = one.get(route.pattern + ".xlsx");
    CHECK(workbook.status == 200);
    CHECK(workbook.media_type == render::workbook_type);
    CHECK_FALSE(header(workbook, "ETag").empty());
    CHECK(one.get(route.pattern + ".xlsx", {{"if-none-match", header(workbook, "ETag")}}).status == 304);
    CHECK(one.get(route.pattern + ".csv?byte_true=true").status == 200);
    CHECK(one.get(route.pattern + "?byte_true=true").status == 400);
  }
  CHECK(tables >= 26); // every list, every report
}
