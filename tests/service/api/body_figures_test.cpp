// The records of providers and commissioners over a random register: every figure against plain SQL over the lines and the awards, on both
// databases.

#include "persistence/rollups.h"
#include "register.h"
#include "tests/persistence/read/world.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>

#include <set>

using namespace openward;
using namespace openward::test;

namespace {

using Value = rapidjson::Value;

std::string decimal(const std::string& pence) { return Money{std::stoll(pence), {}}.decimal(); }

/// A random register, and the questions that are put to it in SQL of this file alone.
class Records {
 public:
  Records(persistence::Backend backend, std::uint32_t seed) : one_(api::register_router(), backend), world_(make_world(seed)) {
    written(one_.database(), [this](persistence::UnitOfWork& u) {
      store(world_, u.session());
      persistence::rebuild_rollups(u.session());
      return 0;
    });
  }

  rapidjson::Document get(const std::string& target) {
    const auto response = one_.get(target);
    INFO(target << " " << response.body.substr(0, 500));
    REQUIRE(response.status == 200);
    rapidjson::Document document;
    document.Parse(response.body.data(), response.body.size());
    REQUIRE_FALSE(document.HasParseError());
    return document;
  }
  std::string sql(const std::string& query) { return cell(one_.database(), query); }
  const World& world() const { return world_; }
  Register& api() { return one_; }

 private:
  Register one_;
  World world_;
};

std::string text(const Value& value, const char* pointer) {
  const Value* found = rapidjson::Pointer(pointer).Get(value);
  INFO(pointer);
  REQUIRE(found != nullptr);
  if (found->IsString()) return found->GetString();
  if (found->IsNull()) return "null";
  return std::to_string(found->GetInt64());
}

std::string flag(bool yes) { return yes ? "1" : "0"; }
std::string key_of(std::size_t body) { return std::to_string(body + 1); }

constexpr const char* lines = " from payment p join supplier_string s on s.key = p.supplier_key left join body pb on pb.key = s.body_key "
                              "join spend_file sf on sf.key = p.spend_file_key join source_file f on f.key = sf.source_file_key where ";

/// The class of a line: that of the body, else that of the words; nobody here has classes of a time.
constexpr const char* line_class =
    "case when coalesce(pb.provider_class, 'unclassified') = 'unclassified' then s.provider_class else pb.provider_class end";

std::string year_of(const Value& row) { return text(row, "/financial_year").substr(0, 4); }

/// Lines and their sum stand in the row, and its address lists just as many.
void check_line(Records& r, const Value& row, const std::string& where) {
  INFO(where);
  CHECK(text(row, "/payments") == r.sql("select cast(count(*) as text)" + std::string(lines) + where));
  CHECK(text(row, "/paid") == decimal(r.sql("select cast(coalesce(sum(p.pence), 0) as text)" + std::string(lines) + where)));
  const auto behind = r.get(text(row, "/rows_url"));
  CHECK(text(behind, "/page/total") == text(row, "/payments"));
}

std::size_t groups(Records& r, const std::string& by, const std::string& where) {
  return std::stoul(r.sql("select cast(count(*) as text) from (select 1 as one" + std::string(lines) + where + " group by " + by + ") g"));
}

} // namespace

TEST_CASE("the income of every provider by payer and year is what plain SQL adds up", "[api]") {
  Records r(GENERATE(from_range(backends())), 31);
  std::size_t checked = 0;
  for (std::size_t i = 0; i < r.world().bodies.size(); ++i) {
    const BodyRow& body = r.world().bodies[i];
    if (r.api().get("/v1/providers/" + body.id).status == 404) continue;
    INFO(body.id);
    const std::string mine = "s.body_key = " + key_of(i) + " and f.synthetic = " + flag(body.synthetic);
    const auto record = r.get("/v1/providers/" + body.id);
    const Value& income = *rapidjson::Pointer("/figures/income").Get(record);
    CHECK(income["rows"].Size() == groups(r, "p.financial_year", mine));
    for (const Value& row : income["rows"].GetArray()) check_line(r, row, mine + " and p.financial_year = " + year_of(row));
    CHECK(text(income, "/totals/payments") == r.sql("select cast(count(*) as text)" + std::string(lines) + mine));
    const auto whole = r.get(text(record, "/figures/income_url"));
    CHECK(whole["rows"].Size() == groups(r, "p.payer_key, p.financial_year", mine));
    for (const Value& row : whole["rows"].GetArray()) {
      const std::string payer = row["commissioner"].IsNull()
                                    ? "p.payer_key is null"
                                    : "p.payer_key = (select key from body where id = '" + text(row, "/commissioner/id") + "')";
      check_line(r, row, mine + " and " + payer + " and p.financial_year = " + year_of(row));
      ++checked;
    }
    const std::string others = "s.body_key = " + key_of(i) + " and f.synthetic = " + flag(!body.synthetic);
    if (record["figures"]["group"].IsNull())
      CHECK(text(record, "/figures/left_out/payments") == r.sql("select cast(count(*) as text)" + std::string(lines) + others));
  }
  CHECK(checked > 100);
}

