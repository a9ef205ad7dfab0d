#include "tests/exchange/spend/dump.h"
#include "tests/support/catch.h"
#include "tests/support/real_files.h"

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

// Published files whose rows and totals were worked out by hand and by independent programs.
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

using Label = std::map<std::string, std::string>;

std::vector<Label> labels(const std::filesystem::path& path) {
  std::ifstream in(path);
  const auto cells = [](const std::string& line) {
    std::vector<std::string> out;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, '\t');) out.push_back(cell);
    return out;
  };
  std::string line;
  std::getline(in, line);
  const auto names = cells(line);
  std::vector<Label> out;
  while (std::getline(in, line)) {
    const auto values = cells(line);
    Label label;
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) label[names[i]] = values[i];
    out.push_back(std::move(label));
  }
  return out;
}

} // namespace

TEST_CASE("every published file gives its known rows, dates and total to the penny", "[spend][real]") {
  const auto table = openward::test::real_files("labels/spend_totals.tsv");
  const auto folder = openward::test::real_files("spend");
  if (!table || !folder) return;
  int read_files = 0;
  for (Label& label : labels(*table)) {
    INFO(label["file"]);
    ++read_files;
    const auto reading = openward::test::account_of(contents(*folder / label["file"]));
    REQUIRE(reading);
    const openward::SpendFile& f = reading->file;
    CHECK(f.payments == std::stoll(label["payment_rows"]) - std::stoll(label["rows_without_amount"]));
    CHECK(f.total_pence == std::stoll(label["sum_pence"]));
    CHECK(f.header_row == std::stoll(label["header_row_index"]) + 1);
    const bool workbook = label["delimiter"] == "n/a";
    CHECK(reading->kind == (workbook ? label["file"].substr(label["file"].rfind('.') + 1) : "csv"));
    if (!workbook) CHECK(std::string(1, f.delimiter) == label["delimiter"]);
    if (!workbook) CHECK(f.encoding == (label["encoding"] == "us-ascii" ? "utf-8" : label["encoding"]));
    CHECK(f.first_paid.value().iso() == label["min_date"]);
    CHECK(f.last_paid.value().iso() == label["max_date"]);
    CHECK(f.refused == std::stoll(label["rows_without_amount"]) + std::stoll(label["total_rows_excluded"]));
    if (reading->kind != "xls") CHECK(f.blank == std::stoll(label["blank_rows_after_header"])); // formatted rows without cells
    CHECK(f.stated_total_pence.has_value() == (label["total_rows_excluded"] != "0"));
    CHECK(f.rows_read == f.payments + f.refused + f.blank);
  }
  CHECK(read_files == 27);
}

TEST_CASE("published pages and documents are refused by what they are", "[spend][real]") {
  const auto folder = openward::test::real_files("spend");
  if (!folder) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    const auto kind = entry.path().extension();
    if (kind != ".zip" && kind != ".json") continue;
    INFO(entry.path().string());
    const auto reading = openward::test::account_of(contents(entry.path()));
    REQUIRE_FALSE(reading);
    CHECK(reading.error().kind == openward::ErrorKind::unsupported);
  }
}
