#pragma once
// Reads a "spend over £25,000" file as English public bodies publish them (HM Treasury template and its many dialects), from delimited text
// or from a workbook. Pure functions of their bytes; threads may call them.

#include "domain/spend.h"
#include "exchange/spend/file_form.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct SpendSink {
  std::function<Result<>(const PaymentLine&)> payment;
  std::function<void(const RefusedLine&)> refused;
  std::function<void(std::int64_t bytes)> passed{}; // now and then: how many bytes of the text are done
};

/// How each column was understood: the index of the column (0-based) or -1.
struct SpendColumns {
  int date = -1, supplier = -1, amount = -1, transaction = -1, expense_type = -1, expense_area = -1, entity = -1, family = -1,
      description = -1, currency = -1;
};

/// A field and its column: the column's heading, or its number, the first being 1. Fields are named as in SpendColumns.
using ColumnChoices = std::map<std::string, std::string, std::less<>>;

/// What a person says of a file; what is left out is worked out from the file.
struct SpendOptions {
  std::optional<bool> day_first{};
  std::optional<std::int64_t> header_row{}; // the first row being 1; 0 where there is no header
  std::string sheet{};                      // of a workbook, by name; "" takes the first with a header of spend
  std::optional<char> delimiter{};
  std::optional<Encoding> encoding{};
  ColumnChoices columns{};
  ColumnChoices remembered{}; // weaker than `columns`: passed over where the file has no such column
};

/// One column of the file. `field` is empty for a column that is not read; `why` says what decided.
struct ColumnReading {
  int index = 0; // 0-based
  std::string heading;
  std::string field;
  std::string why;
};

/// What the dates of a file say of their order. Only dates of numbers have one; `either` fit both orders.
struct DayOrder {
  std::int64_t day_first = 0, month_first = 0, either = 0;
  std::string decided_by; // "by hand" | "the dates" | "no date tells: the day comes first"
  bool mixed() const { return day_first > 0 && month_first > 0; }
};

struct SpendReading {
  SpendFile file; // with name and sha256 left empty
  SpendColumns columns;
  std::string kind;                      // csv | xlsx | xls
  std::vector<ColumnReading> understood; // every column of the header
  std::vector<std::string> other_sheets; // of a workbook: those that were not read
  DayOrder days;
  std::int64_t mended_characters = 0; // of windows-1252, found inside UTF-8 and read as what they mean
};

/// Every row after the header becomes a payment, a refusal with its reason, or is blank: rows_read = payments + refused + blank.
/// An Error means that the file is no readable spend file, and says what it is instead (HTML, PDF, ZIP, no header found, …).
/// The day/month order is decided once for each form of date in the file, from every date of that form; where both orders are possible the
/// day comes first. A row of totals is refused, and told as the file's stated total.
Result<SpendReading> read_spend(std::string_view bytes, const SpendOptions& options, const SpendSink& sink);
inline Result<SpendReading> read_spend(std::string_view bytes, const SpendSink& sink) { return read_spend(bytes, {}, sink); }

/// Names of the fields that a column can be chosen for.
std::vector<std::string_view> spend_fields();

} // namespace openward::exchange
