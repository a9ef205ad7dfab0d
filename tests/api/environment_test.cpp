// What the machine does to the program: ports, disks, databases that come and go.

#include "tests/api/program.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/postgresql_server.h"
#include "tests/support/raw_http.h"

#include <unistd.h>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::persistence::Backend;

TEST_CASE("a port in use is named, with the remedy", "[api]") {
  const TemporaryFolder folder;
  const std::string url = "sqlite:" + folder.file("r.db");
  const Serving first(url);
  const Ended second = run({"--database", url, "serve", "--listen", "127.0.0.1:" + std::to_string(first.port())});
  CHECK(second.status == 3);
  CHECK_THAT(second.err, ContainsSubstring(std::to_string(first.port())) && ContainsSubstring("--listen"));
  CHECK(get(first.port(), "/healthz").status == 200);
}

TEST_CASE("a register newer than the program is refused with both versions and not touched", "[api]") {
  const TemporaryFolder folder;
  const std::string url = "sqlite:" + folder.file("r.db");
  REQUIRE(run({"--database", url, "migrate"}).status == 0);
  auto newer = fresh_database(Backend::sqlite);
  const Ended made =
      run_shell("printf '%s' \"insert into schema_version (version, applied_at) values (999, 'x')\" | sqlite3 " + folder.file("r.db"));
  if (made.status == 127) {
    WARN("skipped: the sqlite3 command is not on this machine; test_persistence covers the same");
    return;
  }
  const Ended refused = run({"--database", url, "report", "awards"});
  CHECK(refused.status == 3);
  CHECK_THAT(refused.err, ContainsSubstring("999"));
}

TEST_CASE("a database that cannot be opened is named, with what stands in the way", "[api]") {
  const TemporaryFolder folder;
  struct Bad {
    std::string url;
    int status;
    const char* words;
  };
  const std::vector<Bad> all{
      {"sqlite:" + folder.file("none/r.db"), 3, "none"},
      {"sqlite:" + folder.path(), 2, "is a folder"},
      {"sqlite:" + folder.write("text.db", std::string(4096, 'x')), 3, "text.db"},
      {"sqlite::memory:", 2, "memory"},
      {"oracle:x", 2, "sqlite:"},
      {"postgresql:host=127.0.0.1 port=1 dbname=openward user=openward", 3, "127.0.0.1"},
  };
  for (const Bad& bad : all) {
    const Ended ended = run({"--database", bad.url, "report", "awards"});
    INFO(bad.url << ": " << ended.err);
    CHECK(ended.status == bad.status);
    CHECK_THAT(ended.err, ContainsSubstring(bad.words));
    CHECK(ended.out.empty());
  }
}

TEST_CASE("while PostgreSQL is gone reads and writes are 503 and the process lives; it answers again when the database is back", "[api]") {
  PostgresqlServer server;
  const std::string url = "postgresql:" + server.words() + " dbname=postgres";
  const std::string secret = new_token(url, "recorder");
  const std::string draft = request_text("POST", "/v1/awards", "Authorization: Bearer " + secret + "\r\nContent-Type: application/json\r\n",
                                         R"({"title":"Podiatry"})");
  Serving serving(url);
  REQUIRE(ask(serving.port(), draft).status == 201);
  REQUIRE(get(serving.port(), "/v1/awards").status == 200);
  REQUIRE(get(serving.port(), "/readyz").status == 200);
  server.crash();
  const RawAnswer gone = get(serving.port(), "/v1/awards?limit=2");
  INFO(gone.body);
  CHECK(gone.status == 503);
  CHECK_FALSE(gone.header("retry-after").empty());
  CHECK(gone.body.find("password") == std::string::npos);
  CHECK(gone.body.find("postgresql:") == std::string::npos); // where the database is, is nobody's business outside
  CHECK(get(serving.port(), "/readyz").status == 503);
  CHECK(get(serving.port(), "/healthz").status == 200);
  CHECK(get(serving.port(), "/").status == 503);
  CHECK(ask(serving.port(), draft).status == 503);
  CHECK(serving.alive());

  REQUIRE(server.come_back());
  CHECK(get(serving.port(), "/readyz").status == 200);
  const RawAnswer back = get(serving.port(), "/v1/awards?state=draft", "Authorization: Bearer " + secret + "\r\n");
  CHECK(back.status == 200);
  CHECK(at(json(back.body), "/page/total") == "1"); // what was acknowledged before; the refused one left nothing
  CHECK(ask(serving.port(), draft).status == 201);
  CHECK(serving.terminate().status == 0);
}

TEST_CASE("a full disk refuses the import with a message and leaves the register as it was", "[api]") {
  if (::geteuid() != 0 || run_shell("unshare -m true").status != 0) {
    WARN("skipped: making a small file system needs the right to mount");
    return;
  }
  const TemporaryFolder folder;
  const std::string demo = std::string(OPENWARD_SOURCE_DIR) + "/reference/demo";
  // 1,500 KiB hold an empty register and not the sample.
  const Ended ended =
      run_shell("exec 2>&1; unshare -m sh -c 'mount -t tmpfs -o size=1500k none " + folder.path() + " && \"$OPENWARD\" --database sqlite:" +
                folder.file("r.db") + " migrate && \"$OPENWARD\" --database sqlite:" + folder.file("r.db") + " import " + demo +
                "; echo status $?; \"$OPENWARD\" --database sqlite:" + folder.file("r.db") + " report awards --format csv'");
  INFO(ended.out);
  CHECK_THAT(ended.out, ContainsSubstring("schema "));
  CHECK_THAT(ended.out, ContainsSubstring("status 3"));
  CHECK_THAT(ended.out, ContainsSubstring("full"));
  CHECK_THAT(ended.out, !ContainsSubstring("direct_award_c,"));
}

TEST_CASE("SIGTERM ends the program with status 0, and every line of its log is JSON", "[api]") {
  const TemporaryFolder folder;
  Serving serving("sqlite:" + folder.file("r.db"));
  CHECK(get(serving.port(), "/v1/awards?q=%22secret%22", "X-Request-Id: abc-1\r\nAuthorization: Bearer ow_hidden\r\n")
            .header("x-request-id") == "abc-1");
  get(serving.port(), "/%22%0d%0aforged");
  const Ended ended = serving.terminate();
  CHECK(ended.status == 0);
  std::size_t from = 0;
  std::size_t lines = 0;
  while (from < ended.err.size()) {
    const auto end = ended.err.find('\n', from);
    json(ended.err.substr(from, end - from));
    from = end + 1;
    ++lines;
  }
  CHECK(lines >= 4); // started, two requests, stopped
  CHECK(ended.err.find("secret") == std::string::npos);
  CHECK(ended.err.find("ow_hidden") == std::string::npos);
}
