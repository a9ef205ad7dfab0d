#include "exchange/workbook/number_text.h"
#include "exchange/workbook/shared_strings.h"
#include "exchange/workbook/workbook.h"
#include "tests/exchange/workbook/books.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <random>

using namespace openward;       // NOLINT(google-build-using-namespace): a test file
using namespace openward::test; // NOLINT(google-build-using-namespace)
using exchange::open_workbook;

namespace {

/// "2: a|b|c" for each row of the last sheet; merged cells in brackets; an error is "error: …".
std::string dump(const std::string& bytes) {
  auto book = open_workbook(bytes);
  if (!book) return "error: " + book.error().message;
  std::string out;
  const std::size_t sheet = (*book)->sheets().size() - 1;
  // Merged cells are known once a sheet was read.
  const auto first = (*book)->each_row(sheet, [](const exchange::SheetRow&) -> Result<bool> { return true; });
  if (!first) return "error: " + first.error().message;
  const auto read = (*book)->each_row(sheet, [&](const exchange::SheetRow& row) -> Result<bool> {
    out += std::to_string(row.number) + ": ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const bool merged = std::find(row.merged.begin(), row.merged.end(), static_cast<int>(i)) != row.merged.end();
      out += (i > 0 ? "|" : "") + (merged ? "[" + std::string(row.cells[i]) + "]" : std::string(row.cells[i]));
    }
    out += "\n";
    return true;
  });
  return read ? out : "error: " + read.error().message;
}

/// Whatever a damaged file gives: an error with words, or rows in order.
void check_rows(const std::string& bytes) {
  auto book = open_workbook(bytes);
  if (!book) {
    REQUIRE_FALSE(book.error().message.empty());
    return;
  }
  for (std::size_t sheet = 0; sheet < (*book)->sheets().size(); ++sheet) {
    std::int64_t last = 0;
    bool ordered = true;
    const auto read = (*book)->each_row(sheet, [&](const exchange::SheetRow& row) -> Result<bool> {
      ordered = ordered && row.number > last;
      last = row.number;
      return true;
    });
    REQUIRE(ordered);
    if (!read) REQUIRE_FALSE(read.error().message.empty());
  }
}

} // namespace

TEST_CASE("each kind of cell of an .xlsx is the text that was stored in it", "[workbook]") {
  const auto [cell, text] = GENERATE(table<std::string, std::string>({
      {R"(<c r="A1" t="s"><v>1</v></c>)", "A & B"},
      {R"(<c r="A1" t="s"><v>0</v></c>)", "Amount\nin pounds"},
      {R"(<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>)", "inline"},
      {R"(<c r="A1" t="str"><f>"x"&amp;"y"</f><v>xy</v></c>)", "xy"},
      {R"(<c r="A1"><f>SUM(B1:B9)</f><v>159114.61000000002</v></c>)", "159114.61000000002"},
      {R"(<c r="A1"><v>76912.070000000007</v></c>)", "76912.07"},
      {R"(<c r="A1"><v>0.28499999999999998</v></c>)", "0.285"},
      {R"(<c r="A1"><v>1.5E5</v></c>)", "150000"},
      {R"(<c r="A1"><v>12345678901234567890</v></c>)", "12345678901234567890"},
      {R"(<c r="A1" s="1"><v>43924</v></c>)", "2020-04-03"},
      {R"(<c r="A1" s="1"><v>43924.75</v></c>)", "2020-04-03"},
      {R"(<c r="A1" s="2"><v>43924</v></c>)", "43924"},
      {R"(<c r="A1" t="d"><v>2020-04-03T00:00:00</v></c>)", "2020-04-03T00:00:00"},
      {R"(<c r="A1" t="b"><v>1</v></c>)", "TRUE"},
      {R"(<c r="A1" t="e"><v>#N/A</v></c>)", "#N/A"},
      {R"(<c t="str"><v>no place</v></c>)", "no place"},
  }));
  Book book;
  book.strings = {"Amount_x000A_in pounds", "A & B"};
  book.format_codes = {"dd/mm/yyyy", "#,##0.00"};
  book.rows = "<row r=\"1\">" + cell + "</row>";
  CHECK(dump(xlsx(book)) == "1: " + text + "\n");
}

