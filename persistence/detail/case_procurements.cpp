// Procurements without award as cases, and which rows a range of cases is of.

#include "persistence/detail/award_rows.h"
#include "persistence/detail/case_parts.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

namespace openward::persistence::detail {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

const std::string& select_facts() {
  static const std::string sql = "select pr.key, pr.commissioner_key, pr.ocid, pr.recorded, pr.state, pr.regime, pr.route, pr.framework, "
                                 "pr.title, pr.description, pr.reference, pr.cpv, pr.estimate_pence, pr.estimate_currency, "
                                 "pr.estimate_vat, case when " +
                                 std::string(procurement_counts) + " then 1 else 0 end from procurement pr";
  return sql;
}

constexpr std::string_view select_before =
    "select b.published_at, b.key from procurement pr join award b on b.commissioner_key = pr.commissioner_key "
    "join award_provider bp on bp.award_key = b.key where pr.ocid = :ocid and bp.body_key = :body and b.state = 'published' "
    "and b.synthetic = pr.synthetic and b.published_at < pr.latest_published_at order by b.published_at, b.key";

} // namespace

std::string CaseRange::of(std::string_view select) const {
  const std::string key = procurements ? "pr.key" : "a.key";
  const std::string out = std::string(select) + " where " + key + " between :first and :last";
  if (whatever_state) return out;
  if (!procurements) return out + " and a.state = 'published' and a.regime = 'psr'";
  return out + " and (" + std::string(procurement_counts) + " or " + std::string(procurement_has_findings) + ")";
}

std::string CaseRange::procurement_keys() const {
  return procurements ? of("select pr.key from procurement pr") : of("select a.procurement_key from award a");
}

std::string CaseRange::body_keys() const {
  if (procurements) return of("select pr.commissioner_key from procurement pr");
  return of("select a.commissioner_key from award a") + " union " +
         of("select ap.body_key from award a join award_provider ap on ap.award_key = a.key");
}

std::vector<CaseAward> case_procurements(Session& s, const CaseRange& range) {
  std::vector<CaseAward> out;
  for (auto& [key, buyer, ocid, recorded, state, regime, route, framework, title, description, reference, cpv, pence, currency, vat,
              counted] :
       rows<std::int64_t, MaybeNumber, Text, int, Text, Text, Text, int, Text, Text, Text, Text, MaybeNumber, MaybeText, MaybeText, int>(
           s, range.of(select_facts()) + " order by pr.key", as("first", range.first), as("last", range.last))) {
    CaseAward& c = out.emplace_back();
    c.key = key;
    c.procurement = key;
    if (buyer) c.buyer = *buyer;
    c.counted = counted != 0;
    c.published = state == "published";
    c.facts.ocid = ocid;
    c.facts.recorded = recorded != 0;
    c.facts.state = AwardState::draft;
    c.facts.regime = stored_word(regime_from, "procurement.regime", regime);
    c.facts.route = stored_word(route_from, "procurement.route", route);
    c.facts.framework = framework != 0;
    c.facts.title = title;
    c.facts.description = description;
    c.facts.reference = reference;
    c.facts.cpv = split(cpv);
    if (pence && currency == "GBP") (vat == to_string(Vat::included) ? c.facts.gross_pence : c.facts.net_pence) = *pence;
  }
  return out;
}

std::vector<std::int64_t> keys_before_procurement(Session& s, std::string_view ocid, std::int64_t body) {
  std::vector<std::int64_t> out;
  for (const auto& [published_at, key] : rows<Text, std::int64_t>(s, select_before, as("ocid", ocid), as("body", body))) out.push_back(key);
  return out;
}

} // namespace openward::persistence::detail
