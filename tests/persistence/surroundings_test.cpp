// Centres, programmes and indicators: kept by name, changed when a later file says otherwise.
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Kept;
using persistence::Surroundings;
using persistence::UnitOfWork;

template <typename Record>
Kept save(persistence::Database& db, const Record& record) {
  return written(db, [&](UnitOfWork& u) { return Surroundings(u).save(record); });
}

TEST_CASE("a centre is added once and changed by what a later file says", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  DiagnosticCentre centre;
  centre.name = "Fen Community Diagnostic Centre";
  centre.place = "Wisbech";
  centre.kind = CentreKind::hub;
  centre.history = {{CentreStatus::announced, {}, "press notice"}};
  CHECK(save(*t.db, centre) == Kept::added);
  CHECK(save(*t.db, centre) == Kept::same);
  CHECK(cell(*t.db, "select status from diagnostic_centre where status_on is null") == "announced");

  centre.history.push_back({CentreStatus::open, *Date::parse("2024-05-01"), "list of May 2024"});
  centre.operator_class = ProviderClass::independent_sector;
  CHECK(save(*t.db, centre) == Kept::changed);
  CHECK(cell(*t.db, "select status_on from diagnostic_centre where status = 'open' and operator_class = 'independent_sector'") ==
        "2024-05-01");
  CHECK(cell(*t.db, "select count(*) from centre_status") == "2");
  CHECK(feed(*t.db) == "diagnostic_centre.imported diagnostic_centre.changed");
  CHECK(cell(*t.db, "select version from event where type = 'diagnostic_centre.changed'") == "2");
}

TEST_CASE("a centre without a status is refused", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto result = t.db->write("test", noon(), [](UnitOfWork& u) -> Result<Kept> { return Surroundings(u).save(DiagnosticCentre{}); });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::invalid);
}

TEST_CASE("a programme keeps its target and its measured progress", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Programme programme{
      "", "Community diagnostic centres", "centres", 160, *Date::parse("2025-03-31"), {{*Date::parse("2023-07-01"), 114, "a"}}, "a", ""};
  CHECK(save(*t.db, programme) == Kept::added);
  CHECK(save(*t.db, programme) == Kept::same);
  programme.progress.push_back({*Date::parse("2024-12-31"), 169, "b"});
  CHECK(save(*t.db, programme) == Kept::changed);
  CHECK(cell(*t.db, "select quantity from programme_progress where on_date = '2024-12-31'") == "169");
  CHECK(cell(*t.db, "select count(*) from programme") == "1");
}

TEST_CASE("an indicator keeps its limit and one value per body and period", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Indicator indicator{"", "Bed occupancy", "per cent", 85000, "recommended", {{"England", "2023-24", {}, {}, 91400, "a"}}, "a"};
  CHECK(save(*t.db, indicator) == Kept::added);
  CHECK(save(*t.db, indicator) == Kept::same);
  indicator.values.front().thousandths = 91500;
  CHECK(save(*t.db, indicator) == Kept::changed);
  CHECK(cell(*t.db, "select thousandths from indicator_value") == "91500");

  indicator.values.push_back(indicator.values.front());
  const auto twice = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<Kept> { return Surroundings(u).save(indicator); });
  REQUIRE_FALSE(twice);
  CHECK(twice.error().kind == ErrorKind::conflict);
  CHECK(cell(*t.db, "select count(*) from indicator_value") == "1");
}

} // namespace
} // namespace openward::test
