#pragma once
// What a public body says it paid: a spend file and its lines.

#include "domain/date.h"
#include "domain/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace openward {

/// One genuine line of a spend file. The amount is what was paid: cash-dated, gross of irrecoverable VAT (HM Treasury guidance), so
/// it is never added to an award's value. Lines that are identical inside one file are all kept: they are invoice lines.
struct PaymentLine {
  std::int64_t row = 0; // physical row (1 is the file's first)
  Date paid_on;
  std::int64_t pence = 0; // negative for a credit
  std::string supplier;   // as published; "" when the file names none
  std::string transaction;
  std::string expense_type;
  std::string expense_area;
  std::string entity; // the body within the department family, as published
};

struct RefusedLine {
  std::int64_t row = 0;
  std::string
      code; // "blank" is not a refusal; "total_row", "no_amount", "bad_amount", "bad_date", "no_date", "ragged", "repeated_header", …
  std::string reason;
  std::string words; // the start of the row as read, for the person who looks
};

/// The account of a file: rows_read = payments + refused + blank.
struct SpendFile {
  std::string name;
  std::string sha256;
  std::string publisher; // public body id or the department family / entity as printed
  std::string encoding;  // "utf-8", "utf-8-bom", "windows-1252", "utf-16le", …
  char delimiter = ',';
  std::int64_t header_row = 0; // 1-based physical row
  bool day_first = true;
  std::int64_t rows_read = 0; // rows after the header
  std::int64_t blank = 0;
  std::int64_t payments = 0;
  std::int64_t refused = 0;
  std::int64_t total_pence = 0; // exact sum of the payments
  std::optional<Date> first_paid{};
  std::optional<Date> last_paid{};
  std::string sheet{};                              // of a workbook; "" for text
  std::optional<std::int64_t> stated_total_pence{}; // what the file's own total row says, where it has one
  std::int64_t stated_total_row = 0;
};

} // namespace openward
