#include "exchange/spend/headings.h"

#include "domain/text.h"
#include "exchange/spend/csv_rows.h"

#include <algorithm>
#include <array>
#include <optional>

namespace openward::exchange {
namespace {

constexpr std::size_t rows_looked_at = 15;

struct Meaning {
  int SpendColumns::*column;
  std::string_view heading; // normalised
};

// The headings of published files, misspellings included. Within one meaning the earlier is preferred when a file has several:
// "Payment Date" before "Invoice Date", "Supplier Name" before "Supplier" (which is then a number).
constexpr std::array meanings = std::to_array<Meaning>({
    {&SpendColumns::date, "paymentdate"},
    {&SpendColumns::date, "datepaid"},
    {&SpendColumns::date, "dateofpayment"},
    {&SpendColumns::date, "paydate"},
    {&SpendColumns::date, "paiddate"},
    {&SpendColumns::date, "date"},
    {&SpendColumns::date, "transactiondate"},
    {&SpendColumns::date, "postingdate"},
    {&SpendColumns::date, "effectivedate"},
    {&SpendColumns::date, "gldate"},
    {&SpendColumns::date, "invoicedate"},
    {&SpendColumns::date, "month"},

    {&SpendColumns::supplier, "suppliername"},
    {&SpendColumns::supplier, "vendorname"},
    {&SpendColumns::supplier, "supplier"},
    {&SpendColumns::supplier, "suplier"},
    {&SpendColumns::supplier, "suppliers"},
    {&SpendColumns::supplier, "suppliertabfinal"},
    {&SpendColumns::supplier, "vendor"},
    {&SpendColumns::supplier, "payee"},
    {&SpendColumns::supplier, "payeename"},
    {&SpendColumns::supplier, "beneficiary"},
    {&SpendColumns::supplier, "merchantname"},
    {&SpendColumns::supplier, "merchant"},

    {&SpendColumns::amount, "amount"},
    {&SpendColumns::amount, "apamount"},
    {&SpendColumns::amount, "apamountgbp"},
    {&SpendColumns::amount, "amountgbp"},
    {&SpendColumns::amount, "amountinsterling"},
    {&SpendColumns::amount, "amountsterling"},
    {&SpendColumns::amount, "amountpaid"},
    {&SpendColumns::amount, "paymentamount"},
    {&SpendColumns::amount, "paymentvalue"},
    {&SpendColumns::amount, "transactionamount"},
    {&SpendColumns::amount, "transactionvalue"},
    {&SpendColumns::amount, "analysedgross"},
    {&SpendColumns::amount, "invoicedistributionamount"},
    {&SpendColumns::amount, "lineamount"},
    {&SpendColumns::amount, "grossamount"},
    {&SpendColumns::amount, "invoiceamount"},
    {&SpendColumns::amount, "totalamount"},
    {&SpendColumns::amount, "headeramount"},
    {&SpendColumns::amount, "value"},
    {&SpendColumns::amount, "gross"},
    {&SpendColumns::amount, "total"},
    {&SpendColumns::amount, "netamount"},

    {&SpendColumns::transaction, "transactionnumber"},
    {&SpendColumns::transaction, "transactionno"},
    {&SpendColumns::transaction, "transno"},
    {&SpendColumns::transaction, "transactionreference"},
    {&SpendColumns::transaction, "transactionref"},
    {&SpendColumns::transaction, "transaction"},
    {&SpendColumns::transaction, "transactionid"},
    {&SpendColumns::transaction, "paymentnumber"},
    {&SpendColumns::transaction, "paymentreference"},
    {&SpendColumns::transaction, "invoicenumber"},
    {&SpendColumns::transaction, "purchaseinvoicenumber"},
    {&SpendColumns::transaction, "theirreference"},

    {&SpendColumns::expense_type, "expensetype"},
    {&SpendColumns::expense_type, "expencetype"},
    {&SpendColumns::expense_type, "expsenetype"},
    {&SpendColumns::expense_type, "expensestype"},
    {&SpendColumns::expense_type, "typeofexpense"},
    {&SpendColumns::expense_type, "expensetypeforreport"},
    {&SpendColumns::expense_type, "ogcmastercategory"},

    {&SpendColumns::expense_area, "expensearea"},
    {&SpendColumns::expense_area, "expencearea"},
    {&SpendColumns::expense_area, "expensesarea"},
    {&SpendColumns::expense_area, "costcentre"},
    {&SpendColumns::expense_area, "costcentredescription"},

    {&SpendColumns::entity, "entity"},
    {&SpendColumns::entity, "entuty"},
    {&SpendColumns::entity, "entityname"},
    {&SpendColumns::entity, "organisationname"},
    {&SpendColumns::entity, "organisation"},
    {&SpendColumns::entity, "bodyname"},
    {&SpendColumns::entity, "ccg"},

    {&SpendColumns::family, "departmentfamily"},
    {&SpendColumns::family, "departmentalfamily"},
    {&SpendColumns::family, "deptfamily"},
    {&SpendColumns::family, "department"},
    {&SpendColumns::family, "dept"},

    {&SpendColumns::description, "description"},
    {&SpendColumns::description, "polinedescription"},
    {&SpendColumns::description, "narrative"},
    {&SpendColumns::description, "purpose"},
});

struct Required {
  int SpendColumns::*column;
  std::string_view name;
  std::string_view example;
};
constexpr std::array<Required, 3> required = {{
    {&SpendColumns::date, "date", "Date, Payment Date or Date Paid"},
    {&SpendColumns::supplier, "supplier", "Supplier, Supplier Name or Vendor"},
    {&SpendColumns::amount, "amount", "Amount, AP Amount (£) or Payment Value"},
}};

Header understand(const std::vector<std::string>& cells) {
  Header header;
  header.headings.reserve(cells.size());
  for (const std::string& cell : cells) header.headings.push_back(normalised_heading(cell));
  for (const Meaning& m : meanings) {
    const auto at = std::find(header.headings.begin(), header.headings.end(), m.heading);
    if (at == header.headings.end()) continue;
    const int column = static_cast<int>(at - header.headings.begin());
    if (m.column == &SpendColumns::amount) header.amount_columns.push_back(column);
    int& slot = header.columns.*m.column;
    if (slot < 0) slot = column;
  }
  return header;
}

int understood(const SpendColumns& c) {
  const std::array<int, 9> all = {c.date,         c.supplier, c.amount, c.transaction, c.expense_type,
                                  c.expense_area, c.entity,   c.family, c.description};
  return static_cast<int>(std::count_if(all.begin(), all.end(), [](int i) { return i >= 0; }));
}

int required_columns(const SpendColumns& c) {
  return static_cast<int>(std::count_if(required.begin(), required.end(), [&](const Required& r) { return c.*r.column >= 0; }));
}

Error header_missing(const std::optional<Header>& nearest) {
  if (!nearest || understood(nearest->columns) < 2) {
    return invalid(
        "No header row was found in the first " + std::to_string(rows_looked_at) +
        " rows. A spend file needs headings for the date, the supplier and the amount (HM Treasury's template: Date, Supplier, Amount). "
        "Add the header row, or check that this is a spend file.");
  }
  Error error = invalid("Row " + std::to_string(nearest->row) + " looks like the header but lacks a column.");
  for (const Required& r : required) {
    if (nearest->columns.*r.column >= 0) continue;
    error.message += " No heading for the " + std::string(r.name) + ": name it " + std::string(r.example) + ".";
    error.faults.push_back({"row " + std::to_string(nearest->row), "no_" + std::string(r.name) + "_column",
                            "No heading for the " + std::string(r.name) + ": name it " + std::string(r.example) + "."});
  }
  return error;
}

} // namespace

std::string normalised_heading(std::string_view heading) {
  std::string out;
  for (const char c : heading)
    if (detail::is_digit(c) || detail::is_lower(c) || detail::is_upper(c)) out.push_back(detail::to_lower(c));
  const std::string_view text = detail::trimmed(heading);
  const bool marked = text.ends_with("(T)") || text.ends_with("(t)");
  if (marked) out.pop_back();
  return out;
}

Result<Header> find_header(std::string_view sample) {
  std::optional<Header> best;
  const auto better = [&](const Header& h) {
    if (!best) return true;
    const int mine = required_columns(h.columns);
    const int its = required_columns(best->columns);
    return mine != its ? mine > its : understood(h.columns) > understood(best->columns);
  };
  for (const char delimiter : {',', ';', '\t'}) {
    const auto rows = first_rows(sample, delimiter, rows_looked_at);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Header header = understand(rows[i]);
      header.delimiter = delimiter;
      header.row = static_cast<std::int64_t>(i) + 1;
      if (better(header)) best = std::move(header);
    }
  }
  if (!best || required_columns(best->columns) < static_cast<int>(required.size())) return header_missing(best);
  return *std::move(best);
}

} // namespace openward::exchange
