// One unit of work: all of it or nothing, and no trace of it on the connection that the next borrower gets.
#include "persistence/detail/sql.h"
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

#include <array>
#include <stdexcept>
#include <thread>

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
using persistence::detail::row;
using persistence::detail::rows;
using persistence::detail::run;

const std::string count_files = "select count(*) from source_file";
const std::string insert_file =
    "insert into source_file (name, kind, sha256, bytes, imported_at) values ('a.csv', 'spend', 'aa', 1, '2026-06-01T12:00:00Z')";

TEST_CASE("work that gives an Error leaves nothing behind", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto result = t.db->write("test", noon(), [](UnitOfWork& u) -> Result<int> {
    run(u.session(), insert_file);
    u.record("thing.done", "x", 1, "{}");
    return invalid("no, after all");
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "no, after all");
  CHECK(cell(*t.db, count_files) == "0");
  CHECK(cell(*t.db, "select count(*) from event") == "0");
}

TEST_CASE("work that throws leaves nothing behind, and its words go to the log alone", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto result = t.db->write("test", noon(), [](UnitOfWork& u) -> Result<> {
    run(u.session(), insert_file);
    throw std::runtime_error("a secret detail");
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::internal);
  CHECK(result.error().internal == "a secret detail");
  CHECK_THAT(result.error().message, !ContainsSubstring("secret"));
  CHECK(cell(*t.db, count_files) == "0");
}

TEST_CASE("the connection of work that threw is lent again without its transaction", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())), OpenOptions{.readers = 1});
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(t.db->read([](Session& s) -> Result<> {
      run(s, "select no_such_column from award");
      return Done{};
    }));
    CHECK_FALSE(change(*t.db, "insert into no_such_table values (1)"));
  }
  REQUIRE(change(*t.db, insert_file));
  CHECK(cell(*t.db, count_files) == "1");
}

TEST_CASE("work that passes over a failed statement is not taken for done", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto result = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    run(u.session(), insert_file);
    u.record("thing.done", "x", 1, "{}");
    run(u.session(), "rollback");
    return Done{};
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::internal);
  CHECK(cell(*t.db, "select count(*) from event") == "0");

  if (t.db->backend() == Backend::postgresql) {
    const auto swallowed = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
      run(u.session(), insert_file);
      try {
        run(u.session(), "select 1 / 0");
      } catch (const soci::soci_error&) {
        return Done{}; // what careless work might do
      }
      return Done{};
    });
    CHECK_FALSE(swallowed);
  }
  CHECK(cell(*t.db, count_files) == "0");
}

TEST_CASE("a fault tells the kind of its cause, and shows neither SQL nor values", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  REQUIRE(change(*t.db, insert_file));
  const auto twice = change(*t.db, insert_file);
  REQUIRE_FALSE(twice);
  CHECK(twice.error().kind == ErrorKind::conflict);
  CHECK_THAT(twice.error().message, !ContainsSubstring("insert") && !ContainsSubstring("a.csv"));

  const auto nobody = change(*t.db, "insert into body_identifier (scheme, id, body_key) values ('ods', 'RX1', 4711)");
  REQUIRE_FALSE(nobody);
  CHECK(nobody.error().kind == ErrorKind::internal);

  // PostgreSQL's short message for this one quotes the SQL: it belongs to the log.
  const auto wrong = change(*t.db, "insert into no_such_table values ('a secret')");
  REQUIRE_FALSE(wrong);
  CHECK_THAT(wrong.error().message, !ContainsSubstring("secret") && !ContainsSubstring("no_such_table"));
  CHECK_FALSE(wrong.error().internal.empty());
}

TEST_CASE("money beyond 2^53 comes back as it was stored, and sums are exact", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const std::int64_t odd = 9007199254740993;
  const std::int64_t large = 1234567890123456789; // 12345678901234567.89 pounds
  written(*t.db, [&](UnitOfWork& u) {
    for (const auto& [sha, pence] : {std::pair{"a", odd}, std::pair{"b", large}}) {
      execute(u.session(), "insert into source_file (name, kind, sha256, bytes, imported_at) values ('n', 'spend', :sha, :pence, :at)",
              as("sha", sha), as("pence", pence), as("at", u.now()));
    }
    return 0;
  });
  const auto stored = t.db->read([](Session& s) -> Result<std::vector<std::int64_t>> {
    std::vector<std::int64_t> out;
    for (const auto& [bytes] : rows<std::int64_t>(s, "select bytes from source_file order by bytes")) out.push_back(bytes);
    out.push_back(persistence::detail::cell<std::int64_t>(s, "select cast(sum(bytes) as bigint) from source_file").value());
    return out;
  });
  REQUIRE(stored);
  CHECK(*stored == std::vector<std::int64_t>{odd, large, odd + large});
}

TEST_CASE("a null reads as nothing, also after a row that had something", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const Date day = *Date::parse("2024-02-29");
  written(*t.db, [&](UnitOfWork& u) {
    int n = 0;
    for (const std::optional<Date>& opened : {std::optional(day), std::optional<Date>()}) {
      execute(u.session(),
              "insert into body (id, name, normalised_name, provider_class, class_evidence, class_confidence, opened) values (:id, 'n', "
              "'N', 'unclassified', 'none', 0, :opened)",
              as("id", std::to_string(n++)), as("opened", opened));
    }
    return 0;
  });
  const auto days = t.db->read([](Session& s) -> Result<std::vector<std::string>> {
    std::vector<std::string> out;
    for (const auto& [opened] : rows<std::optional<std::string>>(s, "select opened from body order by id"))
      out.push_back(opened.value_or("null"));
    CHECK_FALSE(row<std::int64_t>(s, "select key from body where id = 'nobody'"));
    return out;
  });
  REQUIRE(days);
  CHECK(*days == std::vector<std::string>{"2024-02-29", "null"});
}

