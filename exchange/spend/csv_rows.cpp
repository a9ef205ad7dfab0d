#include "exchange/spend/csv_rows.h"

#include <csv.h>

#include <new>

namespace openward::exchange {
namespace {

constexpr std::size_t longest_row = 1024 * 1024;
constexpr std::size_t field_growth = 4096; // libcsv grows its field by this much; its own 128 is quadratic on long fields
constexpr int inside_field = 2;            // csv_parser::pstate while a field has begun (FIELD_BEGUN in libcsv.c)

extern "C" {
static void openward_csv_field(void* text, std::size_t size, void* rows) {
  static_cast<CsvRows*>(rows)->take_field(static_cast<const char*>(text), size);
}
static void openward_csv_row(int terminator, void* rows) { static_cast<CsvRows*>(rows)->take_row(terminator); }
}

} // namespace

CsvRows::CsvRows(char delimiter) : parser_(std::make_unique<csv_parser>()) {
  // REPALL_NL: blank lines are reported too, so that row numbers agree with what a person sees.
  if (csv_init(parser_.get(), CSV_REPALL_NL) != 0) throw std::bad_alloc();
  csv_set_delim(parser_.get(), static_cast<unsigned char>(delimiter));
  csv_set_blk_size(parser_.get(), field_growth);
}

CsvRows::~CsvRows() { csv_free(parser_.get()); }

void CsvRows::take_field(const char* text, std::size_t size) noexcept {
  text_.append(text, size);
  field_ends_.push_back(text_.size());
  row_open_ = true;
  after_cr_ = false;
}

void CsvRows::take_row(int terminator) noexcept {
  const bool second_half_of_crlf = terminator == CSV_LF && after_cr_ && !row_open_;
  after_cr_ = terminator == CSV_CR;
  if (second_half_of_crlf) return;
  row_ends_.push_back(field_ends_.size());
  row_open_ = false;
}

Result<bool> CsvRows::deliver(const RowVisitor& visit) {
  std::size_t field = 0;
  std::size_t start = 0;
  for (const std::size_t row_end : row_ends_) {
    cells_.clear();
    for (; field < row_end; ++field) {
      cells_.push_back(std::string_view(text_).substr(start, field_ends_[field] - start));
      start = field_ends_[field];
    }
    auto more = visit(CsvRow{++delivered_, cells_});
    if (!more || !*more) return more;
  }
  text_.erase(0, start);
  field_ends_.erase(field_ends_.begin(), field_ends_.begin() + static_cast<std::ptrdiff_t>(field));
  for (std::size_t& end : field_ends_) end -= start;
  row_ends_.clear();
  return true;
}

Result<bool> CsvRows::feed(std::string_view piece, const RowVisitor& visit) {
  if (csv_parse(parser_.get(), piece.data(), piece.size(), openward_csv_field, openward_csv_row, this) != piece.size()) {
    return Error{ErrorKind::unavailable,
                 "There is not enough memory to read the file. Try again with fewer jobs running.",
                 {},
                 csv_strerror(csv_error(parser_.get()))};
  }
  auto more = deliver(visit);
  if (!more || !*more) return more;
  if (text_.size() + parser_->entry_pos > longest_row) {
    return invalid("Row " + std::to_string(delivered_ + 1) +
                   " is longer than 1 MiB: a quotation mark there opens a field and is never closed. Correct the row.");
  }
  return true;
}

Result<bool> CsvRows::finish(const RowVisitor& visit) {
  if (parser_->pstate == inside_field && parser_->quoted != 0) {
    return invalid("The file ends inside a quoted field that began on row " + std::to_string(delivered_ + 1) +
                   ": it was cut short, or a quotation mark on that row is never closed. Fetch the file again or correct the row.");
  }
  return finish_sample(visit);
}

Result<bool> CsvRows::finish_sample(const RowVisitor& visit) {
  csv_fini(parser_.get(), openward_csv_field, openward_csv_row, this);
  return deliver(visit);
}

std::vector<std::vector<std::string>> first_rows(std::string_view text, char delimiter, std::size_t count) {
  std::vector<std::vector<std::string>> rows;
  const RowVisitor keep = [&](const CsvRow& row) -> Result<bool> {
    rows.emplace_back(row.cells.begin(), row.cells.end());
    return rows.size() < count;
  };
  CsvRows reader(delimiter);
  auto more = reader.feed(text, keep);
  if (more && *more) more = reader.finish_sample(keep);
  return rows;
}

} // namespace openward::exchange
