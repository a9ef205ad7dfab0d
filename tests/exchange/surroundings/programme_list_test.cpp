#include "exchange/surroundings/programme_list.h"
#include "tests/support/catch.h"

using namespace openward;

namespace {

/// "Beds: 160 by 2025-12-31, 114 on 2023-08-31; row 3 bad_date": all that came of a list.
std::string read(std::string_view text) {
  const auto list = exchange::read_programme_list(text, "list.csv", "list.csv");
  if (!list) return "error: " + list.error().message;
  std::string out;
  for (const Programme& p : list->programmes) {
    out += (out.empty() ? "" : "; ") + p.name + " in " + p.unit + ":";
    if (p.target) out += " " + std::to_string(*p.target);
    if (p.target_date) out += " by " + p.target_date->iso();
    for (const ProgrammeProgress& g : p.progress) out += ", " + std::to_string(g.quantity) + " on " + g.on.iso();
  }
  for (const Fault& fault : list->refused) out += "; " + fault.where + " " + fault.code;
  return out;
}

} // namespace

TEST_CASE("rows of one programme are its measurements, by day", "[surroundings]") {
  const auto [text, says] = GENERATE(table<std::string, std::string>({
      {"programme,unit,target,target_date,on,quantity,source\nBeds,beds,\"1,600\",31/12/2025,31/08/2023,114,A\nBeds,,,,2022-08-31,91,A\n",
       "Beds in beds: 1600 by 2025-12-31, 91 on 2022-08-31, 114 on 2023-08-31"},
      {"Name\tUnit\nBeds\tbeds\n", "Beds in beds:"},
      {"Programmes\nname;unit;on;quantity\nBeds;beds;2022-08-31;90\nBeds;beds;2022-08-31;91\nHubs;hubs;;\n",
       "Beds in beds:, 91 on 2022-08-31; Hubs in hubs:"},
  }));
  INFO(text);
  CHECK(read(text) == says);
}

TEST_CASE("a row of programmes that says too little, or contradicts, is refused with its place", "[surroundings]") {
  const auto [text, says] = GENERATE(table<std::string, std::string>({
      {"name,unit,on,quantity\nBeds,beds,2022-08-31,\n", "; row 2 half_measured"},
      {"name,unit,on,quantity\nBeds,beds,tomorrow,5\n", "; row 2 bad_date; row 2 half_measured"},
      {"name,unit,on,quantity\n,beds,2022-08-31,5\n", "; row 2 no_name"},
      {"name,unit,target\nBeds,,5\n", "; row 2 bad_row"},
      {"name,unit,target\nBeds,beds,-5\n", "; row 2 bad_row"},
      {"name,unit,target\nBeds,beds,5.5\n", "Beds in beds:; row 2 bad_number"},
      {"name,unit,target\nBeds,beds,5\nBeds,rooms,5\n", "Beds in beds: 5; row 3 bad_row"},
      {"name,unit,target_date\nBeds,beds,2025-12-31\n", "; row 2 bad_row"},
  }));
  INFO(text);
  CHECK(read(text) == says);
  CHECK_THAT(read("supplier,amount\nAcme,5\n"), ContainsSubstring("a heading for the programme's name"));
}
