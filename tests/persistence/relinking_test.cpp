// Links, merges, classes and owners change at random; after each change every report of spend is what an addition of the stored lines says,
// to the penny. The addition is made here from the bare tables, by other ways than the reports': it walks from owner to owner, and asks
// none of the tables that the register works out for them.
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/matching.h"
#include "persistence/read/query.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <map>
#include <random>

namespace openward::test {
namespace {

namespace detail = persistence::detail;
using persistence::Bodies;
using persistence::Database;
using persistence::DecisionKind;
using persistence::Matches;
using persistence::Session;
using persistence::UnitOfWork;

/// The engine's numbers are the same everywhere; those of the standard distributions are not.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  template <typename T>
  const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937 engine_;
};

struct StoredBodyRow {
  std::string id, name, provider_class;
};

struct StoredWords {
  std::string words, provider_class;
  std::optional<std::int64_t> body;
};

/// "dimension: id name" to pence.
using Sums = std::map<std::string, std::int64_t>;

std::string line_of(const std::string& dimension, const std::string& id, const std::string& name) {
  return dimension + ": " + id + " " + name;
}

/// The bare tables.
struct Tables {
  std::map<std::int64_t, StoredBodyRow> bodies;
  std::map<std::int64_t, StoredWords> words;
  std::multimap<std::int64_t, std::tuple<std::int64_t, std::string, std::string>> owners; // by child: parent, from, to

  explicit Tables(Session& s) {
    for (auto& [key, id, name, held] :
         detail::rows<std::int64_t, std::string, std::string, std::string>(s, "select key, id, name, provider_class from body"))
      bodies[key] = {id, name, held};
    for (auto& [key, text, held, body] : detail::rows<std::int64_t, std::string, std::string, std::optional<std::int64_t>>(
             s, "select key, words, provider_class, body_key from supplier_string"))
      words[key] = {text, held, body ? std::optional<std::int64_t>(*body) : std::nullopt};
    for (auto& [child, parent, from, to] : detail::rows<std::int64_t, std::int64_t, std::optional<std::string>, std::optional<std::string>>(
             s, "select child_key, parent_key, from_date, to_date from ownership"))
      owners.emplace(child, std::tuple(std::int64_t{parent}, from.value_or("0000"), to.value_or("9999")));
  }

  std::int64_t last_owner(std::int64_t body, const std::string& day) const {
    for (auto [at, end] = owners.equal_range(body); at != end; ++at) {
      const auto& [parent, from, to] = at->second;
      if (from <= day && day <= to) return last_owner(parent, day);
    }
    return body;
  }

