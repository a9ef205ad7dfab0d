#include "exchange/spend/line_reader.h"

#include "domain/text.h"
#include "exchange/spend/currency.h"
#include "exchange/spend/mended_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace openward::exchange {
namespace {

using detail::quoted;
using detail::trimmed;

constexpr std::size_t longest_words = 200;
constexpr std::size_t longest_text = 2000; // bytes of a field that is kept; the longest that was seen published is a fifth of it
constexpr int days_between_systems = 1462;

bool is_blank(const CsvRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](std::string_view cell) { return trimmed(cell).empty(); });
}

bool is_error(std::string_view cell) {
  static constexpr std::array<std::string_view, 7> errors = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"};
  return cell.starts_with('#') && std::find(errors.begin(), errors.end(), cell) != errors.end();
}

/// The start of a text, never cut inside a character.
std::string start_of(std::string_view text, std::size_t most) {
  std::size_t size = std::min(text.size(), most);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return std::string(text.substr(0, size));
}

} // namespace

AmountCell LineReader::amount_of(const CsvRow& row) const {
  // Merged with the cell above, it is the same money and not the same again.
  if (std::find(row.merged.begin(), row.merged.end(), columns_.amount) != row.merged.end()) return {};
  return read_amount(row.cell(columns_.amount));
}

DateCell LineReader::date_of(const CsvRow& row) const {
  const std::string_view cell = row.cell(columns_.date);
  const std::string_view text = trimmed(cell);
  if (!layout_.from_1904 || text.size() != 5 || !detail::all_digits(text)) return read_date(cell, orders_.day_first(cell));
  int serial = 0;
  std::from_chars(text.data(), text.data() + text.size(), serial);
  return read_date(std::to_string(serial + days_between_systems), true);
}

Result<bool> LineReader::take(const CsvRow& row) {
  ++file_.rows_read;
  if (is_blank(row)) {
    ++file_.blank;
    return true;
  }
  const AmountCell amount = amount_of(row);
  const DateCell date = date_of(row);
  if (auto refusal = refusal_of(row, amount, date)) {
    ++file_.refused;
    sink_.refused({row.number, std::string(refusal->code), std::move(refusal->reason), words_of(row)});
    return true;
  }
  return pay(row, amount.pence, date.date);
}

void LineReader::finish() {
  const auto stated = totals_.stated(file_.total_pence);
  if (!stated) return;
  file_.stated_total_pence = stated->pence;
  file_.stated_total_row = stated->row;
}

std::optional<LineReader::Refusal> LineReader::refusal_of(const CsvRow& row, const AmountCell& amount, const DateCell& date) {
  if (repeats_header(row)) return Refusal{"repeated_header", "The row repeats the header."};
  if (amount.state == CellState::read &&
      totals_.is_total(row, amount.pence, date.state == CellState::read, file_.total_pence, file_.payments)) {
    totals_.keep(row, amount.pence);
    return Refusal{"total_row", "The row is a total of other rows: it has an amount and no payment of its own."};
  }
  if (auto refusal = shape_refusal(row)) return refusal;
  if (auto refusal = amount_refusal(row, amount)) return refusal;
  if (date.state == CellState::blank) return Refusal{"no_date", "The row has no date."};
  if (date.state != CellState::read) {
    return Refusal{"bad_date",
                   "The date " + quoted(trimmed(row.cell(columns_.date))) + " cannot be read: " + std::string(date.reason) + "."};
  }
  return text_refusal(row);
}

std::optional<LineReader::Refusal> LineReader::shape_refusal(const CsvRow& row) const {
  if (!text_) return std::nullopt; // the rows of a sheet end with their last filled cell
  const int last = std::max({columns_.amount, columns_.date, columns_.supplier});
  if (static_cast<std::size_t>(last) >= row.cells.size()) {
    return Refusal{"ragged", "The row has " + std::to_string(row.cells.size()) +
                                 " cells; the header puts the date, the supplier and the amount in the first " + std::to_string(last + 1) +
                                 ". Add the missing cells."};
  }
  if (!swallows_rows(row)) return std::nullopt;
  return Refusal{
      "runaway_quote",
      "A cell of the row holds whole rows: a quotation mark in it is not closed where it should be. Correct the quotation mark."};
}

