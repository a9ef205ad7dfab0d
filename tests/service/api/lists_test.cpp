// Lists, reports and the feed over an empty register: what is refused, and how.

#include "register.h"

#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;

TEST_CASE("a parameter that would have no effect is refused by name", "[api]") {
  const auto [target, faulty] = GENERATE(table<std::string, std::string>({
      {"/v1/awards?route=zebra", "route"},
      {"/v1/awards?not_route=zebra", "not_route"},
      {"/v1/awards?sort=colour", "sort"},
      {"/v1/awards?sort=", "sort"},
      {"/v1/awards?cursor=", "cursor"},
      {"/v1/awards?cursor=abc", "cursor"},
      {"/v1/awards?limit=1001", "limit"},
      {"/v1/awards?awarded_from=10-08-2026", "awarded_from"},
      {"/v1/awards?framework=yes", "framework"},
      {"/v1/awards?q=%20", "q"},
      {"/v1/awards?q=%22%2A%22", "q"},
      {"/v1/awards?sort=relevance", "sort"},
      {"/v1/awards?fields=", "fields"},
      {"/v1/awards?fields=id,colour", "fields"},
      {"/v1/awards.csv?fields=colour", "fields"},
      {"/v1/awards?facets=", "facets"},
      {"/v1/awards?facets=route,state", "facets"},
      {"/v1/awards.csv?facets=route", "facets"},
      {"/v1/payments?facets=provider_class", "facets"},
      {"/v1/search", "q"},
      {"/v1/search?q=", "q"},
      {"/v1/search?q=%2A", "q"},
      {"/v1/search?q=hip&limit=51", "limit"},
      {"/v1/search?q=hip&kind=awards", "kind"},
      {"/v1/awards.csv?limit=5", "limit"},
      {"/v1/awards.csv?sort=id", "sort"},
      {"/v1/awards.ndjson?cursor=abc", "cursor"},
      {"/v1/reports/spend?group_by=", "group_by"},
      {"/v1/reports/spend?group_by=colour", "group_by"},
      {"/v1/reports/spend?group_by=month,month", "group_by"},
      {"/v1/reports/awards?limit=5", "limit"},
      {"/v1/changes?since=-1", "since"},
      {"/v1/changes?since=1&since=2", "since"},
      {"/v1/changes?since=", "since"},
      {"/v1/changes?limit=0", "limit"},
      {"/v1/changes?limit=5&limit=5", "limit"},
      {"/v1/changes?wait=61", "wait"},
      {"/v1/changes?wait=-1", "wait"},
      {"/v1/changes?wait=1s", "wait"},
      {"/v1/changes?wait=1&wait=2", "wait"},
      {"/v1?q=x", "q"},
  }));
  Register one;
  const auto response = one.get(target);
  INFO(target << " " << response.body);
  CHECK(response.status == 400);
  CHECK_THAT(response.body, ContainsSubstring("\"parameter\":\"" + faulty + "\""));
}

TEST_CASE("an empty list says that it is empty, and what was asked", "[api]") {
  Register one;
  const auto response = one.get("/v1/awards?not_route=unknown&route=direct_award_c&route=aqp&limit=5");
  CHECK(response.body ==
        R"({"data":[],"page":{"total":0,"limit":5,"next":null},"filter":{"not_route":["unknown"],"route":["direct_award_c","aqp"]},)"
        R"("sort":"-effective_on","seq":0})");
  CHECK(header(response, "X-Total-Count") == "0");
  CHECK(header(response, "Link") == R"(</v1/awards?not_route=unknown&route=direct_award_c&route=aqp&limit=5>; rel="first")");
}

TEST_CASE("one question finds records of every kind, with their counts, the words marked and the address of all", "[api]") {
  Register one;
  for (const char* title : {"Hip <b>clinic</b>", "Knees and hips", "Eyes"}) {
    const auto made = one.post("/v1/awards", std::string(R"({"title":")") + title + "\"}");
    REQUIRE(made.status == 201);
  }
  CHECK_THAT(one.get("/v1/search?q=hip").body, ContainsSubstring(R"("total":0,"found":[],"seq":)")); // drafts are nobody's business
  CHECK_THAT(one.get("/v1/search?q=hip").body, ContainsSubstring(R"("counts":{"awards":0,"procurements":0,)"));
  const http::Parameters as_auditor{{"authorization", "Bearer " + one.token("auditor")}};
  const auto list = one.get("/v1/awards?state=draft&q=hip&sort=relevance&fields=title&facets=recorded,route", as_auditor);
  INFO(list.body);
  REQUIRE(list.status == 200);
  CHECK_THAT(list.body,
             ContainsSubstring(R"("data":[{"title":"Knees and hips"},{"title":"Hip <b>clinic</b>"}],"highlights":[[{"field":"title")"
                               R"(,"parts":[{"text":"Knees and ","found":false},{"text":"hips","found":true}],"cut_before":false,)"
                               R"("cut_after":false}],[{"field":"title","parts":[{"text":"Hip","found":true},{"text":" <b>clinic)"
                               R"(</b>","found":false}])"));
  CHECK_THAT(list.body, ContainsSubstring(R"("facets":[{"name":"recorded","values":[{"value":true,"rows":2}],"more_values":0},{"name":)"
                                          R"("route","values":[{"value":"unknown","rows":2}],"more_values":0}])"));
  CHECK_THAT(list.body, ContainsSubstring(R"("sort":"relevance")"));
  const auto csv = one.get("/v1/awards.csv?state=draft&q=hip&fields=title,commissioner", as_auditor);
  CHECK(body_of(csv) == "title,commissioner_id,commissioner_name\r\nHip <b>clinic</b>,,\r\nKnees and hips,,\r\n");
}

