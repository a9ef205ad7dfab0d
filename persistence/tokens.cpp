#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

#include <sodium.h>

namespace openward::persistence {
namespace {

using detail::as;
using Text = std::string;
using MaybeText = std::optional<std::string>;

constexpr std::string_view select_token = "select id, name, role, commissioner_id, created_at, expires_at, revoked_at from token ";

constexpr std::string_view insert_token =
    "insert into token (id, name, role, commissioner_id, secret_sha256, created_at, expires_at, revoked_at) "
    "values (:id, :name, :role, :commissioner_id, :secret_sha256, :created_at, :expires_at, :revoked_at)";

constexpr std::string_view insert_reply =
    "insert into reply (token_id, idempotency_key, request_sha256, status, body, location, etag, kept_at) "
    "values (:token_id, :key, :request_sha256, :status, :body, :location, :etag, :kept_at)";

// Held to the end of the transaction. Two numbers, so it can never be the lock of the feed, which is one.
constexpr std::string_view try_key =
    "select cast(case when pg_try_advisory_xact_lock(hashtext(:token_id), hashtext(:key)) then 1 else 0 end as bigint)";

constexpr std::string_view select_reply = "select request_sha256, status, body, location, etag from reply "
                                          "where token_id = :token_id and idempotency_key = :key and kept_at > :forgotten";

constexpr std::string_view forget_replies = "delete from reply where kept_at <= :forgotten";

// By the beginning of the digest, so that the comparison of the whole is ours and takes the same time for every guess.
constexpr std::string_view select_digests = "select id, secret_sha256 from token where secret_sha256 >= :first and secret_sha256 < :last";
constexpr std::size_t looked_up_digits = 8;

constexpr std::string_view select_passing =
    "select n.id, n.name, s.divided, s.first_day from body b join body_successor s on s.body_key = b.key join body n on n.key = s.now_key "
    "where b.id = :id and s.first_day <= :today and s.last_day >= :today";

Token token_of(const std::tuple<Text, Text, Text, Text, Text, MaybeText, MaybeText>& row) {
  const auto& [id, name, role, commissioner_id, created_at, expires_at, revoked_at] = row;
  return {id,
          name,
          role,
          commissioner_id,
          detail::stored_instant(created_at),
          detail::stored_instant(expires_at),
          detail::stored_instant(revoked_at)};
}

template <typename... Values>
std::vector<Token> select(Session& s, std::string_view where, Values... values) {
  std::vector<Token> out;
  for (const auto& row :
       detail::rows<Text, Text, Text, Text, Text, MaybeText, MaybeText>(s, std::string(select_token) + std::string(where), values...)) {
    out.push_back(token_of(row));
  }
  return out;
}

/// What the feed may say of a token: never its secret, nor the hash of it.
std::string json_of(const Token& token) {
  return detail::JsonObject()
      .set("id", token.id)
      .set("name", token.name)
      .set("role", token.role)
      .set("commissioner_id", token.commissioner_id)
      .set("created", token.created)
      .set("expires", token.expires)
      .set("revoked", token.revoked)
      .text();
}

} // namespace

Token Tokens::add(Token token, std::string_view secret_sha256) {
  token.id = detail::random_id("tk");
  detail::execute(u_.session(), insert_token, as("id", token.id), as("name", token.name), as("role", token.role),
                  as("commissioner_id", token.commissioner_id), as("secret_sha256", secret_sha256), as("created_at", token.created),
                  as("expires_at", token.expires), as("revoked_at", token.revoked));
  u_.record("token.created", token.id, 1, json_of(token));
  return token;
}

Result<Token> Tokens::revoke(std::string_view id) {
  auto found = select(u_.session(), "where id = :id", as("id", id));
  if (found.empty())
    return Error{ErrorKind::not_found, "there is no token " + std::string(id) + ": `openward token list` shows those there are", {}, {}};
  Token token = std::move(found.front());
  if (token.revoked) return token; // it stays revoked since the first time
  token.revoked = u_.now();
  detail::execute(u_.session(), "update token set revoked_at = :revoked_at where id = :id", as("revoked_at", token.revoked), as("id", id));
  u_.record("token.revoked", token.id, 2, json_of(token));
  return token;
}

std::optional<Token> Tokens::locked(std::string_view id) {
  Session& s = u_.session();
  auto found = select(s, s.backend == Backend::postgresql ? "where id = :id for update" : "where id = :id", as("id", id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Token> tokens(Session& s) { return select(s, "order by key"); }

std::optional<Token> token_with_id(Session& s, std::string_view id) {
  auto found = select(s, "where id = :id", as("id", id));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<Token> token_ever_of_secret(Session& s, std::string_view secret_sha256) {
  const std::string first(secret_sha256.substr(0, looked_up_digits));
  std::string id;
  for (auto& [candidate, digest] : detail::rows<Text, Text>(s, select_digests, as("first", first), as("last", first + "g"))) {
    if (digest.size() == secret_sha256.size() && sodium_memcmp(digest.data(), secret_sha256.data(), digest.size()) == 0) id = candidate;
  }
  return id.empty() ? std::nullopt : token_with_id(s, id);
}

std::optional<Token> token_by_secret(Session& s, std::string_view secret_sha256) {
  auto found = token_ever_of_secret(s, secret_sha256);
  return found && !found->revoked ? std::move(found) : std::nullopt;
}

TokenScope scope_of(Session& s, const Token& token, Date today) {
  if (token.commissioner_id.empty()) return {};
  // A merge says that the two were one all along, so the token goes with it.
  TokenScope out;
  out.commissioner_id = body_after_merge(s, token.commissioner_id).value_or(token.commissioner_id);
  out.commissioner_name =
      detail::cell<std::string>(s, "select name from body where id = :id", as("id", out.commissioner_id)).value_or(out.commissioner_id);
  if (auto passing = detail::row<Text, Text, int, Text>(s, select_passing, as("id", out.commissioner_id), as("today", today))) {
    auto& [id, name, divided, since] = *passing;
    out.passed_on = detail::stored_date(since);
    if (divided == 0) {
      out.passed_to_id = std::move(id);
      out.passed_to_name = std::move(name);
    }
  }
  return out;
}

bool Replies::claim(std::string_view token_id, std::string_view key) {
  if (u_.session().backend != Backend::postgresql) return true;
  return detail::cell<std::int64_t>(u_.session(), try_key, as("token_id", token_id), as("key", key)).value_or(0) == 1;
}

std::optional<StoredReply> Replies::find(std::string_view token_id, std::string_view key) {
  auto found = detail::row<Text, int, Text, Text, Text>(u_.session(), select_reply, as("token_id", token_id), as("key", key),
                                                        as("forgotten", Instant(u_.now().seconds() - kept_for)));
  if (!found) return std::nullopt;
  auto& [request_sha256, status, body, location, etag] = *found;
  return StoredReply{std::move(request_sha256), status, std::move(body), std::move(location), std::move(etag)};
}

void Replies::keep(std::string_view token_id, std::string_view key, const StoredReply& reply) {
  detail::execute(u_.session(), forget_replies, as("forgotten", Instant(u_.now().seconds() - kept_for)));
  detail::execute(u_.session(), insert_reply, as("token_id", token_id), as("key", key), as("request_sha256", reply.request_sha256),
                  as("status", reply.status), as("body", reply.body), as("location", reply.location), as("etag", reply.etag),
                  as("kept_at", u_.now()));
}

} // namespace openward::persistence
