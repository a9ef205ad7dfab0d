#include "domain/matching/body_index.h"
#include "domain/matching/candidates.h"
#include "tests/domain/matching/some_bodies.h"
#include "tests/support/catch.h"

#include <thread>

using namespace openward;
using namespace openward::matching;

TEST_CASE("records that share an identifier become one body with both names", "[matching]") {
  std::vector<KnownBody> records{test::body("New Name NHS Trust", {"ods:RX0"}),
                                 test::body("OLD NAME NHS TRUST", {"ods:RX0", "coh:01234567"}),
                                 test::body("NEW NAME NHS TRUST", {"ods:RX0"})};
  const BodyIndex index(std::move(records));
  REQUIRE(index.bodies() == 1);
  const KnownBody& one = index.body(0);
  CHECK(one.body.name == "New Name NHS Trust");
  REQUIRE(one.other_names.size() == 1);
  CHECK(one.other_names.front().text == "OLD NAME NHS TRUST");
  CHECK(one.other_names.front().use == NameUse::former);
  REQUIRE(index.with_identifier(*Identifier::parse("coh:01234567")) != nullptr);
  CHECK(index.with_identifier(*Identifier::parse("coh:07654321")) == nullptr);
}

TEST_CASE("rare words weigh more than common ones, and unknown words most", "[matching]") {
  std::vector<KnownBody> bodies;
  for (int i = 0; i < 50; ++i) bodies.push_back(test::body("Surgery Zyx" + std::to_string(i), {}));
  const BodyIndex index(std::move(bodies));
  REQUIRE(index.word("SURGERY") != nullptr);
  REQUIRE(index.word("ZYX7") != nullptr);
  CHECK(index.weight(*index.word("SURGERY")) < index.weight(*index.word("ZYX7")));
  CHECK(index.weight(*index.word("ZYX7")) <= index.weight_of_unknown());
}

TEST_CASE("candidates are scored, best first, one for each body, and explained", "[matching]") {
  const BodyIndex index(test::some_bodies());
  const NameForm form = name_form("Kestrelvale Helthcare Group");
  const auto found = candidates_for(index, form, 5);
  REQUIRE_FALSE(found.empty());
  CHECK(index.body(found.front().body).body.name == "Kestrelvale Healthcare Ltd");
  CHECK(found.front().score > 45);
  CHECK(found.front().score < 100);
  for (std::size_t i = 1; i < found.size(); ++i) {
    CHECK(found[i - 1].score >= found[i].score);
    CHECK(found[i - 1].body != found[i].body);
  }
  const std::string why = explained(index, form, found.front());
  CHECK_THAT(why, ContainsSubstring("shared: KESTRELVALE") && ContainsSubstring("one letter away: HELTHCARE") &&
                      ContainsSubstring("only here: GROUP"));
}

TEST_CASE("a name compared with itself scores 100, and the order of words counts nothing", "[matching]") {
  const BodyIndex index(test::some_bodies());
  const auto exact = candidates_for(index, name_form("Trebarwick and Pellow NHS Trust"), 1);
  const auto turned = candidates_for(index, name_form("Pellow Trust NHS Trebarwick"), 1);
  REQUIRE(exact.size() == 1);
  REQUIRE(turned.size() == 1);
  CHECK(exact.front().score == 100);
  CHECK(turned.front().score == 100);
}

TEST_CASE("where every word is common, the names that have both of the two rarest are found", "[matching]") {
  std::vector<KnownBody> bodies;
  for (int i = 0; i < 700; ++i) bodies.push_back(test::body("Park Zyx" + std::to_string(i) + " Clinic", {}));
  for (int i = 0; i < 700; ++i) bodies.push_back(test::body("View Zyx" + std::to_string(i) + " Clinic", {}));
  bodies.push_back(test::body("Park View", {}));
  const BodyIndex index(std::move(bodies));
  const auto found = candidates_for(index, name_form("View Park"), 3);
  REQUIRE(found.size() == 1);
  CHECK(index.body(found.front().body).body.name == "Park View");
}

TEST_CASE("threads that share an index decide alike", "[matching]") {
  const BodyIndex index(test::some_bodies());
  const std::vector<std::string> names{"KESTRELVALE HELTHCARE LTD", "UCQH NHS FT", "MALLOWSHIRE PCT", "DUPLICATE SERVICES LTD", "ZYX"};
  const auto decide_all = [&] {
    std::string all;
    for (int i = 0; i < 50; ++i)
      for (const auto& name : names) all += explained(index, test::named(name), decide(index, test::named(name))) + "\n";
    return all;
  };
  const std::string alone = decide_all();
  std::vector<std::string> together(4);
  std::vector<std::thread> crew;
  for (auto& out : together) crew.emplace_back([&] { out = decide_all(); });
  for (auto& thread : crew) thread.join();
  for (const auto& out : together) CHECK(out == alone);
}
