// What the program answers, held against what the contract says that it answers.

#include "contract_document.h"
#include "register.h"
#include "service/render/atom.h"
#include "service/render/workbook.h"
#include "tests/support/catch.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <set>

using namespace openward;
using namespace openward::test;

namespace {

constexpr const char* draft_text = R"({"commissioner":null,"title":"Community phlebotomy","cpv":["85100000"],"route":"direct_award_c",
  "providers":[{"name":"Example Diagnostics Ltd","identifier":"coh:01234567","share_basis_points":10000}],
  "value":{"amount":310000.5,"vat":"excluded"},"awarded_on":"2026-01-05","starts":"2026-02-01","ends":"2028-01-31"})";

rapidjson::Document read(const http::Response& response) {
  rapidjson::Document document;
  document.Parse(response.body.data(), response.body.size());
  INFO(response.body);
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

std::string_view bare(std::string_view media_type) { return media_type.substr(0, media_type.find(';')); }

/// Status, media type, headers and body are documented.
void check_documented(const Operation& o, const http::Response& response) {
  INFO(o.method << " " << o.pattern << " gave " << response.status << " " << response.media_type << " " << response.body.substr(0, 2000));
  const Json* documented = contract().response(o, response.status);
  REQUIRE(documented != nullptr);
  for (const auto& [name, value] : response.headers) {
    // Told to the browser alone.
    if (name == "X-Content-Type-Options" || name == "Referrer-Policy") continue;
    INFO("header " << name << ": " << value);
    const Json* headers = member(*documented, "headers");
    REQUIRE(headers != nullptr);
    CHECK(member(*headers, name) != nullptr);
  }
  if (response.media_type.empty()) return;
  const Json* content = contract().content(o, response.status, bare(response.media_type));
  REQUIRE(content != nullptr);
  if (!bare(response.media_type).ends_with("json") || response.media_type == "application/x-ndjson") return;
  CHECK(contract().misfit(*member(*content, "schema"), read(response)) == "");
}

const Operation& operation(std::string_view method, std::string_view pattern) {
  const Operation* found = contract().find(method, pattern);
  INFO(method << " " << pattern);
  REQUIRE(found != nullptr);
  return *found;
}

/// An address of the operation; an id that names nothing where it takes one.
std::string address(const Operation& o) {
  std::string out = o.pattern;
  if (const auto at = out.find("{id}"); at != std::string::npos) out.replace(at, 4, "nothing-here");
  return out;
}

bool is_page(const Operation& o) { return contract().response(o, 406) == nullptr; }

} // namespace

TEST_CASE("every GET of an empty register answers as documented", "[contract]") {
  Register one;
  const std::string admin = one.token("admin");
  for (const Operation& o : contract().operations()) {
    if (o.method != "GET") continue;
    // These ask nothing without a question.
    const std::string target = address(o) + (o.pattern == "/v1/search" ? "?q=hip" : o.pattern == "/card.png" ? "?of=%2F" : "");
    http::Parameters headers;
    if (member(*o.body, "security") != nullptr) {
      const auto without = one.get(target);
      CHECK(without.status == 401);
      check_documented(o, without);
      headers.emplace_back("authorization", "Bearer " + admin);
    }
    const auto response = one.get(target, headers);
    INFO(o.pattern << " " << response.status);
    CHECK(response.status == (address(o) == o.pattern ? 200 : 404));
    check_documented(o, response);
    if (header(response, "ETag").empty()) continue;
    headers.emplace_back("if-none-match", header(response, "ETag"));
    const auto again = one.get(target, headers);
    CHECK(again.status == 304);
    check_documented(o, again);
  }
  CHECK(one.told() == std::vector<std::string>{});
}

