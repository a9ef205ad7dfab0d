#pragma once
// A planned award held against the law, with the facts that the law's own part is not to know by itself: Schedule 1 and the bank holidays.
// Both are built into the program, so an assessment needs no database and no files. Any thread may call it.

#include "domain/law/change/assessment.h"

namespace openward::app {

/// Records nothing. Errors: values that cannot be; `where` of each fault is a member of the planned award, "existing_contract.value".
Result<law::Assessment> assess(law::PlannedAward);

} // namespace openward::app
