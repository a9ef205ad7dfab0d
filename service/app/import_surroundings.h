#pragma once
// Takes a list of diagnostic centres, programmes or indicators into the register, in the unit of work it is given.

#include "domain/centre.h"
#include "persistence/repositories.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::app {

/// The account of one list: every row is part of a record or refused.
struct ListOutcome {
  std::int64_t added = 0, changed = 0, same = 0; // records: centres, programmes, indicators
  std::vector<persistence::Refusal> refusals{};
  std::vector<std::string> notes{}; // what a person should look at: headings not read, centres that may be one
};

/// Errors: it is no such list. `otherwise` is the status of centres for which the list states none.
Result<ListOutcome> take_centres(persistence::UnitOfWork&, std::string_view bytes, const std::string& name, CentreStatus otherwise);
Result<ListOutcome> take_programmes(persistence::UnitOfWork&, std::string_view bytes, const std::string& name);
Result<ListOutcome> take_indicators(persistence::UnitOfWork&, std::string_view bytes, const std::string& name);

} // namespace openward::app
