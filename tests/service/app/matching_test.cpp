// Every supplier string has a state with its reason; curators decide, and what they decide stays. On both databases.

#include "persistence/read/query.h"
#include "persistence/rollups.h"
#include "persistence/sight.h"
#include "service/app/matching.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>

using namespace openward;
using namespace openward::test;
using persistence::Bodies;
using persistence::DecisionKind;
using persistence::Matches;
using persistence::Row;
using persistence::Session;
using persistence::UnitOfWork;

namespace {

template <typename T>
T sound(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message + " / " + result.error().internal);
  return *std::move(result);
}

std::string text_of(const persistence::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  return "";
}

Body body_of(const char* name, std::vector<Identifier> identifiers, ProviderClass held) {
  Body body = sound(Body::create(name, std::move(identifiers)));
  body.classification = {held, Evidence::curated, 90, "for the test", {}, {}};
  return body;
}

/// One publisher, a few bodies, and payments to the suppliers that a test names.
class World {
 public:
  explicit World(persistence::Backend backend) : database_(fresh_database(backend)) {
    write([](UnitOfWork& u) -> Result<> {
      Bodies bodies(u);
      sound(bodies.add(body_of("Fen Care Limited", {*Identifier::parse("coh:01532937")}, ProviderClass::independent_sector), false, true));
      sound(
          bodies.add(body_of("Marsh Hospitals NHS Foundation Trust", {*Identifier::parse("ods:RZ1")}, ProviderClass::nhs_foundation_trust),
                     false, true));
      sound(bodies.add(body_of("Upland Hospice", {*Identifier::parse("chc:200001")}, ProviderClass::voluntary_or_charity), false, true));
      return Done{};
    });
  }

  persistence::Database& db() { return *database_.db; }

  template <typename Work>
  void write(Work work) {
    auto done = db().write("curator", noon(), work);
    INFO((done ? "" : done.error().message + " / " + done.error().internal));
    REQUIRE(done);
  }

  /// A file in which each supplier is paid `step` pence more than the one before it, twice; its words are read as it is closed.
  app::MatchTally pay(const std::vector<std::string>& suppliers, const std::string& file = "aa", std::int64_t step = 1000) {
    app::MatchTally tally;
    write([&](UnitOfWork& u) -> Result<> {
      persistence::Spend spend(u);
      SpendFile account;
      account.name = file;
      const auto key = spend.open(persistence::Sources(u).add({file, "spend", file, 1, false}), "");
      std::int64_t row = 1;
      for (const std::string& supplier : suppliers) {
        for (const char* day : {"2025-04-10", "2025-09-10"}) {
          PaymentLine line;
          line.row = ++row;
          line.paid_on = *Date::parse(day);
          line.pence = step * row;
          line.supplier = supplier;
          spend.add(key, line);
          account.total_pence += line.pence;
          ++account.payments;
        }
      }
      account.rows_read = account.payments;
      spend.close(key, account, [&](std::int64_t known_before) -> Result<> {
        tally = sound(app::match_new(u, {}, known_before));
        return Done{};
      });
      return Done{};
    });
    return tally;
  }

  /// The columns of the string with these words, as curators see it: "linked automatic".
  std::string seen(const std::string& words, const std::vector<std::string>& columns) {
    const persistence::ResourceInfo& info = *persistence::find_resource("matches");
    std::string out;
    auto read = db().read([&](Session& s) {
      persistence::set_sight(s, persistence::Sight::in_full);
      return persistence::for_each(s, info, {}, [&](const Row& row) -> Result<> {
        if (text_of(row.at(place(info, "words"))) != words) return Done{};
        for (const std::string& column : columns) out += (out.empty() ? "" : " ") + text_of(row.at(place(info, column)));
        return Done{};
      });
    });
    REQUIRE(read);
    return out;
  }
  std::string state(const std::string& words) { return seen(words, {"status", "basis"}); }
  std::string id(const std::string& words) { return seen(words, {"id"}); }

  void decide(const std::string& words, DecisionKind kind, const std::string& body_name = {}) {
    const std::string string = id(words);
    write([&](UnitOfWork& u) -> Result<> {
      const auto body = body_name.empty() ? std::nullopt : Bodies(u).by_name(body_name);
      return done(Matches(u).decide(string, {kind, body ? body->id : "", "seen in the annual report"}));
    });
  }
  void undo(const std::string& words) {
    const std::string string = id(words);
    write([&](UnitOfWork& u) -> Result<> { return done(Matches(u).undo(string, "a slip")); });
  }

