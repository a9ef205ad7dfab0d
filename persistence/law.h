#pragma once
// The law's side of the register: what a case rests on, the findings that were made, and which procurements are one. Same rules as
// repositories.h.

#include "domain/law/cases/register_case.h"
#include "domain/law/rules/finding.h"
#include "persistence/repositories.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

/// Whether findings of a case are kept. counted: of a published PSR award, or of a published PSR procurement of which no award is published
/// and which no later procurement carries on. carried: those have the findings. unpublished: a draft, or an award that no longer stands.
enum class CaseStanding { counted, unpublished, carried };

/// A case as the database holds it; the releases are still to be read into `facts.notices` and `facts.linked_notices`.
struct HeldCase {
  law::RegisterCase facts;
  CaseStanding standing = CaseStanding::counted;
  std::vector<StoredRelease> releases; // of the procurement, oldest first
  std::vector<StoredRelease> linked;   // of procurements linked to it, oldest first
};

/// None when there is no such award.
std::optional<HeldCase> held_case(Session&, std::string_view award_id);
/// The case of a procurement without its award: `facts.award` has no id and is a draft. Its providers are still to be named, by the notice
/// of the intention. None when there is no such procurement.
std::optional<HeldCase> held_procurement_case(Session&, std::string_view ocid);
/// Makes these suppliers the providers of a procurement's case: the bodies that the register knows by an identifier, the others as they are
/// named; and finds the awards before it.
void name_providers(Session&, HeldCase&, std::span<const PartyReading> suppliers);
/// Every published PSR award's case, in key order; a bounded number in memory. The sink's Error stops it.
Result<> for_each_case(Session&, const std::function<Result<>(HeldCase&)>& sink);
/// A run of them, so that each can be a transaction of its own: at most `limit`, after the place that the run before gave (0: from the
/// beginning). None when no more come.
Result<std::optional<std::int64_t>> next_cases(Session&, std::int64_t after, int limit, const std::function<Result<>(HeldCase&)>& sink);
/// The same for procurements; those that have findings to lose are among them.
Result<std::optional<std::int64_t>> next_procurement_cases(Session&, std::int64_t after, int limit,
                                                           const std::function<Result<>(HeldCase&)>& sink);
/// How many awards and procurements the two runs give.
std::int64_t count_cases(Session&);
/// Public ids of the published PSR awards whose case a change to this procurement touches: its own, those of procurements linked to it, and
/// later ones of the same commissioner to the same providers.
std::vector<std::string> awards_touched(Session&, std::string_view ocid);
/// OCIDs of the procurements whose own case it touches: itself and those linked to it, where they have one or have findings to lose.
std::vector<std::string> procurements_touched(Session&, std::string_view ocid);

/// How many findings of each outcome a case has. A rule that does not concern the case is in none.
struct FindingCounts {
  int pass = 0, question = 0, fail = 0, not_computable = 0;

  void add(law::Outcome);
};
FindingCounts counts_of(std::span<const law::Finding> findings);

class Findings {
 public:
  explicit Findings(UnitOfWork& u) : u_(u) {}
  /// Makes the stored findings of an award equal to these. Questions and fails are kept as rows; of the rest the counts are kept, because
  /// they follow from the record at any time. One event `award.checked` when a question or fail came, went or changed its rule's version or
  /// outcome, else none. An award that is not a published PSR award has none: what it had goes. An unknown one ends the unit of work.
  Kept save(std::string_view award_id, std::span<const law::Finding> findings, Date checked_on);
  /// An award that is no longer published has none.
  void forget(std::string_view award_id);
  /// The same for a procurement without award, by OCID; the event is `procurement.checked`. One whose case is not counted keeps none.
  Kept save_procurement(std::string_view ocid, std::span<const law::Finding> findings, Date checked_on);
  void forget_procurement(std::string_view ocid);

 private:
  UnitOfWork& u_;
};

/// One procurement under two OCIDs, proposed with its evidence.
struct ProcurementLink {
  std::string earlier_ocid;
  std::string later_ocid;
  std::string basis; // quoted_notice | reference_and_buyer | alike
  std::string evidence;
  std::string earlier_release;
  std::string later_release;
};

class ProcurementLinks {
 public:
  explicit ProcurementLinks(UnitOfWork& u) : u_(u) {}
  /// Other procurements in which a step of this one may stand: of the same commissioner, or naming or named by one of its notices. Their
  /// OCIDs, at most `limit`, nearest in time first; one that is named is never left out for one that is only near. What is quoted is kept,
  /// so that a procurement which is read later finds those that named it.
  std::vector<std::string> candidates(std::string_view ocid, std::span<const std::string> quoted, int limit = 50);
  /// Makes the stored links of one procurement equal to these. One event `procurement.linked` when that changes them.
  Kept save(std::string_view ocid, std::span<const ProcurementLink> links);

 private:
  UnitOfWork& u_;
};

} // namespace openward::persistence
