#include "persistence/matching.h"

#include "persistence/detail/bodies.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rollups.h"
#include "persistence/detail/sql.h"

#include <array>
#include <charconv>
#include <unordered_map>

namespace openward::persistence {
namespace {

using detail::as;
using detail::json_list;
using detail::JsonObject;

constexpr std::string_view select_bodies = "select key, id, name, provider_class, class_evidence, class_confidence, class_detail, kind, "
                                           "synthetic from body where merged_into is null order by key";
constexpr std::string_view select_identifiers = "select coalesce(b.merged_into, b.key), i.scheme, i.id from body_identifier i join body b "
                                                "on b.key = i.body_key order by 1, i.scheme, i.id";
constexpr std::string_view select_names =
    "select coalesce(b.merged_into, b.key), n.name, n.kind from body_name n join body b on b.key = n.body_key order by n.key";
constexpr std::string_view select_decided_names =
    "select b.id, s.words from supplier_string s join body b on b.key = s.body_key where s.match_basis = 'curator' order by s.key";

constexpr std::string_view select_undecided = "select key, words, lines, pence from supplier_string where match_basis <> 'curator' and key "
                                              "> :after and (:unread = 0 or match_rules = '') order by key limit :most";
constexpr std::string_view select_run = "select key, after_key, strings_read, strings_changed from match_run where finished_at is null and "
                                        "rules = :rules and known = :known order by key desc limit 1";
constexpr std::string_view update_run = "update match_run set after_key = :after, strings_read = :read, strings_changed = :changed "
                                        "where key = :run";

constexpr std::string_view count_of_undecided =
    "select count(*) from supplier_string where match_basis <> 'curator' and (:unread = 0 or match_rules = '')";

// A round trip for each string would cost more than reading it: a batch travels as JSON, which both databases can read as rows.
struct Dialect {
  std::string_view update_strings;
  std::string_view drop_candidates;
  std::string_view insert_candidates;
};

constexpr std::string_view set_strings =
    "update supplier_string set kind = m.kind, body_key = m.body_key, provider_class = m.provider_class, class_evidence = "
    "m.class_evidence, "
    "class_confidence = m.class_confidence, class_detail = m.class_detail, match_state = m.match_state, match_basis = 'automatic', "
    "match_ground = m.match_ground, match_score = m.match_score, match_reason = m.match_reason, match_rules = :rules, "
    "matched_by = 'matching', matched_at = :now, heading = m.heading, told_apart_by = m.told_apart_by, decision_key = null, "
    "version = version + 1 ";
constexpr std::string_view undecided_and_changed =
    "where supplier_string.key = m.key and supplier_string.match_basis <> 'curator' and (supplier_string.match_rules <> :rules or "
    "coalesce(supplier_string.body_key, 0) <> coalesce(m.body_key, 0) or supplier_string.provider_class <> m.provider_class or "
    "supplier_string.kind <> m.kind or supplier_string.match_state <> m.match_state or supplier_string.match_ground <> m.match_ground or "
    "supplier_string.match_score <> "
    "m.match_score or supplier_string.match_reason <> m.match_reason or supplier_string.class_detail <> m.class_detail)";

std::string update_on_sqlite() {
  return std::string(set_strings) +
         "from (select json_extract(value, '$.key') as key, (select coalesce(b.merged_into, b.key) from body b where b.id = "
         "json_extract(value, '$.body')) as body_key, json_extract(value, '$.kind') as kind, json_extract(value, '$.provider_class') as "
         "provider_class, json_extract(value, "
         "'$.class_evidence') as class_evidence, "
         "json_extract(value, '$.class_confidence') as class_confidence, json_extract(value, '$.class_detail') as class_detail, "
         "json_extract(value, '$.state') as match_state, json_extract(value, '$.ground') as match_ground, json_extract(value, '$.score') "
         "as match_score, json_extract(value, '$.reason') as match_reason, json_extract(value, '$.heading') as heading, "
         "json_extract(value, '$.told_apart_by') as told_apart_by from json_each(:matches)) m " +
         std::string(undecided_and_changed);
}

std::string update_on_postgresql() {
  return std::string(set_strings) +
         "from (select r.key, coalesce(b.merged_into, b.key) as body_key, r.kind, r.provider_class, r.class_evidence, r.class_confidence, "
         "r.class_detail, r.state as "
         "match_state, r.ground as match_ground, r.score as match_score, r.reason as match_reason, r.heading, r.told_apart_by "
         "from json_to_recordset(cast(:matches as json)) as r (key bigint, body text, kind text, provider_class text, class_evidence text, "
         "class_confidence integer, class_detail text, state text, ground text, score integer, reason text, heading text, told_apart_by "
         "text) "
         "left join body b on b.id = r.body) m " +
         std::string(undecided_and_changed);
}

const Dialect& dialect_of(const Session& s) {
  static const std::string sqlite_update = update_on_sqlite();
  static const std::string postgresql_update = update_on_postgresql();
  static const Dialect on_sqlite{
      sqlite_update, "delete from match_candidate where supplier_key in (select json_extract(value, '$.key') from json_each(:matches))",
      "insert into match_candidate (supplier_key, position, body_key, score, explanation) select json_extract(value, '$.key'), "
      "json_extract(value, '$.position'), coalesce(b.merged_into, b.key), json_extract(value, '$.score'), json_extract(value, "
      "'$.explanation') "
      "from json_each(:candidates) join body b on b.id = json_extract(value, '$.body')"};
  static const Dialect on_postgresql{
      postgresql_update,
      "delete from match_candidate where supplier_key in (select r.key from json_to_recordset(cast(:matches as json)) as r (key bigint))",
      "insert into match_candidate (supplier_key, position, body_key, score, explanation) select r.key, r.position, "
      "coalesce(b.merged_into, b.key), r.score, "
      "r.explanation from json_to_recordset(cast(:candidates as json)) as r (key bigint, position integer, body text, score integer, "
      "explanation text) join body b on b.id = r.body"};
  return s.backend == Backend::sqlite ? on_sqlite : on_postgresql;
}

std::string json_of_match(const SupplierMatch& m) {
  JsonObject object;
  object.set("key", m.supplier).set("state", to_string(m.state)).set("ground", m.ground).set("score", m.score).set("reason", m.reason);
  object.set("provider_class", to_string(m.held.provider_class)).set("class_evidence", to_string(m.held.evidence));
  object.set("class_confidence", m.held.confidence).set("class_detail", m.held.detail);
  object.set("kind", m.kind).set("heading", m.heading).set("told_apart_by", m.told_apart_by);
  if (!m.body_id.empty()) object.set("body", m.body_id);
  return object.text();
}

std::string json_of_candidates(std::span<const SupplierMatch> matches) {
  std::string out = "[";
  for (const SupplierMatch& m : matches) {
    int position = 0;
    for (const MatchCandidate& c : m.candidates) {
      if (out.size() > 1) out += ',';
      out += JsonObject()
                 .set("key", m.supplier)
                 .set("position", ++position)
                 .set("body", c.body_id)
                 .set("score", c.score)
                 .set("explanation", c.explanation)
                 .text();
    }
  }
  return out + "]";
}

constexpr std::array<std::string_view, 4> state_words{"linked", "open", "none", "person"};
constexpr std::array<std::string_view, 4> kind_words{"body", "new_body", "no_body", "person"};

/// A name that is not the body's name now is a former one, unless its kind says otherwise.
matching::NameUse use_of(std::string_view kind) {
  if (kind == "trading") return matching::NameUse::trading;
  return kind == "abbreviation" || kind == "short" ? matching::NameUse::abbreviation : matching::NameUse::former;
}

} // namespace

std::string_view to_string(MatchState state) { return state_words.at(static_cast<std::size_t>(state)); }
std::span<const std::string_view> match_state_words() { return state_words; }
std::string_view to_string(DecisionKind kind) { return kind_words.at(static_cast<std::size_t>(kind)); }

std::optional<DecisionKind> decision_kind_from(std::string_view word) {
  for (std::size_t i = 0; i < kind_words.size(); ++i) {
    if (kind_words.at(i) == word) return static_cast<DecisionKind>(i);
  }
  return std::nullopt;
}

std::optional<std::int64_t> supplier_key_of(std::string_view public_id) {
  constexpr std::string_view prefix = "sn-";
  if (!public_id.starts_with(prefix)) return std::nullopt;
  const std::string_view digits = public_id.substr(prefix.size());
  std::int64_t key = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), key);
  // "sn-007" would be another address of the same record.
  if (fault != std::errc{} || end != digits.data() + digits.size() || key <= 0 || std::to_string(key) != digits) return std::nullopt;
  return key;
}

