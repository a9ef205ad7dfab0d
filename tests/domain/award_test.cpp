#include "domain/award.h"
#include "tests/domain/faults.h"
#include "tests/support/catch.h"

#include <functional>
#include <tuple>

using namespace openward;
using openward::test::faults_of;
using Lines = std::vector<std::string>;

namespace {

Date day(std::string_view iso) { return *Date::parse(iso); }
const Date today = day("2026-08-10");
const Instant now = *Instant::parse("2026-08-10T09:00:00Z");

AwardDraft complete_draft() {
  AwardDraft draft;
  draft.commissioner_id = "bd-1";
  draft.title = "Community audiology";
  draft.cpv = {"85100000"};
  draft.route = Route::direct_award_c;
  draft.providers = {{"bd-2", "Invented Hearing CIC", 6'000}, {"bd-3", "Invented Ears Ltd", 4'000}};
  draft.value = StatedValue{{125'000'00, {}}, Vat::excluded, ValueKind::lifetime};
  draft.awarded_on = day("2026-08-01");
  draft.starts = day("2026-09-01");
  draft.ends = day("2027-08-31");
  return draft;
}

Award drafted() { return *Award::create(complete_draft(), today); }

struct DraftFault {
  std::string about;
  std::function<void(AwardDraft&)> spoil;
  Lines faults;
};

} // namespace

TEST_CASE("a draft may be all but empty: it needs a title", "[domain][award]") {
  AwardDraft draft;
  draft.title = "Podiatry";
  const auto award = Award::create(draft, today);
  REQUIRE(award);
  CHECK(award->state() == AwardState::draft);
  CHECK(award->version() == 1);
  CHECK(award->id().empty());
  CHECK_FALSE(award->source());
  CHECK_FALSE(award->published_at());
}

