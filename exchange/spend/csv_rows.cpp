#include "exchange/spend/csv_rows.h"

#include <csv.h>

#include <algorithm>
#include <new>

namespace openward::exchange {
namespace {

constexpr std::size_t longest_row = 1024 * 1024;
constexpr std::size_t field_growth = 4096; // libcsv grows its field by this much; its own 128 is quadratic on long fields
constexpr int before_row = 0;              // csv_parser::pstate between rows (ROW_NOT_BEGUN in libcsv.c)
constexpr int inside_field = 2;            // and while a field has begun (FIELD_BEGUN)

bool ends_row(char c) { return c == '\n' || c == '\r'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

extern "C" {
static void openward_csv_field(void* text, std::size_t size, void* rows) {
  static_cast<CsvRows*>(rows)->take_field(static_cast<const char*>(text), size);
}
static void openward_csv_row(int terminator, void* rows) { static_cast<CsvRows*>(rows)->take_row(terminator); }
}

} // namespace

CsvRows::CsvRows(char delimiter) : parser_(std::make_unique<csv_parser>()), delimiter_(delimiter) {
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

Result<bool> CsvRows::parse(std::string_view piece, const RowVisitor& visit) {
  if (csv_parse(parser_.get(), piece.data(), piece.size(), openward_csv_field, openward_csv_row, this) != piece.size()) {
    return Error{ErrorKind::unavailable,
                 "There is not enough memory to read the file. Try again with fewer jobs running.",
                 {},
                 csv_strerror(csv_error(parser_.get()))};
  }
  return deliver(visit);
}

bool CsvRows::between_rows() const { return parser_->pstate == before_row && !row_open_; }

/// Parts the row that `text` begins with, and gives its size with its line end; 0 when it is not whole or libcsv has to look at it.
std::size_t CsvRows::plain_row(std::string_view text) {
  cells_.clear();
  if (ends_row(text.front())) return 1; // a blank line
  std::size_t at = 0;
  for (;;) {
    while (at < text.size() && is_blank(text[at]) && text[at] != delimiter_) ++at;
    if (at == text.size()) return 0;
    std::size_t end = at;
    if (text[at] == '"') {
      end = text.find('"', at + 1);
      if (end == std::string_view::npos || end + 1 >= text.size()) return 0;
      cells_.push_back(text.substr(at + 1, end - at - 1));
      ++end;
      if (text[end] != delimiter_ && !ends_row(text[end])) return 0; // a doubled quotation mark, or one that stands alone
    } else {
      while (end < text.size() && text[end] != delimiter_ && !ends_row(text[end])) ++end;
      if (end == text.size()) return 0;
      std::size_t last = end;
      while (last > at && is_blank(text[last - 1])) --last;
      cells_.push_back(text.substr(at, last - at));
    }
    if (text[end] != delimiter_) return end + 1;
    at = end + 1;
  }
}

Result<bool> CsvRows::feed(std::string_view piece, const RowVisitor& visit) {
  while (!piece.empty()) {
    // White space before a row is libcsv's: it may stand between the two halves of a line end.
    const bool plain = between_rows() && !is_blank(piece.front());
    if (plain && after_cr_ && piece.front() == '\n') {
      after_cr_ = false;
      piece.remove_prefix(1);
      continue;
    }
    if (const std::size_t size = plain ? plain_row(piece) : 0; size > 0) {
      after_cr_ = piece[size - 1] == '\r';
      piece.remove_prefix(size);
      auto more = visit(CsvRow{++delivered_, cells_});
      if (!more || !*more) return more;
      continue;
    }
    const std::size_t line = std::min(piece.find('\n'), piece.size() - 1) + 1;
    auto more = parse(piece.substr(0, line), visit);
    if (!more || !*more) return more;
    piece.remove_prefix(line);
  }
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
