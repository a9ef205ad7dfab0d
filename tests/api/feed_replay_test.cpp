// The feed alone makes the register's list of awards: what files brought and brought otherwise later, what was recorded, published,
// modified and withdrawn, and bodies that were merged and split.

#include "tests/api/mirror.h"
#include "tests/api/recorder.h"
#include "tests/support/catch.h"

#include <filesystem>
#include <sstream>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::persistence::Backend;

namespace {

/// A release of the Fen board with these awards, as JSON of one supplier and one value each.
std::string release(const std::string& title, const std::vector<std::pair<std::string, std::string>>& awards) {
  std::string made;
  for (const auto& [id, supplier] : awards) {
    made += (made.empty() ? "" : ",") + (R"({"id":")" + id + R"(","status":"active","title":")" + title + " " + id) +
            R"(","value":{"amount":120000.5,"currency":"GBP"},"suppliers":[{"id":"s-)" + id + R"(","name":")" + supplier + R"("}]})";
  }
  return R"({"releases":[{"ocid":"ocds-test-feed-1","id":"1","date":"2026-01-05T10:00:00Z","tag":["award"],"tender":{"title":")" + title +
         R"("},"buyer":{"id":"b","name":"Invented Fen Council"},"awards":[)" + made + "]}]}";
}

void import(const std::string& url, const TemporaryFolder& folder, const std::string& name, const std::string& content) {
  const Ended done = run({"--database", url, "import", folder.write(name, content)});
  INFO(done.out << done.err);
  REQUIRE(done.status == 0);
}

std::string award(const std::string& title, const std::string& provider) {
  return R"({"commissioner":"ods:QHM","title":")" + title + R"(","cpv":["85121000","85100000"],"route":"direct_award_c",)" +
         R"("providers":[{"name":")" + provider + R"(","share_basis_points":10000}],"value":{"amount":"310000.07","vat":"excluded",)" +
         R"("kind":"lifetime"},"awarded_on":"2026-03-31","starts":"2026-08-01","ends":"2029-07-31"})";
}

/// A register whose history has something of everything.
struct History {
  explicit History(Backend backend) : reg(backend), curator(new_token(reg.url, "curator")) {
    files();
    recorded();
    bodies();
  }

  void files() {
    const TemporaryFolder folder;
    import(reg.url, folder, "first.json", release("Scans", {{"a", "Fen Scans Ltd"}, {"b", "Marsh Scans Ltd"}, { "c", "Marsh Scans Ltd" }}));
    import(reg.url, folder, "corrected.json", release("Scans and tests", {{"a", "Fen Scans Ltd"}, { "c", "Fenland Scans Limited" }}));
    import(reg.url, folder, "again.json", release("Scans at last", {{"a", "Fen Scans Ltd"}, { "b", "Marsh Scans Ltd" }}));
    const Ended fixtures =
        run({"--database", reg.url, "import", (std::filesystem::path(OPENWARD_SOURCE_DIR) / "tests/exchange/ocds/fixtures").string()});
    INFO(fixtures.out << fixtures.err);
    REQUIRE(fixtures.status <= 1); // the folder has files that are wrong on purpose
  }

  void recorded() {
    const RawAnswer kept = reg.post("/v1/awards", award("Kept as a draft", "Fen Hearing Ltd"));
    REQUIRE(kept.status == 201);
    const RawAnswer dropped = reg.post("/v1/awards", award("Dropped as a draft", "Fen Hearing Ltd"));
    REQUIRE(reg.post(dropped.header("location") + "/cancel", "", if_match(dropped)).status == 200);
    const std::string withdrawn = published("Withdrawn", "Marsh Hearing Ltd");
    REQUIRE(reg.post(withdrawn + "/cancel", "", if_match(reg.get(withdrawn))).status == 200);
    const std::string modified = published("Modified", "Marsh Hearing Ltd");
    const std::string contract = "/v1/contracts/" + at(json(reg.get(modified).body), "/contract_id");
    const RawAnswer longer = reg.post(
        contract + "/modifications",
        R"({"modified_on":"2027-02-01","ground":"external_factors","value_change":"1.00","new_end":"2030-01-31","description":"More"})",
        if_match(reg.get(contract)));
    INFO(longer.body);
    REQUIRE(longer.status == 201);
    published("Of the one", "Fen Eyes Ltd");
    published("Of the other", "Fen Eye Care Ltd");
    published("Of a third", "Marsh Eye Care Ltd");
  }

