// Connections: too few of them, lost ones, slow ones, and a disk without room.
#include "persistence/detail/sql.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Backend;
using persistence::Database;
using persistence::OpenOptions;
using persistence::Session;
using persistence::UnitOfWork;
using persistence::detail::as;
using persistence::detail::execute;
using persistence::detail::first_cell;
using persistence::detail::run;

const std::string count_files = "select count(*) from source_file";
const std::string insert_file =
    "insert into source_file (name, kind, sha256, bytes, imported_at) values ('a.csv', 'spend', 'aa', 1, '2026-06-01T12:00:00Z')";

TEST_CASE("more borrowers than connections are told that the register is busy", "[persistence]") {
  TestDatabase t =
      fresh_database(GENERATE(from_range(backends())), OpenOptions{.readers = 1, .lease_timeout = std::chrono::milliseconds(20)});
  const auto nested = t.db->read([&](Session&) -> Result<> { return t.db->ping(); });
  REQUIRE_FALSE(nested);
  CHECK(nested.error().kind == ErrorKind::unavailable);
  CHECK_THAT(nested.error().message, ContainsSubstring("busy"));
  CHECK(t.db->ping());
}

TEST_CASE("a full disk is told as such, and the register stays as it was", "[persistence]") {
  TestDatabase t = fresh_database(Backend::sqlite);
  const auto result = t.db->write("test", noon(), [](UnitOfWork& u) -> Result<> {
    Session& s = u.session();
    run(s, "pragma max_page_count=" + first_cell(s, "pragma page_count"));
    for (int i = 0; i < 100; ++i) {
      execute(s, "insert into source_file (name, kind, sha256, bytes, imported_at) values (:name, 'spend', :sha, 1, 'now')",
              as("name", std::string(4000, 'x')), as("sha", std::to_string(i)));
    }
    return Done{};
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::unavailable);
  CHECK_THAT(result.error().message, ContainsSubstring("disk is full"));
  CHECK(cell(*t.db, count_files) == "0");
}

TEST_CASE("idle connections that PostgreSQL closed are replaced without anybody noticing", "[persistence]") {
  TestDatabase t = fresh_database(Backend::postgresql, OpenOptions{.readers = 2});
  auto other = Database::open(t.url);
  REQUIRE(other);
  REQUIRE(t.db->ping());
  REQUIRE(change(*t.db, insert_file));
  const std::string kill =
      "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  REQUIRE(change(**other, kill));

  CHECK(t.db->ping());
  CHECK(change(*t.db, "update source_file set bytes = 2"));
  CHECK(cell(*t.db, "select bytes from source_file") == "2");
}

TEST_CASE("a connection lost in the middle of work ends that work alone", "[persistence]") {
  TestDatabase t = fresh_database(Backend::postgresql);
  auto other = Database::open(t.url);
  REQUIRE(other);
  int runs = 0;
  const auto result = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    ++runs;
    run(u.session(), insert_file);
    const std::string pid = first_cell(u.session(), "select pg_backend_pid()");
    if (auto killed = change(**other, "select pg_terminate_backend(" + pid + ", 5000)"); !killed) return killed.error();
    run(u.session(), "update source_file set bytes = 2");
    return Done{};
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::unavailable);
  CHECK(runs == 1); // work that had begun is never run again behind its back
  CHECK(change(*t.db, insert_file));
  CHECK(cell(*t.db, count_files) == "1");
}

TEST_CASE("a statement that takes too long is ended, and the connection lives", "[persistence]") {
  TestDatabase t = fresh_database(Backend::postgresql);
  const auto result = t.db->read([](Session& s) -> Result<> {
    run(s, "set local statement_timeout = '20ms'");
    run(s, "select pg_sleep(30)");
    return Done{};
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::unavailable);
  CHECK_THAT(result.error().message, ContainsSubstring("took too long"));
  CHECK(t.db->ping());
}

} // namespace
} // namespace openward::test
