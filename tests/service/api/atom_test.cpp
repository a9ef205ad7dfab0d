// Feeds, read back with a parser of XML that knows nothing of the register, and held against RFC 4287 element by element.
#include "persistence/read/query.h"
#include "persistence/repositories.h"
#include "register.h"
#include "service/render/atom.h"
#include "tests/support/catch.h"

#include <expat.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <map>
#include <set>

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace)
using persistence::UnitOfWork;

namespace {

struct Node {
  std::string name; // "http://www.w3.org/2005/Atom feed"
  std::map<std::string, std::string> attributes{};
  std::string text{};
  std::vector<Node> children{};

  std::vector<const Node*> all(const std::string& wanted) const {
    std::vector<const Node*> out;
    for (const Node& child : children) {
      if (child.name == "http://www.w3.org/2005/Atom " + wanted) out.push_back(&child);
    }
    return out;
  }
  /// Of the one child of this name; fails the test when there is none, or more than one.
  std::string only(const std::string& wanted) const {
    const auto found = all(wanted);
    INFO(name << " / " << wanted);
    REQUIRE(found.size() == 1);
    return found.front()->text;
  }
  std::string link(const std::string& rel) const {
    for (const Node* one : all("link")) {
      if (one->attributes.at("rel") == rel) return one->attributes.at("href");
    }
    return {};
  }
};

struct Reading {
  Node root;
  std::vector<Node> open{};
};

void XMLCALL begin(void* data, const char* name, const char** attributes) {
  Node node{name};
  for (; *attributes != nullptr; attributes += 2) node.attributes[attributes[0]] = attributes[1]; // NOLINT: expat's own form
  static_cast<Reading*>(data)->open.push_back(std::move(node));
}
void XMLCALL end(void* data, const char* /*name*/) {
  auto& reading = *static_cast<Reading*>(data);
  Node done = std::move(reading.open.back());
  reading.open.pop_back();
  (reading.open.empty() ? reading.root : reading.open.back()).children.push_back(std::move(done));
}
void XMLCALL text(void* data, const char* bytes, int count) {
  auto& reading = *static_cast<Reading*>(data);
  if (!reading.open.empty()) reading.open.back().text.append(bytes, static_cast<std::size_t>(count));
}

Node parsed(const std::string& xml) {
  Reading reading;
  XML_Parser parser = XML_ParserCreateNS("UTF-8", ' ');
  XML_SetUserData(parser, &reading);
  XML_SetElementHandler(parser, begin, end);
  XML_SetCharacterDataHandler(parser, text);
  const auto status = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1);
  const std::string fault = status == XML_STATUS_OK ? "" : XML_ErrorString(XML_GetErrorCode(parser));
  XML_ParserFree(parser);
  INFO(xml.substr(0, 2000));
  REQUIRE(fault == "");
  REQUIRE(reading.root.children.size() == 1);
  return reading.root.children.front();
}

bool is_absolute(const std::string& iri) { return iri.find(':') != std::string::npos && iri.find(' ') == std::string::npos; }

/// The rules of RFC 4287 sections 4.1.1 and 4.1.2 that such a feed can break.
void check_valid(const Node& feed) {
  CHECK(feed.name == "http://www.w3.org/2005/Atom feed");
  CHECK(is_absolute(feed.only("id")));
  CHECK_FALSE(feed.only("title").empty());
  CHECK(Instant::parse(feed.only("updated")));
  REQUIRE(feed.all("author").size() == 1);
  CHECK_FALSE(feed.all("author").front()->only("name").empty());
  CHECK_FALSE(feed.link("self").empty());
  std::set<std::string> ids;
  std::string before = "9999";
  for (const Node* entry : feed.all("entry")) {
    CHECK(is_absolute(entry->only("id")));
    CHECK(ids.insert(entry->only("id")).second);
    CHECK_FALSE(entry->only("title").empty());
    CHECK(Instant::parse(entry->only("updated")));
    CHECK(entry->only("published") <= entry->only("updated"));
    CHECK_FALSE(entry->only("summary").empty());
    CHECK_FALSE(entry->link("alternate").empty());
    for (const Node* category : entry->all("category")) CHECK(category->attributes.count("term") == 1);
    CHECK(entry->only("updated") <= before); // what changed last is first
    before = entry->only("updated");
  }
}