  std::string published(const std::string& title, const std::string& provider) const {
    const RawAnswer drafted = reg.post("/v1/awards", award(title, provider));
    INFO(drafted.body);
    REQUIRE(drafted.status == 201);
    REQUIRE(reg.post(drafted.header("location") + "/publish", "", if_match(drafted)).status == 200);
    return drafted.header("location");
  }

  /// One merge that stays, one that is taken back.
  void bodies() const {
    const std::string one = provider("Fen Eyes Ltd");
    merge(provider("Fen Eye Care Ltd"), one);
    const std::string third = provider("Marsh Eye Care Ltd");
    merge(third, one);
    const RawAnswer split = as_curator("POST", "/v1/bodies/" + third + "/split", R"({"reason":"two after all"})",
                                       if_match(as_curator("GET", "/v1/providers/" + one)));
    INFO(split.body);
    REQUIRE(split.status == 201);
  }

  void merge(const std::string& from, const std::string& into) const {
    const RawAnswer merged = as_curator("POST", "/v1/bodies/" + from + "/merge", R"({"into":")" + into + R"(","reason":"one company"})",
                                        if_match(as_curator("GET", "/v1/providers/" + from)));
    INFO(merged.body);
    REQUIRE(merged.status == 201);
  }

  std::string provider(const std::string& name) const {
    std::string asked;
    for (const char c : name) asked += c == ' ' ? std::string("%20") : std::string(1, c);
    const auto list = json(reg.get("/v1/providers?limit=50&q=" + asked).body);
    for (const auto& row : list["data"].GetArray()) {
      if (at(row, "/name") == name) return at(row, "/id");
    }
    FAIL("there is no provider " << name);
    return {};
  }

  RawAnswer as_curator(const std::string& method, const std::string& target, const std::string& body = {},
                       const std::string& headers = {}) const {
    const std::string type = body.empty() ? "" : "Content-Type: application/json\r\n";
    return ask(reg.serving->port(), request_text(method, target, bearer() + type + headers, body));
  }
  std::string bearer() const { return "Authorization: Bearer " + curator + "\r\n"; }

  Recorder reg;
  std::string curator;
};

Mirror mirrored(unsigned short port, const std::string& headers) {
  Mirror mirror;
  std::int64_t last = 0;
  for (std::string next = "/v1/changes?since=0&limit=250";;) {
    const auto page = json(get(port, next, headers).body);
    if (page["data"].Empty()) break;
    for (const auto& event : page["data"].GetArray()) {
      REQUIRE(event["seq"].GetInt64() == ++last);
      mirror.take(event);
    }
    next = at(page, "/next");
  }
  return mirror;
}

std::map<std::string, std::string> exported(unsigned short port, const std::string& query, const std::string& headers) {
  std::map<std::string, std::string> out;
  std::istringstream lines(get(port, "/v1/awards.ndjson?" + query, headers).body);
  for (std::string line; std::getline(lines, line);) {
    const auto row = json(line);
    out[at(row, "/id")] = said_by_row(row);
  }
  return out;
}

void check_equal(const std::map<std::string, std::string>& made, const std::map<std::string, std::string>& list) {
  CHECK(made.size() == list.size());
  for (const auto& [id, row] : list) {
    const auto found = made.find(id);
    INFO(id);
    CHECK((found == made.end() ? "not in the feed" : found->second) == row);
  }
}

} // namespace

TEST_CASE("the feed alone makes the list of awards, equal in content to the export", "[api]") {
  const History history(GENERATE(from_range(backends())));
  const unsigned short port = history.reg.serving->port();
  const Mirror all = mirrored(port, history.bearer());
  for (const char* state : {"draft", "published", "superseded", "cancelled"}) CHECK(all.states()[state] > 0);
  check_equal(all.awards(), exported(port, "state=draft&state=published&state=superseded&state=cancelled", history.bearer()));

  // As anybody: what was never published is neither in the one nor in the other.
  const Mirror open = mirrored(port, {});
  CHECK(open.states()["draft"] == 0);
  CHECK(open.states()["cancelled"] == 1);
  check_equal(open.awards(), exported(port, "state=published&state=superseded&state=cancelled", {}));
}