TEST_CASE("a draft that breaks a rule is refused with the place of the fault", "[domain][award]") {
  const std::vector<DraftFault> cases = {
      {"no title", [](AwardDraft& d) { d.title = "  "; }, {"/title missing"}},
      {"title too long", [](AwardDraft& d) { d.title = std::string(1001, 'x'); }, {"/title too_long"}},
      {"term ends before it starts", [](AwardDraft& d) { d.ends = day("2026-08-31"); }, {"/ends before_start"}},
      {"negative value", [](AwardDraft& d) { d.value->amount.pence = -1; }, {"/value/amount negative"}},
      {"CPV with its check digit",
       [](AwardDraft& d) {
         d.cpv = {"85100000", "85110000-3"};
       },
       {"/cpv/1 bad_cpv"}},
      {"CPV of letters", [](AwardDraft& d) { d.cpv = {"8510000X"}; }, {"/cpv/0 bad_cpv"}},
      {"decided tomorrow", [](AwardDraft& d) { d.awarded_on = day("2026-08-11"); }, {"/awarded_on in_future"}},
      {"shares over the whole",
       [](AwardDraft& d) { d.providers[1].share_basis_points = 4'001; },
       {"/providers/1/share_basis_points over_the_whole"}},
      {"a share below nothing",
       [](AwardDraft& d) { d.providers[0].share_basis_points = -1; },
       {"/providers/0/share_basis_points out_of_range"}},
      {"a share above the whole",
       [](AwardDraft& d) { d.providers[0].share_basis_points = 10'001; },
       {"/providers/0/share_basis_points out_of_range"}},
  };
  for (const DraftFault& c : cases) {
    CAPTURE(c.about);
    AwardDraft draft = complete_draft();
    c.spoil(draft);
    const auto award = Award::create(draft, today);
    REQUIRE_FALSE(award);
    CHECK(award.error().kind == ErrorKind::invalid);
    CHECK(faults_of(award.error()) == c.faults);
    for (const Fault& fault : award.error().faults) CHECK(fault.message.size() > 30);
  }
}

TEST_CASE("every fault of a draft is reported at once", "[domain][award]") {
  AwardDraft draft = complete_draft();
  draft.title.clear();
  draft.cpv = {"1", "85100000", "abc"};
  draft.providers[0].share_basis_points = 12'000;
  draft.value->amount.pence = -5;
  draft.awarded_on = day("2027-01-01");
  draft.ends = day("2020-01-01");
  const auto award = Award::create(draft, today);
  REQUIRE_FALSE(award);
  CHECK(faults_of(award.error()) == Lines{"/title missing", "/cpv/0 bad_cpv", "/cpv/2 bad_cpv",
                                          "/providers/0/share_basis_points out_of_range", "/value/amount negative", "/awarded_on in_future",
                                          "/ends before_start"});
}

TEST_CASE("shares over the whole are one fault, at the provider with whom they pass it", "[domain][award]") {
  AwardDraft draft = complete_draft();
  draft.providers.push_back({"bd-4", "Invented Noses Ltd", 500});
  draft.providers.push_back({"bd-5", "Invented Throats Ltd", 500});
  draft.providers.push_back({"bd-6", "Invented Chins Ltd", std::nullopt});
  CHECK(faults_of(Award::create(draft, today).error()) == Lines{"/providers/2/share_basis_points over_the_whole"});
}

TEST_CASE("what is just within the rules is accepted", "[domain][award]") {
  AwardDraft draft = complete_draft();
  std::string title;
  for (int i = 0; i < 1000; ++i) title += "\xC3\xA9";
  draft.title = title;
  draft.awarded_on = today;
  draft.ends = draft.starts;
  draft.value->amount.pence = 0;
  CHECK(Award::create(draft, today)); // shares of exactly the whole
}

TEST_CASE("a complete draft is published at the given moment", "[domain][award]") {
  Award award = drafted();
  REQUIRE(award.publish(now));
  CHECK(award.state() == AwardState::published);
  CHECK(award.published_at() == now);
  CHECK(award.tender_class() == TenderClass::untendered);
  CHECK(award.regime() == Regime::psr);
}

TEST_CASE("publication is refused with each missing part named, and nothing changes", "[domain][award]") {
  AwardDraft draft;
  draft.title = "Podiatry";
  Award award = *Award::create(draft, today);
  const auto refused = award.publish(now);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::invalid);
  CHECK(faults_of(refused.error()) ==
        Lines{"/commissioner missing", "/providers missing", "/route missing", "/awarded_on missing", "/cpv missing"});
  CHECK(award.state() == AwardState::draft);
  CHECK_FALSE(award.published_at());
}

TEST_CASE("a provider that is not linked to a body stops publication", "[domain][award]") {
  AwardDraft draft = complete_draft();
  draft.providers[1].body_id.clear();
  Award award = *Award::create(draft, today);
  const auto refused = award.publish(now);
  REQUIRE_FALSE(refused);
  CHECK(faults_of(refused.error()) == Lines{"/providers/1/id missing"});
  CHECK_THAT(refused.error().faults.front().message, ContainsSubstring("Invented Ears Ltd"));
}

TEST_CASE("an award takes only the steps its state allows", "[domain][award]") {
  struct Case {
    AwardState from;
    bool publishes;
    bool cancels;
  };
  const Case c = GENERATE(values<Case>({{AwardState::draft, true, true},
                                        {AwardState::published, false, true},
                                        {AwardState::superseded, false, false},
                                        {AwardState::cancelled, false, false}}));
  CAPTURE(std::string(to_string(c.from)));
  const auto in_state = [&] { return Award::restore("aw-1", c.from, 3, complete_draft(), std::nullopt, std::nullopt); };

  Award to_publish = in_state();
  const auto published = to_publish.publish(now);
  CHECK(static_cast<bool>(published) == c.publishes);
  CHECK(to_publish.state() == (c.publishes ? AwardState::published : c.from));
  if (!published) {
    CHECK(published.error().kind == ErrorKind::conflict);
    CHECK_THAT(published.error().message, ContainsSubstring("aw-1"));
  }

  Award to_cancel = in_state();
  const auto cancelled = to_cancel.cancel();
  CHECK(static_cast<bool>(cancelled) == c.cancels);
  CHECK(to_cancel.state() == (c.cancels ? AwardState::cancelled : c.from));
  if (!cancelled) CHECK(cancelled.error().kind == ErrorKind::conflict);
}

TEST_CASE("what the database holds is restored unchecked", "[domain][award]") {
  AwardDraft broken;
  broken.cpv = {"not a code"};
  const SourceKey key{"ocds-x-1", "000001-2026", "1"};
  const Award award = Award::restore("aw-7", AwardState::superseded, 4, broken, key, now);
  CHECK(award.id() == "aw-7");
  CHECK(award.version() == 4);
  CHECK(award.state() == AwardState::superseded);
  CHECK(award.facts().cpv == broken.cpv);
  CHECK(award.source() == key);
  CHECK(award.published_at() == now);
}
