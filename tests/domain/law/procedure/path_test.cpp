#include "tests/domain/law/procedure/walk.h"
#include "tests/support/catch.h"

using namespace openward;
using namespace openward::law::procedure;
using namespace openward::test;

namespace {

std::string path_of(const Procedure& procedure) {
  std::string path;
  for (const StepTaken& taken : procedure.history()) path += (path.empty() ? "" : " > ") + std::string(to_string(taken.step));
  return path;
}

Procedure run_to_the_end(Procedure procedure) {
  for (const Row& row : way_to_the_end(procedure.process(), procedure.state())) {
    const auto taken = take_when_open(procedure, row.step);
    CAPTURE(to_string(procedure), to_string(row.step), answer(taken));
    REQUIRE(taken);
  }
  return procedure;
}

/// A way that takes the row: for a repeat it passes by the step that is repeated.
std::vector<Row> way_through(Process process, const Row& target) {
  std::vector<Row> way;
  State at = State::open;
  if (to_string(target.step).starts_with("repeat_from_")) {
    for (const Row& row : table_of(process)) {
      if (row.from != target.to || row.to == target.to) continue;
      const std::string word(to_string(row.step));
      if (word.starts_with("decide_to_")) continue;
      way = shortest_way(process, State::open, row.from);
      way.push_back(row);
      at = row.to;
      break;
    }
  }
  const std::vector<Row> rest = shortest_way(process, at, target.from);
  way.insert(way.end(), rest.begin(), rest.end());
  way.push_back(target);
  return way;
}

} // namespace

TEST_CASE("every process has a legal way from its beginning to its end", "[domain][law][procedure]") {
  const auto rows = cases("procedure-paths.tsv");
  REQUIRE(rows.size() == process_words().size());
  for (const auto& cells : rows) {
    REQUIRE(cells.size() == 2);
    CAPTURE(cells[0]);
    const Procedure procedure = run_to_the_end(begun(*process_from(cells[0])));
    CHECK(procedure.state() == State::completed);
    CHECK(path_of(procedure) == cells[1]);
  }
}

TEST_CASE("every row of every table is taken by a procedure that then comes to an end", "[domain][law][procedure]") {
  for (const Process process : all_processes()) {
    for (const Row& target : table_of(process)) {
      Procedure procedure = begun(process);
      for (const Row& row : way_through(process, target)) {
        const auto taken = take_when_open(procedure, row.step);
        CAPTURE(to_string(procedure), to_string(row.step), answer(taken));
        REQUIRE(taken);
      }
      CHECK(procedure.history().back().step == target.step);
      CHECK(procedure.history().back().before == target.from);
      CHECK(procedure.state() == target.to);
      CHECK(run_to_the_end(procedure).closed());
    }
  }
}
