// What is written to files, and what a download says of itself.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::persistence::Backend;

namespace {

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A demonstration register that no test changes.
const std::string& demonstration() {
  static const std::string url = [] {
    const std::string made = fresh_url(Backend::sqlite);
    REQUIRE(run({"--database", made, "demo"}).status == 0);
    return made;
  }();
  return url;
}

Ended on_demonstration(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--database", demonstration()});
  return run(arguments);
}

} // namespace

TEST_CASE("a download tells its length and its digest, so that one which was cut is seen to be", "[api]") {
  const Serving serving(demonstration());
  const TemporaryFolder folder;
  const std::string suffix = GENERATE(as<std::string>(), "csv", "ndjson", "xlsx");
  const RawAnswer whole = get(serving.port(), "/v1/payments." + suffix);
  REQUIRE(whole.status == 200);
  CHECK(whole.complete);
  CHECK(whole.header("content-length") == std::to_string(whole.body.size()));
  CHECK(whole.header("transfer-encoding").empty());
  // By a program that is not ours.
  const std::string path = folder.write("got", whole.body);
  const Ended digest = run_shell("openssl dgst -sha256 -binary '" + path + "' | openssl base64");
  REQUIRE(digest.out.size() > 40);
  CHECK(whole.header("repr-digest") == "sha-256=:" + digest.out.substr(0, digest.out.find('\n')) + ":");

  RawConnection cut(serving.port());
  REQUIRE(cut.send(request_text("HEAD", "/v1/payments." + suffix)));
  const RawAnswer head = cut.receive(true);
  CHECK(head.header("content-length") == whole.header("content-length"));
  if (suffix != "xlsx") CHECK(head.header("repr-digest") == whole.header("repr-digest")); // a workbook has the time it was packed at
}

TEST_CASE("the whole register is a folder that can be checked, and what is missing, cut or altered is named", "[api]") {
  const TemporaryFolder folder;
  const std::string out = folder.file("out");
  const Ended exported = on_demonstration({"export", "--all", "--to", out});
  INFO(exported.err);
  REQUIRE(exported.status == 0);
  CHECK(run({"export", "--verify", out}).status == 0);
  CHECK(run_shell("cd '" + out + "' && sha256sum -c --quiet --strict SHA256SUMS").status == 0);
  // Each file but the three that describe the rest stands in the manifest or beside a CSV that does.
  const auto manifest = json(content(out + "/manifest.json"));
  std::size_t files = 3;
  for (const auto& file : manifest["files"].GetArray()) {
    const std::string name = at(file, "/file");
    const std::string text = content(out + "/" + name);
    files += name.ends_with(".csv") ? 2U : 1U;
    INFO(name);
    CHECK(at(file, "/bytes") == std::to_string(text.size()));
    if (name.ends_with(".ndjson")) CHECK(at(file, "/rows") == std::to_string(std::count(text.begin(), text.end(), '\n')));
    if (name.ends_with(".csv")) CHECK(json(content(out + "/" + at(file, "/metadata")))["url"] == name.c_str());
  }
  CHECK(files == static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(out), {})));
  CHECK(std::filesystem::exists(out + "/releases.ndjson"));
  CHECK_FALSE(std::filesystem::exists(out + ".part"));

  const std::string awards = content(out + "/awards.csv");
  const auto wrong = [&] {
    const Ended checked = run({"export", "--verify", out});
    CHECK(checked.status == 1);
    return checked.err;
  };
  std::ofstream(out + "/awards.csv") << awards.substr(0, awards.size() / 2);
  CHECK_THAT(wrong(), ContainsSubstring("awards.csv was cut"));
  std::string altered = awards;
  altered[altered.size() / 2] ^= 1;
  std::ofstream(out + "/awards.csv") << altered;
  CHECK_THAT(wrong(), ContainsSubstring("awards.csv was altered"));
  std::filesystem::remove(out + "/awards.csv");
  CHECK_THAT(wrong(), ContainsSubstring("awards.csv is missing"));

  const Ended again = on_demonstration({"export", "--all", "--to", out});
  CHECK(again.status == 1);
  CHECK_THAT(again.err, ContainsSubstring("is there already"));
}