std::optional<std::string> supplier_words(Session& s, std::string_view public_id) {
  const auto key = supplier_key_of(public_id);
  if (!key) return std::nullopt;
  return detail::cell<std::string>(s, "select words from supplier_string where key = :key", as("key", *key));
}

std::vector<matching::KnownBody> Matches::known_bodies() {
  Session& s = u_.session();
  std::vector<matching::KnownBody> out;
  std::unordered_map<std::int64_t, std::size_t> places;
  for (auto& [key, id, name, provider_class, evidence, confidence, words, kind, synthetic] :
       detail::rows<std::int64_t, std::string, std::string, std::string, std::string, int, std::string, std::string, int>(s,
                                                                                                                          select_bodies)) {
    places.emplace(key, out.size());
    matching::KnownBody& known = out.emplace_back();
    known.body.id = std::move(id);
    known.body.name = std::move(name);
    known.body.classification = {provider_class_from(provider_class).value_or(ProviderClass::unclassified),
                                 evidence_from(evidence).value_or(Evidence::none), confidence, std::move(words)};
    known.body.synthetic = synthetic != 0;
    known.gp_practice = kind == "general_practice";
  }
  for (const auto& [key, scheme, id] : detail::rows<std::int64_t, std::string, std::string>(s, select_identifiers)) {
    const auto place = places.find(key);
    auto identifier = Identifier::create(scheme, id);
    if (identifier && place != places.end()) out[place->second].body.identifiers.push_back(*std::move(identifier));
  }
  for (auto& [key, name, kind] : detail::rows<std::int64_t, std::string, std::string>(s, select_names)) {
    const auto place = places.find(key);
    if (place != places.end() && out[place->second].body.name != name)
      out[place->second].other_names.push_back({std::move(name), use_of(kind)});
  }
  return out;
}

