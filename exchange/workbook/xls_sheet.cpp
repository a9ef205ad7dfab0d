#include "exchange/workbook/xls_sheet.h"

#include "exchange/workbook/compound_file.h"
#include "exchange/workbook/number_text.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <tuple>

namespace openward::exchange {
namespace {

constexpr unsigned biff8 = 0x0600;
constexpr unsigned bof = 0x0809;
constexpr unsigned eof = 0x000A;
constexpr std::size_t most_sheets = 1000;
constexpr std::size_t most_cells = 8'000'000; // of a sheet; the largest real one of spend has 120,000
constexpr std::size_t most_merged = 10'000;

std::string error_word(unsigned code) {
  switch (code) {
  case 0x00:
    return "#NULL!";
  case 0x07:
    return "#DIV/0!";
  case 0x0F:
    return "#VALUE!";
  case 0x17:
    return "#REF!";
  case 0x1D:
    return "#NAME?";
  case 0x24:
    return "#NUM!";
  default:
    return "#N/A";
  }
}

std::string truth_or_error(unsigned value, bool error) { return error ? error_word(value) : value == 0 ? "FALSE" : "TRUE"; }

double double_at(std::string_view body, std::size_t at) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(u32_at(body, at + 4)) << 32U | u32_at(body, at));
}

/// [MS-XLS] 2.5.122: the upper 30 bits of a double or a whole number, and whether a hundredth of it is meant. The division is what the
/// format says; number_text finds the decimal that was typed.
double rk_number(unsigned bits) {
  const bool whole = (bits & 2U) != 0;
  const double number = whole ? static_cast<double>(static_cast<std::int32_t>(bits) >> 2)
                              : std::bit_cast<double>(static_cast<std::uint64_t>(bits & 0xFFFFFFFCU) << 32U);
  return (bits & 1U) != 0 ? number / 100 : number;
}

/// Takes the records of one sheet.
class SheetReader {
 public:
  explicit SheetReader(const XlsGlobals& book) : book_(book) {}

  void take(const XlsRecord& record) {
    const std::string_view body = record.body;
    switch (record.type) {
    case 0x0203:
      if (body.size() >= 14) number(body, u16_at(body, 2), u16_at(body, 4), double_at(body, 6));
      break;
    case 0x027E:
      if (body.size() >= 10) number(body, u16_at(body, 2), u16_at(body, 4), rk_number(u32_at(body, 6)));
      break;
    case 0x00BD:
      for (std::size_t at = 4, column = u16_at(body, 2); at + 8 <= body.size(); at += 6, ++column)
        number(body, static_cast<unsigned>(column), u16_at(body, at), rk_number(u32_at(body, at + 2)));
      break;
    case 0x0204:
    case 0x00D6:
      if (body.size() >= 8) put(body, u16_at(body, 2), book_.text.read(record, 6));
      break;
    case 0x00FD:
      if (body.size() >= 10) shared(body);
      break;
    case 0x0205:
      if (body.size() >= 8) put(body, u16_at(body, 2), truth_or_error(static_cast<unsigned char>(body[6]), body[7] != 0));
      break;
    case 0x0006:
      if (body.size() >= 14) formula(body);
      break;
    case 0x0207:
      if (awaited_) out.cells.push_back({awaited_->row, awaited_->column, book_.text.read(record, 0)});
      awaited_.reset();
      break;
    case 0x00E5:
      merged(body);
      break;
    default:
      break;
    }
    if (out.cells.size() > most_cells) out.fault = "a sheet of it holds more than 8,000,000 cells";
  }

  XlsCells out;

