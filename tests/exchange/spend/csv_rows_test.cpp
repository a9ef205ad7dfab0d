// Rows that are parted without libcsv are the rows that libcsv makes of them. Fed byte by byte no row is ever whole, and libcsv reads all.
#include "exchange/spend/csv_rows.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <random>

namespace openward::exchange {
namespace {

std::string shown(const CsvRow& row) {
  std::string out = std::to_string(row.number);
  for (const std::string_view cell : row.cells) out += "[" + std::string(cell) + "]";
  return out + "\n";
}

std::string rows_of(std::string_view text, char delimiter, std::size_t piece) {
  std::string out;
  CsvRows rows(delimiter);
  const RowVisitor keep = [&](const CsvRow& row) -> Result<bool> {
    out += shown(row);
    return true;
  };
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
    if (auto more = rows.feed(text.substr(0, piece), keep); !more) return out + more.error().message;
  }
  if (auto end = rows.finish(keep); !end) out += end.error().message;
  return out;
}

TEST_CASE("a row is parted as RFC 4180 says, leniently", "[spend]") {
  const auto [text, rows] = GENERATE(table<std::string, std::string>({
      {"a,b\nc,d\n", "1[a][b]\n2[c][d]\n"},
      {"a,b", "1[a][b]\n"},
      {" a ,\tb\t\n", "1[a][b]\n"},
      {"a,,\n", "1[a][][]\n"},
      {",\n", "1[][]\n"},
      {"\"a,b\",c\r\n\r\nd", "1[a,b][c]\n2\n3[d]\n"},
      {"\"a \"\"b\"\"\",c\n", "1[a \"b\"][c]\n"},
      {"\"two\nlines\" , x\n", "1[two\nlines][x]\n"},
      {"5\" pipe,x\n", "1[5\" pipe][x]\n"},
      {"\" kept \",x\n", "1[ kept ][x]\n"},
      {"a\rb\r\nc\n\nd", "1[a]\n2[b]\n3[c]\n4\n5[d]\n"},
  }));
  INFO(text);
  CHECK(rows_of(text, ',', 65536) == rows);
  CHECK(rows_of(text, ',', 1) == rows);
}

TEST_CASE("a text gives the same rows whole, byte by byte and in any pieces", "[spend]") {
  std::mt19937 random(GENERATE(range(1U, 9U)));
  constexpr std::string_view letters = "aab,,\"\" \t\r\n\n;";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t i = random() % 40; i > 0; --i) text += letters[random() % letters.size()];
    const char delimiter = ",;\t"[random() % 3];
    const std::string by_bytes = rows_of(text, delimiter, 1);
    INFO(text);
    REQUIRE(rows_of(text, delimiter, 65536) == by_bytes);
    REQUIRE(rows_of(text, delimiter, 1 + random() % 7) == by_bytes);
  }
}

} // namespace
} // namespace openward::exchange