TEST_CASE("every tabular GET answers CSV, NDJSON and workbooks as documented, and knows the validator that it gave", "[contract]") {
  Register one;
  for (const Operation& o : contract().operations()) {
    if (o.method != "GET" || contract().content(o, 200, "text/csv") == nullptr) continue;
    for (const std::string_view suffix : {".csv", ".ndjson", ".xlsx", ".atom"}) {
      if (suffix == ".atom" && contract().content(o, 200, render::atom_type) == nullptr) continue;
      if (suffix == ".xlsx" && contract().content(o, 200, render::workbook_type) == nullptr) continue;
      const std::string target = address(o) + std::string(suffix);
      INFO(target);
      const auto response = one.get(target);
      CHECK(response.status == (address(o) == o.pattern ? 200 : 404));
      check_documented(o, response);
      if (response.status == 404) continue;
      if (suffix == ".csv") CHECK(body_of(response).ends_with("\r\n"));
      const auto again = one.get(target, {{"if-none-match", header(response, "ETag")}});
      CHECK(again.status == 304);
      CHECK(body_of(again).empty());
    }
  }
}

TEST_CASE("every operation refuses a parameter that it does not know, as documented", "[contract]") {
  Register one;
  for (const Operation& o : contract().operations()) {
    const auto response = one.ask(request(o.method, address(o) + "?colour=blue"));
    INFO(o.method << " " << o.pattern);
    CHECK(response.status == 400);
    check_documented(o, response);
  }
}

TEST_CASE("every operation that is no page refuses a media type that it does not give, as documented", "[contract]") {
  Register one;
  for (const Operation& o : contract().operations()) {
    const auto response = one.ask(request(o.method, address(o), {{"accept", "image/png"}}));
    INFO(o.method << " " << o.pattern);
    CHECK((response.status == 406) == !is_page(o));
    check_documented(o, response);
  }
}

TEST_CASE("every address refuses another method and answers OPTIONS, as documented", "[contract]") {
  Register one;
  for (const Operation& o : contract().operations()) {
    const auto response = one.ask(request("DELETE", address(o)));
    INFO(o.method << " " << o.pattern);
    CHECK(response.status == 405);
    CHECK_THAT(header(response, "Allow"), ContainsSubstring(o.method));
    check_documented(o, response);
    const auto options = one.ask(request("OPTIONS", address(o)));
    CHECK(options.status == 204);
    CHECK(options.body.empty());
    CHECK(header(options, "Allow") == header(response, "Allow"));
  }
}

TEST_CASE("every POST that records is refused as documented without a token, and so is one whose token is not enough", "[contract]") {
  Register one;
  const std::string auditor = one.token("auditor");
  for (const Operation& o : contract().operations()) {
    if (o.method != "POST" || member(*o.body, "security") == nullptr) continue;
    const std::string body = member(*o.body, "requestBody") != nullptr ? "{}" : "";
    http::Parameters headers{{"content-type", "application/json"}};
    const auto without = one.ask(request("POST", address(o), headers, body));
    CHECK(without.status == 401);
    check_documented(o, without);
    headers.emplace_back("authorization", "Bearer " + auditor);
    const auto too_little = one.ask(request("POST", address(o), headers, body));
    CHECK(too_little.status == 403);
    check_documented(o, too_little);
  }
}

