#pragma once
// The decision tree of regulation 6 of SI 2023/1348 as steps over the questions: which route is mandatory, which are open, which are closed
// and why, and what cannot be told yet. Where an answer is unknown both branches are followed, so nothing is guessed and nothing that does
// not matter is asked. Pure functions.

#include "domain/law/change/questions.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// All answers yes: the routes are open (one alone and `mandatory`: it must be taken). Otherwise the next step is taken.
struct TreeStep {
  std::string_view name; // stable, snake_case
  std::string_view text; // what follows from it, in words
  std::string_view citation;
  std::vector<QuestionId> all_of; // none: always met
  std::vector<Choice> opens;
  bool mandatory = false;
};

/// In the order in which the regulation takes them; the last one has no question.
std::span<const TreeStep> steps();

enum class StepResult { met, not_met, unknown, not_reached };
std::string_view to_string(StepResult);

enum class Standing { mandatory, open, closed, undecided };
std::string_view to_string(Standing);

struct ChoiceStanding {
  Choice choice = Choice::competitive_process;
  Standing standing = Standing::undecided;
  std::string because;
  std::string citation;
  std::vector<QuestionId> until; // undecided: what would settle it
};

struct TreeResult {
  std::vector<Told> answers;           // in the order of questions()
  std::vector<StepResult> reached;     // in the order of steps()
  std::vector<ChoiceStanding> choices; // in the order of Choice, all of them
  std::vector<QuestionId> until;       // every question that keeps something undecided
};

TreeResult walk(const Worked&);

/// The answer that a walk recorded.
const Told& told(const TreeResult&, QuestionId);

} // namespace openward::law
