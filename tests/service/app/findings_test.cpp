// Findings are kept current: made with the import, remade when anything that the case rests on changes. On both databases.

#include "persistence/read/query.h"
#include "psr_notices.h"
#include "service/app/findings.h"
#include "service/app/import.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>

using namespace openward;
using namespace openward::test;
using persistence::Row;
using persistence::Session;

namespace {

app::Clock clock_at(const char* iso) {
  return [at = *Instant::parse(iso)] { return at; };
}

const app::Clock autumn = clock_at("2026-11-20T12:00:00Z");

class World {
 public:
  explicit World(persistence::Backend backend) : database_(fresh_database(backend)) {}

  app::FileOutcome import(const std::vector<PsrNotice>& notices, bool dry = false) {
    app::ImportOptions options;
    options.dry_run = dry;
    app::ImportSummary summary;
    app::Importer(db(), autumn).take(summary, "package.json", package(notices), options);
    INFO((summary.files.front().refused ? summary.files.front().refused->message + summary.files.front().refused->internal : ""));
    REQUIRE_FALSE(summary.files.front().refused);
    return summary.files.front();
  }

  /// What is kept: "ocid rule outcome", in order.
  std::vector<std::string> kept(const std::string& rule = {}) {
    const auto& findings = *persistence::find_resource("findings");
    std::vector<std::string> out;
    const auto cell = [&](const Row& row, std::string_view name) {
      const auto at = std::find_if(findings.columns.begin(), findings.columns.end(), [&](const auto& c) { return c.name == name; });
      return std::get<std::string>(row.at(static_cast<std::size_t>(at - findings.columns.begin())));
    };
    auto read = db().read([&](Session& s) {
      return persistence::for_each(s, findings, {}, [&](const Row& row) -> Result<> {
        if (rule.empty() || cell(row, "rule") == rule)
          out.push_back(cell(row, "ocid") + " " + cell(row, "rule") + " " + cell(row, "outcome"));
        return Done{};
      });
    });
    REQUIRE(read);
    std::sort(out.begin(), out.end());
    return out;
  }

  std::vector<std::string> events(const std::string& type) {
    std::vector<std::string> out;
    auto read = db().read([&](Session& s) -> Result<> {
      for (const Event& event : persistence::events_since(s, 0, 1000)) {
        if (event.type == type) out.push_back(event.body);
      }
      return Done{};
    });
    REQUIRE(read);
    return out;
  }

  /// The public id of the one award of a procurement.
  std::string award_of(const std::string& ocid) {
    const auto& awards = *persistence::find_resource("awards");
    std::string id;
    auto read = db().read([&](Session& s) {
      return persistence::for_each(s, awards, {{"q", false, {ocid}}}, [&](const Row& row) -> Result<> {
        id = std::get<std::string>(row.front());
        return Done{};
      });
    });
    REQUIRE(read);
    REQUIRE_FALSE(id.empty());
    return id;
  }

  app::CheckedAll check_all(const app::Clock& clock = autumn) {
    auto all = app::check_all(db(), clock);
    INFO((all ? std::string() : all.error().message + all.error().internal));
    REQUIRE(all);
    return *all;
  }

  persistence::Database& db() { return *database_.db; }

 private:
  TestDatabase database_;
};

// Published on Monday 30 June 2025: the standstill runs to the end of Friday 11 July.
PsrNotice intention() {
  PsrNotice n;
  n.id = "000001-2025";
  n.on = "2025-06-30";
  n.intention = true;
  n.words = "The approximate lifetime value of the contract is GBP 250,000. ";
  return n;
}

PsrNotice award_on(const std::string& day) {
  PsrNotice n;
  n.id = "000002-2025";
  n.on = "2025-07-21";
  n.decided_on = day;
  return n;
}

} // namespace

TEST_CASE("an award inside its standstill is found at import, and not when a corrected notice puts it after the end", "[service][law]") {
  World world(GENERATE(from_range(backends())));
  const auto imported = world.import({intention(), award_on("2025-07-11")});
  CHECK(imported.awards_checked == 1);
  CHECK(world.kept("PSR-28") == std::vector<std::string>{"ocds-test-000001 PSR-28 fail"});
  REQUIRE(world.events("award.checked").size() == 1);
  CHECK_THAT(world.events("award.checked").front(), ContainsSubstring(R"("outcome":"fail","rule":"PSR-28")"));

  world.import({award_on("2025-07-12")});
  CHECK(world.kept("PSR-28").empty());
  REQUIRE(world.events("award.checked").size() == 2);
  CHECK(world.events("award.checked").back().find("PSR-28") == std::string::npos);
}

