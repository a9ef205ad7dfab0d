#pragma once
// Turns the rows after the header into payments and refusals, one at a time. One thread.

#include "exchange/spend/cells.h"
#include "exchange/spend/headings.h"
#include "exchange/spend/survey.h"
#include "exchange/spend/total_rows.h"

#include <optional>
#include <string>
#include <string_view>

namespace openward::exchange {

class LineReader {
 public:
  LineReader(const Layout& layout, const Header& header, const DateOrders& orders, SpendReading& reading, const SpendSink& sink)
      : layout_(layout), text_(layout.kind == "csv"), header_(header), orders_(orders), columns_(reading.columns), reading_(reading),
        file_(reading.file), sink_(sink), totals_(reading.columns) {}

  Result<bool> take(const CsvRow& row);
  /// After the last row.
  void finish();

 private:
  struct Refusal {
    std::string_view code;
    std::string reason;
  };
  AmountCell amount_of(const CsvRow& row) const;
  DateCell date_of(const CsvRow& row) const;
  std::optional<Refusal> refusal_of(const CsvRow& row, const AmountCell& amount, const DateCell& date);
  std::optional<Refusal> shape_refusal(const CsvRow& row) const;
  std::optional<Refusal> amount_refusal(const CsvRow& row, const AmountCell& amount) const;
  std::optional<Refusal> text_refusal(const CsvRow& row) const;
  bool repeats_header(const CsvRow& row) const;
  bool swallows_rows(const CsvRow& row) const;
  Result<bool> pay(const CsvRow& row, std::int64_t pence, Date on);
  void assign(std::string& to, std::string_view cell);
  std::string words_of(const CsvRow& row) const;

  const Layout& layout_;
  bool text_; // not a workbook
  const Header& header_;
  const DateOrders& orders_;
  const SpendColumns& columns_;
  SpendReading& reading_;
  SpendFile& file_;
  const SpendSink& sink_;
  TotalRows totals_;
  PaymentLine line_; // kept between rows so that its strings keep their memory
};

} // namespace openward::exchange
