#include "tests/exchange/ocds/notices.h"

using namespace openward;
using namespace openward::test;

TEST_CASE("every form of an OCDS file gives its releases with their places", "[exchange]") {
  using Row = std::tuple<const char*, const char*, std::vector<std::string>>;
  const auto [name, form, pointers] = GENERATE(table<const char*, const char*, std::vector<std::string>>({
      Row{"uk6_then_uk7.json", "release_package", {"/releases/0", "/releases/1"}},
      Row{"single_release.json", "release", {""}},
      Row{"release_array.json", "release_array", {"/0", "/1"}},
      Row{"release_lines.jsonl", "release_lines", {"#L1", "#L3/releases/0", "#L3/releases/1", "#L4"}},
      Row{"record_package.json", "record_package", {"/records/0/releases/0", "/records/0/releases/1"}},
      Row{"empty_package.json", "release_package", {}},
  }));
  const auto bytes = fixture(name);
  const auto file = read_file(bytes);
  INFO(name);
  REQUIRE_FALSE(file.error);
  CHECK(file.summary.form == form);
  CHECK(file.pointers == pointers);
  CHECK(file.summary.releases == static_cast<std::int64_t>(pointers.size()));
  for (std::size_t i = 0; i < file.releases.size(); ++i) {
    CHECK(bytes.substr(file.offsets[i], file.releases[i].size()) == file.releases[i]);
    CHECK(file.releases[i].front() == '{');
    CHECK(file.releases[i].back() == '}');
  }
}

TEST_CASE("the publisher of a package is read, wherever it stands", "[exchange]") {
  CHECK(read_file(fixture("uk5.json")).summary.publisher == "Example Publishing Office");
  CHECK(read_file(R"({"releases":[],"publisher":{"uid":"9","name":"Office \u0026 Sons"}})").summary.publisher == "Office & Sons");
}

TEST_CASE("linked releases and compiled records are refused with the remedy", "[exchange]") {
  const auto file = read_file(fixture("record_package.json"));
  REQUIRE(file.refused.size() == 2);
  CHECK(file.refused[0].code == "linked");
  CHECK(file.refused[0].pointer == "/records/1/releases/0");
  CHECK_THAT(file.refused[0].reason, ContainsSubstring("fetch the address"));
  CHECK(file.refused[1].code == "no_releases");
  CHECK(file.summary.refused == 2);
}

TEST_CASE("a release that cannot be one is refused alone, with its code", "[exchange]") {
  const std::string good = R"({"ocid":"o-1","id":"1","date":"2026-05-20T09:00:00+01:00","tag":["tender"]})";
  const auto [bad, code] = GENERATE(table<std::string, std::string>({
      {R"({"id":"1","date":"2026-05-20T09:00:00Z"})", "no_ocid"},
      {R"({"ocid":"o","date":"2026-05-20T09:00:00Z"})", "no_release_id"},
      {R"({"ocid":"o","id":"1","date":"soon"})", "bad_date"},
      {R"({"ocid":"o","id":"1"})", "bad_date"},
      {R"({"ocid":"o","id":"1","date":"2026-05-20","tender":{"title":"a\u0000b"}})", "nul_byte"},
      {R"({"ocid":"o","id":"1","date":"2026-05-20","tender":{"title":"a\ud800b"}})", "bad_utf8"},
      {R"({"ocid":"o","id":"1","date":"2026-05-20","tag":["compiled"]})", "compiled"},
      {R"({"ocid":"o","id":"1","date":"2026-05-20","x":)" + std::string(70, '[') + std::string(70, ']') + '}', "too_deep"},
      {"7", "not_an_object"},
      {"null", "not_an_object"},
  }));
  const auto file = read_file(R"({"releases":[)" + good + ',' + bad + ',' + good + "]}");
  INFO(bad);
  REQUIRE_FALSE(file.error);
  REQUIRE(file.refused.size() == 1);
  CHECK(file.refused[0].code == code);
  CHECK(file.refused[0].pointer == "/releases/1");
  CHECK(file.summary.releases == 2);
}

TEST_CASE("an escaped backslash before u0000 is no NUL byte", "[exchange]") {
  CHECK(read_file(R"({"ocid":"o","id":"1","date":"2026-05-20","tender":{"title":"C:\\u0000"}})").summary.releases == 1);
}

TEST_CASE("ids may be numbers and member names may be escaped", "[exchange]") {
  const auto file = read_file(R"({"releases":[{"ocid":"o\u002d1","id":17,"date":"2026-05-20"}]})");
  REQUIRE(file.summary.releases == 1);
  CHECK(notice_of(file.releases[0]).ocid == "o-1");
  CHECK(notice_of(file.releases[0]).release_id == "17");
}

TEST_CASE("of a repeated member the first counts, in framing and in reading", "[exchange]") {
  const auto file =
      read_file(R"({"releases":[{"ocid":"first","ocid":"second","id":"1","date":"2026-05-20","tender":{"title":"one","title":"two"}}],)"
                R"("releases":[{"ocid":"x","id":"2","date":"2026-05-20"}]})");
  REQUIRE(file.summary.releases == 1);
  const auto notice = notice_of(file.releases[0]);
  CHECK(notice.ocid == "first");
  CHECK(notice.title == "one");
}

