#include "persistence/detail/class_days.h"
#include "persistence/detail/class_rows.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/matching.h"

#include <algorithm>
#include <charconv>

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::string_view select_classes =
    "select key, provider_class, evidence, confidence, detail, from_date, to_date, recorded_at, recorded_by, superseded_by, superseded_at "
    "from body_class where body_key = :body order by key";

std::string id_of_class(std::int64_t key) { return "cl-" + std::to_string(key); }

const std::string& select_to_move() {
  static const std::string sql = "select b.id from body b where b.dated_classes = 1 and b.provider_class <> " +
                                 detail::class_on_day("b", "cast(:today as {{date}})", "provider_class", "provider_class") +
                                 " order by b.key";
  return sql;
}

bool is_dated(const Classification& c) { return c.from || c.to; }

bool overlap(const Classification& a, const Classification& b) {
  const bool a_ends_before = a.to && b.from && *a.to < *b.from;
  const bool b_ends_before = b.to && a.from && *b.to < *a.from;
  return !a_ends_before && !b_ends_before;
}

std::string period(const Classification& c) {
  return (c.from ? "from " + c.from->iso() : std::string("from the beginning")) + (c.to ? " to " + c.to->iso() : " on");
}

Error no_body(std::string_view id) { return Error{ErrorKind::not_found, "There is no providers record " + std::string(id) + ".", {}, {}}; }

std::vector<RecordedClass> classes_by_key(Session& s, std::int64_t body) {
  using MaybeText = std::optional<std::string>;
  std::vector<RecordedClass> out;
  for (auto& [key, provider_class, evidence, confidence, words, from, to, recorded, by, superseded_by, superseded_at] :
       detail::rows<std::int64_t, std::string, std::string, int, std::string, MaybeText, MaybeText, std::string, std::string,
                    std::optional<std::int64_t>, MaybeText>(s, select_classes, as("body", body))) {
    RecordedClass& c = out.emplace_back(RecordedClass{id_of_class(key), {}, detail::stored_instant(recorded), std::move(by)});
    c.held = {detail::stored_word(provider_class_from, "provider class", provider_class),
              detail::stored_word(evidence_from, "evidence", evidence),
              confidence,
              std::move(words),
              detail::stored_date(from),
              detail::stored_date(to)};
    if (superseded_by) c.superseded_by = id_of_class(*superseded_by);
    c.superseded = detail::stored_instant(superseded_at);
  }
  return out;
}

/// The class that is to be corrected: one of the body's, of a time, that still holds.
Result<std::optional<std::int64_t>> corrected(const std::vector<RecordedClass>& classes, std::string_view id) {
  if (id.empty()) return std::optional<std::int64_t>();
  const auto found = std::find_if(classes.begin(), classes.end(), [&](const RecordedClass& c) { return c.id == id; });
  if (found == classes.end())
    return invalid_at("/supersedes", "unknown_class", "The body has no class " + std::string(id) + ". Its classifications list them.");
  if (!found->superseded_by.empty()) {
    return invalid_at("/supersedes", "superseded",
                      std::string(id) + " was corrected by " + found->superseded_by + " already. Name that one, or none.");
  }
  if (!is_dated(found->held)) {
    return invalid_at("/supersedes", "no_effect",
                      std::string(id) + " has no dates, and a class of a time goes before it anyway. Leave `supersedes` out.");
  }
  std::int64_t key = 0;
  std::from_chars(id.data() + id.find('-') + 1, id.data() + id.size(), key);
  return std::optional(key);
}

} // namespace

std::optional<std::vector<RecordedClass>> classes_of(Session& s, std::string_view body_id) {
  const auto body = detail::body_by_id(s, body_id);
  if (!body) return std::nullopt;
  return classes_by_key(s, body->key);
}

Result<> add_dated_class(UnitOfWork& u, std::string_view body_id, const Classification& c, std::string_view supersedes) {
  Session& s = u.session();
  detail::lock_catalogue(s);
  const auto body = detail::body_by_id(s, body_id);
  if (!body) return no_body(body_id);
  if (!is_dated(c)) return invalid_at("/from", "missing", "Say from which day the class holds, or to which.");
  if (c.from && c.to && *c.to < *c.from) return invalid_at("/to", "bad_period", "The class ends before it begins.");
  const std::vector<RecordedClass> classes = classes_by_key(s, body->key);
  const auto old = corrected(classes, supersedes);
  if (!old) return old.error();
  for (const RecordedClass& held : classes) {
    if (!is_dated(held.held) || !held.superseded_by.empty() || held.id == supersedes || !overlap(held.held, c)) continue;
    return Error{ErrorKind::conflict,
                 "The body is held as " + std::string(to_string(held.held.provider_class)) + " " + period(held.held) + " (" + held.id +
                     "), which overlaps with " + period(c) + ". Give a period that does not, or name " + held.id +
                     " in `supersedes` to correct it.",
                 {},
                 {}};
  }
  detail::record_class(u, *body, {c, *old, true});
  return Done{};
}

std::vector<std::string> classes_to_move(Session& s, Date today) {
  std::vector<std::string> out;
  for (auto& [id] : detail::rows<std::string>(s, select_to_move(), as("today", today))) out.push_back(std::move(id));
  return out;
}

std::int64_t move_classes(UnitOfWork& u) {
  Session& s = u.session();
  detail::lock_catalogue(s);
  const Date today = london_date(u.now());
  const std::vector<std::string> ids = classes_to_move(s, today);
  for (const std::string& id : ids) {
    const detail::StoredBody body = detail::body_by_id(s, id).value();
    detail::settle_class(s, body.key, today);
    detail::spread_class(s, body.key);
    detail::recount_body(s, body.key);
    const auto [version, provider_class, evidence, confidence] =
        detail::row<int, std::string, std::string, int>(
            s,
            "update body set version = version + 1 where key = :body returning version, provider_class, class_evidence, class_confidence",
            as("body", body.key))
            .value();
    u.record("body.classified", id, version,
             detail::JsonObject()
                 .set("id", id)
                 .set("provider_class", provider_class)
                 .set("evidence", evidence)
                 .set("confidence", confidence)
                 .set("on", today)
                 .text());
  }
  return static_cast<std::int64_t>(ids.size());
}

} // namespace openward::persistence
