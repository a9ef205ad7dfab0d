#include "domain/law/timeline/timeline.h"
#include "tests/domain/law/calendar/days.h"
#include "tests/domain/law/timeline/situation.h"
#include "tests/support/catch.h"

#include <algorithm>

using openward::Date;
using openward::NoticeKind;
using openward::law::timeline_of;
using openward::law::TimelineEntry;
using openward::law::TimelineStanding;
using openward::test::cases;
using openward::test::day;
using openward::test::england;
using openward::test::in_short;
using openward::test::parts;
using openward::test::situation;

namespace {

std::vector<TimelineEntry> entries(std::string_view text, std::string_view on) {
  return timeline_of(situation(text), england(), day(on)).entries;
}

std::string dump(const std::vector<TimelineEntry>& all) {
  std::string out;
  for (const TimelineEntry& entry : all) out += in_short(entry) + " [" + entry.citation + "] " + entry.words + " {" + entry.source + "}\n";
  return out;
}

bool holds(const std::vector<TimelineEntry>& all, const std::string& wanted) {
  if (!wanted.starts_with("no ")) {
    return std::any_of(all.begin(), all.end(), [&](const TimelineEntry& e) { return in_short(e) == wanted; });
  }
  return std::none_of(all.begin(), all.end(), [&](const TimelineEntry& e) { return e.what == wanted.substr(3); });
}

const TimelineEntry& entry(const std::vector<TimelineEntry>& all, std::string_view what) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const TimelineEntry& e) { return e.what == what; });
  INFO(what << " in\n" << dump(all));
  REQUIRE(found != all.end());
  return *found;
}

} // namespace

TEST_CASE("the timeline of each situation holds its days, and nothing that is not so", "[domain][law]") {
  const std::string file = GENERATE(as<std::string>{}, "timeline-published.tsv", "timeline-recorded.tsv", "timeline-modifications.tsv");
  const auto table = cases(file, {"situation", "on", "entries", "words", "why"});
  for (const auto& row : table.rows()) {
    const auto all = entries(row.cells[0], row.cells[1]);
    INFO(table.name() << " line " << row.line << ": " << row.cells[4] << "\n" << dump(all));
    for (const std::string& wanted : parts(row.cells[2], "; ")) {
      INFO(wanted);
      CHECK(holds(all, wanted));
    }
    const std::string told = dump(all);
    for (const std::string& words : parts(row.cells[3], " | ")) {
      INFO(words);
      CHECK(told.find(words) != std::string::npos);
    }
  }
}

TEST_CASE("the worked standstills stand in the timeline with the day before and the day after their end", "[domain][law]") {
  const auto table = cases("calendar-standstill.tsv", {"published", "starts", "ends", "earliest_contract", "why"});
  for (const auto& row : table.rows()) {
    const std::string text = "route direct_award_c; notice intention_to_award " + row.cells[0];
    const Date ends = day(row.cells[2]);
    const auto before = entries(text, ends.plus_days(-1).iso());
    const auto after = entries(text, ends.iso());
    INFO(table.name() << " line " << row.line << "\n" << dump(before));
    CHECK(holds(before, "standstill_starts happened " + row.cells[1]));
    CHECK(holds(before, "representations_close due " + row.cells[2]));
    CHECK(holds(before, "standstill_ends due " + row.cells[2]));
    CHECK(holds(before, "earliest_contract possible " + row.cells[3]));
    CHECK(holds(after, "standstill_ends happened " + row.cells[2]));
  }
}

TEST_CASE("an award notice turns from due to late two days after its last day, and not before", "[domain][law]") {
  const std::string text = "route direct_award_a; award 2025-07-23";
  for (Date on = day("2025-07-23"); on < day("2025-09-30"); on = on.plus_days(1)) {
    INFO(on.iso());
    const bool late = on > day("2025-08-24");
    CHECK(entry(entries(text, on.iso()), "award_notice_due").standing == (late ? TimelineStanding::late : TimelineStanding::due));
  }
}

