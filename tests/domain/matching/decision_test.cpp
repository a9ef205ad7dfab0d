#include "domain/matching/decision.h"
#include "tests/domain/matching/some_bodies.h"
#include "tests/support/catch.h"

#include <tuple>

using namespace openward;
using namespace openward::matching;
using openward::test::named;

namespace {

const BodyIndex& index() {
  static const BodyIndex built(test::some_bodies());
  return built;
}

std::string linked_to(const Decision& d) { return d.link ? index().body(d.link->body).body.name : ""; }

SupplierString with_code(std::string text, std::string_view code) {
  SupplierString s = named(std::move(text));
  s.codes.push_back({*Identifier::parse(code), std::string(code)});
  return s;
}

} // namespace

TEST_CASE("a string that is a body's name is linked by the rule that says why", "[matching]") {
  const auto [text, ground, name] = GENERATE(table<std::string, Ground, std::string>({
      {"KESTRELVALE HEALTHCARE LIMITED", Ground::exact_name, "Kestrelvale Healthcare Ltd"},
      {"KESTRELVALE HEALTH CARE", Ground::exact_name, "Kestrelvale Healthcare Ltd"},
      {"OLDNAME CLINICS LTD", Ground::known_name, "Kestrelvale Healthcare Ltd"},
      {"MALLOWSHIRE HOSPITAL NHS TRUST", Ground::statutory_core, "Mallowshire Hospitals NHS Foundation Trust"},
      {"UNIVERSITY HOSPITALS OF MALLOWSHIRE NHSFT", Ground::statutory_core, "Mallowshire Hospitals NHS Foundation Trust"},
      {"ROYAL MALLOW INFIRMARY NHST", Ground::known_name, "Mallowshire Hospitals NHS Foundation Trust"},
      {"UCQH NHS FOUNDATION TRUST", Ground::initials, "University College Quenby Hospitals NHS Foundation Trust"},
      {"THE UCQ HOSPITALS NHS FT", Ground::initials, "University College Quenby Hospitals NHS Foundation Trust"},
      {"TREBARWICK & PELOW NHS TRUST", Ground::slip, "Trebarwick and Pellow NHS Trust"},
      {"UNIVERSITY COLLEGE QUENBY HOSP", Ground::cut_off, "University College Quenby Hospitals NHS Foundation Trust"},
      {"MALLOWSHIRE COMMUNITY HEALTH NHS TRUST PATHOLOGY", Ground::exact_name, "Mallowshire Community Health NHS Trust"},
      {"NHS ORRIN CHAIN MAINTENANCE", Ground::known_name, "Orrin Coordination Ltd"},
      {"ORCL NHS ORRIN CHAIN CAPITAL", Ground::known_name, "Orrin Coordination Ltd"},
      {"NHSCA SUSP X40379", Ground::known_name, "NHS Settlement"},
      {"NHS MALLOWSHIRE CLINICAL COMMISSIONING GROUP", Ground::exact_name, "NHS Mallowshire CCG"},
  }));
  CAPTURE(text);
  const Decision d = decide(index(), named(text));
  CHECK(to_string(d.outcome) == "linked");
  CHECK(to_string(d.ground) == to_string(ground));
  CHECK(linked_to(d) == name);
  CHECK(d.confidence >= automatic_from);
  CHECK_FALSE(d.reason.empty());
  CHECK_THAT(explained(index(), named(text), d), ContainsSubstring(name));
}

TEST_CASE("what a rule cannot settle waits for a person, with the reason", "[matching]") {
  const auto [text, reason] = GENERATE(table<std::string, std::string>({
      {"DUPLICATE SERVICES LTD", "several bodies"},
      {"KESTRELVALE HEALTHCARE LLP", "legal forms differ"},
      {"KESTRELVALE HEALTHCARE CHARITY", "alone links nothing"},
      {"MALLOWSHIRE HOSPITALS NHS FOUNDATION TRUST STAFF LOTTERY", "goes on"},
      {"VANTONGUE SURGERY", "practices share names"},
      {"KESTRELVALE NURSING HEALTHCARE LTD", "alone links nothing"},
      {"UNIVERSITY COLLEGE QUENBY", "goes on"},
  }));
  CAPTURE(text);
  const Decision d = decide(index(), named(text));
  CHECK(to_string(d.outcome) == "candidates");
  CHECK_FALSE(d.link);
  REQUIRE_FALSE(d.candidates.empty());
  CHECK(d.candidates.size() <= 5);
  CHECK_THAT(d.reason, ContainsSubstring(reason));
}

TEST_CASE("a name never crosses from one kind of body to another", "[matching]") {
  const std::string text = GENERATE(as<std::string>(), "MALLOWSHIRE PCT", "NHS MALLOWSHIRE ICB", "MALLOWSHIRE COUNCIL", "QUENBY LTD");
  CAPTURE(text);
  CHECK(decide(index(), named(text)).outcome != Outcome::linked);
}

