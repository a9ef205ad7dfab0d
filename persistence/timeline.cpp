#include "persistence/timeline.h"

#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"
#include "persistence/procedures.h"

#include <algorithm>
#include <tuple>

namespace openward::persistence {
namespace {

using detail::as;
using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

constexpr std::string_view select_procurement = "select key, regime, route from procurement where ocid = :ocid";

constexpr std::string_view select_awards =
    "select a.id, a.route, a.recorded, a.awarded_on, a.published_on, coalesce(c.starts, a.starts), coalesce(c.ends, a.ends) "
    "from award a left join contract c on c.award_key = a.key where a.procurement_key = :procurement and a.state = 'published' "
    "order by a.key";

constexpr std::string_view select_modifications =
    "select m.number, m.modified_on, m.ground, m.attributable, m.value_change_pence, m.new_end from award a "
    "join contract c on c.award_key = a.key join modification m on m.contract_key = c.key "
    "where a.procurement_key = :procurement and a.state = 'published' order by a.key, m.number";

constexpr std::string_view select_releases =
    "select p.ocid, r.release_id, r.published_at, r.pointer, r.raw, r.sha256, f.synthetic from procurement p "
    "join release r on r.ocid = p.ocid and r.current = 1 join source_file f on f.key = r.source_file_key where p.key = :procurement "
    "or p.key in (select later_key from procurement_link where earlier_key = :of_earlier) "
    "or p.key in (select earlier_key from procurement_link where later_key = :of_later)";

std::vector<law::TimelineAward> awards_of(Session& s, std::int64_t procurement) {
  std::vector<law::TimelineAward> out;
  for (const auto& [id, route, recorded, awarded_on, published_on, starts, ends] :
       detail::rows<Text, Text, int, MaybeText, MaybeText, MaybeText, MaybeText>(s, select_awards, as("procurement", procurement))) {
    law::TimelineAward& award = out.emplace_back();
    award.id = id;
    award.route = detail::stored_word(route_from, "award.route", route);
    award.awarded_on = detail::stored_date(awarded_on);
    // The day on which a recorder published it here is not the day of a notice.
    if (recorded == 0) award.published_on = detail::stored_date(published_on);
    award.starts = detail::stored_date(starts);
    award.ends = detail::stored_date(ends);
  }
  return out;
}

std::vector<Modification> modifications_of(Session& s, std::int64_t procurement) {
  std::vector<Modification> out;
  for (const auto& [number, modified_on, ground, attributable, value_change, new_end] :
       detail::rows<int, Text, Text, std::optional<int>, MaybeNumber, MaybeText>(s, select_modifications, as("procurement", procurement))) {
    Modification& m = out.emplace_back();
    m.number = number;
    m.modified_on = detail::stored_date(modified_on);
    m.ground = detail::stored_word(modification_ground_from, "modification.ground", ground);
    if (attributable) m.attributable_to_authority = *attributable != 0;
    if (value_change) m.value_change_pence = *value_change;
    m.new_end = detail::stored_date(new_end);
  }
  return out;
}

std::vector<StoredRelease> releases_around(Session& s, std::int64_t procurement) {
  std::vector<StoredRelease> out;
  for (auto& [ocid, release_id, published_at, pointer, raw, sha256, synthetic] : detail::rows<Text, Text, Text, Text, Text, Text, int>(
           s, select_releases, as("procurement", procurement), as("of_earlier", procurement), as("of_later", procurement))) {
    out.push_back({ocid, release_id, detail::stored_instant(published_at), pointer, std::move(raw), sha256, synthetic != 0});
  }
  std::sort(out.begin(), out.end(), [](const StoredRelease& a, const StoredRelease& b) {
    return std::tie(a.published, a.ocid, a.release_id) < std::tie(b.published, b.ocid, b.release_id);
  });
  return out;
}

} // namespace

std::optional<HeldTimeline> held_timeline(Session& s, std::string_view ocid) {
  const auto found = detail::row<std::int64_t, Text, Text>(s, select_procurement, as("ocid", ocid));
  if (!found) return std::nullopt;
  const auto& [key, regime, route] = *found;
  HeldTimeline held;
  held.facts.ocid = ocid;
  held.facts.regime = detail::stored_word(regime_from, "procurement.regime", regime);
  held.facts.route = detail::stored_word(route_from, "procurement.route", route);
  held.facts.awards = awards_of(s, key);
  held.facts.modifications = modifications_of(s, key);
  held.facts.procedures = procedures_of(s, ocid);
  held.releases = releases_around(s, key);
  return held;
}

} // namespace openward::persistence