TEST_CASE("an award goes from draft to a modified contract, and every answer on the way is as documented", "[contract]") {
  Register one;
  const Operation& draft = operation("POST", "/v1/awards");
  const Operation& publish = operation("POST", "/v1/awards/{id}/publish");
  const Operation& modify = operation("POST", "/v1/contracts/{id}/modifications");

  const auto drafted = one.post("/v1/awards", draft_text, {{"idempotency-key", "k-1"}});
  CHECK(drafted.status == 201);
  check_documented(draft, drafted);
  const auto replayed = one.post("/v1/awards", draft_text, {{"idempotency-key", "k-1"}});
  CHECK(header(replayed, "Idempotency-Replayed") == "true");
  CHECK(replayed.body == drafted.body);
  check_documented(draft, replayed);
  const auto other = one.post("/v1/awards", R"({"title":"Another"})", {{"idempotency-key", "k-1"}});
  CHECK(other.status == 422);
  check_documented(draft, other);

  const std::string award = header(drafted, "Location");
  const auto unseen = one.post(award + "/publish", "");
  CHECK(unseen.status == 428);
  check_documented(publish, unseen);
  const auto stale = one.post(award + "/publish", "", {{"if-match", "\"another\""}});
  CHECK(stale.status == 412);
  check_documented(publish, stale);
  const auto without_commissioner = one.post(award + "/publish", "", {{"if-match", header(drafted, "ETag")}});
  CHECK(without_commissioner.status == 400);
  check_documented(publish, without_commissioner);

  // The first commissioner of an empty register comes with a body that provides.
  const std::string provider(word(read(drafted)["providers"][0], "id"));
  std::string complete = draft_text;
  complete.replace(complete.find("null"), 4, "\"" + provider + "\"");
  const auto second = one.post("/v1/awards", complete);
  REQUIRE(second.status == 201);
  const std::string whole = header(second, "Location");
  const auto published = one.post(whole + "/publish", "", {{"if-match", header(second, "ETag")}});
  INFO(published.body);
  REQUIRE(published.status == 200);
  check_documented(publish, published);
  const auto twice = one.post(whole + "/publish", "", {{"if-match", header(published, "ETag")}});
  CHECK(twice.status == 409);
  check_documented(publish, twice);

  const std::string contract_address = "/v1/contracts/" + std::string(word(read(published), "contract_id"));
  const auto signed_one = one.get(contract_address);
  check_documented(operation("GET", "/v1/contracts/{id}"), signed_one);
  const auto modified = one.post(contract_address + "/modifications",
                                 R"({"modified_on":"2027-01-15","description":"A further quarter.","value_change":"24000"})",
                                 {{"if-match", header(signed_one, "ETag")}});
  CHECK(modified.status == 201);
  check_documented(modify, modified);
  CHECK(word(read(modified)["current_value"], "amount") == "334000.50");

  const auto cancelled = one.post(award + "/cancel", "", {{"if-match", header(drafted, "ETag")}});
  CHECK(cancelled.status == 200);
  check_documented(operation("POST", "/v1/awards/{id}/cancel"), cancelled);

  for (const Operation& o : contract().operations()) {
    if (o.method == "GET" && address(o) == o.pattern) check_documented(o, one.get(o.pattern));
  }
  check_documented(operation("GET", "/v1/awards/{id}/history"), one.get(whole + "/history"));
  check_documented(operation("GET", "/v1/awards/{id}/findings"), one.get(whole + "/findings"));
  const std::string procurement = "/v1/procurements/" + std::string(word(read(one.get(whole)), "ocid"));
  check_documented(operation("GET", "/v1/procurements/{id}/findings"), one.get(procurement + "/findings"));
  check_documented(operation("GET", "/v1/rules/{id}"), one.get("/v1/rules/PSR-28"));
  check_documented(operation("GET", "/v1/reports/awards"), one.get("/v1/reports/awards?group_by=commissioner,route,financial_year"));
  for (const std::string_view lens : {"all_non_nhs", "commissioner_budget"}) {
    const std::string query = "?group_by=sector,financial_year&lens=" + std::string(lens);
    for (const std::string_view report : {"spend", "awards"}) {
      const std::string pattern = "/v1/reports/" + std::string(report);
      const auto answered = one.get(pattern + query);
      CHECK(answered.status == 200);
      check_documented(operation("GET", pattern), answered);
    }
    check_documented(operation("GET", "/v1/lenses/{id}"), one.get("/v1/lenses/" + std::string(lens)));
  }
  for (const std::string_view target :
       {"growth?lens=commissioner_budget&basis=real&group_by=commissioner", "growth?from=2024-25&to=2025-26", "peers?lens=all_non_nhs",
        "providers?of=provider_group", "concentration?group_by=commissioner", "missing?gap=award_of_no_spend_file",
        "missing?gap=award_without_parties", "missing", "spend?basis=real&group_by=month", "award-values?group_by=route,commissioner",
        "contracts-ending?within=240&from=2026-01-01&group_by=ends_month,commissioner"}) {
    const auto answered = one.get("/v1/reports/" + std::string(target));
    INFO(target);
    CHECK(answered.status == 200);
    check_documented(operation("GET", "/v1/reports/" + std::string(target.substr(0, target.find('?')))), answered);
  }
  for (const std::string_view measure : {"paid", "awarded"})
    check_documented(operation("GET", "/v1/reports/lenses"), one.get("/v1/reports/lenses?measure=" + std::string(measure)));
  for (const std::string_view report : {"annual-summary", "monitoring-report"}) {
    const Operation& documented = operation("GET", "/v1/commissioners/{id}/" + std::string(report));
    for (const std::string_view suffix : {"", ".csv", ".ndjson"}) {
      const auto answered = one.get("/v1/commissioners/" + provider + "/" + std::string(report) + std::string(suffix) + "?year=2025-26");
      CHECK(answered.status == 200);
      check_documented(documented, answered);
    }
  }
  check_documented(operation("GET", "/commissioners/{id}/annual-summary"), one.get("/commissioners/" + provider + "/annual-summary"));
  CHECK(one.told() == std::vector<std::string>{});
}

