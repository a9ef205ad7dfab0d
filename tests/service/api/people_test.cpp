// People: one who is known by a name that nothing else has, planted wherever a name can stand, and looked for wherever the register can be
// read. The table of routes is the program's own, so that a new route is walked as soon as it is there.

#include "persistence/read/query.h"
#include "persistence/repositories.h"
#include "register.h"
#include "service/app/matching.h"
#include "service/app/missing.h"
#include "tests/support/catch.h"

#include <rapidjson/document.h>
#include <zip.h>

#include <set>

using namespace openward;
using namespace openward::test;
using persistence::Bodies;
using persistence::UnitOfWork;

namespace {

constexpr std::string_view name = "zebedee";

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}
bool names_them(const std::string& text) { return lower(text).find(name) != std::string::npos; }

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  INFO(text.substr(0, 500));
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

std::string text_at(const rapidjson::Value& value, const char* member) {
  return value.IsObject() && value.HasMember(member) && value[member].IsString() ? value[member].GetString() : "";
}

struct Planted {
  std::string person, buyer, award, ocid;
};

void pay(UnitOfWork& u, const std::string& publisher) {
  persistence::Spend spend(u);
  const auto file = spend.open(persistence::Sources(u).add({"a.csv", "spend", "aa", 1, false}), publisher);
  SpendFile account;
  account.name = "a.csv";
  const char* areas[] = {"Acute", "", "Acute", "Community"};
  const char* days[] = {"2025-04-10", "2025-07-01", "2026-03-31", "2026-02-01"};
  for (const char* supplier : {"Dr Q Zebedee", "Zebedee Quill", "Quiet Waters", "Quiet Care Ltd"}) {
    PaymentLine line;
    line.row = ++account.payments;
    line.paid_on = *Date::parse(days[account.payments - 1]);
    line.pence = 100'000 * line.row - 7;
    line.supplier = supplier;
    line.transaction = std::string("INV ") + supplier;
    line.expense_area = areas[account.payments - 1];
    account.total_pence += line.pence;
    spend.add(file, line);
  }
  account.rows_read = account.payments;
  spend.close(file, account);
}

Planted plant_bodies(Register& one) {
  Planted out;
  const auto done = one.database().write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    Bodies bodies(u);
    Body person = *Body::create("Zebedee Quill", {*Identifier::parse("coh:07777771"), *Identifier::parse("ods:8ZQ99")});
    person.postcode = "ZE8 3DE";
    person.address = "1 Zebedee Close";
    out.person = *bodies.add(person, false, true);
    Body payer = *Body::create("Zebedee Payer", {});
    payer.classification = {ProviderClass::individual, Evidence::curated, 90, "Zebedee's letter", {}, {}};
    const std::string paying = *bodies.add(payer, true, false);
    out.buyer = *bodies.add(*Body::create("NHS Fen Integrated Care Board", {*Identifier::parse("ods:QX0")}), true, false);
    const std::string owned = *bodies.add(*Body::create("Quiet Care Ltd", {*Identifier::parse("ods:8ZA01")}), false, true);
    if (auto kept = bodies.add_name(out.person, {"Zebedee Ermintrude", persistence::BodyNameKind::former, {}, {}, "a page"}); !kept)
      return kept.error();
    if (auto kept = bodies.own(owned, out.person, {}, {}, "Zebedee's accounts"); !kept) return kept.error();
    if (auto kept = bodies.add_succession({"ods:8ZA01", "ods:8ZQ99", *Date::parse("2025-10-01"), "a letter"}); !kept) return kept.error();
    bodies.settle();
    pay(u, paying);
    auto read = app::match_new(u, {});
    if (!read) return read.error();
    return Done{};
  });
  INFO((done ? "" : done.error().message + " / " + done.error().internal));
  REQUIRE(done);
  return out;
}

void check_posted(const http::Response& response, int status) {
  INFO(response.body);
  REQUIRE(response.status == status);
}

