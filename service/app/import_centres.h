#pragma once
// Takes a list of diagnostic centres into the register, in the unit of work it is given.

#include "domain/centre.h"
#include "persistence/repositories.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::app {

/// The account of one list: every row is part of a centre or refused.
struct CentresOutcome {
  std::int64_t added = 0, changed = 0, same = 0;
  std::int64_t without_status = 0; // rows that state neither a status nor a day of opening
  std::vector<persistence::Refusal> refusals{};
  std::vector<std::string> notes{}; // what a person should look at: headings not read, centres that may be one
};

/// Errors: it is no list of centres. `otherwise` is the status of centres for which the list states none.
Result<CentresOutcome> take_centres(persistence::UnitOfWork&, std::string_view bytes, const std::string& name, CentreStatus otherwise);

} // namespace openward::app
