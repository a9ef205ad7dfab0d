#include "tests/exchange/spend/dump.h"
#include "tests/support/catch.h"

#include <string>

using openward::test::account_of;
using openward::test::dump;
using openward::test::payments_of;
using openward::test::refusals_of;

TEST_CASE("a file in HM Treasury's template is read column by column", "[spend]") {
  const std::string csv = "Department family,Entity,Date,Expense type,Expense area,Supplier,Transaction number,Amount,Description\r\n"
                          "Department of Health,NHS Anyshire ICB,14/09/2020,Clinical,Acute,ACME CARE LTD,T-1,\"26,000.50\",Scans\r\n";
  const auto lines = payments_of(csv);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].row == 2);
  CHECK(lines[0].supplier == "ACME CARE LTD");
  CHECK(lines[0].transaction == "T-1");
  CHECK(lines[0].expense_type == "Clinical");
  CHECK(lines[0].expense_area == "Acute");
  CHECK(lines[0].entity == "NHS Anyshire ICB");
  CHECK(lines[0].pence == 2600050);
  const auto reading = account_of(csv);
  REQUIRE(reading);
  CHECK(reading->file.publisher == "NHS Anyshire ICB");
  CHECK(reading->file.header_row == 1);
  CHECK(reading->columns.family == 0);
  CHECK(reading->columns.description == 8);
  CHECK(reading->file.first_paid == reading->file.last_paid);
}

TEST_CASE("the header is found under every published heading, delimiter and banner", "[spend][header]") {
  const std::string csv = GENERATE(as<std::string>{},
                                   "Date,Supplier,Amount\n14/09/2020,Acme,5\n",                                    // plain
                                   "Pay date;Supplier(T);Amount\n14/09/2020;Acme;5\n",                             // semicolons, (T)
                                   "Date Paid\tSupplier Name\tAP Amount (£)\n14/09/2020\tAcme\t5\n",               // tabs
                                   "Date of payment,Suplier, Amount £ \n14/09/2020,Acme, £5.00 \n",                // misspelt
                                   "Payment Date,Vendor,Payment Value\n14/09/2020,Acme,5\n",                       //
                                   "DATE,SUPPLIER,AMOUNT IN STERLING £\n14/09/2020,Acme,5\n",                      //
                                   "\"Date\nof payment\",Supplier,InvoiceDistributionAmount\n14/09/2020,Acme,5\n", // heading over two lines
                                   "Month,Date,Supplier,Amount\nSep-20,14/09/2020,Acme,5\n",                     // a period beside the date
                                   "Date,Supplier,Supplier Name,headeramount,Amount\n14/09/2020,17,Acme,99,5\n", // numbers beside names
                                   "Date,Supplier,Analysed Gross,,,VSO,Grant\n14/09/2020,Acme,5,,,,\n"); // drop-down values in the header
  const auto lines = payments_of(csv);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].paid_on.iso() == "2020-09-14");
  CHECK(lines[0].supplier == "Acme");
  CHECK(lines[0].pence == 500);
}

TEST_CASE("rows above the header are passed over and its row is told", "[spend][header]") {
  const std::string csv = "Spend over 25k for Anyshire,,\n\n,,Large\nDate,Supplier,Amount\n14/09/2020,Acme,5\n";
  CHECK(dump(csv) == "5 2020-09-14 500 Acme\nrows 1 = 1 paid + 0 refused + 0 blank, 500p");
  CHECK(account_of(csv)->file.header_row == 4);
}

TEST_CASE("a file without a usable header says which heading is missing", "[spend][header]") {
  const auto [csv, says] = GENERATE(table<std::string, std::string>({
      {"Supplier,Amount\nAcme,5\n", "No heading for the date"},
      {"Date,Amount,Entity\n14/09/2020,5,X\n", "No heading for the supplier"},
      {"Title\nDate,Supplier,Entity\n14/09/2020,Acme,X\n", "Row 2 looks like the header but lacks a column. No heading for the amount"},
      {"14/09/2020,Acme,5\n15/09/2020,Acme,6\n", "No header row was found in the first 15 rows"},
  }));
  CHECK_THAT(dump(csv), ContainsSubstring(says));
}

