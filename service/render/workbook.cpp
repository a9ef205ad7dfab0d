#include "service/render/workbook.h"

#include "domain/date.h"
#include "service/render/rows.h"

#include <unistd.h>
#include <zip.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace openward::render {

using persistence::Cell;
using persistence::CellType;
using persistence::Column;
using persistence::Row;

namespace {

constexpr std::int64_t most_rows = 1'048'575; // and the row of headings
constexpr std::size_t most_characters = 32'767;
constexpr std::string_view cut_mark = " [cut: the rest stands in the JSON and CSV of the same address]";
constexpr std::int64_t fifteen_digits = 999'999'999'999'999;

// Places in the list of formats of styles.xml.
constexpr std::string_view style_heading = "1";
constexpr std::string_view style_money = "2";
constexpr std::string_view style_date = "3";
constexpr std::string_view style_guarded = "4";

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view sheet_head =
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane "
    "ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>\n";
constexpr std::string_view sheet_foot = "</sheetData></worksheet>\n";

struct Part {
  const char* name;
  std::string_view xml;
};
constexpr std::array<Part, 5> fixed_parts{{
    {"[Content_Types].xml",
     "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
     "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
     "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
     "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override "
     "PartName=\"/xl/worksheets/sheet1.xml\" "
     "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override "
     "PartName=\"/xl/worksheets/sheet2.xml\" "
     "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" "
     "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>\n"},
    {"_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
                    "Target=\"xl/workbook.xml\"/></Relationships>\n"},
    {"xl/workbook.xml",
     "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
     "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"rows\" sheetId=\"1\" "
     "r:id=\"rId1\"/><sheet name=\"about\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>\n"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
     "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
     "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
     "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
     "Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" "
     "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>\n"},
    {"xl/styles.xml",
     "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"2\"><font><sz val=\"11\"/><name "
     "val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill "
     "patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders "
     "count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" "
     "fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
     "borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/><xf "
     "numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"14\" fontId=\"0\" "
     "fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
     "xfId=\"0\" quotePrefix=\"1\"/></cellXfs></styleSheet>\n"},
}};

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

  bool add(const char* name, zip_source_t* source) {
    if (source == nullptr) return false;
    const zip_int64_t place = zip_file_add(zip.get(), name, source, ZIP_FL_ENC_UTF_8);
    if (place < 0) {
      zip_source_free(source);
      return false;
    }
    // The same rows make the same bytes.
    return zip_file_set_dostime(zip.get(), static_cast<zip_uint64_t>(place), 0, 0x21, 0) == 0;
  }
  bool add(const char* name, const std::string& text) { return add(name, zip_source_buffer(zip.get(), text.data(), text.size(), 0)); }
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

Result<Workbook> Workbook::create(std::span<const Column> columns) {
  auto sheet = held(std::tmpfile());
  if (!sheet) return no_room();
  Workbook book(std::move(sheet), columns);
  std::string xml = std::string(xml_head) + std::string(sheet_head) + "<row r=\"1\">";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    open_cell(xml, column_letters(i) + "1", style_heading);
    xml += " t=\"inlineStr\"><is><t>";
    append_escaped(xml, columns[i].name);
    xml += "</t></is></c>";
  }
  if (auto written = book.write(xml + "</row>\n"); !written) return written.error();
  return book;
}

Result<> Workbook::write(std::string_view xml) {
  if (std::fwrite(xml.data(), 1, xml.size(), sheet_.get()) != xml.size()) return no_room();
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
  if (rows_ == most_rows)
    return invalid("a sheet of a workbook holds 1,048,575 rows, and these are more; ask for CSV, or narrow the filter");
  ++rows_;
  const std::string number = std::to_string(rows_ + 1);
  std::string xml = "<row r=\"" + number + "\">";
  for (std::size_t i = 0; i < row.size() && i < columns_.size(); ++i) append_cell(xml, columns_[i], row[i], column_letters(i) + number);
  return write(xml + "</row>\n");
}

Result<std::shared_ptr<std::FILE>> Workbook::finish(const AboutLines& about) {
  if (auto written = write(sheet_foot); !written) return written.error();
  AboutLines lines = about;
  lines.emplace_back("rows", std::to_string(rows_));
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
  if (name.empty() || std::fflush(sheet_.get()) != 0) return no_room();
  std::rewind(sheet_.get());
  int fault = 0;
  Archive archive{std::unique_ptr<zip_t, Archive::Discard>(zip_open(name.c_str(), ZIP_TRUNCATE | ZIP_CREATE, &fault))};
  std::array<std::string, fixed_parts.size()> fixed;
  bool good = archive.zip != nullptr;
  for (std::size_t i = 0; good && i < fixed.size(); ++i) {
    fixed[i] = std::string(xml_head) + std::string(fixed_parts[i].xml);
    good = archive.add(fixed_parts[i].name, fixed[i]);
  }
  good = good && archive.add("xl/worksheets/sheet2.xml", sheet);
  // A duplicate, because the archive closes what it is given.
  std::FILE* again = good ? fdopen(dup(fileno(sheet_.get())), "rb") : nullptr;
  good = good && again != nullptr && archive.add("xl/worksheets/sheet1.xml", zip_source_filep(archive.zip.get(), again, 0, -1));
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
