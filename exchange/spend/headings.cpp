#include "exchange/spend/headings.h"

#include "domain/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace openward::exchange {
namespace {

constexpr std::size_t rows_looked_at = 15;

constexpr std::array<SpendField, 10> fields = {{
    {&SpendColumns::date, "date"},
    {&SpendColumns::supplier, "supplier"},
    {&SpendColumns::amount, "amount"},
    {&SpendColumns::transaction, "transaction"},
    {&SpendColumns::expense_type, "expense_type"},
    {&SpendColumns::expense_area, "expense_area"},
    {&SpendColumns::entity, "entity"},
    {&SpendColumns::family, "family"},
    {&SpendColumns::description, "description"},
    {&SpendColumns::currency, "currency"},
}};

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

    {&SpendColumns::currency, "currency"},
    {&SpendColumns::currency, "currencycode"},
    {&SpendColumns::currency, "transactioncurrency"},
    {&SpendColumns::currency, "invoicecurrency"},
    {&SpendColumns::currency, "paymentcurrency"},
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

/// "Amount (€)" is no column of pounds.
bool names_other_currency(std::string_view title) {
  for (const std::string_view sign : {"\xE2\x82\xAC", "$", "\xC2\xA5"})
    if (title.find(sign) != std::string_view::npos) return true;
  return false;
}

Header titled(const std::vector<std::string>& cells, std::int64_t row) {
  Header header;
  header.row = row;
  for (const std::string& cell : cells) {
    header.titles.emplace_back(detail::trimmed(cell));
    header.headings.push_back(normalised_heading(cell));
    header.understood.push_back({static_cast<int>(header.understood.size()), header.titles.back(), {}, {}});
  }
  return header;
}

void settle(Header& header, const SpendField& field, int column, std::string why) {
  header.columns.*field.column = column;
  ColumnReading& reading = header.understood[static_cast<std::size_t>(column)];
  reading.field = field.name;
  reading.why = std::move(why);
}

/// By what one heading says of a field that nobody has chosen a column for.
void understand(Header& header, const SpendField& field, std::size_t column, bool chosen) {
  ColumnReading& reading = header.understood[column];
  if (field.column == &SpendColumns::amount && names_other_currency(header.titles[column])) {
    reading.why = "a heading of amounts in another currency";
    return;
  }
  if (chosen || !reading.field.empty()) return;
  if (field.column == &SpendColumns::amount) header.amount_columns.push_back(static_cast<int>(column));
  if (header.columns.*field.column < 0) {
    settle(header, field, static_cast<int>(column), "a known heading of the " + std::string(field.name));
  } else {
    reading.why = "another column is the " + std::string(field.name) + ": its heading says so better";
  }
}

void understand(Header& header) {
  const SpendColumns chosen = header.columns;
  for (const Meaning& m : meanings) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const SpendField& f) { return f.column == m.column; });
    for (std::size_t column = 0; column < header.headings.size(); ++column)
      if (header.headings[column] == m.heading) understand(header, *field, column, chosen.*m.column >= 0);
  }
}

/// The column that a person means by a heading or a number; -1 where the header has none.
int chosen_column(const Header& header, std::string_view choice) {
  const std::string_view words = detail::trimmed(choice);
  for (std::size_t i = 0; i < header.titles.size(); ++i)
    if (!words.empty() && header.titles[i] == words) return static_cast<int>(i);
  const std::string wanted = normalised_heading(words);
  for (std::size_t i = 0; i < header.headings.size(); ++i)
    if (!wanted.empty() && header.headings[i] == wanted) return static_cast<int>(i);
  int number = 0;
  const auto read = std::from_chars(words.data(), words.data() + words.size(), number);
  const bool whole = read.ec == std::errc() && read.ptr == words.data() + words.size();
  return whole && number >= 1 && static_cast<std::size_t>(number) <= header.titles.size() ? number - 1 : -1;
}

/// Takes the columns that were chosen; the fields whose column the header does not have come back.
std::vector<std::string> choose(Header& header, const SpendOptions& options) {
  std::vector<std::string> absent;
  for (const auto& [choices, why] :
       {std::pair{&options.columns, "chosen by hand"}, {&options.remembered, "the publisher's remembered layout"}}) {
    for (const SpendField& field : fields) {
      const auto choice = choices->find(field.name);
      if (choice == choices->end() || header.columns.*field.column >= 0) continue;
      const int column = chosen_column(header, choice->second);
      if (column >= 0) {
        settle(header, field, column, why);
        if (field.column == &SpendColumns::amount) header.amount_columns.push_back(column);
      } else if (choices == &options.columns) {
        absent.emplace_back(field.name);
      }
    }
  }
  return absent;
}

int understood(const SpendColumns& c) {
  return static_cast<int>(std::count_if(fields.begin(), fields.end(), [&](const SpendField& f) { return c.*f.column >= 0; }));
}

int required_columns(const SpendColumns& c) {
  return static_cast<int>(std::count_if(required.begin(), required.end(), [&](const Required& r) { return c.*r.column >= 0; }));
}

