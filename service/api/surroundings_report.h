#pragma once
// Reports on what spend is read beside: centres by who runs them, whose building they are in and who paid; programmes on their way to a
// target; bodies past a recommended limit. One table for the API, the command line and the pages. Reads alone.

#include "domain/surroundings.h"
#include "persistence/read/query.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::api {

struct SurroundingsReport {
  std::string_view name;
  std::string_view description;
  std::vector<std::pair<std::string, std::string>> asked; // as understood
  persistence::Table table;
  std::vector<std::string> notes;
  std::int64_t seq = 0;
};

struct CentreQuestion {
  std::vector<CentreFact> group_by{CentreFact::operator_class, CentreFact::estate_owner_class, CentreFact::status};
  std::optional<Date> on{};                               // the status of that day; without it the latest
  std::vector<std::pair<CentreFact, std::string>> only{}; // centres with this fact alone
};
Result<SurroundingsReport> centres_report(persistence::Session&, const CentreQuestion&);

Result<SurroundingsReport> programmes_report(persistence::Session&, Date on);

/// `indicator` is a public id; "" every one. Refused: it is none.
Result<SurroundingsReport> indicators_report(persistence::Session&, std::string_view indicator, Date from, Date to);

} // namespace openward::api
