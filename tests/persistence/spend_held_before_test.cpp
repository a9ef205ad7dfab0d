// The same lines in two files of one publisher count once; what is equal inside one file, or of another publisher, is kept.
#include "persistence/checks.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <map>
#include <random>

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::KeptSpend;
using persistence::Sources;
using persistence::Spend;
using persistence::UnitOfWork;

struct Paid {
  std::int64_t row = 0;
  std::string day;
  std::int64_t pence = 0;
  std::string supplier;
  std::string transaction;
  std::string entity = "Fen ICB";
};

struct File {
  std::string name;
  std::vector<Paid> lines;
  std::string publisher; // the name of a body; "" unknown
  bool synthetic = false;
};

KeptSpend keep(persistence::Database& db, const File& file) {
  return written(db, [&](UnitOfWork& u) {
    const std::string publisher = file.publisher.empty() ? "" : *Bodies(u).resolve(file.publisher, {}, "", "", true);
    Spend spend(u);
    const std::int64_t source = Sources(u).add({file.name, "spend", "sha of " + file.name, 1, file.synthetic});
    const std::int64_t key = spend.open(source, publisher);
    SpendFile account;
    account.name = file.name;
    for (const Paid& p : file.lines) {
      spend.add(key, {p.row, *Date::parse(p.day), p.pence, p.supplier, p.transaction, "Drugs", "Pharmacy", p.entity});
      ++account.payments;
      account.total_pence += p.pence;
    }
    account.rows_read = account.payments;
    KeptSpend kept = spend.close(key, account);
    std::vector<persistence::Refusal> refusals;
    for (const RefusedLine& line : kept.held_before)
      refusals.push_back({"row " + std::to_string(line.row), line.code, line.reason, line.words});
    Sources(u).refuse(source, refusals);
    return kept;
  });
}

std::string rows_of(const KeptSpend& kept) {
  std::string out;
  for (const RefusedLine& line : kept.held_before) out += (out.empty() ? "" : " ") + std::to_string(line.row);
  return out;
}

void check_agrees(persistence::Database& db) {
  const auto broken = db.read([](persistence::Session& s) -> Result<std::string> {
    std::string out;
    for (const persistence::Check& check : persistence::check_register(s)) {
      for (const std::string& one : check.broken) out += check.name + ": " + one + "\n";
    }
    return out;
  });
  REQUIRE(broken);
  CHECK(*broken == "");
}

const std::string kFen = "NHS Fen Integrated Care Board";
const File kApril{
    "april.csv", {{2, "2025-04-01", 500, "ACME", "T1"}, {3, "2025-04-01", 500, "ACME", "T1"}, {4, "2025-04-20", -70, "Bell", ""}}, kFen};

TEST_CASE("lines that an earlier file of the publisher holds are refused, and named with that file and row", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  CHECK(keep(*t.db, kApril).held_before.empty()); // equal lines of one file are all kept
  const KeptSpend year = keep(*t.db, {"year.csv",
                                      {{10, "2025-04-20", -70, "Bell", ""},
                                       {11, "2025-04-01", 500, "ACME", "T1"},
                                       {12, "2025-04-01", 500, "ACME", "T1"},
                                       {13, "2025-04-01", 500, "ACME", "T1"},
                                       {14, "2025-05-02", 900, "Bell", ""}},
                                      kFen});
  CHECK(rows_of(year) == "10 11 12"); // of three equal lines two are held
  CHECK(year.held_before[0].code == "held_before");
  CHECK_THAT(year.held_before[0].reason, ContainsSubstring("april.csv, row 4"));
  CHECK_THAT(year.held_before[2].reason, ContainsSubstring("april.csv, row 3"));
  CHECK(year.held_before[0].words == "2025-04-20, Bell, -0.70");
  CHECK(year.account.payments == 2);
  CHECK(year.account.refused == 3);
  CHECK(year.account.rows_read == 5);
  CHECK(year.account.total_pence == 1400);
  CHECK(year.account.first_paid == *Date::parse("2025-04-01"));
  CHECK(year.account.last_paid == *Date::parse("2025-05-02"));
  CHECK(cell(*t.db, "select payments || ' ' || refused || ' ' || total_pence from spend_file order by key desc limit 1") == "2 3 1400");
  CHECK(cell(*t.db, "select lines || ' ' || pence from supplier_string where words = 'ACME'") == "3 1500");
  CHECK(cell(*t.db, "select lines || ' ' || pence from supplier_string where words = 'Bell'") == "2 830");
  check_agrees(*t.db);

  // A third file finds the three that are held now, whichever files they stand in.
  const KeptSpend again =
      keep(*t.db, {"again.csv",
                   {{2, "2025-04-01", 500, "ACME", "T1"}, {3, "2025-04-01", 500, "ACME", "T1"}, {4, "2025-04-01", 500, "ACME", "T1"}},
                   kFen});
  CHECK(rows_of(again) == "2 3 4");
  CHECK_THAT(again.held_before[2].reason, ContainsSubstring("year.csv, row 13"));
  CHECK(again.account.payments == 0);
  CHECK_FALSE(again.account.first_paid);
  CHECK(cell(*t.db, "select count(*) from payment") == "5");
  check_agrees(*t.db);
}

