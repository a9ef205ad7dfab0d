// Who may write, and the answers kept for those who ask twice.
#include "tests/persistence/session_words.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using persistence::Replies;
using persistence::Session;
using persistence::StoredReply;
using persistence::Token;
using persistence::Tokens;
using persistence::UnitOfWork;

std::optional<Token> found(persistence::Database& db, const std::string& secret) {
  return *db.read([&](Session& s) -> Result<std::optional<Token>> { return persistence::token_by_secret(s, secret); });
}

TEST_CASE("a token is found by its secret's hash until it is revoked", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const Instant expiry(noon().seconds() + std::chrono::days(30));
  const Token made = written(*t.db, [&](UnitOfWork& u) {
    return Tokens(u).add({"", "Fen ICB", "recorder", "bd-fen", noon(), expiry, {}}, "hash-1");
  });
  CHECK(made.id.starts_with("tk-"));
  const auto held = found(*t.db, "hash-1");
  REQUIRE(held);
  CHECK(held->id == made.id);
  CHECK(held->name == "Fen ICB");
  CHECK(held->role == "recorder");
  CHECK(held->commissioner_id == "bd-fen");
  CHECK(held->created == noon());
  CHECK(held->expires == expiry);
  CHECK_FALSE(found(*t.db, "hash-2"));

  const Token revoked = written(*t.db, [&](UnitOfWork& u) { return *Tokens(u).revoke(made.id); });
  CHECK(revoked.revoked == noon());
  CHECK_FALSE(found(*t.db, "hash-1"));
  const auto listed = *t.db->read([](Session& s) -> Result<std::vector<Token>> { return persistence::tokens(s); });
  REQUIRE(listed.size() == 1);
  CHECK(listed.front().revoked == noon());

  written(*t.db, [&](UnitOfWork& u) { return *Tokens(u).revoke(made.id); });
  CHECK(feed(*t.db) == "token.created token.revoked");
  CHECK(cell(*t.db, "select count(*) from event where body like '%hash-1%'") == "0");
}

TEST_CASE("a token goes with its commissioner through a merge and back, and stays with it when another follows", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  std::vector<std::string> ids;
  for (const char* code : {"ods:Q01", "ods:Q02", "ods:Q03", "ods:Q04"})
    ids.push_back(written(*t.db, [&](UnitOfWork& u) {
      return *persistence::Bodies(u).add(*Body::create(std::string("Board ") + code, {identifier(code)}), true, false);
    }));
  const auto scope = [&](const std::string& commissioner, const char* today) {
    return *t.db->read([&](Session& s) -> Result<persistence::TokenScope> {
      return persistence::scope_of(s, {"", "n", "recorder", commissioner, noon(), {}, {}}, *Date::parse(today));
    });
  };
  CHECK(scope("", "2026-08-10").commissioner_id.empty());
  written(*t.db, [&](UnitOfWork& u) { return persistence::Bodies(u).merge(ids[0], ids[1], "one order made both")->id; });
  CHECK(scope(ids[0], "2026-08-10").commissioner_id == ids[1]);
  CHECK(scope(ids[0], "2026-08-10").commissioner_name == "Board ods:Q02");
  written(*t.db, [&](UnitOfWork& u) { return persistence::Bodies(u).split(ids[0], "two orders")->id; });
  CHECK(scope(ids[0], "2026-08-10").commissioner_id == ids[0]);

  written(*t.db, [&](UnitOfWork& u) {
    persistence::Bodies bodies(u);
    REQUIRE(bodies.add_succession({"ods:Q01", "ods:Q03", *Date::parse("2022-07-01"), "order", {}}));
    REQUIRE(bodies.add_succession({"ods:Q02", "ods:Q03", *Date::parse("2022-07-01"), "order", {}}));
    REQUIRE(bodies.add_succession({"ods:Q02", "ods:Q04", *Date::parse("2022-07-01"), "order", {}}));
    return 0;
  });
  CHECK_FALSE(scope(ids[0], "2022-06-30").passed_on);
  const persistence::TokenScope passed = scope(ids[0], "2022-07-01");
  CHECK(passed.commissioner_id == ids[0]);
  CHECK(passed.passed_to_id == ids[2]);
  CHECK(passed.passed_to_name == "Board ods:Q03");
  CHECK(passed.passed_on == *Date::parse("2022-07-01"));
  const persistence::TokenScope divided = scope(ids[1], "2022-07-01");
  CHECK(divided.passed_to_id.empty());
  CHECK(divided.passed_on == *Date::parse("2022-07-01"));
}

TEST_CASE("a token that is not there cannot be revoked", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto result = t.db->write("test", noon(), [](UnitOfWork& u) { return Tokens(u).revoke("tk-none"); });
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == ErrorKind::not_found);
}

