// What holds of every page: it is well-formed, has one heading, asks nothing inline, its links answer, and hostile text is text.

#include "read_page.h"

#include "persistence/repositories.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace openward;
using namespace openward::test;

namespace {

const std::vector<std::string> addresses{"/",
                                         "/spend",
                                         "/spend?synthetic=true",
                                         "/spend?synthetic=true&group_by=sector&lens=with_primary_care",
                                         "/spend?synthetic=true&group_by=provider_group&basis=real",
                                         "/spend?synthetic=true&group_by=commissioner&financial_year=2025-26",
                                         "/spend?synthetic=true&group_by=expense_area&region=&payer=",
                                         "/spend?group_by=region&synthetic=true&basis=real&price_year=2024-25",
                                         "/payments",
                                         "/payments?synthetic=true&sort=-amount&limit=3",
                                         "/payments?synthetic=true&expense_area=",
                                         "/awards",
                                         "/awards?synthetic=true&tender_class=untendered&not_route=direct_award_c",
                                         "/awards?q=nothing+has+such+words",
                                         "/awards?q=care&sort=title&limit=2",
                                         "/search",
                                         "/search?q=health"};

void check_page(const std::string& address, const http::Response& response) {
  INFO(address);
  REQUIRE(response.status == 200);
  CHECK(response.media_type == "text/html; charset=utf-8");
  const ReadPage page = read_page(response);
  CHECK(page.fault == "");
  CHECK(page.headings == 1);
  CHECK(page.title.size() > std::string(" – Openward").size());
  CHECK(page.forbidden == std::vector<std::string>{});
  CHECK_THAT(header(response, "Content-Security-Policy"), ContainsSubstring("default-src 'none'"));
  CHECK_FALSE(header(response, "ETag").empty());
}

/// Everything but what is elsewhere.
bool followed(const std::string& link) { return link.starts_with("/"); }

std::string whole_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

} // namespace

TEST_CASE("a page of the demonstration data is well-formed, with one heading and nothing inline", "[pages]") {
  for (const std::string& address : addresses) check_page(address, demonstration().get(address));
}

TEST_CASE("a page of an empty register is well-formed, and says what it does not hold", "[pages]") {
  Register empty;
  for (const std::string& address : addresses) check_page(address, empty.get(address));
  CHECK_THAT(empty.get("/").body, ContainsSubstring("No payments that a public body published are held yet"));
  CHECK_THAT(empty.get("/awards").body, ContainsSubstring("No award answers this question"));
}

TEST_CASE("a page that did not change is not sent again", "[pages]") {
  Register& one = demonstration();
  for (const std::string& address : addresses) {
    INFO(address);
    const auto first = one.get(address);
    CHECK(one.get(address, {{"if-none-match", header(first, "ETag")}}).status == 304);
  }
}

TEST_CASE("every link within the register leads to an answer", "[pages]") {
  Register& one = demonstration();
  std::deque<std::string> waiting(addresses.begin(), addresses.end());
  std::set<std::string> seen(addresses.begin(), addresses.end());
  std::size_t asked = 0;
  while (!waiting.empty() && asked < 400) {
    const std::string address = waiting.front();
    waiting.pop_front();
    const auto response = one.get(address);
    INFO(address << ": " << body_of(response).substr(0, 300));
    CHECK(response.status == 200);
    ++asked;
    if (response.media_type != "text/html; charset=utf-8") continue;
    for (const std::string& link : read_page(response).links) {
      const std::string bare = link.substr(0, link.find('#'));
      if (!bare.empty() && followed(bare) && seen.insert(bare).second) waiting.push_back(bare);
    }
  }
  CHECK(asked == 400);
}

TEST_CASE("a file of the pages is kept under its digest, and asked for again under its bare name", "[pages]") {
  Register& one = demonstration();
  const std::string home = one.get("/").body;
  const auto at = home.find("/assets/site.");
  REQUIRE(at != std::string::npos);
  const std::string address = home.substr(at, home.find('"', at) - at);
  const auto kept = one.get(address);
  CHECK(kept.status == 200);
  CHECK_THAT(header(kept, "Cache-Control"), ContainsSubstring("immutable"));
  const auto bare = one.get("/assets/site.css");
  CHECK(bare.body == kept.body);
  CHECK_THAT(header(bare, "Cache-Control"), !ContainsSubstring("immutable"));
  CHECK(one.get("/assets/site.css", {{"if-none-match", header(bare, "ETag")}}).status == 304);
  CHECK(one.get("/assets/other.css").status == 404);
}

