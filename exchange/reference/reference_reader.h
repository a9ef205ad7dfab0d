#pragma once
// Reads the dated facts of the folder reference/: bodies and their successions, diagnostic centres, programmes, indicators, the service
// codes of the Provider Selection Regime and the bank holidays. The files are text that a person reads and corrects; see tsv_table.h for
// their grammar.

#include "domain/body.h"
#include "domain/centre.h"
#include "domain/date.h"
#include "domain/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace openward::exchange {

/// A CPV code of Schedule 1 to SI 2023/1348. Exact codes: a code below or above a listed one is not listed.
struct HealthServiceCode {
  std::string code; // eight digits
  std::string name;
  std::string condition; // "" when the code is in scope without more
};

enum class HolidayKind { statutory, substitute, proclaimed };
struct BankHoliday {
  Date date;
  std::string name;
  HolidayKind kind = HolidayKind::statutory;
};

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