TEST_CASE("hidden rows are read, rows keep their numbers and empty cells their places", "[workbook]") {
  Book book;
  book.strings = {"x"};
  book.rows = R"(<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2"><v>5</v></c></row><row r="7" hidden="1"><c r="A7"><v>6</v></c></row>)";
  CHECK(dump(xlsx(book)) == "2: |x||5\n7: 6\n");
}

TEST_CASE("a cell merged over rows shows its text in each of them, marked", "[workbook]") {
  Book book;
  book.strings = {"Acme"};
  book.rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c></row><row r="2"><c r="B2"><v>6</v></c></row>)"
              R"(<row r="3"><c r="B3"><v>7</v></c></row>)";
  book.after_rows = R"(<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="C1:F1"/></mergeCells>)";
  CHECK(dump(xlsx(book)) == "1: Acme|5\n2: [Acme]|6\n3: |7\n");
}

TEST_CASE("days of a workbook that counts from 1904 are the days that are shown", "[workbook]") {
  Book book;
  book.format_codes = {"yyyy-mm-dd"};
  book.from_1904 = true;
  book.rows = R"(<row r="1"><c r="A1" s="1"><v>42462</v></c></row>)";
  CHECK(dump(xlsx(book)) == "1: 2020-04-03\n");
}

TEST_CASE("an .xls gives labels, numbers, days, formulas by their results, errors and hidden rows", "[workbook]") {
  XlsSheet sheet;
  sheet.hide(1);
  sheet.label(0, 0, "Supplier");
  sheet.label(1, 0, "Acme");
  sheet.number(1, 1, 76912.07);
  sheet.number(1, 2, 43924, 1);
  sheet.formula(2, 1, 159114.61);
  sheet.formula(2, 2, 43925, 1);
  sheet.formula_text(2, 0, "Beta");
  sheet.error(3, 1, 0x2A);
  CHECK(dump(xls(sheet)) == "1: Supplier||\n2: Acme|76912.07|2020-04-03\n3: Beta|159114.61|2020-04-04\n4: |#N/A|\n");
  XlsSheet early;
  early.number(0, 0, 42462, 1);
  early.formula(0, 1, 42463, 1);
  CHECK(dump(xls(early, {.from_1904 = true})) == "1: 2020-04-03|2020-04-04\n");
}

TEST_CASE("numbers of an .xls that are kept in 30 bits are the decimals that were typed", "[workbook]") {
  XlsSheet sheet;
  sheet.small(0, 0, 7691207, true);
  sheet.small(0, 1, -1, true);
  sheet.smalls(0, 2, {5, -6, 536870911});
  sheet.small(1, 0, 28, true);
  CHECK(dump(xls(sheet)) == "1: 76912.07|-0.01|5|-6|536870911\n2: 0.28||||\n");
}

