// Files of bodies, merges and readings as of today, from outside.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"
#include "tests/support/real_files.h"

#include <chrono>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// A row of 27 columns as the Organisation Data Service writes them.
std::string row(const std::string& code, const std::string& name, const std::string& opened, const std::string& closed = "") {
  std::string out = "\"" + code + "\",\"" + name + "\",\"Y63\",\"QZZ\",\"1 Zyx Street\",\"\",\"\",\"\",\"\",\"ZZ1 1ZZ\",\"" + opened +
                    "\",\"" + closed + "\"";
  for (int i = 13; i <= 27; ++i) out += ",\"\"";
  return out + "\r\n";
}

Ended import(const std::string& url, const std::vector<std::string>& more) {
  std::vector<std::string> arguments{"--database", url, "import", "--as", "ods"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return openward::test::run(arguments);
}

std::string id_of(unsigned short port, const std::string& resource, const std::string& identifier) {
  return at(json(get(port, "/v1/" + resource + "?identifier=" + identifier).body), "/data/0/id");
}

} // namespace

TEST_CASE("a file of trusts is taken once, counted, and its refused rows are listed", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  TemporaryFolder folder;
  const std::string file =
      folder.write("etr.csv", row("RZ1", "ZYX NHS TRUST", "20010401") + row("RZ2", "ABC NHS FOUNDATION TRUST", "20010401") +
                                  row("RZ3", "NEVER NHS TRUST", "20229999"));
  const Ended first = import(url, {file});
  INFO(first.err);
  CHECK(first.status == 1); // a row was refused, and is told
  CHECK_THAT(first.out, ContainsSubstring("bodies: 2 new, 0 changed, 0 the same") && ContainsSubstring("refused: 1"));
  const Ended second = import(url, {file});
  CHECK_THAT(second.out, ContainsSubstring("seen before") && ContainsSubstring("nothing new"));
  const std::string renamed = folder.write("etr-later.csv", row("RZ1", "ZYX UNIVERSITY NHS TRUST", "20010401") +
                                                                row("RZ2", "ABC NHS FOUNDATION TRUST", "20010401"));
  CHECK_THAT(import(url, {renamed}).out, ContainsSubstring("bodies: 0 new, 1 changed, 1 the same"));

  Serving serving(url);
  const auto trust = json(get(serving.port(), "/v1/providers/" + id_of(serving.port(), "providers", "ods:RZ1")).body);
  CHECK(at(trust, "/name") == "ZYX UNIVERSITY NHS TRUST");
  CHECK(at(trust, "/names/0/name") == "ZYX NHS TRUST");
  CHECK(at(trust, "/names/0/kind") == "former");
}

TEST_CASE("a file that is none of bodies is refused whole, by name", "[api]") {
  const std::string url = fresh_url(openward::persistence::Backend::sqlite);
  TemporaryFolder folder;
  const Ended ended = import(url, {folder.write("spend.csv", "Date,Supplier,Amount\n2025-01-01,X,1\n")});
  CHECK(ended.status == 1);
  CHECK_THAT(ended.out, ContainsSubstring("spend.csv"));
}

TEST_CASE("the real files of bodies are taken in seconds and never twice", "[api]") {
  const auto files = real_files("ods");
  if (!files) return;
  const std::string url = fresh_url(openward::persistence::Backend::sqlite);
  std::vector<std::string> names;
  for (const char* name : {"etr_2026.csv", "eccg.csv", "epraccur_2019_first2000.csv", "icb_names_codes_dec_2024.csv"})
    names.push_back((*files / name).string());
  const auto begun = std::chrono::steady_clock::now();
  const Ended first = import(url, names);
  INFO(first.out << first.err);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(60));
  CHECK_THAT(first.out, ContainsSubstring("practices: ") && ContainsSubstring("trusts: "));
  CHECK_THAT(import(url, names).out, ContainsSubstring("4 seen before") && ContainsSubstring("nothing new"));
}

