// What is added up stays what the lines give, to the penny, whatever is done to lines, suppliers and bodies, and in whichever order.
#include "persistence/rollups.h"

#include "persistence/detail/migrate.h"
#include "persistence/detail/payment_size.h"
#include "persistence/detail/rollups.h"
#include "persistence/matching.h"
#include "persistence/read/query.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <array>
#include <map>
#include <random>

namespace openward::test {
namespace {

using persistence::Bodies;
using persistence::Database;
using persistence::DecisionKind;
using persistence::FilterTerm;
using persistence::Matches;
using persistence::MatchState;
using persistence::ReportRequest;
using persistence::RollUpCheck;
using persistence::Sources;
using persistence::Spend;
using persistence::SupplierMatch;
using persistence::UnitOfWork;

/// Numbers from a seed that are the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

Classification random_class(Dice& d) {
  const auto words = provider_class_words();
  return {*provider_class_from(words[d.below(words.size())]), Evidence::curated, static_cast<int>(d.below(101)), "by chance", {}, {}};
}

Date random_day(Dice& d) { return Date::parse("2023-01-01")->plus_days(static_cast<int>(d.below(900))); }

RollUpCheck checked(Database& db) {
  auto check = db.read([](persistence::Session& s) -> Result<RollUpCheck> { return persistence::check_rollups(s); });
  INFO((check ? "" : check.error().message + " / " + check.error().internal));
  REQUIRE(check);
  return *check;
}

std::string first_word(const RollUpCheck& check) { return check.words.empty() ? "" : check.words.front(); }

/// A register in which anything may happen next. What it is asked for and refuses is part of the game.
class Play {
 public:
  Play(Database& db, std::uint32_t seed) : db_(db), dice_(seed) {
    for (int i = 0; i < 12; ++i) {
      bodies_.push_back(written(db_, [&](UnitOfWork& u) {
        Body body = *Body::create("Body " + std::to_string(i), {identifier("coh:" + std::to_string(10'000'000 + i))});
        body.classification = random_class(dice_);
        return *Bodies(u).add(body, i % 2 == 0, true);
      }));
    }
    file();
  }

  void move() {
    switch (dice_.below(10)) {
    case 0:
    case 1:
      return file();
    case 2:
    case 3:
      return match();
    case 4:
      return decide();
    case 5:
      return undo();
    case 6:
      return reclassify();
    case 7:
      return add_dated_class();
    case 8:
      return set_kind();
    default:
      return dice_.one_in(2) ? merge() : split();
    }
  }
  const std::string& said() const { return said_; }
  /// How often each kind of move was not refused.
  const std::map<std::string, int>& done() const { return done_; }

 private:
  const std::string& body() { return bodies_[dice_.below(bodies_.size())]; }
  /// Of a size, a penny below or above it, paid or taken back.
  std::int64_t beside_an_edge() {
    const auto& edges = persistence::detail::size_edges;
    const std::int64_t pence = edges.at(dice_.below(edges.size())) + static_cast<std::int64_t>(dice_.below(3)) - 1;
    return dice_.one_in(3) ? -pence : pence;
  }
  std::string words() { return "SUPPLIER " + std::to_string(dice_.below(25)); }

  template <typename Work>
  void write(const std::string& what, Work work) {
    const auto done = db_.write("test", noon(), [&](UnitOfWork& u) -> Result<> { return work(u); });
    if (done) ++done_[what];
    said_ = what + (done ? "" : ": " + done.error().message + " / " + done.error().internal);
    REQUIRE((done || done.error().kind != ErrorKind::internal));
  }

  void file() {
    const std::string sha = "sha" + std::to_string(++files_);
    write("a file", [&](UnitOfWork& u) -> Result<> {
      Spend spend(u);
      const std::int64_t key = spend.open(Sources(u).add({sha, "spend", sha, 1, dice_.one_in(3)}), dice_.one_in(4) ? "" : body());
      SpendFile account;
      for (std::size_t i = 0, lines = 1 + dice_.below(40); i < lines; ++i) {
        const std::int64_t pence = dice_.one_in(2) ? beside_an_edge() : static_cast<std::int64_t>(dice_.below(1'000'000)) - 300'000;
        spend.add(key, {static_cast<std::int64_t>(i + 2), random_day(dice_), pence, words(), "", "", "", ""});
        ++account.payments;
        account.total_pence += pence;
      }
      account.rows_read = account.payments;
      spend.close(key, account);
      return Done{};
    });
  }

