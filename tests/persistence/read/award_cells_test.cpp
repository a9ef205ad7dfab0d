// What is added up of awards stays what the awards give, whatever is done to them, and answers as they would.
#include "model.h"

#include "domain/vocabulary.h"
#include "persistence/read/award_gaps.h"
#include "persistence/read/rollups.h"
#include "persistence/rollups.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <algorithm>
#include <array>

namespace openward::test {
namespace {

using persistence::AwardGap;
using persistence::FilterTerm;
using persistence::Report;
using persistence::ReportRequest;
using persistence::RollUpCheck;
using persistence::Session;
using persistence::UnitOfWork;

Result<> changed(persistence::Database& db, const std::vector<std::string>& statements) {
  return db.write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    for (const std::string& sql : statements) run(u.session(), sql);
    return Done{};
  });
}

void change(persistence::Database& db, const std::vector<std::string>& statements) {
  const auto done = changed(db, statements);
  INFO((done ? "" : done.error().message + " / " + done.error().internal));
  REQUIRE(done);
}

RollUpCheck checked(persistence::Database& db) {
  auto check = db.read([](Session& s) -> Result<RollUpCheck> { return persistence::check_rollups(s); });
  INFO((check ? "" : check.error().message + " / " + check.error().internal));
  REQUIRE(check);
  return *check;
}

std::string all_words(const RollUpCheck& check) {
  std::string out;
  for (const std::string& one : check.words) out += one + "\n";
  return out;
}

Lens lens_of_kinds() {
  LensDefinition lens;
  lens.id = "kinds";
  lens.title = lens.definition = lens.source = "by hand";
  for (const std::string_view word : provider_class_words()) {
    const ProviderClass c = *provider_class_from(word);
    lens.whole[{c, ""}] = true;
    if (c != ProviderClass::unclassified) lens.sectors[{c, ""}] = Sector::nhs;
  }
  lens.sectors[{ProviderClass::primary_care, "dental"}] = Sector::private_sector;
  lens.numerator[{ProviderClass::primary_care, "dental"}] = true;
  auto made = Lens::create(lens, {});
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  return *made;
}

Result<Report> report_of(persistence::Database& db, const char* name, ReportRequest request, bool from_rows) {
  request.from_rows = from_rows;
  request.today = any_day();
  return db.read([&](Session& s) { return run_report(s, *persistence::find_report(name), request); });
}

void compare(persistence::Database& db, const char* name, const ReportRequest& request) {
  const auto rolled = report_of(db, name, request, false);
  const auto rows = report_of(db, name, request, true);
  REQUIRE(rolled);
  REQUIRE(rows);
  CHECK((rolled->table.rows == rows->table.rows));
  CHECK((rolled->totals == rows->totals));
  CHECK((rolled->divided == rows->divided));
}

std::int64_t number(persistence::Database& db, const std::string& sql) {
  const auto found = db.read(
      [&](Session& s) { return persistence::read::fetch_integer(s, persistence::read::Query(persistence::read::backend_of(s)).add(sql)); });
  INFO((found ? "" : found.error().internal));
  REQUIRE(found);
  return *found;
}

/// The gaps counted award by award, over the tables that are published.
void compare_gaps(persistence::Database& db) {
  const std::string published = "select count(*) from award a where a.state = 'published' and ";
  const std::string provider = "exists (select 1 from award_provider p where p.award_key = a.key)";
  const std::string payer = "exists (select 1 from payment y where y.payer_key = a.commissioner_key)";
  const std::string paid = "exists (select 1 from award_provider p join supplier_string s on s.body_key = p.body_key join payment y on "
                           "y.supplier_key = s.key where p.award_key = a.key and y.payer_key = a.commissioner_key)";
  const std::array<std::pair<AwardGap, std::string>, 4> gaps{
      {{AwardGap::without_notice, "not exists (select 1 from award_notice l join notice n on n.release_id = l.release_id and "
                                  "n.procurement_key = a.procurement_key where l.award_key = a.key)"},
       {AwardGap::without_parties, "(a.commissioner_key is null or not " + provider + ")"},
       {AwardGap::of_no_spend_file, "a.commissioner_key is not null and " + provider + " and not " + payer},
       {AwardGap::without_payment, "a.commissioner_key is not null and " + provider + " and " + payer + " and not " + paid}}};
  for (const auto& [gap, condition] : gaps) {
    INFO(condition);
    const auto count = db.read([&, &gap = gap](Session& s) { return count_award_gap(s, gap, {}); });
    const auto list = db.read([&, &gap = gap](Session& s) { return list_award_gap(s, gap, {}, 1'000'000); });
    const auto first = db.read([&, &gap = gap](Session& s) { return list_award_gap(s, gap, {}, 1); });
    REQUIRE(count);
    REQUIRE(list);
    REQUIRE(first);
    CHECK(*count == number(db, published + condition));
    CHECK(static_cast<std::int64_t>(list->size()) == *count);
    CHECK(first->size() == std::min<std::size_t>(1, list->size()));
  }
  const auto met = db.read([](Session& s) { return paid_and_awarded(s, {}); });
  REQUIRE(met);
  CHECK(static_cast<std::int64_t>(met->size()) ==
        number(db, "select count(*) from (select distinct a.commissioner_key, p.body_key from award a join award_provider p on "
                   "p.award_key = a.key join supplier_string s on s.body_key = p.body_key join payment y on y.supplier_key = s.key and "
                   "y.payer_key = a.commissioner_key where a.state = 'published') met"));
}