TEST_CASE("an import that brings nothing new checks nothing, and a dry run keeps nothing", "[service][law]") {
  World world(GENERATE(from_range(backends())));
  CHECK(world.import({intention(), award_on("2025-07-11")}, true).awards_checked == 1);
  CHECK(world.kept().empty());
  CHECK(world.events("award.checked").empty());
  world.import({intention(), award_on("2025-07-11")});
  const auto kept = world.kept();
  CHECK_FALSE(kept.empty());
  // The same releases in another file.
  CHECK(world.import({award_on("2025-07-11"), intention()}).awards_checked == 0);
  CHECK(world.kept() == kept);
  CHECK(world.events("award.checked").size() == 1);
}

TEST_CASE("an award is checked with the intention that stands under another OCID, whichever comes first", "[service][law]") {
  World world(GENERATE(from_range(backends())));
  PsrNotice elsewhere = intention();
  elsewhere.ocid = "ocds-test-000002";
  const bool intention_first = GENERATE(true, false);
  if (intention_first) {
    world.import({elsewhere});
    world.import({award_on("2025-07-11")});
  } else {
    world.import({award_on("2025-07-11")});
    CHECK(world.kept("PSR-28").empty()); // no intention is held, and nothing is guessed
    world.import({elsewhere});
  }
  CHECK(world.events("procurement.linked").size() == 1);
  CHECK(world.kept("PSR-28") == std::vector<std::string>{"ocds-test-000001 PSR-28 fail"});
}

TEST_CASE("a notice that names another in its words is linked to it, though nothing else of the two is alike", "[service][law]") {
  World world(persistence::Backend::sqlite);
  PsrNotice elsewhere = intention();
  elsewhere.ocid = "ocds-test-000002";
  elsewhere.title = "Ear clinics in the north";
  elsewhere.reference = "OTHER-9";
  PsrNotice award = award_on("2025-07-11");
  award.words = "The intention was published as notice 000001-2025.";
  PsrNotice stranger = intention();
  stranger.ocid = "ocds-test-000004";
  stranger.id = "000004-2025";
  stranger.title = "Wound care";
  stranger.reference = "OTHER-4";
  const bool intention_first = GENERATE(true, false);
  world.import({intention_first ? elsewhere : award, stranger});
  world.import({intention_first ? award : elsewhere});
  REQUIRE(world.events("procurement.linked").size() == 1);
  CHECK_THAT(world.events("procurement.linked").front(), ContainsSubstring("quoted_notice"));
  CHECK(world.kept("PSR-28") == std::vector<std::string>{"ocds-test-000001 PSR-28 fail"});
}

TEST_CASE("a check of all awards finds what the imports found, and counts it by rule", "[service][law]") {
  World world(GENERATE(from_range(backends())));
  PsrNotice other = award_on("2025-05-02");
  other.ocid = "ocds-test-000003";
  other.id = "000003-2025";
  other.process = "Direct Award Process A";
  other.reference = "TEST-3";
  other.title = "Podiatry";
  world.import({intention(), award_on("2025-07-11"), other});
  const auto kept = world.kept();
  const auto all = world.check_all();
  CHECK(all.awards == 2);
  CHECK(all.changed == 0);
  CHECK(world.kept() == kept);
  CHECK(all.by_rule.size() == 68);
  CHECK(all.by_rule.at("PSR-28").fail == 1);
  CHECK(all.by_rule.at("PSR-31").fail == 1); // published 80 days after 2 May
  int stored = 0;
  for (const auto& [rule, counts] : all.by_rule) stored += counts.fail + counts.question;
  CHECK(static_cast<std::size_t>(stored) == kept.size());
}