TEST_CASE("a column headed as the amount that holds identifiers is not the amount", "[spend][header]") {
  CHECK(dump("Date,Supplier,Amount,Gross Amount\n14/09/2020,Acme,000123,5\n15/09/2020,Acme,000124,6\n") ==
        "2 2020-09-14 500 Acme\n3 2020-09-15 600 Acme\nrows 2 = 2 paid + 0 refused + 0 blank, 1100p");
  CHECK_THAT(dump("Date,Supplier,Amount\n14/09/2020,Acme,000123\n15/09/2020,Acme,000124\n"), ContainsSubstring("padded with zeros"));
  CHECK_THAT(dump("Date,Supplier,Amount\n14/09/2020,5,Acme\n15/09/2020,6,Acme\n"),
             ContainsSubstring("only 0 of its first 2 cells are amounts"));
}

TEST_CASE("each dirt of the catalogue becomes a payment, a refusal or a blank", "[spend][rows]") {
  const auto [row, answer] = GENERATE(table<std::string, std::string>({
      {"14/09/2020,Acme,T1,5", "2 2020-09-14 500 Acme"},
      {"14/09/2020,,T1,5", "2 2020-09-14 500 "},                                   // no supplier: paid to nobody named
      {"14/09/2020,Acme,T1,0", "2 2020-09-14 0 Acme"},                             // nothing paid is a payment of nothing
      {"14/09/2020,Acme,T1,-5.00", "2 2020-09-14 -500 Acme"},                      // a credit
      {"14/09/2020,TOTAL GAS & POWER,T1,5", "2 2020-09-14 500 TOTAL GAS & POWER"}, // a company, because it has a date
      {"14/09/2020,Acme,T1,5,,,extra", "2 2020-09-14 500 Acme"},                   // cells past the header
      {"14/09/2020,\"Acme\nCare\",T1,5", "2 2020-09-14 500 Acme\nCare"},           // a line end inside a field
      {"14/09/2020,\"Acme \"\"Care\"\"\",T1,5", "2 2020-09-14 500 Acme \"Care\""}, // quotation marks in a field
      {"14/09/2020,12\" pipes,T1,5", "2 2020-09-14 500 12\" pipes"},               // a quotation mark that opens nothing
      {",,,\"10,738,670,569.98\"", "2 refused total_row"},
      {"Total,,,5", "2 refused total_row"},
      {",Grand Total,,5", "2 refused total_row"},
      {",,Sum:,5", "2 refused total_row"},
      {"Date,Supplier,Transaction Number,Amount", "2 refused repeated_header"},
      {"14/09/2020,Acme,T1,", "2 refused no_amount"},
      {"14/09/2020,Acme,T1,n/a", "2 refused bad_amount"},
      {"14/09/2020,Acme,T1,99999999999999999999", "2 refused bad_amount"},
      {",Acme,T1,5", "2 refused no_date"},
      {",,T1,5", "2 refused no_date"}, // a transaction is no total
      {"14/09/20111,Acme,T1,5", "2 refused bad_date"},
      {"14/09/2020,Acme,T1", "2 refused ragged"},
      {"note: figures are provisional", "2 refused ragged"},
  }));
  // The other rows keep the column of amounts believable.
  const std::string csv = "Date,Supplier,Transaction Number,Amount\n" + row + "\n14/09/2020,Z,T,1\n14/09/2020,Z,T,1\n";
  const std::string read = dump(csv);
  CHECK(read.substr(0, read.find("\n3 ")) == answer);
}

TEST_CASE("blank rows are counted, whatever white space they hold", "[spend][rows]") {
  CHECK(dump("Date,Supplier,Amount\r\n\r\n14/09/2020,Acme,5\r\n,,\r\n  , \xC2\xA0,\"  \"\r\n\r\n") ==
        "3 2020-09-14 500 Acme\nrows 5 = 1 paid + 0 refused + 4 blank, 500p");
}

TEST_CASE("rows are numbered alike under every line end", "[spend][rows]") {
  const std::string end = GENERATE(as<std::string>{}, "\n", "\r\n", "\r");
  const std::string csv = "Date,Supplier,Amount" + end + end + "14/09/2020,Acme,5" + end + "15/09/2020,Acme,6";
  CHECK(dump(csv) == "3 2020-09-14 500 Acme\n4 2020-09-15 600 Acme\nrows 3 = 2 paid + 0 refused + 1 blank, 1100p");
}

TEST_CASE("identical lines of one file are all kept", "[spend][rows]") {
  CHECK(dump("Date,Supplier,Amount\n14/09/2020,Acme,5\n14/09/2020,Acme,5\n") ==
        "2 2020-09-14 500 Acme\n3 2020-09-14 500 Acme\nrows 2 = 2 paid + 0 refused + 0 blank, 1000p");
}

