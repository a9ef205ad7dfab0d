#include "domain/share.h"
#include "domain/surroundings.h"
#include "tests/support/catch.h"

using namespace openward;
using Lines = std::vector<std::string>;

namespace {

std::optional<Date> day(std::string_view iso) { return iso.empty() ? std::nullopt : std::optional(*Date::parse(iso)); }

DiagnosticCentre centre(std::string id, std::vector<CentreStatusChange> history) {
  DiagnosticCentre out;
  out.id = std::move(id);
  out.name = "Centre " + out.id;
  out.place = "Inventown";
  out.history = std::move(history);
  return out;
}

Lines lines_of(const std::vector<CentreCount>& counts) {
  Lines out;
  for (const CentreCount& count : counts) {
    std::string line;
    for (const std::string& word : count.group) line += word + " ";
    out.push_back(line + std::to_string(count.centre_ids.size()));
  }
  return out;
}

Lines history_of(const DiagnosticCentre& c) {
  Lines out;
  for (const CentreStatusChange& h : c.history) out.push_back(std::string(to_string(h.status)) + (h.on ? " " + h.on->iso() : ""));
  return out;
}

IndicatorValue week(std::string body, std::string_view from, std::string_view to, std::int64_t thousandths) {
  return {std::move(body), std::string(from), day(from), day(to), thousandths, "an invented table"};
}

} // namespace

TEST_CASE("what a centre was on a day follows from its dated statuses, and is unknown where one has no day", "[domain][centre]") {
  using enum CentreStatus;
  const std::vector<DiagnosticCentre> centres{
      centre("dated", {{announced, day("2021-10-01"), ""}, {open, day("2022-07-01"), ""}, {closed, day("2024-02-01"), ""}}),
      centre("announced some day", {{announced, {}, ""}, {open, day("2022-07-01"), ""}}),
      centre("closed some day", {{open, day("2022-07-01"), ""}, {closed, {}, ""}})};
  const auto [which, on, standing] = GENERATE(table<std::size_t, std::string, std::string>({
      {0, "2021-09-30", "not_yet"},
      {0, "2021-10-01", "announced"},
      {0, "2022-06-30", "announced"},
      {0, "2022-07-01", "open"},
      {0, "2024-02-01", "closed"},
      {1, "2020-01-01", "unknown"},
      {1, "2022-07-01", "open"},
      {2, "2022-06-30", "not_yet"},
      {2, "2022-07-01", "unknown"},
  }));
  INFO(centres[which].id << " on " << on);
  CHECK(to_string(centres[which].standing_on(*day(on))) == standing);
}

TEST_CASE("a later list fills what is empty, dates what has no day, and takes nothing away", "[domain][centre]") {
  using enum CentreStatus;
  DiagnosticCentre held = centre("1", {{announced, {}, "press notice"}});
  held.operator_name = "Invented Imaging Ltd";
  held.tests = {"MRI"};
  DiagnosticCentre stated = centre("", {{open, day("2023-05-02"), "list"}, {announced, day("2022-01-05"), "list"}});
  stated.name = held.name;
  stated.region = "London";
  stated.tests = {"CT", "MRI"};

  const auto updated = held.updated_by(stated);
  REQUIRE(updated);
  CHECK(updated->id == "1");
  CHECK(updated->operator_name == "Invented Imaging Ltd");
  CHECK(updated->region == "London");
  CHECK(updated->tests == Lines{"MRI", "CT"});
  CHECK(history_of(*updated) == Lines{"announced 2022-01-05", "open 2023-05-02"});
  CHECK(updated->opened() == day("2023-05-02"));

  const auto again = updated->updated_by(stated);
  REQUIRE(again);
  CHECK(history_of(*again) == history_of(*updated));
}

TEST_CASE("another day for the one opening replaces the held one, and a status without a day adds nothing to a dated one",
          "[domain][centre]") {
  using enum CentreStatus;
  const DiagnosticCentre held = centre("1", {{announced, day("2022-01-05"), ""}, {open, day("2023-05-02"), ""}});
  const auto corrected = held.updated_by(centre("", {{open, day("2023-05-09"), "a later list"}}));
  REQUIRE(corrected);
  CHECK(history_of(*corrected) == Lines{"announced 2022-01-05", "open 2023-05-09"});
  const auto same = held.updated_by(centre("", {{open, {}, "a list without days"}}));
  REQUIRE(same);
  CHECK(history_of(*same) == history_of(held));
}

