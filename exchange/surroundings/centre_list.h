#pragma once
// Lists of community diagnostic centres, as public bodies publish them: delimited text (comma, tab or semicolon, any encoding of spend
// files) with a line of headings. Pure functions of their bytes; threads may call them.
//
// Headings, in any order and spelling of case and spaces; the first three are from the list of operational centres and the management
// information of NHS England: cdc_title | CDC Name | name, area | place, live_date | opened, and code, region, kind, operator,
// operator_class, estate_owner, estate_owner_class, funder, host_commissioner | ICB, status, status_on, tests (parted by ";"), awards
// (public ids), source. Only the name is needed; a list without places gives the name's own words as the place.

#include "domain/centre.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct CentreList {
  std::vector<DiagnosticCentre> centres; // one for each name, with the statuses of all its rows
  std::vector<Fault> refused;            // rows and cells that were not taken, each with "row N" in `where`
  std::vector<std::string> unread;       // headings that mean nothing here
  std::int64_t without_status = 0;       // rows that state neither a status nor a day
};

/// `source` is kept with every status of a row that names none itself. A row that states neither a status nor a day of opening has
/// `otherwise`. Refuses, by name, a file without a heading for the centre's name, and a file that is no text.
Result<CentreList> read_centre_list(std::string_view bytes, const std::string& name, const std::string& source, CentreStatus otherwise);

} // namespace openward::exchange
