// The small formats underneath: canonical JSON, public ids, and what a driver's fault is called.
#include "persistence/detail/faults.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "tests/support/catch.h"

#include <sqlite3.h>

#include <set>

namespace openward::test {
namespace {

using namespace std::string_literals;
namespace detail = persistence::detail;

TEST_CASE("an object's members stand in the order of their names, and unknown facts are left out", "[persistence]") {
  CHECK(detail::JsonObject().text() == "{}");
  CHECK(detail::JsonObject()
            .set("b", "text")
            .set("a", std::int64_t{9007199254740993})
            .set("c", true)
            .set("d", std::optional<int>())
            .set("e", std::optional(*Date::parse("2025-01-02")))
            .set_json("f", "[1,2]")
            .text() == R"({"a":9007199254740993,"b":"text","c":true,"e":"2025-01-02","f":[1,2]})");
}

TEST_CASE("text is written as a JSON string whatever it holds", "[persistence]") {
  const auto [text, json] = GENERATE(table<std::string, std::string>({
      {"", R"("")"},
      {"a \"b\" \\ c", R"("a \"b\" \\ c")"},
      {"line\nbreak\ttab\rreturn", R"("line\nbreak\ttab\rreturn")"},
      {"\x01\x1f"s, R"("\u0001\u001f")"},
      {"\0"s, R"("\u0000")"},
      {"caf\xc3\xa9 </script>", "\"caf\xc3\xa9 </script>\""},
  }));
  CHECK(detail::json_string(text) == json);
}

TEST_CASE("SHA-256 is the published one", "[persistence]") {
  CHECK(detail::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(detail::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a derived id is the first sixty bits of the hash, in base 32", "[persistence]") {
  // ba7816bf 8f01cfe… in groups of five bits: 10111 01001 11100 00001 01101 01111 11100 01111 00000 00111 00111 11110
  CHECK(detail::derived_id("aw", "abc") == "aw-q9w1dfwf077y");
  CHECK(detail::derived_id("aw", "abd") != detail::derived_id("aw", "abc"));
}

TEST_CASE("random ids have the same shape and do not repeat", "[persistence]") {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = detail::random_id("tk");
    seen.insert(id);
    if (id.size() != 15 || id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz", 3) != std::string::npos) FAIL(id);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("a PostgreSQL state tells the kind of fault", "[persistence]") {
  const auto [state, kind, words] = GENERATE(table<std::string, ErrorKind, std::string>({
      {"23505", ErrorKind::conflict, "same key already"},
      {"23503", ErrorKind::internal, "breaks one of its rules"},
      {"23514", ErrorKind::internal, "breaks one of its rules"},
      {"40001", ErrorKind::unavailable, "try again"},
      {"40P01", ErrorKind::unavailable, "try again"},
      {"55P03", ErrorKind::unavailable, "try again"},
      {"57014", ErrorKind::unavailable, "took too long"},
      {"57P01", ErrorKind::unavailable, "closed the connection"},
      {"08006", ErrorKind::unavailable, "closed the connection"},
      {"53100", ErrorKind::unavailable, "no disk space"},
      {"53300", ErrorKind::unavailable, "connections"},
      {"25006", ErrorKind::unavailable, "primary server"},
      {"42501", ErrorKind::unavailable, "grant"},
      {"22021", ErrorKind::invalid, "UTF-8"},
      {"22003", ErrorKind::invalid, "beyond"},
      {"25P02", ErrorKind::internal, "earlier step"},
      {"42601", ErrorKind::internal, "log"},
  }));
  const Error error = detail::error_of_state(state, "postgresql:host=h", "what the driver said");
  CHECK(error.kind == kind);
  CHECK_THAT(error.message, ContainsSubstring(words) && !ContainsSubstring("driver"));
}

TEST_CASE("an SQLite code tells the kind of fault", "[persistence]") {
  const auto [code, kind, words] = GENERATE(table<int, ErrorKind, std::string>({
      {SQLITE_CONSTRAINT_UNIQUE, ErrorKind::conflict, "same key already"},
      {SQLITE_CONSTRAINT_PRIMARYKEY, ErrorKind::conflict, "same key already"},
      {SQLITE_CONSTRAINT_FOREIGNKEY, ErrorKind::internal, "breaks one of its rules"},
      {SQLITE_BUSY, ErrorKind::unavailable, "another process"},
      {SQLITE_BUSY_SNAPSHOT, ErrorKind::unavailable, "another process"},
      {SQLITE_FULL, ErrorKind::unavailable, "disk is full"},
      {SQLITE_READONLY_DBMOVED, ErrorKind::unavailable, "read-only"},
      {SQLITE_IOERR_WRITE, ErrorKind::unavailable, "check the disk"},
      {SQLITE_CANTOPEN, ErrorKind::unavailable, "cannot be opened"},
      {SQLITE_NOTADB, ErrorKind::unsupported, "not an SQLite file"},
      {SQLITE_CORRUPT, ErrorKind::unavailable, "backup"},
      {SQLITE_ERROR, ErrorKind::internal, "log"},
  }));
  const Error error = detail::error_of_code(code, "sqlite:/x.db", "what the driver said");
  CHECK(error.kind == kind);
  CHECK_THAT(error.message, ContainsSubstring(words) && ContainsSubstring("sqlite:/x.db"));
  CHECK(error.internal == "what the driver said");
}

} // namespace
} // namespace openward::test
