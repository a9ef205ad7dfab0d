// What a published event says in OCDS. Events are as the database records them; whole runs are in tests/api.

#include "exchange/ocds/merge/json_value.h"
#include "exchange/ocds/merge/merge.h"
#include "exchange/ocds/write/own_releases.h"
#include "exchange/ocds/write/package.h"
#include "exchange/ocds/write/parts.h"
#include "tests/support/catch.h"

using namespace openward;           // NOLINT(google-build-using-namespace): a test file
using namespace openward::exchange; // NOLINT(google-build-using-namespace)

namespace {

std::optional<Body> body(std::string_view id) {
  if (id != "bd-buyer" && id != "bd-clinic") return std::nullopt;
  Body out;
  out.id = std::string(id);
  out.name = id == "bd-buyer" ? "Example Board" : "Example Clinic Ltd";
  out.identifiers.push_back(*Identifier::create(id == "bd-buyer" ? "ods" : "coh", id == "bd-buyer" ? "QHM" : "01234567"));
  out.classification = {ProviderClass::independent_sector, Evidence::curated, 90, "a list", {}, {}};
  return out;
}

Event event(std::int64_t seq, std::string type, std::string json) {
  return {seq, *Instant::parse("2026-03-18T10:00:00Z"), std::move(type), "ocid:ocds-openward-1", 1, "a recorder", std::move(json)};
}

constexpr const char* award_json =
    R"({"awarded_on":"2026-07-01","commissioner":"bd-buyer","cpv":["85121000"],"description":"Words of the award","ends":"2028-03-31",)"
    R"("framework":false,"id":"aw-1","providers":[{"id":"bd-clinic","name":"Example Clinic","share_basis_points":10000}],)"
    R"("published_at":"2026-07-02T10:00:00Z","reference":"EX-9","route":"direct_award_b","starts":"2026-08-01","title":"Title of the award",)"
    R"("value":{"currency":"GBP","kind":"lifetime","pence":30000050,"vat":"excluded"}})";

std::string contract_json(const std::string& modifications) {
  return R"({"award":"aw-1","ends":"2028-03-31","id":"ct-1","modifications":[)" + modifications +
         R"(],"starts":"2026-08-01","value":{"currency":"GBP","kind":"lifetime","pence":30000050,"vat":"excluded"}})";
}

std::vector<JsonValue> written(std::vector<Event> events, std::string withheld = {}, bool synthetic = false) {
  const auto releases = own_releases({"ocds-openward-1", synthetic, std::move(withheld), std::move(events), body});
  REQUIRE(releases);
  std::vector<JsonValue> out;
  for (const WrittenRelease& one : *releases) out.push_back(*JsonValue::parse(one.json));
  return out;
}

} // namespace

TEST_CASE("an award that was recorded by itself is a whole release", "[exchange]") {
  const auto releases = written({event(7, "award.published", award_json)});
  REQUIRE(releases.size() == 1);
  CHECK(
      releases.front().text() ==
      R"({"ocid":"ocds-openward-1","id":"ocds-openward-1-7","date":"2026-03-18T10:00:00Z","tag":["award"],"initiationType":"tender",)"
      R"("language":"en","psr":{"regime":"psr","route":"direct_award_b","tenderClass":"untendered"},)"
      R"("parties":[{"id":"bd-buyer","name":"Example Board","identifier":{"scheme":"GB-NHS","id":"QHM"},"roles":["buyer","procuringEntity"],)"
      R"("psr":{"providerClass":"independent_sector","evidence":"curated","confidence":90,"detail":"a list"}},)"
      R"({"id":"bd-clinic","name":"Example Clinic Ltd","identifier":{"scheme":"GB-COH","id":"01234567"},"roles":["supplier"],)"
      R"("psr":{"providerClass":"independent_sector","evidence":"curated","confidence":90,"detail":"a list"}}],)"
      R"("buyer":{"id":"bd-buyer","name":"Example Board"},)"
      R"("tender":{"id":"ocds-openward-1","title":"Title of the award","description":"Words of the award","status":"complete",)"
      R"("procuringEntity":{"id":"bd-buyer","name":"Example Board"},"items":[{"id":"1","classification":{"scheme":"CPV","id":"85121000"}}],)"
      R"("procurementMethod":"direct","procurementMethodDetails":"direct_award_b","mainProcurementCategory":"services"},)"
      R"("awards":[{"id":"aw-1","title":"Title of the award","description":"Words of the award","status":"active",)"
      R"("date":"2026-07-01T00:00:00+01:00","value":{"amount":300000.50,"currency":"GBP","vat":"excluded","kind":"lifetime"},)"
      R"("items":[{"id":"1","classification":{"scheme":"CPV","id":"85121000"}}],)"
      R"("contractPeriod":{"startDate":"2026-08-01T00:00:00+01:00","endDate":"2028-03-31T23:59:59+01:00"},)"
      R"("suppliers":[{"id":"bd-clinic","name":"Example Clinic Ltd"}],)"
      R"("psr":{"regime":"psr","route":"direct_award_b","tenderClass":"untendered","framework":false,"reference":"EX-9",)"
      R"("shares":[{"id":"bd-clinic","basisPoints":10000}]}}]})");
}