void all_agree(persistence::Database& db) {
  const RollUpCheck check = checked(db);
  INFO(all_words(check));
  CHECK(check.differing == 0);
  CHECK(number(db, "select count(*) from award_due") == 0);
  const Lens lens = lens_of_kinds();
  for (const char* name : {"awards", "award-values"}) {
    compare(db, name, {});
    compare(db, name, {{}, {"commissioner", "financial_year"}});
    compare(db, name, {{{"state", false, {"draft", "cancelled"}}}, {"framework", "synthetic"}});
  }
  compare(db, "awards", {{}, {"sector", "route"}, &lens});
  compare(db, "awards", {{{"bodies", false, {"as_now"}}}, {"commissioner"}});
  compare(db, "awards", {{{"commissioner", false, {"none"}}}, {"regime"}});
  compare_gaps(db);
}

/// The table that answers, or "rows".
std::string answered_by(persistence::Database& db, const persistence::read::ReportDef& report, ReportRequest request) {
  request.today = any_day();
  const auto plan = persistence::read::plan_report(report, request);
  INFO((plan ? "" : plan.error().message));
  REQUIRE(plan);
  const auto rolled = db.read([&](Session& s) -> Result<std::string> {
    const auto found = persistence::read::rolled(s, *plan);
    if (!found) return found.error();
    return std::string(*found ? (*found)->root : "rows");
  });
  REQUIRE(rolled);
  return *rolled;
}

} // namespace

TEST_CASE("awards are counted again by the transaction that changes what counts, whatever that is", "[read]") {
  const TestDatabase t = filled(GENERATE(from_range(backends())), make_world(31));
  const std::vector<std::string> statements = GENERATE(values<std::vector<std::string>>({
      {"update award set title = 'something else'"},
      {"update award set state = 'cancelled' where key % 5 = 0"},
      {"update award set provider_class = 'primary_care' where key % 3 = 0",
       "update body set kind = case key % 2 when 0 then 'dental' else 'general_practice' end where key not in (select s.body_key from "
       "supplier_string s where s.body_key is not null)"},
      {"update award set commissioner_key = null, financial_year = null where key % 4 = 1", "update award set framework = 1 - framework"},
      {"update award set value_pence = 300000000000000000 + key, value_kind = 'lifetime', value_currency = 'GBP' where key % 40 = 3"},
      {"update award set value_vat = 'included', gross_pence = null where key % 3 = 1",
       "update award set value_placeholder = 1 where key = 9"},
      {"update award set starts = null where key % 2 = 0", "update contract set original_end = '2031-01-31' where key % 2 = 0"},
      {"delete from modification", "delete from contract where key % 2 = 1"},
      {"delete from award_notice where award_key % 2 = 0", "delete from notice where key % 3 = 0"},
      {"update notice set release_id = 'another-' || release_id where key % 2 = 1"},
      {"update award_provider set body_key = 1 where award_key % 3 = 0", "delete from award_provider where award_key % 7 = 0"},
  }));
  INFO(statements.front());
  change(*t.db, statements);
  all_agree(*t.db);
}

