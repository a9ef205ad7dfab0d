#include "domain/identifier.h"
#include "tests/support/catch.h"

#include <tuple>

using openward::Identifier;

TEST_CASE("an identifier of a known scheme is brought to its one form", "[domain][identifier]") {
  const auto [given, text] = GENERATE(table<std::string, std::string>({
      {"ods:QHM", "ods:QHM"},
      {"ods:qhm", "ods:QHM"},
      {"ods: F82625 ", "ods:F82625"},
      {"coh:1532937", "coh:01532937"},
      {"coh:01532937", "coh:01532937"},
      {"coh:153 2937", "coh:01532937"},
      {"coh:oc303525", "coh:OC303525"},
      {"coh:SC12345", "coh:SC012345"},
      {"coh:R0001234", "coh:R0001234"},
      {"coh:IP12345R", "coh:IP12345R"},
      {"chc:275913", "chc:275913"},
      {"chc:1165672-0", "chc:1165672"},
      {"chc:1165672-1", "chc:1165672-1"},
      {"sc:SC012345", "sc:SC012345"},
      {"sc:12345", "sc:SC012345"},
      {"nic:NIC100001", "nic:NIC100001"},
      {"nic:100001", "nic:NIC100001"},
      {"ppon:pabc-1234-defg", "ppon:PABC-1234-DEFG"},
      {"gb-ukprn:10007784", "gb-ukprn:10007784"},
      {"x-local:a/B:c", "x-local:a/B:c"},
  }));
  CAPTURE(given);
  const auto id = Identifier::parse(given);
  REQUIRE(id);
  CHECK(id->text() == text);
  const auto again = Identifier::parse(id->text());
  REQUIRE(again);
  CHECK(*again == *id);
}

TEST_CASE("an identifier that identifies nobody or has the wrong form is refused with a code", "[domain][identifier]") {
  const auto [given, code] = GENERATE(table<std::string, std::string>({
      {"coh:TBC", "identifies_nobody"},
      {"coh:tbc", "identifies_nobody"},
      {"ods:N/A", "identifies_nobody"},
      {"ods:0", "identifies_nobody"},
      {"coh:00000000", "identifies_nobody"},
      {"chc:", "identifies_nobody"},
      {"x:-", "identifies_nobody"},
      {"x:None", "identifies_nobody"},
      {"QHM", "no_scheme"},
      {"", "no_scheme"},
      {":QHM", "bad_scheme"},
      {"ODS:QHM", "bad_scheme"},
      {"o ds:QHM", "bad_scheme"},
      {"ods:QH", "bad_identifier"},
      {"ods:QHM-1", "bad_identifier"},
      {"ods:ABCDEFGHI", "bad_identifier"},
      {"coh:123456789", "bad_identifier"},
      {"coh:SC1234567", "bad_identifier"},
      {"coh:ABC12345", "bad_identifier"},
      {"coh:OC000000", "bad_identifier"},
      {"coh:12345A78", "bad_identifier"},
      {"chc:12345", "bad_identifier"},
      {"chc:XT12345", "bad_identifier"},
      {"sc:SC1234567", "bad_identifier"},
      {"ppon:PABC-123-DEFG", "bad_identifier"},
      {"ppon:XABC-1234-DEFG", "bad_identifier"},
  }));
  CAPTURE(given);
  const auto id = Identifier::parse(given);
  REQUIRE_FALSE(id);
  REQUIRE(id.error().faults.size() == 1);
  CHECK(id.error().faults.front().code == code);
}

TEST_CASE("control characters and endless ids are refused", "[domain][identifier]") {
  CHECK_FALSE(Identifier::create("x", "a\nb"));
  CHECK_FALSE(Identifier::create("x", std::string(101, 'a')));
  CHECK(Identifier::create("x", std::string(100, 'a')));
}

TEST_CASE("an org-id pair is read into the register's schemes", "[domain][identifier]") {
  const auto [scheme, id, text] = GENERATE(table<std::string, std::string, std::string>({
      {"GB-COH", "1532937", "coh:01532937"},
      {"gb-coh", "1532937", "coh:01532937"},
      {"GB-COH", "GB-COH-1532937", "coh:01532937"},
      {"GB-NHS", "92G", "ods:92G"},
      {"GB-PPON", "PABC-1234-DEFG", "ppon:PABC-1234-DEFG"},
      {"GB-CHC", "1165672", "chc:1165672"},
      {"GB-SC", "SC012345", "sc:SC012345"},
      {"GB-NIC", "100001", "nic:NIC100001"},
      {"GB-UKPRN", "10007784", "gb-ukprn:10007784"},
  }));
  CAPTURE(scheme, id);
  const auto identifier = Identifier::from_org_id(scheme, id);
  REQUIRE(identifier);
  CHECK(identifier->text() == text);
}

TEST_CASE("a number that means something inside one notice only is refused as local", "[domain][identifier]") {
  const auto local = Identifier::from_org_id("GB-FTS", "44309");
  REQUIRE_FALSE(local);
  CHECK(local.error().faults.front().code == "local_identifier");
  const auto bare = Identifier::from_org_id("", "01532937");
  REQUIRE_FALSE(bare);
  CHECK(bare.error().faults.front().code == "no_scheme");
  CHECK_FALSE(Identifier::from_org_id("GB-COH", "TBC"));
}
