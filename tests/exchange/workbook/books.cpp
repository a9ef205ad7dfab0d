#include "tests/exchange/workbook/books.h"

#include <zip.h>

#include <bit>
#include <stdexcept>

namespace openward::test {
namespace {

void put16(std::string& out, unsigned value) {
  out.push_back(static_cast<char>(value & 0xFFU));
  out.push_back(static_cast<char>(value >> 8U & 0xFFU));
}

void put32(std::string& out, unsigned value) {
  put16(out, value & 0xFFFFU);
  put16(out, value >> 16U);
}

void put_double(std::string& out, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  put32(out, static_cast<unsigned>(bits & 0xFFFFFFFFU));
  put32(out, static_cast<unsigned>(bits >> 32U));
}

std::string record(unsigned type, const std::string& body) {
  std::string out;
  put16(out, type);
  put16(out, static_cast<unsigned>(body.size()));
  return out + body;
}

std::string bof(unsigned kind, bool excel_95) {
  std::string body;
  for (const unsigned word : {excel_95 ? 0x0500U : 0x0600U, kind, 0x0DBBU, 0x07CCU}) put16(body, word);
  put32(body, 0x000000C1);
  put32(body, 0x00000306);
  return record(0x0809, body);
}

std::string cell(unsigned row, unsigned column, unsigned style) {
  std::string out;
  for (const unsigned word : {row, column, style}) put16(out, word);
  return out;
}

std::string style(unsigned format) {
  std::string body;
  put16(body, 0);
  put16(body, format);
  body.resize(20, '\0');
  return record(0x00E0, body);
}

/// The stream "Workbook" in a compound file: header, one sector of the allocation table, one of the folder, then the stream.
std::string compound(std::string stream) {
  constexpr unsigned sector = 512;
  constexpr unsigned end_of_chain = 0xFFFFFFFE;
  constexpr unsigned unused = 0xFFFFFFFF;
  stream.resize(std::max<std::size_t>((stream.size() + sector - 1) / sector * sector, 4096), '\0');
  const auto sectors = static_cast<unsigned>(stream.size() / sector);
  if (sectors > sector / 4 - 2) throw std::length_error("the test's workbook is too long for one sector of its table");
  std::string header("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  header.resize(24, '\0');
  for (const unsigned word : {0x003EU, 0x0003U, 0xFFFEU, 9U, 6U}) put16(header, word);
  header.resize(44, '\0');
  for (const unsigned word : {1U, 1U, 0U, 4096U, end_of_chain, 0U, end_of_chain, 0U, 0U}) put32(header, word);
  while (header.size() < sector) put32(header, unused);
  std::string table;
  put32(table, 0xFFFFFFFD);
  put32(table, end_of_chain);
  for (unsigned i = 0; i < sectors; ++i) put32(table, i + 1 < sectors ? i + 3 : end_of_chain);
  while (table.size() < sector) put32(table, unused);
  const auto entry = [](const std::string& name, char kind, unsigned child, unsigned first, unsigned size) {
    std::string out;
    for (const char c : name) put16(out, static_cast<unsigned char>(c));
    out.resize(64, '\0');
    put16(out, static_cast<unsigned>(name.size() + 1) * 2);
    out.push_back(kind);
    out.push_back(1);
    put32(out, unused);
    put32(out, unused);
    put32(out, child);
    out.resize(116, '\0');
    put32(out, first);
    put32(out, size);
    out.resize(128, '\0');
    return out;
  };
  std::string folder = entry("Root Entry", 5, 1, end_of_chain, 0) + entry("Workbook", 2, unused, 2, static_cast<unsigned>(stream.size()));
  folder.resize(sector, '\0');
  return header + table + folder + stream;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
  return out;
}

constexpr const char* head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr const char* main_space = R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
constexpr const char* relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

} // namespace

std::string zipped(const Parts& parts) {
  zip_error_t fault;
  zip_error_init(&fault);
  zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &fault);
  zip_t* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &fault);
  if (archive == nullptr) throw std::runtime_error(zip_error_strerror(&fault));
  zip_source_keep(buffer);
  for (const auto& [name, bytes] : parts) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    if (zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) throw std::runtime_error(zip_strerror(archive));
  }
  if (zip_close(archive) != 0) throw std::runtime_error(zip_strerror(archive));
  zip_stat_t stat;
  zip_source_stat(buffer, &stat);
  std::string out(stat.size, '\0');
  zip_source_open(buffer);
  zip_source_read(buffer, out.data(), out.size());
  zip_source_close(buffer);
  zip_source_free(buffer);
  return out;
}