Node feed(Register& one, const std::string& target, http::Parameters headers = {}) {
  const auto response = one.get(target, std::move(headers));
  INFO(target << " " << response.body);
  REQUIRE(response.status == 200);
  CHECK(response.media_type == "application/atom+xml; charset=utf-8");
  Node out = parsed(response.body);
  check_valid(out);
  return out;
}

std::string word(const http::Response& response, const char* member) {
  rapidjson::Document document;
  document.Parse(response.body.data(), response.body.size());
  INFO(response.body);
  REQUIRE(document.IsObject());
  REQUIRE(document.HasMember(member));
  return document[member].GetString();
}

/// The register with a commissioner and a provider, and a clock that goes on by a minute with each award.
struct World {
  Register one{};
  std::string buyer, provider;
  Instant now = noon();

  World() {
    const auto done = one.database().write("test", noon(), [&](UnitOfWork& u) -> Result<> {
      persistence::Bodies bodies(u);
      buyer = *bodies.add(*Body::create("NHS Fen & Marsh ICB", {*Identifier::parse("ods:QX0")}), true, false);
      provider = *bodies.add(*Body::create("Quiet Care <Ltd>", {*Identifier::parse("coh:07777771")}), false, true);
      return Done{};
    });
    REQUIRE(done);
  }

  std::string quoted(const std::string& text) {
    std::string json = "\"";
    for (const char c : text) {
      const std::string escape = c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
      json += c >= 0 && c < ' ' ? std::string("\\u00") + (c < 16 ? "0" : "1") + "0123456789abcdef"[c % 16] : escape;
    }
    return json + "\"";
  }

  /// Published; gives its id.
  std::string award(const std::string& title,
                    const std::string& more = R"(,"value":{"amount":"5000.00","vat":"excluded","kind":"lifetime"})") {
    now = Instant(now.seconds() + std::chrono::minutes(1));
    one.set_clock(now);
    const auto sent = one.post("/v1/awards", R"({"commissioner":")" + buyer + R"(","title":)" + quoted(title) +
                                                 R"(,"cpv":["85100000"],"route":"direct_award_c","providers":[{"id":")" + provider +
                                                 R"("}],"awarded_on":"2026-01-05","starts":"2026-02-01","ends":"2028-01-31")" + more + "}");
    INFO(sent.body);
    REQUIRE(sent.status == 201);
    const auto published = one.post("/v1/awards/" + word(sent, "id") + "/publish", "", {{"if-match", header(sent, "ETag")}});
    INFO(published.body);
    REQUIRE(published.status == 200);
    return word(sent, "id");
  }
};

} // namespace

TEST_CASE("a feed has the list's rows, what changed last first, with what is known and what is not", "[atom]") {
  World world;
  const std::string first = world.award("Ultrasound");
  const std::string second = world.award("Hearing tests", "");
  const Node whole = feed(world.one, "/v1/awards.atom");
  const auto entries = whole.all("entry");
  REQUIRE(entries.size() == 2);
  CHECK(entries[0]->only("id") == "tag:openward,2026:awards/" + second);
  CHECK(entries[1]->only("id") == "tag:openward,2026:awards/" + first);
  CHECK(entries[0]->only("updated") == world.now.iso());
  CHECK(whole.only("updated") == world.now.iso());
  CHECK(entries[1]->link("alternate") == "/v1/awards/" + first);
  CHECK(world.one.get(entries[1]->link("alternate")).status == 200);
  CHECK_THAT(entries[1]->only("summary"), ContainsSubstring("Quiet Care <Ltd>") && ContainsSubstring("NHS Fen & Marsh ICB") &&
                                              ContainsSubstring("GBP 5000.00 (lifetime, VAT excluded)") &&
                                              ContainsSubstring("direct award c") && ContainsSubstring("Award published"));
  CHECK_THAT(entries[0]->only("summary"), ContainsSubstring("Value: unknown"));
  CHECK(feed(world.one, "/v1/awards", {{"accept", "application/atom+xml"}}).all("entry").size() == 2);
  CHECK(feed(world.one, "/v1/procurements.atom").all("entry").size() == 2);
  feed(world.one, "/v1/findings.atom");
}