TEST_CASE("an award that leaves takes what it counted along, and the last of its cell the cell", "[read]") {
  const TestDatabase t = filled(GENERATE(from_range(backends())), make_world(32));
  const std::int64_t cells = number(*t.db, "select count(*) from award_cell");
  change(*t.db,
         {"insert into award (id, procurement_key, ocid, award_id, state, title, regime, route, tender_class, scope, provider_class) "
          "values ('aw-alone', 1, 'ocds-alone', 'alone', 'published', 'alone', 'psr', 'a route of its own', 'unknown', 'other', "
          "'unclassified')"});
  CHECK(number(*t.db, "select count(*) from award_cell") == cells + 1);
  all_agree(*t.db);
  change(*t.db, {"delete from award where id = 'aw-alone'"});
  CHECK(number(*t.db, "select count(*) from award_cell") == cells);
  all_agree(*t.db);
}

TEST_CASE("a fault planted in what is added up of awards is found by its place, and healed by adding up again", "[read]") {
  const TestDatabase t = filled(GENERATE(from_range(backends())), make_world(33));
  const auto [fault, words] = GENERATE(table<std::string, std::string>({
      {"update award_cell set stated = stated + 1 where award_cell.commissioner_key = (select max(commissioner_key) from award_cell)",
       "award_cell (commissioner_key "},
      {"delete from award_by_kind where route = (select max(route) from award_by_kind)", "award_by_kind (financial_year "},
      {"update award_by_kind set year_with_vat = year_with_vat - 7", "award_by_kind (financial_year "},
      {"update award_counted set noticed = 1 - noticed where award_key = 2", "award_counted (award_key 2) is not as"},
      {"delete from award_counted where award_key = 3", "award_counted (award_key 3) is not as"},
      {"insert into award_by_kind select -1, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, "
       "recorded, account, large, 0, 0, 0, 0, 0, 0, 0, 0, 0 from award_by_kind order by route limit 1",
       "financial_year -1"},
  }));
  REQUIRE(checked(*t.db).differing == 0);
  change(*t.db, {fault});
  const RollUpCheck broken = checked(*t.db);
  CHECK(broken.differing > 0);
  CHECK(broken.awards == number(*t.db, "select count(*) from award"));
  CHECK_THAT(all_words(broken), ContainsSubstring(words));
  REQUIRE(t.db->write("test", noon(), [](UnitOfWork& u) -> Result<> {
    persistence::rebuild_rollups(u.session());
    return Done{};
  }));
  CHECK(checked(*t.db).differing == 0);
}

TEST_CASE("the smallest table of cells that can say it answers a question about awards", "[read]") {
  const TestDatabase t = filled(GENERATE(from_range(backends())), make_world(34));
  const auto [group_by, filters, expected] = GENERATE(table<std::vector<std::string>, std::vector<FilterTerm>, std::string>({
      {{"tender_class", "provider_class"}, {}, "award_by_kind a"},
      {{"financial_year"}, {{"synthetic", false, {"false"}}, {"scope", true, {"other"}}}, "award_by_kind a"},
      {{"route"}, {{"state", false, {"draft"}}}, "award_by_kind a"},
      {{"commissioner"}, {}, "award_cell a"},
      {{"route"}, {{"commissioner", false, {"none"}}}, "award_cell a"},
      {{"route"}, {{"bodies", false, {"as_now"}}}, "award_cell a"},
      {{"route"}, {{"provider", false, {"bd-0001"}}}, "rows"},
      {{"route"}, {{"awarded_from", false, {"2025-04-01"}}}, "rows"},
      {{"route"}, {{"min_value", false, {"1.00"}}}, "rows"},
  }));
  CHECK(answered_by(*t.db, persistence::read::awards_report(), {filters, group_by}) == expected);
  CHECK(answered_by(*t.db, persistence::read::award_values_report(), {filters, group_by}) == expected);
  CHECK(answered_by(*t.db, persistence::read::awards_report(), {{}, {"provider_group"}}) == "rows");
}

TEST_CASE("awards whose sum leaves 64 bits are kept, and the report that would add them up says so", "[read]") {
  const TestDatabase t = filled(GENERATE(from_range(backends())), make_world(35));
  change(*t.db, {"update award set value_pence = 9000000000000000000, value_kind = 'lifetime', value_currency = 'GBP', value_vat = "
                 "'excluded', value_placeholder = 0, state = 'published' where key in (1, 2)"});
  CHECK(checked(*t.db).differing == 0);
  for (const bool from_rows : {true, false}) {
    const auto report = report_of(*t.db, "awards", {{}, {"synthetic"}}, from_rows);
    REQUIRE_FALSE(report);
    CHECK(report.error().kind == ErrorKind::invalid);
    CHECK_THAT(report.error().message, ContainsSubstring("64 bits"));
  }
}

} // namespace openward::test