  void add(Sums& sums, std::int64_t supplier, const std::string& day, std::int64_t pence) const {
    const StoredWords& w = words.at(supplier);
    const StoredBodyRow* body = w.body ? &bodies.at(*w.body) : nullptr;
    const std::string held = body && body->provider_class != "unclassified" ? body->provider_class : w.provider_class;
    sums[line_of("provider_class", held, "")] += pence;
    // Words that are linked to no body stand under an id of their own; a body under its own name, whatever its words say.
    const auto line = [&](const char* dimension, const StoredBodyRow* payee) {
      const bool person = (payee ? payee->provider_class : w.provider_class) == "individual";
      const std::string name = payee ? payee->name : w.words;
      return line_of(dimension, payee ? payee->id : "sn-" + std::to_string(supplier), person ? "a person" : name);
    };
    sums[line("provider", body)] += pence;
    sums[line("provider_group", w.body ? &bodies.at(last_owner(*w.body, day)) : nullptr)] += pence;
    sums["everything"] += pence;
  }
};

Sums added_up(Database& db) {
  return *db.read([](Session& s) -> Result<Sums> {
    const Tables tables(s);
    Sums sums;
    for (const auto& [supplier, day, pence] :
         detail::rows<std::int64_t, std::string, std::int64_t>(s, "select supplier_key, cast(paid_on as text), pence from payment"))
      tables.add(sums, supplier, day, pence);
    return sums;
  });
}

std::string text_of(const persistence::Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text ? *text : "";
}

Sums reported(Database& db) {
  return *db.read([](Session& s) -> Result<Sums> {
    Sums sums;
    for (const char* dimension : {"provider_class", "provider", "provider_group"}) {
      const auto report = persistence::run_report(s, *persistence::find_report("spend"), {{}, {dimension}});
      if (!report) return report.error();
      const std::size_t keys = report->table.columns.size() - report->totals.size();
      for (const auto& row : report->table.rows)
        sums[line_of(dimension, text_of(row[0]), keys > 1 ? text_of(row[1]) : "")] += std::get<std::int64_t>(row[keys + 1]);
      sums["everything"] = std::get<std::int64_t>(report->totals[1]);
    }
    return sums;
  });
}

const std::vector<ProviderClass> kClasses{ProviderClass::independent_sector, ProviderClass::voluntary_or_charity, ProviderClass::nhs_trust,
                                          ProviderClass::unclassified, ProviderClass::individual};

struct World {
  TestDatabase t;
  Dice dice;
  std::vector<std::string> bodies, words;
};

Classification held_as(ProviderClass provider_class) { return {provider_class, Evidence::curated, 90, "for the test", {}, {}}; }

World world_of(persistence::Backend backend, unsigned seed) {
  World w{fresh_database(backend), Dice(seed), {}, {}};
  written(*w.t.db, [&](UnitOfWork& u) {
    Bodies bodies(u);
    for (const char* name : {"Alder Care", "Birch Clinics", "Cedar Trust", "Dogwood Group", "Elder Holdings", "Fir Hospice", "Gorse Ltd"}) {
      Body body = *Body::create(name, {});
      body.classification = held_as(w.dice.of(kClasses));
      w.bodies.push_back(*bodies.add(body, false, true));
    }
    const auto day = [](const char* iso) { return std::optional(*Date::parse(iso)); };
    REQUIRE(bodies.own(w.bodies[0], w.bodies[3], {}, day("2024-03-31"), "report"));
    REQUIRE(bodies.own(w.bodies[0], w.bodies[4], day("2024-07-01"), {}, "report"));
    REQUIRE(bodies.own(w.bodies[1], w.bodies[3], day("2023-09-01"), {}, "report"));
    REQUIRE(bodies.own(w.bodies[3], w.bodies[4], day("2024-01-01"), {}, "report"));
    persistence::Spend spend(u);
    const auto file = spend.open(persistence::Sources(u).add({"a", "spend", "a", 1, false}), "");
    SpendFile account;
    for (int row = 1; row <= 300; ++row) {
      const Date paid = Date::parse("2023-04-01")->plus_days(static_cast<int>(w.dice.below(730)));
      const std::int64_t pence = static_cast<std::int64_t>(w.dice.below(2'000'000)) - 300'000;
      spend.add(file, PaymentLine{row, paid, pence, "SUPPLIER " + std::to_string(w.dice.below(14)), "", "", "", ""});
      account.total_pence += pence;
      ++account.payments;
    }
    spend.close(file, account);
    return 0;
  });
  // What the rules make of them: two spellings to a name, so that one decision settles both, and a class of the words alone.
  written(*w.t.db, [&](UnitOfWork& u) {
    Matches matches(u);
    std::vector<persistence::SupplierMatch> made;
    for (const auto& string : matches.undecided(true, 0, 100)) {
      persistence::SupplierMatch& m = made.emplace_back();
      m.supplier = string.key;
      m.held = {w.dice.of(kClasses), Evidence::name_pattern, 40, "the words", {}, {}};
      m.state = m.held.provider_class == ProviderClass::individual ? persistence::MatchState::person : persistence::MatchState::none;
      m.heading = "NAME " + std::to_string(made.size() / 2);
      w.words.push_back("sn-" + std::to_string(string.key));
    }
    matches.keep(made, "1");
    return 0;
  });
  return w;
}

/// A change that a curator might make, or its name with "refused".
std::string change_something(World& w) {
  const std::string& words = w.dice.of(w.words);
  const std::string& body = w.dice.of(w.bodies);
  const std::string& other = w.dice.of(w.bodies);
  const std::size_t what = w.dice.below(6);
  const auto kind = static_cast<DecisionKind>(w.dice.below(4));
  const Classification held = held_as(w.dice.of(kClasses));
  std::string told;
  auto done = w.t.db->write("curator", noon(), [&](UnitOfWork& u) -> Result<> {
    const auto as_done = [](const auto& result) -> Result<> {
      if (!result) return result.error();
      return Done{};
    };
    switch (what) {
    case 0:
    case 1:
      told = "decide " + words + " " + std::string(persistence::to_string(kind)) + " " + body;
      return as_done(Matches(u).decide(words, {kind, body, "why"}));
    case 2:
      told = "undo " + words;
      return as_done(Matches(u).undo(words, "why"));
    case 3:
      told = "merge " + body + " into " + other;
      return as_done(Bodies(u).merge(body, other, "why"));
    case 4:
      told = "split " + body;
      return as_done(Bodies(u).split(body, "why"));
    default:
      told = "reclassify " + body + " as " + std::string(to_string(held.provider_class));
      Bodies(u).reclassify(body, held);
      return Done{};
    }
  });
  if (!done && done.error().kind == ErrorKind::internal) throw std::runtime_error(told + ": " + done.error().internal);
  return told + (done ? "" : " (refused)");
}

TEST_CASE("whatever is relinked, merged, split, undone or reclassified, the reports are what the lines add up to", "[persistence]") {
  const auto backend = GENERATE(from_range(backends()));
  const unsigned seed = GENERATE(11U, 12U, 13U);
  World w = world_of(backend, seed);
  const std::int64_t everything = reported(*w.t.db)["everything"];
  std::string history;
  int made = 0;
  for (int step = 0; step < 60; ++step) {
    const std::string told = change_something(w);
    made += told.ends_with("(refused)") ? 0 : 1;
    history += told + "\n";
    const Sums sums = reported(*w.t.db);
    INFO(history);
    REQUIRE(sums == added_up(*w.t.db));
    REQUIRE(sums.at("everything") == everything);
  }
  CHECK(made > 30);
}

TEST_CASE("a decision that is undone and a merge that is split leave every report as it was", "[persistence]") {
  World w = world_of(GENERATE(from_range(backends())), 21);
  int tried = 0;
  for (int step = 0; step < 40; ++step) {
    change_something(w);
    const Sums before = reported(*w.t.db);
    const std::string words = w.dice.of(w.words);
    const std::string from = w.dice.of(w.bodies);
    const std::string into = w.dice.of(w.bodies);
    const auto kind = static_cast<DecisionKind>(w.dice.below(4));
    if (step % 2 == 0) {
      const auto decided = w.t.db->write("ann", noon(), [&](UnitOfWork& u) { return Matches(u).decide(words, {kind, from, "why"}); });
      REQUIRE(decided);
      written(*w.t.db, [&](UnitOfWork& u) { return Matches(u).undo(words, "a slip")->strings; });
    } else {
      const auto merged = w.t.db->write("ann", noon(), [&](UnitOfWork& u) { return Bodies(u).merge(from, into, "why"); });
      if (!merged) continue;
      written(*w.t.db, [&](UnitOfWork& u) { return Bodies(u).split(from, "no")->id; });
    }
    ++tried;
    CHECK(reported(*w.t.db) == before);
  }
  CHECK(tried > 20);
}

} // namespace
} // namespace openward::test
