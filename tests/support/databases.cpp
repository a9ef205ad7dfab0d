#include "tests/support/databases.h"

#include "tests/support/postgresql_server.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace openward::test {
namespace {

namespace fs = std::filesystem;
using persistence::Backend;

/// A folder for the SQLite files of this program, gone when it ends.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "openward-test-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
      throw std::runtime_error("cannot make a temporary folder " + pattern + ": set TMPDIR to a writable one");
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string server_words() {
  if (const char* named = std::getenv("OPENWARD_TEST_POSTGRESQL")) return named;
  static const PostgresqlServer server;
  return server.words();
}

/// Runs the statement on a connection of its own; gives what went wrong, or "".
std::string on_server(const std::string& database, const std::string& statement) {
  const std::string words = server_words() + " dbname=" + database;
  PGconn* const connection = PQconnectdb(words.c_str());
  PGresult* const result = PQexec(connection, statement.c_str());
  const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
  const std::string said = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  return done ? "" : statement + ": " + (said.empty() ? "no words from the server" : said);
}

std::string next_name() {
  static std::atomic<int> count{0};
  return "openward_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

/// Databases of the server, used again after a test: making a new one means copying a thousand files, emptying an old one does not.
class Databases {
 public:
  Databases() { server_words(); } // so that the server ends after this
  ~Databases() {
    for (const std::string& name : idle_) on_server("postgres", "drop database if exists " + name + " with (force)");
  }
  Databases(const Databases&) = delete;
  Databases& operator=(const Databases&) = delete;

  std::string take() {
    if (!idle_.empty()) {
      std::string name = std::move(idle_.back());
      idle_.pop_back();
      return name;
    }
    std::string name = next_name();
    const std::string wrong = on_server("postgres", "create database " + name + " template template0 encoding 'UTF8'");
    if (!wrong.empty()) throw std::runtime_error(wrong);
    return name;
  }
  void give_back(const std::string& name) {
    if (on_server(name, "set client_min_messages = warning; set lock_timeout = '2s'; drop schema public cascade; create schema public")
            .empty())
      idle_.push_back(name);
    else
      on_server("postgres", "drop database if exists " + name + " with (force)");
  }

 private:
  std::vector<std::string> idle_;
};

Databases& databases() {
  static Databases all;
  return all;
}

constexpr std::string_view dbname = " dbname=";

void drop(const std::string& url) {
  if (url.starts_with("sqlite:")) {
    const std::string file = url.substr(std::string_view("sqlite:").size());
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(file + suffix, ignored);
  } else {
    databases().give_back(url.substr(url.rfind(dbname) + dbname.size()));
  }
}

} // namespace

TestDatabase::TestDatabase() = default;
TestDatabase::TestDatabase(TestDatabase&& other) noexcept : url(std::move(other.url)), db(std::move(other.db)) { other.url.clear(); }
TestDatabase::~TestDatabase() {
  db.reset();
  if (url.empty()) return;
  try {
    drop(url);
  } catch (const std::exception&) {
    // The server or the folder goes with the program; a test that is already failing must not end it here.
  }
}

std::vector<Backend> backends() { return {Backend::sqlite, Backend::postgresql}; }

std::string fresh_url(Backend backend) {
  if (backend == Backend::sqlite) {
    static const Folder folder;
    return "sqlite:" + (folder.path() / (next_name() + ".db")).string();
  }
  return "postgresql:" + server_words() + std::string(dbname) + databases().take();
}

TestDatabase fresh_database(Backend backend, persistence::OpenOptions options) {
  TestDatabase out;
  out.url = fresh_url(backend);
  auto opened = persistence::Database::open(out.url, options);
  if (!opened) throw std::runtime_error("cannot open " + out.url + ": " + opened.error().message + " " + opened.error().internal);
  out.db = *std::move(opened);
  return out;
}

Instant noon() { return *Instant::parse("2026-06-01T12:00:00Z"); }

} // namespace openward::test
