#pragma once
// Procurements that are run in the register, step by step. Same rules as repositories.h.

#include "domain/law/procedure/recorded_procurement.h"
#include "persistence/database.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

/// The recorded runs of one procurement, oldest first; none for one that was read from notices.
std::vector<law::procedure::Procedure> procedures_of(Session&, std::string_view ocid);

/// One procurement, recorded here or read from notices; none when there is none of that OCID.
std::optional<law::procedure::RecordedProcurement> procurement_of(Session&, std::string_view ocid);

/// As whoever the session reads for may see it: for everybody without its texts where a provider is a person, and without the notes of
/// steps of one.
law::procedure::RecordedProcurement as_shown(Session&, law::procedure::RecordedProcurement);

class RecordedProcurements {
 public:
  explicit RecordedProcurements(UnitOfWork& u) : u_(u) {}
  /// Stores a new procurement under an OCID of the register's own prefix; its procedures get their public ids.
  Result<law::procedure::RecordedProcurement> add(law::procedure::RecordedProcurement);
  /// Loads and locks, applies, saves with the version one higher. `stale` when the stored version is not `expected` (none: any). Events:
  /// procurement.published with all that is recorded so far, procurement.procedure_opened and procurement.step_taken for each one
  /// that came to it. A procedure that names a contract is refused where that is not one of this procurement's awards (a bridge: of its
  /// commissioner's).
  Result<law::procedure::RecordedProcurement> update(std::string_view ocid, std::optional<int> expected,
                                                     const std::function<Result<>(law::procedure::RecordedProcurement&)>& change);

 private:
  UnitOfWork& u_;
};

} // namespace openward::persistence
