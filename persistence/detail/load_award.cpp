#include "persistence/detail/award_rows.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <algorithm>

namespace openward::persistence::detail {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

// In two halves, because one row of everything is more columns than anybody can keep in order.
constexpr std::string_view select_facts = "select key, procurement_key, ocid, release_id, award_id, state, version, recorded, synthetic, "
                                          "commissioner_key, title, description, reference, regime, route, "
                                          "tender_class, scope, framework, cpv from award where id = :id {{for_update}}";

constexpr std::string_view select_value_and_dates = "select value_pence, gross_pence, value_currency, value_vat, value_kind, "
                                                    "value_placeholder, value_as_published, awarded_on, signed_on, starts, ends, "
                                                    "published_on, published_at from award where key = :key";

constexpr std::string_view select_providers =
    "select b.key, b.id, b.name, b.provider_class, p.stated_name, p.share_basis_points from award_provider p "
    "join body b on b.key = p.body_key where p.award_key = :key order by p.position";

constexpr std::string_view select_releases =
    "select coalesce(n.published_at, ''), an.release_id from award_notice an join award a on a.key = an.award_key left join notice n on "
    "n.procurement_key = a.procurement_key and n.release_id = an.release_id where an.award_key = :key";

/// Oldest first, as the fold of its notices gives them: an event of what did not change says the same in the same order.
std::vector<Text> releases_of(Session& s, std::int64_t award) {
  auto dated = rows<Text, Text>(s, select_releases, as("key", award));
  std::sort(dated.begin(), dated.end());
  std::vector<Text> out;
  for (auto& [published, release] : dated) out.push_back(std::move(release));
  return out;
}

std::optional<StoredBody> body_of(Session& s, const std::optional<long long>& key) {
  return key ? body_by_id(s, body_id(s, *key)) : std::nullopt;
}

void load_value_and_dates(Session& s, std::int64_t key, AwardRow& a) {
  auto found = row<MaybeNumber, MaybeNumber, MaybeText, MaybeText, MaybeText, int, Text, MaybeText, MaybeText, MaybeText, MaybeText,
                   MaybeText, MaybeText>(s, select_value_and_dates, as("key", key));
  auto& [pence, gross, currency, vat, kind, placeholder, as_published, awarded_on, signed_on, starts, ends, published_on, published_at] =
      found.value();
  a.value = ValueCells{pence, gross, currency, vat, kind, placeholder != 0, as_published};
  a.awarded_on = stored_date(awarded_on);
  a.signed_on = stored_date(signed_on);
  a.starts = stored_date(starts);
  a.ends = stored_date(ends);
  a.published_on = stored_date(published_on);
  a.published_at = stored_instant(published_at);
}

} // namespace

std::optional<LoadedAward> load_award(Session& s, std::string_view public_id) {
  auto found = row<std::int64_t, std::int64_t, Text, Text, Text, Text, int, int, int, MaybeNumber, Text, Text, Text, Text, Text, Text, Text,
                   int, Text>(s, select_facts, as("id", public_id));
  if (!found) return std::nullopt;
  auto& [key, procurement, ocid, release_id, award_id, state, version, recorded, synthetic, commissioner, title, description, reference,
         regime, route, tender_class, scope, framework, cpv] = *found;
  LoadedAward out;
  out.key = key;
  AwardRow& a = out.row;
  a.id = std::string(public_id);
  a.procurement_key = procurement;
  a.source = SourceKey{ocid, release_id, award_id};
  a.state = stored_word(award_state_from, "award.state", state);
  a.version = version;
  a.recorded = recorded != 0;
  a.synthetic = synthetic != 0;
  a.commissioner = body_of(s, commissioner);
  a.title = title;
  a.description = description;
  a.reference = reference;
  a.regime = stored_word(regime_from, "award.regime", regime);
  a.route = stored_word(route_from, "award.route", route);
  a.tender_class = stored_word(tender_class_from, "award.tender_class", tender_class);
  a.scope = stored_word(scope_from, "award.scope", scope);
  a.framework = framework != 0;
  a.cpv = split(cpv);
  load_value_and_dates(s, key, a);
  for (auto& [body_key, id, name, provider_class, stated_name, share] :
       rows<std::int64_t, Text, Text, Text, Text, std::optional<int>>(s, select_providers, as("key", out.key))) {
    a.providers.push_back({StoredBody{body_key, id, name, provider_class}, stated_name, share});
  }
  a.releases = releases_of(s, out.key);
  return out;
}

} // namespace openward::persistence::detail
