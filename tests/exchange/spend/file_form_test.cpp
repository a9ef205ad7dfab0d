#include "exchange/files/file.h"
#include "exchange/spend/file_form.h"
#include "tests/exchange/spend/dump.h"
#include "tests/support/catch.h"

#include <string>

using namespace std::string_literals;
using openward::exchange::bytes_passed_at_once;
using openward::exchange::Encoding;
using openward::exchange::recognise_text;
using openward::test::account_of;
using openward::test::dump;

namespace {

/// A little file in UTF-16, as Excel's "Unicode text" saves it.
std::string utf16(std::string_view ascii, bool little) {
  std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) {
    if (little)
      out += {c, '\0'};
    else
      out += {'\0', c};
  }
  return out;
}

} // namespace

TEST_CASE("a file that is no CSV is named for what it is, with a remedy", "[spend][form]") {
  const auto [bytes, says, remedy] = GENERATE(table<std::string, std::string, std::string>({
      {"", "empty", "Fetch it again"},
      {" \r\n\r\n", "empty", "Fetch it again"},
      {"\xEF\xBB\xBF", "empty", "Fetch it again"},
      {"%PDF-1.7\n%", "PDF", "CSV"},
      {"PK\x03\x04 [Content_Types].xml xl/workbook.xml", "Excel workbook (.xlsx)", "save it as CSV"},
      {"PK\x03\x04 april.csv", "ZIP archive", "Unpack it"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Excel 97-2003 workbook (.xls)", "save it as CSV"},
      {"<!DOCTYPE html><html><body>404</body></html>", "web page (HTML)", "fetch the CSV"},
      {"\n  <HTML lang='en'>", "web page (HTML)", "fetch the CSV"},
      {"<?xml version='1.0'?><rows/>", "XML", "CSV"},
      {"{\"releases\":[]}", "JSON", "OCDS"},
      {"\x1F\x8B\x08", "compressed", "Unpack"},
  }));
  const auto read = account_of(bytes);
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == openward::ErrorKind::unsupported);
  CHECK_THAT(read.error().message, ContainsSubstring(says));
  CHECK_THAT(read.error().message, ContainsSubstring(remedy));
}

TEST_CASE("a NUL byte is refused with its place", "[spend][form]") {
  const std::string bytes = "Date,Supplier,Amount\n01/04/2020,A"s + '\0' + "B,5\n"s;
  CHECK_THAT(dump(bytes), ContainsSubstring("NUL byte at offset 33"));
  CHECK_THAT(dump("D\0a\0t\0e\0"s), ContainsSubstring("byte order mark"));
}

TEST_CASE("a text of many megabytes is judged by all of it, wherever it is parted for looking at", "[spend][form]") {
  // Characters of two, three and four bytes, of which some stand across every place where the text may be parted.
  const std::string_view character = GENERATE("\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8F\xA5");
  const std::size_t shift = GENERATE(0U, 1U, 2U, 3U);
  std::string text(shift, 'a');
  while (text.size() < 2 * bytes_passed_at_once + 100) text += character;
  const auto encoding = [](const std::string& bytes) { return recognise_text(bytes)->encoding; };
  CHECK(encoding(text) == Encoding::utf8);
  std::string cut = text;
  cut.erase(bytes_passed_at_once + shift + 1, 1);
  CHECK(encoding(cut) == Encoding::windows1252);
  CHECK(encoding(text + character.front()) == Encoding::windows1252);
  text[text.size() - 10] = '\0';
  const auto refused = recognise_text(text);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("offset " + std::to_string(text.size() - 10)));
}

TEST_CASE("each encoding gives the same supplier", "[spend][form]") {
  const auto [bytes, encoding] = GENERATE(table<std::string, std::string>({
      {"Date,Supplier,Amount\n01/04/2020,Caf\xC3\xA9 \xE2\x80\x93 Ltd,\xC2\xA3"
       "5\n",
       "utf-8"},
      {"\xEF\xBB\xBF"
       "Date,Supplier,Amount\n01/04/2020,Caf\xC3\xA9 \xE2\x80\x93 Ltd,\xC2\xA3"
       "5\n",
       "utf-8-bom"},
      {"Date,Supplier,Amount\n01/04/2020,Caf\xE9 \x96 Ltd,\xA3"
       "5\n",
       "windows-1252"},
  }));
  const auto lines = openward::test::payments_of(bytes);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].supplier == "Caf\xC3\xA9 \xE2\x80\x93 Ltd");
  CHECK(lines[0].pence == 500);
  CHECK(account_of(bytes)->file.encoding == encoding);
}

TEST_CASE("UTF-16 of either byte order is read, and cut in the middle of a character it is refused", "[spend][form]") {
  const std::string csv = "Date\tSupplier\tAmount\r\n01/04/2020\tAcme\t1,250.00\r\n";
  for (const bool little : {true, false}) {
    const std::string bytes = utf16(csv, little);
    CHECK(dump(bytes) == "2 2020-04-01 125000 Acme\nrows 1 = 1 paid + 0 refused + 0 blank, 125000p");
    CHECK(account_of(bytes)->file.encoding == (little ? "utf-16le" : "utf-16be"));
    CHECK_THAT(dump(std::string_view(bytes).substr(0, bytes.size() - 1)), ContainsSubstring("middle of a character"));
  }
}

TEST_CASE("bytes that windows-1252 does not define cost a character, not the row", "[spend][form]") {
  CHECK(dump("Date,Supplier,Amount\n01/04/2020,A\x81\x9D"
             "B,5\n") == "2 2020-04-01 500 A\xEF\xBF\xBD\xEF\xBF\xBD"
                         "B\nrows 1 = 1 paid + 0 refused + 0 blank, 500p");
}
