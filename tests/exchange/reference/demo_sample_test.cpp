#include "domain/history.h"
#include "exchange/ocds/release_reader.h"
#include "exchange/spend/spend_reader.h"
#include "tests/support/catch.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

// The invented sample goes through the same readers as the files of the outside world.
namespace {

std::string contents(const std::string& name) {
  std::ifstream in(std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference" / "demo" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<openward::NoticeReading> notices() {
  std::vector<openward::NoticeReading> all;
  const std::string bytes = contents("awards-synthetic.json");
  const auto read =
      openward::exchange::read_releases(bytes, {[&](const openward::exchange::RawRelease& raw) -> openward::Result<> {
                                                  auto notice = openward::exchange::read_notice(raw.json);
                                                  if (!notice) return notice.error();
                                                  all.push_back(*std::move(notice));
                                                  return openward::Done{};
                                                },
                                                [](const openward::exchange::RefusedRelease& refused) { FAIL_CHECK(refused.reason); }});
  INFO((read ? std::string() : read.error().message));
  REQUIRE(read);
  return all;
}

} // namespace

TEST_CASE("every body of the sample is called Synthetic and every ocid says so", "[demo]") {
  for (const auto& notice : notices()) {
    INFO(notice.release_id);
    CHECK(notice.ocid.starts_with("ocds-synthetic-"));
    REQUIRE(notice.buyer);
    CHECK(notice.buyer->name.starts_with("Synthetic "));
    for (const auto& award : notice.awards)
      for (const auto& supplier : award.suppliers) CHECK(supplier.name.starts_with("Synthetic "));
  }
}

TEST_CASE("the sample's 72 notices are 66 procurements and make 64 awards under 17 routes", "[demo]") {
  std::map<std::string, std::vector<openward::NoticeReading>> by_ocid;
  const auto all = notices();
  CHECK(all.size() == 72);
  for (const auto& notice : all) by_ocid[notice.ocid].push_back(notice);
  CHECK(by_ocid.size() == 66);
  std::map<std::string, int> routes;
  int awards = 0;
  for (auto& [ocid, of_one] : by_ocid) {
    for (const auto& award : openward::fold(std::move(of_one)).awards) {
      ++awards;
      ++routes[std::string(openward::to_string(award.route))];
    }
  }
  CHECK(awards == 64);
  CHECK(routes.size() == 17);
  CHECK(routes["direct_award_a"] == 6);
  CHECK(routes["direct_award_b"] == 10);
  CHECK(routes["direct_award_c"] == 17);
  CHECK(routes["most_suitable_provider"] == 7);
  CHECK(routes["competitive_process"] == 7);
  CHECK(routes["framework_conclusion"] == 1);
  CHECK(routes["framework_call_off_direct"] == 2);
  CHECK(routes["framework_call_off_competed"] == 2);
  CHECK(routes["urgent_award"] == 2);
  CHECK(routes["unknown"] == 3);
}

TEST_CASE("the sample's suppliers are of the classes that their names and registers speak for", "[demo]") {
  std::set<openward::ProviderClass> classes;
  for (const auto& notice : notices())
    for (const auto& award : notice.awards)
      for (const auto& supplier : award.suppliers) classes.insert(openward::classify(supplier.name, supplier.identifiers).provider_class);
  using C = openward::ProviderClass;
  for (const auto wanted :
       {C::nhs_trust, C::nhs_foundation_trust, C::voluntary_or_charity, C::social_enterprise, C::primary_care, C::unclassified})
    CHECK(classes.contains(wanted));
}

TEST_CASE("the sample's payments add up to the total that its README gives", "[demo]") {
  const std::string bytes = contents("spend-synthetic-2025-26.csv");
  const auto read = openward::exchange::read_spend(bytes, {[](const openward::PaymentLine& line) -> openward::Result<> {
                                                             CHECK(line.supplier.starts_with("Synthetic "));
                                                             CHECK(openward::FinancialYear::of(line.paid_on).text() == "2025-26");
                                                             return openward::Done{};
                                                           },
                                                           [](const openward::RefusedLine& line) { FAIL_CHECK(line.reason); }});
  REQUIRE(read);
  CHECK(read->file.payments == 399);
  CHECK(read->file.total_pence == 26'204'391'297);
  CHECK(read->file.publisher == "Synthetic Riverside Integrated Care Board");
}
