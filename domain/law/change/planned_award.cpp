#include "domain/law/change/planned_award.h"

#include "domain/words.h"

namespace openward::law {
namespace {

constexpr std::array<std::string_view, choice_count> choice_spellings{"urgent_award",
                                                                      "urgent_modification",
                                                                      "framework_call_off_direct",
                                                                      "framework_call_off_competed",
                                                                      "modification",
                                                                      "framework_conclusion",
                                                                      "direct_award_a",
                                                                      "direct_award_b",
                                                                      "direct_award_c",
                                                                      "most_suitable_provider",
                                                                      "competitive_process"};
static_assert(detail::spells_all(choice_spellings, Choice::competitive_process));
constexpr std::array<std::string_view, 3> step_spellings{"conclude", "add_providers", "call_off"};
static_assert(detail::spells_all(step_spellings, FrameworkStep::call_off));

} // namespace

std::string_view to_string(Choice choice) { return detail::word_of(choice_spellings, choice); }
std::optional<Choice> choice_from(std::string_view word) { return detail::from_word<Choice>(choice_spellings, word); }
std::optional<Route> route_of(Choice choice) { return route_from(to_string(choice)); }

std::string choice_words() {
  std::string out;
  for (const std::string_view word : choice_spellings) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

std::string_view to_string(FrameworkStep step) { return detail::word_of(step_spellings, step); }
std::optional<FrameworkStep> framework_step_from(std::string_view word) { return detail::from_word<FrameworkStep>(step_spellings, word); }

} // namespace openward::law
