#include "exchange/workbook/xls_results.h"

#include "exchange/workbook/compound_file.h"
#include "exchange/workbook/number_text.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace openward::exchange {
namespace {

constexpr unsigned biff8 = 0x0600;
constexpr std::size_t most_sheets = 1000;
constexpr std::size_t most_results = 4'000'000; // of a book: a hostile one may name the same sheet many times

struct Record {
  unsigned type = 0;
  std::string_view body;
};

/// Records one after another from a place in the stream.
class Records {
 public:
  Records(std::string_view stream, std::size_t at) : stream_(stream), at_(at) {}
  std::optional<Record> next() {
    if (at_ + 4 > stream_.size()) return std::nullopt;
    const Record record{u16_at(stream_, at_), stream_.substr(at_ + 4, u16_at(stream_, at_ + 2))};
    at_ += 4 + record.body.size();
    return record;
  }

 private:
  std::string_view stream_;
  std::size_t at_;
};

void append_utf8(std::string& out, unsigned c) {
  if (c == 0) c = 0xFFFD; // no text of the register holds a NUL
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0U | c >> 6U));
    out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | c >> 12U));
    out.push_back(static_cast<char>(0x80U | (c >> 6U & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
  } else {
    out.push_back(static_cast<char>(0xF0U | c >> 18U));
    out.push_back(static_cast<char>(0x80U | (c >> 12U & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (c >> 6U & 0x3FU)));
    out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
  }
}

/// Characters of one byte (Latin-1) or of two (UTF-16).
std::string characters(std::string_view bytes, std::size_t count, bool wide) {
  std::string out;
  for (std::size_t i = 0; i < count && (i + 1) * (wide ? 2 : 1) <= bytes.size(); ++i) {
    unsigned c = wide ? u16_at(bytes, i * 2) : static_cast<unsigned char>(bytes[i]);
    if (c >= 0xD800 && c < 0xDC00) {
      const unsigned low = u16_at(bytes, (i + 1) * 2);
      const bool pair = low >= 0xDC00 && low < 0xE000;
      c = pair ? 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00) : 0xFFFD;
      if (pair) ++i;
    } else if (c >= 0xDC00 && c < 0xE000) {
      c = 0xFFFD;
    }
    append_utf8(out, c);
  }
  return out;
}

/// A string with a size of two bytes, as BIFF8 has it; earlier ones have no flags.
std::string string_at(std::string_view body, bool flagged) {
  const std::size_t count = u16_at(body, 0);
  if (!flagged) return body.size() < 2 ? std::string() : characters(body.substr(2), count, false);
  if (body.size() < 3) return {};
  return characters(body.substr(3), count, (static_cast<unsigned char>(body[2]) & 1U) != 0);
}

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

/// The book's own records: what sheets and styles it has.
struct Book {
  explicit Book(std::string_view stream) {
    Records records(stream, 0);
    while (const auto record = records.next()) {
      if (record->type == 0x000A) break;
      if (record->type == 0x0809 && version == 0) version = u16_at(record->body, 0);
      if (record->type == 0x0022) from_1904 = u16_at(record->body, 0) == 1;
      if (record->type == 0x0085) sheets.push_back(u32_at(record->body, 0));
      if (record->type == 0x00E0) formats.push_back(u16_at(record->body, 2));
      if (record->type == 0x041E && record->body.size() > 3) {
        const std::string code = version >= biff8 ? string_at(record->body.substr(2), true) : std::string(record->body.substr(3));
        days_by_format[u16_at(record->body, 0)] = shows_days(code);
      }
    }
  }
  bool shows_day(unsigned style) const {
    if (style >= formats.size()) return false;
    const auto own = days_by_format.find(formats[style]);
    return own != days_by_format.end() ? own->second : shows_days(static_cast<int>(formats[style]));
  }
  unsigned version = 0;
  bool from_1904 = false;
  std::vector<unsigned> sheets;
  std::vector<unsigned> formats; // by style
  std::map<unsigned, bool> days_by_format;
};

class SheetResults {
 public:
  SheetResults(const Book& book, std::string_view stream, std::size_t at) : book_(book) {
    Records records(stream, at);
    int depth = 0; // charts within the sheet are books of their own
    while (const auto record = records.next()) {
      if (record->type == 0x0809) ++depth;
      if (record->type == 0x000A && --depth <= 0) break;
      if (depth == 1) take(*record);
    }
  }
  XlsCells cells;

 private:
  void take(const Record& record) {
    const std::string_view body = record.body;
    const std::pair<std::uint32_t, std::uint32_t> place{u16_at(body, 0), u16_at(body, 2)};
    if (record.type == 0x0205 && body.size() >= 8) {
      cells[place] = truth_or_error(static_cast<unsigned char>(body[6]), body[7] != 0);
    } else if (record.type == 0x0006 && body.size() >= 14) {
      formula(place, body);
    } else if (record.type == 0x0207 && awaited_) {
      cells[*awaited_] = string_at(body, book_.version >= biff8);
      awaited_.reset();
    }
  }
  void formula(const std::pair<std::uint32_t, std::uint32_t>& place, std::string_view body) {
    awaited_.reset();
    if (u16_at(body, 12) == 0xFFFF) {
      const unsigned kind = static_cast<unsigned char>(body[6]);
      if (kind == 0) awaited_ = place;
      if (kind == 1 || kind == 2) cells[place] = truth_or_error(static_cast<unsigned char>(body[8]), kind == 2);
      return;
    }
    const auto bits = static_cast<std::uint64_t>(u32_at(body, 10)) << 32U | u32_at(body, 6);
    const std::string number = number_text(std::bit_cast<double>(bits));
    cells[place] = book_.shows_day(u16_at(body, 4)) ? day_text(number, book_.from_1904) : number;
  }

  const Book& book_;
  std::optional<std::pair<std::uint32_t, std::uint32_t>> awaited_; // the formula whose text comes next
};

} // namespace

std::vector<XlsCells> xls_results(std::string_view bytes) {
  const auto stream = workbook_stream(bytes);
  if (!stream) return {};
  const Book book(*stream);
  std::vector<XlsCells> sheets;
  std::size_t results = 0;
  for (const unsigned at : book.sheets) {
    if (results > most_results || sheets.size() > most_sheets) break;
    sheets.push_back(std::move(SheetResults(book, *stream, at).cells));
    results += sheets.back().size();
  }
  return sheets;
}

} // namespace openward::exchange
