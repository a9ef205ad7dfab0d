// as_of against what the same list said when it was asked then: after each of a sequence of random writes every list is kept, and
// afterwards each of them has to come out of the register again, row by row, with its total and its facets.

#include "world.h"

#include "persistence/read/query.h"
#include "persistence/repositories.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>
#include <array>

namespace openward::test {
namespace {

using persistence::Awards;
using persistence::Bodies;
using persistence::Database;
using persistence::Facet;
using persistence::FilterTerm;
using persistence::ListRequest;
using persistence::Procurements;
using persistence::Row;
using persistence::Session;
using persistence::UnitOfWork;

const persistence::ResourceInfo& awards() { return *persistence::find_resource("awards"); }

const Date today = london_date(noon());
const FilterTerm every_state{"state", false, {"draft", "published", "superseded", "cancelled"}};

template <typename Work>
auto changed(Database& db, Instant now, Work work) {
  using Value = std::invoke_result_t<Work, UnitOfWork&>;
  auto result = db.write("test", now, [&](UnitOfWork& u) -> Result<Value> { return work(u); });
  if (!result) throw std::runtime_error(result.error().message + " / " + result.error().internal);
  return *std::move(result);
}

Result<persistence::Page> listed(Database& db, const ListRequest& request) {
  return db.read([&](Session& s) { return persistence::list(s, awards(), request); });
}

std::vector<FilterTerm> and_as_of(std::vector<FilterTerm> filters, const std::string& moment) {
  filters.push_back({"as_of", false, {moment}});
  return filters;
}

/// The message of the only fault; "" where there is an answer.
std::string refusal(Database& db, std::vector<FilterTerm> filters, const std::string& sort = "") {
  const auto page = listed(db, {std::move(filters), sort, 50, "", today});
  if (page) return "";
  const auto& faults = page.error().faults;
  return faults.empty() ? page.error().message : faults.front().where + ": " + faults.front().message;
}

AwardDraft draft_of(UnitOfWork& u, Dice& dice) {
  constexpr std::array buyers{"NHS Fen Integrated Care Board", "NHS Wold Integrated Care Board"};
  constexpr std::array providers{"Fen Care Limited", "Marsh Hospitals NHS Foundation Trust", "Wold Hospice"};
  AwardDraft draft;
  draft.commissioner_id = *Bodies(u).resolve(dice.pick(buyers), {}, "", "", true);
  const std::size_t first = dice.below(providers.size());
  const std::size_t count = 1 + dice.below(2);
  for (std::size_t i = 0; i < count; ++i) {
    const char* const name = providers.at((first + i) % providers.size());
    draft.providers.push_back({*Bodies(u).resolve(name, {}, "", "", false), name, std::nullopt});
  }
  draft.title = "Ultrasound " + std::to_string(dice.below(100));
  draft.cpv = {"85150000"};
  draft.route = dice.one_in(2) ? Route::direct_award_c : Route::competitive_process;
  if (!dice.one_in(4))
    draft.value = StatedValue{Money{static_cast<std::int64_t>(dice.below(1000000)) + 200, {}}, Vat::excluded, ValueKind::lifetime};
  draft.awarded_on = today.plus_days(-static_cast<int>(dice.below(800)));
  return draft;
}

/// A procurement as its notices tell it now: other awards, other values, other suppliers than before.
void import_again(UnitOfWork& u, Dice& dice) {
  Procurement p;
  p.ocid = "ocds-x-" + std::to_string(1 + dice.below(2));
  p.title = "Ultrasound";
  p.buyer.emplace().name = "NHS Fen Integrated Care Board";
  p.regime = Regime::psr;
  p.route = Route::direct_award_a;
  p.tender_class = TenderClass::untendered;
  p.scope = Scope::health_service;
  p.first_published = p.latest_published = noon();
  NoticeReading notice;
  notice.ocid = p.ocid;
  notice.release_id = "r1";
  notice.published = noon();
  notice.source = "find_a_tender";
  notice.kind = NoticeKind::award;
  notice.makes_award = true;
  for (const char* const id : {"a1", "a2", "a3"}) {
    if (dice.one_in(4)) continue; // the award is superseded, or comes later
    FoldedAward a;
    a.key = {p.ocid, "r1", id};
    a.releases = {"r1"};
    a.title = "Scans " + std::to_string(dice.below(3));
    PartyReading supplier;
    supplier.name = dice.one_in(2) ? "Fen Care Limited" : "Wold Hospice";
    a.suppliers = {supplier};
    a.route = p.route;
    a.regime = p.regime;
    a.tender_class = p.tender_class;
    ValueReading value;
    value.net_pence = static_cast<std::int64_t>(dice.below(3)) * 100000 + 500;
    value.net_vat = Vat::excluded;
    value.kind = ValueKind::lifetime;
    a.value = value;
    a.published_on = today;
    a.has_contract = dice.one_in(2);
    p.awards.push_back(a);
  }
  REQUIRE(Procurements(u).save(p, std::array{notice}));
}

void write_at_random(Database& db, Dice& dice, std::vector<std::string>& recorded) {
  changed(db, noon(), [&](UnitOfWork& u) {
    // Several changes of one transaction are one moment, even those of one award.
    const std::size_t steps = 1 + dice.below(3);
    for (std::size_t step = 0; step < steps; ++step) {
      if (recorded.empty() || dice.one_in(3)) {
        recorded.push_back(Awards(u).add(*Award::create(draft_of(u, dice), today))->id());
      } else if (dice.one_in(3)) {
        import_again(u, dice);
      } else {
        const std::string id = dice.pick(recorded);
        // A step that the award does not take leaves it as it is.
        (void)Awards(u).update(id, {}, [&](Award& a) { return dice.one_in(3) ? a.cancel() : a.publish(noon()); });
      }
    }
    return 0;
  });
}

std::vector<FilterTerm> filters_at_random(Dice& dice) {
  std::vector<FilterTerm> out;
  if (dice.one_in(2)) out.push_back(every_state);
  if (dice.one_in(3)) out.push_back({"route", dice.one_in(2), {"direct_award_c"}});
  if (dice.one_in(3)) out.push_back({"awarded_from", false, {today.plus_days(-400).iso()}});
  if (dice.one_in(4)) out.push_back({"min_value", false, {"2000.00"}});
  if (dice.one_in(4)) out.push_back({"recorded", false, {dice.one_in(2) ? "true" : "false"}});
  if (dice.one_in(4)) out.push_back({"provider_class", dice.one_in(2), {"nhs_foundation_trust", "several_classes"}});
  if (dice.one_in(4)) out.push_back({"commissioner", dice.one_in(2), {"none"}});
  return out;
}

struct Said {
  std::int64_t seq = 0;
  ListRequest request;
  std::vector<Row> rows;
  std::int64_t total = 0;
  std::vector<Facet> facets;
};

const std::vector<std::string> facet_names{"route", "provider", "provider_class", "commissioner"};
constexpr std::array sorts{"-effective_on", "value.amount", "title", "-id"};

std::vector<Facet> facets_of(Database& db, const std::vector<FilterTerm>& filters) {
  auto facets = db.read([&](Session& s) { return persistence::facets(s, awards(), filters, facet_names, today); });
  REQUIRE(facets);
  return *std::move(facets);
}

Said say(Database& db, const ListRequest& request) {
  const auto page = listed(db, request);
  REQUIRE(page);
  REQUIRE(page->next.empty());
  return {page->seq, request, page->table.rows, page->total, facets_of(db, request.filters)};
}

std::string words_of(const std::vector<Facet>& facets) {
  std::string out;
  for (const Facet& facet : facets) {
    out += facet.name + ":";
    for (const auto& value : facet.values) {
      const auto* text = std::get_if<std::string>(&value.value);
      out += " " + (text ? *text : std::string("none")) + "=" + std::to_string(value.rows);
    }
    out += "\n";
  }
  return out;
}

/// By a few rows at a time, along the cursor.
void check_pages(Database& db, const Said& said) {
  ListRequest request = said.request;
  request.filters = and_as_of(request.filters, std::to_string(said.seq));
  request.limit = 3;
  std::vector<Row> rows;
  do {
    const auto page = listed(db, request);
    REQUIRE(page);
    CHECK(page->total == said.total);
    rows.insert(rows.end(), page->table.rows.begin(), page->table.rows.end());
    request.cursor = page->next;
  } while (!request.cursor.empty());
  CHECK(rows == said.rows);
}

void check_download(Database& db, const Said& said) {
  std::vector<Row> rows;
  const auto done = db.read([&](Session& s) {
    return persistence::for_each(
        s, awards(), and_as_of(said.request.filters, std::to_string(said.seq)),
        [&](const Row& row) -> Result<> {
          rows.push_back(row);
          return Done{};
        },
        today);
  });
  REQUIRE(done);
  std::vector<Row> expected = said.rows;
  std::sort(rows.begin(), rows.end());
  std::sort(expected.begin(), expected.end());
  CHECK(rows == expected);
}

TEST_CASE("as_of gives every list that the register gave after each of a sequence of writes", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto seed = GENERATE(1U, 2U, 3U);
  INFO("seed " << seed);
  Dice dice(seed);
  std::vector<std::string> recorded;
  std::vector<Said> all;
  for (int writes = 0; writes < 25; ++writes) {
    write_at_random(*t.db, dice, recorded);
    all.push_back(say(*t.db, {{every_state}, "id", 1000, "", today}));
    for (int lists = 0; lists < 3; ++lists) all.push_back(say(*t.db, {filters_at_random(dice), dice.pick(sorts), 1000, "", today}));
  }
  CHECK(std::any_of(all.begin(), all.end(), [](const Said& said) { return said.total > 5; }));
  for (const Said& said : all) {
    INFO("number " << said.seq << ", sort " << said.request.sort << ", filters " << said.request.filters.size());
    check_pages(*t.db, said);
    check_download(*t.db, said);
    CHECK(words_of(facets_of(*t.db, and_as_of(said.request.filters, std::to_string(said.seq)))) == words_of(said.facets));
  }
}

TEST_CASE("a number in the middle of a transaction is the moment after it, for nobody ever saw a part", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Dice dice(7);
  changed(*t.db, noon(), [&](UnitOfWork& u) {
    for (int i = 0; i < 4; ++i) (void)Awards(u).add(*Award::create(draft_of(u, dice), today));
    return 0;
  });
  for (const char* const number : {"1", "2", "5"}) {
    const auto page = listed(*t.db, {and_as_of({every_state}, number), "", 50, "", today});
    REQUIRE(page);
    CHECK(page->total == 4);
  }
  CHECK(listed(*t.db, {and_as_of({every_state}, "0"), "", 50, "", today})->total == 0);
}

TEST_CASE("a day is asked for its end in London, and only where the register knows it", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Dice dice(7);
  CHECK(refusal(*t.db, and_as_of({}, "2026-01-01")) ==
        "as_of: what the register said on 2026-01-01 is not kept: the register has recorded nothing yet");
  const auto add = [&](UnitOfWork& u) { return Awards(u).add(*Award::create(draft_of(u, dice), today))->id(); };
  // In summer the day of London ends at 23:00 UTC.
  changed(*t.db, *Instant::parse("2026-05-01T22:59:59Z"), add);
  changed(*t.db, *Instant::parse("2026-05-01T23:00:00Z"), add);
  changed(*t.db, *Instant::parse("2026-05-20T12:00:00Z"), add);
  const auto total = [&](const std::string& day) {
    const auto page = listed(*t.db, {and_as_of({every_state}, day), "", 50, "", today});
    REQUIRE(page);
    return page->total;
  };
  CHECK(total("2026-05-01") == 1);
  CHECK(total("2026-05-02") == 2);
  CHECK(total("2026-05-19") == 2);
  CHECK(total("2026-05-20") == 3);
  CHECK(total(today.iso()) == 3);
  CHECK_THAT(refusal(*t.db, and_as_of({}, "2026-04-30")), ContainsSubstring("keeps what it said from 2026-05-01"));
  CHECK_THAT(refusal(*t.db, and_as_of({}, today.plus_days(1).iso())), ContainsSubstring("has not come yet"));
  CHECK_THAT(refusal(*t.db, and_as_of({}, "999999")), ContainsSubstring("the latest sequence number"));
  CHECK_THAT(refusal(*t.db, and_as_of({}, "yesterday")), ContainsSubstring("neither a day"));
  CHECK_THAT(refusal(*t.db, and_as_of({}, "99999999999999999999")), ContainsSubstring("has not come yet"));
}

TEST_CASE("what is not kept cannot be asked of the past", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Dice dice(7);
  changed(*t.db, noon(), [&](UnitOfWork& u) { return Awards(u).add(*Award::create(draft_of(u, dice), today))->id(); });
  const auto [filter, words] = GENERATE(table<std::string, std::string>(
      {{"q", "ultrasound"}, {"centre", "dc-1"}, {"finding", "PSR-01"}, {"finding_outcome", "question"}, {"bodies", "as_now"}}));
  CHECK_THAT(refusal(*t.db, and_as_of({{filter, false, {words}}}, today.iso())), ContainsSubstring(filter + ": "));
  CHECK_THAT(refusal(*t.db, and_as_of({}, today.iso()), "findings.checked_on"), ContainsSubstring("sort: "));
}

TEST_CASE("an award keeps the class that it had, and a body is called what it is called now", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  Dice dice(7);
  std::string provider;
  changed(*t.db, noon(), [&](UnitOfWork& u) {
    AwardDraft draft = draft_of(u, dice);
    draft.providers.resize(1);
    provider = draft.providers.front().body_id;
    return Awards(u).add(*Award::create(draft, today))->id();
  });
  const std::string before = std::to_string(*t.db->read([](Session& s) -> Result<std::int64_t> { return persistence::last_seq(s); }));
  changed(*t.db, noon(), [&](UnitOfWork& u) {
    Classification c;
    c.provider_class = ProviderClass::local_authority;
    c.evidence = Evidence::curated;
    c.confidence = 100;
    Bodies(u).reclassify(provider, c);
    return 0;
  });
  const auto of_class = [&](const std::vector<FilterTerm>& filters) {
    std::vector<FilterTerm> all = filters;
    all.push_back(every_state);
    all.push_back({"provider_class", false, {"local_authority"}});
    return listed(*t.db, {all, "", 50, "", today})->total;
  };
  CHECK(of_class({}) == 1);
  CHECK(of_class(and_as_of({}, before)) == 0);
}

} // namespace
} // namespace openward::test
