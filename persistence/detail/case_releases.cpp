#include "persistence/detail/case_parts.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <algorithm>
#include <tuple>

namespace openward::persistence::detail {
namespace {

using Text = std::string;

constexpr std::string_view select_releases = "select p.key, p.ocid, r.release_id, r.published_at, r.pointer, r.raw, r.sha256, f.synthetic "
                                             "from procurement p join release r on r.ocid = p.ocid and r.current = 1 "
                                             "join source_file f on f.key = r.source_file_key where p.key in (";

constexpr std::string_view select_links = "select l.earlier_key, l.later_key from procurement_link l where ";

constexpr std::string_view select_run_here =
    "select distinct p.key, p.ocid from procedure d join procurement p on p.key = d.procurement_key where d.procurement_key in (";

} // namespace

std::map<std::int64_t, std::vector<std::int64_t>> case_links(Session& s, const CaseRange& range) {
  const std::string own = range.procurement_keys();
  const auto first = as("first", range.first);
  const auto last = as("last", range.last);
  std::map<std::int64_t, std::vector<std::int64_t>> out;
  for (const auto& [earlier, later] : rows<std::int64_t, std::int64_t>(
           s, std::string(select_links) + "l.earlier_key in (" + own + ") order by l.earlier_key, l.later_key", first, last)) {
    out[earlier].push_back(later);
  }
  for (const auto& [earlier, later] : rows<std::int64_t, std::int64_t>(
           s, std::string(select_links) + "l.later_key in (" + own + ") order by l.later_key, l.earlier_key", first, last)) {
    out[later].push_back(earlier);
  }
  for (auto& [procurement, others] : out) {
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
  }
  return out;
}

std::map<std::int64_t, std::vector<StoredRelease>> case_releases(Session& s, const CaseRange& range) {
  const std::string own = range.procurement_keys();
  const std::string all = own + " union select l.later_key from procurement_link l where l.earlier_key in (" + own +
                          ") union select l.earlier_key from procurement_link l where l.later_key in (" + own + ")";
  std::map<std::int64_t, std::vector<StoredRelease>> out;
  for (auto& [procurement, ocid, release_id, published_at, pointer, raw, sha256, synthetic] :
       rows<std::int64_t, Text, Text, Text, Text, Text, Text, int>(s, std::string(select_releases) + all + ")", as("first", range.first),
                                                                   as("last", range.last))) {
    out[procurement].push_back({ocid, release_id, stored_instant(published_at), pointer, std::move(raw), sha256, synthetic != 0});
  }
  // Not by the database, which would carry every release through its sorter.
  for (auto& [procurement, releases] : out) {
    std::sort(releases.begin(), releases.end(), [](const StoredRelease& a, const StoredRelease& b) {
      return std::tie(a.published, a.release_id) < std::tie(b.published, b.release_id);
    });
  }
  return out;
}

std::map<std::int64_t, std::string> case_procurements_run_here(Session& s, const CaseRange& range) {
  std::map<std::int64_t, std::string> out;
  for (auto& [procurement, ocid] : rows<std::int64_t, Text>(s, std::string(select_run_here) + range.procurement_keys() + ")",
                                                            as("first", range.first), as("last", range.last))) {
    out.emplace(procurement, std::move(ocid));
  }
  return out;
}

} // namespace openward::persistence::detail
