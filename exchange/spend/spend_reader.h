#pragma once
// Reads a "spend over £25,000" file as English public bodies publish them (HM Treasury template and its many dialects).

#include "domain/spend.h"

#include <functional>
#include <string>
#include <string_view>

namespace openward::exchange {

struct SpendSink {
  std::function<Result<>(const PaymentLine&)> payment;
  std::function<void(const RefusedLine&)> refused;
};

/// How each column was understood: the index of the column (0-based) or -1.
struct SpendColumns {
  int date = -1, supplier = -1, amount = -1, transaction = -1, expense_type = -1, expense_area = -1, entity = -1, family = -1,
      description = -1;
};

struct SpendReading {
  SpendFile file; // with name and sha256 left empty
  SpendColumns columns;
};

/// Every row after the header becomes a payment, a refusal with its reason, or is blank: rows_read = payments + refused + blank.
/// An Error means that the file is no readable spend file, and says what it is instead (HTML, PDF, ZIP, XLS, no header found, …).
/// The day/month order is decided once per file, from every date in it; a file in which both orders are possible is read day first.
Result<SpendReading> read_spend(std::string_view bytes, const SpendSink& sink);

} // namespace openward::exchange