TEST_CASE("a group has the income and the awards of whoever was in it on the day", "[api]") {
  Records r(GENERATE(from_range(backends())), 32);
  std::size_t owners = 0;
  for (std::size_t i = 0; i < r.world().bodies.size(); ++i) {
    const BodyRow& body = r.world().bodies[i];
    if (r.api().get("/v1/providers/" + body.id).status == 404) continue;
    const auto record = r.get("/v1/providers/" + body.id);
    const Value& group = record["figures"]["group"];
    CHECK(group.IsNull() == (record["members"].Size() == 0));
    if (group.IsNull()) continue;
    ++owners;
    INFO(body.id);
    const std::string member = "exists (select 1 from body_group g where g.body_key = ";
    const std::string then = " and p.paid_on between g.first_day and g.last_day";
    const std::string mine = "(" + member + "s.body_key and g.group_key = " + key_of(i) + then + ") or (s.body_key = " + key_of(i) +
                             " and not " + member + "s.body_key" + then + "))) and f.synthetic = " + flag(body.synthetic);
    const auto whole = r.get(text(group, "/income_url"));
    CHECK(text(whole, "/totals/payments") == r.sql("select cast(count(*) as text)" + std::string(lines) + mine));
    CHECK(text(whole, "/totals/paid") == text(group, "/income/totals/paid"));
    for (const Value& row : group["income"]["rows"].GetArray()) check_line(r, row, mine + " and p.financial_year = " + year_of(row));
    const std::string day = " and a.effective_on between g.first_day and g.last_day";
    const std::string count =
        r.sql("select cast(count(*) as text) from award a where a.state = 'published' and a.synthetic = " + flag(body.synthetic) +
              " and exists (select 1 from award_provider ap where ap.award_key = a.key and (" + member + "ap.body_key and g.group_key = " +
              key_of(i) + day + ") or (ap.body_key = " + key_of(i) + " and not " + member + "ap.body_key" + day + "))))");
    CHECK(text(group, "/awards/totals/awards") == count);
    CHECK(text(r.get(text(group, "/awards/rows_url")), "/page/total") == count);
  }
  CHECK(owners > 3);
}

TEST_CASE("the spend of every commissioner by year and class, and its months, are what plain SQL adds up", "[api]") {
  Records r(GENERATE(from_range(backends())), 33);
  std::size_t checked = 0;
  for (std::size_t i = 0; i < r.world().bodies.size(); ++i) {
    const BodyRow& body = r.world().bodies[i];
    if (!body.commissioner) continue;
    INFO(body.id);
    const std::string mine = "p.payer_key = " + key_of(i) + " and f.synthetic = " + flag(body.synthetic);
    const auto record = r.get("/v1/commissioners/" + body.id);
    const Value& spend = *rapidjson::Pointer("/figures/spend").Get(record);
    CHECK(spend["rows"].Size() == groups(r, "p.financial_year, " + std::string(line_class), mine));
    for (const Value& row : spend["rows"].GetArray()) {
      check_line(r, row,
                 mine + " and p.financial_year = " + year_of(row) + " and " + line_class + " = '" + text(row, "/provider_class") + "'");
      ++checked;
    }
    CHECK((r.get(text(record, "/figures/spend_url"))["rows"] == spend["rows"]));
    const Value& files = record["figures"]["files"];
    std::set<std::string> months;
    for (const Value& row : files["months"]["rows"].GetArray()) {
      const std::string month = text(row, "/month");
      months.insert(month);
      check_line(r, row, mine + " and p.month = " + month.substr(0, 4) + month.substr(5));
    }
    for (const Value& month : files["months_without_a_line"].GetArray()) CHECK(months.insert(month.GetString()).second);
    if (!months.empty()) {
      const int first = std::stoi(months.begin()->substr(0, 4)) * 12 + std::stoi(months.begin()->substr(5));
      const int last = std::stoi(months.rbegin()->substr(0, 4)) * 12 + std::stoi(months.rbegin()->substr(5));
      CHECK(months.size() == static_cast<std::size_t>(last - first + 1));
    }
    CHECK(text(files, "/files") ==
          r.sql("select cast(count(*) as text) from spend_file sf join source_file f on f.key = sf.source_file_key "
                "where sf.publisher_key = " +
                key_of(i) + " and f.synthetic = " + flag(body.synthetic)));
  }
  CHECK(checked > 100);
}

