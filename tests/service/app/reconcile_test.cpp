// Which body a name means, and what type-ahead finds, over a directory made by hand.

#include "service/app/reconcile.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"

#include <map>

using namespace openward;      // NOLINT(google-build-using-namespace): a test file
using namespace openward::app; // NOLINT(google-build-using-namespace): a test file

namespace {

struct Known {
  std::string id, name, identifiers; // parted by spaces
  ProviderClass held = ProviderClass::unclassified;
  std::string postcode{}, opened{}, closed{};
  std::vector<matching::KnownName> others{};
  std::int64_t awards = 0;
};

std::optional<Date> day(const std::string& text) { return text.empty() ? std::nullopt : std::optional(*Date::parse(text)); }

persistence::NamedBody named(const Known& known) {
  persistence::NamedBody out;
  Body& body = out.known.body;
  body.id = known.id;
  body.name = known.name;
  for (std::string_view rest = known.identifiers; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    body.identifiers.push_back(*Identifier::parse(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  body.classification.provider_class = known.held;
  body.postcode = known.postcode;
  body.opened = day(known.opened);
  body.closed = day(known.closed);
  out.known.other_names = known.others;
  out.provider = true;
  out.awards = known.awards;
  return out;
}

const BodyDirectory& directory() {
  static const BodyDirectory one = [] {
    persistence::NamedThings things;
    for (const Known& known : std::vector<Known>{
             {"bd-marsh",
              "Marsh and Fen University Hospitals NHS Foundation Trust",
              "ods:RX1",
              ProviderClass::nhs_foundation_trust,
              "PE1 1AA",
              "1994-04-01",
              "",
              {{"Marsh Hospitals NHS Trust", matching::NameUse::former}, {"MFUH", matching::NameUse::abbreviation}},
              7},
             {"bd-valley", "Valley Community Health NHS Trust", "ods:RX2", ProviderClass::nhs_trust, "", "2001-04-01", "2024-03-31"},
             {"bd-optic", "Brightwater Optical Services Limited", "coh:01532937", ProviderClass::independent_sector, "LS1 4AP"},
             {"bd-hospice", "Brightwater Hospice", "chc:1099999", ProviderClass::voluntary_or_charity},
             {"bd-twin-a", "Harbour Diagnostics Ltd", "coh:00000011"},
             {"bd-twin-b", "Harbour Diagnostics Ltd", "coh:00000012"},
         })
      things.bodies.push_back(named(known));
    things.programmes = {{"pg-1", "Marsh recovery programme", false}};
    things.centres = {{"dc-1", "Fen Community Diagnostic Centre", false}};
    things.merged = {{"bd-old", "bd-older"}, {"bd-older", "bd-optic"}};
    things.successions = {{"ods:RX2", "ods:RX1", *Date::parse("2024-04-01"), "merger", {}}};
    return BodyDirectory(std::move(things), *Date::parse("2026-08-10"));
  }();
  return one;
}

/// "bd-a! bd-b": the candidates, those that are a match with a mark.
std::string shown(const ReconcileAnswer& answer) {
  std::string out;
  for (const auto& one : answer.candidates)
    out += (out.empty() ? "" : " ") + directory().body(one.body).known.body.id + (one.match ? "!" : "");
  return out;
}

std::string found(std::string_view typed, std::size_t most = 10) {
  std::string out;
  for (const auto& thing : directory().beginning(typed, most))
    out += (out.empty() ? "" : " ") + (thing.record ? thing.record->id : directory().body(thing.body).known.body.id);
  return out;
}

} // namespace

TEST_CASE("a name is a match where a rule links it and nothing given speaks against it", "[reconcile]") {
  struct Row {
    std::string query;
    std::vector<ReconcileProperty> properties;
    std::string expected;
  };
  for (const Row& row : std::vector<Row>{
           {"Marsh & Fen University Hospitals NHS FT", {}, "bd-marsh!"},
           {"Marsh Hospitals NHS Trust", {}, "bd-marsh!"},
           {"Brightwater Optical Services Ltd", {}, "bd-optic!"},
           {"Harbour Diagnostics Ltd", {}, "bd-twin-a bd-twin-b"},
           {"Harbour Diagnostics Ltd", {{"coh", {"12"}}}, "bd-twin-b! bd-twin-a"},
           {"Brightwater Optical Services Ltd", {{"coh", {"01532937"}}}, "bd-optic!"},
           {"Brightwater Optical Services Ltd", {{"coh", {"09999999"}}}, "bd-optic"},
           {"Brightwater Optical Services Ltd", {{"postcode", {"ls14ap"}}}, "bd-optic!"},
           {"Brightwater Optical Services Ltd", {{"postcode", {"M1 1AE"}}}, "bd-optic"},
           {"Valley Community Health NHS Trust", {{"date", {"2023-05-05"}}}, "bd-valley!"},
           {"Valley Community Health NHS Trust", {{"date", {"2025-05-05"}}}, "bd-valley"},
           {"", {{"identifier", {"ods:RX2"}}}, "bd-valley!"},
           {"", {{"postcode", {"PE1 1AA"}}}, "bd-marsh"},
           {"", {{"alias", {"Marsh Hospitals NHS Trust"}}}, "bd-marsh!"},
           {"Entirely Different Words", {{"ods", {"RX2"}}}, "bd-valley"},
           {"Nobody We Have Heard Of", {}, ""},
       }) {
    INFO(row.query);
    CHECK(shown(reconcile(directory(), {row.query, {}, TypeStrict::any, 10, row.properties})) == row.expected);
  }
}

TEST_CASE("types leave out, or with should put behind", "[reconcile]") {
  const std::string name = "Brightwater Hospice";
  CHECK(shown(reconcile(directory(), {name, {"charity"}})) == "bd-hospice!");
  CHECK(shown(reconcile(directory(), {name, {"company"}})) == "");
  CHECK(shown(reconcile(directory(), {name, {"company", "supplier"}})) == "bd-hospice!");
  CHECK(shown(reconcile(directory(), {name, {"company", "supplier"}, TypeStrict::all})) == "");
  CHECK(shown(reconcile(directory(), {name, {"company"}, TypeStrict::should})) == "bd-hospice");
}

TEST_CASE("scores fall from the first candidate to the last, there is one match at most, and the limit holds", "[reconcile]") {
  for (const std::string name : {"Brightwater", "Harbour Diagnostics", "Brightwater Optical", "NHS Trust", "Marsh Fen Hospitals"}) {
    const auto answer = reconcile(directory(), {name, {}, TypeStrict::any, 2});
    INFO(name);
    CHECK(answer.candidates.size() <= 2);
    int matches = 0;
    for (std::size_t i = 0; i < answer.candidates.size(); ++i) {
      matches += answer.candidates[i].match ? 1 : 0;
      CHECK((answer.candidates[i].score >= 0 && answer.candidates[i].score <= 100));
      if (i > 0) CHECK(answer.candidates[i - 1].score >= answer.candidates[i].score);
    }
    CHECK(matches <= 1);
  }
}

TEST_CASE("a value that cannot be used is named, and the rest is answered", "[reconcile]") {
  const auto answer = reconcile(
      directory(), {"Brightwater Hospice", {}, TypeStrict::any, 5, {{"date", {"last spring"}}, {"chc", {"TBC"}}, {"postcode", {""}}}});
  CHECK(shown(answer) == "bd-hospice!");
  REQUIRE(answer.notes.size() == 2);
  CHECK_THAT(answer.notes[0], ContainsSubstring("last spring"));
  CHECK_THAT(answer.notes[1], ContainsSubstring("TBC"));
  for (const std::string& odd : {std::string(20000, 'x'), std::string("12345"), std::string("\xE2\x80\x8B"), std::string("...")}) {
    const auto nobody = reconcile(directory(), {odd});
    CHECK(nobody.candidates.empty());
    CHECK(nobody.notes.size() == 1);
  }
}

TEST_CASE("type-ahead finds by the beginning of any word, the best first", "[suggest]") {
  const auto [typed, expected] = GENERATE(table<std::string, std::string>({
      {"brightwater h", "bd-hospice"},
      {"BRIGHT", "bd-hospice bd-optic"},
      {"hosp mar", "bd-marsh"},
      {"fen", "dc-1 bd-marsh"},
      {"mfuh", "bd-marsh"},
      {"rx1", "bd-marsh"},
      {"valley", "bd-valley"},
      {"marsh", "bd-marsh pg-1"},
      {"ightwater", ""},
      {"", ""},
      {" -- ", ""},
      {"zzz marsh", ""},
  }));
  INFO(typed);
  CHECK(found(typed) == expected);
}

TEST_CASE("type-ahead gives as many as were asked for", "[suggest]") {
  CHECK(found("h", 1).find(' ') == std::string::npos);
  CHECK(directory().bodies_beginning("h", 100).size() == 5);
  CHECK(directory().bodies_beginning("programme", 100).empty());
}

TEST_CASE("the id of a merged body leads to what it became, however often it was merged", "[reconcile]") {
  for (const std::string id : {"bd-old", "bd-older", "bd-optic"}) {
    const auto* ref = directory().with_id(id);
    REQUIRE(ref != nullptr);
    CHECK(directory().body(*ref).known.body.id == "bd-optic");
  }
  CHECK(directory().with_id("bd-nobody") == nullptr);
}

TEST_CASE("a successor is found from either end", "[reconcile]") {
  const auto* valley = directory().with_code("ods:RX2");
  REQUIRE(valley != nullptr);
  REQUIRE(directory().successors(*valley).size() == 1);
  CHECK(directory().successors(*valley).front()->to_code == "ods:RX1");
  CHECK(directory().predecessors(*directory().with_code("ods:RX1")).size() == 1);
}
