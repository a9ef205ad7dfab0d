#include "exchange/spend/spend_reader.h"

#include "domain/text.h"
#include "exchange/spend/cells.h"
#include "exchange/spend/csv_rows.h"
#include "exchange/spend/file_form.h"
#include "exchange/spend/headings.h"

#include <algorithm>
#include <array>
#include <optional>

namespace openward::exchange {
namespace {

using detail::quoted;
using detail::trimmed;

constexpr std::size_t sample_size = 256 * 1024;    // enough for any banner above a header
constexpr std::int64_t amounts_looked_at = 10'000; // per column that could be the amount
constexpr std::size_t longest_words = 200;

bool is_blank(const CsvRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](std::string_view cell) { return trimmed(cell).empty(); });
}

/// Every row of the file, blank ones and those above the header included.
Result<> each_row(const TextFile& text, char delimiter, const RowVisitor& visit) {
  CsvRows rows(delimiter);
  bool stopped = false;
  auto read = each_piece(text, [&](std::string_view piece) {
    auto more = rows.feed(piece, visit);
    stopped = more && !*more;
    return more;
  });
  if (!read || stopped) return read;
  auto end = rows.finish(visit);
  if (!end) return end.error();
  return Done{};
}

Result<std::string> sample_of(const TextFile& text) {
  std::string sample;
  auto read = each_piece(text, [&](std::string_view piece) -> Result<bool> {
    sample += piece;
    return sample.size() < sample_size;
  });
  if (!read) return read.error();
  return sample;
}

/// What the first pass learns: the order of day and month, and which column holds the amount.
class Survey {
 public:
  explicit Survey(const Header& header) : header_(header), tallies_(header.amount_columns.size()) {}

  void look_at(const CsvRow& row) {
    switch (read_date(row.cell(header_.columns.date), true).vote) {
    case OrderVote::day_first:
      ++day_first_;
      break;
    case OrderVote::month_first:
      ++month_first_;
      break;
    case OrderVote::none:
      break;
    }
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
      const std::string_view cell = trimmed(row.cell(header_.amount_columns[i]));
      Tally& tally = tallies_[i];
      if (cell.empty() || tally.filled == amounts_looked_at) continue;
      ++tally.filled;
      if (read_amount(cell).state == CellState::read) ++tally.numeric;
      if (zero_padded(cell)) ++tally.padded;
    }
  }

  /// A file that uses both orders is read by the commoner one; each of its dates with one possible order is read in that.
  bool day_first() const { return month_first_ <= day_first_; }

  /// Published files have had their columns shifted against their headings, so a heading alone does not make an amount.
  Result<int> amount_column() const {
    std::optional<std::size_t> empty_one;
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
      const Tally& t = tallies_[i];
      if (t.filled == 0 && !empty_one) empty_one = i;
      if (t.filled > 0 && t.numeric * 2 >= t.filled && t.padded * 2 < t.filled) return header_.amount_columns[i];
    }
    if (empty_one) return header_.amount_columns[*empty_one];
    const Tally& t = tallies_.front();
    const std::string column = std::to_string(header_.amount_columns.front() + 1);
    return invalid_at("row " + std::to_string(header_.row) + " column " + column, "no_amounts_in_column",
                      "Column " + column + " is headed as the amount, but only " + std::to_string(t.numeric) + " of its first " +
                          std::to_string(t.filled) + " cells are amounts" +
                          (t.padded * 2 >= t.filled ? " and most are numbers padded with zeros, as identifiers are" : "") +
                          ". The columns may be shifted against their headings: correct the header row.");
  }

 private:
  struct Tally {
    std::int64_t filled = 0;
    std::int64_t numeric = 0;
    std::int64_t padded = 0;
  };
  const Header& header_;
  std::vector<Tally> tallies_;
  std::int64_t day_first_ = 0;
  std::int64_t month_first_ = 0;
};

struct Refusal {
  std::string_view code;
  std::string reason;
};

bool says_total(std::string_view cell) {
  const std::string word = normalised_heading(cell);
  return word.starts_with("total") || word.starts_with("grandtotal") || word == "sum" || word == "subtotal";
}

/// The second pass: turns the rows after the header into payments and refusals.
class LineReader {
 public:
  LineReader(const Header& header, SpendReading& reading, const SpendSink& sink)
      : header_(header), columns_(reading.columns), file_(reading.file), sink_(sink) {}

  Result<bool> take(const CsvRow& row) {
    ++file_.rows_read;
    if (is_blank(row)) {
      ++file_.blank;
      return true;
    }
    const AmountCell amount = read_amount(row.cell(columns_.amount));
    const DateCell date = read_date(row.cell(columns_.date), file_.day_first);
    if (auto refusal = refusal_of(row, amount, date)) {
      ++file_.refused;
      sink_.refused({row.number, std::string(refusal->code), std::move(refusal->reason), words_of(row)});
      return true;
    }
    return pay(row, amount.pence, date.date);
  }

