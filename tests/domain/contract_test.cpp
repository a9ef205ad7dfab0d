#include "domain/award.h"
#include "tests/domain/faults.h"
#include "tests/support/catch.h"

#include <limits>

using namespace openward;
using openward::test::faults_of;
using Lines = std::vector<std::string>;

namespace {

Date day(std::string_view iso) { return *Date::parse(iso); }

StatedValue pounds(std::int64_t whole) { return {{whole * 100, {}}, Vat::excluded, ValueKind::lifetime}; }

/// 1 April 2025 to 31 March 2027, £1,000.
Contract two_years() { return *Contract::create("aw-1", pounds(1000), day("2025-03-20"), day("2025-04-01"), day("2027-03-31")); }

Modification change(std::string_view on, std::optional<std::int64_t> pence = {}, std::optional<Date> new_end = {}) {
  Modification m;
  m.modified_on = day(on);
  m.value_change_pence = pence;
  m.new_end = new_end;
  m.description = "more clinics";
  return m;
}

} // namespace

TEST_CASE("a contract needs an award, a value of zero or more, and an end after its start", "[domain][contract]") {
  const auto refused = Contract::create("", pounds(-1), std::nullopt, day("2026-01-02"), day("2026-01-01"));
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) == Lines{"/award missing", "/value/amount negative", "/ends before_start"});
  CHECK(Contract::create("aw-1", std::nullopt, std::nullopt, std::nullopt, std::nullopt));
}

TEST_CASE("modifications are numbered, add up, and leave the original readable", "[domain][contract]") {
  Contract contract = two_years();
  REQUIRE(contract.modify(change("2025-10-01", 250'00)));
  REQUIRE(contract.modify(change("2026-10-01", -50'00, day("2028-03-31"))));
  REQUIRE(contract.modifications().size() == 2);
  CHECK(contract.modifications()[0].number == 1);
  CHECK(contract.modifications()[1].number == 2);
  CHECK(contract.current_value() == StatedValue{{1200'00, {}}, Vat::excluded, ValueKind::lifetime});
  CHECK(contract.original_value() == pounds(1000));
  CHECK(contract.ends() == day("2028-03-31"));
  CHECK(contract.original_end() == day("2027-03-31"));
}

TEST_CASE("a modification is made during the term, its first and last day included", "[domain][contract]") {
  CHECK(two_years().modify(change("2025-04-01")));
  CHECK(two_years().modify(change("2027-03-31")));
  for (const std::string_view outside : {"2025-03-31", "2027-04-01"}) {
    CAPTURE(std::string(outside));
    Contract contract = two_years();
    const auto refused = contract.modify(change(outside));
    REQUIRE_FALSE(refused);
    CHECK(faults_of(refused.error()) == Lines{"/modified_on outside_term"});
    CHECK(contract.modifications().empty());
  }
}

TEST_CASE("an extension lengthens the term in which the next modification may be made", "[domain][contract]") {
  Contract contract = two_years();
  REQUIRE(contract.modify(change("2027-03-31", {}, day("2028-03-31"))));
  CHECK(contract.modify(change("2028-03-31", 1)));
  CHECK_FALSE(contract.modify(change("2028-04-01", 1)));
}

TEST_CASE("the end is the one the latest modification set, in whatever order they were recorded", "[domain][contract]") {
  Contract contract = two_years();
  REQUIRE(contract.modify(change("2026-06-01", {}, day("2029-03-31"))));
  REQUIRE(contract.modify(change("2026-01-01", {}, day("2028-03-31"))));
  REQUIRE(contract.modify(change("2026-07-01", 100)));
  CHECK(contract.ends() == day("2029-03-31"));
}

TEST_CASE("a modification that makes no sense is refused with every fault", "[domain][contract]") {
  Contract contract = two_years();
  Modification m = change("2024-01-01", -1000'01, day("2025-03-31"));
  m.description = " ";
  const auto refused = contract.modify(m);
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) ==
        Lines{"/modified_on outside_term", "/new_end before_start", "/description missing", "/value_change below_zero"});
  CHECK(contract.current_value() == pounds(1000));
}

TEST_CASE("a value may fall to zero and not below, over all modifications", "[domain][contract]") {
  Contract contract = two_years();
  REQUIRE(contract.modify(change("2025-06-01", -600'00)));
  CHECK_FALSE(contract.modify(change("2025-07-01", -400'01)));
  REQUIRE(contract.modify(change("2025-07-01", -400'00)));
  CHECK(contract.current_value()->amount.pence == 0);
}

TEST_CASE("a value beyond 64 bits is refused", "[domain][contract]") {
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  Contract contract = two_years();
  const auto refused = contract.modify(change("2025-06-01", largest));
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) == Lines{"/value_change amount_out_of_range"});
}

TEST_CASE("where the original value is not known, the current one is not known either", "[domain][contract]") {
  Contract contract = *Contract::create("aw-1", std::nullopt, std::nullopt, std::nullopt, std::nullopt);
  REQUIRE(contract.modify(change("2025-06-01", -500'00)));
  CHECK_FALSE(contract.current_value());
  CHECK_FALSE(contract.ends());
}