  void match() {
    write("matching", [&](UnitOfWork& u) -> Result<> {
      Matches matches(u);
      matches.lock();
      std::vector<SupplierMatch> made;
      for (const auto& supplier : matches.undecided(false, 0, 100)) {
        if (dice_.one_in(2)) continue;
        SupplierMatch& m = made.emplace_back();
        m.supplier = supplier.key;
        if (dice_.one_in(2)) m.state = MatchState::linked, m.body_id = body();
        m.held = random_class(dice_);
        m.reason = std::to_string(dice_.below(1000));
      }
      matches.keep(made, "1");
      return Done{};
    });
  }

  std::string supplier() { return "sn-" + cell(db_, "select key from supplier_string where words = '" + words() + "'"); }

  void decide() {
    const std::string id = supplier();
    write("a decision", [&](UnitOfWork& u) -> Result<> {
      const auto kind = static_cast<DecisionKind>(dice_.below(4));
      const auto made = Matches(u).decide(id, {kind, body(), "by chance"});
      return made ? Result<>(Done{}) : made.error();
    });
  }

  void undo() {
    const std::string key = cell(db_, "select coalesce(max(key), 0) from supplier_string where decision_key is not null");
    write("an undoing", [&](UnitOfWork& u) -> Result<> {
      const auto made = Matches(u).undo("sn-" + key, "by chance");
      return made ? Result<>(Done{}) : made.error();
    });
  }

  void reclassify() {
    write("another class", [&](UnitOfWork& u) -> Result<> {
      Bodies(u).reclassify(body(), random_class(dice_));
      return Done{};
    });
  }

  void add_dated_class() {
    write("a class of a time", [&](UnitOfWork& u) -> Result<> {
      Classification c = random_class(dice_);
      c.from = random_day(dice_);
      if (dice_.one_in(2)) c.to = c.from->plus_days(static_cast<int>(dice_.below(200)));
      return persistence::add_dated_class(u, body(), c);
    });
  }

  void set_kind() {
    const std::string name = cell(db_, "select name from body where id = '" + body() + "'");
    write("a kind", [&](UnitOfWork& u) -> Result<> {
      constexpr std::array kinds{"general_practice", "dental", "pharmacy"};
      persistence::StatedBody stated{*Body::create(name, {})};
      stated.kind = kinds.at(dice_.below(kinds.size()));
      const auto kept = Bodies(u).take(stated);
      return kept ? Result<>(Done{}) : kept.error();
    });
  }

  void merge() {
    write("a merge", [&](UnitOfWork& u) -> Result<> {
      const auto made = Bodies(u).merge(body(), body(), "by chance");
      return made ? Result<>(Done{}) : made.error();
    });
  }

  void split() {
    const std::string id = cell(db_, "select coalesce(max(id), 'none') from body where merged_into is not null");
    write("a split", [&](UnitOfWork& u) -> Result<> {
      const auto made = Bodies(u).split(id, "by chance");
      return made ? Result<>(Done{}) : made.error();
    });
  }

