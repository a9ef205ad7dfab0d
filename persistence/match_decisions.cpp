#include "persistence/detail/bodies.h"
#include "persistence/detail/body_rows.h"
#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/sql.h"
#include "persistence/matching.h"

namespace openward::persistence {
namespace {

using detail::as;
using detail::JsonObject;

constexpr std::string_view select_string = "select version, decision_key from supplier_string where key = :key";

constexpr std::string_view insert_decision =
    "insert into match_decision (id, supplier_key, kind, body_key, reason, decided_by, decided_at) values (:id, :supplier, :kind, :body, "
    ":reason, :actor, :now) returning key";

// The string itself, whatever was decided of it, and the spellings of its name that nobody has decided. Without a heading there is no name.
constexpr std::string_view keep_before =
    "insert into match_before (decision_key, supplier_key, body_key, provider_class, class_evidence, class_confidence, class_detail, "
    "match_state, match_basis, match_ground, match_score, match_reason, matched_by, matched_at, decision_key_before) "
    "select cast(:decision as bigint), o.key, o.body_key, o.provider_class, o.class_evidence, o.class_confidence, o.class_detail, "
    "o.match_state, o.match_basis, o.match_ground, o.match_score, o.match_reason, o.matched_by, o.matched_at, o.decision_key "
    "from supplier_string o where o.key = :supplier or o.key in (select n.key from supplier_string s join supplier_string n on n.heading "
    "= s.heading and n.told_apart_by = s.told_apart_by and n.match_basis <> 'curator' and n.match_state <> 'linked' where s.key = "
    ":supplier and s.heading <> '')";

constexpr std::string_view settle =
    "update supplier_string set body_key = :body, match_state = :state, match_basis = 'curator', match_ground = 'none', match_score = 100, "
    "match_reason = :reason, matched_by = :actor, matched_at = :now, decision_key = :decision, version = version + 1 where key in (select "
    "supplier_key from match_before where decision_key = :decision)";

constexpr std::string_view class_from_body =
    "update supplier_string set provider_class = b.provider_class, class_evidence = b.class_evidence, class_confidence = "
    "b.class_confidence, class_detail = b.class_detail from body b where b.key = supplier_string.body_key and b.provider_class <> "
    "'unclassified' and supplier_string.decision_key = :decision";

constexpr std::string_view class_of_person =
    "update supplier_string set provider_class = 'individual', class_evidence = 'curated', class_confidence = 100, class_detail = 'a "
    "curator says that this is a person' where decision_key = :decision";

// Words that were taken for a person's and are not keep no class that hides them.
constexpr std::string_view class_of_nobody =
    "update supplier_string set provider_class = 'unclassified', class_evidence = 'none', class_confidence = 0, class_detail = '' where "
    "decision_key = :decision and provider_class = 'individual'";

constexpr std::string_view put_back =
    "update supplier_string set body_key = m.body_key, provider_class = m.provider_class, class_evidence = m.class_evidence, "
    "class_confidence = m.class_confidence, class_detail = m.class_detail, match_state = m.match_state, match_basis = m.match_basis, "
    "match_ground = m.match_ground, match_score = m.match_score, match_reason = m.match_reason, matched_by = m.matched_by, matched_at = "
    "m.matched_at, decision_key = m.decision_key_before, version = version + 1 from match_before m where m.supplier_key = "
    "supplier_string.key and m.decision_key = :decision and supplier_string.decision_key = :decision";

// A later decision of one of the strings was made over this one, and would bring it back when it is undone itself: from now on it brings
// back what stood before both.
constexpr std::string_view take_out_from_under =
    "update match_before set body_key = m.body_key, provider_class = m.provider_class, class_evidence = m.class_evidence, "
    "class_confidence = m.class_confidence, class_detail = m.class_detail, match_state = m.match_state, match_basis = m.match_basis, "
    "match_ground = m.match_ground, match_score = m.match_score, match_reason = m.match_reason, matched_by = m.matched_by, matched_at = "
    "m.matched_at, decision_key_before = m.decision_key_before from match_before m where m.supplier_key = match_before.supplier_key and "
    "m.decision_key = :decision and match_before.decision_key_before = :decision";

// The body may have got another class since.
constexpr std::string_view class_of_body_now =
    "update supplier_string set provider_class = b.provider_class, class_evidence = b.class_evidence, class_confidence = "
    "b.class_confidence, class_detail = b.class_detail from body b where b.key = supplier_string.body_key and b.provider_class <> "
    "'unclassified' and supplier_string.key in (select supplier_key from match_before where decision_key = :decision)";

constexpr std::string_view mark_undone =
    "update match_decision set undone_by = :actor, undone_at = :now, undone_reason = :reason where key = :decision returning id";

constexpr std::string_view sums = "select count(*), cast(coalesce(sum(s.lines), 0) as bigint), cast(coalesce(sum(s.pence), 0) as bigint) "
                                  "from match_before m join supplier_string s on s.key = m.supplier_key where m.decision_key = :decision "
                                  "and s.decision_key = :decision";

struct StringInHand {
  std::int64_t key = 0;
  int version = 0;
  std::optional<std::int64_t> decision{};
};

Result<StringInHand> string_in_hand(Session& s, std::string_view id) {
  const auto key = supplier_key_of(id);
  const auto found = key ? detail::row<int, std::optional<std::int64_t>>(s, select_string, as("key", *key)) : std::nullopt;
  if (!found) return Error{ErrorKind::not_found, "There is no matches record " + std::string(id) + ".", {}, {}};
  return StringInHand{*key, std::get<0>(*found), std::get<1>(*found)};
}

MatchOutcome outcome_of(Session& s, std::int64_t decision, std::string id) {
  const auto [strings, lines, pence] = detail::row<std::int64_t, std::int64_t, std::int64_t>(s, sums, as("decision", decision)).value();
  return {std::move(id), strings, lines, pence};
}

MatchState state_after(DecisionKind kind) {
  if (kind == DecisionKind::person) return MatchState::person;
  return kind == DecisionKind::no_body ? MatchState::none : MatchState::linked;
}

void recount(Session& s, std::int64_t decision) {
  std::vector<std::int64_t> suppliers;
  for (const auto& [key] :
       detail::rows<std::int64_t>(s, "select supplier_key from match_before where decision_key = :decision", as("decision", decision)))
    suppliers.push_back(key);
  detail::recount_suppliers(s, suppliers);
}

void set_class(Session& s, DecisionKind kind, std::int64_t decision) {
  if (kind == DecisionKind::person) detail::execute(s, class_of_person, as("decision", decision));
  if (kind != DecisionKind::person) detail::execute(s, class_of_nobody, as("decision", decision));
  if (state_after(kind) == MatchState::linked) detail::execute(s, class_from_body, as("decision", decision));
}

} // namespace

void Matches::lock() { detail::lock_catalogue(u_.session()); }

Result<MatchOutcome> Matches::decide(std::string_view id, const MatchVerdict& verdict) {
  Session& s = u_.session();
  lock();
  const auto string = string_in_hand(s, id);
  if (!string) return string.error();
  std::optional<std::int64_t> body_key;
  if (state_after(verdict.kind) == MatchState::linked) {
    const auto body = detail::body_by_id(s, verdict.body_id);
    if (!body) return invalid_at("/body", "unknown_body", "The register has no body " + verdict.body_id + ".");
    body_key = body->key;
  }
  const std::string decision_id = detail::random_id("md");
  const std::int64_t decision = detail::cell<std::int64_t>(s, insert_decision, as("id", decision_id), as("supplier", string->key),
                                                           as("kind", to_string(verdict.kind)), as("body", body_key),
                                                           as("reason", verdict.reason), as("actor", u_.actor()), as("now", u_.now()))
                                    .value();
  detail::execute(s, keep_before, as("decision", decision), as("supplier", string->key));
  detail::execute(s, settle, as("body", body_key), as("state", to_string(state_after(verdict.kind))), as("reason", verdict.reason),
                  as("actor", u_.actor()), as("now", u_.now()), as("decision", decision));
  set_class(s, verdict.kind, decision);
  recount(s, decision);
  const MatchOutcome outcome = outcome_of(s, decision, decision_id);
  // Neither the words nor the reason: they may hold a person's name.
  u_.record("matches.decided", std::string(id), string->version + 1,
            JsonObject()
                .set("id", id)
                .set("decision", decision_id)
                .set("kind", to_string(verdict.kind))
                .set("body", verdict.body_id)
                .set("strings", outcome.strings)
                .set("lines", outcome.lines)
                .set("pence", outcome.pence)
                .text());
  return outcome;
}

Result<MatchOutcome> Matches::undo(std::string_view id, std::string_view reason) {
  Session& s = u_.session();
  lock();
  const auto string = string_in_hand(s, id);
  if (!string) return string.error();
  if (!string->decision) {
    return Error{ErrorKind::conflict, "No curator's decision is in force for " + std::string(id) + ": there is nothing to undo.", {}, {}};
  }
  const std::string decision_id = detail::cell<std::string>(s, mark_undone, as("actor", u_.actor()), as("now", u_.now()),
                                                            as("reason", reason), as("decision", *string->decision))
                                      .value();
  const MatchOutcome outcome = outcome_of(s, *string->decision, decision_id);
  detail::execute(s, put_back, as("decision", *string->decision));
  detail::execute(s, take_out_from_under, as("decision", *string->decision));
  detail::execute(s, class_of_body_now, as("decision", *string->decision));
  recount(s, *string->decision);
  u_.record("matches.undone", std::string(id), string->version + 1,
            JsonObject()
                .set("id", id)
                .set("decision", decision_id)
                .set("strings", outcome.strings)
                .set("lines", outcome.lines)
                .set("pence", outcome.pence)
                .text());
  return outcome;
}

} // namespace openward::persistence