TEST_CASE("texts that an .xls shares are whole where a record breaks them off", "[workbook]") {
  XlsSheet sheet;
  for (unsigned i = 0; i < 3; ++i) sheet.shared(0, i, i);
  const std::string formatted("\x04\0\x08\x01\0Acme\0\0\x05\0", 13); // one run of another font, of no meaning here
  const std::string last = shared_text("Beta Care", true);
  const auto [pieces, says] = GENERATE_COPY(table<SharedPieces, std::string>({
      {{shared_text("Date") + formatted + last}, "1: Date|Acme|Beta Care\n"},
      {{shared_text("Date") + formatted.substr(0, 7), std::string(1, '\0') + formatted.substr(7) + last}, "1: Date|Acme|Beta Care\n"},
      {{shared_text("Date") + formatted + last.substr(0, 3), "\1" + last.substr(3)}, "1: Date|Acme|Beta Care\n"},
      // wide before the break and narrow after it
      {{shared_text("Date") + formatted + last.substr(0, 13), std::string(1, '\0') + "Care"}, "1: Date|Acme|Beta Care\n"},
      {{shared_text("Date") + formatted.substr(0, 11), formatted.substr(11) + last}, "1: Date|Acme|Beta Care\n"},
  }));
  CHECK(dump(xls(sheet, {.shared = pieces, .shared_count = 3})) == says);
  sheet.shared(1, 0, 3);
  CHECK_THAT(dump(xls(sheet, {.shared = pieces, .shared_count = 3})), ContainsSubstring("row 2 has a text that is not in the file"));
}

TEST_CASE("a cell of an .xls merged over rows shows its text in each of them, marked", "[workbook]") {
  XlsSheet sheet;
  sheet.label(0, 0, "Acme");
  for (unsigned row = 0; row < 3; ++row) sheet.number(row, 1, row);
  sheet.merge(0, 1, 0);
  CHECK(dump(xls(sheet)) == "1: Acme|0\n2: [Acme]|1\n3: |2\n");
}

TEST_CASE("text of Excel 95 is read in the code page of the book", "[workbook]") {
  XlsSheet sheet(true);
  sheet.label(0, 0, "Caf\xE9 \x96 \xA3");
  CHECK(dump(xls(sheet, {.excel_95 = true})) == "1: Caf\xC3\xA9 \xE2\x80\x93 \xC2\xA3\n");
}

TEST_CASE("an .xls that is locked or cut short is refused with what to do", "[workbook]") {
  XlsSheet sheet;
  for (unsigned row = 0; row < 300; ++row) sheet.label(row, 0, "Acme Hospitals Limited");
  CHECK_THAT(dump(xls(sheet, {.locked = true})), ContainsSubstring("password") && ContainsSubstring("save it as CSV"));
  const std::string whole = xls(sheet);
  CHECK_THAT(dump(whole.substr(0, whole.size() - 1024)), ContainsSubstring("cut short") && ContainsSubstring("save it as CSV"));
}

TEST_CASE("what shows days is told from what shows numbers or hours", "[workbook]") {
  const auto [code, days] = GENERATE(table<std::string, bool>({
      {"dd/mm/yyyy", true},
      {"[$-809]d mmm yy;@", true},
      {"yyyy\\-mm", true},
      {"#,##0.00", false},
      {"[Red]-0.00;[Blue]0", false},
      {"h:mm", false},
      {"0.00\" paid daily\"", false},
      {"_-\xC2\xA3* #,##0.00_-;\\-d", false},
      {"General", false},
  }));
  INFO(code);
  CHECK(exchange::shows_days(code) == days);
}

TEST_CASE("a double is written as the shortest decimal that means it", "[workbook]") {
  CHECK(exchange::number_text(0.1) == "0.1");
  CHECK(exchange::number_text(1e5) == "100000");
  CHECK(exchange::number_text(-0.01) == "-0.01");
  CHECK(exchange::number_text(1e20) == "1e+20");
  CHECK(exchange::number_text(9007199254740993.0) == "9007199254740992");
}

