#pragma once
// The requests that run a procurement, read from JSON and done; and the procurement with its procedures as JSON. Used by the API and by
// `openward procurement`, so that both take the same members and refuse in the same words. Each works inside the transaction it is given.

#include "domain/law/procedure/recorded_procurement.h"
#include "persistence/repositories.h"
#include "service/api/json_body.h"
#include "service/app/procedures.h"

#include <functional>
#include <string>
#include <string_view>

namespace openward::api {

/// {ocid, state, version, recorded, title, reference, commissioner, procedures: [{id, process, choice, state, began, switched_from,
/// contract, closed, steps, allowed, notice_due}]}
std::string procedure_json(const law::procedure::RecordedProcurement&);

/// POST /v1/procurements. `may` is asked for the commissioner before anything is stored.
app::Changed open_from(persistence::UnitOfWork&, JsonBody&, const std::function<Result<>(const std::string& commissioner_id)>& may);

/// A change of the procurement `ocid` as its request says. What the request cannot be read for is told after the guard was asked.
using ChangeFrom = app::Changed (*)(persistence::UnitOfWork&, const std::string& ocid, JsonBody&, const app::Guard&);

app::Changed step_from(persistence::UnitOfWork&, const std::string& ocid, JsonBody&, const app::Guard&);
app::Changed further_procedure_from(persistence::UnitOfWork&, const std::string& ocid, JsonBody&, const app::Guard&);
app::Changed notice_from(persistence::UnitOfWork&, const std::string& ocid, JsonBody&, const app::Guard&);
app::Changed representation_from(persistence::UnitOfWork&, const std::string& ocid, JsonBody&, const app::Guard&);
app::Changed abandonment_from(persistence::UnitOfWork&, const std::string& ocid, JsonBody&, const app::Guard&);

} // namespace openward::api