TEST_CASE("a byte order mark before UTF-8 is accepted", "[exchange]") {
  const auto file = read_file("\xEF\xBB\xBF" + fixture("uk5.json"));
  REQUIRE_FALSE(file.error);
  CHECK(file.summary.releases == 1);
  CHECK(file.offsets[0] > 3);
}

TEST_CASE("what is not OCDS JSON is refused with what it looks like", "[exchange]") {
  const auto [bytes, words] = GENERATE(table<std::string, std::string>({
      {"", "empty"},
      {"  \r\n", "empty"},
      {"<!DOCTYPE html><html><body>Sign in</body></html>", "HTML"},
      {"\n<html>Just a moment</html>", "HTML"},
      {"<?xml version=\"1.0\"?><a/>", "XML"},
      {"%PDF-1.7 ...", "PDF"},
      {"PK\x03\x04xxxx", "ZIP"},
      {"\xFF\xFE{\x01", "UTF-16"},
      {"Body,Entity,Date,Amount\nA,B,C,1\n", "CSV"},
      {"Too many requests. Try again in 120 seconds.", "Too many requests"},
      {std::string("\x01\x02\x03\x04", 4), "binary"},
      {R"({"message":"Rate limit exceeded"})", "not OCDS"},
  }));
  const auto file = read_file(bytes);
  INFO(words);
  REQUIRE(file.error);
  CHECK_THAT(file.error->message, ContainsSubstring(words));
  CHECK(file.releases.empty());
  CHECK(file.refused.empty());
}

TEST_CASE("bytes that are not UTF-8 are refused by their place, with the remedy", "[exchange]") {
  for (const std::size_t before : {0UL, 1UL, 5UL, 63UL, 64UL, 200UL}) {
    const std::string start = R"({"releases":[{"ocid":"o","id":"1","date":"2026-05-20","t":")" + std::string(before, 'x') + "\xC3\xA9";
    const auto file = read_file(start + "\x92s\"}]}");
    REQUIRE(file.error);
    CHECK_THAT(file.error->message, ContainsSubstring("byte " + std::to_string(start.size()) + ':'));
    CHECK_THAT(file.error->message, ContainsSubstring("Windows-1252"));
  }
  const std::string nul = std::string(R"({"releases":[)") + '\0' + "]}";
  REQUIRE(read_file(nul).error);
  CHECK_THAT(read_file(nul).error->message, ContainsSubstring("NUL byte at byte 13"));
}

TEST_CASE("a fault of grammar names its byte and nothing is handed over", "[exchange]") {
  const std::string release = R"({"ocid":"o","id":"1","date":"2026-05-20"})";
  const auto [tail, at] = GENERATE(table<std::string, std::size_t>({
      {R"(,])", 1},
      {R"( {)", 1},
      {R"(,{"a":01}])", 6},
      {R"(,{"a":tru}])", 6},
      {R"(,{"a":"\x"}])", 8},
      {R"(,{"a" 1}])", 6},
      {R"(,{a:1}])", 2},
      {",{\"a\":\"\n\"}]", 7},
      {R"(,{"a":1,}])", 8},
      {R"(,{"a":1.}])", 8},
      {R"(,{"a":1e}])", 8},
      {R"(,{"a":-}])", 7},
      {R"(,{"a":.5}])", 6},
      {R"(]} x)", 3},
  }));
  const std::string head = R"({"releases":[)" + release;
  const auto file = read_file(head + tail + "}");
  INFO(tail);
  REQUIRE(file.error);
  CHECK_THAT(file.error->message, ContainsSubstring("byte " + std::to_string(head.size() + at) + ':'));
  CHECK(file.releases.empty());
}

TEST_CASE("a broken line among lines is refused alone; a cut-off last line refuses the file", "[exchange]") {
  const std::string line = R"({"ocid":"o","id":"1","date":"2026-05-20"})";
  const auto middle = read_file(line + "\n{\"ocid\":}\n" + line + "\n");
  REQUIRE_FALSE(middle.error);
  CHECK(middle.summary.releases == 2);
  REQUIRE(middle.refused.size() == 1);
  CHECK(middle.refused[0].pointer == "#L2");
  CHECK(middle.refused[0].offset == line.size() + 1 + 8);

  const auto cut = read_file(line + '\n' + line + '\n' + line.substr(0, 20));
  REQUIRE(cut.error);
  CHECK(cut.releases.empty());
  CHECK_THAT(cut.error->message, ContainsSubstring("cut off"));
}

TEST_CASE("a sink that refuses ends the reading with its error", "[exchange]") {
  exchange::ReleaseSink sink;
  int calls = 0;
  sink.release = [&](const exchange::RawRelease&) -> Result<> {
    ++calls;
    return invalid("the database is full");
  };
  const auto result = exchange::read_releases(fixture("uk6_then_uk7.json"), sink);
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "the database is full");
  CHECK(calls == 1);
}