TEST_CASE("what is no workbook is named for what it is", "[workbook]") {
  const auto [bytes, says] = GENERATE(table<std::string, std::string>({
      {zipped({{"april.csv", "Date"}}), "ZIP archive"},
      {zipped({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<x/>"}}), "Word document"},
      {zipped({{"xl/workbook.bin", "x"}}), ".xlsb"},
      {zipped({{"mimetype", "x"}, {"content.xml", "<x/>"}}), "OpenDocument"},
      {"PK\x03\x04 xl/workbook.xml", "damaged or was cut short"},
      {"\xD0\xCF\x11\xE0 nothing", ".xls"},
  }));
  CHECK_THAT(dump(bytes), ContainsSubstring(says));
}

TEST_CASE("a file made to exhaust its reader is refused by the bound that it passes", "[workbook]") {
  Book book;
  SECTION("a sheet that unpacks to a thousand times its size") {
    book.rows = "<row r=\"1\">" + std::string(std::size_t{64} * 1024 * 1024, ' ') + "</row>";
    CHECK_THAT(dump(xlsx(book)), ContainsSubstring("made to exhaust its reader"));
  }
  SECTION("a document type") {
    auto parts = parts_of(book);
    for (auto& [name, part] : parts)
      if (name == "xl/workbook.xml") part = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><workbook>&b;</workbook>";
    CHECK_THAT(dump(zipped(parts)), ContainsSubstring("declares a document type"));
  }
  SECTION("rows out of order") {
    book.rows = R"(<row r="5"/><row r="3"/>)";
    CHECK_THAT(dump(xlsx(book)), ContainsSubstring("out of order"));
  }
  SECTION("a row beyond the last") {
    book.rows = R"(<row r="99999999999"/>)";
    CHECK_THAT(dump(xlsx(book)), ContainsSubstring("out of order"));
  }
  SECTION("text in a column where no table reaches") {
    book.rows = R"(<row r="1"><c r="XFD1"><v>5</v></c></row>)";
    CHECK_THAT(dump(xlsx(book)), ContainsSubstring("beyond its first 1,024 columns"));
  }
  SECTION("a text that is not in the file") {
    book.rows = R"(<row r="1"><c r="A1" t="s"><v>7</v></c></row>)";
    CHECK_THAT(dump(xlsx(book)), ContainsSubstring("a text that is not in the file"));
  }
}

TEST_CASE("escapes of characters that XML cannot hold are undone, and others left", "[workbook]") {
  CHECK(exchange::without_escapes("a_x000D_b") == "a\rb");
  CHECK(exchange::without_escapes("_x0000_") == "_x0000_");
  CHECK(exchange::without_escapes("_xZZZZ_ _x12") == "_xZZZZ_ _x12");
}

TEST_CASE("damaged workbooks give rows or an error, never a crash", "[workbook][fuzz]") {
  Book book;
  book.strings = {"Date", "Supplier", "Amount", "Acme"};
  book.format_codes = {"dd/mm/yyyy"};
  book.rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
              R"(<row r="2"><c r="A2" s="1"><v>43924</v></c><c r="B2" t="s"><v>3</v></c><c r="C2"><v>5.5</v></c></row>)";
  book.after_rows = R"(<mergeCells><mergeCell ref="A1:A2"/></mergeCells>)";
  XlsSheet sheet;
  for (unsigned row = 0; row < 20; ++row) {
    sheet.label(row, 0, "Acme");
    sheet.number(row, 1, row + 0.5);
    sheet.formula_text(row, 2, "text");
    sheet.formula(row, 3, row, 1);
  }
  const std::string sound_xml = parts_of(book)[0].second;
  std::mt19937 random(20260402); // fixed: a failure can be repeated
  for (int round = 0; round < 600; ++round) {
    std::string bytes;
    if (round % 3 == 0) {
      bytes = xlsx(book);
    } else if (round % 3 == 1) {
      bytes = xls(sheet);
    } else { // a sound archive of a damaged sheet
      Parts parts = parts_of(book);
      for (auto flips = random() % 4 + 1; flips > 0; --flips)
        parts[0].second[random() % sound_xml.size()] = static_cast<char>(random() % 96 + 32);
      bytes = zipped(parts);
    }
    if (round % 3 != 2)
      for (auto flips = random() % 6 + 1; flips > 0; --flips) bytes[random() % bytes.size()] = static_cast<char>(random() & 0xFFU);
    if (round % 5 == 0) bytes.resize(4 + random() % (bytes.size() - 4));
    check_rows(bytes);
  }
}