TEST_CASE("a procurement is run step by step, and every answer on the way is as documented", "[contract]") {
  Register one;
  const Operation& open = operation("POST", "/v1/procurements");
  const Operation& show = operation("GET", "/v1/procurements/{id}/procedure");
  // The first commissioner of an empty register comes with a body that provides.
  const std::string buyer(word(read(one.post("/v1/awards", draft_text))["providers"][0], "id"));
  const auto unknown = one.post("/v1/procurements", R"({"commissioner":"ods:ZZZ9","title":"Audiology"})");
  CHECK(unknown.status == 400);
  check_documented(open, unknown);
  const auto opened = one.post("/v1/procurements", R"({"commissioner":")" + buyer +
                                                       R"(","title":"Audiology","process":"direct_award_c","choice":"among_c_msp_cp",)"
                                                       R"("estimate":{"amount":"10"},"began":"2026-03-02"})");
  INFO(opened.body);
  REQUIRE(opened.status == 201);
  check_documented(open, opened);
  const std::string address = header(opened, "Location");
  std::string etag = header(opened, "ETag");
  const auto hidden = one.get(address + "/procedure");
  CHECK(hidden.status == 404);
  check_documented(show, hidden);

  struct Request {
    std::string path, body;
    int status;
  };
  for (const Request& sent : std::vector<Request>{
           {"publish", "", 200},
           {"publish", "", 409},
           {"steps", R"({"step":"enter_contract","on":"2026-03-03"})", 409},
           {"steps", R"({"step":"decide","on":"2026-03-03","note":"Panel of three"})", 201},
           {"notices", R"({"kind":"intention_to_award","submitted_on":"2026-03-03","published_on":"2026-03-04"})", 201},
           {"steps", R"({"step":"begin_standstill","on":"2026-03-05"})", 201},
           {"abandonment", R"({"decided_on":"2026-03-09"})", 409},
           {"representations", R"({"provider":"Marsh Hearing CIC","received_on":"2026-03-10"})", 201},
           {"steps", R"({"step":"decide_to_abandon","on":"2026-03-11"})", 201},
           {"steps", R"({"step":"communicate_further_decision","on":"2026-03-11"})", 201},
           {"steps", R"({"step":"end_standstill","on":"2026-03-18"})", 201},
           {"procedures", R"({"because":"switch","process":"competitive_process","began":"2026-03-20"})", 201},
           {"abandonment", R"({"decided_on":"2026-03-21"})", 201},
       }) {
    const Operation& documented = operation("POST", "/v1/procurements/{id}/" + sent.path);
    const auto answered = one.post(address + "/" + sent.path, sent.body, {{"if-match", etag}});
    INFO(sent.path << " " << sent.body << " -> " << answered.body);
    CHECK(answered.status == sent.status);
    check_documented(documented, answered);
    if (answered.status < 300) etag = header(answered, "ETag");
    const auto unseen = one.post(address + "/" + sent.path, sent.body);
    CHECK(unseen.status == 428);
    check_documented(documented, unseen);
  }
  const auto shown = one.get(address + "/procedure");
  CHECK(header(shown, "ETag") == etag);
  check_documented(show, shown);
  check_documented(operation("GET", "/v1/procurements/{id}"), one.get(address));
  check_documented(operation("GET", "/v1/procurements"), one.get("/v1/procurements?state=published&recorded=true"));
  check_documented(operation("GET", "/v1/changes"), one.get("/v1/changes"));
  CHECK(one.told() == std::vector<std::string>{});
}

