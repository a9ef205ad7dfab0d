// Cases, put together from their parts. One award and all of them take the same way but for the awards before them.

#include "persistence/detail/bodies.h"
#include "persistence/detail/case_parts.h"
#include "persistence/detail/sql.h"
#include "persistence/law.h"
#include "persistence/procedures.h"

#include <algorithm>
#include <tuple>

namespace openward::persistence {
namespace {

using detail::as;
using detail::CaseAward;
using detail::CaseBody;
using detail::CaseRange;

/// As many as are held in memory at once, with all their releases.
constexpr int awards_at_once = 250;

constexpr std::string_view next_awards =
    "select key from award where key > :after and state = 'published' and regime = 'psr' order by key limit :limit";

const std::string& next_procurements() {
  static const std::string sql = "select pr.key from procurement pr where pr.key > :after and (" + std::string(detail::procurement_counts) +
                                 " or " + std::string(detail::procurement_has_findings) + ") order by pr.key limit :limit";
  return sql;
}

const std::string& counted_cases() {
  static const std::string sql = "select (select count(*) from award where state = 'published' and regime = 'psr') + (select count(*) from "
                                 "procurement pr where " +
                                 std::string(detail::procurement_counts) + " or " + std::string(detail::procurement_has_findings) + ")";
  return sql;
}

const std::string& touched_procurements() {
  static const std::string sql =
      "select pr.ocid from procurement pr where pr.key in (select key from procurement where ocid = :ocid "
      "union select l.later_key from procurement p join procurement_link l on l.earlier_key = p.key where p.ocid = :ocid "
      "union select l.earlier_key from procurement p join procurement_link l on l.later_key = p.key where p.ocid = :ocid) and (" +
      std::string(detail::procurement_counts) + " or " + std::string(detail::procurement_has_findings) + ") order by pr.key";
  return sql;
}

/// Own and linked procurements' awards, and later awards by the same buyer to the same providers. An own award that is published no longer
/// counts too: it was there before the later ones, and is not now.
constexpr std::string_view touched_awards =
    "with near (key) as (select key from procurement where ocid = :ocid "
    "union select l.later_key from procurement p join procurement_link l on l.earlier_key = p.key where p.ocid = :ocid "
    "union select l.earlier_key from procurement p join procurement_link l on l.later_key = p.key where p.ocid = :ocid), "
    "touched (key) as (select a.key from near join award a on a.procurement_key = near.key "
    "union select b.key from award a join award_provider ap on ap.award_key = a.key join award_provider bp on bp.body_key = ap.body_key "
    "join award b on b.key = bp.award_key and b.commissioner_key = a.commissioner_key "
    "where a.ocid = :ocid and b.synthetic = a.synthetic and (a.published_at is null or b.published_at > a.published_at)) "
    "select a.id from award a where a.key in (select key from touched) and a.state = 'published' and a.regime = 'psr' order by a.key";

template <typename Value>
Value value_of(const std::map<std::int64_t, Value>& map, std::int64_t key) {
  const auto found = map.find(key);
  return found == map.end() ? Value() : found->second;
}

struct Parts {
  std::map<std::int64_t, int> award_counts;
  std::map<std::int64_t, CaseBody> bodies;
  std::map<std::int64_t, Contract> contracts;
  std::map<std::int64_t, std::vector<std::int64_t>> before; // keys, by award
  std::map<std::int64_t, law::AwardBefore> earlier;
  std::map<std::int64_t, std::vector<std::int64_t>> links;
  std::map<std::int64_t, std::vector<StoredRelease>> releases;
  std::map<std::int64_t, std::vector<law::procedure::Procedure>> procedures;
};

Parts parts_of(Session& s, const CaseRange& range, std::map<std::int64_t, std::vector<std::int64_t>> before) {
  Parts p;
  std::set<std::int64_t> keys;
  for (const auto& [award, earlier] : before) keys.insert(earlier.begin(), earlier.end());
  p.before = std::move(before);
  p.earlier = detail::awards_by_key(s, keys);
  if (!range.procurements) {
    p.award_counts = detail::case_award_counts(s, range);
    p.contracts = detail::case_contracts(s, range);
  }
  p.bodies = detail::case_bodies(s, range);
  p.links = detail::case_links(s, range);
  p.releases = detail::case_releases(s, range);
  for (const auto& [key, ocid] : detail::case_procurements_run_here(s, range)) p.procedures[key] = procedures_of(s, ocid);
  return p;
}

void add_codes(std::vector<std::string>& codes, const std::vector<std::string>& more) {
  for (const std::string& code : more) {
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  }
}

HeldCase case_of(const CaseAward& award, const Parts& parts) {
  HeldCase held;
  law::RegisterCase& facts = held.facts;
  facts.award = award.facts;
  held.standing = award.counted ? CaseStanding::counted : award.published ? CaseStanding::carried : CaseStanding::unpublished;
  if (award.buyer) {
    const CaseBody& buyer = parts.bodies.at(*award.buyer);
    facts.buyer = buyer.body;
    add_codes(facts.succeeded_by, buyer.succeeded_by);
  }
  for (const std::int64_t key : award.providers) {
    const CaseBody& provider = parts.bodies.at(key);
    facts.providers.push_back(provider.body);
    add_codes(facts.succeeded_by, provider.succeeded_by);
  }
  facts.releases = award.releases;
  if (const auto contract = parts.contracts.find(award.key); contract != parts.contracts.end()) facts.contract = contract->second;
  facts.procedures = value_of(parts.procedures, award.procurement);
  for (const std::int64_t earlier : value_of(parts.before, award.key)) facts.before.push_back(parts.earlier.at(earlier));
  facts.awards_of_procurement = value_of(parts.award_counts, award.procurement);
  held.releases = value_of(parts.releases, award.procurement);
  for (const std::int64_t other : value_of(parts.links, award.procurement)) {
    const auto releases = value_of(parts.releases, other);
    held.linked.insert(held.linked.end(), releases.begin(), releases.end());
  }
  std::sort(held.linked.begin(), held.linked.end(), [](const StoredRelease& a, const StoredRelease& b) {
    return std::tie(a.published, a.ocid, a.release_id) < std::tie(b.published, b.ocid, b.release_id);
  });
  return held;
}

/// The cases of a run of awards, and the key of its last; none when there were no more. `before` gives the keys of the awards before one.
template <typename Before>
Result<std::optional<std::int64_t>> run_of_cases(Session& s, std::int64_t after, int limit, Before before,
                                                 const std::function<Result<>(HeldCase&)>& sink) {
  const auto keys = detail::rows<std::int64_t>(s, next_awards, as("after", after), as("limit", limit));
  if (keys.empty()) return std::optional<std::int64_t>();
  const CaseRange range{std::get<0>(keys.front()), std::get<0>(keys.back())};
  const std::vector<CaseAward> awards = detail::case_awards(s, range);
  std::map<std::int64_t, std::vector<std::int64_t>> earlier;
  for (const CaseAward& award : awards) earlier[award.key] = before(award);
  const Parts parts = parts_of(s, range, std::move(earlier));
  for (const CaseAward& award : awards) {
    HeldCase held = case_of(award, parts);
    if (auto done = sink(held); !done) return done.error();
  }
  return std::optional(range.last);
}

} // namespace

std::optional<HeldCase> held_case(Session& s, std::string_view award_id) {
  const auto key = detail::cell<std::int64_t>(s, "select key from award where id = :id", as("id", award_id));
  if (!key) return std::nullopt;
  const CaseRange range{*key, *key, true};
  return case_of(detail::case_awards(s, range).front(), parts_of(s, range, {{*key, detail::keys_before(s, *key)}}));
}

Result<std::optional<std::int64_t>> next_cases(Session& s, std::int64_t after, int limit, const std::function<Result<>(HeldCase&)>& sink) {
  return run_of_cases(
      s, after, limit, [&s](const CaseAward& award) { return detail::keys_before(s, award.key); }, sink);
}

Result<> for_each_case(Session& s, const std::function<Result<>(HeldCase&)>& sink) {
  const detail::DealingsSoFar dealings(s);
  std::int64_t after = 0;
  while (true) {
    const auto last = run_of_cases(
        s, after, awards_at_once, [&dealings](const CaseAward& award) { return dealings.before(award); }, sink);
    if (!last) return last.error();
    if (!*last) return Done{};
    after = **last;
  }
}

std::optional<HeldCase> held_procurement_case(Session& s, std::string_view ocid) {
  const auto key = detail::cell<std::int64_t>(s, "select key from procurement where ocid = :ocid", as("ocid", ocid));
  if (!key) return std::nullopt;
  const CaseRange range{*key, *key, true, true};
  return case_of(detail::case_procurements(s, range).front(), parts_of(s, range, {}));
}

void name_providers(Session& s, HeldCase& held, std::span<const PartyReading> suppliers) {
  law::RegisterCase& facts = held.facts;
  std::set<std::int64_t> named;
  std::set<std::int64_t> earlier;
  for (const PartyReading& supplier : suppliers) {
    const auto key = detail::find_by_identifier(s, supplier.identifiers);
    if (!key) {
      Body& unknown = facts.providers.emplace_back();
      unknown.name = supplier.name;
      unknown.identifiers = supplier.identifiers;
      continue;
    }
    if (!named.insert(*key).second) continue;
    CaseBody body = detail::case_body(s, *key);
    facts.providers.push_back(std::move(body.body));
    add_codes(facts.succeeded_by, body.succeeded_by);
    for (const std::int64_t award : detail::keys_before_procurement(s, facts.award.ocid, *key)) earlier.insert(award);
  }
  std::vector<law::AwardBefore>& before = facts.before;
  for (auto& [key, award] : detail::awards_by_key(s, earlier)) before.push_back(std::move(award));
}

Result<std::optional<std::int64_t>> next_procurement_cases(Session& s, std::int64_t after, int limit,
                                                           const std::function<Result<>(HeldCase&)>& sink) {
  const auto keys = detail::rows<std::int64_t>(s, next_procurements(), as("after", after), as("limit", limit));
  if (keys.empty()) return std::optional<std::int64_t>();
  const CaseRange range{std::get<0>(keys.front()), std::get<0>(keys.back()), false, true};
  const std::vector<CaseAward> cases = detail::case_procurements(s, range);
  const Parts parts = parts_of(s, range, {});
  for (const CaseAward& procurement : cases) {
    HeldCase held = case_of(procurement, parts);
    if (auto done = sink(held); !done) return done.error();
  }
  return std::optional(range.last);
}

std::int64_t count_cases(Session& s) { return detail::cell<std::int64_t>(s, counted_cases()).value_or(0); }

std::vector<std::string> procurements_touched(Session& s, std::string_view ocid) {
  std::vector<std::string> out;
  for (auto& [id] : detail::rows<std::string>(s, touched_procurements(), as("ocid", ocid))) out.push_back(std::move(id));
  return out;
}

std::vector<std::string> awards_touched(Session& s, std::string_view ocid) {
  std::vector<std::string> out;
  for (auto& [id] : detail::rows<std::string>(s, touched_awards, as("ocid", ocid))) out.push_back(std::move(id));
  return out;
}

} // namespace openward::persistence