TEST_CASE("a string that is nobody's is linked to nobody", "[matching]") {
  const Decision d = decide(index(), named("ZYXWORTH BUILDERS LTD"));
  CHECK(d.outcome == Outcome::none);
  CHECK(d.candidates.empty());
  CHECK_FALSE(d.reason.empty());
  const Decision person = decide(index(), named("DR A N ZYXWORTH"));
  CHECK(person.outcome == Outcome::none);
  CHECK_THAT(person.reason, ContainsSubstring("person"));
}

TEST_CASE("a string that holds no name says why", "[matching]") {
  const auto trouble = GENERATE(Trouble::empty, Trouble::numeric, Trouble::too_long, Trouble::withheld, Trouble::not_a_name);
  SupplierString s;
  s.trouble = trouble;
  const Decision d = decide(index(), s);
  CHECK(d.outcome == Outcome::none);
  CHECK_THAT(d.reason, ContainsSubstring(std::string(to_string(trouble))));
  CHECK(grouping_key(s).empty());
}

TEST_CASE("a code is evidence to check and no proof", "[matching]") {
  SECTION("with an agreeing name it links") {
    const Decision d = decide(index(), with_code("KESTRELVALE HEALTHCARE SERVICES", "coh:09999992"));
    CHECK(d.outcome == Outcome::linked);
    CHECK(d.ground == Ground::identifier);
    CHECK(linked_to(d) == "Kestrelvale Healthcare Ltd");
  }
  SECTION("with another name it waits") {
    const Decision d = decide(index(), with_code("ZYXWORTH BUILDERS LTD", "coh:09999992"));
    CHECK(d.outcome == Outcome::candidates);
    CHECK_THAT(d.reason, ContainsSubstring("another name"));
  }
  SECTION("against the name of another body it waits, with both") {
    const Decision d = decide(index(), with_code("MALLOWSHIRE COMMUNITY HEALTH NHS TRUST", "ods:RX0"));
    CHECK(d.outcome == Outcome::candidates);
    CHECK(d.candidates.size() == 2);
  }
  SECTION("a code that nobody has changes nothing") {
    CHECK(decide(index(), with_code("KESTRELVALE HEALTHCARE LTD", "coh:01111111")).ground == Ground::exact_name);
  }
}

TEST_CASE("parts of a string decide by what they are", "[matching]") {
  SupplierString s{"ZYX (NHS Orrin Chain)"};
  s.parts = {{PartRole::whole, "ZYX (NHS ORRIN CHAIN)"}, {PartRole::main, "ZYX"}, {PartRole::bracketed, "NHS ORRIN CHAIN"}};
  CHECK(decide(index(), s).outcome == Outcome::candidates);
  s.parts = {{PartRole::main, "KESTRELVALE HEALTHCARE LTD"}, {PartRole::trading_as, "NHS ORRIN CHAIN"}};
  CHECK_THAT(decide(index(), s).reason, ContainsSubstring("different bodies"));
  s.parts = {{PartRole::main, "KESTRELVALE HEALTHCARE LTD"}, {PartRole::trading_as, "ZYX CLINIC"}};
  CHECK(linked_to(decide(index(), s)) == "Kestrelvale Healthcare Ltd");
}

TEST_CASE("spellings of an unknown name share a heading, and kinds of body do not", "[matching]") {
  CHECK(grouping_key(named("ZYXWORTH BUILDERS LTD")) == grouping_key(named("Zyxworth Builders Limited")));
  CHECK(grouping_key(named("ZYX WORTH BUILDERS")) == grouping_key(named("ZYXWORTH BUILDERS")));
  CHECK(grouping_key(named("ZYXWORTH PCT")) == grouping_key(named("NHS ZYXWORTH PRIMARY CARE TRUST")));
  CHECK(grouping_key(named("ZYXWORTH PCT")) != grouping_key(named("NHS ZYXWORTH CCG")));
}

TEST_CASE("names of persons are told from those of firms", "[matching]") {
  const auto [text, person] = GENERATE(table<std::string, bool>({
      {"DR A N OTHER", true},
      {"MRS J ZYXWORTH", true},
      {"A B ZYXWORTH", true},
      {"AB ZYXWORTH", true},
      {"ALISON ZYXWORTH", true},
      {"PROF ZYXWORTH", true},
      {"DR A OTHER & DR B ELSE", true},
      {"S I & SS ZYXWORTH", true},
      {"DR OTHER & PARTNERS", false},
      {"ZYXWORTH & SONS", false},
      {"BT ZYXWORTH", false},
      {"ALISON ZYXWORTH LTD", false},
      {"DR OTHER SURGERY", false},
      {"MARKS SPENCER", false},
      {"18 WEEKS", false},
      {"T & B CONTRACTORS", false},
  }));
  CAPTURE(text);
  CHECK(reads_as_person(named(text)) == person);
}
