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

// In two halves, because one row of everything is more columns than anybody can keep in order.
constexpr std::string_view select_facts = "select a.key, a.procurement_key, a.commissioner_key, a.id, a.ocid, a.recorded, a.state, "
                                          "a.regime, a.route, a.framework, a.title, a.description, a.reference, a.cpv from award a";

constexpr std::string_view select_value_and_dates = "select a.value_pence, a.gross_pence, a.value_currency, a.value_vat, a.value_kind, "
                                                    "a.value_placeholder, a.value_as_published, a.awarded_on, a.signed_on, a.starts, "
                                                    "a.ends, a.published_on from award a";

constexpr std::string_view select_providers = "select a.key, ap.body_key from award a join award_provider ap on ap.award_key = a.key";

constexpr std::string_view select_notices = "select a.key, an.release_id from award a join award_notice an on an.award_key = a.key "
                                            "left join notice n on n.procurement_key = a.procurement_key and n.release_id = an.release_id";

constexpr std::string_view published_awards_of =
    "select c.procurement_key, count(*) from award c where c.state = 'published' and c.procurement_key in (";

/// Pounds alone, and of the whole term: a figure of a year or an estimate is no lifetime value, and a ceiling is what a framework has.
bool is_lifetime(const MaybeText& currency, const MaybeText& kind) {
  return currency == "GBP" && (kind == to_string(ValueKind::lifetime) || kind == to_string(ValueKind::maximum));
}

void take_values(Session& s, const CaseRange& range, std::vector<CaseAward>& awards) {
  std::size_t at = 0;
  for (auto& [pence, gross, currency, vat, kind, placeholder, as_published, awarded_on, signed_on, starts, ends, published_on] :
       rows<MaybeNumber, MaybeNumber, MaybeText, MaybeText, MaybeText, int, Text, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText>(
           s, range.of(select_value_and_dates) + " order by a.key", as("first", range.first), as("last", range.last))) {
    law::HeldAward& a = awards.at(at++).facts;
    if (is_lifetime(currency, kind)) {
      const bool with_vat = vat == to_string(Vat::included);
      if (pence && !with_vat) a.net_pence = *pence;
      if (gross) a.gross_pence = *gross;
      if (pence && with_vat && !gross) a.gross_pence = *pence;
    }
    a.value_placeholder = placeholder != 0;
    a.value_as_published = as_published;
    a.awarded_on = stored_date(awarded_on);
    a.signed_on = stored_date(signed_on);
    a.starts = stored_date(starts);
    a.ends = stored_date(ends);
    a.published_on = stored_date(published_on);
  }
}

CaseAward& of_key(std::vector<CaseAward>& awards, std::int64_t key) {
  return *std::lower_bound(awards.begin(), awards.end(), key, [](const CaseAward& a, std::int64_t wanted) { return a.key < wanted; });
}

} // namespace

std::vector<CaseAward> case_awards(Session& s, const CaseRange& range) {
  std::vector<CaseAward> out;
  for (auto& [key, procurement, buyer, id, ocid, recorded, state, regime, route, framework, title, description, reference, cpv] :
       rows<std::int64_t, std::int64_t, MaybeNumber, Text, Text, int, Text, Text, Text, int, Text, Text, Text, Text>(
           s, range.of(select_facts) + " order by a.key", as("first", range.first), as("last", range.last))) {
    CaseAward& a = out.emplace_back();
    a.key = key;
    a.procurement = procurement;
    if (buyer) a.buyer = *buyer;
    a.facts.id = id;
    a.facts.ocid = ocid;
    a.facts.recorded = recorded != 0;
    a.facts.state = stored_word(award_state_from, "award.state", state);
    a.facts.regime = stored_word(regime_from, "award.regime", regime);
    a.published = a.facts.state == AwardState::published;
    a.counted = a.published && a.facts.regime == Regime::psr;
    a.facts.route = stored_word(route_from, "award.route", route);
    a.facts.framework = framework != 0;
    a.facts.title = title;
    a.facts.description = description;
    a.facts.reference = reference;
    a.facts.cpv = split(cpv);
  }
  take_values(s, range, out);
  for (const auto& [key, body] : rows<std::int64_t, std::int64_t>(s, range.of(select_providers) + " order by a.key, ap.position",
                                                                  as("first", range.first), as("last", range.last))) {
    of_key(out, key).providers.push_back(body);
  }
  for (auto& [key, release] :
       rows<std::int64_t, Text>(s, range.of(select_notices) + " order by a.key, coalesce(n.published_at, ''), an.release_id",
                                as("first", range.first), as("last", range.last))) {
    of_key(out, key).releases.push_back(std::move(release));
  }
  return out;
}

std::map<std::int64_t, int> case_award_counts(Session& s, const CaseRange& range) {
  std::map<std::int64_t, int> out;
  for (const auto& [procurement, count] : rows<std::int64_t, int>(
           s, std::string(published_awards_of) + range.of("select a.procurement_key from award a") + ") group by c.procurement_key",
           as("first", range.first), as("last", range.last))) {
    out[procurement] = count;
  }
  return out;
}

} // namespace openward::persistence::detail