  /// What the spend report says was paid to each class.
  std::map<std::string, std::int64_t> reported() {
    auto report = sound(db().read([](Session& s) {
      return persistence::run_report(s, *persistence::find_report("spend"), {{}, {"provider_class"}});
    }));
    std::map<std::string, std::int64_t> out;
    const auto paid =
        std::find_if(report.table.columns.begin(), report.table.columns.end(), [](const auto& c) { return c.name == "paid"; });
    const auto at = static_cast<std::size_t>(paid - report.table.columns.begin());
    for (const Row& row : report.table.rows) out[text_of(row.front())] = std::get<std::int64_t>(row.at(at));
    return out;
  }

  static std::size_t place(const persistence::ResourceInfo& info, std::string_view name) {
    const auto at = std::find_if(info.columns.begin(), info.columns.end(), [&](const auto& c) { return c.name == name; });
    REQUIRE(at != info.columns.end());
    return static_cast<std::size_t>(at - info.columns.begin());
  }

 private:
  static Result<> done(Result<persistence::MatchOutcome> outcome) {
    if (!outcome) return outcome.error();
    return Done{};
  }
  TestDatabase database_;
};

TEST_CASE("a string is linked by a rule, waits for a curator, means nobody or is a person, with the reason", "[service]") {
  World world(GENERATE(from_range(backends())));
  const std::string long_name(10'000, 'X');
  world.pay({"FEN CARE LTD", "Marsh Hosps NHS Foundation Trust", "Upland Hospice Shop", "Dr A N Other", "12345", "", long_name, "Total"});
  CHECK(world.state("FEN CARE LTD") == "linked automatic");
  CHECK(world.seen("FEN CARE LTD", {"ground", "body.name", "provider_class"}) == "exact_name Fen Care Limited independent_sector");
  CHECK(world.state("Dr A N Other") == "person automatic");
  CHECK(world.seen("Dr A N Other", {"provider_class"}) == "individual");
  for (const std::string& nobody : {std::string("12345"), std::string(), long_name, std::string("Total")}) {
    CHECK(world.state(nobody) == "none automatic");
    CHECK_THAT(world.seen(nobody, {"reason"}), ContainsSubstring("holds no name"));
  }
  CHECK(world.state("Upland Hospice Shop") != "linked automatic");
  CHECK_FALSE(world.seen("Upland Hospice Shop", {"reason"}).empty());
}

TEST_CASE("a doctor who is paid as a practice is counts as one in the very import that brought the name", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"Dr A N Other", "Fen Care Ltd"}, "aa", 2'000'000);
  CHECK(world.seen("Dr A N Other", {"provider_class"}) == "primary_care");
  CHECK(world.reported() == std::map<std::string, std::int64_t>{{"independent_sector", 18'000'000}, {"primary_care", 10'000'000}});
  auto check = world.db().read([](Session& s) -> Result<persistence::RollUpCheck> { return persistence::check_rollups(s); });
  CHECK(sound(std::move(check)).differing == 0);
}

TEST_CASE("names that differ by capitals or legal suffix alone end at one body, and mojibake is read", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay(
      {"Fen Care", "fen care limited", "FEN CARE LTD.", "Marsh Hospitals NHS Foundation Trust", "Marsh Hospitalâ€™s NHS Foundation Trust"});
  for (const char* words : {"fen care limited", "FEN CARE LTD."}) CHECK(world.seen(words, {"body.name"}) == "Fen Care Limited");
  CHECK(world.seen("Marsh Hospitals NHS Foundation Trust", {"body.name"}) == "Marsh Hospitals NHS Foundation Trust");
  CHECK(world.state("Marsh Hospitalâ€™s NHS Foundation Trust") == "linked automatic");
}

TEST_CASE("one decision settles every line of the string, moves the money between classes at once, and can be undone", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"FEN CARE LTD", "Quiet Waters", "QUIET WATERS", "Quiet Waters Ltd"});
  const auto before = world.reported();
  CHECK(before.at("independent_sector") == 2000 + 3000);
  world.decide("Quiet Waters", DecisionKind::body, "Upland Hospice");
  // The other capitals are the same name; the company of that name may be somebody else.
  CHECK(world.state("Quiet Waters") == "linked curator");
  CHECK(world.state("QUIET WATERS") == "linked curator");
  CHECK(world.state("Quiet Waters Ltd") != "linked curator");
  CHECK(world.reported().at("voluntary_or_charity") == 4000 + 5000 + 6000 + 7000);
  std::int64_t total = 0;
  for (const auto& [held, pence] : world.reported()) total += pence;
  CHECK(total == 2000 + 3000 + 4000 + 5000 + 6000 + 7000 + 8000 + 9000);
  world.undo("Quiet Waters");
  CHECK(world.reported() == before);
  CHECK(world.state("QUIET WATERS") == world.state("Quiet Waters"));
  CHECK_FALSE(world.state("Quiet Waters") == "linked curator");
}