TEST_CASE("entries are in the order of their days, and those without a day come last", "[domain][law]") {
  const auto all = entries("route most_suitable_provider; notice intention_to_follow_msp 2026-02-27; notice intention_to_award 2026-03-18 "
                           "no_deadline placeholder; award -; award 2026-04-02 starts 2026-04-06 ends 2027-04-05",
                           "2026-05-10");
  INFO(dump(all));
  REQUIRE(all.size() > 8);
  CHECK(std::is_sorted(all.begin(), all.end(), [](const TimelineEntry& a, const TimelineEntry& b) {
    return a.on && b.on ? *a.on < *b.on : a.on.has_value() && !b.on.has_value();
  }));
  CHECK_FALSE(all.back().on);
}

TEST_CASE("what is computed cites its regulation, and a fact names where it stands", "[domain][law]") {
  const auto all = entries("route direct_award_c; notice intention_to_award 2025-06-30; notice award 2025-08-18; "
                           "award 2025-07-23 published 2025-08-18 starts 2025-08-01 ends 2026-07-31",
                           "2025-09-01");
  for (const TimelineEntry& e : all) {
    INFO(in_short(e));
    CHECK_FALSE((e.citation.empty() && e.source.empty()));
    CHECK_FALSE(e.words.empty());
    CHECK(e.words.back() == '.');
  }
  CHECK(entry(all, "award_notice_given").citation == "reg 9(10), (11)");
  CHECK(entry(all, "award_notice_given").source == "n2");
  CHECK(entry(all, "intention_to_award_published").source == "n1");
}

TEST_CASE("a year without holidays gives an unknown end with the reason, and no guess", "[domain][law]") {
  const auto all = entries("route direct_award_c; notice intention_to_award 2031-03-03", "2031-03-10");
  INFO(dump(all));
  const TimelineEntry& end = entry(all, "standstill_ends");
  CHECK(end.standing == TimelineStanding::unknown);
  CHECK_FALSE(end.on);
  CHECK(end.words.find("2031") != std::string::npos);
  CHECK(end.words.find("bank-holidays-england.tsv") != std::string::npos);
  CHECK(holds(all, "standstill_starts happened 2031-03-04"));
  CHECK(holds(all, "no earliest_contract"));
  CHECK(holds(all, "no representations_close"));
}

TEST_CASE("a notice of another procurement that is linked says under which it stands", "[domain][law]") {
  const auto all = entries("route most_suitable_provider; notice intention_to_follow_msp 2026-02-27 ocid ocds-test-2; "
                           "notice intention_to_award 2026-03-18",
                           "2026-03-20");
  CHECK(entry(all, "intention_to_follow_msp_published").words.find("under ocds-test-2") != std::string::npos);
  CHECK(entry(all, "intention_to_award_published").words.find("under") == std::string::npos);
}

TEST_CASE("a recorded step that a repeat has undone stays, and is counted no more", "[domain][law]") {
  const auto all = entries("run direct_award_c among_c_msp_cp 2026-03-02; step decide 2026-03-02; "
                           "step submit_intention_to_award_notice 2026-03-03; step publish_intention_to_award_notice 2026-03-04; "
                           "step decide_to_repeat 2026-03-04; step inform_of_repeat 2026-03-04; step repeat_from_intention 2026-03-05; "
                           "step submit_intention_to_award_notice 2026-03-17; step publish_intention_to_award_notice 2026-03-18",
                           "2026-03-20");
  INFO(dump(all));
  CHECK(std::count_if(all.begin(), all.end(), [](const TimelineEntry& e) { return e.what == "publish_intention_to_award_notice"; }) == 2);
  CHECK(entry(all, "publish_intention_to_award_notice").words.find("undone") != std::string::npos);
  CHECK(std::count_if(all.begin(), all.end(), [](const TimelineEntry& e) { return e.what == "standstill_ends"; }) == 1);
  CHECK(holds(all, "standstill_ends due 2026-03-31"));
}