 private:
  void put(std::string_view body, unsigned column, std::string text) {
    out.cells.push_back({static_cast<std::uint16_t>(u16_at(body, 0)), static_cast<std::uint16_t>(column), std::move(text)});
  }
  void number(std::string_view body, unsigned column, unsigned style, double value) {
    std::string text = number_text(value);
    put(body, column, book_.shows_day(style) ? day_text(text, book_.from_1904) : std::move(text));
  }
  void shared(std::string_view body) {
    const std::size_t index = u32_at(body, 6);
    if (index < book_.shared.size()) return put(body, u16_at(body, 2), book_.shared[index]);
    out.fault = "the cell in row " + std::to_string(u16_at(body, 0) + 1) + " has a text that is not in the file";
  }
  void formula(std::string_view body) {
    awaited_.reset();
    if (u16_at(body, 12) != 0xFFFF) return number(body, u16_at(body, 2), u16_at(body, 4), double_at(body, 6));
    const unsigned kind = static_cast<unsigned char>(body[6]);
    if (kind == 0) awaited_ = XlsCell{static_cast<std::uint16_t>(u16_at(body, 0)), static_cast<std::uint16_t>(u16_at(body, 2)), {}};
    if (kind == 1 || kind == 2) put(body, u16_at(body, 2), truth_or_error(static_cast<unsigned char>(body[8]), kind == 2));
  }
  void merged(std::string_view body) {
    for (std::size_t at = 2; at + 8 <= body.size() && out.merged.size() < most_merged; at += 8) {
      const XlsMerged one{u16_at(body, at + 4), u16_at(body, at), u16_at(body, at + 2)};
      if (one.last_row > one.first_row) out.merged.push_back(one); // over one row alone the text stands in its first column
    }
  }

  const XlsGlobals& book_;
  std::optional<XlsCell> awaited_; // the formula whose text comes next
};

void put_in_order(std::vector<XlsCell>& cells) {
  const auto place = [](const XlsCell& cell) { return std::tuple(cell.row, cell.column); };
  std::stable_sort(cells.begin(), cells.end(), [&](const XlsCell& a, const XlsCell& b) { return place(a) < place(b); });
  const auto last = std::unique(cells.rbegin(), cells.rend(), [&](const XlsCell& a, const XlsCell& b) { return place(a) == place(b); });
  cells.erase(cells.begin(), last.base());
}

} // namespace

XlsGlobals::XlsGlobals(std::string_view stream) {
  XlsRecords records(stream, 0);
  while (const auto record = records.next()) {
    if (record->type == eof) {
      whole = true;
      return;
    }
    take(*record);
    if (locked) return; // what follows is enciphered
  }
}

void XlsGlobals::take(const XlsRecord& record) {
  const std::string_view body = record.body;
  switch (record.type) {
  case bof:
    text.flagged = u16_at(body, 0) >= biff8;
    break;
  case 0x002F:
    locked = true;
    break;
  case 0x0022:
    from_1904 = u16_at(body, 0) == 1;
    break;
  case 0x0042:
    text.code_page = u16_at(body, 0);
    break;
  case 0x0085:
    // Kind 0 is a sheet of rows; 1, 2 and 6 are macros, charts and modules.
    if (body.size() > 6 && body[5] == 0 && sheets.size() < most_sheets) sheets.push_back({text.read(record, 6, 1), u32_at(body, 0)});
    break;
  case 0x00E0:
    formats_.push_back(u16_at(body, 2));
    break;
  case 0x041E:
    days_by_format_[u16_at(body, 0)] = shows_days(text.flagged ? text.read(record, 2) : text.read(record, 2, 1));
    break;
  case 0x00FC:
    shared = xls_shared_texts(record);
    break;
  default:
    break;
  }
}

bool XlsGlobals::shows_day(unsigned style) const {
  if (style >= formats_.size()) return false;
  const auto own = days_by_format_.find(formats_[style]);
  return own != days_by_format_.end() ? own->second : shows_days(static_cast<int>(formats_[style]));
}

XlsCells xls_cells(const XlsGlobals& book, std::string_view stream, std::size_t at) {
  SheetReader reader(book);
  XlsRecords records(stream, at);
  int depth = 0; // charts within the sheet are books of their own
  bool whole = false;
  while (!whole && reader.out.fault.empty()) {
    const auto record = records.next();
    if (!record) break;
    if (record->type == bof) ++depth;
    whole = record->type == eof && --depth <= 0;
    if (depth == 1) reader.take(*record);
  }
  if (!whole && reader.out.fault.empty()) reader.out.fault = "it is damaged or was cut short";
  put_in_order(reader.out.cells);
  return std::move(reader.out);
}

} // namespace openward::exchange
