#include "persistence/detail/class_rows.h"

#include "persistence/detail/body_rows.h"
#include "persistence/detail/class_days.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

namespace openward::persistence::detail {
namespace {

constexpr std::string_view today = "cast(:today as {{date}})";
constexpr std::string_view dated = "k.superseded_by is null and (k.from_date is not null or k.to_date is not null)";

constexpr std::string_view insert_row =
    "insert into body_class (body_key, provider_class, evidence, confidence, detail, from_date, to_date, recorded_at, recorded_by) "
    "values (:body, :provider_class, :evidence, :confidence, :detail, :from_date, :to_date, :recorded_at, :recorded_by) returning key";

constexpr std::string_view supersede = "update body_class set superseded_by = :new_key, superseded_at = :now where key = :key";

constexpr std::string_view select_for_always = "select k.provider_class, k.evidence, k.confidence, k.detail from body_class k where "
                                               "k.body_key = :body and k.superseded_by is null and "
                                               "k.from_date is null and k.to_date is null order by k.key desc limit 1";

std::string select_of_day() {
  return "select k.provider_class, k.evidence, k.confidence, k.detail from body_class k where k.body_key = :body and " +
         class_holds("k", today) + class_order("k") + " limit 1";
}

constexpr std::string_view update_now =
    "update body set provider_class = :provider_class, class_evidence = :evidence, class_confidence = :confidence, class_detail = :detail "
    "where key = :body and (provider_class <> :provider_class or class_evidence <> :evidence or class_confidence <> :confidence or "
    "class_detail <> :detail)";

std::string update_flags() {
  const std::string rows = "(select 1 from body_class k where k.body_key = body.key and " + std::string(dated);
  return "update body set dated_classes = case when exists " + rows + ") then 1 else 0 end, person_at_times = case when exists " + rows +
         " and k.provider_class = 'individual') then 1 else 0 end where key = :body";
}

/// What the words tell by themselves stays where the body tells nothing, save that they are a person's.
constexpr std::string_view class_of_suppliers =
    "update supplier_string set provider_class = b.provider_class, class_evidence = b.class_evidence, class_confidence = "
    "b.class_confidence, class_detail = b.class_detail from body b where b.key = supplier_string.body_key and b.key = :body and "
    "(b.provider_class <> 'unclassified' or supplier_string.provider_class = 'individual')";

Classification classification_of(const std::string& provider_class, const std::string& evidence, int confidence, std::string detail) {
  Classification c;
  c.provider_class = stored_word(provider_class_from, "provider class", provider_class);
  c.evidence = stored_word(evidence_from, "evidence", evidence);
  c.confidence = confidence;
  c.detail = std::move(detail);
  return c;
}

} // namespace

std::optional<Classification> class_for_always(Session& s, std::int64_t body) {
  auto found = row<std::string, std::string, int, std::string>(s, select_for_always, as("body", body));
  if (!found) return std::nullopt;
  auto& [provider_class, evidence, confidence, words] = *found;
  return classification_of(provider_class, evidence, confidence, std::move(words));
}

bool settle_class(Session& s, std::int64_t body, Date day) {
  static const std::string of_day = select_of_day();
  static const std::string flags = update_flags();
  execute(s, flags, as("body", body));
  const auto found = row<std::string, std::string, int, std::string>(s, of_day, as("body", body), as("today", day));
  if (!found) return false;
  const auto& [provider_class, evidence, confidence, words] = *found;
  return execute(s, update_now, as("provider_class", provider_class), as("evidence", evidence), as("confidence", confidence),
                 as("detail", words), as("body", body)) > 0;
}

void spread_class_to_awards(Session& s, std::int64_t body) {
  static const std::string of_awards = "update award set provider_class = " + class_of_award("award") +
                                       " where key in (select award_key from award_provider where body_key = :body)";
  execute(s, of_awards, as("body", body));
}

void spread_class(Session& s, std::int64_t body) {
  spread_class_to_awards(s, body);
  execute(s, class_of_suppliers, as("body", body));
}

void settle_class_of_award(Session& s, std::int64_t award) {
  static const std::string of_award =
      "update award set provider_class = " + class_of_award("award") +
      " where key = :award and exists (select 1 from award_provider ap join body b on b.key = ap.body_key where ap.award_key = award.key "
      "and b.dated_classes = 1)";
  execute(s, of_award, as("award", award));
}

void record_class(UnitOfWork& u, const StoredBody& body, const ClassToRecord& stated) {
  Session& s = u.session();
  const Classification& c = stated.held;
  const std::int64_t key = cell<std::int64_t>(s, insert_row, as("body", body.key), as("provider_class", to_string(c.provider_class)),
                                              as("evidence", to_string(c.evidence)), as("confidence", c.confidence), as("detail", c.detail),
                                              as("from_date", c.from), as("to_date", c.to), as("recorded_at", u.now()),
                                              as("recorded_by", stated.by_actor ? u.actor() : std::string()))
                               .value();
  if (stated.supersedes) execute(s, supersede, as("new_key", key), as("now", u.now()), as("key", *stated.supersedes));
  settle_class(s, body.key, london_date(u.now()));
  spread_class(s, body.key);
  recount_body(s, body.key);
  const int version =
      cell<int>(s, "update body set version = version + 1 where key = :body returning version", as("body", body.key)).value();
  // What the class of a person rests on may say who it is, and the feed is public.
  const bool person = c.provider_class == ProviderClass::individual || body.provider_class == to_string(ProviderClass::individual);
  JsonObject event;
  event.set("id", body.id).set("provider_class", to_string(c.provider_class)).set("evidence", to_string(c.evidence));
  event.set("confidence", c.confidence).set("detail", person ? std::string() : c.detail).set("from", c.from).set("to", c.to);
  if (stated.supersedes) event.set("supersedes", "cl-" + std::to_string(*stated.supersedes));
  u.record("body.classified", body.id, version, event.text());
}

} // namespace openward::persistence::detail
