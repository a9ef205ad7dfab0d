#pragma once
// Procurements as they are run: what a recorder does to one, over the API and on the command line alike. Each function works inside the
// transaction that it is given, and keeps the findings on the procurement's published awards current.

#include "domain/law/procedure/recorded_procurement.h"
#include "persistence/database.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace openward::app {

/// Asked with the record locked and before it is changed; its Error ends the change.
using Guard = std::function<Result<>(const law::procedure::RecordedProcurement&)>;

/// A notice that went out: the steps that submit and publish it, in one.
struct NoticeGiven {
  std::optional<NoticeKind> kind{};
  std::optional<Date> submitted_on{};
  std::optional<Date> published_on{};
  std::string reference{};
  std::string procedure_id{};
};

struct RepresentationMade {
  std::string provider; // public id or name
  std::optional<Date> received_on{};
  std::string note{};
  std::string procedure_id{};
};

struct AbandonmentDecided {
  std::optional<Date> decided_on{};
  std::string note{};
  std::string procedure_id{};
};

using Changed = Result<law::procedure::RecordedProcurement>;

Changed open_procurement(persistence::UnitOfWork&, const law::procedure::RecordedProcurement&);
Changed publish_procurement(persistence::UnitOfWork&, std::string_view ocid, const Guard&);
Changed take_step(persistence::UnitOfWork&, std::string_view ocid, const law::procedure::StepToTake&, const Guard&);
Changed begin_procedure(persistence::UnitOfWork&, std::string_view ocid, const law::procedure::FurtherProcedure&, const Guard&);
/// These take the steps of the table too; a fault stands at the member that the recorder wrote.
Changed record_notice(persistence::UnitOfWork&, std::string_view ocid, const NoticeGiven&, const Guard&);
Changed record_representation(persistence::UnitOfWork&, std::string_view ocid, const RepresentationMade&, const Guard&);
Changed record_abandonment(persistence::UnitOfWork&, std::string_view ocid, const AbandonmentDecided&, const Guard&);

} // namespace openward::app
