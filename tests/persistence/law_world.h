#pragma once
// Procurements of PSR and other law with few authorities and few providers, so that awards follow each other; and a case written out, to be
// compared. Plain values.

#include "persistence/law.h"
#include "tests/persistence/session_words.h"

#include <string>
#include <vector>

namespace openward::test {

struct AwardGiven {
  std::string id;                     // within its procurement
  std::vector<std::string> providers; // names
  Regime regime = Regime::psr;
  AwardState state = AwardState::published;
};

struct ProcurementGiven {
  std::string ocid;
  std::string buyer; // a name
  std::string published;
  std::vector<AwardGiven> awards;
  bool synthetic = false;
};

/// Kept as an import keeps it: its one release "r-<ocid>", the procurement, its notice, awards and contracts.
void give(persistence::Database&, const ProcurementGiven&);
void give(persistence::Database&, const std::vector<ProcurementGiven>&);
/// The same from the same seed: sixty procurements, over 250 published PSR awards.
std::vector<ProcurementGiven> many_procurements(std::uint32_t seed);

/// The public id of an award.
std::string award_id(persistence::Database&, const std::string& ocid, const std::string& id);
/// All that a case holds, as text.
std::string shown(const persistence::HeldCase&);
std::string shown(const std::vector<std::string>&);
std::string shown(persistence::Kept);
persistence::HeldCase held(persistence::Database&, const std::string& award_id);
std::vector<std::string> touched(persistence::Database&, const std::string& ocid);
void link(persistence::Database&, const std::string& earlier, const std::string& later);

} // namespace openward::test
