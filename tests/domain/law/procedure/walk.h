#pragma once
// Ways to bring a procedure where a test wants it, and to say in one line what it answered. One thread.

#include "domain/law/procedure/procedure.h"
#include "domain/law/procedure/table.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

Date day(std::string_view iso);

/// Monday to Friday but for 3 and 6 April 2026; 2099 is a year without holidays.
Result<Date> nth_working_day_after(Date after, int n);

std::vector<law::procedure::Process> all_processes();
std::vector<law::procedure::Step> all_steps();

/// A choice that regulation 6 leaves for the process.
law::procedure::Choice some_choice(law::procedure::Process);

/// A new procedure of any process, the bridge included, begun on 2026-03-02.
law::procedure::Procedure begun(law::procedure::Process);

/// "ok", or "conflict step_not_allowed reg 12(1)": the kind, the code of the fault, and the regulation by which a step is refused.
std::string answer(const Result<>&);

/// Takes steps written "decide 2026-03-02" or "receive_representation 2026-03-10 Invented Care CIC", separated by ";". The answer of the
/// first that is refused, and of the last otherwise.
Result<> walk(law::procedure::Procedure&, std::string_view steps);

/// The rows of a shortest way between two states, none of them a repeat. Empty where there is no way, or nowhere to go.
std::vector<law::procedure::Row> shortest_way(law::procedure::Process, law::procedure::State from, law::procedure::State to);

/// To the first closed state that can be reached.
std::vector<law::procedure::Row> way_to_the_end(law::procedure::Process, law::procedure::State from);

/// Takes the step on the first day on which the guards let it pass, within sixty days of the last step.
Result<> take_when_open(law::procedure::Procedure&, law::procedure::Step);

/// In that state, by a shortest way.
law::procedure::Procedure brought_to(law::procedure::Process, law::procedure::State);

std::string trimmed(std::string_view);
std::vector<std::string> split(std::string_view text, char separator);

/// The rows of a table in tests/cases/law: cells by tabs, lines with "#" left out.
std::vector<std::vector<std::string>> cases(std::string_view file);

} // namespace openward::test
