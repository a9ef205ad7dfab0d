#include "exchange/files/file.h"
#include "service/evaluate/known_bodies.h"
#include "service/evaluate/supplier_scores.h"
#include "tests/support/catch.h"
#include "tests/support/real_files.h"

#include <tuple>

using namespace openward;
using namespace openward::evaluate;

namespace {

const std::string columns =
    "raw_supplier\ttotal_amount\tlines\tcanonical_name\tidentifier_scheme\tidentifier\tprovider_class\tsame_as_group_id\tconfidence\n";

matching::BodyIndex bodies() {
  std::vector<matching::KnownBody> known(2);
  known[0].body.name = "Zyxshire NHS Trust";
  known[0].body.identifiers.push_back(*Identifier::parse("ods:RX0"));
  known[0].body.classification = {ProviderClass::nhs_trust, Evidence::ods_role, 100, "a test", {}, {}};
  known[1].body.name = "Kestrelvale Clinics Ltd";
  known[1].body.identifiers.push_back(*Identifier::parse("coh:09999992"));
  known[1].body.classification = {ProviderClass::independent_sector, Evidence::curated, 95, "a test", {}, {}};
  return matching::BodyIndex(std::move(known));
}

std::string last_line(const std::string& text) {
  const auto end = text.find_last_not_of('\n');
  const auto begin = text.find_last_of('\n', end);
  return text.substr(begin + 1, end - begin);
}

std::string result_of(const std::string& rows) {
  const auto labels = read_supplier_labels(columns + rows);
  REQUIRE(labels);
  const auto index = bodies();
  return last_line(supplier_report(index, read_suppliers(index, *labels)));
}

} // namespace

TEST_CASE("links, classes and pairs are counted as the labels say", "[evaluate]") {
  CHECK(result_of("ZYXSHIRE NHS TRUST\t100.00\t1\tZyxshire NHS Trust\tGB-NHS\tRX0\tnhs_trust\t1\thigh\n"
                  "Zyxshire Hospitals NHST\t100.00\t1\tZyxshire NHS Trust\tGB-NHS\tRX0\tnhs_trust\t1\tmedium\n"
                  "KESTRELVALE CLINICS LTD\t200.00\t1\tSomebody else\tGB-COH\t01111111\tindependent_sector\t2\thigh\n"
                  "KESTREL VALE CLINIC\t600.00\t1\tKestrelvale Clinics Ltd\tGB-COH\t09999992\tindependent_sector\t3\thigh\n"
                  "ZZYZX\t1000.00\t1\tZzyzx\t\t\tother_public\t4\thigh\n"
                  "WRONG NHS TRUST\t9999.00\t1\tWrong\t\t\tindividual\t4\tlow\n") ==
        "link_precision=0.666 link_recall=0.666 class_by_value=0.500 class_by_count=0.800 pairs=1.000 n=5");
}

TEST_CASE("a link whose label has no number of that register is judged by the name", "[evaluate]") {
  CHECK_THAT(result_of("ZYXSHIRE NHS TRUST\t1\t1\tThe Zyxshire NHS Trust (in full)\t\t\tnhs_trust\t\thigh\n"),
             ContainsSubstring("link_precision=1.000"));
  CHECK_THAT(result_of("ZYXSHIRE NHS TRUST\t1\t1\tAnother Trust\t\t\tnhs_trust\t\thigh\n"), ContainsSubstring("link_precision=0.000"));
}

TEST_CASE("unclassified is wrong unless it is the label, and a company of the NHS may stand under nhs_other", "[evaluate]") {
  CHECK_THAT(result_of("ZZYZX\t1\t1\tZzyzx\t\t\tindividual\t\thigh\n"), ContainsSubstring("class_by_count=0.000"));
  CHECK_THAT(result_of("ZZYZX\t1\t1\tZzyzx\t\t\tunclassified\t\thigh\n"), ContainsSubstring("class_by_count=1.000"));
  CHECK_THAT(result_of("NHS PROFESSIONALS LTD\t1\t1\tNHS Professionals\t\t\tnhs_other\t\thigh\n"),
             ContainsSubstring("class_by_count=1.000"));
}

TEST_CASE("shares are rounded down, and nothing asked is a dash", "[evaluate]") {
  CHECK(share(0, 0) == "-");
  CHECK(share(0, 7) == "0.000");
  CHECK(share(999'999, 1'000'000) == "0.999");
  CHECK(share(7, 7) == "1.000");
  CHECK(share(2, 3) == "0.666");
  CHECK(result_of("").ends_with("n=0"));
}

TEST_CASE("the report lists the worst mistakes with the words that decided", "[evaluate]") {
  const auto labels = read_supplier_labels(columns + "ZYXSHIRE NHS TRUST\t5\t1\tOther\tGB-NHS\tRX9\tnhs_trust\t1\thigh\n");
  REQUIRE(labels);
  const auto index = bodies();
  const std::string report = supplier_report(index, read_suppliers(index, *labels));
  CHECK_THAT(report, ContainsSubstring("line 2 \"ZYXSHIRE NHS TRUST\": wrong link") && ContainsSubstring("linked by exact_name") &&
                         ContainsSubstring("odd lines") && ContainsSubstring("even lines"));
}

TEST_CASE("labels that cannot be read are refused with their line", "[evaluate]") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"", "empty"},
      {"raw_supplier\n", "no column provider_class"},
      {columns + "Zyx\t1\t1\tZyx\t\t\tprivate\t\thigh\n", "Line 2"},
      {columns + "Zyx\tmuch\t1\tZyx\t\t\tindividual\t\thigh\n", "Line 2"},
      {columns + "\n\nZyx\t1\t1\tZyx\tGB-NHS\tTBC\tindividual\t\thigh\n", "Line 4"},
  }));
  CAPTURE(text);
  const auto read = read_supplier_labels(text);
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().message, ContainsSubstring(message));
}

TEST_CASE("real supplier strings reach the measures that the register promises", "[evaluate][real]") {
  const auto labels_file = test::real_files("labels/supplier_labels.tsv");
  const auto ods = test::real_files("ods");
  if (!labels_file || !ods) return;
  const auto bytes = exchange::MappedFile::open(*labels_file);
  REQUIRE(bytes);
  const auto labels = read_supplier_labels(bytes->bytes());
  REQUIRE(labels);
  auto known = read_known_bodies(std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference", {*ods});
  REQUIRE(known);
  const matching::BodyIndex index(std::move(known->bodies));
  const SupplierScores s = scored(read_suppliers(index, *labels));
  CHECK(s.links_right * 1000 >= s.links * 995);
  CHECK(s.linked_of_linkable * 100 >= s.linkable * 85);
  CHECK(s.pence_right >= s.pence / 100 * 97);
  CHECK(s.classes_right * 100 >= s.rows * 93);
  CHECK(s.pairs_right * 100 >= s.pairs * 95);
}

TEST_CASE("a file that is named must be one of the Organisation Data Service; in a folder it is passed over", "[evaluate]") {
  const auto reference = std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference";
  CHECK_FALSE(read_known_bodies(reference, {reference / "providers.tsv"}));
  CHECK_FALSE(read_known_bodies(reference, {reference / "no-such-file.csv"}));
  CHECK_FALSE(read_known_bodies(reference / "no-such-folder", {}));
  const auto known = read_known_bodies(reference, {reference / "demo"});
  REQUIRE(known);
  CHECK(known->bodies.size() > 500);
  CHECK_THAT(known->notes.front(), ContainsSubstring("passed over: spend-synthetic-2025-26.csv"));
}