  Database& db_;
  Dice dice_;
  std::vector<std::string> bodies_;
  int files_ = 0;
  std::string said_;
  std::map<std::string, int> done_;
};

/// Both ways, rows and totals.
void compare_reports(Database& db) {
  const auto& info = *persistence::find_report("spend");
  const std::vector<std::vector<FilterTerm>> choices{{},
                                                     {{"paid_from", false, {"2023-05-10"}}, {"paid_to", false, {"2024-06-09"}}},
                                                     {{"min_value", false, {"25000"}}},
                                                     {{"max_value", false, {"-100000"}}, {"paid_from", false, {"2023-03-03"}}}};
  for (const auto& by : std::vector<std::vector<std::string>>{{"financial_year", "provider_class"},
                                                              {"month", "synthetic"},
                                                              {"commissioner", "quarter"},
                                                              {"provider", "provider_class"},
                                                              {"provider", "commissioner"}}) {
    for (const auto& chosen : choices) {
      const auto asked = [&](bool from_rows) {
        auto report = db.read([&](persistence::Session& s) {
          return run_report(s, info, ReportRequest{chosen, by, nullptr, {}, from_rows});
        });
        REQUIRE(report);
        return *std::move(report);
      };
      const auto rolled = asked(false);
      const auto rows = asked(true);
      INFO("by " << by.front() << " and " << by.back() << ", " << (chosen.empty() ? "everything" : chosen.front().name));
      CHECK(!rows.table.rows.empty());
      CHECK((rolled.table.rows == rows.table.rows));
      CHECK((rolled.totals == rows.totals));
    }
  }
}

} // namespace

TEST_CASE("what is added up agrees with the lines after every change of lines, suppliers and bodies", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  const auto seed = GENERATE(1u, 2u, 3u);
  TestDatabase t = fresh_database(backend);
  Play play(*t.db, seed);
  for (int n = 0; n < 80; ++n) {
    play.move();
    const RollUpCheck check = checked(*t.db);
    INFO("seed " << seed << ", move " << n << ", " << play.said() << "; " << first_word(check));
    REQUIRE(check.differing == 0);
    if (n % 20 == 19) compare_reports(*t.db);
  }
  CHECK(play.done().size() == 9); // of every kind at least one
  CHECK(checked(*t.db).lines == std::stoll(cell(*t.db, "select count(*) from payment")));
}

TEST_CASE("a change that went past the roll-ups is found, named with its difference, and mended", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Play play(*t.db, 5);
  const std::string words = cell(*t.db, "select min(words) from supplier_string");
  const std::string pence =
      cell(*t.db, "select cast(sum(p.pence) as bigint) from payment p join supplier_string s on s.key = p.supplier_key "
                  "where s.words = '" +
                      words + "'");
  const auto change_sql = GENERATE_COPY(table<std::string, std::string>({
      {"update supplier_string set provider_class = case provider_class when 'individual' then 'other_public' else 'individual' end where "
       "words = '" +
           words + "'",
       "spend_cell ("},
      {"update supplier_string set kind = 'dental' where words = '" + words + "'", "kind dental"},
      {"delete from payment where key = (select max(key) from payment)", "holds 1 payments"},
      {"update payment set pence = pence + 1 where key = (select max(key) from payment)", "holds 0 payments, -1 pence"},
      {"update spend_by_year set pence = pence + 7", "spend_by_year ("},
      {"delete from spend_by_payer", "spend_by_payer (payer_key "},
      {"update spend_by_day set pence = pence + 5", "spend_by_day (paid_on "},
      {"delete from spend_by_size", "spend_by_size (financial_year "},
      {"insert into spend_by_supplier values (999, 2024, 0, 'individual', '', 0, 5, 0, 0)", "supplier_key 999, financial_year 2024"},
  }));
  CHECK(checked(*t.db).differing == 0);
  REQUIRE(change(*t.db, std::get<0>(change_sql)));
  const RollUpCheck broken = checked(*t.db);
  CHECK(broken.differing > 0);
  std::string all;
  for (const std::string& one : broken.words) all += one + "\n";
  INFO(pence);
  CHECK_THAT(all, ContainsSubstring(std::get<1>(change_sql)));

  REQUIRE(t.db->write("test", noon(), [](UnitOfWork& u) -> Result<> {
    persistence::rebuild_rollups(u.session());
    return Done{};
  }));
  CHECK(checked(*t.db).differing == 0);
}

TEST_CASE("a database of an earlier schema has its lines added up when it is brought up to date", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Play play(*t.db, 6);
  for (int n = 0; n < 40; ++n) play.move();
  const std::string cells = cell(*t.db, "select count(*) from spend_cell");
  for (const auto& level : persistence::detail::rollup_levels()) REQUIRE(change(*t.db, "drop table " + std::string(level.table)));
  REQUIRE(change(*t.db, "alter table body drop column region")); // one of the migrations below brings it
  for (const auto& migration : persistence::detail::migrations()) {
    std::string_view text = migration.text;
    if (text.find("create table spend_cell") == std::string_view::npos && text.find("create table spend_by_") == std::string_view::npos)
      continue;
    written(*t.db, [&](UnitOfWork& u) {
      for (auto end = text.find(";\n"); end != std::string_view::npos; end = text.find(";\n")) {
        persistence::detail::run(u.session(), u.session().words(text.substr(0, end)));
        text.remove_prefix(end + 2);
      }
      return 0;
    });
  }
  CHECK(std::stoll(cells) > 100);
  CHECK(cell(*t.db, "select count(*) from spend_cell") == cells);
  CHECK(checked(*t.db).differing == 0);
}

TEST_CASE("a file whose sums would leave 64 bits beside those of others is refused, and nothing of it is kept", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const auto import = [&](const std::string& sha, std::int64_t pence) {
    return t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
      Spend spend(u);
      const std::int64_t key = spend.open(Sources(u).add({sha, "spend", sha, 1, false}), "");
      spend.add(key, {2, *Date::parse("2025-05-01"), pence, "ACME", sha, "", "", ""}); // each of its own: none is held before
      SpendFile account;
      account.payments = account.rows_read = 1;
      account.total_pence = pence;
      spend.close(key, account);
      return Done{};
    });
  };
  REQUIRE(import("a", most - 1));
  REQUIRE(import("b", 1));
  const auto refused = import("c", 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::invalid);
  CHECK_THAT(refused.error().message, ContainsSubstring("64 bits of pence"));
  CHECK(cell(*t.db, "select count(*) from payment") == "2");
  CHECK(checked(*t.db).differing == 0);
  REQUIRE(import("d", -most));
  CHECK(cell(*t.db, "select pence from spend_by_year") == "0");
}

} // namespace openward::test
