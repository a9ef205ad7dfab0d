// Opening a database: what is refused, in which words, and that nothing is touched before it is known to be ours.
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

namespace openward::test {
namespace {

namespace fs = std::filesystem;
using persistence::Backend;
using persistence::Database;
using persistence::OpenOptions;
using persistence::UnitOfWork;

std::string file_of(const std::string& url) { return url.substr(std::string("sqlite:").size()); }

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("a new database is brought to the current schema and answers", "[persistence]") {
  const Backend backend = GENERATE(from_range(backends()));
  TestDatabase t = fresh_database(backend);
  CHECK(t.db->backend() == backend);
  CHECK(t.db->schema_version() == persistence::current_schema_version());
  CHECK(t.db->ping());
  CHECK(cell(*t.db, "select count(*) from schema_version") == std::to_string(persistence::current_schema_version()));

  auto again = Database::open(t.url);
  REQUIRE(again);
  CHECK((*again)->schema_version() == persistence::current_schema_version());
}

TEST_CASE("a database address that cannot be used says what to write", "[persistence]") {
  const auto [url, kind, words] = GENERATE(table<std::string, ErrorKind, std::string>({
      {"", ErrorKind::invalid, "sqlite:PATH"},
      {"openward.db", ErrorKind::invalid, "sqlite:PATH"},
      {"mysql:host=here", ErrorKind::invalid, "postgresql:host="},
      {"sqlite:", ErrorKind::invalid, "sqlite:openward.db"},
      {"sqlite::memory:", ErrorKind::invalid, "name a file"},
      {"sqlite:file:x?mode=memory", ErrorKind::invalid, "name a file"},
      {"sqlite:/no/such/folder/register.db", ErrorKind::unavailable, "/no/such/folder for the database does not exist"},
      {"sqlite:/", ErrorKind::invalid, "is a folder"},
      {"postgresql://app@here/register", ErrorKind::invalid, "key=value"},
      {"postgresql:host", ErrorKind::invalid, "host=… port=…"},
      {"postgresql:hots=127.0.0.1", ErrorKind::invalid, "host=… port=…"},
      {"postgresql:host=127.0.0.1 port=1 dbname=register password=hush connect_timeout=2", ErrorKind::unavailable,
       "host=127.0.0.1 port=1 dbname=register"},
  }));
  const auto opened = Database::open(url);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == kind);
  CHECK_THAT(opened.error().message, ContainsSubstring(words));
  CHECK(opened.error().message.find("hush") == std::string::npos);
}

TEST_CASE("a file name with blanks and equals signs is taken as it stands", "[persistence]") {
  const std::string url = fresh_url(Backend::sqlite) + " a  b=c d.db";
  const auto opened = Database::open(url);
  REQUIRE(opened);
  CHECK(fs::exists(file_of(url)));
}

TEST_CASE("a password with blanks and quotes reaches the server whole", "[persistence]") {
  const std::string url = fresh_url(Backend::postgresql);
  const auto opened = Database::open(url + " password='a \"b\" \\'c\\' =d' options='-c work_mem=5MB'");
  REQUIRE(opened);
  CHECK(cell(**opened, "show work_mem") == "5MB");
  CHECK_THAT((*opened)->description(), !ContainsSubstring("password"));
}

TEST_CASE("a file that is not a database is refused and left alone", "[persistence]") {
  const std::string url = fresh_url(Backend::sqlite);
  const std::string content(5000, 'x');
  std::ofstream(file_of(url)) << content;
  const auto opened = Database::open(url);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == ErrorKind::unsupported);
  CHECK_THAT(opened.error().message, ContainsSubstring("is not an SQLite file"));
  CHECK(bytes_of(file_of(url)) == content);
}

TEST_CASE("another program's SQLite file is refused and left alone", "[persistence]") {
  const std::string url = fresh_url(Backend::sqlite);
  {
    soci::session other(soci::sqlite3, "db=" + file_of(url));
    other << "create table photographs (id integer)";
  }
  const std::string before = bytes_of(file_of(url));
  const auto opened = Database::open(url);
  REQUIRE_FALSE(opened);
  CHECK_THAT(opened.error().message, ContainsSubstring("belongs to another program"));
  CHECK(bytes_of(file_of(url)) == before);
}

TEST_CASE("a database of a newer program is refused, with both versions named", "[persistence]") {
  const Backend backend = GENERATE(from_range(backends()));
  const bool migrate = GENERATE(true, false);
  TestDatabase t = fresh_database(backend);
  REQUIRE(change(*t.db, "insert into schema_version (version, applied_at) values (4711, '2030-01-01T00:00:00Z')"));
  const auto opened = Database::open(t.url, OpenOptions{.migrate = migrate});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == ErrorKind::unsupported);
  CHECK_THAT(opened.error().message,
             ContainsSubstring("4711") && ContainsSubstring("version " + std::to_string(persistence::current_schema_version())));
}

TEST_CASE("an empty database is not migrated when that is switched off", "[persistence]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  const auto opened = Database::open(url, OpenOptions{.migrate = false});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == ErrorKind::unsupported);
  CHECK_THAT(opened.error().message, ContainsSubstring("openward migrate"));
}

TEST_CASE("programs that open one empty database at the same moment migrate it once", "[persistence]") {
  const std::string url = fresh_url(GENERATE(from_range(backends())));
  std::array<std::string, 6> outcomes;
  std::vector<std::thread> threads;
  for (std::string& outcome : outcomes) {
    threads.emplace_back([&outcome, &url] {
      const auto opened = Database::open(url);
      outcome =
          opened ? "version " + std::to_string((*opened)->schema_version()) : opened.error().message + " / " + opened.error().internal;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& outcome : outcomes) CHECK(outcome == "version " + std::to_string(persistence::current_schema_version()));
}

TEST_CASE("an SQLite register acknowledges only what is on the disk, and holds to its foreign keys", "[persistence]") {
  TestDatabase t = fresh_database(Backend::sqlite);
  std::array<std::string, 3> settings;
  const auto written = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    settings = {persistence::detail::first_cell(u.session(), "pragma journal_mode"),
                persistence::detail::first_cell(u.session(), "pragma synchronous"),
                persistence::detail::first_cell(u.session(), "pragma foreign_keys")};
    return Done{};
  });
  REQUIRE(written);
  CHECK(settings == std::array<std::string, 3>{"wal", "2", "1"});
}

TEST_CASE("a PostgreSQL register keeps its times in UTC, whatever the server's zone", "[persistence]") {
  TestDatabase t = fresh_database(Backend::postgresql);
  REQUIRE(change(*t.db, "set local timezone = 'Asia/Kathmandu'"));
  CHECK(cell(*t.db, "show timezone") == "UTC");
  CHECK(cell(*t.db, "show client_encoding") == "UTF8");
  CHECK(cell(*t.db, "show application_name") == "openward");
}

} // namespace
} // namespace openward::test