TEST_CASE("what is found in one award when asked is what is kept", "[service][law]") {
  World world(GENERATE(from_range(backends())));
  world.import({intention(), award_on("2025-07-11")});
  const std::string id = world.award_of("ocds-test-000001");
  auto checked =
      world.db().read([&](Session& s) -> Result<app::CheckedAward> { return *app::findings_of(s, id, *Date::parse("2026-11-20")); });
  REQUIRE(checked);
  CHECK(checked->award.ocid == "ocds-test-000001");
  std::vector<std::string> asked;
  for (const auto& finding : checked->findings) {
    if (finding.outcome == law::Outcome::fail || finding.outcome == law::Outcome::question)
      asked.push_back("ocds-test-000001 " + finding.rule + " " + std::string(law::to_string(finding.outcome)));
  }
  CHECK(asked == world.kept());
  const auto standstill =
      std::find_if(checked->findings.begin(), checked->findings.end(), [](const law::Finding& f) { return f.rule == "PSR-28"; });
  REQUIRE(standstill != checked->findings.end());
  const auto computed = [&](const char* name, const char* value) {
    return std::find(standstill->computed.begin(), standstill->computed.end(), law::ComputedValue{name, value}) !=
           standstill->computed.end();
  };
  CHECK(computed("awarded_on", "2025-07-11"));
  CHECK(computed("standstill_ends", "2025-07-11"));
}

TEST_CASE("an award that is not known has no findings, and the error names it", "[service][law]") {
  World world(persistence::Backend::sqlite);
  auto kept = world.db().write("test", noon(), [](persistence::UnitOfWork& u) { return app::check_award(u, "aw-000000000000"); });
  REQUIRE_FALSE(kept);
  CHECK(kept.error().kind == ErrorKind::not_found);
  CHECK_THAT(kept.error().message, ContainsSubstring("aw-000000000000"));
  auto none = world.db().read(
      [](Session& s) -> Result<bool> { return app::findings_of(s, "aw-000000000000", *Date::parse("2026-11-20")).has_value(); });
  REQUIRE(none);
  CHECK_FALSE(*none);
}

TEST_CASE("an intention is found wanting before its award, and the award takes its findings over", "[service][law]") {
  World world(GENERATE(from_range(backends())));
  PsrNotice early = intention();
  early.words = "Representations must be made by midnight on 10 July 2025. "; // the standstill ends on the 11th
  CHECK(world.import({early}).awards_checked == 0);
  CHECK(world.kept("PSR-26") == std::vector<std::string>{"ocds-test-000001 PSR-26 question"});
  REQUIRE(world.events("procurement.checked").size() == 1);
  CHECK(world.events("award.checked").empty());

  world.import({award_on("2025-07-14")});
  CHECK(world.kept("PSR-26") == std::vector<std::string>{"ocds-test-000001 PSR-26 question"});
  REQUIRE(world.events("procurement.checked").size() == 2);
  CHECK_THAT(world.events("procurement.checked").back(), ContainsSubstring(R"("findings":[])"));
  REQUIRE(world.events("award.checked").size() == 1);
  CHECK_THAT(world.events("award.checked").front(), ContainsSubstring("PSR-26"));
}

TEST_CASE("an award under another OCID takes the findings of the intention over, whichever comes first", "[service][law]") {
  World world(GENERATE(from_range(backends())));
  PsrNotice elsewhere = intention();
  elsewhere.ocid = "ocds-test-000002";
  elsewhere.words = "Representations must be made by midnight on 10 July 2025. ";
  const bool intention_first = GENERATE(true, false);
  world.import({intention_first ? elsewhere : award_on("2025-07-14")});
  world.import({intention_first ? award_on("2025-07-14") : elsewhere});
  CHECK(world.kept("PSR-26") == std::vector<std::string>{"ocds-test-000001 PSR-26 question"});
}

TEST_CASE("a check of all finds in procurements what the import found, and what is found when asked is what is kept", "[service][law]") {
  World world(GENERATE(from_range(backends())));
  PsrNotice early = intention();
  early.words = "Representations must be made by midnight on 10 July 2025. ";
  world.import({early});
  const auto kept = world.kept();
  CHECK_FALSE(kept.empty());
  const auto all = world.check_all();
  CHECK(all.awards == 0);
  CHECK(all.procurements == 1);
  CHECK(all.changed == 0);
  CHECK(all.by_rule.at("PSR-26").question == 1);
  CHECK(world.kept() == kept);
  auto checked = world.db().read([](Session& s) -> Result<app::CheckedAward> {
    return *app::findings_of_procurement(s, "ocds-test-000001", *Date::parse("2026-11-20"));
  });
  REQUIRE(checked);
  CHECK(checked->award.of_procurement());
  std::vector<std::string> asked;
  for (const auto& finding : checked->findings) {
    if (finding.outcome == law::Outcome::fail || finding.outcome == law::Outcome::question)
      asked.push_back("ocds-test-000001 " + finding.rule + " " + std::string(law::to_string(finding.outcome)));
  }
  CHECK(asked == kept);
}