TEST_CASE("pages follow one another to the end, and hold every record once", "[api]") {
  Register one;
  for (int i = 0; i < 5; ++i) REQUIRE(one.post("/v1/awards", R"({"title":"Award )" + std::to_string(i) + "\"}").status == 201);
  const http::Parameters as_auditor{{"authorization", "Bearer " + one.token("auditor")}};
  std::string next = "/v1/awards?state=draft&sort=title&limit=2";
  std::string seen;
  int pages = 0;
  while (!next.empty()) {
    const auto response = one.get(next, as_auditor);
    REQUIRE(response.status == 200);
    ++pages;
    for (auto at = response.body.find("\"title\":\"Award "); at != std::string::npos; at = response.body.find("\"title\":\"Award ", at + 1))
      seen += response.body[at + 15];
    CHECK(header(response, "X-Total-Count") == "5");
    const std::string link = header(response, "Link");
    const auto from = link.find(", <");
    next = from == std::string::npos ? "" : link.substr(from + 3, link.find('>', from) - from - 3);
  }
  CHECK(seen == "01234");
  CHECK(pages == 3);
}

TEST_CASE("a change of the register changes the validator of a list", "[api]") {
  Register one;
  const std::string before = header(one.get("/v1/awards"), "ETag");
  CHECK(one.get("/v1/awards", {{"if-none-match", "W/" + before}}).status == 304);
  CHECK(one.get("/v1/awards", {{"if-none-match", "\"x\", " + before}}).status == 304);
  CHECK(one.get("/v1/awards.csv", {{"if-none-match", before}}).status == 200);
  REQUIRE(one.post("/v1/awards", R"({"title":"One"})").status == 201);
  CHECK(one.get("/v1/awards", {{"if-none-match", before}}).status == 200);
}

TEST_CASE("a provider given by id takes no identifier beside it", "[api]") {
  Register one;
  const auto response = one.post("/v1/awards", R"({"title":"One","providers":[{"name":"Example Ltd","identifier":"coh:01234567"}]})");
  REQUIRE(response.status == 201);
  const auto refused = one.post("/v1/awards", R"({"title":"Two","providers":[{"id":"coh:01234567","identifier":"coh:07654321"}]})");
  CHECK(refused.status == 400);
  CHECK_THAT(refused.body, ContainsSubstring(R"("pointer":"/providers/0/identifier")"));
}

TEST_CASE("an answer as of today says the day and the rows of divided bodies, and has another validator tomorrow", "[api]") {
  const std::string target =
      GENERATE(as<std::string>(), "/v1/payments?bodies=as_now", "/v1/payments.csv?bodies=as_now", "/v1/reports/spend?bodies=as_now",
               "/v1/reports/spend.csv?bodies=as_now", "/v1/reports/lenses?bodies=as_now", "/v1/reports/lenses.csv?bodies=as_now");
  Register one;
  one.set_clock(*Instant::parse("2026-08-10T22:59:59Z"));
  const auto today = one.get(target);
  REQUIRE(today.status == 200);
  CHECK(header(today, "X-Rows-Of-Divided-Bodies") == "0");
  if (target.find(".csv") == std::string::npos)
    CHECK_THAT(body_of(today), ContainsSubstring(R"("rows_of_divided_bodies":0,"bodies_as_of":"2026-08-10")"));
  const http::Parameters seen{{"if-none-match", header(today, "ETag")}};
  CHECK(one.get(target, seen).status == 304);
  one.set_clock(*Instant::parse("2026-08-10T23:00:00Z")); // midnight in London
  CHECK(one.get(target, seen).status == 200);

  const std::string then = target.substr(0, target.find('?'));
  const auto as_then = one.get(then);
  CHECK(header(as_then, "X-Rows-Of-Divided-Bodies").empty());
  one.set_clock(*Instant::parse("2026-09-10T12:00:00Z"));
  CHECK(one.get(then, {{"if-none-match", header(as_then, "ETag")}}).status == 304);
}
