#include "persistence/detail/ids.h"
#include "persistence/detail/json.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

#include <set>

namespace openward::persistence {
namespace {

using detail::as;
using detail::JsonObject;

constexpr std::string_view upsert_centre =
    "insert into diagnostic_centre (id, code, name, place, region, kind, operator_class, operator_name, estate_owner_class, "
    "estate_owner_name, funder, host_commissioner, status, status_on, opened_on, source, synthetic, version, digest) values (:id, :code, "
    ":name, :place, :region, :kind, :operator_class, :operator_name, :estate_owner_class, :estate_owner_name, :funder, :host_commissioner, "
    ":status, :status_on, :opened_on, :source, :synthetic, :version, :digest) on conflict (id) do update set code = excluded.code, "
    "estate_owner_name = excluded.estate_owner_name, host_commissioner = excluded.host_commissioner, opened_on = excluded.opened_on, "
    "place = excluded.place, region = excluded.region, kind = excluded.kind, "
    "operator_class = excluded.operator_class, operator_name = excluded.operator_name, estate_owner_class = excluded.estate_owner_class, "
    "funder = excluded.funder, "
    "status = excluded.status, status_on = excluded.status_on, source = excluded.source, synthetic = excluded.synthetic, version = "
    "excluded.version, "
    "digest = excluded.digest returning key";

constexpr std::string_view upsert_programme = "insert into programme (id, name, unit, target, target_date, source, note, version, digest) "
                                              "values (:id, :name, :unit, :target, :target_date, :source, :note, "
                                              ":version, :digest) on conflict (id) do update set unit = excluded.unit, target = "
                                              "excluded.target, target_date = excluded.target_date, source = excluded.source, "
                                              "note = excluded.note, version = excluded.version, digest = excluded.digest returning key";

constexpr std::string_view upsert_indicator =
    "insert into indicator (id, name, unit, limit_thousandths, limit_basis, source, version, digest) values (:id, :name, :unit, :limit, "
    ":limit_basis, :source, "
    ":version, :digest) on conflict (id) do update set unit = excluded.unit, limit_thousandths = excluded.limit_thousandths, limit_basis = "
    "excluded.limit_basis, "
    "source = excluded.source, version = excluded.version, digest = excluded.digest returning key";

constexpr std::string_view insert_status =
    "insert into centre_status (centre_key, position, status, on_date, source) values (:key, :position, :status, :on_date, :source)";

constexpr std::string_view insert_test = "insert into centre_test (centre_key, position, test) values (:key, :position, :test)";
constexpr std::string_view insert_award = "insert into centre_award (centre_key, award_id) values (:key, :award)";

constexpr std::string_view insert_progress =
    "insert into programme_progress (programme_key, on_date, quantity, source) values (:key, :on_date, :quantity, :source)";

constexpr std::string_view insert_value =
    "insert into indicator_value (indicator_key, body, period, from_date, to_date, thousandths, source) "
    "values (:key, :body, :period, :from_date, :to_date, :thousandths, :source)";

/// What is to be done with one record, by what is stored under its id.
struct Step {
  Kept kept = Kept::added;
  std::string id;
  int version = 1;
  std::string digest;
};

Step step_of(Session& s, const std::string& table, std::string id, const std::string& content) {
  Step step{Kept::added, std::move(id), 1, detail::sha256_hex(content)};
  const auto held = detail::row<int, std::string>(s, "select version, digest from " + table + " where id = :id", as("id", step.id));
  if (!held) return step;
  step.kept = std::get<1>(*held) == step.digest ? Kept::same : Kept::changed;
  step.version = std::get<0>(*held) + 1;
  return step;
}

void record(UnitOfWork& u, const std::string& what, const Step& step, const std::string& content) {
  u.record(what + (step.kept == Kept::added ? ".imported" : ".changed"), step.id, step.version, content);
}

std::string content_of(const DiagnosticCentre& c) {
  const auto words = [](const std::string& word) { return detail::json_string(word); };
  return JsonObject()
      .set("code", c.code)
      .set("name", c.name)
      .set("place", c.place)
      .set("region", c.region)
      .set("kind", to_string(c.kind))
      .set("operator_class", to_string(c.operator_class))
      .set("operator_name", c.operator_name)
      .set("estate_owner_class", to_string(c.estate_owner_class))
      .set("estate_owner_name", c.estate_owner_name)
      .set("funder", c.funder)
      .set("host_commissioner", c.host_commissioner)
      .set_json("tests", detail::json_list(c.tests, words))
      .set_json("awards", detail::json_list(c.awards, words))
      .set("source", c.source)
      .set("synthetic", c.synthetic)
      .set_json("history",
                detail::json_list(c.history,
                                  [](const CentreStatusChange& h) {
                                    return JsonObject().set("status", to_string(h.status)).set("on", h.on).set("source", h.source).text();
                                  }))
      .text();
}

std::string content_of(const Programme& p) {
  return JsonObject()
      .set("name", p.name)
      .set("unit", p.unit)
      .set("target", p.target)
      .set("target_date", p.target_date)
      .set("source", p.source)
      .set("note", p.note)
      .set_json("progress",
                detail::json_list(p.progress,
                                  [](const ProgrammeProgress& g) {
                                    return JsonObject().set("on", g.on).set("quantity", g.quantity).set("source", g.source).text();
                                  }))
      .text();
}

std::string content_of(const Indicator& i) {
  return JsonObject()
      .set("name", i.name)
      .set("unit", i.unit)
      .set("limit_thousandths", i.limit_thousandths)
      .set("limit_basis", i.limit_basis)
      .set("source", i.source)
      .set_json("values", detail::json_list(i.values,
                                            [](const IndicatorValue& v) {
                                              return JsonObject()
                                                  .set("body", v.body)
                                                  .set("period", v.period)
                                                  .set("from", v.from)
                                                  .set("to", v.to)
                                                  .set("thousandths", v.thousandths)
                                                  .set("source", v.source)
                                                  .text();
                                            }))
      .text();
}

void save_words(Session& s, long long key, const DiagnosticCentre& c) {
  detail::execute(s, "delete from centre_test where centre_key = :key", as("key", key));
  int position = 0;
  for (const std::string& test : c.tests) detail::execute(s, insert_test, as("key", key), as("position", position++), as("test", test));
  detail::execute(s, "delete from centre_award where centre_key = :key", as("key", key));
  for (const std::string& award : std::set<std::string>(c.awards.begin(), c.awards.end()))
    detail::execute(s, insert_award, as("key", key), as("award", award));
}

} // namespace

Kept Surroundings::save(const DiagnosticCentre& c) {
  if (c.history.empty())
    throw detail::Ended(invalid_at("/history", "missing", "the centre " + c.name + " has no status: say at least that it was announced"));
  Session& s = u_.session();
  const std::string content = content_of(c);
  const Step step = step_of(s, "diagnostic_centre", c.id.empty() ? detail::derived_id("dc", "centre|" + c.name) : c.id, content);
  if (step.kept == Kept::same) return step.kept;
  const auto key = detail::cell<std::int64_t>(
                       s, upsert_centre, as("id", step.id), as("code", c.code), as("name", c.name), as("place", c.place),
                       as("region", c.region), as("kind", to_string(c.kind)), as("operator_class", to_string(c.operator_class)),
                       as("operator_name", c.operator_name), as("estate_owner_class", to_string(c.estate_owner_class)),
                       as("estate_owner_name", c.estate_owner_name), as("funder", c.funder), as("host_commissioner", c.host_commissioner),
                       as("opened_on", c.opened()), as("status", to_string(c.status())), as("status_on", c.history.back().on),
                       as("source", c.source), as("synthetic", c.synthetic), as("version", step.version), as("digest", step.digest))
                       .value();
  detail::execute(s, "delete from centre_status where centre_key = :key", as("key", key));
  int position = 0;
  for (const CentreStatusChange& h : c.history) {
    detail::execute(s, insert_status, as("key", key), as("position", position++), as("status", to_string(h.status)), as("on_date", h.on),
                    as("source", h.source));
  }
  save_words(s, key, c);
  record(u_, "diagnostic_centre", step, content);
  return step.kept;
}

Kept Surroundings::save(const Programme& p) {
  Session& s = u_.session();
  const std::string content = content_of(p);
  const Step step = step_of(s, "programme", detail::derived_id("pg", "programme|" + p.name), content);
  if (step.kept == Kept::same) return step.kept;
  const auto key = detail::cell<std::int64_t>(s, upsert_programme, as("id", step.id), as("name", p.name), as("unit", p.unit),
                                              as("target", p.target), as("target_date", p.target_date), as("source", p.source),
                                              as("note", p.note), as("version", step.version), as("digest", step.digest))
                       .value();
  detail::execute(s, "delete from programme_progress where programme_key = :key", as("key", key));
  for (const ProgrammeProgress& g : p.progress) {
    detail::execute(s, insert_progress, as("key", key), as("on_date", g.on), as("quantity", g.quantity), as("source", g.source));
  }
  record(u_, "programme", step, content);
  return step.kept;
}

Kept Surroundings::save(const Indicator& i) {
  Session& s = u_.session();
  const std::string content = content_of(i);
  const Step step = step_of(s, "indicator", detail::derived_id("in", "indicator|" + i.name), content);
  if (step.kept == Kept::same) return step.kept;
  const auto key = detail::cell<std::int64_t>(s, upsert_indicator, as("id", step.id), as("name", i.name), as("unit", i.unit),
                                              as("limit", i.limit_thousandths), as("limit_basis", i.limit_basis), as("source", i.source),
                                              as("version", step.version), as("digest", step.digest))
                       .value();
  detail::execute(s, "delete from indicator_value where indicator_key = :key", as("key", key));
  for (const IndicatorValue& v : i.values) {
    detail::execute(s, insert_value, as("key", key), as("body", v.body), as("period", v.period), as("from_date", v.from),
                    as("to_date", v.to), as("thousandths", v.thousandths), as("source", v.source));
  }
  record(u_, "indicator", step, content);
  return step.kept;
}

} // namespace openward::persistence