/// An award to the person with texts that say so, its contract and a change of it.
void plant_award(Register& one, Planted& planted) {
  const auto sent = one.post("/v1/awards", R"({"commissioner":")" + planted.buyer + R"(","title":"Counselling by Zebedee",)" +
                                               R"("description":"Zebedee Quill counsels","reference":"ZEBEDEE/1","cpv":["85100000"],)" +
                                               R"("route":"direct_award_c","providers":[{"id":")" + planted.person +
                                               R"(","name":"Mr Z. Zebedee"}],"value":{"amount":"5000.00","vat":"excluded"},)" +
                                               R"("awarded_on":"2026-01-05","starts":"2026-02-01","ends":"2028-01-31"})");
  check_posted(sent, 201);
  const auto award = parsed(sent.body);
  planted.award = text_at(award, "id");
  planted.ocid = text_at(award, "ocid");
  check_posted(one.post("/v1/awards/" + planted.award + "/publish", "", {{"if-match", header(sent, "ETag")}}), 200);
  const auto contracts = parsed(one.get("/v1/contracts").body);
  const std::string contract = "/v1/contracts/" + text_at(contracts["data"][0], "id");
  const auto seen = one.get(contract);
  check_posted(one.post(contract + "/modifications",
                        R"({"modified_on":"2026-03-01","ground":"external_factors","description":"Zebedee moved"})",
                        {{"if-match", header(seen, "ETag")}}),
               201);
}

/// A representation that a person made, in a procurement that another body runs.
void plant_representation(Register& one, const Planted& planted) {
  const auto opened = one.post("/v1/procurements", R"({"commissioner":")" + planted.buyer +
                                                       R"(","title":"Audiology","process":"direct_award_c","choice":"among_c_msp_cp",)"
                                                       R"("began":"2026-03-02"})");
  check_posted(opened, 201);
  std::string etag = header(opened, "ETag");
  for (const auto& [path, body, status] : std::vector<std::tuple<std::string, std::string, int>>{
           {"publish", "", 200},
           {"steps", R"({"step":"decide","on":"2026-03-03"})", 201},
           {"notices", R"({"kind":"intention_to_award","submitted_on":"2026-03-03","published_on":"2026-03-04"})", 201},
           {"steps", R"({"step":"begin_standstill","on":"2026-03-05"})", 201},
           {"representations", R"({"provider":"Dr Q Zebedee","received_on":"2026-03-10","note":"Zebedee was not asked"})", 201}}) {
    const auto answered = one.post(header(opened, "Location") + "/" + path, body, {{"if-match", etag}});
    INFO(path);
    check_posted(answered, status);
    etag = header(answered, "ETag");
  }
}

/// The body becomes a person after all this: what the feed said before stays in it.
Planted plant(Register& one) {
  Planted planted = plant_bodies(one);
  plant_award(one, planted);
  plant_representation(one, planted);
  const std::string address = "/v1/providers/" + planted.person + "/classifications";
  check_posted(one.post(address, R"({"provider_class":"individual","detail":"Zebedee's own page","from":"2020-01-01"})",
                        {{"if-match", header(one.get(address), "ETag")}}),
               201);
  return planted;
}

http::Parameters bearer(Register& one, const std::string& role) { return {{"authorization", "Bearer " + one.token(role)}}; }

/// Every id of every list, as somebody sees it who sees everything.
std::set<std::string> ids(Register& one, const http::Parameters& as) {
  std::set<std::string> out{"PSR-28", "cl-1"};
  for (const auto& resource : persistence::resources()) {
    const auto list = parsed(one.get("/v1/" + resource.name + "?limit=1000", as).body);
    for (const auto& row : list["data"].GetArray()) out.insert(text_at(row, "id"));
  }
  return out;
}

std::string encoded(const std::string& id) {
  std::string out;
  for (const char c : id) out += c == '~' ? std::string("%7E") : std::string(1, c);
  return out;
}

