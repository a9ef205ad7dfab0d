#include "persistence/read/released.h"

#include "persistence/read/filter.h"
#include "persistence/read/people.h"
#include "persistence/read/standing.h"

#include <algorithm>
#include <string>

namespace openward::persistence {
namespace {

using read::Out;
using read::Query;
using read::Value;

/// What everybody may see of the releases that were read of the procurement `pr`.
const std::string& may_be_seen() {
  static const std::string sql = "(not {{everybody}} or not (" + read::procurement_to_person("pr") + "))";
  return sql;
}

/// The events that become releases: see own_releases.h. A draft has no state but its own, and an award that was never published no day.
constexpr std::string_view own_releases =
    "(e.type in ('procurement.published', 'procurement.procedure_opened', 'procurement.step_taken') and e.body not like "
    "'%\"state\":\"draft\"%' or e.type in ('award.published', 'award.changed', 'award.cancelled', 'award.superseded') and e.body like "
    "'%\"published_at\":%' or e.type in ('contract.opened', 'contract.modified'))";

Result<std::vector<read::Term>> terms_of(const std::vector<FilterTerm>& filters) {
  std::vector<Fault> faults;
  for (const FilterTerm& term : filters) {
    const auto known = release_filters();
    if (std::none_of(known.begin(), known.end(), [&](const FilterInfo& f) { return f.name == term.name; }))
      faults.push_back(
          {term.name, "unknown_parameter", "`" + term.name + "` does not choose releases; use the other filters of procurements"});
  }
  if (!faults.empty()) return read::refused(std::move(faults));
  read::ReadTerms out = read::read_terms(read::procurements_resource(), filters);
  if (!out.faults.empty()) return read::refused(std::move(out.faults));
  return std::move(out.terms);
}

/// " from procurement pr … where …" of what is published, and of the terms.
std::string chosen(Query& q, const std::vector<read::Term>& terms) {
  const read::Resource& r = read::procurements_resource();
  const std::string conditions = read::where(q, r, terms, true);
  return read::from(r, conditions) + conditions;
}

Result<std::vector<std::int64_t>> keys(Session& s, const Query& q) {
  constexpr Out out{CellType::integer};
  const auto rows = read::fetch(s, q, {&out, 1});
  if (!rows) return rows.error();
  std::vector<std::int64_t> found;
  for (const Row& row : *rows) found.push_back(std::get<std::int64_t>(row.front()));
  return found;
}

Result<std::int64_t> counted(Session& s, const std::string& what, const std::vector<read::Term>& terms, const Query& q) {
  constexpr Out out{CellType::integer};
  const auto rows = read::fetch_once(s, "total of " + what + " " + read::digest(what, terms), q, {&out, 1});
  if (!rows) return rows.error();
  return std::get<std::int64_t>(rows->front().front());
}

} // namespace

std::span<const FilterInfo> release_filters() {
  static const std::vector<FilterInfo> filters = [] {
    std::vector<FilterInfo> out = read::filter_infos(read::procurements_resource());
    std::erase_if(out, [](const FilterInfo& f) { return f.name == "state" || f.name == read::standing_filter; });
    return out;
  }();
  return filters;
}

Result<std::vector<std::int64_t>> release_keys_after(Session& s, const std::vector<FilterTerm>& filters, std::int64_t key, int limit) {
  const auto terms = terms_of(filters);
  if (!terms) return terms.error();
  Query q(read::backend_of(s));
  const std::string after = q.bind(Value::integer(key));
  q.add("select r.key from release r where r.key > " + after + " and r.current = 1 and r.ocid in (select pr.ocid" + chosen(q, *terms) +
        ") order by r.key limit " + std::to_string(limit));
  return keys(s, q);
}

Result<std::vector<std::int64_t>> procurement_keys_after(Session& s, const std::vector<FilterTerm>& filters, ProcurementsOf of,
                                                         std::int64_t key, int limit) {
  const auto terms = terms_of(filters);
  if (!terms) return terms.error();
  Query q(read::backend_of(s));
  q.add("select pr.key" + chosen(q, *terms) + (of == ProcurementsOf::recorded ? " and pr.recorded = 1" : "") + " and pr.key > " +
        q.bind(Value::integer(key)) + " order by pr.key limit " + std::to_string(limit));
  return keys(s, q);
}

Result<std::int64_t> count_releases(Session& s, const std::vector<FilterTerm>& filters) {
  const auto terms = terms_of(filters);
  if (!terms) return terms.error();
  Query read_ones(read::backend_of(s));
  // Without a filter it is every release that was read, whatever became of it.
  const std::string of_people =
      "{{everybody}} and r.ocid in (select pr.ocid from procurement pr where " + read::procurement_to_person("pr") + ")";
  read_ones.add("select count(*) from release r where r.current = 1 and not (" + of_people + ")" +
                (terms->empty() ? "" : " and r.ocid in (select pr.ocid" + chosen(read_ones, *terms) + ")"));
  const auto kept = counted(s, "releases", *terms, read_ones);
  if (!kept) return kept.error();
  Query own(read::backend_of(s));
  const auto recorded = [&](const std::string& what, const std::string& joined) {
    return "select " + what + " from procurement own " + joined + " where own.recorded = 1 and own.key in (select pr.key" +
           chosen(own, *terms) + ")";
  };
  const std::string subjects = recorded("'ocid:' || own.ocid", "") + " union all " +
                               recorded("oa.id", "join award oa on oa.procurement_key = own.key") + " union all " +
                               recorded("oc.id", "join award oa on oa.procurement_key = own.key join contract oc on oc.award_key = oa.key");
  own.add("select count(*) from event e where e.subject in (" + subjects + ") and " + std::string(own_releases));
  const auto written = counted(s, "own releases", *terms, own);
  if (!written) return written.error();
  return *kept + *written;
}

Result<std::int64_t> count_records(Session& s, const std::vector<FilterTerm>& filters) {
  const auto terms = terms_of(filters);
  if (!terms) return terms.error();
  Query q(read::backend_of(s));
  q.add("select count(*)" + chosen(q, *terms) + " and (pr.recorded = 1 or (" + may_be_seen() +
        " and exists (select 1 from release r where r.ocid = pr.ocid and r.current = 1)))");
  return counted(s, "records", *terms, q);
}

} // namespace openward::persistence
