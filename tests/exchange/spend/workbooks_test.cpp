#include "tests/exchange/spend/dump.h"
#include "tests/exchange/workbook/books.h"
#include "tests/support/catch.h"

#include <xlsxwriter.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::exchange::SpendOptions;

namespace {

/// <row> of texts and numbers; a number begins with a digit or a sign, a day with "@".
std::string row_of(int number, const std::vector<std::string>& cells, const std::string& attributes = "") {
  std::string out = "<row r=\"" + std::to_string(number) + "\"" + attributes + ">";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string place = std::string(1, static_cast<char>('A' + i)) + std::to_string(number);
    if (cells[i].empty()) continue;
    if (cells[i].front() == '@') {
      out += "<c r=\"" + place + "\" s=\"1\"><v>" + cells[i].substr(1) + "</v></c>";
    } else if (cells[i].find_first_not_of("-.0123456789") == std::string::npos) {
      out += "<c r=\"" + place + "\"><v>" + cells[i] + "</v></c>";
    } else {
      out += "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + cells[i] + "</t></is></c>";
    }
  }
  return out + "</row>";
}

Book spend_book() {
  Book book;
  book.format_codes = {"dd/mm/yyyy"};
  book.rows = row_of(1, {"", "Spend over 25,000"}) + row_of(3, {"", "Date Paid", "Supplier", "Amount"}) +
              row_of(4, {"", "@43924", "Acme", "76912.070000000007"}) + row_of(5, {"", "@43925", "Beta", "-0.01"}, " hidden=\"1\"") +
              row_of(6, {"", "@43926", "Gamma"}) + row_of(7, {}) + row_of(8, {"", "", "", "76912.06"});
  return book;
}

/// What libxlsxwriter, a writer of its own, makes of three payments. Whole pounds: it writes a fraction with the locale's comma.
std::string written_by_library() {
  const std::string path = std::filesystem::temp_directory_path() / ("openward-spend-" + std::to_string(::getpid()) + ".xlsx");
  lxw_workbook* book = workbook_new(path.c_str());
  lxw_worksheet* notes = workbook_add_worksheet(book, "Notes");
  worksheet_write_string(notes, 0, 0, "Prepared by finance", nullptr);
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Final Review ");
  lxw_format* day = workbook_add_format(book);
  format_set_num_format(day, "dd-mmm-yy");
  const std::array<const char*, 3> headings = {"Payment\nDate", "Supplier", "Amount \xC2\xA3"};
  for (lxw_col_t i = 0; i < 3; ++i) worksheet_write_string(sheet, 0, i, headings[i], nullptr);
  for (lxw_row_t row = 1; row <= 3; ++row) {
    lxw_datetime on = {2026, 7, static_cast<int>(row), 0, 0, 0.0};
    worksheet_write_datetime(sheet, row, 0, &on, day);
    worksheet_write_string(sheet, row, 1, "Caf\xC3\xA9 & Co", nullptr);
    worksheet_write_number(sheet, row, 2, 100.0 * row, nullptr);
  }
  worksheet_write_formula_num(sheet, 4, 2, "=SUM(C2:C4)", nullptr, 600);
  workbook_close(book);
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::filesystem::remove(path);
  return bytes;
}

} // namespace

TEST_CASE("a workbook is read as a CSV of the same rows would be", "[spend][workbook]") {
  CHECK(dump(xlsx(spend_book())) == "4 2020-04-03 7691207 Acme\n5 2020-04-04 -1 Beta\n6 refused no_amount\n8 refused total_row\n"
                                    "rows 5 = 2 paid + 2 refused + 1 blank, 7691206p");
  const auto read = account_of(xlsx(spend_book()));
  CHECK(read->kind == "xlsx");
  CHECK(read->file.header_row == 3);
  CHECK(read->file.sheet == "Spend");
  CHECK(read->file.stated_total_pence == 7691206);
  CHECK(read->file.stated_total_row == 8);
}

