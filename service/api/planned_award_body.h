#pragma once
// A planned award as JSON: the body of POST /v1/assessments and the file of `openward assess`. The members are those of law::PlannedAward;
// a dotted name of the law's part, "providers.0.address", is the JSON pointer "/providers/0/address" here.

#include "domain/law/change/planned_award.h"
#include "service/api/json_body.h"

#include <string>
#include <string_view>

namespace openward::api {

/// What is wrong is noted in the body's faults.
law::PlannedAward read_planned_award(JsonBody&);

/// "existing_contract.value" is "/existing_contract/value".
std::string pointer_of(std::string_view member);

} // namespace openward::api
