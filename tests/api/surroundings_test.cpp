// What spend is read beside, from outside: a list of centres goes in, counts, progress and limits come out, over HTTP and on the command
// line.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"
#include "tests/support/real_files.h"

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

rapidjson::Document answer(const Serving& serving, const std::string& target) {
  const RawAnswer given = get(serving.port(), target);
  INFO(target << "\n" << given.body);
  REQUIRE(given.status == 200);
  return json(given.body);
}

/// The row of a report whose first cell is this.
const rapidjson::Value* row_of(const rapidjson::Document& report, const char* column, const std::string& word) {
  for (const auto& row : report["rows"].GetArray()) {
    if (at(row, column) == word) return &row;
  }
  return nullptr;
}

constexpr std::string_view first_list =
    "region,area,cdc_title,live_date,operator,operator class,estate owner class\n"
    "London,Inventown,Invented North CDC,14 Jul 2021,Invented Imaging Ltd,independent_sector,nhs_trust\n"
    "London,Inventown,Invented South CDC,HUB,,,\n"
    "London,Inventown,Invented East CDC,soon,,nhs_trust,nhs_trust\n";
constexpr std::string_view second_list = "cdc name;town;status;status on;funder\n"
                                         "Invented South CDC;Inventown;open;2022-03-01;Invented funder\n"
                                         "Invented West CDC;Inventown;open;2022-04-01;Another funder\n";

} // namespace

TEST_CASE("a list of centres is taken with an account of it, and a later list brings it up to date", "[api][centres]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  TemporaryFolder folder;
  const auto first = run({"--database", url, "import", "--as", "centres", folder.write("list.csv", first_list), "--format", "json"});
  INFO(first.out << first.err);
  CHECK(first.status == 1); // a cell was refused
  const auto account = json(first.out);
  CHECK(at(account, "/files/0/kind") == "centres");
  CHECK(at(account, "/files/0/records_new") == "3");
  CHECK(at(account, "/files/0/refusals/0/position") == "row 4");
  CHECK(at(account, "/files/0/refusals/0/code") == "bad_date");
  CHECK_THAT(at(account, "/files/0/notes/0"), ContainsSubstring("2 rows state neither"));

  const auto second = run({"--database", url, "import", "--as", "centres", folder.write("later.csv", second_list), "--format", "json"});
  INFO(second.out << second.err);
  CHECK(second.status == 0);
  CHECK(at(json(second.out), "/files/0/records_changed") == "1");
  CHECK(at(json(second.out), "/files/0/records_new") == "1");
  CHECK_THAT(at(json(second.out), "/files/0/notes/0"), ContainsSubstring("Invented West CDC may be the same centre as"));

  const Serving serving(url);
  const auto south = answer(serving, "/v1/diagnostic-centres?funder=Invented%20funder");
  REQUIRE(at(south, "/page/total") == "1");
  CHECK(at(south, "/data/0/name") == "Invented South CDC");
  CHECK(at(south, "/data/0/kind") == "hub");
  CHECK(at(south, "/data/0/region") == "London");
  CHECK(at(south, "/data/0/status") == "open");
  CHECK(at(south, "/data/0/opened_on") == "2022-03-01");
  CHECK(at(answer(serving, "/v1/diagnostic-centres?opened_to=2021-12-31"), "/page/total") == "1");

  const auto on = answer(serving, "/v1/reports/centres?group_by=status&on=2022-02-28");
  CHECK(at(*row_of(on, "/status", "open"), "/centres") == "1");
  // The hub was in the first list without a day, so it may have been announced, or not, before it opened.
  CHECK(at(*row_of(on, "/status", "unknown"), "/centres") == "2");
  CHECK_THAT(at(on, "/notes/0"), ContainsSubstring("2 centres have a status without a day"));
  const auto by_operator = answer(serving, "/v1/reports/centres?group_by=operator_class,estate_owner_class");
  CHECK(at(*row_of(by_operator, "/operator_class", "independent_sector"), "/share") == "25.0");
}

