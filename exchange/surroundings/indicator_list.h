#pragma once
// Lists of indicators: delimited text with a line of headings (list_rows.h), one row for each value of a body in a period. Pure functions
// of their bytes; threads may call them.
//
// Headings: indicator | name, unit, limit, limit_basis, body | trust | organisation, period, from, to, value, source. An indicator's unit
// is needed once; its recommended limit, with who recommends it, may stand on any of its rows. Values have at most three decimals.

#include "domain/centre.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct IndicatorList {
  std::vector<Indicator> indicators; // one for each name
  std::vector<Fault> refused;        // rows and cells, each with "row N" in `where`
  std::vector<std::string> unread;   // headings that mean nothing here
};

/// `source` is kept with every row that names none itself.
Result<IndicatorList> read_indicator_list(std::string_view bytes, const std::string& name, const std::string& source);

} // namespace openward::exchange
