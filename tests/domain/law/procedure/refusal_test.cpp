#include "tests/domain/law/procedure/walk.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <set>

using namespace openward;
using namespace openward::law::procedure;
using namespace openward::test;

namespace {

/// A line of procedure-refusals.tsv, with its ranges spelt out.
struct Ruling {
  std::string regulation;
  std::vector<std::string> steps;
  std::vector<std::string> states;
  std::set<Process> processes;

  bool names(Process process, std::string_view state, std::string_view step) const {
    return processes.contains(process) && std::find(states.begin(), states.end(), state) != states.end() &&
           std::find(steps.begin(), steps.end(), step) != steps.end();
  }
};

std::vector<std::string> spelt_out(const std::string& cell, std::span<const std::string_view> words) {
  std::vector<std::string> list;
  for (const std::string& part : split(cell, ' ')) {
    const std::size_t dots = part.find("..");
    if (dots == std::string::npos) {
      list.push_back(part);
      continue;
    }
    const auto first = std::find(words.begin(), words.end(), part.substr(0, dots));
    const auto last = std::find(words.begin(), words.end(), part.substr(dots + 2));
    REQUIRE(first < last);
    REQUIRE(last != words.end());
    list.insert(list.end(), first, last + 1);
  }
  return list;
}

std::set<Process> processes_of(const std::string& cell) {
  std::set<Process> processes;
  for (const Process process : all_processes()) {
    if (cell == "all" || (cell == "with_standstill" && has_standstill(process)) ||
        (cell == "without_standstill" && !has_standstill(process)))
      processes.insert(process);
  }
  if (!processes.empty()) return processes;
  for (const std::string& word : split(cell, ' ')) processes.insert(process_from(word).value());
  return processes;
}

std::vector<Ruling> rulings() {
  std::vector<Ruling> list;
  for (const auto& cells : cases("procedure-refusals.tsv")) {
    REQUIRE(cells.size() == 4);
    list.push_back({cells[0], spelt_out(cells[1], step_words()), spelt_out(cells[2], state_words()), processes_of(cells[3])});
  }
  return list;
}

/// The regulations of the lines that name it; more than one is a fault of the file.
std::vector<std::string> ruled_by(const std::vector<Ruling>& list, Process process, std::string_view state, std::string_view step) {
  std::vector<std::string> regulations;
  for (const Ruling& ruling : list) {
    if (ruling.names(process, state, step)) regulations.push_back(ruling.regulation);
  }
  return regulations;
}

/// What the file says of a step without a row, its two defaults included.
std::vector<std::string> expected(const std::vector<Ruling>& list, Process process, State state, Step step) {
  const bool foreign = states_taking(process, step).empty();
  auto ruled = ruled_by(list, process, foreign ? "foreign" : to_string(state), to_string(step));
  if (!ruled.empty()) return ruled;
  if (foreign) return ruled_by(list, process, "foreign", "default");
  const auto rows = table_of(process);
  const auto home = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.step == step; });
  return {std::string(home->regulation)};
}

std::vector<State> states_of(Process process) {
  std::vector<State> states;
  for (const std::string_view word : state_words()) {
    const State state = *state_from(word);
    if (state == State::open || !shortest_way(process, State::open, state).empty()) states.push_back(state);
  }
  return states;
}

} // namespace

TEST_CASE("every illegal step is refused by the regulation that is written down for it", "[domain][law][procedure]") {
  const std::vector<Ruling> list = rulings();
  std::size_t refused = 0;
  for (const Process process : all_processes()) {
    for (const State state : states_of(process)) {
      if (is_closed(state)) continue;
      for (const Step step : all_steps()) {
        if (row_of(process, state, step)) continue;
        CAPTURE(to_string(process), to_string(state), to_string(step));
        CHECK(expected(list, process, state, step) == std::vector<std::string>{std::string(refusal_of(process, state, step).regulation)});
        ++refused;
      }
    }
  }
  CHECK(refused > 5'000);
}

TEST_CASE("every line of the refusals is needed", "[domain][law][procedure]") {
  for (const Ruling& ruling : rulings()) {
    bool used = ruling.steps == std::vector<std::string>{"default"};
    for (const Process process : ruling.processes) {
      for (const State state : states_of(process)) {
        for (const Step step : all_steps()) {
          const bool foreign = states_taking(process, step).empty();
          used = used || (!is_closed(state) && !row_of(process, state, step) &&
                          ruling.names(process, foreign ? "foreign" : to_string(state), to_string(step)));
        }
      }
    }
    CAPTURE(ruling.regulation, ruling.steps.front(), ruling.states.front());
    CHECK(used);
  }
}

TEST_CASE("an illegal step is a conflict that names the rule and every step allowed now, and changes nothing", "[domain][law][procedure]") {
  for (const Process process : all_processes()) {
    for (const State state : states_of(process)) {
      const Procedure before = brought_to(process, state);
      for (const Step step : all_steps()) {
        if (row_of(process, state, step)) continue;
        Procedure tried = before;
        const auto result = tried.apply(step, day("2026-12-01"), {"Invented Care CIC", {}, {}}, nth_working_day_after);
        const Refusal why = refusal_of(process, state, step);
        CAPTURE(to_string(before), to_string(step), answer(result));
        REQUIRE_FALSE(result);
        CHECK(answer(result) == "conflict " + std::string(why.code) + " " + std::string(why.regulation));
        CHECK(result.error().faults.front().where == "/step");
        const std::string& message = result.error().message;
        std::string allowed;
        for (const Step open : before.allowed()) allowed += (allowed.empty() ? "" : ", ") + std::string(to_string(open));
        CHECK(message.ends_with("; allowed now: " + (allowed.empty() ? "nothing, it is closed" : allowed)));
        CHECK(to_string(tried) == to_string(before));
      }
    }
  }
}

TEST_CASE("in a closed procurement every step is refused", "[domain][law][procedure]") {
  for (const Process process : all_processes()) {
    for (const State state : {State::completed, State::abandoned, State::withdrawn}) {
      CHECK(steps_from(process, state).empty());
      for (const Step step : all_steps()) CHECK(refusal_of(process, state, step).regulation.starts_with("reg "));
    }
  }
}
