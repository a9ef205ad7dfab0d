// `openward dates`: what a person and a script get, without a database.

#include "tests/api/program.h"
#include "tests/support/catch.h"

#include <filesystem>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

Ended dates(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "dates");
  return run(arguments);
}

rapidjson::Document answer(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const Ended ended = dates(std::move(arguments));
  INFO(ended.out << ended.err);
  REQUIRE(ended.status == 0);
  CHECK(ended.err.empty());
  return json(ended.out);
}

} // namespace

TEST_CASE("a standstill is printed step by step, with the regulation of each and the days that do not count", "[api]") {
  const Ended ended = dates({"standstill", "--published", "2026-03-24"});
  INFO(ended.out);
  CHECK(ended.status == 0);
  CHECK(ended.err.empty());
  CHECK_THAT(ended.out, ContainsSubstring("published on Tuesday 24 March 2026"));
  CHECK_THAT(ended.out, ContainsSubstring("Wednesday 25 March 2026. [reg 12(2)]"));
  CHECK_THAT(ended.out, ContainsSubstring("2026-04-02  Thursday 2 April 2026   6\n"));
  CHECK_THAT(ended.out, ContainsSubstring("2026-04-03  Friday 3 April 2026     not counted: Good Friday\n"));
  CHECK_THAT(ended.out, ContainsSubstring("2026-04-06  Monday 6 April 2026     not counted: Easter Monday\n"));
  CHECK_THAT(ended.out, ContainsSubstring("\nends               2026-04-08  Wednesday 8 April 2026\n"));
  CHECK_THAT(ended.out, ContainsSubstring("\nearliest_contract  2026-04-09  Thursday 9 April 2026\n"));
}

TEST_CASE("the same as JSON, with each day", "[api]") {
  const auto document = answer({"standstill", "--published", "2025-12-17"});
  CHECK(at(document, "/question") == "standstill");
  CHECK(at(document, "/law") == "SI 2023/1348");
  CHECK(at(document, "/given/published") == "2025-12-17");
  CHECK(at(document, "/answer/starts") == "2025-12-18");
  CHECK(at(document, "/answer/ends") == "2026-01-02");
  CHECK(at(document, "/answer/earliest_contract") == "2026-01-03");
  CHECK(at(document, "/steps/0/citation") == "reg 12(2)");
  CHECK(at(document, "/steps/0/days") == "(absent)");
  CHECK(at(document, "/steps/1/days/0/date") == "2025-12-19");
  CHECK(at(document, "/steps/1/days/0/number") == "1");
  CHECK(at(document, "/steps/1/days/6/date") == "2025-12-25");
  CHECK(at(document, "/steps/1/days/6/counted") == "false");
  CHECK(at(document, "/steps/1/days/6/reason") == "Christmas Day");
  CHECK(at(document, "/steps/1/days/14/number") == "8");
  CHECK(at(document, "/steps/1/days/15") == "(absent)");
}

TEST_CASE("a notice published at half past eleven in the evening of UTC in summer is a notice of the next day in London", "[api]") {
  const auto document = answer({"standstill", "--published", "2026-06-30T23:30:00Z"});
  CHECK(at(document, "/given/published") == "2026-07-01");
  CHECK(at(document, "/answer/ends") == "2026-07-14");
  CHECK(at(answer({"standstill", "--published", "2026-01-20T23:30:00Z"}), "/given/published") == "2026-01-20");
}

