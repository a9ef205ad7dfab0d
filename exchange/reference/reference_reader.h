#pragma once
// Reads the dated facts of the folder reference/: bodies and their successions, diagnostic centres, programmes, indicators, the service
// codes of the Provider Selection Regime and the bank holidays. The files are text that a person reads and corrects; see tsv_table.h for
// their grammar.

#include "domain/body.h"
#include "domain/centre.h"
#include "domain/result.h"
#include "exchange/reference/law_tables.h"

#include <filesystem>
#include <vector>

namespace openward::exchange {

/// Public ids are empty: storage gives them.
struct ReferenceData {
  std::vector<Body> commissioners; // integrated care boards, closed ones included
  std::vector<Body> trusts;        // NHS trusts and foundation trusts, closed ones included
  std::vector<Succession> successions;
  std::vector<DiagnosticCentre> centres;
  std::vector<Programme> programmes;
  std::vector<Indicator> indicators;
  std::vector<HealthServiceCode> health_service_codes;
  std::vector<BankHoliday> bank_holidays; // in order
};

/// All files of the folder, or none of them: every fault of a file is reported at once, each with "file line N column C" in `where`.
Result<ReferenceData> read_reference(const std::filesystem::path& folder);

} // namespace openward::exchange