/// What the sheets of a workbook say; any other body as it is.
std::string words_of(const http::Response& response) {
  std::string body = body_of(response);
  if (response.media_type != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") return body;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(body.data(), body.size(), 0, &error);
  REQUIRE(source != nullptr);
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  REQUIRE(zip != nullptr);
  std::string out;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(zip_get_num_entries(zip, 0)); ++i) {
    zip_file_t* file = zip_fopen_index(zip, i, 0);
    REQUIRE(file != nullptr);
    char piece[4096];
    for (auto got = zip_fread(file, piece, sizeof piece); got > 0; got = zip_fread(file, piece, sizeof piece))
      out.append(piece, static_cast<std::size_t>(got));
    zip_fclose(file);
  }
  zip_discard(zip);
  return out;
}

/// The lists of the reports above the queries, split by whoever can be split by.
std::vector<std::string> lists_of_bodies() {
  std::vector<std::string> out;
  for (const std::string_view gap : app::gap_words()) out.push_back("/v1/reports/missing?gap=" + std::string(gap));
  for (const std::string dimension : {"commissioner", "provider", "provider_group"})
    out.push_back("/v1/reports/growth?from=2024-25&to=2025-26&group_by=" + dimension);
  for (const std::string of : {"provider", "provider_group"}) out.push_back("/v1/reports/providers?of=" + of);
  out.insert(out.end(), {"/v1/reports/concentration?group_by=commissioner", "/v1/reports/spend?group_by=provider&basis=real",
                         "/v1/reports/peers?financial_year=2025-26"});
  return out;
}

/// Every address that can be asked for: each route, with every id where it takes one, in every representation; and what people are looked
/// for by.
std::vector<std::string> addresses(Register& one, const Planted& planted) {
  const auto all = ids(one, bearer(one, "auditor"));
  const api::Router router = api::register_router();
  std::vector<std::string> out;
  for (const api::Route& route : router.routes()) {
    if (route.method != "GET") continue;
    std::vector<std::string> filled;
    const auto at = route.pattern.find("{id}");
    if (at == std::string::npos) filled.push_back(route.pattern);
    for (const std::string& id : all) {
      if (at != std::string::npos) filled.push_back(std::string(route.pattern).replace(at, 4, encoded(id)));
    }
    for (const std::string& address : filled) {
      out.push_back(address);
      if (route.tabular) out.insert(out.end(), {address + ".csv", address + ".ndjson"});
      if (route.atom) out.push_back(address + ".atom");
      if (route.spreadsheet) out.insert(out.end(), {address + ".xlsx", address + ".csv?byte_true=true"});
    }
  }
  for (const auto& report : persistence::reports()) {
    for (const auto& dimension : report.dimensions)
      out.push_back("/v1/reports/" + report.name + "?group_by=" + dimension.name +
                    (dimension.name == "sector" ? "&lens=accounts_independent" : ""));
  }
  for (const std::string& address : lists_of_bodies()) {
    const auto question = address.find('?');
    out.insert(out.end(), {address, address.substr(0, question) + ".xlsx" + address.substr(question)});
  }
  out.insert(out.end(), {"/v1/suggest?q=zeb", "/v1/reconcile/suggest/entity?prefix=zeb", "/v1/changes?limit=1000",
                         R"(/v1/reconcile?queries=%7B%22q0%22%3A%7B%22query%22%3A%22Zebedee%20Quill%22%7D%7D)",
                         R"(/v1/reconcile?extend=%7B%22ids%22%3A%5B%22)" + planted.person +
                             R"(%22%5D%2C%22properties%22%3A%5B%7B%22id%22%3A%22identifiers%22%7D%5D%7D)"});
  return out;
}

} // namespace