std::optional<LineReader::Refusal> LineReader::amount_refusal(const CsvRow& row, const AmountCell& amount) const {
  const std::string_view cell = trimmed(row.cell(columns_.amount));
  std::string currency = other_currency(row.cell(columns_.currency));
  if (currency.empty() && amount.state == CellState::unreadable) currency = currency_of_amount(cell);
  if (!currency.empty()) {
    return Refusal{"other_currency", "The amount " + quoted(cell) + " is in another currency (" + start_of(currency, 20) +
                                         "); the register adds pounds sterling alone. State it in sterling."};
  }
  switch (amount.state) {
  case CellState::read:
    return std::nullopt;
  case CellState::blank:
    if (!cell.empty()) return Refusal{"no_amount", "The row's amount is merged with the cell above it, and is counted there."};
    return Refusal{"no_amount", "The row has no amount."};
  case CellState::too_large:
    return Refusal{"bad_amount", "The amount " + quoted(cell) + " is beyond what the register holds (64 bits of pence)."};
  case CellState::unreadable:
    break;
  }
  if (is_error(cell)) return Refusal{"bad_amount", "The amount is an error of the spreadsheet, " + quoted(cell) + ". Correct its formula."};
  return Refusal{"bad_amount", "The amount " + quoted(cell) + " is not a number of pounds; a comma may only part thousands."};
}

std::optional<LineReader::Refusal> LineReader::text_refusal(const CsvRow& row) const {
  const std::string_view supplier = trimmed(row.cell(columns_.supplier));
  if (is_error(supplier))
    return Refusal{"error_cell", "The supplier is an error of the spreadsheet, " + quoted(supplier) + ". Correct its formula."};
  for (const SpendField& field : all_spend_fields()) {
    const std::string_view text = trimmed(row.cell(columns_.*field.column));
    if (text.size() <= longest_text || field.column == &SpendColumns::description) continue;
    return Refusal{"too_long", "The row's " + std::string(field.name) + " is " + std::to_string(detail::characters(text)) +
                                   " characters long, which no such field is: a quotation mark may be missing. Correct the row."};
  }
  return std::nullopt;
}

bool LineReader::repeats_header(const CsvRow& row) const {
  if (header_.row == 0) return false;
  const std::array<int, 3> told_by = {columns_.date, columns_.supplier, columns_.amount};
  return std::all_of(told_by.begin(), told_by.end(), [&](int column) {
    return normalised_heading(row.cell(column)) == header_.headings[static_cast<std::size_t>(column)];
  });
}

/// An opening quotation mark that is not closed eats the rows up to the next one. What it ate looks like rows: lines inside one cell with
/// as many delimiters as the header has.
bool LineReader::swallows_rows(const CsvRow& row) const {
  const auto wanted = static_cast<std::ptrdiff_t>(header_.headings.size()) - 1;
  return std::any_of(row.cells.begin(), row.cells.end(), [&](std::string_view cell) {
    for (auto at = cell.find('\n'); at != cell.npos; at = cell.find('\n', at + 1)) {
      const std::string_view line = cell.substr(at + 1, cell.find('\n', at + 1) - at - 1);
      if (std::count(line.begin(), line.end(), layout_.delimiter) >= wanted) return true;
    }
    return false;
  });
}

Result<bool> LineReader::pay(const CsvRow& row, std::int64_t pence, Date on) {
  const auto total = add_pence(file_.total_pence, pence);
  if (!total) {
    return invalid("The sum of the payments goes beyond 64 bits of pence at row " + std::to_string(row.number) +
                   ". Check the amounts of the file.");
  }
  file_.total_pence = *total;
  ++file_.payments;
  file_.first_paid = std::min(file_.first_paid.value_or(on), on);
  file_.last_paid = std::max(file_.last_paid.value_or(on), on);
  line_.row = row.number;
  line_.paid_on = on;
  line_.pence = pence;
  assign(line_.supplier, row.cell(columns_.supplier));
  assign(line_.transaction, row.cell(columns_.transaction));
  assign(line_.expense_type, row.cell(columns_.expense_type));
  assign(line_.expense_area, row.cell(columns_.expense_area));
  assign(line_.entity, row.cell(columns_.entity));
  if (file_.publisher.empty()) file_.publisher = line_.entity.empty() ? trimmed(row.cell(columns_.family)) : line_.entity;
  auto taken = sink_.payment(line_);
  if (!taken) return taken.error();
  return true;
}

void LineReader::assign(std::string& to, std::string_view cell) {
  to = trimmed(cell);
  if (has_c1(to)) reading_.mended_characters += mend_c1(to);
}

std::string LineReader::words_of(const CsvRow& row) const {
  std::string words;
  for (std::size_t i = 0; i < row.cells.size() && words.size() <= longest_words; ++i) {
    if (i > 0) words += layout_.delimiter;
    words += row.cells[i];
  }
  return start_of(words, longest_words);
}

} // namespace openward::exchange