TEST_CASE("the untendered share of every commissioner is that of its awards in plain SQL, with what is unknown in the whole", "[api]") {
  Records r(GENERATE(from_range(backends())), 34);
  const std::string net = "case when a.value_placeholder = 0 and a.value_currency = 'GBP' and a.value_kind = 'lifetime' and a.value_vat = "
                          "'excluded' and a.value_pence is not null then a.value_pence else 0 end";
  std::set<bool> shares;
  for (std::size_t i = 0; i < r.world().bodies.size(); ++i) {
    const BodyRow& body = r.world().bodies[i];
    if (!body.commissioner) continue;
    const auto record = r.get("/v1/commissioners/" + body.id);
    const std::string whole = " from award a where a.state = 'published' and a.commissioner_key = " + key_of(i) +
                              " and a.synthetic = " + flag(body.synthetic) +
                              " and a.scope <> 'other' and a.tender_class <> 'not_procurement'";
    const auto counted = [&](const std::string& more) { return r.sql("select cast(count(*) as text)" + whole + more); };
    const auto valued = [&](const std::string& more) { return r.sql("select cast(coalesce(sum(" + net + "), 0) as text)" + whole + more); };
    const Value& share = record["figures"]["untendered"];
    INFO(body.id << " " << whole);
    for (const auto& [member, more] : {std::pair("numerator", " and a.tender_class = 'untendered'"),
                                       std::pair("unknown", " and a.tender_class = 'unknown'"), std::pair("denominator", "")}) {
      INFO(member);
      CHECK(text(share["awards"], (std::string("/") + member).c_str()) == counted(more));
      CHECK(text(share["lifetime_net"], (std::string("/") + member).c_str()) == decimal(valued(more)));
      const auto behind = r.get(text(share["awards"], (std::string("/") + member + "_url").c_str()));
      CHECK(text(behind, "/page/total") == counted(more));
    }
    const bool none = counted("") == "0";
    shares.insert(none);
    CHECK(share["awards"]["share"].IsNull() == none);
    if (!none) {
      const auto part = std::stoll(counted(" and a.tender_class = 'untendered'"));
      const auto all = std::stoll(counted(""));
      // Within half a basis point of the quotient.
      CHECK(std::abs(share["awards"]["share_basis_points"].GetInt64() * all - part * 10'000) * 2 <= all);
    }
    CHECK(share["lifetime_net"]["share"].IsNull() == (std::stoll(valued("")) <= 0));
    for (const Value& row : record["figures"]["findings"]["rows"].GetArray())
      CHECK(text(r.get(text(row, "/rows_url")), "/page/total") == text(row, "/findings"));
  }
  CHECK(shares.count(false) == 1);
}

TEST_CASE("the lines of the awards report by group hold every award once, and lead to just their awards", "[api]") {
  Records r(GENERATE(from_range(backends())), 35);
  const auto query = GENERATE(as<std::string>{}, "", "&synthetic=false", "&provider_group=bd-0001&provider_group=bd-0003",
                              "&not_provider_group=bd-0002", "&provider_groups=several&provider_groups=none");
  const auto report = r.get("/v1/reports/awards?group_by=provider_group,financial_year" + query);
  std::int64_t awards = 0;
  for (const Value& row : report["rows"].GetArray()) {
    awards += row["awards"].GetInt64();
    if (row["financial_year"].IsNull()) continue; // no filter asks for what has no date
    INFO(text(row, "/rows_url"));
    CHECK(text(r.get(text(row, "/rows_url")), "/page/total") == text(row, "/awards"));
  }
  CHECK(text(report, "/totals/awards") == std::to_string(awards));
  CHECK(awards > 0);
}

TEST_CASE("a line of the spend report by month or quarter leads to its days, within those that were asked for", "[api]") {
  Records r(GENERATE(from_range(backends())), 36);
  const auto query =
      GENERATE(as<std::string>{}, "group_by=month", "group_by=quarter,commissioner", "group_by=quarter,month",
               "group_by=month&paid_from=2024-11-12&paid_to=2025-02-03", "group_by=quarter&paid_from=2024-11-12&paid_to=2026-03-30");
  const auto report = r.get("/v1/reports/spend?" + query);
  CHECK(report["rows"].Size() > 1);
  for (const Value& row : report["rows"].GetArray()) {
    INFO(text(row, "/rows_url"));
    CHECK(text(r.get(text(row, "/rows_url")), "/page/total") == text(row, "/payments"));
  }
}

TEST_CASE("a record is told apart by its validator, and what is not there is named with where to look", "[api]") {
  Records r(persistence::Backend::sqlite, 37);
  const auto first = r.api().get("/v1/providers/bd-0001");
  const std::string known = first.status == 200 ? "bd-0001" : "bd-0002";
  for (const std::string& target :
       {"/v1/providers/" + known, "/v1/providers/" + known + "/income", "/v1/providers/" + known + "/income.csv"}) {
    const auto answer = r.api().get(target);
    INFO(target);
    if (answer.status == 404) continue;
    CHECK(r.api().get(target, {{"if-none-match", header(answer, "ETag")}}).status == 304);
  }
  const auto [target, words] = GENERATE(table<const char*, const char*>({
      {"/v1/providers/bd-none", "There is no provider bd-none; GET /v1/providers lists them."},
      {"/v1/providers/bd-none/income", "There is no provider bd-none; GET /v1/providers lists them."},
      {"/v1/commissioners/bd-none/spend", "There is no commissioner bd-none; GET /v1/commissioners lists them."},
      {"/v1/procurements/ocds-none", "There is no procurement ocds-none; GET /v1/procurements lists them."},
      {"/v1/procurements/ocds-none/timeline", "There is no procurement ocds-none; GET /v1/procurements lists them."},
      {"/v1/awards/aw-none/history", "There is no award aw-none; GET /v1/awards lists them."},
      {"/v1/spend-files/sf-none", "There is no spend file sf-none; GET /v1/spend-files lists them."},
      {"/v1/diagnostic-centres/dc-none", "There is no diagnostic centre dc-none; GET /v1/diagnostic-centres lists them."},
      {"/v1/matches/sn-none", "There is no supplier string sn-none; GET /v1/matches lists them."},
  }));
  const auto missing = r.api().get(target);
  CHECK(missing.status == 404);
  CHECK_THAT(missing.body, ContainsSubstring(words));
  for (const char* refused : {"/v1/providers/bd-none/income?of=all", "/v1/providers/bd-none/income?of=group&of=group",
                              "/v1/commissioners/bd-none/spend?group_by=month"})
    CHECK(r.api().get(refused).status == 400);
}

TEST_CASE("the index lists every route of the table, and nothing else", "[api]") {
  Register one;
  rapidjson::Document index;
  const auto answer = one.get("/v1");
  index.Parse(answer.body.data(), answer.body.size());
  REQUIRE(index.IsObject());
  std::multiset<std::string> listed;
  for (const Value& address : index["addresses"].GetArray()) {
    listed.insert(text(address, "/method") + " " + text(address, "/path"));
    CHECK(text(address, "/summary").ends_with('.'));
  }
  std::multiset<std::string> routes;
  const auto router = api::register_router();
  for (const auto& route : router.routes()) routes.insert(route.method + " " + route.pattern);
  CHECK(listed == routes);
}
