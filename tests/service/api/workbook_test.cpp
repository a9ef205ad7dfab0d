#include "service/render/workbook.h"

#include "register.h"
#include "service/render/rows.h"
#include "tests/support/catch.h"

#include <zip.h>

using namespace openward;
using namespace openward::test;
using persistence::Cell;
using persistence::CellType;
using persistence::Column;
using persistence::Row;

namespace {

/// The bytes of a member of an archive; "" when it has none.
std::string member_of(const std::string& archive, const char* name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(archive.data(), archive.size(), 0, &error);
  REQUIRE(source != nullptr);
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  REQUIRE(zip != nullptr);
  std::string out;
  if (zip_file_t* file = zip_fopen(zip, name, 0)) {
    char piece[4096];
    for (auto got = zip_fread(file, piece, sizeof piece); got > 0; got = zip_fread(file, piece, sizeof piece))
      out.append(piece, static_cast<std::size_t>(got));
    zip_fclose(file);
  }
  zip_discard(zip);
  return out;
}

std::string bytes_of(std::FILE* file) {
  std::string out;
  char piece[4096];
  while (const std::size_t got = std::fread(piece, 1, sizeof piece, file)) out.append(piece, got);
  return out;
}

std::string workbook_of(const std::vector<Column>& columns, const std::vector<Row>& rows, const render::AboutLines& about = {}) {
  auto book = render::Workbook::create(columns);
  REQUIRE(book);
  for (const Row& row : rows) REQUIRE(book->add(row));
  const auto file = book->finish(about);
  REQUIRE(file);
  return bytes_of(file->get());
}

/// The first cell below the headings, as it is written.
std::string first_cell(CellType type, const Cell& cell) {
  const std::string sheet = member_of(workbook_of({{"one", type, "A column."}}, {{cell}}), "xl/worksheets/sheet1.xml");
  const auto from = sheet.find("<row r=\"2\">") + std::string_view("<row r=\"2\">").size();
  return sheet.substr(from, sheet.find("</row>", from) - from);
}

std::string text_cell(const std::string& inside, bool guarded = false) {
  return std::string("<c r=\"A2\"") + (guarded ? " s=\"4\"" : "") + " t=\"inlineStr\"><is><t xml:space=\"preserve\">" + inside +
         "</t></is></c>";
}

} // namespace

TEST_CASE("a text is a string in a workbook, whatever it begins with, and reads back as itself", "[workbook]") {
  const auto [text, inside, guarded] = GENERATE(table<std::string, std::string, bool>({
      {"Care", "Care", false},
      {"=HYPERLINK(\"http://x\")", "=HYPERLINK(\"http://x\")", true},
      {"+1", "+1", true},
      {"-1", "-1", true},
      {"@SUM(A1)", "@SUM(A1)", true},
      {"\t=1", "\t=1", true},
      {"a & b < c > d", "a &amp; b &lt; c &gt; d", false},
      {std::string("bell\a"), "bell_x0007_", false},
      {std::string("nul\0in", 6), "nul_x0000_in", false},
      {"line\r\nend", "line_x000D_\nend", false},
      {"_x0041_", "_x005F_x0041_", false},
      {"_x004_", "_x004_", false},
      {" space ", " space ", false},
      {"\xEF\xBF\xBF", "_xFFFF_", false},
      {"Świętokrzyskie 中文", "Świętokrzyskie 中文", false},
      {"", "", false},
  }));
  CHECK(first_cell(CellType::text, text) == text_cell(inside, guarded));
}