TEST_CASE("no template lets a record's text through unescaped", "[pages]") {
  const std::filesystem::path folder = std::string(OPENWARD_SOURCE_DIR) + "/web/templates";
  int templates = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    INFO(entry.path().filename().string());
    const std::string name = entry.path().stem().string();
    std::string text = whole_file(entry.path());
    ++templates;
    CHECK(text.find("{{&") == std::string::npos);
    if (name == "docs") continue; // made of the contract alone
    if (const auto body = text.find("{{{body}}}"); name == "frame" && body != std::string::npos) text.erase(body, 10);
    CHECK(text.find("{{{") == std::string::npos);
  }
  CHECK(templates > 10);
}

TEST_CASE("hostile text in a record is text on its page, in lists and in searches", "[pages]") {
  Register one;
  const std::string hostile = "</h1><script>alert(1)</script> \"onload='x' & {{title}} {{{body}}} \xE2\x80\xAE" + std::string(700, 'W');
  auto buyer = one.database().write("test", noon(), [&](persistence::UnitOfWork& u) {
    return persistence::Bodies(u).add(*Body::create("<b>Fen</b> & Board", {*Identifier::parse("ods:QFE")}), true, false);
  });
  REQUIRE(buyer);
  rapidjson::Document draft;
  draft.Parse(R"({"commissioner":"ods:QFE","cpv":["85100000"],"route":"direct_award_c",
    "providers":[{"name":"<i>Marsh</i> \"CIC\"","identifier":"coh:01234567","share_basis_points":10000}],
    "value":{"amount":310000.5,"vat":"excluded"},"awarded_on":"2026-01-05","starts":"2026-02-01","ends":"2028-01-31"})");
  auto& memory = draft.GetAllocator();
  for (const char* name : {"title", "description", "reference"})
    draft.AddMember(rapidjson::Value(name, memory), rapidjson::Value(hostile.c_str(), memory), memory);
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  draft.Accept(writer);
  const auto made = one.post("/v1/awards", buffer.GetString(), {{"idempotency-key", "hostile-1"}});
  INFO(made.body.substr(0, 600));
  REQUIRE(made.status == 201);
  const rapidjson::Document award = json(made);
  const std::string id = award["id"].GetString();
  const auto published =
      one.post("/v1/awards/" + id + "/publish", "", {{"if-match", header(made, "ETag")}, {"idempotency-key", "hostile-2"}});
  INFO(published.body.substr(0, 600));
  REQUIRE(published.status == 200);
  const std::string ocid = award["ocid"].GetString();
  for (const std::string& address : {"/awards/" + id, "/procurements/" + ocid, std::string("/awards"), std::string("/awards?q=script"),
                                     std::string("/search?q=alert"), std::string("/"), "/awards?q=" + std::string("%3Cscript%3E")}) {
    const auto response = one.get(address);
    check_page(address, response);
    CHECK(response.body.find("<script>alert") == std::string::npos);
    CHECK(response.body.find("<i>Marsh") == std::string::npos);
  }
  const ReadPage page = read_page(one.get("/awards/" + id));
  CHECK_THAT(page.text, ContainsSubstring("<script>alert(1)</script>"));
  CHECK_THAT(page.text, ContainsSubstring("{{title}}"));
  CHECK_THAT(page.text, ContainsSubstring("<i>Marsh</i> \"CIC\""));
}

TEST_CASE("home is given again as it was while nothing changes, to who has it as unchanged, and anew after a change", "[pages]") {
  Register one;
  const auto first = one.get("/");
  REQUIRE(first.status == 200);
  CHECK(one.get("/").body == first.body);
  const std::string etag = header(first, "ETag");
  REQUIRE_FALSE(etag.empty());
  CHECK(one.get("/", {{"if-none-match", etag}}).status == 304);
  CHECK(header(one.get("/"), "Content-Security-Policy") == header(first, "Content-Security-Policy"));
  REQUIRE(one.database().write("test", noon(), [](persistence::UnitOfWork& u) -> Result<> {
    auto added = persistence::Bodies(u).add(*Body::create("Clinic Limited", {}), false, true);
    if (!added) return added.error();
    return Done{};
  }));
  const auto after = one.get("/");
  CHECK(after.body != first.body);
  CHECK(one.get("/", {{"if-none-match", etag}}).status == 200);
}
