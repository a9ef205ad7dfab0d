#include "domain/law/calendar/standstill.h"
#include "domain/law/calendar/workings.h"
#include "tests/domain/law/calendar/days.h"
#include "tests/support/catch.h"

#include <tuple>

using openward::Date;
using openward::Instant;
using openward::exchange::TsvTable;
using openward::law::add_working_days;
using openward::law::after_further_decision;
using openward::law::contract_timing;
using openward::law::ContractTiming;
using openward::law::FurtherDecision;
using openward::law::is_working_day;
using openward::law::read_given_day;
using openward::law::read_stated_deadline;
using openward::law::standstill;
using openward::law::Standstill;
using openward::test::cases;
using openward::test::day;
using openward::test::england;

TEST_CASE("a standstill begins the day after publication in London and ends with the 8th working day after that", "[domain][law]") {
  const TsvTable table = cases("calendar-standstill.tsv", {"published", "starts", "ends", "earliest_contract", "why"});
  for (const auto& row : table.rows()) {
    INFO(table.name() << " line " << row.line << ": " << row.cells[0] << ", " << row.cells[4]);
    const auto published = read_given_day(row.cells[0]);
    REQUIRE(published);
    const auto computed = published->moment ? standstill(*published->moment, england()) : standstill(published->date, england());
    REQUIRE(computed);
    CHECK(computed->published == published->date);
    CHECK(computed->starts.iso() == row.cells[1]);
    CHECK(computed->ends.iso() == row.cells[2]);
    CHECK(computed->earliest_contract.iso() == row.cells[3]);
  }
}

TEST_CASE("a standstill ends with the 9th working day after publication, or the 8th where it begins on a day off", "[domain][law]") {
  int looked_at = 0;
  for (Date published = day("2023-01-01"); published < day("2028-12-10"); published = published.plus_days(1)) {
    const auto computed = standstill(published, england());
    const auto begins_on_working_day = is_working_day(published.plus_days(1), england());
    REQUIRE(computed);
    REQUIRE(begins_on_working_day);
    const auto expected = add_working_days(published, *begins_on_working_day ? 9 : 8, england());
    INFO(published.iso());
    REQUIRE(expected);
    REQUIRE(computed->ends == *expected);
    REQUIRE(*is_working_day(computed->ends, england()));
    ++looked_at;
  }
  CHECK(looked_at == 2170);
}

TEST_CASE("a standstill that reaches into a year without bank holidays is an error that names it, never a guess", "[domain][law]") {
  CHECK(standstill(day("2028-12-14"), england()));
  const auto beyond = standstill(day("2028-12-20"), england());
  REQUIRE_FALSE(beyond);
  CHECK_THAT(beyond.error().message, ContainsSubstring("2029") && ContainsSubstring("bank-holidays-england.tsv"));
  CHECK_FALSE(standstill(day("2022-12-01"), england()));
  CHECK_FALSE(standstill(*Instant::parse("2035-06-01T12:00:00Z"), england()));
}

TEST_CASE("after a further decision the five working days end on the day that the table gives", "[domain][law]") {
  const auto [communicated, fifth, earliest] = GENERATE(table<std::string, std::string, std::string>({
      {"2026-03-30", "2026-04-08", "2026-04-09"},
      {"2025-12-22", "2025-12-31", "2026-01-01"},
      {"2026-08-07", "2026-08-14", "2026-08-15"},
      {"2026-08-08", "2026-08-14", "2026-08-15"}, // told on a Saturday
  }));
  CAPTURE(communicated);
  const auto wait = after_further_decision(day(communicated), england());
  REQUIRE(wait);
  CHECK(wait->communicated.iso() == communicated);
  CHECK(wait->fifth_working_day.iso() == fifth);
  CHECK(wait->earliest_contract.iso() == earliest);
  CHECK_FALSE(after_further_decision(day("2028-12-27"), england()));
}

TEST_CASE("without representations a contract is lawful from the day after the standstill", "[domain][law]") {
  const Standstill period = *standstill(day("2026-03-24"), england());
  CHECK(contract_timing(period, day("2026-03-23")) == ContractTiming::premature);
  CHECK(contract_timing(period, day("2026-04-08")) == ContractTiming::premature);
  CHECK(contract_timing(period, day("2026-04-09")) == ContractTiming::lawful);
  CHECK(to_string(ContractTiming::premature) == "premature");
}

TEST_CASE("after a further decision a contract on the fifth working day is open to dispute, and before it premature", "[domain][law]") {
  const FurtherDecision wait = *after_further_decision(day("2026-03-30"), england());
  CHECK(contract_timing(wait, day("2026-04-07")) == ContractTiming::premature);
  CHECK(contract_timing(wait, day("2026-04-08")) == ContractTiming::boundary);
  CHECK(contract_timing(wait, day("2026-04-09")) == ContractTiming::lawful);
}

TEST_CASE("the deadline that a notice states is held against the regulation", "[domain][law]") {
  const TsvTable table = cases("calendar-stated-deadlines.tsv", {"published", "stated", "verdict", "working_days_short", "why"});
  for (const auto& row : table.rows()) {
    INFO(table.name() << " line " << row.line << ": " << row.cells[0] << " to " << row.cells[1] << ", " << row.cells[4]);
    const auto period = standstill(day(row.cells[0]), england());
    REQUIRE(period);
    const auto reading = read_stated_deadline(*period, day(row.cells[1]), england());
    REQUIRE(reading);
    CHECK(to_string(reading->verdict) == row.cells[2]);
    CHECK(std::to_string(reading->working_days_short) == row.cells[3]);
  }
}