TEST_CASE("of 13 centres 8 are run by the independent sector and 5 by the NHS; the counts add up", "[domain][centre][golden]") {
  std::vector<DiagnosticCentre> centres;
  for (int i = 0; i < 13; ++i) {
    centres.push_back(centre(std::to_string(i), {{CentreStatus::announced, {}, ""}}));
    centres.back().operator_class = i < 8 ? ProviderClass::independent_sector : ProviderClass::nhs_other;
  }
  const std::vector<CentreFact> by{CentreFact::operator_class, CentreFact::status};
  CHECK(lines_of(count_centres(centres, by, {})) == Lines{"independent_sector announced 8", "nhs_other announced 5"});
  CHECK(lines_of(count_centres(centres, by, day("2023-08-04"))) == Lines{"independent_sector unknown 8", "nhs_other unknown 5"});
}

TEST_CASE("105 of 127 open centres stand on NHS estate: 83 per cent, and 17 elsewhere", "[domain][centre][golden]") {
  std::vector<DiagnosticCentre> centres;
  for (int i = 0; i < 127; ++i) {
    centres.push_back(centre(std::to_string(i), {{CentreStatus::open, day("2023-11-01"), ""}}));
    centres.back().estate_owner_class = i < 105 ? ProviderClass::nhs_trust : ProviderClass::independent_sector;
  }
  const std::vector<CentreFact> by{CentreFact::estate_owner_class};
  const auto counts = count_centres(centres, by, day("2023-11-30"));
  REQUIRE(lines_of(counts) == Lines{"independent_sector 22", "nhs_trust 105"});
  CHECK(share_percent(105, 127, 1) == "82.7");
  CHECK(share_percent(22, 127, 1) == "17.3");
  CHECK(share_percent(105, 127, 0) == "83");
  CHECK(share_percent(22, 127, 0) == "17");
}

TEST_CASE("a programme stands where it was last measured up to the day", "[domain][programme][golden]") {
  const Programme programme{
      "pg-1", "Centres", "centres", 160, day("2025-12-31"), {{*day("2023-11-30"), 127, "November"}, {*day("2023-08-31"), 114, "August"}},
      "",     ""};
  const auto before = standing_on(programme, *day("2023-08-30"));
  CHECK_FALSE(before.measured);
  CHECK_FALSE(before.remaining);
  const auto first = standing_on(programme, *day("2023-08-31"));
  REQUIRE(first.measured);
  CHECK(first.measured->quantity == 114);
  CHECK(first.remaining == 46);
  CHECK(first.reached_basis_points == 7125);
  CHECK(standing_on(programme, *day("2024-01-01")).measured->quantity == 127);
  CHECK(standing_on(programme, *day("2026-01-02")).days_to_target == -2);
}

TEST_CASE("94 of 152 trusts had a major alert at least once in the winter", "[domain][indicator][golden]") {
  Indicator alerts;
  alerts.name = "Major alerts";
  alerts.unit = "alerts";
  alerts.limit_thousandths = 0;
  for (int trust = 0; trust < 152; ++trust) {
    const std::string name = "Trust " + std::to_string(1000 + trust);
    alerts.values.push_back(week(name, "2016-12-05", "2016-12-11", trust < 94 ? 1000 : 0));
    alerts.values.push_back(week(name, "2017-01-02", "2017-01-08", trust < 40 ? 3000 : 0));
    alerts.values.push_back(week(name, "2017-03-27", "2017-04-02", 9000)); // reaches past the winter
    alerts.values.push_back(week(name, "2017-06-05", "2017-06-11", 9000));
  }
  alerts.values.push_back({"Trust 1000", "some time", {}, {}, 9000, ""});

  const auto count = bodies_past_limit(alerts, *day("2016-12-01"), *day("2017-03-31"));
  REQUIRE(count);
  CHECK(count->bodies_observed == 152);
  CHECK(count->passed.size() == 94);
  CHECK(count->values == 304);
  CHECK(count->across == 152);
  CHECK(count->without_dates == 1);
  CHECK(count->passed.front().body == "Trust 1000");
  CHECK(count->passed.front().times == 2);
  CHECK(count->passed.front().first_period == "2016-12-05");
  CHECK(count->passed.front().highest_thousandths == 3000);
}

TEST_CASE("a value at its limit has not passed it, and without a limit there is no count", "[domain][indicator]") {
  Indicator beds{"", "Beds occupied", "per cent", 85000, "recommended", {week("A", "2017-01-01", "2017-03-31", 85000)}, ""};
  CHECK(bodies_past_limit(beds, *day("2017-01-01"), *day("2017-03-31"))->passed.empty());
  beds.values.front().thousandths = 85001;
  CHECK(bodies_past_limit(beds, *day("2017-01-01"), *day("2017-03-31"))->passed.size() == 1);
  beds.limit_thousandths.reset();
  CHECK_FALSE(bodies_past_limit(beds, *day("2017-01-01"), *day("2017-03-31")));
}