TEST_CASE("each modification is an amendment of its own, and the contract's value and end are those after it", "[exchange]") {
  const std::string first =
      R"({"description":"More","ground":"external_factors","modified_on":"2026-09-01","number":1,"value_change_pence":-50})";
  const std::string second =
      R"({"attributable":true,"description":"Longer","ground":"authority_decision","modified_on":"2026-12-01","new_end":"2029-03-31","number":2})";
  auto releases =
      written({event(7, "award.published", award_json), event(8, "contract.opened", contract_json("")),
               event(9, "contract.modified", contract_json(first)), event(10, "contract.modified", contract_json(first + "," + second))});
  REQUIRE(releases.size() == 4);
  const JsonValue compiled = compiled_release(releases);
  const JsonValue& contract = compiled.find("contracts")->items().front();
  CHECK(contract.find("value")->find("amount")->text() == "300000.00");
  CHECK(contract.find("period")->scalar_at("endDate") == "2029-03-31T23:59:59+01:00");
  CHECK(contract.find("amendments")->text() ==
        R"([{"id":"1","date":"2026-09-01T00:00:00+01:00","description":"More","psr":{"ground":"external_factors",)"
        R"("valueChange":{"amount":-0.50,"currency":"GBP","vat":"excluded"}}},)"
        R"({"id":"2","date":"2026-12-01T00:00:00Z","description":"Longer","psr":{"ground":"authority_decision",)"
        R"("attributableToAuthority":true,"newEndDate":"2029-03-31"}}])");
}

TEST_CASE("an award that is cancelled stays, and says so", "[exchange]") {
  auto releases = written({event(7, "award.published", award_json), event(9, "award.cancelled", award_json)});
  REQUIRE(releases.size() == 2);
  CHECK(releases.back().find("tag")->text() == R"(["awardCancellation"])");
  CHECK(compiled_release(releases).find("awards")->items().front().scalar_at("status") == "cancelled");
}

TEST_CASE("what may name a person is withheld, and what was invented says so", "[exchange]") {
  const std::string text = written({event(7, "award.published", award_json)}, "withheld", true).front().text();
  CHECK_THAT(text, !ContainsSubstring("Title of the award") && !ContainsSubstring("Words of the award") && !ContainsSubstring("EX-9"));
  CHECK_THAT(text, ContainsSubstring(R"("title":"withheld")") && ContainsSubstring(R"("synthetic":true)"));
}

TEST_CASE("an event that is no release makes none, and one that cannot be read is an error", "[exchange]") {
  CHECK(written({event(3, "release.imported", "{}")}).empty());
  const auto broken = own_releases({"ocds-openward-1", false, {}, {event(3, "award.published", "{")}, body});
  REQUIRE_FALSE(broken);
  CHECK(broken.error().kind == ErrorKind::internal);
}

TEST_CASE("days are written with the offset that London has on them", "[exchange]") {
  CHECK(write::start_of("2026-03-28") == "2026-03-28T00:00:00Z");
  CHECK(write::start_of("2026-03-29") == "2026-03-29T00:00:00Z"); // summer time begins at one o'clock
  CHECK(write::end_of("2026-03-29") == "2026-03-29T23:59:59+01:00");
  CHECK(write::start_of("2026-10-25") == "2026-10-25T00:00:00+01:00");
  CHECK(write::end_of("2026-10-25") == "2026-10-25T23:59:59Z");
  CHECK(write::start_of("").empty());
}

TEST_CASE("a package names its publisher, licence, policy and extensions, and what is marked or left out", "[exchange]") {
  const std::string text = package_opening(PackageOf::releases, {"https://r.example", "https://r.example/ocds/releases",
                                                                 *Instant::parse("2026-01-02T03:04:05Z")}) +
                           package_closing({"https://r.example/ocds/releases?cursor=k1", {"ocds-x-2", "ocds-x-1"}, 2});
  const auto package = JsonValue::parse(text);
  REQUIRE(package);
  CHECK(package->scalar_at("uri") == "https://r.example/ocds/releases");
  CHECK(package->scalar_at("version") == "1.1");
  CHECK(package->scalar_at("publishedDate") == "2026-01-02T03:04:05Z");
  CHECK(package->scalar_at("license") == open_government_licence);
  CHECK(package->scalar_at("publicationPolicy") == "https://r.example/ocds/policy");
  CHECK(package->find("extensions")->items().front().scalar() == "https://r.example/ocds/psr/extension.json");
  CHECK(package->find("links")->text() == R"({"next":"https://r.example/ocds/releases?cursor=k1"})");
  CHECK(package->find("synthetic")->text() == R"(["ocds-x-1","ocds-x-2"])");
  CHECK(package->find("withheld")->scalar_at("count") == "2");
  CHECK(package_closing({}) == "]}");
}