TEST_CASE("the founding figures of centres and programmes come out of reports", "[api][centres][golden]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  REQUIRE(run({"--database", url, "demo"}).status == 0);
  const Serving serving(url);
  const auto centres = answer(serving, "/v1/reports/centres?group_by=operator_class");
  CHECK(at(*row_of(centres, "/operator_class", "independent_sector"), "/centres") == "8");
  CHECK(at(centres, "/rows/0/of") == "13");
  const auto august = answer(serving, "/v1/reports/programmes?on=2023-09-01");
  const auto* programme = row_of(august, "/unit", "centres");
  REQUIRE(programme);
  CHECK(at(*programme, "/quantity") == "114");
  CHECK(at(*programme, "/target") == "160");
  CHECK(at(*programme, "/remaining") == "46");
  const auto winter = answer(serving, "/v1/reports/indicators?from=2017-01-01&to=2017-03-31");
  const auto* beds = row_of(winter, "/name", "Beds occupied");
  REQUIRE(beds);
  CHECK(at(*beds, "/bodies_past_limit") == "1");
  CHECK(at(*beds, "/bodies/0/highest_thousandths") == "91400");

  // The command line gives the same rows.
  const auto command = run({"--database", url, "report", "centres", "--group-by", "operator_class", "--format", "json"});
  REQUIRE(command.status == 0);
  CHECK(command.out == get(serving.port(), "/v1/reports/centres?group_by=operator_class").body + "\n");
}

TEST_CASE("what these reports cannot understand is refused by name", "[api][centres]") {
  const std::string url = fresh_url(openward::persistence::Backend::sqlite);
  REQUIRE(run({"--database", url, "migrate"}).status == 0);
  const Serving serving(url);
  const auto [target, parameter] = GENERATE(table<std::string, std::string>({
      {"/v1/reports/centres?on=soon", "on"},
      {"/v1/reports/centres?group_by=colour", "group_by"},
      {"/v1/reports/centres?group_by=kind,kind", "group_by"},
      {"/v1/reports/programmes?on=", "on"},
      {"/v1/reports/indicators?indicator=in-none", "indicator"},
      {"/v1/reports/indicators?from=2017-01-02&to=2017-01-01", "to"},
  }));
  const RawAnswer given = get(serving.port(), target);
  INFO(target << "\n" << given.body);
  CHECK(given.status == 400);
  CHECK_THAT(given.body, ContainsSubstring("\"" + parameter + "\""));
  const auto command = run({"--database", url, "report", "indicators", "--from", "2017"});
  CHECK(command.status == 2);
}

TEST_CASE("lists of programmes and indicators go in, and a later list brings them up to date", "[api][centres]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  TemporaryFolder folder;
  const auto take = [&](const std::string& kind, const std::string& text) {
    return run({"--database", url, "import", "--as", kind, "--format", "json", folder.write(kind + ".csv", text)});
  };
  const std::string heading = "programme,unit,target,target_date,on,quantity,source\n";
  REQUIRE(take("programmes", heading + "Invented hubs,hubs,160,2025-12-31,2023-08-31,114,Invented report\n").status == 0);
  const auto later = take("programmes", heading + "Invented hubs,hubs,170,,2024-08-31,130,Invented report\nNo unit,,,,,,\n");
  INFO(later.out << later.err);
  CHECK(later.status == 1);
  CHECK(at(json(later.out), "/files/0/records_changed") == "1");
  CHECK(at(json(later.out), "/files/0/refused_rows") == "1");
  REQUIRE(take("indicators", "indicator,unit,limit,basis,trust,from,to,value\n"
                             "Invented occupancy,per cent,85,Invented College,First Trust,2023-01-01,2023-01-31,91.4\n"
                             "Invented occupancy,per cent,,,Second Trust,2023-01-01,2023-01-31,84.9\n")
              .status == 0);
  const Serving serving(url);
  const auto early = answer(serving, "/v1/reports/programmes?on=2023-12-31");
  CHECK(at(early, "/rows/0/quantity") == "114");
  CHECK(at(early, "/rows/0/target") == "170");
  CHECK(at(answer(serving, "/v1/reports/programmes?on=2024-12-31"), "/rows/0/quantity") == "130");
  const auto passed = answer(serving, "/v1/reports/indicators?from=2023-01-01&to=2023-12-31");
  CHECK(at(passed, "/rows/0/bodies_observed") == "2");
  CHECK(at(passed, "/rows/0/bodies_past_limit") == "1");
}

TEST_CASE("the list of operational centres of August 2022 goes in whole", "[api][centres][real]") {
  const auto real = real_files("diagnostic-centres");
  if (!real) return;
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  const auto taken = run({"--database", url, "import", "--as", "centres", "--status", "open",
                          (*real / "cdc_operational_2022-08-14.tsv").string(), "--format", "json"});
  INFO(taken.out << taken.err);
  REQUIRE(taken.status == 0);
  const std::string centres = at(json(taken.out), "/files/0/records_new");
  const Serving serving(url);
  const auto counted = answer(serving, "/v1/reports/centres?group_by=status,kind");
  CHECK(at(counted, "/rows/0/of") == centres);
  CHECK(at(*row_of(counted, "/kind", "hub"), "/centres") == "13");
}