TEST_CASE("reading all strings again overturns no curator, and knows the names that curators gave", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"FEN CARE LTD", "Quiet Waters"});
  world.decide("FEN CARE LTD", DecisionKind::no_body);
  world.decide("Quiet Waters", DecisionKind::body, "Upland Hospice");
  const auto again = sound(app::match_all(world.db(), noon, {}));
  CHECK(again.read == 0);
  CHECK(world.state("FEN CARE LTD") == "none curator");
  world.pay({"QUIET  WATERS"}, "bb");
  CHECK(world.seen("QUIET  WATERS", {"status", "basis", "body.name"}) == "linked automatic Upland Hospice");
}

TEST_CASE("a body that came later is found by reading the strings again", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"Larkspur Dental Laboratory Ltd"});
  CHECK(world.state("Larkspur Dental Laboratory Ltd") != "linked automatic");
  world.write([](UnitOfWork& u) -> Result<> {
    sound(Bodies(u).add(
        body_of("Larkspur Dental Laboratory Limited", {*Identifier::parse("coh:07654321")}, ProviderClass::independent_sector), false,
        true));
    return Done{};
  });
  std::int64_t told = 0;
  const auto tally = sound(app::match_all(world.db(), noon, {}, [&](std::int64_t read, std::int64_t) { told = read; }));
  CHECK(tally.changed == 1);
  CHECK(tally.strings.at("linked") == 1);
  CHECK(told == 1);
  CHECK(world.state("Larkspur Dental Laboratory Ltd") == "linked automatic");
  CHECK(sound(app::match_all(world.db(), noon, {})).changed == 0);
}

TEST_CASE("a decision that lies under a later one is taken out from under it, and does not come back with its undoing", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"Quiet Waters", "QUIET WATERS"});
  const auto before = world.reported();
  world.decide("Quiet Waters", DecisionKind::body, "Upland Hospice");
  world.decide("QUIET WATERS", DecisionKind::body, "Fen Care Limited");
  world.undo("Quiet Waters");
  CHECK(world.state("Quiet Waters") != "linked curator");
  CHECK(world.seen("QUIET WATERS", {"status", "basis", "body.name"}) == "linked curator Fen Care Limited");
  world.undo("QUIET WATERS");
  CHECK(world.state("QUIET WATERS") == world.state("Quiet Waters"));
  CHECK(world.reported() == before);
}

TEST_CASE("the undoing of a decision counts the strings that it still settled", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"Quiet Waters", "QUIET WATERS"});
  world.decide("Quiet Waters", DecisionKind::no_body);
  world.decide("QUIET WATERS", DecisionKind::person);
  const std::string string = world.id("Quiet Waters");
  world.write([&](UnitOfWork& u) -> Result<> {
    const auto undone = sound(Matches(u).undo(string, "a slip"));
    CHECK(undone.strings == 1);
    CHECK(undone.lines == 2);
    CHECK(undone.pence == 2000 + 3000);
    return Done{};
  });
}

TEST_CASE("a string that is put back to a body has the class that the body has by now", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"FEN CARE LTD"});
  world.decide("FEN CARE LTD", DecisionKind::no_body);
  world.write([](UnitOfWork& u) -> Result<> {
    Bodies bodies(u);
    bodies.reclassify(bodies.by_name("Fen Care Limited")->id,
                      {ProviderClass::social_enterprise, Evidence::curated, 95, "articles", {}, {}});
    return Done{};
  });
  world.undo("FEN CARE LTD");
  CHECK(world.seen("FEN CARE LTD", {"body.name", "provider_class"}) == "Fen Care Limited social_enterprise");
}

std::int64_t events_of_reading(persistence::Database& db) {
  const auto events = sound(db.read([](Session& s) -> Result<std::vector<Event>> { return persistence::events_since(s, 0, 1000); }));
  return std::count_if(events.begin(), events.end(), [](const Event& e) { return e.type == "matches.read" && e.actor == "matching"; });
}

