// What the register writes out in its own extension of OCDS, read in again: the words are those that it wrote.

#include "domain/law/procedure/words.h"
#include "exchange/ocds/read_extension.h"
#include "exchange/ocds/release_reader.h"
#include "exchange/ocds/write/own_releases.h"
#include "tests/support/catch.h"

namespace openward::test {
namespace {

using exchange::StatedStandstill;

constexpr std::string_view ocid = "ocds-openward-1";

std::optional<Body> body(std::string_view id) {
  Body out;
  out.id = std::string(id);
  out.name = id == "bd-buyer" ? "Example Board" : "Example Clinic Ltd";
  out.classification = {
      id == "bd-buyer" ? ProviderClass::nhs_other : ProviderClass::social_enterprise, Evidence::curated, 90, "a list", {}, {}};
  return out;
}

std::vector<std::string> written(const std::vector<std::pair<std::string, std::string>>& events) {
  exchange::OwnRecord record{std::string(ocid), false, {}, {}, body};
  for (const auto& [type, json] : events) {
    const auto seq = static_cast<std::int64_t>(record.events.size()) + 1;
    record.events.push_back({seq, *Instant::parse("2026-03-18T10:00:00Z"), type, "ocid:" + std::string(ocid), 1, "a recorder", json});
  }
  const auto releases = exchange::own_releases(record);
  REQUIRE(releases);
  std::vector<std::string> out;
  for (const auto& one : *releases) out.push_back(one.json);
  return out;
}

std::string award_of(std::string_view route, std::string_view id = "aw-1") {
  return R"({"awarded_on":"2026-07-01","commissioner":"bd-buyer","cpv":["85121000"],"framework":false,"id":")" + std::string(id) +
         R"(","providers":[{"id":"bd-clinic","name":"Example Clinic"}],"published_at":"2026-07-02T10:00:00Z","route":")" +
         std::string(route) + R"(","title":"Audiology","value":{"currency":"GBP","kind":"lifetime","pence":30000050,"vat":"excluded"}})";
}

std::string step_of(std::string_view step, std::string_view day) {
  return R"({"procedure":"pd-1","step":")" + std::string(step) + R"(","on":")" + std::string(day) + R"(","to":"standstill"})";
}

NoticeReading read(const std::string& json) {
  auto notice = exchange::read_notice(json);
  REQUIRE(notice);
  return *std::move(notice);
}

TEST_CASE("an award that was written out is read in with its route, its law and as an award", "[exchange]") {
  for (const std::string_view word : route_words()) {
    INFO(word);
    const NoticeReading notice = read(written({{"award.published", award_of(word)}}).front());
    CHECK(to_string(notice.route) == word);
    CHECK(notice.regime == regime_of(notice.route));
    CHECK(notice.tender_class == tender_class_of(notice.route));
    CHECK(notice.kind == NoticeKind::award);
    CHECK(notice.makes_award);
    CHECK(notice.awards.size() == 1);
  }
}

TEST_CASE("a step that is a notice is read in as the kind of notice that it was", "[exchange]") {
  int notices = 0;
  for (const std::string_view word : law::procedure::step_words()) {
    const auto step = law::procedure::step_from(word);
    REQUIRE(step);
    const auto kind = law::procedure::notice_of(*step);
    if (!kind) continue;
    ++notices;
    INFO(word);
    const NoticeReading notice = read(written({{"procurement.step_taken", step_of(word, "2026-03-05")}}).front());
    CHECK(notice.kind == *kind);
    // A step makes no award by itself: the award is a release of its own.
    CHECK_FALSE(notice.makes_award);
  }
  CHECK(notices > 3);
}

TEST_CASE("the standstill and the classes of bodies come back as they were written", "[exchange]") {
  const auto releases = written({{"procurement.step_taken", step_of("begin_standstill", "2026-03-05")},
                                 {"procurement.step_taken", step_of("end_standstill", "2026-03-17")},
                                 {"award.published", award_of("direct_award_c")}});
  REQUIRE(releases.size() == 3);
  const auto begun = exchange::read_psr_extension(releases[0]);
  const auto ended = exchange::read_psr_extension(releases[1]);
  const auto award = exchange::read_psr_extension(releases[2]);
  REQUIRE(begun);
  REQUIRE(ended);
  REQUIRE(award);
  CHECK(begun->standstills.at("pd-1") == StatedStandstill{*Date::parse("2026-03-05"), std::nullopt});
  CHECK(ended->standstills.at("pd-1") == StatedStandstill{*Date::parse("2026-03-05"), *Date::parse("2026-03-17")});
  REQUIRE(award->classes.size() == 2);
  for (const auto& [id, held] : award->classes) {
    const Classification expected = body(id)->classification;
    CHECK(held.provider_class == expected.provider_class);
    CHECK(held.evidence == expected.evidence);
    CHECK(held.confidence == expected.confidence);
    CHECK(held.detail == expected.detail);
  }
}

TEST_CASE("words of no list, and awards of several routes, say nothing", "[exchange]") {
  const auto [release, route] = GENERATE(table<std::string, std::string>(
      {{R"({"psr":{"route":"by_lot"}})", ""},
       {R"({"psr":"direct_award_a"})", ""},
       {R"({"awards":[{"psr":{"route":"direct_award_a"}},{"psr":{"route":"direct_award_b"}}]})", ""},
       {R"({"awards":[{"psr":{"route":"direct_award_a"}},{"psr":{"route":"direct_award_a"}}]})", "direct_award_a"},
       {R"({"psr":{"route":"direct_award_b"},"awards":[{"psr":{"route":"direct_award_a"}}]})", "direct_award_b"}}));
  const auto read = exchange::read_psr_extension(release);
  REQUIRE(read);
  CHECK((read->route ? std::string(to_string(*read->route)) : std::string()) == route);
}

} // namespace
} // namespace openward::test
