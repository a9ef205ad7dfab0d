#include "exchange/ods/ods_file.h"

#include "exchange/files/file.h"
#include "tests/support/catch.h"
#include "tests/support/real_files.h"

#include <algorithm>
#include <tuple>

using namespace openward;
using namespace openward::exchange;

namespace {

/// A row of 27 columns, or of 24 without the last three.
std::string row(const std::string& code, const std::string& name, const std::string& opened, const std::string& closed,
                const std::string& subtype, const std::string& parent = "", const std::string& setting = "", int width = 27) {
  std::vector<std::string> cells(27);
  cells[0] = code;
  cells[1] = name;
  cells[2] = "Y63";
  cells[3] = "QZZ";
  cells[4] = "1 Zyx Street";
  cells[7] = "Zyxton";
  cells[9] = "ZZ1 1ZZ";
  cells[10] = opened;
  cells[11] = closed;
  cells[13] = subtype;
  cells[14] = parent;
  cells[25] = setting;
  std::string out;
  for (int i = 0; i < width; ++i) out += (i ? ",\"" : "\"") + cells[static_cast<std::size_t>(i)] + "\"";
  return out + "\r\n";
}

const OdsBody* find(const OdsFile& file, std::string_view code) {
  const auto at =
      std::find_if(file.bodies.begin(), file.bodies.end(), [&](const OdsBody& b) { return b.body.identifiers.front().id() == code; });
  return at == file.bodies.end() ? nullptr : &*at;
}

} // namespace

TEST_CASE("a file of trusts has 24 or 27 columns and no line of names", "[ods]") {
  const int width = GENERATE(24, 27);
  const auto read = read_ods(row("R0A", "ZYX UNIVERSITY NHS FOUNDATION TRUST", "20171001", "", "", "", "", width) +
                                 row("G6V2S", "ABC, ZYX AND DEF NHS TRUST", "", "20200331", "", "", "", width),
                             "etr.csv");
  REQUIRE(read);
  CHECK(read->kind == OdsKind::trusts);
  REQUIRE(read->bodies.size() == 2);
  const Body& first = read->bodies[0].body;
  CHECK(first.identifiers.front().text() == "ods:R0A");
  CHECK(first.classification.provider_class == ProviderClass::nhs_foundation_trust);
  CHECK(first.classification.evidence == Evidence::ods_role);
  CHECK(first.opened->iso() == "2017-10-01");
  CHECK_FALSE(first.closed);
  CHECK(first.address == "1 Zyx Street, Zyxton");
  CHECK(first.postcode == "ZZ1 1ZZ");
  CHECK(read->bodies[0].geography == "QZZ");
  CHECK(read->bodies[1].body.name == "ABC, ZYX AND DEF NHS TRUST");
  CHECK(read->bodies[1].body.classification.provider_class == ProviderClass::nhs_trust);
  CHECK(read->bodies[1].body.closed->iso() == "2020-03-31");
}

TEST_CASE("commissioners are told by their sub-type or name", "[ods]") {
  const auto read = read_ods(
      row("00C", "NHS ZYX CCG", "20130401", "20200331", "") + row("00L", "NHS ZYX ICB - 00L", "20130401", "", "RO319"), "anything.csv");
  REQUIRE(read);
  CHECK(read->kind == OdsKind::commissioners);
  CHECK(find(*read, "00C")->body.classification.detail == "ODS role RO98 clinical commissioning group");
  CHECK(find(*read, "00L")->body.classification.detail == "ODS role RO319 sub-ICB location");
}

TEST_CASE("a practice is primary care by its prescribing setting, and codes stay text", "[ods]") {
  const auto read = read_ods(row("A99991", "ZYX SURGERY", "19740401", "", "B", "00C", "4") +
                                 row("E00010", "ZYX HOSPITAL UNIT", "19740401", "", "B", "00E10", "10"),
                             "epraccur.csv");
  REQUIRE(read);
  CHECK(read->kind == OdsKind::practices);
  CHECK(find(*read, "A99991")->gp_practice);
  CHECK(find(*read, "A99991")->parent == "00C");
  CHECK(find(*read, "A99991")->body.classification.provider_class == ProviderClass::primary_care);
  REQUIRE(find(*read, "E00010") != nullptr);
  CHECK(find(*read, "E00010")->parent == "00E10");
  CHECK(find(*read, "E00010")->body.classification.provider_class == ProviderClass::unclassified);
}

