#include "service/evaluate/evaluation.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::evaluate;

namespace {

Notices notices_of(std::initializer_list<NoticeReading> list) {
  Notices notices;
  for (const auto& n : list) notices.by_id[{n.release_id, n.ocid}] = n;
  notices.releases = list.size();
  return notices;
}

NoticeReading notice(const std::string& id, NoticeKind kind, Route route, bool counted, Regime regime = Regime::psr) {
  NoticeReading n;
  n.release_id = id;
  n.ocid = "ocds-" + id;
  n.title = "Title of " + id;
  n.kind = kind;
  n.route = route;
  n.makes_award = counted;
  n.regime = regime;
  n.grounds.push_back({"notice_kind", "/description", "words of " + id});
  return n;
}

std::string last_line(const std::string& text) {
  const auto end = text.find_last_not_of('\n');
  const auto begin = text.rfind('\n', end);
  return text.substr(begin + 1, end - begin);
}

LabelFile labels(const std::string& text) {
  auto read = read_labels(text);
  REQUIRE(read);
  return *std::move(read);
}

std::string fault_of(const std::string& text) {
  const auto read = read_labels(text);
  REQUIRE_FALSE(read);
  REQUIRE(read.error().faults.size() == 1);
  return read.error().faults[0].where + ' ' + read.error().faults[0].code;
}

} // namespace

TEST_CASE("the last line holds the four shares and the rows scored", "[service]") {
  const auto file = labels("confidence\trelease_id\tis_psr\tstage\troute\tcounts_as_award\r\n"
                           "high\t1\t1\taward\tdirect_award_c\t1\r\n"
                           "medium\t2\t1\tintention_to_award\tdirect_award_c\t0\r\n"
                           "high\t3\t0\tn/a\tn/a\t0\r\n"
                           "low\t4\t1\taward\tdirect_award_a\t1\r\n"
                           "high\t5\t1\tplanning_or_engagement\tunknown\t0\r\n");
  const auto result = evaluate::evaluate(
      file,
      notices_of({notice("1", NoticeKind::award, Route::direct_award_c, true), notice("2", NoticeKind::award, Route::unknown, true),
                  notice("3", NoticeKind::award, Route::pa_open, false, Regime::pa2023),
                  notice("4", NoticeKind::other, Route::unknown, false), notice("5", NoticeKind::engagement, Route::unknown, false)}));
  const auto text = report(result);
  CHECK(last_line(text) == "stage=0.67 route=0.67 award=0.75 psr=1.00 n=4");
  CHECK(text.find("2  stage: labelled intention_to_award, read as award") != std::string::npos);
  CHECK(text.find("notice_kind at /description: \"words of 2\"") != std::string::npos);
  REQUIRE(result.doubtful.size() == 1);
  CHECK(result.doubtful[0].find("4  labelled award direct_award_a, read as other unknown, not counted") != std::string::npos);
}

TEST_CASE("a measure without labels is a dash, and the columns of the other format are understood", "[service]") {
  const auto file = labels("release_id\tregime\tnotice_kind\tcounts_as_award\n"
                           "1\tprocurement_act_2023\ttransparency_direct_award\t0\n");
  const auto notices = notices_of({notice("1", NoticeKind::intention_to_award, Route::pa_direct_award, false, Regime::pa2023)});
  CHECK(last_line(report(evaluate::evaluate(file, notices))) == "stage=1.00 route=- award=1.00 psr=1.00 n=1");
}

TEST_CASE("labels of notices that are not there are listed and not scored", "[service]") {
  const auto file = labels("ocid\trelease_id\tis_psr\nocds-1\t1\t1\nocds-2\t2\t1\nocds-9\t1\t1\n");
  const auto result = evaluate::evaluate(file, notices_of({notice("1", NoticeKind::award, Route::unknown, true)}));
  REQUIRE(result.missing.size() == 2);
  CHECK(result.missing[0]->line == 3);
  CHECK(result.missing[1]->ocid == "ocds-9");
  CHECK(result.scored == 1);
  CHECK(report(result).find("line 3  ocds-2 2") != std::string::npos);
}

TEST_CASE("a notice read as under the regime that nobody labelled is shown", "[service]") {
  const auto file = labels("release_id\tis_psr\n1\t1\n");
  const auto result = evaluate::evaluate(
      file, notices_of({notice("1", NoticeKind::award, Route::unknown, true), notice("2", NoticeKind::award, Route::unknown, true)}));
  REQUIRE(result.unlabelled.size() == 1);
  CHECK(result.unlabelled[0].find("Title of 2") != std::string::npos);
}

TEST_CASE("a share is rounded, and is whole only when nothing is wrong", "[service]") {
  CHECK(Measure::share_of(0, 0) == "-");
  CHECK(Measure::share_of(0, 7) == "0.00");
  CHECK(Measure::share_of(2, 3) == "0.67");
  CHECK(Measure::share_of(1, 20) == "0.05");
  CHECK(Measure::share_of(7, 7) == "1.00");
  CHECK(Measure::share_of(999, 1000) == "0.99");
}

TEST_CASE("precision, recall and the confusion of each word are counted", "[service]") {
  Measure m("stage");
  m.count("1", "award", "award", "");
  m.count("2", "award", "other", "because");
  m.count("3", "other", "other", "");
  CHECK(m.per_word() == "stage  labelled      read     right  precision    recall\n"
                        "award         2         1         1       1.00      0.50\n"
                        "other         1         2         1       0.50      1.00\n");
  CHECK(m.confusion() == "stage        1    2\n"
                         " 1  award    1    1\n"
                         " 2  other    .    1\n");
  REQUIRE(m.misses().size() == 1);
  CHECK(m.misses()[0].because == "because");
}

TEST_CASE("a damaged file of labels is refused with its line", "[service]") {
  CHECK(fault_of("") == "line 1 empty");
  CHECK(fault_of("ocid,release_id\n") == "line 1 no_release_id");
  CHECK(fault_of("release_id\tnote\n") == "line 1 no_labels");
  CHECK(fault_of("release_id\tstage\n1\taward\n\taward\n") == "line 3 no_release_id");
  CHECK(fault_of("release_id\tstage\n1\taward\textra\n") == "line 2 ragged");
  CHECK(fault_of("release_id\tis_psr\n1\tyes\n") == "line 2 bad_label");
  CHECK(fault_of("release_id\tcounts_as_award\n1\t2\n") == "line 2 bad_label");
}
