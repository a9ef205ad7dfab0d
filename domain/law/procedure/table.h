#pragma once
// What may be done next: for each process one table of rows (state, step) -> state, with the regulation of SI 2023/1348 that asks for the
// step or allows it. Immutable; any thread may read. What is not a row is refused, with the rule that forbids it.

#include "domain/law/procedure/words.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace openward::law::procedure {

struct Row {
  State from = State::open;
  Step step = Step::decide;
  State to = State::open;
  std::string_view regulation;
};

std::span<const Row> table_of(Process);

/// The row that takes the step in that state.
std::optional<Row> row_of(Process, State, Step);

/// The processes that have the step; the states of one process in which it is taken.
std::vector<Process> processes_with(Step);
std::vector<State> states_taking(Process, Step);

/// The steps of the rows that leave the state, in the order of the table; none for a closed one.
std::vector<Step> steps_from(Process, State);

/// Regulation 9, 10 or 11 is followed, so that a standstill stands between the intention and the contract (reg 12(1)).
bool has_standstill(Process);

/// Why a step is refused: the rule, and what it says. The code is for programs.
struct Refusal {
  std::string_view regulation;
  std::string_view because;
  std::string_view code = "step_not_allowed";
};

/// Ask only about a step for which there is no row.
Refusal refusal_of(Process, State, Step);

} // namespace openward::law::procedure