TEST_CASE("each kind of date has its command", "[api]") {
  struct Case {
    std::vector<std::string> arguments;
    const char* pointer;
    const char* date;
  };
  const std::vector<Case> all{
      {{"award-notice", "--awarded", "2025-12-05"}, "/answer/last_day", "2026-01-04"},
      {{"modification-notice", "--modified", "2026-01-20"}, "/answer/last_day", "2026-02-19"},
      {{"urgent-notice", "--awarded", "2026-03-31"}, "/answer/last_day", "2026-04-30"},
      {{"abandonment-notice", "--decided", "2026-04-01"}, "/answer/last_day", "2026-05-01"},
      {{"abandonment-notice", "--decided", "2026-04-01", "--standstill-ends", "2026-04-08"}, "/answer/first_day", "2026-04-09"},
      {{"abandonment-notice", "--decided", "2026-04-01", "--standstill-ends", "2026-04-08"}, "/answer/last_day", "2026-05-08"},
      {{"msp", "--submitted", "2026-02-27"}, "/answer/step_2_earliest", "2026-03-13"},
      {{"further-decision", "--communicated", "2026-03-30"}, "/answer/fifth_working_day", "2026-04-08"},
      {{"exclusion-notice", "--excluded", "2026-04-01"}, "/answer/last_day", "2026-04-30"},
  };
  for (const Case& c : all) {
    INFO(c.arguments[0]);
    CHECK(at(answer(c.arguments), c.pointer) == c.date);
    const Ended text = dates(c.arguments);
    CHECK_THAT(text.out, ContainsSubstring(c.date) && ContainsSubstring("[reg"));
  }
}

TEST_CASE("dates need no database: none is opened and none is made", "[api]") {
  const TemporaryFolder folder;
  const std::string url = "sqlite:" + folder.file("r.db");
  CHECK(run({"--database", url, "dates", "standstill", "--published", "2026-03-24"}).status == 0);
  CHECK(std::filesystem::is_empty(folder.path()));
  CHECK(run({"--database", "oracle:x", "dates", "msp", "--submitted", "2026-02-27"}).status == 0);
}

TEST_CASE("a year without bank holidays is refused by name, and nothing is guessed", "[api]") {
  const Ended ended = dates({"standstill", "--published", "2028-12-20", "--format", "json"});
  CHECK(ended.status == 1);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("2029") && ContainsSubstring("bank-holidays-england.tsv"));
  CHECK(dates({"award-notice", "--awarded", "2031-01-01"}).status == 0); // calendar days need no holidays
}

TEST_CASE("a year of which only a few holidays are listed is refused, with the days that it lacks", "[api]") {
  const TemporaryFolder folder;
  const std::string reference = folder.file("reference");
  std::filesystem::copy(std::string(OPENWARD_SOURCE_DIR) + "/reference", reference);
  const Ended added = run_shell("printf '2029-01-01\\tNew Year\\tstatutory\\n' >> " + reference + "/bank-holidays-england.tsv");
  REQUIRE(added.status == 0);
  const Ended ended = dates({"standstill", "--published", "2028-12-20", "--reference", reference});
  CHECK(ended.status == 1);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("of 2029 lack Good Friday; add 2029-03-30"));
}

TEST_CASE("what is no date is refused with the form to use, and a missing or unknown option is wrong usage", "[api]") {
  for (const char* text : {"24/03/2026", "2026-02-30", "tomorrow", "", "2026-03-24T99:00:00Z"}) {
    const Ended ended = dates({"standstill", "--published", text});
    INFO(text << ": " << ended.err);
    CHECK(ended.status == 1);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, ContainsSubstring("write it like"));
  }
  CHECK(dates({"abandonment-notice", "--decided", "2026-04-01", "--standstill-ends", "soon"}).status == 1);
  CHECK(dates({}).status == 2);
  CHECK(dates({"standstill"}).status == 2);
  CHECK(dates({"standstill", "--awarded", "2026-03-24"}).status == 2);
  CHECK(dates({"award-notice", "--awarded", "2026-03-24", "--standstill-ends", "2026-04-08"}).status == 2);
  CHECK(dates({"msp", "--submitted", "2026-02-27", "--format", "xml"}).status == 2);
}

TEST_CASE("a folder without reference files is refused by the name of the file that it lacks", "[api]") {
  const TemporaryFolder folder;
  const Ended ended = dates({"standstill", "--published", "2026-03-24", "--reference", folder.path()});
  CHECK(ended.status != 0);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("reference file") && ContainsSubstring(".tsv cannot be opened"));
}