TEST_CASE("a curator merges two records, the old address leads to the new one, and a split takes it back", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  TemporaryFolder folder;
  import(url, {folder.write("etr.csv", row("RZ1", "ZYX NHS TRUST", "20010401") + row("RZ2", "ZYX TRUST AGAIN NHS TRUST", "20010401"))});
  const std::string secret = new_token(url, "curator");
  const std::string recorder = new_token(url, "recorder");
  Serving serving(url);
  const std::string one = id_of(serving.port(), "providers", "ods:RZ1");
  const std::string two = id_of(serving.port(), "providers", "ods:RZ2");
  const auto post = [&](const std::string& target, const std::string& body, const std::string& tag, const std::string& who) {
    return ask(serving.port(), request_text("POST", target,
                                            "Authorization: Bearer " + who + "\r\nContent-Type: application/json\r\n" +
                                                (tag.empty() ? "" : "If-Match: " + tag + "\r\n"),
                                            body));
  };
  const std::string merge = R"({"into":")" + one + R"(","reason":"one order made both"})";
  const std::string tag = get(serving.port(), "/v1/providers/" + two).header("etag");
  CHECK(post("/v1/bodies/" + two + "/merge", merge, tag, recorder).status == 403);
  CHECK(post("/v1/bodies/" + two + "/merge", merge, "", secret).status == 428);
  CHECK(post("/v1/bodies/" + two + "/merge", merge, "\"x\"", secret).status == 412);
  CHECK(post("/v1/bodies/" + two + "/merge", R"({"into":")" + one + R"("})", tag, secret).status == 400);
  CHECK(post("/v1/bodies/bd-nobody/merge", merge, tag, secret).status == 404);
  const RawAnswer merged = post("/v1/bodies/" + two + "/merge", merge, tag, secret);
  INFO(merged.body);
  REQUIRE(merged.status == 201);
  CHECK(at(json(merged.body), "/redirect") == "/v1/providers/" + one);

  for (const std::string& resource : {std::string("providers"), std::string("commissioners")}) {
    const RawAnswer moved = get(serving.port(), "/v1/" + resource + "/" + two);
    CHECK(moved.status == 301);
    CHECK(moved.header("location") == "/v1/" + resource + "/" + one);
  }
  CHECK(id_of(serving.port(), "providers", two) == one);
  CHECK(id_of(serving.port(), "providers", "ods:RZ2") == one);
  CHECK(post("/v1/bodies/" + two + "/merge", merge, tag, secret).status == 409);

  const std::string seen = get(serving.port(), "/v1/providers/" + one).header("etag");
  const RawAnswer split = post("/v1/bodies/" + two + "/split", R"({"reason":"two orders"})", seen, secret);
  INFO(split.body);
  CHECK(split.status == 201);
  CHECK(get(serving.port(), "/v1/providers/" + two).status == 200);
  CHECK(id_of(serving.port(), "providers", "ods:RZ2") == two);
  const auto changes = get(serving.port(), "/v1/changes?since=0").body;
  CHECK_THAT(changes, ContainsSubstring("body.merged") && ContainsSubstring("body.split"));
}

TEST_CASE("a report of commissioners as of today says how many rows stay under a divided body", "[api]") {
  const std::string url = fresh_url(openward::persistence::Backend::sqlite);
  REQUIRE(openward::test::run({"--database", url, "demo"}).status == 0);
  Serving serving(url);
  const auto then = json(get(serving.port(), "/v1/reports/spend?group_by=commissioner").body);
  const auto now = json(get(serving.port(), "/v1/reports/spend?group_by=commissioner&bodies=as_now").body);
  CHECK(at(then, "/totals/paid") == at(now, "/totals/paid"));
  CHECK(at(then, "/rows_of_divided_bodies") == "(absent)");
  CHECK(at(now, "/rows_of_divided_bodies") != "(absent)");
  CHECK(at(now, "/filter/bodies/0") == "as_now");
  CHECK(get(serving.port(), "/v1/reports/spend?bodies=now").status == 400);
}

TEST_CASE("the reference bodies come into a register of one's own before its files or after them, and nothing invented with them",
          "[api]") {
  const auto backend = GENERATE(from_range(backends()));
  TemporaryFolder folder;
  const std::string spend = folder.write("paid.csv", "Date,Supplier,Amount\n01/04/2025,Spire Healthcare Limited,30000.00\n"
                                                     "02/04/2025,CIRCLE HEALTH LTD,25000.01\n02/04/2025,Wych Elm Joinery,26000.00\n");
  const auto loaded = [](const std::string& url) { return openward::test::run({"--database", url, "reference"}); };
  const auto paid = [&](const std::string& url) {
    const Ended done = openward::test::run({"--database", url, "import", "--as", "spend", spend});
    INFO(done.out << done.err);
    REQUIRE(done.status == 0);
  };
  const auto by_group = [](const std::string& url) {
    return openward::test::run({"--database", url, "report", "spend", "--group-by", "provider_group", "--format", "csv"}).out;
  };
  const std::string before = fresh_url(backend);
  const Ended first = loaded(before);
  INFO(first.out << first.err);
  REQUIRE(first.status == 0);
  CHECK_THAT(first.out, ContainsSubstring("ownerships: ") && !ContainsSubstring("synthetic"));
  paid(before);
  CHECK_THAT(by_group(before), ContainsSubstring("Spire Healthcare Group") && ContainsSubstring("30000.00"));
  CHECK_THAT(loaded(before).out, ContainsSubstring("nothing was added"));

  const std::string after = fresh_url(backend);
  paid(after);
  REQUIRE(loaded(after).status == 0);
  REQUIRE(openward::test::run({"--database", after, "match"}).status == 0);
  REQUIRE(openward::test::run({"--database", after, "check", "--rollups"}).status == 0);
  const Serving first_register(before), second_register(after);
  for (const std::string report : {"spend?group_by=provider_group", "spend?group_by=provider_class"}) {
    const auto one = json(get(first_register.port(), "/v1/reports/" + report).body);
    const auto other = json(get(second_register.port(), "/v1/reports/" + report).body);
    REQUIRE(one["rows"].Size() == other["rows"].Size());
    for (rapidjson::SizeType i = 0; i < one["rows"].Size(); ++i) CHECK(at(one["rows"][i], "/paid") == at(other["rows"][i], "/paid"));
  }
  for (const std::string list : {"/v1/awards", "/v1/providers?synthetic=true"})
    CHECK(at(json(get(second_register.port(), list).body), "/page/total") == "0");
}
