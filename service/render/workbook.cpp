#include "service/render/workbook.h"

#include "domain/date.h"
#include "service/render/rows.h"
#include "service/render/workbook_parts.h"

#include <unistd.h>
#include <zip.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace openward::render {

using persistence::Cell;
using persistence::CellType;
using persistence::Column;
using persistence::Row;

namespace {

constexpr std::size_t most_characters = 32'767;
constexpr std::string_view cut_mark = " [cut: the rest stands in the JSON and CSV of the same address]";
constexpr std::int64_t fifteen_digits = 999'999'999'999'999;

// Places in the list of formats of styles.xml.
constexpr std::string_view style_heading = "1";
constexpr std::string_view style_money = "2";
constexpr std::string_view style_date = "3";
constexpr std::string_view style_guarded = "4";

constexpr std::string_view sheet_head =
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane "
    "ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>\n";
constexpr std::string_view sheet_foot = "</sheetData></worksheet>\n";

Error no_room() {
  return {ErrorKind::unavailable,
          "The workbook could not be prepared: the temporary folder has no room. Try again later, or ask for CSV.",
          {},
          std::strerror(errno)};
}

std::shared_ptr<std::FILE> held(std::FILE* file) {
  return {file, [](std::FILE* f) {
            if (f != nullptr) std::fclose(f);
          }};
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

/// Whether a reader would take what stands here for one of its own escapes, "_x0041_".
bool is_escape(std::string_view text) {
  return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && is_hex(text[2]) && is_hex(text[3]) && is_hex(text[4]) && is_hex(text[5]) &&
         text[6] == '_';
}

void append_escaped(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (byte < 0x20 && c != '\t' && c != '\n') {
      out += "_x00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
      out += '_';
    } else if (is_escape(text.substr(i))) {
      out += "_x005F_";
    } else if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {
      // The two characters that XML leaves out at the end of the first plane.
      out += text[i + 2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
      i += 2;
    } else {
      out += c;
    }
  }
}

/// The beginning of a text of at most so many units of UTF-16, which are what a cell counts.
std::string_view fitting(std::string_view text, std::size_t units) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) continue;
    used += byte >= 0xF0U ? 2 : 1;
    if (used > units) return text.substr(0, i);
  }
  return text;
}

/// Days as spreadsheets count them. They hold 1900 for a leap year, so that only days from March 1900 on agree with the calendar.
std::optional<std::int64_t> serial(const std::string& iso) {
  const auto date = Date::parse(iso);
  const auto first = Date::create(1900, 3, 1);
  if (!date || !first || *date < *first) return std::nullopt;
  return (date->days() - first->days()).count() + 61;
}

void open_cell(std::string& out, const std::string& reference, std::string_view style) {
  out += "<c r=\"" + reference + "\"";
  if (!style.empty()) out += " s=\"" + std::string(style) + "\"";
}

void append_number(std::string& out, std::string_view number, const std::string& reference, std::string_view style) {
  open_cell(out, reference, style);
  out += "><v>" + std::string(number) + "</v></c>";
}

struct Archive {
  struct Discard {
    void operator()(zip_t* one) const { zip_discard(one); }
  };
  std::unique_ptr<zip_t, Discard> zip;

  bool add(const std::string& name, zip_source_t* source) {
    if (source == nullptr) return false;
    const zip_int64_t place = zip_file_add(zip.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (place < 0) {
      zip_source_free(source);
      return false;
    }
    // The same rows make the same bytes.
    return zip_file_set_dostime(zip.get(), static_cast<zip_uint64_t>(place), 0, 0x21, 0) == 0;
  }
  bool add(const std::string& name, const std::string& text) {
    return add(name, zip_source_buffer(zip.get(), text.data(), text.size(), 0));
  }
};

/// A name nobody else has, of an empty file.
std::string temporary_name() {
  const char* folder = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): nobody sets it while the program runs
  std::string name = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/openward-XXXXXX";
  const int file = mkstemp(name.data());
  if (file < 0) return "";
  close(file);
  return name;
}

} // namespace

std::string column_letters(std::size_t column) {
  std::string out;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return out;
}

Result<Workbook> Workbook::create(std::span<const Column> columns, std::int64_t rows_of_a_sheet) {
  Workbook book(columns, rows_of_a_sheet);
  if (auto begun = book.begin_sheet(); !begun) return begun.error();
  return book;
}

Result<> Workbook::begin_sheet() {
  if (!sheets_.empty()) {
    if (auto ended = write(sheet_foot); !ended) return ended;
  }
  auto sheet = held(std::tmpfile());
  if (!sheet) return no_room();
  sheets_.push_back(std::move(sheet));
  rows_of_last_ = 0;
  std::string xml = std::string(xml_head) + std::string(sheet_head) + "<row r=\"1\">";
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    open_cell(xml, column_letters(i) + "1", style_heading);
    xml += " t=\"inlineStr\"><is><t>";
    append_escaped(xml, columns_[i].name);
    xml += "</t></is></c>";
  }
  return write(xml + "</row>\n");
}

