#pragma once
// Lists of programmes with a target: delimited text with a line of headings (list_rows.h), one row for each measurement. Pure functions of
// their bytes; threads may call them.
//
// Headings: programme | name, unit, target, target_date, on | measured_on, quantity | measured, source, note. A programme's unit is needed
// once; its target and day may stand on any of its rows. A row without a day and a quantity states the programme alone.

#include "domain/centre.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct ProgrammeList {
  std::vector<Programme> programmes; // one for each name, measurements by day
  std::vector<Fault> refused;        // rows and cells, each with "row N" in `where`
  std::vector<std::string> unread;   // headings that mean nothing here
};

/// `source` is kept with every row that names none itself.
Result<ProgrammeList> read_programme_list(std::string_view bytes, const std::string& name, const std::string& source);

} // namespace openward::exchange
