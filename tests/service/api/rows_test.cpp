#include "service/render/rows.h"

#include "tests/support/catch.h"

using namespace openward;
using namespace openward::render;
using persistence::Cell;
using persistence::CellType;
using persistence::Column;
using persistence::Row;
using persistence::Table;

namespace {

const std::vector<Column>& columns() {
  static const std::vector<Column> list{
      {"id", CellType::text, ""},         {"body.id", CellType::text, ""},
      {"body.name", CellType::text, ""},  {"value.amount", CellType::pence, ""},
      {"value.kind", CellType::text, ""}, {"count", CellType::integer, ""},
      {"open", CellType::boolean, ""},    {"on", CellType::date, ""},
      {"at", CellType::instant, ""},      {"parts", CellType::json, ""},
  };
  return list;
}

const Cell none{};
Cell text(std::string s) { return s; }
Cell number(std::int64_t n) { return n; }

std::string csv_cell(CellType type, const Cell& cell) {
  std::string out;
  append_csv(out, std::vector<Column>{{"c", type, ""}}, {cell});
  return out;
}

} // namespace

TEST_CASE("columns with a dot nest, money is a decimal string, lists stand as JSON", "[render]") {
  const Row row{text("a1"), text("b1"),         text("Näme \"x\""),           number(123456),      text("lifetime"), number(-7),
                true,       text("2026-08-10"), text("2026-08-10T06:57:11Z"), text(R"([{"n":1}])")};
  CHECK(row_json(columns(), row) ==
        R"({"id":"a1","body":{"id":"b1","name":"Näme \"x\""},"value":{"amount":"1234.56","kind":"lifetime"},"count":-7,"open":true,)"
        R"("on":"2026-08-10","at":"2026-08-10T06:57:11Z","parts":[{"n":1}]})");
}

TEST_CASE("a group is null when every member is, and else shows which are", "[render]") {
  const Row row{none, none, none, none, text("annual"), none, none, none, none, text("[]")};
  CHECK(row_json(columns(), row) ==
        R"({"id":null,"body":null,"value":{"amount":null,"kind":"annual"},"count":null,"open":null,"on":null,"at":null,"parts":[]})");
}

TEST_CASE("the largest amounts keep every digit in JSON and in CSV", "[render]") {
  const std::vector<Column> one{{"paid", CellType::pence, ""}};
  CHECK(row_json(one, {number(9223372036854775807)}) == R"({"paid":"92233720368547758.07"})");
  CHECK(row_json(one, {number(-1)}) == R"({"paid":"-0.01"})");
  CHECK(csv_cell(CellType::pence, number(INT64_MIN)) == "-92233720368547758.08\r\n");
}

TEST_CASE("the header of CSV has underscores for dots", "[render]") {
  CHECK(csv_header(columns()) == "id,body_id,body_name,value_amount,value_kind,count,open,on,at,parts\r\n");
}

TEST_CASE("a row of CSV has a field for every column, empty where there is nothing", "[render]") {
  std::string out;
  append_csv(out, columns(), {text("a1"), none, text("N"), number(50), none, number(0), false, none, none, text("[]")});
  append_csv(out, columns(), Row(10));
  CHECK(out == "a1,,N,0.50,,0,false,,,[]\r\n,,,,,,,,,\r\n");
}

TEST_CASE("a text of CSV is quoted where it must be, and guarded where a spreadsheet would run it", "[render]") {
  const auto [given, field] = GENERATE(table<std::string, std::string>({
      {"plain", "plain"},
      {"", ""},
      {"a,b", "\"a,b\""},
      {"say \"x\"", "\"say \"\"x\"\"\""},
      {"two\nlines", "\"two\nlines\""},
      {"two\r\nlines", "\"two\r\nlines\""},
      {"=1+1", "'=1+1"},
      {"+44 20", "'+44 20"},
      {"-5", "'-5"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"\tx", "'\tx"},
      {"\rx", "\"'\rx\""},
      {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
      {"a=b", "a=b"},
      {" =1", " =1"},
      {"'=1", "'=1"},
  }));
  CHECK(csv_cell(CellType::text, text(given)) == field + "\r\n");
}

TEST_CASE("numbers of CSV are never guarded: a credit stays a number", "[render]") {
  CHECK(csv_cell(CellType::pence, number(-500)) == "-5.00\r\n");
  CHECK(csv_cell(CellType::integer, number(-5)) == "-5\r\n");
}

TEST_CASE("a table for people has numbers to the right, thousands apart, and its totals below a line", "[render]") {
  const Table table{
      {{"class", CellType::text, ""}, {"lines", CellType::integer, ""}, {"paid", CellType::pence, ""}},
      {{text("nhs_trust"), number(1200), number(123456789)}, {text("naïve"), number(5), number(-250)}, {none, none, number(0)}}};
  const Row totals{number(1205), number(123456539)};
  CHECK(text_table(table, 1, &totals) == "class      lines          paid\n"
                                         "------------------------------\n"
                                         "nhs_trust  1,200  1,234,567.89\n"
                                         "naïve          5         -2.50\n"
                                         "(none)                    0.00\n"
                                         "------------------------------\n"
                                         "total      1,205  1,234,565.39\n");
}

TEST_CASE("an empty table shows its heads, and its totals where there are some", "[render]") {
  const Table table{{{"class", CellType::text, ""}, {"lines", CellType::integer, ""}}, {}};
  const Row totals{number(0)};
  CHECK(text_table(table, 1, nullptr) == "class  lines\n");
  CHECK(text_table(table, 1, &totals) == "class  lines\n------------\ntotal      0\n");
}

TEST_CASE("thousands are parted in numbers of every length and sign", "[render]") {
  const auto [pence, shown] = GENERATE(table<std::int64_t, std::string>({
      {0, "0.00"},
      {99999, "999.99"},
      {100000, "1,000.00"},
      {-100000, "-1,000.00"},
      {-99999, "-999.99"},
      {100000000000, "1,000,000,000.00"},
  }));
  const Table table{{{"paid", CellType::pence, ""}}, {{number(pence)}}};
  CHECK_THAT(text_table(table, 0, nullptr), ContainsSubstring(shown + "\n"));
  CHECK_THAT(text_table(table, 0, nullptr), !ContainsSubstring("," + shown));
}