TEST_CASE("the documented assessment is the one that the documented planned award gets, without a token", "[contract]") {
  Register one;
  const Operation& assess = operation("POST", "/v1/assessments");
  const Json& asked = *member(*member(*member(*assess.body, "requestBody"), "content"), "application/json");
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> writer(text);
  member(asked, "example")->Accept(writer);
  const auto answered = one.ask(request("POST", "/v1/assessments", {{"content-type", "application/json"}}, text.GetString()));
  CHECK(answered.status == 200);
  check_documented(assess, answered);
  const auto body = read(answered);
  const Json& documented = *member(*contract().content(assess, 200, "application/json"), "example");
  for (const std::string& name : names_of(&documented)) {
    INFO(name);
    REQUIRE(member(body, name) != nullptr);
    CHECK((*member(body, name) == *member(documented, name)));
  }
  CHECK(one.told() == std::vector<std::string>{});
  CHECK(word(read(one.get("/v1/changes")), "next") == "/v1/changes?since=0&limit=100"); // no event: nothing was recorded
}

TEST_CASE("a planned award that cannot be read is refused as documented", "[contract]") {
  Register one;
  const Operation& assess = operation("POST", "/v1/assessments");
  const auto ask = [&](const std::string& type, const std::string& body) {
    const auto response = one.ask(request("POST", "/v1/assessments", {{"content-type", type}}, body));
    check_documented(assess, response);
    return response.status;
  };
  CHECK(ask("application/json", "{") == 400);
  CHECK(ask("application/json", "[]") == 400);
  CHECK(ask("application/json", R"({"titel":"x"})") == 400);
  CHECK(ask("text/plain", "{}") == 415);
  CHECK(ask("application/json; charset=utf-8", "{}") == 200);
}

TEST_CASE("an imported file is answered as documented: previewed, taken, sent again, shown and refused", "[contract]") {
  Register one;
  const Operation& sent = operation("POST", "/v1/imports");
  const std::string csv = "Date,Supplier,Amount\n13/04/2026,ACME CARE LTD,26000.50\n14/04/2026,BETA LTD,n/a\n,,26000.50\n";
  const auto send = [&](const std::string& query, const std::string& body) {
    const auto response = one.post("/v1/imports" + query, body);
    check_documented(sent, response);
    return response;
  };
  CHECK(send("?dry_run=true", csv).status == 200);
  const auto taken = send("?name=april.csv", csv);
  CHECK(taken.status == 201);
  CHECK(send("", csv).status == 200);
  CHECK(send("?as=ocds", R"({"releases":[]})").status == 201);
  CHECK(send("", "%PDF").status == 415);
  CHECK(send("?header_row=9", csv + "\n").status == 400);
  check_documented(operation("GET", "/v1/imports/{id}"), one.get(header(taken, "Location")));
  CHECK(one.told() == std::vector<std::string>{});
}
