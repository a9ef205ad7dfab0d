#include "exchange/ocds/link_candidates.h"

#include "tests/exchange/ocds/notices.h"

#include <algorithm>

using namespace openward;
using namespace openward::test;
using exchange::link_candidates;
using exchange::LinkBasis;

namespace {

PartyReading party(const std::string& name) {
  PartyReading p;
  p.name = name;
  return p;
}

/// A notice of one award by one buyer, published on a day of 2026.
NoticeReading notice(const std::string& number, NoticeKind kind, const std::string& published) {
  NoticeReading n;
  n.ocid = "ocds-h6vhtk-" + number;
  n.release_id = number + "-2026";
  n.published = *Instant::parse(published);
  n.kind = kind;
  n.title = "Community audiology service for Northmere";
  n.buyer = party("NHS Northmere Integrated Care Board");
  AwardReading award;
  award.award_id = "1";
  award.suppliers.push_back(party("Hearing Well Ltd"));
  ValueReading value;
  value.net_pence = 50'000'000;
  award.value = value;
  n.awards.push_back(award);
  return n;
}

std::string text_of(const std::vector<exchange::LinkCandidate>& candidates) {
  std::string s;
  for (const auto& c : candidates) s += c.earlier_release + " -> " + c.later_release + ' ' + std::string(to_string(c.basis)) + '\n';
  return s;
}

} // namespace

TEST_CASE("a confirmation that names the notice of its intention is linked to it", "[exchange]") {
  auto intention = notice("000111", NoticeKind::intention_to_award, "2026-05-01");
  auto award = notice("000222", NoticeKind::award, "2026-09-20");
  award.title = "Something else";
  award.stated.quoted_notices = {"000111-2026"};
  const auto found = link_candidates(std::vector{award, intention});
  CHECK(text_of(found) == "000111-2026 -> 000222-2026 quoted_notice\n");
  CHECK(found.at(0).earlier_ocid == "ocds-h6vhtk-000111");
  CHECK(found.at(0).evidence == "Notice 000222-2026 names 000111-2026 in its text.");
}

TEST_CASE("a reference of the buyer's own links, however it is spelt; a bare number or another buyer's does not", "[exchange]") {
  auto start = notice("000111", NoticeKind::intention_to_follow_msp, "2026-01-05");
  auto intention = notice("000222", NoticeKind::intention_to_award, "2026-05-01");
  intention.title = "Hearing tests";
  start.tender_id = "NM-1038";
  intention.tender_id = "nm 1038";
  CHECK(text_of(link_candidates(std::vector{start, intention})) == "000111-2026 -> 000222-2026 reference_and_buyer\n");
  intention.buyer = party("NHS Southmere Integrated Care Board");
  CHECK(link_candidates(std::vector{start, intention}).empty());
  start.tender_id = intention.tender_id = "12";
  intention.buyer = start.buyer;
  CHECK(link_candidates(std::vector{start, intention}).empty());
}

TEST_CASE("a reference that many procurements carry links only those of one title", "[exchange]") {
  std::vector<NoticeReading> notices;
  for (const std::string number : {"000111", "000222", "000333", "000444"}) {
    notices.push_back(notice(number, NoticeKind::award, "2026-05-20"));
    notices.back().tender_id = "NM-1038";
    notices.back().title = "Service " + number;
  }
  notices[2].title = notices[1].title;
  CHECK(text_of(link_candidates(notices)) == "000222-2026 -> 000333-2026 reference_and_buyer\n");
}

TEST_CASE("an award is linked to an intention that is like it in everything", "[exchange]") {
  const auto intention = notice("000111", NoticeKind::intention_to_award, "2026-05-01");
  auto award = notice("000222", NoticeKind::award, "2026-05-20");
  award.title = "Community Audiology Service for Northmere - award";
  award.awards[0].suppliers[0].name = "HEARING WELL LIMITED";
  const auto found = link_candidates(std::vector{intention, award});
  CHECK(text_of(found) == "000111-2026 -> 000222-2026 alike\n");
  CHECK(found.at(0).evidence.find("19 days") != std::string::npos);
}

TEST_CASE("what differs in one thing is not alike", "[exchange]") {
  const auto intention = notice("000111", NoticeKind::intention_to_award, "2026-05-01");
  auto award = notice("000222", NoticeKind::award, "2026-05-20");
  const auto none = [&] { return link_candidates(std::vector{intention, award}).empty(); };
  REQUIRE_FALSE(none());
  SECTION("the value") { award.awards[0].value->net_pence = 49'000'000; }
  SECTION("the supplier") { award.awards[0].suppliers[0] = party("Other Ears CIC"); }
  SECTION("the buyer") { award.buyer = party("NHS Southmere Integrated Care Board"); }
  SECTION("the title") { award.title = "Community nursing service for Northmere schools"; }
  SECTION("the time") { award.published = *Instant::parse("2026-07-02"); }
  SECTION("the order") { award.published = *Instant::parse("2026-04-20"); }
  SECTION("the step: two awards are two awards") { award.kind = NoticeKind::intention_to_award; }
  SECTION("nothing but the ocid, which is the same") { award.ocid = intention.ocid; }
  CHECK(none());
}

TEST_CASE("a placeholder contradicts no value", "[exchange]") {
  const auto intention = notice("000111", NoticeKind::intention_to_award, "2026-05-01");
  auto award = notice("000222", NoticeKind::award, "2026-05-20");
  award.awards[0].value->net_pence = 1;
  CHECK(link_candidates(std::vector{intention, award}).size() == 1);
}

TEST_CASE("a pair is proposed once, on its strongest ground, whatever the order of the notices", "[exchange]") {
  auto intention = notice("000111", NoticeKind::intention_to_award, "2026-05-01");
  auto award = notice("000222", NoticeKind::award, "2026-05-20");
  auto other = notice("000333", NoticeKind::award, "2026-05-21");
  other.title = "Podiatry";
  intention.tender_id = award.tender_id = other.tender_id = "C463709";
  award.stated.quoted_notices = {intention.ocid};
  std::vector notices{intention, award, other};
  std::sort(notices.begin(), notices.end(), [](const auto& a, const auto& b) { return a.ocid < b.ocid; });
  const std::string expected = "000111-2026 -> 000222-2026 quoted_notice\n000111-2026 -> 000333-2026 reference_and_buyer\n"
                               "000222-2026 -> 000333-2026 reference_and_buyer\n";
  do {
    CHECK(text_of(link_candidates(notices)) == expected);
  } while (std::next_permutation(notices.begin(), notices.end(), [](const auto& a, const auto& b) { return a.ocid < b.ocid; }));
}

TEST_CASE("the quoted number travels from the words of a release to the proposal", "[exchange]") {
  Draft first;
  first.statement = psr_sentence + "This is an intention to award notice.";
  Draft second = first;
  second.ocid = "ocds-h6vhtk-0dd002";
  second.statement = psr_sentence + "This is a confirmation of contract award notice. It follows ocds-h6vhtk-0dd001.";
  const auto found = link_candidates(std::vector{first.read(), second.read()});
  REQUIRE(found.size() == 1);
  CHECK(found[0].basis == LinkBasis::quoted_notice);
}
