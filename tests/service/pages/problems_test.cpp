// Problems for people: the same status and words as the document, as a page, and only for those who read pages.

#include "read_page.h"

#include <algorithm>

using namespace openward;
using namespace openward::test;

namespace {
constexpr const char* browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
constexpr const char* html = "text/html; charset=utf-8";
constexpr const char* document = "application/problem+json";
} // namespace

TEST_CASE("a browser gets a problem as a page, and a program as a document", "[pages]") {
  struct Asked {
    const char* address;
    const char* accept;
    int status;
    const char* media_type;
  };
  const Asked asked =
      GENERATE(Asked{"/nothing/here", browser, 404, html}, Asked{"/nothing/here", "", 404, document},
               Asked{"/nothing/here", "*/*", 404, document}, Asked{"/nothing/here", "application/json, text/html", 404, document},
               Asked{"/v1/nothing", browser, 404, document}, Asked{"/ocds/nothing", browser, 404, document},
               Asked{"/awards/aw-none", browser, 404, html}, Asked{"/procurements/ocds-none", browser, 404, html},
               Asked{"/awards?colour=red", browser, 400, html}, Asked{"/awards?colour=red", "application/json", 400, document},
               Asked{"/awards?state=draft", browser, 400, html}, Asked{"/awards?cursor=broken", browser, 400, html},
               Asked{"/spend?group_by=colour", browser, 400, html}, Asked{"/spend?lens=rose", browser, 400, html},
               Asked{"/spend?financial_year=soon", browser, 400, html}, Asked{"/payments?paid_from=soon", browser, 400, html});
  INFO(asked.address << " for " << asked.accept);
  Register& one = demonstration();
  const auto response = one.get(asked.address, {{"accept", asked.accept}});
  CHECK(response.status == asked.status);
  CHECK(response.media_type.starts_with(asked.media_type));
  if (response.media_type != html) return;
  const ReadPage page = read_page(response);
  CHECK(page.fault == "");
  CHECK(page.headings == 1);
  CHECK(page.forbidden == std::vector<std::string>{});
  const auto told = json(one.get(asked.address));
  CHECK_THAT(page.text, ContainsSubstring(told["detail"].GetString()));
  if (told.HasMember("errors")) {
    for (const auto& fault : told["errors"].GetArray()) CHECK_THAT(page.text, ContainsSubstring(fault["detail"].GetString()));
  }
}

TEST_CASE("a problem page names the parameter and the way back, and offers a search", "[pages]") {
  const auto response = demonstration().get("/awards?colour=%3Cred%3E&route=aqp", {{"accept", browser}});
  const ReadPage page = read_page(response);
  CHECK_THAT(page.text, ContainsSubstring("colour"));
  CHECK(std::find(page.links.begin(), page.links.end(), "/awards") != page.links.end());
  CHECK_THAT(response.body, ContainsSubstring("action=\"/search\""));
  CHECK(response.body.find("<red>") == std::string::npos);
  CHECK(header(response, "Cache-Control") == "no-store");
}

TEST_CASE("who asks for too many pages reads when to come back", "[pages]") {
  Register one;
  one.limit(2, 2, true);
  http::Response last;
  for (int i = 0; i < 4; ++i) {
    auto asked = request("GET", "/about-nothing", {{"accept", browser}});
    asked.remote = "192.0.2.1";
    last = one.ask(asked);
  }
  CHECK(last.status == 429);
  CHECK(last.media_type == html);
  CHECK_FALSE(header(last, "Retry-After").empty());
  CHECK(read_page(last).fault == "");
}

TEST_CASE("a page can be looked at and not written to", "[pages]") {
  Register one;
  const auto response = one.ask(request("POST", "/awards", {{"accept", browser}}));
  CHECK(response.status == 405);
  CHECK(response.media_type == html);
  CHECK_THAT(header(response, "Allow"), ContainsSubstring("GET"));
}