TEST_CASE("what differs in any part of the line, or is of another publisher, is no duplicate", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  keep(*t.db, {"first.csv", {{2, "2025-04-01", 500, "ACME", "T1"}}, kFen});
  const auto [file, held] = GENERATE(table<File, std::string>({
      {{"day.csv", {{2, "2025-04-02", 500, "ACME", "T1"}}, kFen}, ""},
      {{"corrected.csv", {{2, "2025-04-01", 501, "ACME", "T1"}}, kFen}, ""},
      {{"words.csv", {{2, "2025-04-01", 500, "Acme", "T1"}}, kFen}, ""},
      {{"transaction.csv", {{2, "2025-04-01", 500, "ACME", "T2"}}, kFen}, ""},
      {{"other.csv", {{2, "2025-04-01", 500, "ACME", "T1"}}, "NHS Marsh Integrated Care Board"}, ""},
      {{"unknown.csv", {{2, "2025-04-01", 500, "ACME", "T1"}}, ""}, ""},
      {{"invented.csv", {{2, "2025-04-01", 500, "ACME", "T1"}}, kFen, true}, ""},
      {{"entity.csv", {{2, "2025-04-01", 500, "ACME", "T1", "Fen"}}, kFen}, "2"}, // the publisher decides, where it is known
  }));
  INFO(file.name);
  CHECK(rows_of(keep(*t.db, file)) == held);
  check_agrees(*t.db);
}

TEST_CASE("without a publisher, lines are the same when their entity is", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  keep(*t.db, {"first.csv", {{2, "2025-04-01", 500, "ACME", "T1", "Fen"}, {3, "2025-04-01", 500, "ACME", "T1", "Marsh"}}, ""});
  const KeptSpend second = keep(*t.db, {"second.csv",
                                        {{2, "2025-04-01", 500, "ACME", "T1", "Holm"},
                                         {3, "2025-04-01", 500, "ACME", "T1", "Marsh"},
                                         {4, "2025-04-01", 500, "ACME", "T1", "Marsh"}},
                                        ""});
  CHECK(rows_of(second) == "3");
  CHECK_THAT(second.held_before[0].reason, ContainsSubstring("first.csv, row 3"));
  check_agrees(*t.db);
}

TEST_CASE("of equal lines as many are held as the file with most of them has, in any order of the files", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::mt19937 random(GENERATE(range(1U, 6U)));
  std::map<std::string, std::int64_t> most;
  for (int file = 0; file < 5; ++file) {
    std::map<std::string, std::int64_t> here;
    std::vector<Paid> lines;
    for (std::int64_t row = 2; row < 60; ++row) {
      const Paid p{row, "2025-04-0" + std::to_string(1 + random() % 3), static_cast<std::int64_t>(random() % 3), random() % 2 ? "ACME" : "",
                   random() % 2 ? "T" : ""};
      most[p.day + p.supplier + "|" + p.transaction + std::to_string(p.pence)];
      ++here[p.day + p.supplier + "|" + p.transaction + std::to_string(p.pence)];
      lines.push_back(p);
    }
    keep(*t.db, {"file" + std::to_string(file), lines, kFen});
    std::int64_t all = 0;
    for (auto& [line, count] : most) {
      count = std::max(count, here[line]);
      all += count;
    }
    CHECK(cell(*t.db, "select count(*) from payment") == std::to_string(all));
  }
  check_agrees(*t.db);
}

} // namespace
} // namespace openward::test
