#pragma once
// One row of a file of the Organisation Data Service, checked and made into a body. Pure functions.

#include "exchange/ods/ods_file.h"
#include "exchange/spend/csv_rows.h"

namespace openward::exchange {

/// Which kind of file a row of 24 or 27 columns speaks for; nothing where it could stand in several.
std::optional<OdsKind> spoken_for(const CsvRow& row);

/// Refuses a row without a code or a name, with a date that is none, or that closes before it opens.
Result<OdsBody> body_of(const CsvRow& row, OdsKind kind);

Result<Succession> succession_of(const CsvRow& row);

/// "20130401"; nothing for "".
Result<std::optional<Date>> compact_date(std::string_view text);

} // namespace openward::exchange
