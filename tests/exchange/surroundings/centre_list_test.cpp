#include "exchange/files/file.h"
#include "exchange/surroundings/centre_list.h"
#include "tests/support/catch.h"
#include "tests/support/real_files.h"

#include <algorithm>

using namespace openward;
using Lines = std::vector<std::string>;

namespace {

exchange::CentreList read(std::string_view text, CentreStatus otherwise = CentreStatus::announced) {
  auto list = exchange::read_centre_list(text, "list.csv", "list.csv", otherwise);
  INFO((list ? "" : list.error().message));
  REQUIRE(list);
  return *list;
}

/// "open 2022-07-01, closed": what a person would say of its history.
std::string history_of(const DiagnosticCentre& centre) {
  std::string out;
  for (const CentreStatusChange& h : centre.history)
    out += (out.empty() ? "" : ", ") + std::string(to_string(h.status)) + (h.on ? " " + h.on->iso() : "");
  return out;
}

Lines refusals_of(const exchange::CentreList& list) {
  Lines out;
  for (const Fault& fault : list.refused) out.push_back(fault.where + " " + fault.code);
  return out;
}

} // namespace

TEST_CASE("headings are known in several spellings and orders, and the day of going live opens a centre", "[centres]") {
  const auto [text, place, region, history] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"region\tarea\tcdc_title\tlive_date\nLondon\tInventown\tFirst CDC\t14 Jul 2021\n", "Inventown", "London", "open 2021-07-14"},
      {"CDC Name,ICB,Regional Name,Opening Date\r\nFirst CDC,Invented ICB,London,14/07/2021\r\n", "First CDC", "London", "open 2021-07-14"},
      {"Centres of 2022\nname;town;status;status on\nFirst CDC;Inventown;approved;2021-07-14\n", "Inventown", "", "approved 2021-07-14"},
      {"\xEF\xBB\xBFname,place,opened,status\nFirst CDC,Inventown,2021-07-14,open\n", "Inventown", "", "open 2021-07-14"},
      {"name,place,opened,status,status_on\nFirst CDC,Inventown,2021-07-14,closed,2023-01-31\n", "Inventown", "",
       "open 2021-07-14, closed 2023-01-31"},
      {"name,place\nFirst CDC,Inventown\n", "Inventown", "", "announced"},
  }));
  INFO(text);
  const auto list = read(text);
  REQUIRE(list.centres.size() == 1);
  CHECK(list.centres.front().name == "First CDC");
  CHECK(list.centres.front().place == place);
  CHECK(list.centres.front().region == region);
  CHECK(history_of(list.centres.front()) == history);
  CHECK(refusals_of(list).empty());
}

TEST_CASE("a kind in place of the day of going live is the kind, and the day is not known", "[centres]") {
  const auto list = read("area,cdc_title,live_date\nInventown,First CDC,HUB\nElsewhere,Second CDC,spoke\n", CentreStatus::open);
  REQUIRE(list.centres.size() == 2);
  CHECK(list.centres[0].kind == CentreKind::hub);
  CHECK(list.centres[1].kind == CentreKind::spoke);
  CHECK(history_of(list.centres[0]) == "open");
  CHECK(list.without_status == 2);
}

TEST_CASE("rows of one name are one centre, its statuses in order", "[centres]") {
  const auto list = read("name,place,status,status_on,operator,tests\n"
                         "First CDC,Inventown,open,2022-07-01,,MRI\n"
                         "First CDC,Inventown,announced,2021-10-01,Invented Imaging,CT; MRI\n");
  REQUIRE(list.centres.size() == 1);
  CHECK(history_of(list.centres.front()) == "announced 2021-10-01, open 2022-07-01");
  CHECK(list.centres.front().operator_name == "Invented Imaging");
  CHECK(list.centres.front().tests == Lines{"MRI", "CT"});
}

TEST_CASE("what cannot be taken is refused with its row, and the rest of the list is kept", "[centres]") {
  const auto list = read("name,place,kind,live_date,operator_class,colour\n"
                         "First CDC,Inventown,standard,soon,independent_sector,green\n"
                         ",Nowhere,standard,,,\n"
                         "\n"
                         "First CDC,Elsewhere,,,,\n"
                         "Second CDC,Inventown,enormous,,martian,\n");
  CHECK(list.centres.size() == 2);
  CHECK(refusals_of(list) == Lines{"row 2 bad_date", "row 3 no_name", "row 5 same_name", "row 6 unknown_word", "row 6 unknown_word"});
  CHECK(list.unread == Lines{"colour"});
}

TEST_CASE("a file that is no list of centres is refused by name", "[centres]") {
  const std::string text =
      GENERATE(as<std::string>(), "Supplier,Amount\nA,1\n", "<html><body>Not found</body></html>", "%PDF-1.4", "name\nFirst CDC\n", "");
  INFO(text);
  const auto list = exchange::read_centre_list(text, "list.csv", "list.csv", CentreStatus::announced);
  REQUIRE_FALSE(list);
  CHECK_FALSE(list.error().message.empty());
}

TEST_CASE("the list of operational centres of August 2022 is read whole", "[centres][real]") {
  const auto folder = test::real_files("diagnostic-centres");
  if (!folder) return;
  const auto file = exchange::MappedFile::open(*folder / "cdc_operational_2022-08-14.tsv");
  REQUIRE(file);
  const auto list = read(file->bytes(), CentreStatus::open);
  const auto rows = std::count(file->bytes().begin(), file->bytes().end(), '\n') - 1;
  CHECK(static_cast<std::ptrdiff_t>(list.centres.size() + list.refused.size()) >= rows);
  CHECK(refusals_of(list).empty());
  CHECK(std::count_if(list.centres.begin(), list.centres.end(), [](const auto& c) { return c.kind == CentreKind::hub; }) == 13);
  CHECK(std::all_of(list.centres.begin(), list.centres.end(), [](const auto& c) { return c.status() == CentreStatus::open; }));
}
