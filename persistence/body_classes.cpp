#include "persistence/detail/bodies.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/matching.h"

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::string_view select_classes =
    "select provider_class, evidence, confidence, detail, from_date, to_date, recorded_at, recorded_by from body_class where body_key = "
    ":body order by key";

constexpr std::string_view mark_dated = "update body set dated_classes = 1 where key = :body and dated_classes = 0";

constexpr std::string_view sign_latest =
    "update body_class set recorded_by = :actor where key = (select max(key) from body_class where body_key = :body)";

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
  std::vector<RecordedClass> out;
  for (auto& [provider_class, evidence, confidence, words, from, to, recorded, by] :
       detail::rows<std::string, std::string, int, std::string, std::optional<std::string>, std::optional<std::string>, std::string,
                    std::string>(s, select_classes, as("body", body))) {
    RecordedClass& c = out.emplace_back(RecordedClass{{}, detail::stored_instant(recorded), std::move(by)});
    c.held = {detail::stored_word(provider_class_from, "provider class", provider_class),
              detail::stored_word(evidence_from, "evidence", evidence),
              confidence,
              std::move(words),
              detail::stored_date(from),
              detail::stored_date(to)};
  }
  return out;
}

} // namespace

std::optional<std::vector<RecordedClass>> classes_of(Session& s, std::string_view body_id) {
  const auto body = detail::body_by_id(s, body_id);
  if (!body) return std::nullopt;
  return classes_by_key(s, body->key);
}

Result<> add_dated_class(UnitOfWork& u, std::string_view body_id, const Classification& c) {
  Session& s = u.session();
  detail::lock_catalogue(s);
  const auto body = detail::body_by_id(s, body_id);
  if (!body) return no_body(body_id);
  if (!is_dated(c)) return invalid_at("/from", "missing", "Say from which day the class holds, or to which.");
  if (c.from && c.to && *c.to < *c.from) return invalid_at("/to", "bad_period", "The class ends before it begins.");
  for (const RecordedClass& held : classes_by_key(s, body->key)) {
    if (!is_dated(held.held) || !overlap(held.held, c)) continue;
    return Error{ErrorKind::conflict,
                 "The body is held as " + std::string(to_string(held.held.provider_class)) + " " + period(held.held) +
                     ", which overlaps with " + period(c) + ". Give a period that does not.",
                 {},
                 {}};
  }
  Bodies(u).reclassify(body_id, c);
  detail::execute(s, mark_dated, as("body", body->key));
  detail::execute(s, sign_latest, as("actor", u.actor()), as("body", body->key));
  return Done{};
}

} // namespace openward::persistence