TEST_CASE("independent providers are told by the file's name, or by who reads it", "[ods]") {
  const std::string bytes = row("8E123", "ZYX CLINICS LTD", "20100401", "", "");
  const auto named = read_ods(bytes, "folder/ephp.csv");
  REQUIRE(named);
  CHECK(named->bodies.front().body.classification.provider_class == ProviderClass::independent_sector);
  CHECK(named->bodies.front().body.identifiers.front().id() == "8E123");
  CHECK(read_ods(bytes, "list.csv", OdsKind::independent_providers));
  CHECK_FALSE(read_ods(bytes, "list.csv"));
}

TEST_CASE("board names come under a line of column names", "[ods]") {
  const auto read = read_ods("\xEF\xBB\xBF"
                             "ICB24CD,ICB24CDH,ICB24NM,ObjectId\nE54000999,QZZ,NHS Zyx Integrated Care Board,1\n",
                             "icb.csv");
  REQUIRE(read);
  CHECK(read->kind == OdsKind::boards);
  REQUIRE(read->bodies.size() == 1);
  CHECK(read->bodies.front().body.identifiers.front().text() == "ods:QZZ");
  CHECK(read->bodies.front().body.classification.detail == "ODS role RO318 integrated care board");
}

TEST_CASE("successors are read with their dates, and never without one", "[ods]") {
  const auto read = read_ods("\"00C\",\"16C\",\"R\",\"20200401\",\"\"\n\"00D\",\"84H\",\"R\",\"20200401\",\"\"\n", "succ.csv");
  REQUIRE(read);
  CHECK(read->kind == OdsKind::successors);
  REQUIRE(read->successions.size() == 2);
  CHECK(read->successions[0].from_code == "ods:00C");
  CHECK(read->successions[0].to_code == "ods:16C");
  CHECK(read->successions[0].date.iso() == "2020-04-01");
  const auto undated = read_ods("00C,16C,R,\n00D,00D,R,20200401\n", "succ.csv", OdsKind::successors);
  REQUIRE(undated);
  CHECK(undated->successions.empty());
  REQUIRE(undated->refused.size() == 2);
  CHECK(undated->refused[0].where == "succ.csv line 1");
  CHECK_THAT(undated->refused[0].message, ContainsSubstring("has no date"));
  CHECK(undated->refused[1].code == "same_body");
}

TEST_CASE("a row that is no organisation is refused with its line, and the others stand", "[ods]") {
  const auto [bad, message] = GENERATE(table<std::string, std::string>({
      {row("", "ZYX NHS TRUST", "20171001", "", ""), "identifies nobody"},
      {row("RZZ", "", "20171001", "", ""), "name of the organisation is missing"},
      {row("RZZ", "ZYX NHS TRUST", "20171301", "", ""), "20171301"},
      {row("RZZ", "ZYX NHS TRUST", "20171001", "20161001", ""), "closes before it opens"},
      {"RZZ,ZYX NHS TRUST\r\n", "2 columns"},
  }));
  const std::string good = row("R0A", "ABC NHS TRUST", "20171001", "", "");
  const auto read = read_ods(good + bad + good, "etr.csv", OdsKind::trusts);
  REQUIRE(read);
  CHECK(read->bodies.size() == 2);
  REQUIRE(read->refused.size() == 1);
  CHECK(read->refused.front().where == "etr.csv line 2");
  CHECK_THAT(read->refused.front().message, ContainsSubstring(message));
}

TEST_CASE("a file that is none of the Organisation Data Service is refused by its name", "[ods]") {
  const std::string bytes = GENERATE(as<std::string>(), "", "\n\n", "Supplier,Amount\nZyx Ltd,5\n", "<html><body>Not found</body></html>",
                                     "{\"a\":1}", "PK\x03\x04\x14");
  CAPTURE(bytes);
  const auto read = read_ods(bytes, "thing.csv");
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == ErrorKind::unsupported);
  CHECK_THAT(read.error().message, ContainsSubstring("thing.csv") && ContainsSubstring("etr.csv"));
}

TEST_CASE("real files are read whole", "[ods][real]") {
  const auto folder = test::real_files("ods");
  if (!folder) return;
  const auto [name, kind, bodies] = GENERATE(table<std::string, OdsKind, std::size_t>({
      {"etr_2021.csv", OdsKind::trusts, 241},
      {"etr_2026.csv", OdsKind::trusts, 274},
      {"eccg.csv", OdsKind::commissioners, 320},
      {"epraccur_2019_first2000.csv", OdsKind::practices, 2000},
      {"icb_names_codes_dec_2024.csv", OdsKind::boards, 42},
  }));
  CAPTURE(name);
  const auto file = MappedFile::open(*folder / name);
  REQUIRE(file);
  const auto read = read_ods(file->bytes(), name);
  REQUIRE(read);
  CHECK(read->kind == kind);
  CHECK(read->bodies.size() == bodies);
  CHECK(read->refused.empty());
}
