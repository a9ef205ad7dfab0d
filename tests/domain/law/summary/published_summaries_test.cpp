// Records of ours that add up to what three authorities published for 2024-25 come out as what they published.

#include "tests/domain/law/summary/authorities.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;
using law::procedure::Process;

namespace {

const std::string challenged_run = "decide 2024-03-04; submit_intention_to_award_notice 2024-03-05; publish_intention_to_award_notice "
                                   "2024-03-06; begin_standstill 2024-03-07; receive_representation 2024-03-12 criteria unclear; "
                                   "decide_to_proceed 2024-03-25; communicate_further_decision 2024-03-26; end_standstill 2024-04-04; "
                                   "enter_contract 2024-04-05";

/// 196 contracts to 140 providers in the first period, of which all that can have a standstill are run in the register; nothing before.
AuthorityRecords national_body() {
  AuthorityRecords records;
  records.add_many(53, {.route = Route::direct_award_c, .first_provider = 1});
  records.add_many(33, {.route = Route::most_suitable_provider, .first_provider = 54});
  records.add_many(53, {.route = Route::competitive_process, .first_provider = 87});
  records.add_many(4, {.route = Route::competitive_process, .first_provider = 1});
  // To providers who hold another contract, but for one.
  records.add_many(52, {.route = Route::urgent_award, .first_provider = 2});
  records.add({.route = Route::urgent_award, .first_provider = 140});
  for (int i = 0; i < 3; ++i) records.run(Process::direct_award_c, "2024-03-01", challenged_run, "ocds-invented-" + std::to_string(i + 1));
  for (std::size_t i = 3; i < 143; ++i)
    records.run(Process::direct_award_c, "2024-05-01", "decide 2024-05-02", records.material.awards[i].ocid);
  return records;
}

/// Twelve direct awards; thirty providers, of whom three are new.
AuthorityRecords london_borough() {
  AuthorityRecords records;
  records.add_many(
      27, {.route = Route::pcr_light_touch, .on = "2022-03-01", .starts = "2022-04-01", .ends = "2027-03-31", .regime = Regime::pcr2015});
  records.add_many(3, {.route = Route::direct_award_a, .on = "2024-02-01", .first_provider = 28, .starts = "2024-04-01"});
  records.add_many(9, {.route = Route::direct_award_c, .on = "2024-09-02", .first_provider = 1, .starts = "2024-10-01"});
  return records;
}

/// 108 direct awards of which 107 under process B, 91 of these in one notice each and 16 in one for all; 122 providers.
AuthorityRecords shire_council() {
  AuthorityRecords records;
  records.add_many(98, {.route = Route::aqp, .on = "2021-03-01", .starts = "2021-04-01", .ends = "2027-03-31", .regime = Regime::pcr2015});
  records.add_many(11, {.route = Route::aqp,
                        .on = "2021-03-01",
                        .first_provider = 99,
                        .starts = "2021-04-01",
                        .ends = "2023-12-31",
                        .regime = Regime::pcr2015});
  records.add({.route = Route::direct_award_a, .on = "2025-03-31", .first_provider = 1, .starts = "2025-03-31"});
  records.add({.route = Route::direct_award_b, .on = "2024-01-01", .first_provider = 110, .providers = 16, .starts = "2024-04-01"});
  records.add_many(8, {.route = Route::direct_award_b, .on = "2024-06-01", .first_provider = 126});
  records.add_many(83, {.route = Route::direct_award_b, .on = "2024-06-01", .first_provider = 2});
  return records;
}

const std::vector<std::string> every_figure{"a", "b", "c", "d", "e", "f", "g", "h", "i", "providers_contracted"};

} // namespace

TEST_CASE("a national body's summary of 2024-25 is what it published, and new and lost providers cannot be told",
          "[domain][law][summary]") {
  const auto summary = law::annual_summary(national_body().material, reporting("2024-25"), later());
  CHECK(counts(summary, every_figure) == "a 53, b 33, c 57, d 0, e 0, f 53, g none, h none, i 3, providers_contracted 140");
  for (const char* key : {"g", "h"}) {
    const auto* figure = law::figure_of(summary, key);
    CHECK(figure->status == law::FigureStatus::not_computable);
    CHECK_THAT(figure->reason, ContainsSubstring("2023-01-01 to 2023-12-31") && ContainsSubstring("2024-06-03"));
    CHECK(figure->records.empty());
  }
  CHECK(counts(summary, {"i.outcome_proceeded", "i.nature_1"}) == "i.outcome_proceeded 3, i.nature_1 3");
  CHECK(law::figure_of(summary, "i.nature_1")->title == "nature as recorded: criteria unclear");
}

TEST_CASE("a London borough's summary of 2024-25 is what it published", "[domain][law][summary]") {
  const auto summary = law::annual_summary(london_borough().material, reporting("2024-25"), later());
  CHECK(counts(summary, {"a", "a.direct_award_a", "a.direct_award_b", "a.direct_award_c", "g", "h", "providers_contracted"}) ==
        "a 12, a.direct_award_a 3, a.direct_award_b 0, a.direct_award_c 9, g 3, h 0, providers_contracted 30");
  CHECK(counts(summary, {"b", "c", "d", "e"}) == "b 0, c 0, d 0, e 0");
  CHECK_THAT(law::figure_of(summary, "g")->note, ContainsSubstring("27 contracts"));
  CHECK(law::figure_of(summary, "g")->records == std::vector<law::RecordReference>{{law::RecordKind::provider, "bd-28", "Provider 28"},
                                                                                   {law::RecordKind::provider, "bd-29", "Provider 29"},
                                                                                   {law::RecordKind::provider, "bd-30", "Provider 30"}});
}

TEST_CASE("a shire council's summary of 2024-25 is what it published, each provider under process B with a contract of its own",
          "[domain][law][summary]") {
  const auto summary = law::annual_summary(shire_council().material, reporting("2024-25"), later());
  CHECK(counts(summary, {"a", "a.direct_award_a", "a.direct_award_b", "a.direct_award_c", "g", "h", "providers_contracted"}) ==
        "a 108, a.direct_award_a 1, a.direct_award_b 107, a.direct_award_c 0, g 24, h 11, providers_contracted 122");
  const auto* by_b = law::figure_of(summary, "a.direct_award_b");
  CHECK(by_b->records.size() == 92);
  CHECK_THAT(by_b->note, ContainsSubstring("1 award under process B names several providers"));
}

TEST_CASE("published counts are set beside the counted ones, figure by figure", "[domain][law][summary]") {
  const auto summary = law::annual_summary(london_borough().material, reporting("2024-25"), later());
  const std::vector<law::PublishedCount> published{{"a", 12, "its page", ""},
                                                   {"a.direct_award_c", 10, "its page", ""},
                                                   {"i", 1, "its page", ""},
                                                   {"g", std::nullopt, "its page", "given as not available"},
                                                   {"z", 4, "its page", ""}};
  const auto lines = law::reconcile(summary, published);
  REQUIRE(lines.size() == 5);
  const auto shown = [](const law::ReconciledCount& line) {
    const auto number = [](const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : std::string("none"); };
    return line.key + " " + number(line.stated) + " " + number(line.counted) + " " + number(line.difference);
  };
  CHECK(shown(lines[0]) == "a 12 12 0");
  CHECK(shown(lines[1]) == "a.direct_award_c 10 9 -1");
  CHECK(shown(lines[2]) == "i 1 none none");
  CHECK(shown(lines[3]) == "g none 3 none");
  CHECK(shown(lines[4]) == "z 4 none none");
  CHECK(lines[3].note == "given as not available");
}