TEST_CASE("a refusal shows the row's words, cut between characters", "[spend][rows]") {
  const auto plain = refusals_of("Date,Supplier,Amount\n14/09/20111,Acme,5\n");
  REQUIRE(plain.size() == 1);
  CHECK(plain[0].row == 2);
  CHECK(plain[0].words == "14/09/20111,Acme,5");
  CHECK_THAT(plain[0].reason, ContainsSubstring("14/09/20111"));
  std::string longer = "x";
  while (longer.size() < 400) longer += "é";
  const auto cut = refusals_of("Date,Supplier,Amount\n," + longer + ",5\n");
  REQUIRE(cut.size() == 1);
  CHECK(cut[0].words.size() <= 200);
  CHECK((cut[0].words.size() - 2) % 2 == 0); // ",x" and whole two-byte letters
}

TEST_CASE("the order of day and month is decided once for the file", "[spend][dates]") {
  const auto [dates, first, day_first] = GENERATE(table<std::string, std::string, bool>({
      {"03/04/2020 13/04/2020", "2020-04-03", true},
      {"03/04/2020 4/13/2020", "2020-03-04", false},
      {"03/04/2020 05/04/2020", "2020-04-03", true}, // both orders fit: the day comes first
      {"03/04/2020 4/13/2020 4/14/2020 28/02/20", "2020-03-04", false},
      {"03/04/2020 14-Sep-20 2020-09-14", "2020-04-03", true},
  }));
  std::string csv = "Date,Supplier,Amount\n";
  for (std::size_t at = 0; at < dates.size();) {
    const std::size_t end = std::min(dates.find(' ', at), dates.size());
    csv += dates.substr(at, end - at) + ",Acme,1\n";
    at = end + 1;
  }
  const auto lines = payments_of(csv);
  REQUIRE_FALSE(lines.empty());
  CHECK(lines[0].paid_on.iso() == first);
  CHECK(account_of(csv)->file.day_first == day_first);
  CHECK(account_of(csv)->file.refused == 0);
}

TEST_CASE("a file cut inside a quoted field is refused whole, with the row", "[spend][cut]") {
  int seen = 0;
  const std::string csv = "Date,Supplier,Amount\n14/09/2020,Acme,5\n15/09/2020,\"Acme Care";
  const auto read =
      openward::exchange::read_spend(csv, openward::exchange::SpendSink{[&](const openward::PaymentLine&) -> openward::Result<> {
                                                                          ++seen;
                                                                          return openward::Done{};
                                                                        },
                                                                        [&](const openward::RefusedLine&) { ++seen; }});
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().message, ContainsSubstring("ends inside a quoted field that began on row 3"));
  CHECK(seen == 0);
}

TEST_CASE("a quotation mark that swallows rows is refused, not paid", "[spend][cut]") {
  CHECK(
      dump("Date,Supplier,Amount,Note\n14/09/2020,Acme,5,\"see below\n15/09/2020,Acme,6,a\n16/09/2020,Acme,7,b\"\n17/09/2020,Acme,8,\n") ==
      "2 refused runaway_quote\n3 2020-09-17 800 Acme\nrows 2 = 1 paid + 1 refused + 0 blank, 800p");
}

TEST_CASE("a row of more than a mebibyte is refused with its number", "[spend][cut]") {
  CHECK_THAT(dump("Date,Supplier,Amount\n14/09/2020,\"" + std::string(2 * 1024 * 1024, 'x')),
             ContainsSubstring("Row 2 is longer than 1 MiB"));
}

TEST_CASE("a sum beyond 64 bits is an error, not a wrong total", "[spend][sums]") {
  CHECK_THAT(dump("Date,Supplier,Amount\n14/09/2020,A,92233720368547758.07\n14/09/2020,A,0.01\n"),
             ContainsSubstring("beyond 64 bits of pence at row 3"));
}

TEST_CASE("the reader stops at the sink's first error and hands it on", "[spend]") {
  int seen = 0;
  const auto read = openward::exchange::read_spend("Date,Supplier,Amount\n14/09/2020,A,1\n14/09/2020,A,2\n",
                                                   {[&](const openward::PaymentLine&) -> openward::Result<> {
                                                      ++seen;
                                                      return openward::invalid("full");
                                                    },
                                                    [](const openward::RefusedLine&) {}});
  REQUIRE_FALSE(read);
  CHECK(read.error().message == "full");
  CHECK(seen == 1);
}

TEST_CASE("a header without rows is an empty account", "[spend]") {
  CHECK(dump("Date,Supplier,Amount") == "rows 0 = 0 paid + 0 refused + 0 blank, 0p");
}
