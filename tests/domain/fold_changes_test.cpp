// What comes after an award: changes of its contract, cancellations, terminations.

#include "tests/domain/notices.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::test;

namespace {

NoticeReading uk10(std::string release_id, std::string on, std::vector<AwardReading> awards, std::vector<ContractReading> contracts) {
  return notice({std::move(release_id),
                 std::move(on),
                 NoticeKind::contract_change,
                 false,
                 std::move(awards),
                 std::move(contracts),
                 Route::unknown,
                 Regime::pa2023,
                 {"contractAmendment"},
                 "UK10"});
}

NoticeReading ending(std::string release_id, std::string on, NoticeKind kind, std::string tag, std::vector<AwardReading> awards,
                     std::vector<ContractReading> contracts) {
  return notice({std::move(release_id),
                 std::move(on),
                 kind,
                 false,
                 std::move(awards),
                 std::move(contracts),
                 Route::unknown,
                 Regime::pa2023,
                 {std::move(tag)}});
}

const auto alpha = award({"1", {"Alpha"}, {"1"}, pounds(100)});
const auto beta = award({"2", {"Beta"}, {"2"}, pounds(200)});

std::vector<NoticeReading> two_awards_and(NoticeReading later) {
  return {decision("06-2026", "2026-03-02", {alpha, beta}), std::move(later)};
}

std::string changes(std::vector<NoticeReading> notices) {
  auto p = folded(std::move(notices));
  p.awards.clear();
  return rendered(p);
}

std::vector<AwardState> states(std::vector<NoticeReading> notices) {
  std::vector<AwardState> result;
  for (const FoldedAward& a : folded(std::move(notices)).awards) result.push_back(a.state);
  return result;
}

using States = std::vector<AwardState>;
constexpr auto published = AwardState::published;
constexpr auto cancelled = AwardState::cancelled;

} // namespace

TEST_CASE("a change of contract belongs to the award it names, and leaves the award's value alone", "[domain][fold]") {
  const auto p = folded(two_awards_and(uk10("10-2026", "2026-09-01", {}, {contract({"2", pounds(250), "", "", "2028-03-31"})})));
  CHECK(rendered(p).find("  10-2026 changes 06-2026/2 on 2026-09-01: value 250.00 end 2028-03-31\n") != std::string::npos);
  REQUIRE(p.modifications.size() == 1);
  REQUIRE(p.awards.size() == 2);
  CHECK(p.awards[1].value->net_pence == 200'00);
  CHECK_FALSE(p.awards[1].ends);
  CHECK(p.awards[1].releases == std::vector<std::string>{"06-2026", "10-2026"});
  CHECK(p.awards[0].releases == std::vector<std::string>{"06-2026"});
}

TEST_CASE("a change under a foreign award id belongs to the award of its supplier", "[domain][fold]") {
  CHECK(changes(
            two_awards_and(uk10("10-2026", "2026-09-01", {award({"10-2026-1", {"BETA LTD"}})}, {contract({"10-2026-1", pounds(250)})}))) ==
        "  10-2026 changes 06-2026/2 on 2026-09-01: value 250.00 end -\n");
}

TEST_CASE("a change that names nothing known belongs to the only award there is", "[domain][fold]") {
  const auto change = GENERATE(values<int>({0, 1}));
  const auto named =
      change == 0 ? uk10("10-2026", "2026-09-01", {}, {}) : uk10("10-2026", "2026-09-01", {award({"9", {"Successor Ltd"}})}, {});
  CHECK(changes({decision("06-2026", "2026-03-02", {alpha}), named}) == "  10-2026 changes 06-2026/1 on 2026-09-01: value - end -\n");
}

TEST_CASE("a change that could belong to either of two awards is attached to neither", "[domain][fold]") {
  CHECK(changes(two_awards_and(uk10("10-2026", "2026-09-01", {}, {}))) == "");
  CHECK(changes(two_awards_and(uk10("10-2026", "2026-09-01", {award({"9", {"Gamma"}})}, {}))) == "");
}

TEST_CASE("an award id that two awards share is told apart by the supplier", "[domain][fold]") {
  const std::vector<NoticeReading> notices = {decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}})}),
                                              decision("07-2026", "2026-03-03", {award({"1", {"Beta"}})}),
                                              uk10("10-2026", "2026-09-01", {award({"1", {"Beta"}})}, {})};
  CHECK(changes(notices) == "  10-2026 changes 07-2026/1 on 2026-09-01: value - end -\n");
}

TEST_CASE("a change without any award makes neither an award nor a modification", "[domain][fold]") {
  const auto p = folded({uk10("10-2026", "2026-09-01", {alpha}, {contract({"1", pounds(250)})})});
  CHECK(p.awards.empty());
  CHECK(p.modifications.empty());
}

