#include "tests/domain/law/procedure/walk.h"

#include <algorithm>
#include <deque>
#include <fstream>
#include <map>
#include <stdexcept>

namespace openward::test {

using law::procedure::Choice;
using law::procedure::Procedure;
using law::procedure::Process;
using law::procedure::Row;
using law::procedure::State;
using law::procedure::Step;

namespace {

Procedure with_advice_sought() {
  Procedure award = brought_to(Process::direct_award_c, State::under_review);
  if (!take_when_open(award, Step::request_panel_advice)) throw std::logic_error("no advice can be sought: " + to_string(award));
  return award;
}

bool is_way_back(Step step) { return step >= Step::repeat_from_criteria; }

} // namespace

Date day(std::string_view iso) {
  const auto date = Date::parse(iso);
  if (!date) throw std::logic_error("a case has the date \"" + std::string(iso) + "\"");
  return *date;
}

Result<Date> nth_working_day_after(Date after, int n) {
  if (after.year() == 2099) return invalid("no bank holidays are loaded for 2099");
  Date date = after;
  while (n > 0) {
    date = date.plus_days(1);
    const unsigned weekday = date.weekday().iso_encoding();
    if (weekday < 6 && date.iso() != "2026-04-03" && date.iso() != "2026-04-06") --n;
  }
  return date;
}

std::vector<Process> all_processes() {
  std::vector<Process> all;
  for (const std::string_view word : law::procedure::process_words()) all.push_back(*law::procedure::process_from(word));
  return all;
}

std::vector<Step> all_steps() {
  std::vector<Step> all;
  for (const std::string_view word : law::procedure::step_words()) all.push_back(*law::procedure::step_from(word));
  return all;
}

Choice some_choice(Process process) {
  const bool chosen = process == Process::direct_award_c || process == Process::most_suitable_provider;
  return chosen ? Choice::among_c_msp_cp : Choice::mandatory;
}

Procedure begun(Process process) {
  if (process == Process::bridge_modification) {
    const Procedure award = with_advice_sought();
    return *Procedure::bridge(award, award.history().back().on);
  }
  return *Procedure::begin(process, some_choice(process), day("2026-03-02"));
}

std::string answer(const Result<>& result) {
  if (result) return "ok";
  const Error& error = result.error();
  const std::string kind = error.kind == ErrorKind::conflict ? "conflict" : error.kind == ErrorKind::invalid ? "invalid" : "internal";
  if (error.faults.empty()) return kind + ": " + error.message;
  const std::string said = kind + " " + error.faults.front().code;
  const std::string mark = "refused by ";
  const std::size_t at = error.message.find(mark);
  if (at == std::string::npos) return said;
  const std::size_t start = at + mark.size();
  return said + " " + error.message.substr(start, error.message.find(':', start) - start);
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

Result<> walk(Procedure& procedure, std::string_view steps) {
  for (const std::string& part : split(steps, ';')) {
    const std::string text = trimmed(part);
    const std::size_t space = text.find(' ');
    const auto step = law::procedure::step_from(text.substr(0, space));
    if (!step || space == std::string::npos) throw std::logic_error("a case has the step \"" + text + "\"");
    law::procedure::StepDetails details;
    if (text.size() > space + 12) details.party = text.substr(space + 12);
    auto result = procedure.apply(*step, day(text.substr(space + 1, 10)), details, nth_working_day_after);
    if (!result) return result;
  }
  return Done{};
}

std::vector<Row> shortest_way(Process process, State from, State to) {
  std::map<State, Row> reached_by;
  std::deque<State> next{from};
  while (!next.empty() && !reached_by.contains(to)) {
    const State state = next.front();
    next.pop_front();
    for (const Row& row : law::procedure::table_of(process)) {
      if (row.from != state || is_way_back(row.step) || row.to == from || reached_by.contains(row.to)) continue;
      reached_by.emplace(row.to, row);
      next.push_back(row.to);
    }
  }
  std::vector<Row> way;
  for (State state = to; state != from; state = way.back().from) {
    if (!reached_by.contains(state)) return {};
    way.push_back(reached_by.at(state));
  }
  std::reverse(way.begin(), way.end());
  return way;
}

std::vector<Row> way_to_the_end(Process process, State from) {
  for (const State end : {State::completed, State::abandoned, State::withdrawn}) {
    if (auto way = shortest_way(process, from, end); !way.empty()) return way;
  }
  return {};
}

Result<> take_when_open(Procedure& procedure, Step step) {
  const Date last = procedure.history().empty() ? procedure.began() : procedure.history().back().on;
  law::procedure::StepDetails details;
  details.party = "Invented Care CIC";
  Result<> result = procedure.apply(step, last, details, nth_working_day_after);
  for (int wait = 1; !result && wait <= 60; ++wait) result = procedure.apply(step, last.plus_days(wait), details, nth_working_day_after);
  return result;
}

Procedure brought_to(Process process, State state) {
  Procedure procedure = begun(process);
  for (const Row& row : shortest_way(process, State::open, state)) {
    if (!take_when_open(procedure, row.step)) throw std::logic_error("the way ends at " + to_string(procedure));
  }
  return procedure;
}

std::vector<std::vector<std::string>> cases(std::string_view file) {
  const std::string path = std::string(OPENWARD_SOURCE_DIR) + "/tests/cases/law/" + std::string(file);
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + " cannot be read");
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') rows.push_back(split(line, '\t'));
  }
  return rows;
}

} // namespace openward::test