TEST_CASE("an export that is killed leaves a whole folder or none", "[api]") {
  const TemporaryFolder folder;
  int whole = 0;
  for (const std::string after : {"0.01", "0.05", "0.1", "0.2", "0.4", "60"}) {
    const std::string out = folder.file("out-" + after);
    run_shell("timeout -s KILL " + after + " \"$OPENWARD\" --database '" + demonstration() + "' export --all --to '" + out + "'");
    if (!std::filesystem::exists(out)) continue;
    ++whole;
    CHECK(run({"export", "--verify", out}).status == 0);
  }
  CHECK(whole > 0);
}

TEST_CASE("a single file has its manifest beside it, with the filter as it was understood", "[api]") {
  const TemporaryFolder folder;
  const std::string file = folder.file("awards.csv");
  REQUIRE(
      on_demonstration({"export", "awards", "--to", file, "--filter", "tender_class=untendered", "--filter", "not_route=unknown"}).status ==
      0);
  const auto manifest = json(content(file + ".manifest.json"));
  CHECK(at(manifest, "/files/0/filter/tender_class/0") == "untendered");
  CHECK(at(manifest, "/files/0/filter/not_route/0") == "unknown");
  CHECK(at(manifest, "/licence/uri") == "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/");
  const Serving serving(demonstration());
  const RawAnswer same = get(serving.port(), at(manifest, "/files/0/address"));
  CHECK(same.body == content(file));
  CHECK(same.header("x-total-count") == at(manifest, "/files/0/rows"));
  CHECK(same.header("x-register-seq") == at(manifest, "/seq"));
  CHECK(run({"export", "--verify", file}).status == 0);
  std::ofstream(file, std::ios::app) << "x";
  CHECK(run({"export", "--verify", file}).status == 1);

  const Ended refused = on_demonstration({"export", "awards", "--to", folder.file("none.csv"), "--filter", "colour=red"});
  CHECK(refused.status == 1);
  CHECK_THAT(refused.err, ContainsSubstring("no filter \"colour\". Valid: commissioner"));
  CHECK_FALSE(std::filesystem::exists(folder.file("none.csv")));
}

TEST_CASE("a backup moves a register to the other kind of database and back, byte for byte", "[api]") {
  const TemporaryFolder folder;
  const std::string first = folder.file("first");
  REQUIRE(on_demonstration({"backup", "--to", first}).status == 0);
  CHECK((std::filesystem::status(first).permissions() & std::filesystem::perms::others_all) == std::filesystem::perms::none);
  const std::string there = fresh_url(Backend::postgresql);
  const Ended restored = run({"--database", there, "restore", first});
  INFO(restored.err);
  REQUIRE(restored.status == 0);
  CHECK(run({"--database", there, "check", "--rollups"}).status == 0);
  CHECK(run({"--database", there, "check", "--search"}).status == 0);
  const std::string second = folder.file("second");
  REQUIRE(run({"--database", there, "backup", "--to", second}).status == 0);
  const std::string back = fresh_url(Backend::sqlite);
  REQUIRE(run({"--database", back, "restore", second}).status == 0);
  const std::string third = folder.file("third");
  REQUIRE(run({"--database", back, "backup", "--to", third}).status == 0);
  const auto digests = [](const std::string& path) {
    const auto manifest = json(content(path + "/manifest.json"));
    std::string out;
    for (const auto& file : manifest["files"].GetArray()) out += at(file, "/file") + " " + at(file, "/sha256") + "\n";
    return out;
  };
  CHECK(digests(second) == digests(first));
  CHECK(digests(third) == digests(first));

  CHECK_THAT(run({"--database", there, "restore", first}).err, ContainsSubstring("is not empty"));
  const std::string empty = fresh_url(Backend::sqlite);
  std::string manifest = content(first + "/manifest.json");
  const auto schema = manifest.find("\"schema\": ");
  manifest.replace(schema, 11, "\"schema\": 9");
  std::ofstream(third + "/manifest.json") << manifest;
  CHECK_THAT(run({"--database", empty, "restore", third}).err, ContainsSubstring("the backup has schema 9"));
  std::ofstream(first + "/award.ndjson", std::ios::app) << "[]\n";
  CHECK_THAT(run({"--database", empty, "restore", first}).err, ContainsSubstring("award.ndjson is longer than it was written"));
  const std::string exported = folder.file("exported");
  REQUIRE(on_demonstration({"export", "--all", "--to", exported}).status == 0);
  CHECK_THAT(run({"--database", empty, "restore", exported}).err, ContainsSubstring("is an export"));
}
