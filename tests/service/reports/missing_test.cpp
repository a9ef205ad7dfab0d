#include "service/app/missing.h"

#include "rows.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

Date day(const char* iso) {
  const auto date = Date::parse(iso);
  REQUIRE(date);
  return *date;
}

/// One that publishes December 2025, February and March 2026, and buys from a clinic that it pays and a hospital that it does not; one that
/// publishes nothing and buys.
Rows register_with_gaps() {
  Rows rows;
  const auto buyer = rows.body("bd-buyer", "NHS Anywhere Integrated Care Board", "nhs_other");
  const auto silent = rows.body("bd-silent", "NHS Silent Integrated Care Board", "nhs_other");
  const auto clinic = rows.body("bd-clinic", "Clinic Limited", "independent_sector");
  const auto hospital = rows.body("bd-hospital", "Hospital Limited", "independent_sector");
  const auto stranger = rows.body("bd-stranger", "Stranger Limited", "independent_sector");
  const auto to_clinic = rows.supplier("CLINIC", clinic, "independent_sector");
  const auto to_stranger = rows.supplier("STRANGER", stranger, "independent_sector");
  const auto to_nobody = rows.supplier("NOBODY KNOWN", std::nullopt, "unclassified");
  rows.pay(buyer, to_clinic, "2025-12-30", 1000);
  rows.pay(buyer, to_clinic, "2026-02-01", 2000);
  rows.pay(buyer, to_stranger, "2026-03-31", 300);
  rows.pay(buyer, to_stranger, "2026-03-31", 40);
  rows.pay(buyer, to_nobody, "2026-03-31", 5);
  rows.award("aw-paid", buyer, {hospital, clinic});
  rows.award("aw-unpaid", buyer, {hospital});
  rows.award("aw-silent", silent, {clinic});
  rows.award("aw-nobody", std::nullopt, {clinic});
  rows.award("aw-draft", buyer, {hospital}).state = "draft";
  // A notice of one of them is held.
  NoticeRow notice;
  notice.release_id = "n-1";
  notice.kind = "award";
  notice.source = "find_a_tender";
  notice.published_at = "2026-01-06T09:00:00Z";
  notice.published_on = "2026-01-06";
  notice.regime = "psr";
  notice.route = "direct_award_c";
  notice.tender_class = "untendered";
  notice.grounds = "[]";
  rows.world.notices.push_back(notice);
  rows.world.awards.front().release_id = "n-1";
  rows.world.awards.front().notices = {"n-1"};
  return rows;
}

app::TableReport missing_of(const TestDatabase& t, const app::MissingQuestion& question) {
  return answered(t, [&](persistence::Session& s) { return app::missing(s, question, day("2026-06-14")); });
}

std::vector<Line> list_of(const TestDatabase& t, app::Gap gap) {
  app::MissingQuestion question;
  question.gap = gap;
  return lines_of(missing_of(t, question).table);
}

} // namespace

TEST_CASE("every kind of gap is counted, and its list has as many lines", "[reports]") {
  const TestDatabase t = register_with_gaps().stored(GENERATE(from_range(backends())));
  const auto lines = lines_of(missing_of(t, {}).table);
  REQUIRE(lines.size() == app::gap_words().size());
  const auto [word, count] = GENERATE(table<const char*, std::int64_t>({
      {"month_between_files", 1},
      {"month_since_last_file", 2}, // April and May
      {"award_without_notice", 3},
      {"payments_without_award", 1},
      {"payments_to_unlinked_words", 1},
      {"award_without_payment", 1},
      {"award_of_no_spend_file", 1},
      {"award_without_parties", 1},
  }));
  INFO(word);
  CHECK(number(line_with(lines, "gap", word), "items") == count);
  CHECK(static_cast<std::int64_t>(list_of(t, *app::gap_from(word)).size()) == count);
}

TEST_CASE("each gap names what it is about and where its rows stand", "[reports]") {
  const TestDatabase t = register_with_gaps().stored(persistence::Backend::sqlite);
  const auto between = list_of(t, app::Gap::month_between_files);
  REQUIRE(between.size() == 1);
  CHECK(text(between[0], "month") == "2026-01");
  CHECK(text(between[0], "commissioner.id") == "bd-buyer");
  const auto since = list_of(t, app::Gap::month_since_last_file);
  REQUIRE(since.size() == 2);
  CHECK(text(since[0], "month") == "2026-04");
  CHECK(text(since[1], "month") == "2026-05");
  const auto stranger = list_of(t, app::Gap::payments_without_award);
  REQUIRE(stranger.size() == 1);
  CHECK(text(stranger[0], "provider.id") == "bd-stranger");
  CHECK(number(stranger[0], "payments") == 2);
  CHECK(number(stranger[0], "paid") == 340);
  const auto unlinked = list_of(t, app::Gap::payments_to_unlinked_words);
  REQUIRE(unlinked.size() == 1);
  CHECK(number(unlinked[0], "paid") == 5);
  const auto unpaid = list_of(t, app::Gap::award_without_payment);
  REQUIRE(unpaid.size() == 1);
  CHECK(text(unpaid[0], "award_id") == "aw-unpaid");
  CHECK(text(list_of(t, app::Gap::award_of_no_spend_file)[0], "award_id") == "aw-silent");
  CHECK(text(list_of(t, app::Gap::award_without_parties)[0], "award_id") == "aw-nobody");

  app::MissingQuestion question;
  question.gap = app::Gap::award_without_payment;
  const auto report = missing_of(t, question);
  REQUIRE(report.rows_at.front());
  CHECK(report.rows_at.front()->resource == "awards/aw-unpaid");
}

TEST_CASE("gaps can be asked of one commissioner", "[reports]") {
  const TestDatabase t = register_with_gaps().stored(persistence::Backend::sqlite);
  app::MissingQuestion question;
  question.commissioner = "bd-silent";
  const auto lines = lines_of(missing_of(t, question).table);
  CHECK(number(line_with(lines, "gap", "award_of_no_spend_file"), "items") == 1);
  CHECK(number(line_with(lines, "gap", "month_between_files"), "items") == 0);
  CHECK(number(line_with(lines, "gap", "payments_without_award"), "items") == 0);
  question.synthetic = true;
  CHECK(number(line_with(lines_of(missing_of(t, question).table), "gap", "award_of_no_spend_file"), "items") == 0);
}

TEST_CASE("every kind of gap has a word and a meaning", "[reports]") {
  for (const std::string_view word : app::gap_words()) {
    const auto gap = app::gap_from(word);
    REQUIRE(gap);
    CHECK(app::to_string(*gap) == word);
    CHECK(app::meaning(*gap).ends_with('.'));
  }
  CHECK_FALSE(app::gap_from("nothing"));
}

} // namespace openward::test