TEST_CASE("a filter of the list is a filter of its feed, and the feed says it", "[atom]") {
  World world;
  world.award("Ultrasound");
  const auto [query, count] = GENERATE(table<std::string, std::size_t>({
      {"?route=direct_award_c", 1},
      {"?not_route=direct_award_c", 0},
      {"?min_value=4999.99&max_value=5000", 1},
      {"?min_value=5000.01", 0},
      {"?q=ultrasound", 1},
      {"?q=ultra", 0},
      {"?bodies=as_now", 1},
      {"?synthetic=false&limit=1", 1},
  }));
  CAPTURE(query);
  const Node found = feed(world.one, "/v1/awards.atom" + query);
  CHECK(found.all("entry").size() == count);
  CHECK(found.link("self") == "/v1/awards.atom" + query);
  CHECK(world.one.get(found.link("alternate")).status == 200);
  if (query == "?route=direct_award_c") CHECK_THAT(found.only("subtitle"), ContainsSubstring("route: direct_award_c"));
}

TEST_CASE("following next gives every record once, as the list has them", "[atom]") {
  World world;
  std::set<std::string> made;
  for (int i = 0; i < 7; ++i) made.insert("tag:openward,2026:awards/" + world.award("Service " + std::to_string(i)));
  std::set<std::string> met;
  std::string before = "9999";
  int pages = 0;
  for (std::string next = "/v1/awards.atom?limit=3"; !next.empty(); ++pages) {
    const Node page = feed(world.one, next);
    CHECK(page.link("first") == "/v1/awards.atom?limit=3");
    for (const Node* entry : page.all("entry")) {
      CHECK(met.insert(entry->only("id")).second);
      CHECK(entry->only("updated") <= before);
      before = entry->only("updated");
    }
    next = page.link("next");
  }
  CHECK(pages == 3);
  CHECK(met == made);
}

TEST_CASE("a title cannot end an element or begin one, whatever it holds", "[atom]") {
  World world;
  const auto title = GENERATE(as<std::string>{}, "</title><entry><id>x</id></entry>", "<script>alert(1)</script>", "a & b &amp; c &#x3c;",
                              "]]>", "\"quoted\" 'single'", "<![CDATA[x]]>", "<!-- x", "Ж é 漢字", "<?xml version='1.1'?>");
  world.award(title);
  const Node whole = feed(world.one, "/v1/awards.atom");
  REQUIRE(whole.all("entry").size() == 1);
  CHECK(whole.all("entry").front()->only("title") == title);
}

TEST_CASE("what XML cannot carry is shown as a replacement", "[atom]") {
  render::AtomFeed document;
  document.id = "tag:example.org,2026:x";
  document.title = std::string("bell \x07, escape \x1b, delete \x7f, none \xEF\xBF\xBF, tab \t");
  document.author = "nobody";
  const Node root = parsed(render::atom_xml(document));
  CHECK(root.only("title") == "bell \xEF\xBF\xBD, escape \xEF\xBF\xBD, delete \xEF\xBF\xBD, none \xEF\xBF\xBD, tab \t");
}

TEST_CASE("a feed that did not change is 304, and any change of the register is a new one", "[atom]") {
  World world;
  world.award("Ultrasound");
  const auto response = world.one.get("/v1/awards.atom");
  const std::string tag = header(response, "ETag");
  CHECK(world.one.get("/v1/awards.atom", {{"if-none-match", tag}}).status == 304);
  CHECK(header(world.one.get("/v1/awards"), "ETag") != tag);
  world.award("Hearing tests");
  CHECK(world.one.get("/v1/awards.atom", {{"if-none-match", tag}}).status == 200);
}

TEST_CASE("a feed without entries is a feed", "[atom]") {
  Register one;
  for (const char* resource : {"awards", "procurements", "findings"})
    CHECK(feed(one, "/v1/" + std::string(resource) + ".atom").all("entry").empty());
}

TEST_CASE("what has no feed and what would have no effect is refused", "[atom]") {
  Register one;
  const auto [target, status] = GENERATE(table<std::string, int>({
      {"/v1/awards.atom?sort=title", 400},
      {"/v1/awards.atom?colour=blue", 400},
      {"/v1/awards.atom?byte_true=true", 400},
      {"/v1/awards.atom?cursor=x", 400},
      {"/v1/awards.atom?limit=0", 400},
      {"/v1/awards.atom?state=draft", 401},
      {"/v1/payments.atom", 404},
      {"/v1/reports/spend.atom", 404},
  }));
  CAPTURE(target);
  CHECK(one.get(target).status == status);
  CHECK(one.get("/v1/payments", {{"accept", "application/atom+xml"}}).status == 406);
}