TEST_CASE("a secret belongs to one token", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto add = [&] {
    return t.db->write("test", noon(), [](UnitOfWork& u) -> Result<Token> {
      return Tokens(u).add({"", "n", "admin", "", noon(), {}, {}}, "hash");
    });
  };
  CHECK(add());
  CHECK(add().error().kind == ErrorKind::conflict);
}

TEST_CASE("the reply to an idempotency key is given again, to its token alone", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const StoredReply reply{"request-hash", 201, R"({"id":"aw-1"})", "/v1/awards/aw-1", "\"1\""};
  written(*t.db, [&](UnitOfWork& u) {
    Replies(u).keep("tk-a", "key", reply);
    return 0;
  });
  const auto find = [&](const std::string& token, const std::string& key) {
    return written(*t.db, [&](UnitOfWork& u) { return Replies(u).find(token, key); });
  };
  const auto held = find("tk-a", "key");
  REQUIRE(held);
  CHECK(held->request_sha256 == reply.request_sha256);
  CHECK(held->status == 201);
  CHECK(held->body == reply.body);
  CHECK(held->location == reply.location);
  CHECK(held->etag == reply.etag);
  CHECK_FALSE(find("tk-b", "key"));
  CHECK_FALSE(find("tk-a", "other"));

  const auto again = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    Replies(u).keep("tk-a", "key", reply);
    return Done{};
  });
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::conflict);
}

TEST_CASE("a kept reply is forgotten after 24 hours, and its key may be used again", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  const auto at = [](std::chrono::seconds later) { return Instant(noon().seconds() + later); };
  const auto with = [&](Instant now, auto work) {
    auto done = t.db->write("test", now, [&](UnitOfWork& u) -> Result<std::string> { return work(Replies(u)); });
    REQUIRE(done);
    return *done;
  };
  const auto found_at = [&](Instant now) {
    return with(now, [](Replies replies) {
      const auto held = replies.find("tk-a", "key");
      return held ? held->body : "";
    });
  };
  const auto keep_at = [&](Instant now, const std::string& body) {
    with(now, [&](Replies replies) {
      replies.keep("tk-a", "key", {"hash", 201, body, "", ""});
      return std::string();
    });
  };
  const std::chrono::hours day(24);
  keep_at(at({}), "first");
  CHECK(found_at(at(day - std::chrono::seconds(1))) == "first");
  CHECK(found_at(at(day)).empty());
  keep_at(at(day), "second");
  CHECK(found_at(at(day)) == "second");
  CHECK(cell(*t.db, "select count(*) from reply") == "1");
}

TEST_CASE("a key in work on PostgreSQL is refused to every other connection until the transaction ends", "[persistence]") {
  TestDatabase t = fresh_database(persistence::Backend::postgresql);
  auto other = persistence::Database::open(t.url); // as a second process would
  REQUIRE(other);
  const auto claimed = [](persistence::Database& db, const char* key) {
    return *db.write("test", noon(), [&](UnitOfWork& u) -> Result<bool> { return Replies(u).claim("tk-a", key); });
  };
  auto during = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    CHECK(Replies(u).claim("tk-a", "key"));
    CHECK_FALSE(claimed(**other, "key"));
    CHECK_FALSE(claimed(*t.db, "key"));
    CHECK(claimed(**other, "another key"));
    return Done{};
  });
  REQUIRE(during);
  CHECK(claimed(**other, "key"));
}

TEST_CASE("a revoked token is still known by its secret to the account of refused writes", "[persistence]") {
  TestDatabase t = fresh_database(GENERATE(from_range(backends())));
  // Two digests that begin alike: the one that is meant is found.
  const std::string digest = "0123456789abcdef";
  const Token made = written(*t.db, [&](UnitOfWork& u) { return Tokens(u).add({"", "n", "admin", "", noon(), {}, {}}, digest); });
  const Token like = written(*t.db, [&](UnitOfWork& u) {
    return Tokens(u).add({"", "m", "admin", "", noon(), {}, {}}, "0123456700000000");
  });
  CHECK(found(*t.db, digest)->id == made.id);
  CHECK(found(*t.db, "0123456700000000")->id == like.id);
  CHECK_FALSE(found(*t.db, "01234567"));
  CHECK_FALSE(found(*t.db, ""));
  written(*t.db, [&](UnitOfWork& u) { return *Tokens(u).revoke(made.id); });
  const auto ever = *t.db->read([&](Session& s) -> Result<std::optional<Token>> { return persistence::token_ever_of_secret(s, digest); });
  REQUIRE(ever);
  CHECK(ever->id == made.id);
  CHECK_FALSE(found(*t.db, digest));
}

} // namespace
} // namespace openward::test
