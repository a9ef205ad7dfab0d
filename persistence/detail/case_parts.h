#pragma once
// What the cases of a run of awards are put together from: one statement for each part of all of them, never one for each award. The maps
// are by row key of what they tell of. Works on the session it is given.

#include "domain/law/cases/register_case.h"
#include "persistence/repositories.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace openward::persistence::detail {

/// Awards by row key, both ends included; or procurements without award.
struct CaseRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
  bool whatever_state = false; // else those alone whose cases are counted (and procurements with findings to lose)
  bool procurements = false;

  /// "select a.key from award a where …" and the like: `select` with the condition after it, over the alias `a` of award, or `pr` of
  /// procurement.
  std::string of(std::string_view select) const;
  /// A SELECT of the row keys of their procurements, and one of the row keys of their buyers and providers.
  std::string procurement_keys() const;
  std::string body_keys() const;
};

/// Of procurements under the alias `pr`: the case is counted; and it is, or has findings to lose.
inline constexpr std::string_view procurement_counts =
    "(pr.regime = 'psr' and pr.state = 'published' "
    "and not exists (select 1 from award pa where pa.procurement_key = pr.key and pa.state = 'published') "
    "and not exists (select 1 from procurement_link pl join procurement lp on lp.key = pl.later_key "
    "where pl.earlier_key = pr.key and lp.regime = 'psr' and lp.state = 'published' and case "
    "when not exists (select 1 from notice pn where pn.procurement_key = pr.key and pn.kind = 'intention_to_award') "
    "then exists (select 1 from notice ln where ln.procurement_key = lp.key and ln.kind = 'intention_to_award') "
    "or exists (select 1 from award la where la.procurement_key = lp.key and la.state = 'published') "
    "else exists (select 1 from award la where la.procurement_key = lp.key and la.state = 'published') "
    "and not exists (select 1 from notice ln where ln.procurement_key = lp.key and ln.kind = 'intention_to_award') end))";
inline constexpr std::string_view procurement_has_findings =
    "exists (select 1 from law_check pk where pk.procurement_key = pr.key and pk.award_key is null)";

/// An award; or a procurement, of which `key` and `procurement` are one.
struct CaseAward {
  std::int64_t key = 0;
  std::int64_t procurement = 0;
  std::optional<std::int64_t> buyer;
  std::vector<std::int64_t> providers; // in the order of the award
  law::HeldAward facts;
  std::vector<std::string> releases; // that speak of it, oldest first
  bool counted = true;
  bool published = true;
};

struct CaseBody {
  Body body;
  std::vector<std::string> succeeded_by; // codes, also of those that came after the next one
};

/// In key order.
std::vector<CaseAward> case_awards(Session&, const CaseRange&);
/// Procurements as cases, in key order.
std::vector<CaseAward> case_procurements(Session&, const CaseRange&);
/// How many published awards their procurements have.
std::map<std::int64_t, int> case_award_counts(Session&, const CaseRange&);
/// Their buyers and providers.
std::map<std::int64_t, CaseBody> case_bodies(Session&, const CaseRange&);
/// One of them, by its row key.
CaseBody case_body(Session&, std::int64_t key);
/// By award.
std::map<std::int64_t, Contract> case_contracts(Session&, const CaseRange&);
/// The earlier awards of the same buyer to one of the same providers, oldest first.
std::vector<std::int64_t> keys_before(Session&, std::int64_t award);
/// The awards of the procurement's buyer to one of these bodies that were published before its latest notice, oldest first.
std::vector<std::int64_t> keys_before_procurement(Session&, std::string_view ocid, std::int64_t body);
std::map<std::int64_t, law::AwardBefore> awards_by_key(Session&, const std::set<std::int64_t>& keys);
/// The procurements that are linked to theirs, in both directions.
std::map<std::int64_t, std::vector<std::int64_t>> case_links(Session&, const CaseRange&);
/// The current releases of their procurements and of those that are linked to them, by procurement, oldest first.
std::map<std::int64_t, std::vector<StoredRelease>> case_releases(Session&, const CaseRange&);
/// The OCIDs of the procurements that are run in the register.
std::map<std::int64_t, std::string> case_procurements_run_here(Session&, const CaseRange&);

/// Who awarded to whom, read once for all cases: about 200 bytes for each award and provider. Asking the database for each award instead
/// means a look at every award of its providers, all over the file.
class DealingsSoFar {
 public:
  explicit DealingsSoFar(Session&);
  /// What keys_before gives.
  std::vector<std::int64_t> before(const CaseAward&) const;

 private:
  struct Dealing {
    Instant published;
    std::int64_t award = 0;
    friend auto operator<=>(const Dealing&, const Dealing&) = default;
  };
  std::map<std::tuple<std::int64_t, std::int64_t, bool>, std::vector<Dealing>> awards_; // by buyer, provider and whether it is invented
  std::map<std::int64_t, std::pair<Instant, bool>> published_;
};

} // namespace openward::persistence::detail
