#include "tests/domain/law/procedure/walk.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <set>

using namespace openward;
using namespace openward::law::procedure;
using namespace openward::test;
using Lines = std::vector<std::string>;

namespace {

std::string text_of(const Row& row) {
  return std::string(to_string(row.from)) + " " + std::string(to_string(row.step)) + " " + std::string(to_string(row.to)) + " " +
         std::string(row.regulation);
}

std::set<State> states_reached(Process process) {
  std::set<State> reached{State::open};
  for (bool grew = true; grew;) {
    grew = false;
    for (const Row& row : table_of(process)) grew = (reached.contains(row.from) && reached.insert(row.to).second) || grew;
  }
  return reached;
}

bool is_way_back(Step step) { return to_string(step).starts_with("repeat_from_"); }

/// Which step a way back leads to, written down once more, by its words.
std::string_view named_by(Step way_back) {
  const std::string_view word = to_string(way_back);
  if (word == "repeat_from_criteria") return "set_award_criteria";
  if (word == "repeat_from_msp_notice") return "submit_intention_to_follow_msp_notice";
  if (word == "repeat_from_invitation") return "submit_invitation_notice invite_framework_parties";
  if (word == "repeat_from_identification") return "identify_providers";
  if (word == "repeat_from_assessment") return "assess";
  if (word == "repeat_from_decision") return "decide";
  if (word == "repeat_from_informing") return "inform_providers";
  return "submit_intention_to_award_notice";
}

} // namespace

TEST_CASE("the tables are the ones that are written out for the reader", "[domain][law][procedure]") {
  Lines written;
  for (const auto& cells : cases("procedure-tables.tsv")) {
    REQUIRE(cells.size() == 5);
    written.push_back(cells[0] + ": " + cells[1] + " " + cells[2] + " " + cells[3] + " " + cells[4]);
  }
  Lines held;
  for (const Process process : all_processes()) {
    for (const Row& row : table_of(process)) held.push_back(std::string(to_string(process)) + ": " + text_of(row));
  }
  CHECK(held == written);
}

TEST_CASE("a state and a step have one row at most", "[domain][law][procedure]") {
  for (const Process process : all_processes()) {
    std::set<std::pair<State, Step>> seen;
    for (const Row& row : table_of(process)) {
      CAPTURE(to_string(process), text_of(row));
      CHECK(seen.emplace(row.from, row.step).second);
    }
  }
}

TEST_CASE("every state of every table is reached from its beginning", "[domain][law][procedure]") {
  std::set<State> anywhere;
  for (const Process process : all_processes()) {
    const std::set<State> reached = states_reached(process);
    for (const Row& row : table_of(process)) {
      CAPTURE(to_string(process), text_of(row));
      CHECK(reached.contains(row.from));
    }
    anywhere.insert(reached.begin(), reached.end());
  }
  CHECK(anywhere.size() == state_words().size());
}

TEST_CASE("no step leads out of a closed procurement, and from everywhere else one leads on to a close", "[domain][law][procedure]") {
  for (const Process process : all_processes()) {
    for (const State state : states_reached(process)) {
      CAPTURE(to_string(process), to_string(state));
      CHECK(steps_from(process, state).empty() == is_closed(state));
      if (!is_closed(state)) CHECK_FALSE(way_to_the_end(process, state).empty());
    }
  }
}

TEST_CASE("every step is in some table, and every row names a regulation", "[domain][law][procedure]") {
  std::set<Step> used;
  for (const Process process : all_processes()) {
    for (const Row& row : table_of(process)) {
      CAPTURE(to_string(process), text_of(row));
      used.insert(row.step);
      CHECK(row.regulation.starts_with("reg "));
      CHECK(row.regulation.ends_with(")"));
    }
  }
  CHECK(used.size() == step_words().size());
}

TEST_CASE("a repeat leads to the state that the repeated step leaves", "[domain][law][procedure]") {
  for (const Process process : all_processes()) {
    for (const Row& back : table_of(process)) {
      if (!is_way_back(back.step)) continue;
      CAPTURE(to_string(process), text_of(back));
      const auto rows = table_of(process);
      CHECK(std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
        return row.from == back.to && named_by(back.step).find(to_string(row.step)) != std::string_view::npos;
      }));
    }
  }
}

TEST_CASE("the award comes before its notice, and after a standstill where there is one", "[domain][law][procedure]") {
  for (const Process process : all_processes()) {
    for (const Row& row : table_of(process)) {
      if (row.to != State::awarded) continue;
      CAPTURE(to_string(process), text_of(row));
      CHECK(row.from == (has_standstill(process) ? State::standstill_ended : State::open));
    }
  }
}

TEST_CASE("the word of a notice step holds the word of its notice", "[domain][law][procedure]") {
  for (const Step step : all_steps()) {
    const std::string word(to_string(step));
    const bool speaks_of_a_notice = word.starts_with("submit_") || word.starts_with("publish_");
    CAPTURE(word);
    REQUIRE(notice_of(step).has_value() == speaks_of_a_notice);
    if (speaks_of_a_notice) CHECK(word.substr(word.find('_') + 1) == std::string(to_string(*notice_of(step))) + "_notice");
  }
}

TEST_CASE("a process has the word of the route that it leads to", "[domain][law][procedure]") {
  int routes = 0;
  for (const Process process : all_processes()) {
    if (!route_of(process)) continue;
    CHECK(to_string(*route_of(process)) == to_string(process));
    CHECK(regime_of(*route_of(process)) == Regime::psr);
    ++routes;
  }
  CHECK(routes == 9);
}

TEST_CASE("words are read back as what they spell, and others are not read", "[domain][law][procedure]") {
  for (const Process process : all_processes()) CHECK(process_from(to_string(process)) == process);
  for (const Step step : all_steps()) CHECK(step_from(to_string(step)) == step);
  for (const std::string_view word : state_words()) CHECK(to_string(*state_from(word)) == word);
  for (const std::string_view word : choice_words()) CHECK(to_string(*choice_from(word)) == word);
  CHECK_FALSE(process_from("direct_award_d"));
  CHECK_FALSE(step_from(""));
  CHECK_FALSE(state_from("Open"));
  CHECK_FALSE(choice_from("free"));
}
