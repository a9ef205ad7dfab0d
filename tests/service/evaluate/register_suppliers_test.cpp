// Supplier labels by way of a register, on both databases.

#include "service/evaluate/register_suppliers.h"

#include "exchange/files/file.h"
#include "service/evaluate/known_bodies.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/real_files.h"

#include <iostream>

using namespace openward;
using namespace openward::evaluate;

namespace {

const std::filesystem::path kReference = std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference";

matching::BodyIndex index_of(const std::vector<std::filesystem::path>& bodies) {
  auto known = read_known_bodies(kReference, bodies);
  REQUIRE(known);
  return matching::BodyIndex(std::move(known->bodies));
}

} // namespace

TEST_CASE("a register reads labelled strings as the rules alone do", "[evaluate]") {
  const auto labels = read_supplier_labels(
      "raw_supplier\ttotal_amount\tlines\tcanonical_name\tidentifier_scheme\tidentifier\tprovider_class\tsame_as_group_id\tconfidence\n"
      "SPIRE HEALTHCARE LTD\t100.00\t3\tSpire Healthcare Ltd\tGB-COH\t01522532\tindependent_sector\t1\thigh\n"
      "Spire Healthcare\t7.01\t2\tSpire Healthcare Ltd\tGB-COH\t01522532\tindependent_sector\t1\thigh\n"
      "NUFFIELD HEALTH, \"SOUTH\"\t50.00\t1\tNuffield Health\tGB-CHC\t205533\tvoluntary_or_charity\t2\thigh\n"
      "Dr A N Other\t50.00\t1\tA person\t\t\tindividual\t3\thigh\n"
      "ZZYZX WIDGETS\t-50.00\t1\tZzyzx\t\t\tother_public\t4\thigh\n");
  REQUIRE(labels);
  const auto index = index_of({});
  test::TestDatabase t = test::fresh_database(GENERATE(from_range(test::backends())));
  const auto readings = read_suppliers_from(*t.db, index, *labels, kReference, {});
  INFO((readings ? "" : readings.error().message + " / " + readings.error().internal));
  REQUIRE(readings);
  const auto pure = read_suppliers(index, *labels);
  for (std::size_t i = 0; i < pure.size(); ++i) {
    INFO(pure[i].label->raw);
    const bool linked = (*readings)[i].decision.outcome == matching::Outcome::linked;
    CHECK(linked == (pure[i].decision.outcome == matching::Outcome::linked));
    CHECK((*readings)[i].link_right == pure[i].link_right);
    CHECK((*readings)[i].held.provider_class == pure[i].held.provider_class);
  }
  CHECK((*readings)[0].end == (*readings)[1].end);
}

TEST_CASE("labels become a file of spend with their lines and their money", "[evaluate]") {
  SupplierLabel label;
  label.raw = "A \"B\", C";
  label.pence = 1001;
  label.lines = 2;
  CHECK(spend_file_of({label}) == "Entity,Date,Expense type,Expense area,Supplier,Transaction number,Amount\n"
                                  "A public body,01/05/2020,,,\"A \"\"B\"\", C\",1,5.01\n"
                                  "A public body,01/05/2020,,,\"A \"\"B\"\", C\",2,5.00\n");
}

TEST_CASE("real supplier strings reach the measures by way of the register too", "[evaluate][real]") {
  const auto labels_file = test::real_files("labels/supplier_labels.tsv");
  const auto ods = test::real_files("ods");
  if (!labels_file || !ods) return;
  const auto bytes = exchange::MappedFile::open(*labels_file);
  REQUIRE(bytes);
  const auto labels = read_supplier_labels(bytes->bytes());
  REQUIRE(labels);
  const auto index = index_of({*ods});
  test::TestDatabase t = test::fresh_database(GENERATE(from_range(test::backends())));
  const auto readings = read_suppliers_from(*t.db, index, *labels, kReference, {*ods});
  INFO((readings ? "" : readings.error().message + " / " + readings.error().internal));
  REQUIRE(readings);
  std::cout << t.db->description() << ":\n" << supplier_report(index, *readings) << std::flush;
  const SupplierScores s = scored(*readings);
  CHECK(s.links_right * 1000 >= s.links * 995);
  CHECK(s.linked_of_linkable * 100 >= s.linkable * 85);
  CHECK(s.pence_right >= s.pence / 100 * 97);
  CHECK(s.classes_right * 100 >= s.rows * 93);
  CHECK(s.pairs_right * 100 >= s.pairs * 95);
}
