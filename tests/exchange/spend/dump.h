#pragma once
// A reading of a spend file as short text, one line for each row, so that a test can show a whole file and a whole answer.

#include "exchange/spend/spend_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

/// "2 2020-09-14 123456 ACME LTD" for a payment (row, date, pence, supplier), "3 refused total_row" for a refusal, then the account of
/// the file: "rows 2 = 1 paid + 1 refused + 0 blank, 123456p". An error is "error: …".
inline std::string dump(std::string_view bytes, const exchange::SpendOptions& options = {}) {
  std::string out;
  const exchange::SpendSink sink{[&](const PaymentLine& line) -> Result<> {
                                   out += std::to_string(line.row) + " " + line.paid_on.iso() + " " + std::to_string(line.pence) + " " +
                                          line.supplier + "\n";
                                   return Done{};
                                 },
                                 [&](const RefusedLine& line) { out += std::to_string(line.row) + " refused " + line.code + "\n"; }};
  const auto reading = exchange::read_spend(bytes, options, sink);
  if (!reading) return "error: " + reading.error().message;
  const SpendFile& f = reading->file;
  return out + "rows " + std::to_string(f.rows_read) + " = " + std::to_string(f.payments) + " paid + " + std::to_string(f.refused) +
         " refused + " + std::to_string(f.blank) + " blank, " + std::to_string(f.total_pence) + "p";
}

/// The reading alone, with every line thrown away.
inline Result<exchange::SpendReading> account_of(std::string_view bytes, const exchange::SpendOptions& options = {}) {
  return exchange::read_spend(bytes, options, {[](const PaymentLine&) -> Result<> { return Done{}; }, [](const RefusedLine&) {}});
}

inline std::vector<PaymentLine> payments_of(std::string_view bytes) {
  std::vector<PaymentLine> lines;
  const auto reading = exchange::read_spend(bytes, exchange::SpendSink{[&](const PaymentLine& line) -> Result<> {
                                                                         lines.push_back(line);
                                                                         return Done{};
                                                                       },
                                                                       [](const RefusedLine&) {}});
  return reading ? lines : std::vector<PaymentLine>{};
}

inline std::vector<RefusedLine> refusals_of(std::string_view bytes) {
  std::vector<RefusedLine> lines;
  const auto reading = exchange::read_spend(
      bytes, {[](const PaymentLine&) -> Result<> { return Done{}; }, [&](const RefusedLine& line) { lines.push_back(line); }});
  return reading ? lines : std::vector<RefusedLine>{};
}

} // namespace openward::test
