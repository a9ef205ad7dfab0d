#include "exchange/surroundings/indicator_list.h"
#include "tests/support/catch.h"

using namespace openward;

namespace {

/// "Occupancy in per cent, 85000 (RCEM): Invented Trust 2023-01 91400; row 3 bad_number": all that came of a list.
std::string read(std::string_view text) {
  const auto list = exchange::read_indicator_list(text, "list.csv", "list.csv");
  if (!list) return "error: " + list.error().message;
  std::string out;
  for (const Indicator& i : list->indicators) {
    out += (out.empty() ? "" : "; ") + i.name + " in " + i.unit;
    if (i.limit_thousandths) out += ", " + std::to_string(*i.limit_thousandths) + " (" + i.limit_basis + ")";
    for (const IndicatorValue& v : i.values) out += ": " + v.body + " " + v.period + " " + std::to_string(v.thousandths);
  }
  for (const Fault& fault : list->refused) out += "; " + fault.where + " " + fault.code;
  return out;
}

} // namespace

TEST_CASE("rows of one indicator are the values of bodies in periods", "[surroundings]") {
  const auto [text, says] = GENERATE(table<std::string, std::string>({
      {"indicator,unit,limit,limit_basis,trust,period,value\nOccupancy,per cent,85,Invented College,First Trust,January 2023,91.4%\n"
       "Occupancy,,,,Second Trust,January 2023,\"1,084.95\"\n",
       "Occupancy in per cent, 85000 (Invented College): First Trust January 2023 91400: Second Trust January 2023 1084950"},
      {"name\tunit\tbody\tfrom\tto\tvalue\nWaiting\tpeople\tEngland\t01/01/2023\t31/01/2023\t-7\n",
       "Waiting in people: England 2023-01-01 to 2023-01-31 -7000"},
      {"name,unit\nWaiting,people\n", "Waiting in people"},
  }));
  INFO(text);
  CHECK(read(text) == says);
}

TEST_CASE("a row of indicators that says too little, or contradicts, is refused with its place", "[surroundings]") {
  const auto [row, says] = GENERATE(table<std::string, std::string>({
      {"Waiting,people,England,,5", "; row 2 bad_row"},
      {"Waiting,people,,January 2023,5", "; row 2 half_measured"},
      {"Waiting,people,England,January 2023,", "; row 2 half_measured"},
      {"Waiting,people,England,January 2023,many", "; row 2 bad_number; row 2 half_measured"},
      {"Waiting,people,England,January 2023,1.2345", "; row 2 bad_number; row 2 half_measured"},
      {"Waiting,people,England,January 2023,\"1,23\"", "; row 2 bad_number; row 2 half_measured"},
      {"Waiting,,England,January 2023,5", "; row 2 bad_row"},
      {"Waiting,people,England,January 2023,5\nWaiting,people,England,January 2023,6",
       "Waiting in people: England January 2023 5000; row 3 repeated"},
      {"Waiting,people,England,January 2023,5\nWaiting,days,England,May 2023,6",
       "Waiting in people: England January 2023 5000; row 3 bad_row"},
  }));
  INFO(row);
  CHECK(read("name,unit,body,period,value\n" + row + "\n") == says);
}