TEST_CASE("no address gives the name of a person to the public or to a recorder, in whatever representation", "[api]") {
  Register one;
  const Planted planted = plant(one);
  const http::Parameters recorder = bearer(one, "recorder");
  std::size_t answered = 0;
  for (const std::string& address : addresses(one, planted)) {
    INFO(address);
    for (const http::Parameters& headers : {http::Parameters{}, recorder}) {
      const auto response = one.get(address, headers);
      const std::string body = words_of(response);
      // What was looked for is told again, in the parameters of the question alone.
      CHECK_FALSE(names_them(body));
      for (const auto& [header_name, value] : response.headers) CHECK_FALSE(names_them(value));
      answered += response.status == 200 ? 1 : 0;
    }
  }
  CHECK(answered > 150); // the walk went somewhere
  CHECK(one.told() == std::vector<std::string>{});
}

TEST_CASE("people are found by no word and no identifier of theirs", "[api]") {
  Register one;
  plant(one);
  const auto target = GENERATE(as<std::string>{}, "/v1/payments?q=zebedee", "/v1/matches?q=zebedee", "/v1/providers?q=zebedee",
                               "/v1/commissioners?q=zebedee", "/v1/awards?q=zebedee", "/v1/procurements?q=zebedee",
                               "/v1/contracts?q=zebedee", "/v1/search?q=zebedee", "/v1/providers?identifier=coh:07777771",
                               "/v1/payments?provider=coh:07777771", "/v1/awards?provider=coh:07777771");
  INFO(target);
  CHECK_THAT(one.get(target).body, ContainsSubstring("\"total\":0"));
  CHECK_THAT(one.get(target, bearer(one, "curator")).body, !ContainsSubstring("\"total\":0"));
}

TEST_CASE("curators and auditors see people where they belong", "[api]") {
  Register one;
  const Planted planted = plant(one);
  for (const char* role : {"curator", "auditor"}) {
    const auto headers = bearer(one, role);
    for (const std::string& address : {"/v1/providers/" + planted.person,
                                       "/v1/providers/" + planted.person + "/classifications",
                                       std::string("/v1/providers.csv"),
                                       std::string("/v1/payments"),
                                       std::string("/v1/payments.ndjson"),
                                       std::string("/v1/matches"),
                                       std::string("/v1/commissioners"),
                                       "/v1/awards/" + planted.award,
                                       "/v1/awards/" + planted.award + "/history",
                                       "/v1/awards/" + planted.award + "/findings",
                                       "/v1/procurements/" + planted.ocid,
                                       std::string("/v1/contracts"),
                                       std::string("/v1/spend-files"),
                                       std::string("/v1/changes"),
                                       std::string("/v1/reports/spend?group_by=provider"),
                                       std::string("/v1/reports/spend?group_by=commissioner"),
                                       std::string("/v1/reports/providers"),
                                       std::string("/v1/reports/providers.xlsx?of=provider_group"),
                                       std::string("/v1/reports/peers"),
                                       std::string("/v1/reports/concentration?group_by=commissioner"),
                                       std::string("/v1/reports/growth?from=2024-25&to=2025-26&group_by=provider"),
                                       std::string("/v1/reports/missing?gap=payments_without_award"),
                                       std::string("/v1/providers.xlsx")}) {
      INFO(role << " " << address);
      const auto response = one.get(address, headers);
      CHECK(response.status == 200);
      CHECK(names_them(words_of(response)));
      CHECK(header(response, "Cache-Control") == "private");
      // Whoever has the one must not be told that the other is unchanged.
      CHECK((header(response, "ETag").empty() || header(response, "ETag") != header(one.get(address), "ETag")));
    }
  }
}