std::vector<DecidedName> Matches::decided_names() {
  std::vector<DecidedName> out;
  for (auto& [body, words] : detail::rows<std::string, std::string>(u_.session(), select_decided_names))
    out.push_back({std::move(body), std::move(words)});
  return out;
}

std::vector<UndecidedSupplier> Matches::undecided(bool unread, std::int64_t after, std::size_t most) {
  std::vector<UndecidedSupplier> out;
  for (auto& [key, words, lines, pence] : detail::rows<std::int64_t, std::string, std::int64_t, std::int64_t>(
           u_.session(), select_undecided, as("after", after), as("unread", unread), as("most", static_cast<std::int64_t>(most))))
    out.push_back({key, std::move(words), lines, pence});
  return out;
}

std::int64_t Matches::count_undecided(bool unread) {
  return detail::cell<std::int64_t>(u_.session(), count_of_undecided, as("unread", unread)).value_or(0);
}

std::int64_t Matches::keep(std::span<const SupplierMatch> matches, std::string_view rules) {
  if (matches.empty()) return 0;
  Session& s = u_.session();
  const Dialect& dialect = dialect_of(s);
  const std::string json = json_list(matches, json_of_match);
  const auto changed = detail::execute(s, dialect.update_strings, as("rules", rules), as("now", u_.now()), as("matches", json));
  if (changed > 0) {
    std::vector<std::int64_t> suppliers;
    for (const SupplierMatch& m : matches) suppliers.push_back(m.supplier);
    detail::recount_suppliers(s, suppliers);
  }
  detail::execute(s, dialect.drop_candidates, as("matches", json));
  detail::execute(s, dialect.insert_candidates, as("candidates", json_of_candidates(matches)));
  return changed;
}

void Matches::record_run(std::string_view rules, std::int64_t read, std::int64_t changed) {
  u_.record("matches.read", "matches", 1, JsonObject().set("rules", rules).set("read", read).set("changed", changed).text());
}

MatchRun Matches::begin_run(std::string_view rules, std::string_view known) {
  Session& s = u_.session();
  const auto held =
      detail::row<std::int64_t, std::int64_t, std::int64_t, std::int64_t>(s, select_run, as("rules", rules), as("known", known));
  if (held) return {std::get<0>(*held), std::get<1>(*held), std::get<2>(*held), std::get<3>(*held)};
  detail::execute(s, "delete from match_run where finished_at is null");
  const auto key =
      detail::cell<std::int64_t>(s, "insert into match_run (rules, known, started_at) values (:rules, :known, :now) returning key",
                                 as("rules", rules), as("known", known), as("now", u_.now()));
  return {key.value(), 0, 0, 0};
}

void Matches::advance(const MatchRun& run) {
  detail::execute(u_.session(), update_run, as("after", run.after), as("read", run.read), as("changed", run.changed), as("run", run.key));
}

void Matches::finish(const MatchRun& run) {
  detail::execute(u_.session(), "update match_run set finished_at = :now where key = :run", as("now", u_.now()), as("run", run.key));
}

} // namespace openward::persistence