Parts parts_of(const Book& book) {
  std::string sheets;
  std::string relations;
  std::vector<std::string> names = book.other_sheets_first;
  names.emplace_back("Spend");
  Parts parts;
  const std::string relation_type = std::string(relation_space) + "/";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    sheets += "<sheet name=\"" + names[i] + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
    relations +=
        "<Relationship Id=\"rId" + number + "\" Type=\"" + relation_type + "worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
    const bool last = i + 1 == names.size();
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml", std::string(head) + "<worksheet" + main_space + "><sheetData>" +
                                                                    (last ? book.rows : "") + "</sheetData>" +
                                                                    (last ? book.after_rows : "") + "</worksheet>");
  }
  relations += "<Relationship Id=\"rIdS\" Type=\"" + relation_type + "sharedStrings\" Target=\"sharedStrings.xml\"/>";
  relations += "<Relationship Id=\"rIdY\" Type=\"" + relation_type + "styles\" Target=\"styles.xml\"/>";
  std::string strings;
  for (const std::string& text : book.strings) strings += "<si><t>" + escaped(text) + "</t></si>";
  std::string codes;
  std::string styles = "<xf numFmtId=\"0\"/>";
  for (std::size_t i = 0; i < book.format_codes.size(); ++i) {
    const std::string number = std::to_string(164 + i);
    codes += "<numFmt numFmtId=\"" + number + "\" formatCode=\"" + book.format_codes[i] + "\"/>";
    styles += "<xf numFmtId=\"" + number + "\"/>";
  }
  parts.emplace_back("[Content_Types].xml", std::string(head) + "<Types/>");
  parts.emplace_back("_rels/.rels", std::string(head) + "<Relationships><Relationship Id=\"rId1\" Type=\"" + relation_type +
                                        "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
  parts.emplace_back("xl/workbook.xml", std::string(head) + "<workbook" + main_space + " xmlns:r=\"" + relation_space + "\"><workbookPr" +
                                            (book.from_1904 ? " date1904=\"1\"" : "") + "/><sheets>" + sheets + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", std::string(head) + "<Relationships>" + relations + "</Relationships>");
  parts.emplace_back("xl/sharedStrings.xml", std::string(head) + "<sst" + main_space + ">" + strings + "</sst>");
  parts.emplace_back("xl/styles.xml", std::string(head) + "<styleSheet" + main_space + "><numFmts>" + codes + "</numFmts><cellXfs>" +
                                          styles + "</cellXfs></styleSheet>");
  return parts;
}

void XlsSheet::seen(unsigned row, unsigned column) {
  rows_ = std::max(rows_, row + 1);
  columns_ = std::max(columns_, column + 1);
}

void XlsSheet::label(unsigned row, unsigned column, const std::string& text) {
  seen(row, column);
  std::string body = cell(row, column, 0);
  put16(body, static_cast<unsigned>(text.size()));
  if (!excel_95_) body.push_back('\0'); // a byte for each character
  records_ += record(0x0204, body + text);
}

void XlsSheet::number(unsigned row, unsigned column, double value, unsigned style) {
  seen(row, column);
  std::string body = cell(row, column, style);
  put_double(body, value);
  records_ += record(0x0203, body);
}

void XlsSheet::formula(unsigned row, unsigned column, double result, unsigned style) {
  seen(row, column);
  std::string body = cell(row, column, style);
  put_double(body, result);
  body.resize(body.size() + 8, '\0'); // flags, chain, no tokens
  records_ += record(0x0006, body);
}

void XlsSheet::formula_text(unsigned row, unsigned column, const std::string& text) {
  seen(row, column);
  std::string body = cell(row, column, 0);
  body.resize(body.size() + 6, '\0');
  put16(body, 0xFFFF);
  body.resize(body.size() + 8, '\0');
  std::string string;
  put16(string, static_cast<unsigned>(text.size()));
  string.push_back('\0');
  records_ += record(0x0006, body) + record(0x0207, string + text);
}

void XlsSheet::error(unsigned row, unsigned column, unsigned char code) {
  seen(row, column);
  std::string body = cell(row, column, 0);
  body.push_back(static_cast<char>(code));
  body.push_back(1);
  records_ += record(0x0205, body);
}

void XlsSheet::small(unsigned row, unsigned column, int value, bool hundredth) {
  seen(row, column);
  std::string body = cell(row, column, 0);
  put32(body, static_cast<unsigned>(value) << 2U | 2U | (hundredth ? 1U : 0U));
  records_ += record(0x027E, body);
}

void XlsSheet::smalls(unsigned row, unsigned column, const std::vector<int>& values) {
  std::string body;
  put16(body, row);
  put16(body, column);
  for (const int value : values) {
    put16(body, 0);
    put32(body, static_cast<unsigned>(value) << 2U | 2U);
    seen(row, column++);
  }
  put16(body, column - 1);
  records_ += record(0x00BD, body);
}

void XlsSheet::shared(unsigned row, unsigned column, unsigned index) {
  seen(row, column);
  std::string body = cell(row, column, 0);
  put32(body, index);
  records_ += record(0x00FD, body);
}

void XlsSheet::merge(unsigned first_row, unsigned last_row, unsigned column) {
  std::string body;
  for (const unsigned word : {1U, first_row, last_row, column, column}) put16(body, word);
  records_ += record(0x00E5, body);
}

void XlsSheet::hide(unsigned row) {
  std::string body;
  for (const unsigned word : {row, 0U, 256U, 255U, 0U, 0U}) put16(body, word);
  put32(body, 0x00000120); // hidden
  records_ += record(0x0208, body);
}

std::string shared_text(const std::string& text, bool wide) {
  std::string out;
  put16(out, static_cast<unsigned>(text.size()));
  out.push_back(wide ? '\1' : '\0');
  for (const char c : text) {
    out.push_back(c);
    if (wide) out.push_back('\0');
  }
  return out;
}

std::string xls(const XlsSheet& sheet, const XlsBook& book) {
  std::string mode;
  put16(mode, book.from_1904 ? 1 : 0);
  std::string shared;
  for (std::size_t i = 0; i < book.shared.size(); ++i) {
    std::string piece = book.shared[i];
    if (i == 0) {
      std::string counts;
      put32(counts, book.shared_count);
      put32(counts, book.shared_count);
      piece.insert(0, counts);
    }
    shared += record(i == 0 ? 0x00FC : 0x003C, piece);
  }
  const std::string code_page = book.excel_95 ? std::string("\xE4\x04", 2) : std::string("\xB0\x04", 2);
  const std::string globals = bof(0x0005, book.excel_95) + (book.locked ? record(0x002F, std::string(6, '\1')) : "") +
                              record(0x0042, code_page) + record(0x0022, mode) + style(0) + style(14) + shared;
  const std::string name = book.excel_95 ? std::string("\x05Spend") : std::string("\x05\0Spend", 7);
  const std::size_t sheet_at = globals.size() + 4 + 6 + name.size() + 4;
  std::string bound;
  put32(bound, static_cast<unsigned>(sheet_at));
  put16(bound, 0);
  std::string dimensions;
  put32(dimensions, 0);
  put32(dimensions, sheet.rows());
  for (const unsigned word : {0U, sheet.columns(), 0U}) put16(dimensions, word);
  const std::string end = record(0x000A, "");
  return compound(globals + record(0x0085, bound + name) + end + bof(0x0010, book.excel_95) + record(0x0200, dimensions) + sheet.records() +
                  end);
}

} // namespace openward::test