Error header_missing(const std::optional<Header>& nearest) {
  if (!nearest || understood(nearest->columns) < 2) {
    return invalid(
        "No header row was found in the first " + std::to_string(rows_looked_at) +
        " rows. A spend file needs headings for the date, the supplier and the amount (HM Treasury's template: Date, Supplier, Amount). "
        "Add the header row, say which row it is (header_row; 0 where there is none) and which columns are meant, or check that this is a "
        "spend file.");
  }
  Error error = invalid("Row " + std::to_string(nearest->row) + " looks like the header but lacks a column.");
  for (const Required& r : required) {
    if (nearest->columns.*r.column >= 0) continue;
    const std::string words = "No heading for the " + std::string(r.name) + ": name it " + std::string(r.example) +
                              ", or say which column it is (column " + std::string(r.name) + "=HEADING).";
    error.message += " " + words;
    error.faults.push_back({"row " + std::to_string(nearest->row), "no_" + std::string(r.name) + "_column", words});
  }
  return error;
}

Error column_missing(const Header& header, const std::vector<std::string>& absent, const SpendOptions& options) {
  std::string titles;
  for (const std::string& title : header.titles)
    if (!title.empty()) titles += (titles.empty() ? "" : ", ") + detail::quoted(title);
  Error error = invalid("Row " + std::to_string(header.row) + " has no such column. Its headings: " + titles + ".");
  for (const std::string& field : absent) {
    error.faults.push_back({"column", "no_such_column",
                            "There is no column " + detail::quoted(options.columns.find(field)->second) + " for the " + field + " in row " +
                                std::to_string(header.row) + ". Give one of its headings, or its number."});
  }
  return error;
}

/// As many columns as the widest of the first rows, without headings.
Header without_header(const Layout& layout) {
  std::size_t widest = 0;
  for (const auto& row : layout.first_rows) widest = std::max(widest, row.size());
  return titled(std::vector<std::string>(widest), 0);
}

Result<FoundHeader> header_by_number(std::span<const Layout> layouts, const SpendOptions& options) {
  // Of several ways to part the row, the one that gives most of what is needed.
  std::optional<FoundHeader> best;
  std::vector<std::string> absent_of_best;
  const auto row = static_cast<std::size_t>(std::max<std::int64_t>(*options.header_row, 0));
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    if (row > layouts[i].first_rows.size()) continue;
    FoundHeader found{i, row == 0 ? without_header(layouts[i]) : titled(layouts[i].first_rows[row - 1], *options.header_row)};
    auto absent = choose(found.header, options);
    understand(found.header);
    if (best && understood(found.header.columns) <= understood(best->header.columns)) continue;
    best = std::move(found);
    absent_of_best = std::move(absent);
  }
  if (!best)
    return invalid_at("header_row", "no_such_row",
                      "There is no row " + std::to_string(row) + " among the first rows of the file. Give the row of the headings.");
  if (!absent_of_best.empty()) return column_missing(best->header, absent_of_best, options);
  if (required_columns(best->header.columns) == static_cast<int>(required.size())) return *std::move(best);
  if (row > 0) return header_missing(best->header);
  return invalid_at(
      "column", "columns_by_number",
      "A file without a header needs the number of each column that is meant: at least date, supplier and amount (column date=1).");
}

} // namespace

std::span<const SpendField> all_spend_fields() { return fields; }

std::vector<std::string_view> spend_fields() {
  std::vector<std::string_view> names;
  for (const SpendField& field : fields) names.push_back(field.name);
  return names;
}

std::string normalised_heading(std::string_view heading) {
  std::string out;
  for (const char c : heading)
    if (detail::is_digit(c) || detail::is_lower(c) || detail::is_upper(c)) out.push_back(detail::to_lower(c));
  const std::string_view text = detail::trimmed(heading);
  const bool marked = text.ends_with("(T)") || text.ends_with("(t)");
  if (marked) out.pop_back();
  return out;
}

Result<FoundHeader> find_header(std::span<const Layout> layouts, const SpendOptions& options) {
  if (options.header_row) return header_by_number(layouts, options);
  std::optional<FoundHeader> best;
  std::vector<std::string> absent_of_best;
  const auto better = [&](const Header& h) {
    if (!best) return true;
    const int mine = required_columns(h.columns);
    const int its = required_columns(best->header.columns);
    return mine != its ? mine > its : understood(h.columns) > understood(best->header.columns);
  };
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    const auto& rows = layouts[i].first_rows;
    for (std::size_t row = 0; row < std::min(rows.size(), rows_looked_at); ++row) {
      Header header = titled(rows[row], static_cast<std::int64_t>(row) + 1);
      auto absent = choose(header, options);
      understand(header);
      if (!better(header)) continue;
      best = FoundHeader{i, std::move(header)};
      absent_of_best = std::move(absent);
    }
  }
  if (best && !absent_of_best.empty() && understood(best->header.columns) >= 2)
    return column_missing(best->header, absent_of_best, options);
  if (!best || required_columns(best->header.columns) < static_cast<int>(required.size()))
    return header_missing(best ? std::optional(best->header) : std::nullopt);
  return *std::move(best);
}

} // namespace openward::exchange
