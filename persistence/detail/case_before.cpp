#include "persistence/detail/award_rows.h"
#include "persistence/detail/case_parts.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <algorithm>

namespace openward::persistence::detail {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

// Whatever the law they were made under: the contract before a PSR award is often one of earlier law. What was invented for the
// demonstration comes before nothing that is real.
constexpr std::string_view select_before =
    "select distinct b.published_at, b.key "
    "from award a join award_provider ap on ap.award_key = a.key join award_provider bp on bp.body_key = ap.body_key "
    "join award b on b.key = bp.award_key and b.commissioner_key = a.commissioner_key and b.state = 'published' "
    "and b.synthetic = a.synthetic and b.published_at < a.published_at where a.key = :key order by b.published_at, b.key";

constexpr std::string_view select_dealings =
    "select a.commissioner_key, ap.body_key, a.synthetic, a.published_at, a.key from award a join award_provider ap on ap.award_key = "
    "a.key "
    "where a.state = 'published' and a.commissioner_key is not null and a.published_at is not null";

constexpr std::string_view select_facts =
    "select b.key, b.id, b.ocid, b.route, b.title, b.cpv, b.awarded_on, b.starts, coalesce(c.ends, b.ends), "
    "case when b.value_placeholder = 0 and b.value_currency = 'GBP' then coalesce(c.original_pence, b.value_pence, b.gross_pence) end "
    "from award b left join contract c on c.award_key = b.key where b.key in (";

constexpr std::string_view select_providers =
    "select p.award_key, o.id from award_provider p join body o on o.key = p.body_key where p.award_key in (";

/// The row keys of a JSON list that is bound as :keys.
std::string_view listed_keys(const Session& s) {
  return s.backend == Backend::sqlite ? "select value from json_each(:keys)"
                                      : "select cast(k as bigint) from json_array_elements_text(cast(:keys as json)) k";
}

} // namespace

DealingsSoFar::DealingsSoFar(Session& s) {
  for (const auto& [buyer, provider, synthetic, published_at, award] :
       rows<std::int64_t, std::int64_t, int, Text, std::int64_t>(s, select_dealings)) {
    awards_[{buyer, provider, synthetic != 0}].push_back({stored_instant(published_at), award});
    published_[award] = {stored_instant(published_at), synthetic != 0};
  }
  for (auto& [pair, awards] : awards_) std::sort(awards.begin(), awards.end());
}

std::vector<std::int64_t> DealingsSoFar::before(const CaseAward& award) const {
  const auto own = published_.find(award.key);
  if (own == published_.end() || !award.buyer) return {};
  const auto [published, synthetic] = own->second;
  std::vector<Dealing> found;
  for (const std::int64_t provider : award.providers) {
    const auto awards = awards_.find({*award.buyer, provider, synthetic});
    if (awards == awards_.end()) continue;
    for (const Dealing& d : awards->second) {
      if (d.published >= published) break;
      found.push_back(d);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::int64_t> out;
  for (const Dealing& d : found) out.push_back(d.award);
  return out;
}

std::vector<std::int64_t> keys_before(Session& s, std::int64_t award) {
  std::vector<std::int64_t> out;
  for (const auto& [published_at, key] : rows<Text, std::int64_t>(s, select_before, as("key", award))) out.push_back(key);
  return out;
}

std::map<std::int64_t, law::AwardBefore> awards_by_key(Session& s, const std::set<std::int64_t>& keys) {
  if (keys.empty()) return {};
  std::string list = "[";
  for (const std::int64_t key : keys) list += (list.size() > 1 ? "," : "") + std::to_string(key);
  list += "]";
  const std::string listed(listed_keys(s));

  std::map<std::int64_t, law::AwardBefore> out;
  for (const auto& [key, id, ocid, route, title, cpv, awarded_on, starts, ends, pence] :
       rows<std::int64_t, Text, Text, Text, Text, Text, MaybeText, MaybeText, MaybeText, MaybeNumber>(
           s, std::string(select_facts) + listed + ")", as("keys", list))) {
    law::AwardBefore& b = out[key];
    b.id = id;
    b.ocid = ocid;
    b.route = stored_word(route_from, "award.route", route);
    b.title = title;
    b.cpv = split(cpv);
    b.awarded_on = stored_date(awarded_on);
    b.starts = stored_date(starts);
    b.ends = stored_date(ends);
    if (pence) b.value_pence = *pence;
  }
  for (auto& [award, id] :
       rows<std::int64_t, Text>(s, std::string(select_providers) + listed + ") order by p.award_key, p.position", as("keys", list))) {
    out[award].provider_ids.push_back(std::move(id));
  }
  return out;
}

} // namespace openward::persistence::detail