TEST_CASE("the old form of a modification is known by its tags, and a modification notice makes no award though it says so",
          "[domain][fold]") {
  const auto f20 = notice({"20-2026",
                           "2026-09-01",
                           NoticeKind::other,
                           false,
                           {award({"20-2026-1", {"Alpha"}})},
                           {contract({"20-2026-1", pounds(130)})},
                           Route::unknown,
                           Regime::pcr2015,
                           {"awardUpdate", "contractUpdate"},
                           "CELEX"});
  CHECK(changes(two_awards_and(f20)) == "  20-2026 changes 06-2026/1 on 2026-09-01: value 130.00 end -\n");
  auto psr = f20;
  psr.kind = NoticeKind::urgent_modification;
  psr.makes_award = true;
  const auto p = folded(two_awards_and(psr));
  CHECK(p.awards.size() == 2);
  CHECK(p.modifications.size() == 1);
}

TEST_CASE("an end that stays where it was is no change of the end", "[domain][fold]") {
  const auto made = details("07-2026", "2026-03-20", {alpha}, {contract({"1", pounds(100), "2026-03-18", "2026-04-01", "2027-03-31"})});
  CHECK(changes({made, uk10("10-2026", "2026-09-01", {}, {contract({"1", pounds(150), "", "", "2027-03-31"})}),
                 uk10("11-2026", "2026-10-01", {}, {contract({"1", pounds(160), "", "", "2028-03-31"})}),
                 uk10("12-2026", "2026-11-01", {}, {contract({"1", pounds(170), "", "", "2028-03-31"})})}) ==
        "  10-2026 changes 07-2026/1 on 2026-09-01: value 150.00 end -\n"
        "  11-2026 changes 07-2026/1 on 2026-10-01: value 160.00 end 2028-03-31\n"
        "  12-2026 changes 07-2026/1 on 2026-11-01: value 170.00 end -\n");
}

TEST_CASE("an award whose later notice says cancelled is cancelled, and the others stay", "[domain][fold]") {
  CHECK(states(two_awards_and(ending("12-2026", "2026-09-01", NoticeKind::abandonment, "tenderCancellation",
                                     {award({"2", {}, {}, {}, "cancelled"})}, {}))) == States{published, cancelled});
  CHECK(states(two_awards_and(decision("12-2026", "2026-09-01", {award({"2", {"Beta"}, {}, {}, "cancelled"})}))) ==
        States{published, cancelled});
}

TEST_CASE("a cancellation notice that leaves the award active and cancels its contract cancels the award", "[domain][fold]") {
  CHECK(states(two_awards_and(ending("12-2026", "2026-09-01", NoticeKind::abandonment, "tenderCancellation", {award({"1", {}})},
                                     {contract({"1", {}, "", "", "", "cancelled"})}))) == States{cancelled, published});
}

TEST_CASE("an abandonment that says nothing of an award cancels none and makes none", "[domain][fold]") {
  CHECK(states(two_awards_and(ending("12-2026", "2026-09-01", NoticeKind::abandonment, "tenderCancellation", {}, {}))) ==
        States{published, published});
  CHECK(states({ending("12-2026", "2026-09-01", NoticeKind::abandonment, "tenderCancellation",
                       {award({"1", {"Alpha"}, {}, {}, "cancelled"})}, {})})
            .empty());
}

TEST_CASE("a terminated contract was awarded all the same", "[domain][fold]") {
  const auto p = folded(two_awards_and(ending("11-2026", "2026-09-01", NoticeKind::termination, "contractTermination",
                                              {award({"1", {"Alpha"}})}, {contract({"1", {}, "", "", "", "terminated"})})));
  REQUIRE(p.awards.size() == 2);
  CHECK(p.awards[0].state == published);
  CHECK(p.awards[0].releases == std::vector<std::string>{"06-2026", "11-2026"});
  CHECK(p.modifications.empty());
}

TEST_CASE("a cancellation that could mean either of two awards cancels neither", "[domain][fold]") {
  CHECK(states({decision("06-2026", "2026-03-02", {award({"1", {"Alpha"}})}), decision("07-2026", "2026-03-03", {award({"1", {"Beta"}})}),
                ending("12-2026", "2026-09-01", NoticeKind::abandonment, "tenderCancellation", {award({"1", {}, {}, {}, "cancelled"})},
                       {})}) == States{published, published});
}

TEST_CASE("an award made again after its cancellation stands", "[domain][fold]") {
  CHECK(states({decision("06-2026", "2026-03-02", {alpha}),
                ending("12-2026", "2026-04-01", NoticeKind::other, "awardCancellation", {award({"1", {"Alpha"}, {}, {}, "cancelled"})}, {}),
                decision("13-2026", "2026-05-01", {alpha})}) == States{published});
}

TEST_CASE("folding what was folded before changes nothing", "[domain][fold]") {
  const std::vector<NoticeReading> notices = {intention("10-2026", "2026-06-05", {award({"10-2026-1", {"Alpha"}, {"1"}, pounds(500)})}),
                                              confirmation("18-2026", "2026-08-18"),
                                              uk10("20-2026", "2026-09-01", {}, {contract({"10-2026-1", pounds(600)})})};
  const std::string once = rendered(folded(notices));
  CHECK(once == rendered(folded(notices)));
  CHECK_THAT(once, ContainsSubstring("20-2026 changes 18-2026/10-2026-1"));
}