TEST_CASE("a run over all strings that is killed between two batches keeps what it read, and the next run goes on behind it", "[service]") {
  World world(GENERATE(from_range(backends())));
  const std::vector<std::string> names{"Larkspur", "Foxglove", "Bluebell", "Campion", "Teasel", "Yarrow", "Sorrel", "Mallow"};
  std::vector<std::string> suppliers;
  for (std::size_t i = 0; i < 7; ++i) suppliers.push_back(names[i] + " Dental Laboratory Ltd");
  world.pay(suppliers);
  const auto add_bodies = [&](std::size_t first, std::size_t last) {
    world.write([&](UnitOfWork& u) -> Result<> {
      for (std::size_t i = first; i <= last; ++i) {
        const std::string name = names[i] + " Dental Laboratory Limited";
        const auto number = Identifier::parse("coh:0765432" + std::to_string(i));
        sound(Bodies(u).add(body_of(name.c_str(), {*number}, ProviderClass::independent_sector), false, true));
      }
      return Done{};
    });
  };
  const auto killed_after_a_batch = [&] {
    const auto kill = [](std::int64_t, std::int64_t) { throw std::runtime_error("killed"); };
    CHECK_THROWS_AS(app::match_all(world.db(), noon, {}, kill, 3), std::runtime_error);
  };
  const auto linked = [&] {
    return std::count_if(suppliers.begin(), suppliers.end(), [&](const auto& words) { return world.state(words) == "linked automatic"; });
  };
  add_bodies(0, 6);
  CHECK(linked() == 0);
  killed_after_a_batch();
  CHECK(linked() == 3);
  CHECK(events_of_reading(world.db()) == 1);

  const auto rest = sound(app::match_all(world.db(), noon, {}, {}, 3));
  CHECK(rest.read_before == 3);
  CHECK(rest.read == 4);
  CHECK(rest.changed == 4);
  CHECK(rest.batches == 2);
  CHECK(linked() == 7);
  const auto again = sound(app::match_all(world.db(), noon, {}, {}, 3));
  CHECK(again.read_before == 0);
  CHECK(again.read == 7);
  CHECK(again.changed == 0);
  CHECK(events_of_reading(world.db()) == 3); // one for each batch

  // What the first batch read, it read without the body that came between: the run begins again.
  world.pay({"Mallow Dental Laboratory Ltd"}, "bb");
  killed_after_a_batch();
  add_bodies(7, 7);
  const auto anew = sound(app::match_all(world.db(), noon, {}, {}, 3));
  CHECK(anew.read_before == 0);
  CHECK(anew.read == 8);
  CHECK(anew.changed == 1);
}

TEST_CASE("a decision needs a string and a body that exist, and there is nothing to undo before one", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"Quiet Waters"});
  const std::string string = world.id("Quiet Waters");
  const auto failed = [&](auto work) {
    auto result = world.db().write("curator", noon(), work);
    REQUIRE_FALSE(result);
    return result.error().kind;
  };
  for (const char* id : {"sn-999999", "sn-", "sn-01", "bd-1", "sn-x", ""})
    CHECK(failed([&](UnitOfWork& u) { return Matches(u).decide(id, {DecisionKind::no_body, "", "no"}); }) == ErrorKind::not_found);
  CHECK(failed([&](UnitOfWork& u) { return Matches(u).decide(string, {DecisionKind::body, "bd-none", "no"}); }) == ErrorKind::invalid);
  CHECK(failed([&](UnitOfWork& u) { return Matches(u).undo(string, "no"); }) == ErrorKind::conflict);
}

TEST_CASE("a class that holds for a time moves the payments of that time alone, and two may not overlap", "[service]") {
  World world(GENERATE(from_range(backends())));
  world.pay({"FEN CARE LTD"});
  const auto classify_fen = [&](const char* from, const char* to) {
    return world.db().write("curator", noon(), [&](UnitOfWork& u) -> Result<> {
      Classification c{ProviderClass::social_enterprise, Evidence::curated, 90, "its register entry", {}, {}};
      if (from) c.from = *Date::parse(from);
      if (to) c.to = *Date::parse(to);
      return persistence::add_dated_class(u, Bodies(u).by_name("Fen Care Limited")->id, c);
    });
  };
  REQUIRE(classify_fen("2025-04-01", "2025-04-30"));
  CHECK(world.reported() == std::map<std::string, std::int64_t>{{"social_enterprise", 2000}, {"independent_sector", 3000}});
  CHECK(classify_fen("2025-04-30", nullptr).error().kind == ErrorKind::conflict);
  CHECK(classify_fen(nullptr, "2025-04-01").error().kind == ErrorKind::conflict);
  CHECK(classify_fen(nullptr, nullptr).error().kind == ErrorKind::invalid);
  CHECK(classify_fen("2025-06-02", "2025-06-01").error().kind == ErrorKind::invalid);
  REQUIRE(classify_fen("2025-05-01", nullptr));
  CHECK(world.reported() == std::map<std::string, std::int64_t>{{"social_enterprise", 5000}});
}

} // namespace
