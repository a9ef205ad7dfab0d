// Which notices make an award, and which of them speak of the same one.

#include "tests/domain/notices.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;

namespace {

std::string told(std::vector<NoticeReading> notices) { return rendered(folded(std::move(notices))); }

NoticeReading celex_award(std::string release_id, std::string on, std::vector<AwardReading> awards,
                          std::vector<ContractReading> contracts = {}) {
  return notice({std::move(release_id),
                 std::move(on),
                 NoticeKind::award,
                 true,
                 std::move(awards),
                 std::move(contracts),
                 Route::direct_award_c,
                 Regime::psr,
                 {"award", "contract"},
                 "CELEX"});
}

} // namespace

TEST_CASE("a decision followed by its contract details is one award, with the details' value, dates and contract", "[domain][fold]") {
  CHECK(told({decision("06-2026", "2026-03-02", {award({"1", {"Alpha Ltd"}, {"1"}, pounds(900), "active", "2026-02-27"})}),
              details("07-2026", "2026-03-20", {award({"1", {"Alpha Limited"}, {"1"}})},
                      {contract({"1", pounds(1000), "2026-03-18", "2026-04-01", "2027-03-31"})})}) ==
        "06-2026/1 Alpha Limited, 1000.00, pa2023 pa_open tendered, awarded 2026-02-27 signed 2026-03-18 term 2026-04-01..2027-03-31, "
        "published 2026-03-02, published with contract, "
        "told by 06-2026 07-2026\n");
}

TEST_CASE("contract details under another award id belong to the decision with the same suppliers", "[domain][fold]") {
  CHECK(
      told({decision("06-2026", "2026-03-02", {award({"1", {"Alpha coh:01234567"}})}),
            details("07-2026", "2026-03-20", {award({"A-9", {"Alpha Care Services coh:01234567"}})}, {contract({"A-9", pounds(1000)})})}) ==
      "06-2026/1 Alpha Care Services, 1000.00, pa2023 pa_open tendered, awarded - signed - term -..-, published 2026-03-02, published with "
      "contract, told by 06-2026 07-2026\n");
}

TEST_CASE("a supplier's contract details go to its award of the same lot", "[domain][fold]") {
  const auto p =
      folded({decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}, {"1"}, pounds(10)}), award({"2", {"Alpha"}, {"2"}, pounds(20)})}),
              details("07-2026", "2026-03-20", {award({"9", {"Alpha"}, {"2"}})}, {contract({"9", pounds(25)})})});
  REQUIRE(p.awards.size() == 2);
  CHECK_FALSE(p.awards[0].has_contract);
  CHECK(p.awards[0].value->net_pence == 10'00);
  CHECK(p.awards[1].has_contract);
  CHECK(p.awards[1].value->net_pence == 25'00);
}

TEST_CASE("contract details of another supplier are another award", "[domain][fold]") {
  const auto p = folded({decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}})}),
                         details("07-2026", "2026-03-20", {award({"1", {"Beta"}})}, {contract({"1", pounds(5)})})});
  REQUIRE(p.awards.size() == 2);
  CHECK(p.awards[0].key == SourceKey{"ocds-test-1", "06-2026", "1"});
  CHECK(p.awards[1].key == SourceKey{"ocds-test-1", "07-2026", "1"});
}

TEST_CASE("a second contract of one supplier under another award id is another award", "[domain][fold]") {
  const auto p = folded({details("07-2026", "2026-03-20", {award({"1", {"Alpha"}})}, {contract({"1", pounds(5)})}),
                         details("08-2026", "2026-03-21", {award({"2", {"Alpha"}})}, {contract({"2", pounds(6)})})});
  CHECK(p.awards.size() == 2);
}

