// Signing in with a token: where it is kept, who may use it, and what it does not open.

#include "tests/support/catch.h"
#include "visit.h"

#include <tuple>

using namespace openward;
using namespace openward::test;

TEST_CASE("a token that is known signs in, in a cookie that scripts and other sites cannot reach", "[pages]") {
  Register one;
  Visit visit(one);
  const auto answer = visit.post("/sign-in", {{"token", "  " + one.token("recorder") + "\r\n"}, {"next", "/record"}});
  CHECK(answer.status == 303);
  CHECK(header(answer, "Location") == "/record");
  CHECK(header(answer, "Cache-Control") == "no-store");
  CHECK(header(answer, "Set-Cookie") == "openward=" + one.token("recorder") + "; Path=/; HttpOnly; SameSite=Strict");
  const auto page = visit.get("/sign-in");
  CHECK(page.status == 200);
  CHECK(malformed(page) == "");
  CHECK_THAT(page.body, ContainsSubstring("Signed in as <strong>recorder</strong>, recorder"));
  CHECK(page.body.find(one.token("recorder")) == std::string::npos);
  CHECK(header(page, "Cache-Control") == "no-store");
}

TEST_CASE("behind https the cookie travels by https alone, and the one of http opens nothing there", "[pages]") {
  Register one;
  Visit visit(one);
  visit.more = {{"x-forwarded-proto", "https"}};
  const auto answer = visit.sign_in(one.token("curator"));
  CHECK(header(answer, "Set-Cookie") == "__Host-openward=" + one.token("curator") + "; Path=/; HttpOnly; SameSite=Strict; Secure");
  CHECK_THAT(visit.get("/sign-in").body, ContainsSubstring("Signed in as"));
  visit.more.clear();
  CHECK_THAT(visit.get("/sign-in").body, !ContainsSubstring("Signed in as"));
}

TEST_CASE("signing out takes the cookie away, and leaves the token in force", "[pages]") {
  Register one;
  Visit visit(one, "curator");
  const auto page = visit.get("/sign-in");
  const auto answer = visit.post("/sign-out", {{"form_token", Visit::field(page, "form_token")}});
  CHECK(answer.status == 303);
  CHECK_THAT(header(answer, "Set-Cookie"), ContainsSubstring("openward=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
  CHECK(visit.cookie().empty());
  CHECK_THAT(Visit(one, "curator").get("/sign-in").body, ContainsSubstring("Signed in as"));
}

TEST_CASE("a token that opens nothing is refused by its reason and never shown", "[pages]") {
  Register one;
  Visit visit(one);
  for (const std::string secret : {"", "ow_nobody", "<script>alert(1)</script>"}) {
    const auto answer = visit.sign_in(secret);
    INFO(secret);
    CHECK(answer.status == (secret.empty() ? 400 : 403));
    CHECK(malformed(answer) == "");
    CHECK(header(answer, "Set-Cookie").empty());
    if (!secret.empty()) CHECK(answer.body.find(secret) == std::string::npos);
    CHECK_THAT(answer.body, ContainsSubstring("role=\"alert\""));
  }
}

TEST_CASE("signing in leads to pages of the register alone", "[pages]") {
  const auto [next, place] = GENERATE(table<std::string, std::string>({{"/record", "/record"},
                                                                       {"/imports", "/imports"},
                                                                       {"/matches", "/matches"},
                                                                       {"//elsewhere.test", "/sign-in"},
                                                                       {"https://elsewhere.test/", "/sign-in"},
                                                                       {"/\\elsewhere.test", "/sign-in"},
                                                                       {"/record\r\nSet-Cookie: a=b", "/sign-in"},
                                                                       {"", "/sign-in"}}));
  Register one;
  CHECK(header(Visit(one).post("/sign-in", {{"token", one.token("recorder")}, {"next", next}}), "Location") == place);
}

TEST_CASE("a form that another site sends is refused, and changes nothing", "[pages]") {
  Register one;
  for (const http::Parameters& from :
       std::vector<http::Parameters>{{{"origin", "https://elsewhere.test"}},
                                     {{"origin", "null"}},
                                     {{"sec-fetch-site", "cross-site"}},
                                     {{"sec-fetch-site", "same-site"}, {"origin", "http://register.test"}}}) {
    Visit visit(one);
    visit.more = from;
    INFO(from.front().second);
    const auto answer = visit.sign_in(one.token("recorder"));
    CHECK(answer.status == 403);
    CHECK(visit.cookie().empty());
  }
  Visit own(one);
  own.more = {{"origin", "http://register.test"}, {"sec-fetch-site", "same-origin"}};
  CHECK(own.sign_in(one.token("recorder")).status == 303);
}

TEST_CASE("a form of somebody who is signed in needs what a page of theirs holds", "[pages]") {
  Register one;
  Visit curator(one, "curator");
  const std::string of_another = Visit::field(Visit(one, "recorder").get("/sign-in"), "form_token");
  CHECK(of_another.size() == 32);
  for (const std::string& token : {std::string(), std::string("0123456789abcdef0123456789abcdef"), of_another}) {
    CHECK(curator.post("/sign-out", {{"form_token", token}}).status == 403);
    CHECK(curator.post("/matches", {{"form_token", token}, {"id", "sn-1"}, {"action", "undo"}}).status == 403);
    CHECK(curator.post("/imports", {{"form_token", token}, {"action", "import"}, {"carried", "YQ=="}}).status == 403);
  }
  CHECK_FALSE(curator.cookie().empty());
}

TEST_CASE("the cookie opens nothing of the API", "[pages]") {
  Register one;
  const std::string cookie = "openward=" + one.token("admin");
  CHECK(one.get("/v1/tokens", {{"cookie", cookie}}).status == 401);
  CHECK(one.ask(request("POST", "/v1/awards", {{"cookie", cookie}, {"content-type", "application/json"}}, R"({"title":"x"})")).status ==
        401);
  CHECK(one.ask(request("POST", "/v1/imports", {{"cookie", cookie}}, "Date,Supplier,Amount\n")).status == 401);
}

TEST_CASE("a token that has expired is told on the page", "[pages]") {
  Register one;
  const auto made = one.post("/v1/tokens", R"({"name":"brief","role":"curator","expires":"2026-12-01"})");
  REQUIRE(made.status == 201);
  const auto at = made.body.find("ow_");
  Visit visit(one);
  REQUIRE(visit.sign_in(made.body.substr(at, made.body.find('"', at) - at)).status == 303);
  one.set_clock(*Instant::parse("2027-01-01T12:00:00Z"));
  const auto page = visit.get("/imports");
  CHECK(page.status == 200);
  CHECK_THAT(page.body, ContainsSubstring("You are not signed in any more: The token expired"));
}