 private:
  std::optional<Refusal> refusal_of(const CsvRow& row, const AmountCell& amount, const DateCell& date) const {
    if (repeats_header(row)) return Refusal{"repeated_header", "The row repeats the header."};
    if (date.state != CellState::read && amount.state == CellState::read && is_total(row)) {
      return Refusal{"total_row", "The row is a total of other rows: it has an amount but neither a date nor a supplier."};
    }
    const int last = std::max({columns_.amount, columns_.date, columns_.supplier});
    if (static_cast<std::size_t>(last) >= row.cells.size()) {
      return Refusal{"ragged", "The row has " + std::to_string(row.cells.size()) +
                                   " cells; the header puts the date, the supplier and the amount in the first " +
                                   std::to_string(last + 1) + ". Add the missing cells."};
    }
    if (swallows_rows(row)) {
      return Refusal{
          "runaway_quote",
          "A cell of the row holds whole rows: a quotation mark in it is not closed where it should be. Correct the quotation mark."};
    }
    if (auto refusal = amount_refusal(row, amount)) return refusal;
    if (date.state == CellState::blank) return Refusal{"no_date", "The row has no date."};
    if (date.state != CellState::read)
      return Refusal{"bad_date",
                     "The date " + quoted(trimmed(row.cell(columns_.date))) + " cannot be read: " + std::string(date.reason) + "."};
    return std::nullopt;
  }

  std::optional<Refusal> amount_refusal(const CsvRow& row, const AmountCell& amount) const {
    switch (amount.state) {
    case CellState::read:
      return std::nullopt;
    case CellState::blank:
      return Refusal{"no_amount", "The row has no amount."};
    case CellState::too_large:
      return Refusal{"bad_amount",
                     "The amount " + quoted(trimmed(row.cell(columns_.amount))) + " is beyond what the register holds (64 bits of pence)."};
    case CellState::unreadable:
      break;
    }
    return Refusal{"bad_amount", "The amount " + quoted(trimmed(row.cell(columns_.amount))) +
                                     " is not a number of pounds; a comma may only part thousands."};
  }

  bool repeats_header(const CsvRow& row) const {
    const std::array<int, 3> told_by = {columns_.date, columns_.supplier, columns_.amount};
    return std::all_of(told_by.begin(), told_by.end(), [&](int column) {
      return normalised_heading(row.cell(column)) == header_.headings[static_cast<std::size_t>(column)];
    });
  }

  /// Asked only of rows without a readable date: companies are named TOTAL, and their payments have one.
  bool is_total(const CsvRow& row) const {
    if (std::any_of(row.cells.begin(), row.cells.end(), says_total)) return true;
    return trimmed(row.cell(columns_.date)).empty() && trimmed(row.cell(columns_.supplier)).empty() &&
           trimmed(row.cell(columns_.transaction)).empty();
  }

  /// An opening quotation mark that is not closed eats the rows up to the next one. What it ate looks like rows: lines inside one cell
  /// with as many delimiters as the header has.
  bool swallows_rows(const CsvRow& row) const {
    const auto wanted = static_cast<std::ptrdiff_t>(header_.headings.size()) - 1;
    return std::any_of(row.cells.begin(), row.cells.end(), [&](std::string_view cell) {
      for (auto at = cell.find('\n'); at != cell.npos; at = cell.find('\n', at + 1)) {
        const std::string_view line = cell.substr(at + 1, cell.find('\n', at + 1) - at - 1);
        if (std::count(line.begin(), line.end(), header_.delimiter) >= wanted) return true;
      }
      return false;
    });
  }

  Result<bool> pay(const CsvRow& row, std::int64_t pence, Date on) {
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
    line_.supplier = trimmed(row.cell(columns_.supplier));
    line_.transaction = trimmed(row.cell(columns_.transaction));
    line_.expense_type = trimmed(row.cell(columns_.expense_type));
    line_.expense_area = trimmed(row.cell(columns_.expense_area));
    line_.entity = trimmed(row.cell(columns_.entity));
    if (file_.publisher.empty()) file_.publisher = line_.entity.empty() ? trimmed(row.cell(columns_.family)) : line_.entity;
    auto taken = sink_.payment(line_);
    if (!taken) return taken.error();
    return true;
  }

  /// The start of a text, never cut inside a character.
  static std::string start_of(std::string_view text, std::size_t most) {
    std::size_t size = std::min(text.size(), most);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    return std::string(text.substr(0, size));
  }

  std::string words_of(const CsvRow& row) const {
    std::string words;
    for (std::size_t i = 0; i < row.cells.size() && words.size() <= longest_words; ++i) {
      if (i > 0) words += header_.delimiter;
      words += row.cells[i];
    }
    return start_of(words, longest_words);
  }

  const Header& header_;
  const SpendColumns& columns_;
  SpendFile& file_;
  const SpendSink& sink_;
  PaymentLine line_; // kept between rows so that its strings keep their memory
};

} // namespace

Result<SpendReading> read_spend(std::string_view bytes, const SpendSink& sink) {
  const auto text = recognise_text(bytes);
  if (!text) return text.error();
  const auto sample = sample_of(*text);
  if (!sample) return sample.error();
  const auto header = find_header(*sample);
  if (!header) return header.error();

  Survey survey(*header);
  auto surveyed = each_row(*text, header->delimiter, [&](const CsvRow& row) -> Result<bool> {
    if (row.number > header->row) survey.look_at(row);
    return true;
  });
  if (!surveyed) return surveyed.error();
  const auto amount = survey.amount_column();
  if (!amount) return amount.error();

  SpendReading reading;
  reading.columns = header->columns;
  reading.columns.amount = *amount;
  reading.file.encoding = to_string(text->encoding);
  reading.file.delimiter = header->delimiter;
  reading.file.header_row = header->row;
  reading.file.day_first = survey.day_first();
  LineReader lines(*header, reading, sink);
  auto read = each_row(*text, header->delimiter, [&](const CsvRow& row) -> Result<bool> {
    if (row.number <= header->row) return true;
    return lines.take(row);
  });
  if (!read) return read.error();
  return reading;
}

} // namespace openward::exchange