TEST_CASE("what is withheld is said to be withheld", "[api]") {
  Register one;
  const Planted planted = plant(one);
  CHECK_THAT(one.get("/v1/awards/" + planted.award).body, ContainsSubstring(R"("title":"withheld: a provider is a person")") &&
                                                              ContainsSubstring(R"("name":"a person")") &&
                                                              ContainsSubstring(R"("stated_name":"a person")"));
  CHECK_THAT(one.get("/v1/procurements/" + planted.ocid).body, ContainsSubstring(R"("title":"withheld: a provider is a person")"));
  CHECK_THAT(one.get("/v1/awards/" + planted.award + "/history").body, ContainsSubstring(R"("body":{"withheld":true})"));
  CHECK_THAT(one.get("/v1/payments").body, ContainsSubstring(R"("supplier":"a person")") && ContainsSubstring("Quiet Waters"));
  CHECK_THAT(one.get("/v1/providers/" + planted.person).body,
             ContainsSubstring(R"("identifiers":[])") && ContainsSubstring(R"("postcode":"")") && ContainsSubstring(R"("names":[])"));
}

TEST_CASE("every total is the same with and without a token", "[api]") {
  Register one;
  plant(one);
  const auto headers = bearer(one, "auditor");
  const auto totals = [](const std::string& body) {
    return body.substr(body.find("\"totals\":"), body.find("\"filter\":") - body.find("\"totals\":"));
  };
  for (const auto& report : persistence::reports()) {
    for (const auto& dimension : report.dimensions) {
      const std::string address =
          "/v1/reports/" + report.name + "?group_by=" + dimension.name + (dimension.name == "sector" ? "&lens=accounts_independent" : "");
      INFO(address);
      const std::string open = one.get(address).body;
      const std::string full = one.get(address, headers).body;
      CHECK(totals(open) == totals(full));
      if (open.find("\"rows\":") == std::string::npos) continue;
      CHECK(parsed(open)["rows"].Size() == parsed(full)["rows"].Size());
    }
  }
  for (const auto& resource : persistence::resources()) {
    INFO(resource.name);
    CHECK(header(one.get("/v1/" + resource.name), "X-Total-Count") == header(one.get("/v1/" + resource.name, headers), "X-Total-Count"));
  }
}

TEST_CASE("the rows behind every line of the spend report add up to the line, for every dimension", "[api]") {
  Register one;
  plant(one);
  const auto role = GENERATE(as<std::string>{}, "", "auditor");
  const http::Parameters headers = role.empty() ? http::Parameters{} : bearer(one, role);
  for (const auto& dimension : persistence::find_report("spend")->dimensions) {
    if (dimension.name == "sector") continue; // asks for a lens
    const auto report = parsed(one.get("/v1/reports/spend?group_by=" + dimension.name, headers).body);
    REQUIRE(report["rows"].Size() > 0);
    for (const auto& line : report["rows"].GetArray()) {
      INFO(dimension.name << " " << text_at(line, "rows_url"));
      REQUIRE(line["rows_url"].IsString());
      const auto rows = parsed(one.get(text_at(line, "rows_url") + "&limit=1000", headers).body);
      REQUIRE(rows.HasMember("data"));
      std::int64_t pence = 0;
      for (const auto& row : rows["data"].GetArray()) pence += *parse_pence(text_at(row, "amount"));
      CHECK(pence == *parse_pence(text_at(line, "paid")));
      CHECK(rows["data"].Size() == line["payments"].GetUint());
    }
  }
}

TEST_CASE("a month or a quarter narrows the days that were asked for, and never widens them", "[api]") {
  Register one;
  plant(one);
  const auto report = parsed(one.get("/v1/reports/spend?group_by=quarter&paid_from=2025-04-11&paid_to=2026-03-30").body);
  for (const auto& line : report["rows"].GetArray()) {
    INFO(text_at(line, "rows_url"));
    const auto rows = parsed(one.get(text_at(line, "rows_url")).body);
    std::int64_t pence = 0;
    for (const auto& row : rows["data"].GetArray()) pence += *parse_pence(text_at(row, "amount"));
    CHECK(pence == *parse_pence(text_at(line, "paid")));
  }
}
