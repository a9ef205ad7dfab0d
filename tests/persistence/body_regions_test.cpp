// Where bodies lie, and what was paid by those who lie there.
#include "persistence/body_regions.h"

#include "persistence/read/query.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <map>

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::RegionsOfCodes;
using persistence::Spend;
using persistence::UnitOfWork;

void pay(persistence::Database& db, const std::string& payer, std::int64_t pence) {
  written(db, [&](UnitOfWork& u) {
    Spend spend(u);
    const std::string name = "file of " + payer + " " + std::to_string(pence);
    const std::int64_t key = spend.open(persistence::Sources(u).add({name, "spend", name, 1, false}), payer);
    spend.add(key, {2, *Date::parse("2025-05-01"), pence, "ACME", "T", "Drugs", "Pharmacy", ""});
    SpendFile account;
    account.payments = account.rows_read = 1;
    account.total_pence = pence;
    spend.close(key, account);
    return 0;
  });
}

std::map<std::string, std::int64_t> paid_by_region(persistence::Database& db, const std::vector<persistence::FilterTerm>& filters = {}) {
  const auto report = db.read([&](persistence::Session& s) {
    return run_report(s, *persistence::find_report("spend"), {filters, {"region"}});
  });
  REQUIRE(report);
  std::map<std::string, std::int64_t> out;
  for (const auto& row : report->table.rows) out[std::get<std::string>(row[0])] = std::get<std::int64_t>(row[2]);
  return out;
}

using Paid = std::map<std::string, std::int64_t>;

TEST_CASE("spend is split by the region of who paid, and who lies nowhere known is a line of its own", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto ids = written(*t.db, [](UnitOfWork& u) {
    Bodies bodies(u);
    std::vector<std::string> out;
    for (const char* code : {"QAA", "QBB", "QCC"})
      out.push_back(*bodies.add(*Body::create(std::string("Board ") + code, {identifier(std::string("ods:") + code)}), true, false));
    out.push_back(*bodies.add(*Body::create("Board without a code", {}), true, false));
    return out;
  });
  std::int64_t pence = 1;
  for (const std::string& id : ids) pay(*t.db, id, pence *= 10);
  pay(*t.db, "", 7); // a payer that is not known
  CHECK(paid_by_region(*t.db) == Paid{{"unknown", 11117}});

  const auto place = [&](const RegionsOfCodes& regions, bool unknown_alone) {
    return written(*t.db, [&](UnitOfWork& u) {
      return unknown_alone ? persistence::place_unknown_bodies(u, regions) : persistence::place_bodies(u, regions);
    });
  };
  const std::int64_t before = last(*t.db);
  CHECK(place({{"QAA", Region::london}, {"QBB", Region::north_west}, {"QZZ", Region::midlands}}, true) == 2);
  CHECK(feed(*t.db, before) == "body.placed body.placed");
  CHECK(paid_by_region(*t.db) == Paid{{"london", 10}, {"north_west", 100}, {"unknown", 11007}});
  CHECK(paid_by_region(*t.db, {{"region", false, {"london", "unknown"}}}) == Paid{{"london", 10}, {"unknown", 11007}});
  CHECK(paid_by_region(*t.db, {{"region", true, {"unknown"}}}) == Paid{{"london", 10}, {"north_west", 100}});

  // What is known stays unless a source says otherwise, and the same again is no change.
  CHECK(place({{"QAA", Region::midlands}, {"QCC", Region::midlands}}, true) == 1);
  CHECK(place({{"QAA", Region::london}, {"QCC", Region::midlands}}, false) == 0);
  CHECK(place({{"QAA", Region::south_east}}, false) == 1);
  CHECK(paid_by_region(*t.db) == Paid{{"midlands", 1000}, {"north_west", 100}, {"south_east", 10}, {"unknown", 10007}});
}

} // namespace
} // namespace openward::test
