#pragma once
// What the Regulations say about the day of a step, beyond its order. Inside this folder only; pure functions, safe from any thread.

#include "domain/law/procedure/procedure.h"

namespace openward::law::procedure::detail {

/// Does a repeat go back to this step?
bool goes_back_to(Step repeat, Step taken);
bool is_repeat(Step);

/// A refusal with one fault, its rule and the steps that are allowed now.
Error refused(const Procedure&, std::string where, std::string code, Step, std::string_view regulation, const std::string& because);

/// The step has a row. None of the guards changes anything.
Result<> check_date(const Procedure&, Step, Date on, const NthWorkingDayAfter&);

} // namespace openward::law::procedure::detail