TEST_CASE("the sheet with a header of spend is read, or the one that is named", "[spend][workbook]") {
  Book book = spend_book();
  book.other_sheets_first = {"Notes", "Lookup"};
  const auto read = account_of(xlsx(book));
  REQUIRE(read);
  CHECK(read->file.sheet == "Spend");
  CHECK(read->other_sheets == std::vector<std::string>{"Notes", "Lookup"});
  SpendOptions options;
  options.sheet = "Notes";
  CHECK_THAT(dump(xlsx(book), options), ContainsSubstring("No header row was found"));
  options.sheet = "April";
  CHECK_THAT(dump(xlsx(book), options), ContainsSubstring("Its sheets: \"Notes\", \"Lookup\", \"Spend\""));
  options.sheet = "Spend";
  CHECK(account_of(xlsx(book), options)->file.payments == 2);
  CHECK_THAT(dump("Date,Supplier,Amount\n01/04/2020,A,5\n", options), ContainsSubstring("no workbook"));
}

TEST_CASE("a workbook of another program's making is read to the penny", "[spend][workbook]") {
  CHECK(dump(written_by_library()) == "2 2026-07-01 10000 Caf\xC3\xA9 & Co\n3 2026-07-02 20000 Caf\xC3\xA9 & Co\n"
                                      "4 2026-07-03 30000 Caf\xC3\xA9 & Co\n5 refused total_row\n"
                                      "rows 4 = 3 paid + 1 refused + 0 blank, 60000p");
  CHECK(account_of(written_by_library())->file.sheet == "Final Review ");
}

TEST_CASE("a supplier merged over rows is each row's; an amount merged over rows is paid once", "[spend][workbook]") {
  Book book;
  book.format_codes = {"dd/mm/yyyy"};
  book.rows = row_of(1, {"Date", "Supplier", "Amount"}) + row_of(2, {"@43924", "Acme", "5"}) + row_of(3, {"@43925", "", "6"}) +
              row_of(4, {"@43926", "Beta", "7"}) + row_of(5, {"@43927", "Beta"});
  book.after_rows = R"(<mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="C4:C5"/></mergeCells>)";
  CHECK(dump(xlsx(book)) == "2 2020-04-03 500 Acme\n3 2020-04-04 600 Acme\n4 2020-04-05 700 Beta\n5 refused no_amount\n"
                            "rows 4 = 3 paid + 1 refused + 0 blank, 1800p");
}

TEST_CASE("a bare number in the dates of a workbook from 1904 is its day", "[spend][workbook]") {
  Book book;
  book.from_1904 = true;
  book.rows = row_of(1, {"Date", "Supplier", "Amount"}) + row_of(2, {"42462", "Acme", "5"});
  CHECK(dump(xlsx(book)).starts_with("2 2020-04-03 500 Acme"));
}

TEST_CASE("an .xls with hidden rows, formulas and its own total is read whole", "[spend][workbook]") {
  XlsSheet sheet;
  const std::array<std::string, 3> headings = {"Payment Date", "Supplier", "Amount"};
  for (unsigned i = 0; i < 3; ++i) sheet.label(0, i + 1, headings[i]);
  sheet.hide(1);
  for (unsigned row = 1; row <= 3; ++row) {
    sheet.number(row, 1, 43923 + row, 1);
    sheet.label(row, 2, "Acme");
    if (row == 2) {
      sheet.formula(row, 3, 100.1 * row);
    } else {
      sheet.number(row, 3, 100.1 * row);
    }
  }
  sheet.formula(4, 3, 600.6);
  const auto read = account_of(xls(sheet));
  REQUIRE(read);
  CHECK(dump(xls(sheet)) == "2 2020-04-03 10010 Acme\n3 2020-04-04 20020 Acme\n4 2020-04-05 30030 Acme\n5 refused total_row\n"
                            "rows 4 = 3 paid + 1 refused + 0 blank, 60060p");
  CHECK(read->kind == "xls");
  CHECK(read->file.stated_total_pence == 60060);
}