TEST_CASE("contract details stated again are the same award", "[domain][fold]") {
  auto again = details("08-2026", "2026-03-21", {award({"1", {"ALPHA LTD"}})}, {contract({"1", pounds(6)})});
  again.tags = {"awardUpdate", "contractUpdate"};
  const auto p = folded({details("07-2026", "2026-03-20", {award({"1", {"Alpha Ltd"}})}, {contract({"1", pounds(5)})}), again});
  REQUIRE(p.awards.size() == 1);
  CHECK(p.awards[0].value->net_pence == 6'00);
  CHECK(p.awards[0].key.release_id == "07-2026");
  CHECK(p.modifications.empty());
}

TEST_CASE("awards of one notice are different awards, however alike, and each has a key of its own", "[domain][fold]") {
  const auto p = folded({celex_award(
      "03-2026", "2026-03-02",
      {award({"1", {"Alpha"}, {}, pounds(5)}), award({"1", {"Alpha"}, {}, pounds(5)}), award({"", {"Alpha"}}), award({"", {"Alpha"}})})});
  REQUIRE(p.awards.size() == 4);
  CHECK(p.awards[0].key.award_id == "1");
  CHECK(p.awards[1].key.award_id == "1#2");
  CHECK(p.awards[2].key.award_id == "");
  CHECK(p.awards[3].key.award_id == "#2");
}

TEST_CASE("award notices with ids of their own are awards of their own, even to one supplier", "[domain][fold]") {
  CHECK(folded({celex_award("03-2026", "2026-03-02", {award({"03-2026-1", {"Alpha"}, {"1"}})}),
                celex_award("04-2026", "2026-03-02", {award({"04-2026-1", {"Alpha"}, {"1"}})})})
            .awards.size() == 2);
}

TEST_CASE("an intention, a transparency notice and a member list make no award", "[domain][fold]") {
  const auto kind = GENERATE(NoticeKind::intention_to_award, NoticeKind::intention_to_follow_msp, NoticeKind::other, NoticeKind::tender,
                             NoticeKind::planning);
  CAPTURE(std::string(to_string(kind)));
  const auto p = folded({notice(
      {"01-2026", "2026-03-02", kind, false, {award({"1", {"Alpha"}, {}, pounds(5)})}, {contract({"1", pounds(5), "2026-03-01"})}})});
  CHECK(p.awards.empty());
  CHECK(p.modifications.empty());
}

TEST_CASE("a transparency notice followed by the decision is one award, told by both", "[domain][fold]") {
  const auto p = folded({notice({"05-2026",
                                 "2026-03-02",
                                 NoticeKind::intention_to_award,
                                 false,
                                 {award({"1", {}, {"1"}, pounds(5), "pending"})},
                                 {},
                                 Route::pa_direct_award,
                                 Regime::pa2023,
                                 {"award", "contract"},
                                 "UK5"}),
                         decision("06-2026", "2026-03-20", {award({"1", {"Alpha"}, {"1"}, pounds(6), "pending"})})});
  REQUIRE(p.awards.size() == 1);
  CHECK(p.awards[0].releases == std::vector<std::string>{"05-2026", "06-2026"});
  CHECK(p.awards[0].published_on.iso() == "2026-03-20");
  CHECK(p.awards[0].route == Route::pa_direct_award);
  CHECK(p.awards[0].value->net_pence == 6'00);
}

TEST_CASE("a corrigendum that confirms makes the intended awards, at its own date and without the intention's signature",
          "[domain][fold]") {
  CHECK(told({intention("10-2026", "2026-06-05", {award({"10-2026-1", {"Alpha", "Beta"}, {"1"}, pounds(500), "active", "2026-06-01"})}),
              confirmation("18-2026", "2026-08-18")}) ==
        "18-2026/10-2026-1 Alpha and Beta, 500.00, psr direct_award_c untendered, awarded - signed - term -..-, published 2026-08-18, "
        "published, told by 10-2026 18-2026\n");
}

TEST_CASE("a confirmation that states its own value and date prevails over the intention", "[domain][fold]") {
  auto confirmed = confirmation("18-2026", "2026-08-18");
  confirmed.awards = {award({"", {}, {}, pounds(700), "active", "2026-08-14"})};
  CHECK(told({intention("10-2026", "2026-06-05", {award({"10-2026-1", {"Alpha"}, {"1"}, pounds(500)})}), confirmed}) ==
        "18-2026/10-2026-1 Alpha, 700.00, psr direct_award_c untendered, awarded 2026-08-14 signed - term -..-, published 2026-08-18, "
        "published, told by 10-2026 18-2026\n");
}

TEST_CASE("a confirmation published as an award notice and its intention are one award", "[domain][fold]") {
  CHECK(told({intention("10-2026", "2026-06-05", {award({"10-2026-1", {"Alpha ods:X9Z"}, {"1"}, pounds(500)})}),
              celex_award("18-2026", "2026-08-18", {award({"18-2026-1", {"Alpha Clinics ods:X9Z"}, {"1"}})},
                          {contract({"18-2026-1", placeholder(), "2026-08-14"})}),
              confirmation("19-2026", "2026-08-19")}) ==
        "18-2026/18-2026-1 Alpha Clinics, 500.00, psr direct_award_c untendered, awarded - signed 2026-08-14 term -..-, published "
        "2026-08-18, published with contract, told by 10-2026 "
        "18-2026 19-2026\n");
}

TEST_CASE("a second confirmation of the same intention makes no second award", "[domain][fold]") {
  const auto p = folded({intention("10-2026", "2026-06-05", {award({"10-2026-1", {"Alpha"}})}), confirmation("18-2026", "2026-08-18"),
                         confirmation("19-2026", "2026-08-19")});
  REQUIRE(p.awards.size() == 1);
  CHECK(p.awards[0].published_on.iso() == "2026-08-18");
}

TEST_CASE("an intention published after the confirmation waits for a confirmation of its own", "[domain][fold]") {
  const std::vector<NoticeReading> until_now = {intention("10-2026", "2026-06-05", {award({"10-2026-1", {"Alpha"}})}),
                                                confirmation("18-2026", "2026-08-18"),
                                                intention("20-2026", "2026-09-01", {award({"20-2026-1", {"Beta"}})})};
  CHECK(folded(until_now).awards.size() == 1);
  auto later = until_now;
  later.push_back(confirmation("28-2026", "2026-10-01"));
  const auto p = folded(later);
  REQUIRE(p.awards.size() == 2);
  CHECK(p.awards[1].suppliers.front().name == "Beta");
}

TEST_CASE("a new intention for a lot takes the place of the old one, and leaves other lots alone", "[domain][fold]") {
  const auto p =
      folded({intention("10-2026", "2026-06-05", {award({"10-2026-1", {"Alpha"}, {"1"}}), award({"10-2026-2", {"Beta"}, {"2"}})}),
              intention("11-2026", "2026-06-25", {award({"11-2026-1", {"Gamma"}, {"1"}})}), confirmation("18-2026", "2026-08-18")});
  REQUIRE(p.awards.size() == 2);
  CHECK(p.awards[0].suppliers.front().name == "Beta");
  CHECK(p.awards[1].suppliers.front().name == "Gamma");
}

TEST_CASE("a confirmation whose intention is not at hand is an award to nobody named", "[domain][fold]") {
  CHECK(told({confirmation("18-2026", "2026-08-18")}) == "18-2026/ nobody, -, psr direct_award_c untendered, awarded - signed - term -..-, "
                                                         "published 2026-08-18, published, told by 18-2026\n");
}

TEST_CASE("an award that failed was never made", "[domain][fold]") {
  CHECK(folded({celex_award("03-2026", "2026-03-02",
                            {award({"1", {}, {"1"}, {}, "unsuccessful"}), award({"2", {"Alpha"}, {"2"}, {}, "cancelled"})})})
            .awards.empty());
}

TEST_CASE("suppliers are the same by any shared identifier, else by normalised name", "[domain][fold]") {
  struct Case {
    std::vector<std::string> first;
    std::vector<std::string> second;
    std::size_t awards;
  };
  const std::vector<Case> cases = {
      {{"Alpha coh:01234567"}, {"Renamed Ltd coh:01234567"}, 1},
      {{"Alpha coh:01234567 ods:X9Z"}, {"Renamed ods:X9Z"}, 1},
      {{"The Alpha Ltd"}, {"ALPHA LIMITED"}, 1},
      {{"Alpha"}, {"Alphabet"}, 2},
      {{"Alpha", "Beta"}, {"Beta", "Alpha"}, 1},
      {{"Alpha", "Beta"}, {"Alpha"}, 2},
      {{"Alpha"}, {"Alpha", "Beta"}, 2},
      {{"!!!"}, {"???"}, 2},
  };
  for (const Case& c : cases) {
    CAPTURE(c.first, c.second);
    CHECK(folded({decision("06-2026", "2026-03-02", {award({"1", c.first})}), decision("07-2026", "2026-03-03", {award({"1", c.second})})})
              .awards.size() == c.awards);
  }
}

TEST_CASE("a supplier keeps the identifiers that an earlier notice gave", "[domain][fold]") {
  const auto p = folded({decision("06-2026", "2026-03-02", {award({"1", {"Alpha coh:01234567"}})}),
                         details("07-2026", "2026-03-20", {award({"1", {"Alpha ods:X9Z"}})}, {})});
  REQUIRE(p.awards.size() == 1);
  REQUIRE(p.awards[0].suppliers.size() == 1);
  CHECK(p.awards[0].suppliers[0].identifiers == std::vector<Identifier>{*Identifier::parse("ods:X9Z"), *Identifier::parse("coh:01234567")});
}

TEST_CASE("notices of one moment are taken in the order of their release ids", "[domain][fold]") {
  const auto p = folded({decision("07-2026", "2026-03-02", {award({"1", {"Alpha"}, {}, pounds(7)})}),
                         decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}, {}, pounds(6)})})});
  REQUIRE(p.awards.size() == 1);
  CHECK(p.awards[0].key.release_id == "06-2026");
  CHECK(p.awards[0].value->net_pence == 7'00);
}
