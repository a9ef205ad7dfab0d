// What is built into the program is what a person reads in the folder reference/.

#include "exchange/reference/law_tables.h"
#include "exchange/reference/rules_table.h"
#include "service/app/law_surroundings.h"
#include "tests/support/catch.h"

using namespace openward;

namespace {

const std::filesystem::path reference = std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference";

Date date(const char* iso) { return *Date::parse(iso); }

} // namespace

TEST_CASE("the rules built into the program are those of the reference folder", "[service][law]") {
  const auto rules = exchange::read_rules(reference);
  REQUIRE(rules);
  const auto built_in = app::rule_book().rules();
  REQUIRE(built_in.size() == rules->size());
  for (std::size_t i = 0; i < rules->size(); ++i) {
    INFO((*rules)[i].id);
    CHECK(built_in[i].id == (*rules)[i].id);
    CHECK(built_in[i].version == (*rules)[i].version);
    CHECK(built_in[i].statement == (*rules)[i].statement);
    CHECK(built_in[i].inputs == (*rules)[i].inputs);
    CHECK(built_in[i].rebuttal == (*rules)[i].rebuttal);
  }
}

TEST_CASE("the codes of Schedule 1 built into the program are those of the reference folder, with their conditions", "[service][law]") {
  const auto codes = exchange::read_health_service_codes(reference);
  REQUIRE(codes);
  const auto around = app::surroundings_on(date("2026-11-20"));
  CHECK(around.schedule_1.size() == codes->size());
  for (const auto& code : *codes) {
    INFO(code.code);
    const auto at = around.schedule_1.find(code.code);
    REQUIRE(at != around.schedule_1.end());
    CHECK(at->second == code.condition);
  }
  CHECK_FALSE(around.schedule_1.contains("85000000"));
}

TEST_CASE("the bank holidays built into the program are those of the reference folder", "[service][law]") {
  const auto days = exchange::read_bank_holidays(reference);
  REQUIRE(days);
  for (const auto& day : *days) {
    INFO(day.date.iso());
    const auto name = app::bank_holidays().name_on(day.date);
    REQUIRE(name);
    CHECK_FALSE(name->empty());
  }
}

TEST_CASE("the surroundings of a check count working days as the calendar does, and say so for a year that is not loaded",
          "[service][law]") {
  const auto around = app::surroundings_on(date("2026-11-20"));
  CHECK(around.checked_on == date("2026-11-20"));
  using Row = std::tuple<std::string, std::string, std::string>;
  const auto [what, from, to] = GENERATE(table<std::string, std::string, std::string>(
      {Row{"standstill", "2026-03-24", "2026-04-08"}, Row{"standstill", "2025-12-17", "2026-01-02"},
       Row{"five days", "2026-03-30", "2026-04-08"}, Row{"five days", "2025-12-22", "2025-12-31"}}));
  INFO(what << " from " << from);
  const auto ends = what == "standstill" ? around.working_days.standstill_end(date(from.c_str()))
                                         : around.working_days.add_working_days(date(from.c_str()), 5);
  REQUIRE(ends);
  CHECK(ends->iso() == to);
  const auto unknown = around.working_days.standstill_end(date("2150-01-04"));
  REQUIRE_FALSE(unknown);
  CHECK_THAT(unknown.error().message, ContainsSubstring("2150"));
}

TEST_CASE("one reader serves the folder and the text that is built in, and says what is wrong with either alike", "[service][law]") {
  const auto ragged = exchange::bank_holidays_in("date\tname\tkind\n2026-12-25\tChristmas Day\n");
  REQUIRE_FALSE(ragged);
  CHECK_THAT(ragged.error().message, ContainsSubstring("bank-holidays-england.tsv line 2"));
  const auto other = exchange::rules_in("id\tname\n");
  REQUIRE_FALSE(other);
  CHECK_THAT(other.error().message, ContainsSubstring("psr-rules.tsv line 1"));
  const auto empty = exchange::health_service_codes_in("# nothing\n");
  REQUIRE_FALSE(empty);
  CHECK_THAT(empty.error().message, ContainsSubstring("is empty"));
}
