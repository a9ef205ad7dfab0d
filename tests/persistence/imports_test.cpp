// What is remembered of imports: layouts of publishers, accounts of files, and a publisher that is named afterwards.
#include "persistence/imports.h"
#include "persistence/rollups.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::ImportAccounts;
using persistence::SpendLayout;
using persistence::SpendLayouts;
using persistence::UnitOfWork;

SpendLayout layout_of(persistence::Database& db, const std::string& publisher) {
  return written(db, [&](UnitOfWork& u) { return SpendLayouts(u).of(publisher); });
}

TEST_CASE("a layout replaces the one before it, and an empty one forgets it", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const SpendLayout first = {{"supplier", "Payee \"Name\""}, {"header_row", "3"}};
  const SpendLayout second = {{"amount", "7"}};
  const auto remember = [&](const std::string& publisher, const SpendLayout& layout) {
    return t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
      SpendLayouts(u).remember(publisher, layout);
      return Done{};
    });
  };
  CHECK(layout_of(*t.db, "bd-a").empty());
  REQUIRE(remember("bd-a", first));
  REQUIRE(remember("bd-b", second));
  CHECK(layout_of(*t.db, "bd-a") == first);
  CHECK(layout_of(*t.db, "bd-b") == second);
  REQUIRE(remember("bd-a", second));
  CHECK(layout_of(*t.db, "bd-a") == second);
  REQUIRE(remember("bd-a", second)); // nothing new, so nothing recorded
  REQUIRE(remember("bd-a", {}));
  CHECK(layout_of(*t.db, "bd-a").empty());
  CHECK(layout_of(*t.db, "bd-b") == second);
  CHECK(feed(*t.db) == "spend_layout.remembered spend_layout.remembered spend_layout.remembered spend_layout.forgotten");
}

TEST_CASE("an account is found by the id that its bytes give", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::string id = ImportAccounts::id_of("aa");
  REQUIRE(t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    ImportAccounts(u).keep(persistence::Sources(u).add({"a.csv", "spend", "aa", 1, false}), {id, "{\"rows\":1}"});
    return Done{};
  }));
  const auto read = [&](const std::string& wanted) {
    return t.db->read([&](persistence::Session& s) -> Result<std::string> {
      const auto found = persistence::import_account(s, wanted);
      return found ? found->account : std::string("none");
    });
  };
  CHECK(*read(id) == "{\"rows\":1}");
  CHECK(*read("im-nothing") == "none");
}

TEST_CASE("a publisher that is named afterwards is the payer of every line of the file, and of no other", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  REQUIRE(t.db->write("test", noon(), [](UnitOfWork& u) -> Result<> {
    for (const std::string sha : {"aa", "bb"}) {
      persistence::Spend spend(u);
      const auto source = persistence::Sources(u).add({sha + ".csv", "spend", sha, 1, false});
      const auto file = spend.open(source, "");
      SpendFile account;
      account.name = sha + ".csv";
      for (int row = 1; row <= 2; ++row) {
        spend.add(file, {row, *Date::parse("2026-04-13"), 100, "Acme " + sha, "T", "", "", ""});
        ++account.payments;
        account.total_pence += 100;
      }
      account.rows_read = account.payments;
      spend.close(file, account);
      if (sha == "bb") continue;
      const std::string body = *Bodies(u).add(*Body::create("NHS Fen ICB", {}), false, false);
      const auto held = persistence::spend_file_of(u.session(), source);
      CHECK(held->publisher.empty());
      persistence::name_publisher(u, *held, body);
      CHECK(persistence::spend_file_of(u.session(), source)->publisher == body);
    }
    return Done{};
  }));
  CHECK(cell(*t.db, "select count(*) from payment where payer_key is not null") == "2");
  CHECK(cell(*t.db, "select count(*) from payment p join spend_file f on f.key = p.spend_file_key and f.publisher_key = p.payer_key") ==
        "2");
  CHECK(cell(*t.db, "select commissioner from body") == "1");
  const auto rollups =
      t.db->read([](persistence::Session& s) -> Result<persistence::RollUpCheck> { return persistence::check_rollups(s); });
  REQUIRE(rollups);
  CHECK(rollups->differing == 0);
}

} // namespace
} // namespace openward::test