TEST_CASE("an amount is the decimal of its pence to the last digit, and text where spreadsheets would round it", "[workbook]") {
  const auto [pence, written] = GENERATE(table<std::int64_t, const char*>({
      {995, "9.95"}, // in binary 9.949999999999999
      {0, "0.00"},
      {-1, "-0.01"},
      {841, "8.41"},
      {461168601842739, "4611686018427.39"},
      {999'999'999'999'999, "9999999999999.99"},
      {-999'999'999'999'999, "-9999999999999.99"},
  }));
  CHECK(first_cell(CellType::pence, pence) == std::string("<c r=\"A2\" s=\"2\"><v>") + written + "</v></c>");
  CHECK(first_cell(CellType::pence, std::int64_t{1'000'000'000'000'000}) == text_cell("10000000000000.00"));
  CHECK(first_cell(CellType::integer, std::int64_t{-9'007'199'254'740'993}) == text_cell("-9007199254740993", true));
  CHECK(first_cell(CellType::integer, std::int64_t{42}) == "<c r=\"A2\"><v>42</v></c>");
}

TEST_CASE("a date is the number of a day, and text where spreadsheets count days wrongly", "[workbook]") {
  const auto [iso, serial] = GENERATE(table<const char*, const char*>(
      {{"2026-08-10", "46244"}, {"1900-03-01", "61"}, {"1970-01-01", "25569"}, {"2000-02-29", "36585"}, {"2199-12-31", "109574"}}));
  INFO(iso);
  CHECK(first_cell(CellType::date, std::string(iso)) == std::string("<c r=\"A2\" s=\"3\"><v>") + serial + "</v></c>");
  CHECK(first_cell(CellType::date, std::string("1900-02-28")) == text_cell("1900-02-28"));
  CHECK(first_cell(CellType::text, std::string("2026-08-10")) == text_cell("2026-08-10"));
}

TEST_CASE("what is not known is an empty cell, and true and false are themselves", "[workbook]") {
  CHECK(first_cell(CellType::pence, Cell()) == "");
  CHECK(first_cell(CellType::boolean, true) == "<c r=\"A2\" t=\"b\"><v>1</v></c>");
  CHECK(first_cell(CellType::boolean, false) == "<c r=\"A2\" t=\"b\"><v>0</v></c>");
}

TEST_CASE("a text longer than a cell is cut with a mark, and the second sheet counts it", "[workbook]") {
  std::string letters;
  for (int i = 0; i < 40000; ++i) letters += "ś";
  const std::string archive = workbook_of({{"one", CellType::text, "A column."}}, {{Cell(letters)}, {Cell(std::string(32767, 'x'))}});
  const std::string sheet = member_of(archive, "xl/worksheets/sheet1.xml");
  CHECK_THAT(sheet, ContainsSubstring("[cut: "));
  CHECK_THAT(sheet, ContainsSubstring(std::string(32767, 'x')));
  CHECK_THAT(member_of(archive, "xl/worksheets/sheet2.xml"),
             ContainsSubstring("texts that were cut to the length of a cell</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t "
                               "xml:space=\"preserve\">1</t>"));
}

TEST_CASE("the second sheet says what the rows are, and the same rows make the same bytes", "[workbook]") {
  const std::vector<Column> columns{{"commissioner.id", CellType::text, "Who buys."}, {"paid", CellType::pence, "What was paid."}};
  const render::AboutLines about{{"licence", std::string(render::licence)}, {"filter", "=none"}};
  const std::string archive = workbook_of(columns, {{Cell("bd-1"), Cell(std::int64_t{5})}}, about);
  const std::string sheet = member_of(archive, "xl/worksheets/sheet2.xml");
  for (const char* words : {"Open Government Licence v3.0", ">rows<", "column commissioner.id", "Who buys.", "s=\"4\""})
    CHECK_THAT(sheet, ContainsSubstring(words));
  CHECK(sheet.find("<f") == std::string::npos);
  CHECK(workbook_of(columns, {{Cell("bd-1"), Cell(std::int64_t{5})}}, about) == archive);
  for (const char* part : {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"})
    CHECK_THAT(member_of(archive, part), ContainsSubstring("<?xml"));
}

TEST_CASE("rows go on to further sheets where one is full, each with its headings, and the last sheet tells how many", "[workbook]") {
  const std::vector<Column> columns{{"one", CellType::integer, "A column."}};
  const auto [rows, sheets] = GENERATE(table<int, int>({{0, 1}, {1, 1}, {3, 1}, {4, 2}, {6, 2}, {7, 3}}));
  auto book = render::Workbook::create(columns, 3);
  REQUIRE(book);
  for (int row = 0; row < rows; ++row) REQUIRE(book->add({Cell(std::int64_t{row})}));
  const auto file = book->finish({});
  REQUIRE(file);
  const std::string bytes = bytes_of(file->get());
  int seen = 0;
  for (int sheet = 1; sheet <= sheets; ++sheet) {
    const std::string part = member_of(bytes, ("xl/worksheets/sheet" + std::to_string(sheet) + ".xml").c_str());
    INFO(rows << " rows, sheet " << sheet);
    CHECK_THAT(part, ContainsSubstring("<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>one</t>"));
    for (int row = 0; row < 3 && seen < rows; ++row)
      CHECK_THAT(part, ContainsSubstring("<c r=\"A" + std::to_string(row + 2) + "\"><v>" + std::to_string(seen++) + "</v></c>"));
    CHECK(part.substr(part.rfind("</row>")) == "</row>\n</sheetData></worksheet>\n");
    const std::string name = sheet == 1 ? "rows" : "rows " + std::to_string(sheet);
    CHECK_THAT(member_of(bytes, "xl/workbook.xml"), ContainsSubstring("<sheet name=\"" + name + "\" sheetId=\"" + std::to_string(sheet)));
  }
  CHECK(seen == rows);
  const std::string about = member_of(bytes, ("xl/worksheets/sheet" + std::to_string(sheets + 1) + ".xml").c_str());
  CHECK((about.find("sheets of rows, each of at most 3") != std::string::npos) == (sheets > 1));
  CHECK(member_of(bytes, ("xl/worksheets/sheet" + std::to_string(sheets + 2) + ".xml").c_str()).empty());
}

TEST_CASE("columns are lettered as spreadsheets letter them", "[workbook]") {
  const auto [column, letters] =
      GENERATE(table<std::size_t, const char*>({{0, "A"}, {25, "Z"}, {26, "AA"}, {51, "AZ"}, {52, "BA"}, {701, "ZZ"}, {702, "AAA"}}));
  CHECK(render::column_letters(column) == letters);
}

TEST_CASE("lists and reports come as workbooks by their suffix and by Accept, and nothing else does", "[workbook][api]") {
  Register one;
  const std::string type(render::workbook_type);
  const auto target = GENERATE(as<std::string>{}, "/v1/awards", "/v1/payments", "/v1/reports/spend", "/v1/reports/lenses",
                               "/v1/reports/growth", "/v1/reports/missing", "/v1/reports/contracts-ending", "/v1/reports/award-values");
  INFO(target);
  for (const auto& response : {one.get(target + ".xlsx"), one.get(target, {{"accept", type}})}) {
    CHECK(response.status == 200);
    CHECK(response.media_type == type);
    CHECK_THAT(member_of(body_of(response), "xl/worksheets/sheet2.xml"), ContainsSubstring("Open Government Licence"));
    CHECK(one.get(target + ".xlsx", {{"if-none-match", header(response, "ETag")}}).status == 304);
  }
  CHECK(one.get(target, {{"accept", "*/*"}}).media_type == "application/json");
  CHECK(one.get("/v1.xlsx").status == 404);
  CHECK(one.get("/v1/rules", {{"accept", type}}).status == 406);
}

TEST_CASE("byte-true texts are for CSV alone, and asked for with true or false", "[api]") {
  Register one;
  CHECK(one.get("/v1/awards.csv?byte_true=true").status == 200);
  CHECK(one.get("/v1/reports/spend.csv?byte_true=false").status == 200);
  CHECK(one.get("/v1/reports/lenses.csv?byte_true=true").status == 200);
  const auto target = GENERATE(as<std::string>{}, "/v1/awards?byte_true=true", "/v1/awards.ndjson?byte_true=true",
                               "/v1/reports/spend.xlsx?byte_true=false", "/v1/awards.csv?byte_true=yes",
                               "/v1/awards.csv?byte_true=true&byte_true=true", "/v1/awards.csv?byte_true=", "/v1/rules?byte_true=true");
  INFO(target);
  const auto refused = one.get(target);
  CHECK(refused.status == 400);
  CHECK_THAT(refused.body, ContainsSubstring("byte_true"));
}

TEST_CASE("byte-true CSV holds texts as they are, and numbers are never guarded", "[render]") {
  const std::vector<Column> columns{{"a", CellType::text, ""}, {"b", CellType::pence, ""}, {"c", CellType::date, ""}};
  const Row row{Cell("=1"), Cell(std::int64_t{-5}), Cell("2026-01-01")};
  std::string guarded;
  render::append_csv(guarded, columns, row);
  CHECK(guarded == "'=1,-0.05,2026-01-01\r\n");
  std::string exact;
  render::append_csv(exact, columns, row, render::CsvText::byte_true);
  CHECK(exact == "=1,-0.05,2026-01-01\r\n");
}