TEST_CASE("dates are dates to PostgreSQL and sort as text on SQLite", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  REQUIRE(change(*t.db, "insert into body (id, name, normalised_name, provider_class, class_evidence, class_confidence, opened) "
                        "values ('b', 'n', 'N', 'unclassified', 'none', 0, '2024-03-31')"));
  const auto found = t.db->read([](Session& s) -> Result<bool> {
    return row<std::int64_t>(s, "select key from body where opened between cast(:from as {{date}}) and cast(:to as {{date}})",
                             as("from", *Date::parse("2024-03-31")), as("to", *Date::parse("2024-04-01")))
        .has_value();
  });
  REQUIRE(found);
  CHECK(*found);
  if (t.db->backend() == Backend::postgresql) CHECK(cell(*t.db, "select pg_typeof(opened) from body") == "date");
}

TEST_CASE("text that holds a NUL is refused, not cut", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  using namespace std::string_literals;
  const auto result = t.db->write("test", noon(), [](UnitOfWork& u) -> Result<> {
    persistence::Sources(u).add({"good.csv\0hidden"s, "spend", "aa", 1, false});
    return Done{};
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::invalid);
  CHECK(result.error().faults.at(0).code == "nul_character");
  CHECK(cell(*t.db, count_files) == "0");
}

TEST_CASE("a reader sees one moment, however long it looks", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto seen = t.db->read([&](Session& s) -> Result<std::string> {
    const std::string before = first_cell(s, count_files);
    if (auto done = change(*t.db, insert_file); !done) return done.error();
    return before + " " + first_cell(s, count_files);
  });
  REQUIRE(seen);
  CHECK(*seen == "0 0");
  CHECK(cell(*t.db, count_files) == "1");
}

TEST_CASE("a connection that asks the same question again is answered from the new state", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())), OpenOptions{.readers = 1});
  auto other = Database::open(t.url);
  REQUIRE(other);
  const auto ask = [](Session& s) -> Result<std::string> {
    return std::to_string(persistence::detail::cell<std::int64_t>(s, count_files).value()) +
           (row<std::int64_t>(s, "select key from source_file where sha256 = :sha256", as("sha256", "aa")) ? " there" : " not there");
  };
  const auto ask_as_writer = [&](UnitOfWork& u) { return ask(u.session()); };
  CHECK(*t.db->read(ask) == "0 not there");
  CHECK(*t.db->write("test", noon(), ask_as_writer) == "0 not there");
  REQUIRE(change(**other, insert_file));
  CHECK(*t.db->read(ask) == "1 there");
  CHECK(*t.db->write("test", noon(), ask_as_writer) == "1 there");
  REQUIRE(change(**other, "update source_file set sha256 = 'bb'"));
  CHECK(*t.db->read(ask) == "1 not there");
}

TEST_CASE("one question with values of another type is still answered", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())), OpenOptions{.readers = 1});
  REQUIRE(change(*t.db, insert_file));
  const std::string by_size = "select name from source_file where bytes = :bytes";
  for (int i = 0; i < 2; ++i) {
    CHECK(*t.db->read([&](Session& s) -> Result<std::string> {
      return persistence::detail::cell<std::string>(s, by_size, as("bytes", 1)).value_or("none");
    }) == "a.csv");
    CHECK(*t.db->read([&](Session& s) -> Result<std::string> {
      return persistence::detail::cell<std::string>(s, by_size, as("bytes", std::int64_t{1})).value_or("none");
    }) == "a.csv");
    CHECK(*t.db->read([&](Session& s) -> Result<std::string> {
      return persistence::detail::cell<std::string>(s, by_size, as("bytes", std::optional<std::int64_t>())).value_or("none");
    }) == "none");
  }
}

TEST_CASE("a reader cannot write", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  CHECK_FALSE(t.db->read([](Session& s) -> Result<> {
    run(s, insert_file);
    return Done{};
  }));
  CHECK(cell(*t.db, count_files) == "0");
}

TEST_CASE("writers that read first and then write wait for each other and lose nothing", "[persistence]") {
  const Backend backend = GENERATE(from_range(backends()));
  TestDatabase t = fresh_database(backend, OpenOptions{.lease_timeout = std::chrono::seconds(60)});
  // A second Database on the same place, as another process would have.
  auto second = Database::open(t.url, OpenOptions{.lease_timeout = std::chrono::seconds(60)});
  REQUIRE(second);
  REQUIRE(change(*t.db, insert_file));

  constexpr int rounds = 25;
  std::array<std::string, 4> complaints;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < complaints.size(); ++i) {
    threads.emplace_back([&, i] {
      Database& db = i % 2 == 0 ? *t.db : **second;
      for (int n = 0; n < rounds; ++n) {
        const auto done = db.write("test", noon(), [](UnitOfWork& u) -> Result<> {
          const auto held =
              persistence::detail::cell<std::int64_t>(u.session(), "select bytes from source_file where sha256 = 'aa' {{for_update}}");
          execute(u.session(), "update source_file set bytes = :bytes where sha256 = 'aa'", as("bytes", *held + 1));
          return Done{};
        });
        if (!done) complaints[i] += done.error().message + " " + done.error().internal + "; ";
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& complaint : complaints) CHECK(complaint.empty());
  CHECK(cell(*t.db, "select bytes from source_file") == std::to_string(1 + rounds * static_cast<int>(complaints.size())));
}

} // namespace
} // namespace openward::test
