// The records of bodies over HTTP, on both databases: every figure is followed to its rows, which are added up.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

/// One demonstration register for each database, made once: these tests change nothing.
const Serving& demonstration(openward::persistence::Backend backend) {
  static std::map<openward::persistence::Backend, std::unique_ptr<Serving>> made;
  auto& serving = made[backend];
  if (!serving) {
    const std::string url = fresh_url(backend);
    REQUIRE(run({"--database", url, "demo"}).status == 0);
    serving = std::make_unique<Serving>(url);
  }
  return *serving;
}

std::int64_t pence(std::string decimal) {
  decimal.erase(std::remove(decimal.begin(), decimal.end(), '.'), decimal.end());
  return std::stoll(decimal);
}

/// What the rows at an address are and add up to.
struct Behind {
  std::int64_t rows = 0;
  std::int64_t paid = 0;
};

class Followed {
 public:
  explicit Followed(unsigned short port) : port_(port) {}

  rapidjson::Document read(const std::string& address) const {
    const RawAnswer answer = get(port_, address);
    INFO(address << " " << answer.body.substr(0, 300));
    REQUIRE(answer.status == 200);
    return json(answer.body);
  }

  /// The rows, page by page.
  Behind rows(const std::string& address) const {
    Behind out;
    for (std::string next = address + "&limit=1000"; next != "null";) {
      const auto page = read(next);
      for (const auto& row : page["data"].GetArray()) {
        ++out.rows;
        if (row.HasMember("amount")) out.paid += pence(at(row, "/amount"));
      }
      next = at(page, "/page/next");
    }
    return out;
  }

  /// Every line and every total below this value that names its rows. Gives how many there were.
  std::size_t lines(const rapidjson::Value& value) const {
    std::size_t n = 0;
    if (value.IsArray()) {
      for (const auto& item : value.GetArray()) n += lines(item);
    }
    if (!value.IsObject()) return n;
    for (const auto& member : value.GetObject()) n += lines(member.value);
    if (!value.HasMember("rows_url")) return n;
    const auto& sums = value.HasMember("totals") ? value["totals"] : value;
    const Behind behind = rows(at(value, "/rows_url"));
    INFO(at(value, "/rows_url"));
    for (const char* count : {"payments", "findings", "awards"}) {
      if (!sums.HasMember(count)) continue;
      CHECK(sums[count].GetInt64() == behind.rows);
      break;
    }
    if (sums.HasMember("paid")) CHECK(pence(at(sums, "/paid")) == behind.paid);
    return n + 1;
  }

 private:
  unsigned short port_;
};

} // namespace

TEST_CASE("every figure of the record of a body leads to rows that add up to it", "[api]") {
  const Followed register_(demonstration(GENERATE(from_range(backends()))).port());
  const std::string resource = GENERATE(as<std::string>{}, "providers", "commissioners");
  std::size_t lines = 0;
  std::size_t records = 0;
  const auto list = register_.read("/v1/" + resource + "?synthetic=true&limit=1000");
  for (const auto& row : list["data"].GetArray()) {
    const std::string id = at(row, "/id");
    INFO(at(row, "/name"));
    const auto record = register_.read("/v1/" + resource + "/" + id);
    for (const auto& member : row.GetObject()) {
      INFO(member.name.GetString());
      CHECK((record[member.name] == member.value));
    }
    lines += register_.lines(record["figures"]);
    ++records;
    if (records > 8) continue; // the long answers of some are enough
    const std::string below = resource == "providers" ? "/income" : "/spend";
    lines += register_.lines(register_.read("/v1/" + resource + "/" + id + below));
  }
  CHECK(records > 5);
  CHECK(lines > 60);
}

TEST_CASE("a trust has a record as provider and as commissioner, and its ETag is known again", "[api]") {
  const auto port = demonstration(GENERATE(from_range(backends()))).port();
  const auto found = json(get(port, "/v1/providers?q=nhs%20trust&provider_class=nhs_trust&limit=1").body);
  const std::string id = at(found["data"][0], "/id");
  for (const std::string& address : {"/v1/providers/" + id, "/v1/commissioners/" + id, "/v1/providers/" + id + "/income",
                                     "/v1/commissioners/" + id + "/spend.csv", std::string("/v1"), std::string("/v1/changes")}) {
    INFO(address);
    const RawAnswer first = get(port, address);
    CHECK(first.status == 200);
    const RawAnswer again = get(port, address, "If-None-Match: " + first.header("etag") + "\r\n");
    CHECK(again.status == 304);
    CHECK(again.body.empty());
  }
}

TEST_CASE("the addresses below a merged body lead to those below the other one", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  REQUIRE(run({"--database", url, "demo"}).status == 0);
  const std::string token = new_token(url, "curator");
  const Serving serving(url);
  const auto two = json(get(serving.port(), "/v1/providers?synthetic=true&limit=2").body);
  const std::string from = at(two["data"][0], "/id");
  const std::string into = at(two["data"][1], "/id");
  const std::string etag = get(serving.port(), "/v1/providers/" + from).header("etag");
  const auto merge = [&](const std::string& match) {
    return ask(serving.port(),
               request_text("POST", "/v1/bodies/" + from + "/merge",
                            "Content-Type: application/json\r\nAuthorization: Bearer " + token + "\r\nIf-Match: " + match + "\r\n",
                            R"({"into":")" + into + R"(","reason":"one register entry"})"));
  };
  CHECK(merge("\"another\"").status == 412);
  const RawAnswer merged = merge(etag); // the record with its figures is what was seen
  INFO(merged.body);
  REQUIRE(merged.status == 201);
  for (const std::string_view below : {"", "/income", "/income.csv", "/income?of=group"}) {
    const RawAnswer moved = get(serving.port(), "/v1/providers/" + from + std::string(below));
    CHECK(moved.status == 301);
    CHECK(moved.header("location") == "/v1/providers/" + into + std::string(below));
    CHECK(get(serving.port(), moved.header("location")).status == 200);
  }
}

TEST_CASE("awards are reported by group on the command line as over HTTP", "[api]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  REQUIRE(run({"--database", url, "demo"}).status == 0);
  const Ended table = run({"--database", url, "report", "awards", "--group-by", "provider_group", "--format", "json"});
  REQUIRE(table.status == 0);
  const auto printed = json(table.out);
  const Serving serving(url);
  const auto served = json(get(serving.port(), "/v1/reports/awards?group_by=provider_group").body);
  REQUIRE(printed["rows"].Size() == served["rows"].Size());
  CHECK((printed["totals"] == served["totals"]));
  std::int64_t awards = 0;
  for (const auto& row : served["rows"].GetArray()) {
    awards += row["awards"].GetInt64();
    CHECK(at(json(get(serving.port(), at(row, "/rows_url")).body), "/page/total") == at(row, "/awards"));
  }
  CHECK(awards == served["totals"]["awards"].GetInt64());
  const Ended one = run({"--database", url, "report", "awards", "--provider-groups", "one", "--group-by", "provider_group"});
  CHECK(one.status == 0);
  CHECK_THAT(one.out, !ContainsSubstring("several_groups"));
}