Result<> Workbook::write(std::string_view xml) {
  if (std::fwrite(xml.data(), 1, xml.size(), sheets_.back().get()) != xml.size()) return no_room();
  return Done{};
}

void Workbook::append_text(std::string& out, std::string_view text, const std::string& reference) {
  open_cell(out, reference, text.find_first_of("=+-@\t\r\n") == 0 ? style_guarded : "");
  out += " t=\"inlineStr\"><is><t xml:space=\"preserve\">";
  const std::string_view whole = fitting(text, most_characters);
  if (whole.size() == text.size()) {
    append_escaped(out, text);
  } else {
    ++cut_;
    append_escaped(out, fitting(text, most_characters - cut_mark.size()));
    out += cut_mark;
  }
  out += "</t></is></c>";
}

void Workbook::append_cell(std::string& out, const Column& column, const Cell& cell, const std::string& reference) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    const std::string text = cell_text(column, cell);
    if (*number >= -fifteen_digits && *number <= fifteen_digits)
      return append_number(out, text, reference, column.type == CellType::pence ? style_money : "");
    ++long_numbers_;
    return append_text(out, text, reference);
  }
  if (const auto* flag = std::get_if<bool>(&cell)) {
    open_cell(out, reference, "");
    out += std::string(" t=\"b\"><v>") + (*flag ? "1" : "0") + "</v></c>";
    return;
  }
  const auto* text = std::get_if<std::string>(&cell);
  if (!text) return;
  const auto day = column.type == CellType::date ? serial(*text) : std::nullopt;
  if (day) return append_number(out, std::to_string(*day), reference, style_date);
  append_text(out, *text, reference);
}

Result<> Workbook::add(const Row& row) {
  if (rows_of_last_ == rows_of_a_sheet_) {
    if (auto begun = begin_sheet(); !begun) return begun;
  }
  ++rows_;
  const std::string number = std::to_string(++rows_of_last_ + 1);
  std::string xml = "<row r=\"" + number + "\">";
  for (std::size_t i = 0; i < row.size() && i < columns_.size(); ++i) append_cell(xml, columns_[i], row[i], column_letters(i) + number);
  return write(xml + "</row>\n");
}

Result<std::shared_ptr<std::FILE>> Workbook::finish(const AboutLines& about) {
  if (auto written = write(sheet_foot); !written) return written.error();
  AboutLines lines = about;
  lines.emplace_back("rows", std::to_string(rows_));
  if (sheets_.size() > 1)
    lines.emplace_back("sheets of rows, each of at most " + std::to_string(rows_of_a_sheet_), std::to_string(sheets_.size()));
  lines.emplace_back("texts that were cut to the length of a cell", std::to_string(cut_));
  lines.emplace_back("numbers of more than 15 digits, written as text", std::to_string(long_numbers_));
  for (const Column& column : columns_) lines.emplace_back("column " + column.name, column.description);
  std::string sheet = std::string(xml_head) + std::string(sheet_head);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    sheet += "<row r=\"" + number + "\">";
    append_text(sheet, lines[i].first, "A" + number);
    append_text(sheet, lines[i].second, "B" + number);
    sheet += "</row>\n";
  }
  sheet += sheet_foot;

  const std::string name = temporary_name();
  if (name.empty()) return no_room();
  int fault = 0;
  Archive archive{std::unique_ptr<zip_t, Archive::Discard>(zip_open(name.c_str(), ZIP_TRUNCATE | ZIP_CREATE, &fault))};
  const std::vector<WorkbookPart> parts = workbook_parts(sheets_.size());
  bool good = archive.zip != nullptr;
  for (std::size_t i = 0; good && i < parts.size(); ++i) good = archive.add(parts[i].name, parts[i].xml);
  good = good && archive.add(sheet_part(sheets_.size()), sheet);
  for (std::size_t i = 0; good && i < sheets_.size(); ++i) {
    if (std::fflush(sheets_[i].get()) != 0) return no_room();
    std::rewind(sheets_[i].get());
    // A duplicate, because the archive closes what it is given.
    std::FILE* again = fdopen(dup(fileno(sheets_[i].get())), "rb");
    good = again != nullptr && archive.add(sheet_part(i), zip_source_filep(archive.zip.get(), again, 0, -1));
  }
  if (good && zip_close(archive.zip.get()) == 0) {
    archive.zip.release(); // NOLINT(bugprone-unused-return-value): closing it freed it
  } else {
    good = false;
  }
  auto file = held(good ? std::fopen(name.c_str(), "rb") : nullptr);
  const Error failed = no_room();
  unlink(name.c_str());
  if (!file) return failed;
  return file;
}

} // namespace openward::render
