#pragma once
// Yes, no, or not known; and what a rule over such answers comes to. Plain values and pure functions, so any thread may use them.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

enum class Answer { no, yes, unknown };

constexpr std::string_view to_string(Answer answer) {
  constexpr std::array<std::string_view, 3> words{"no", "yes", "unknown"};
  return words.at(static_cast<std::size_t>(answer));
}

constexpr Answer answer_of(std::optional<bool> given) {
  if (!given) return Answer::unknown;
  return *given ? Answer::yes : Answer::no;
}

constexpr Answer opposite(Answer answer) {
  if (answer == Answer::unknown) return answer;
  return answer == Answer::yes ? Answer::no : Answer::yes;
}

/// One input of a rule: the name by which it is asked for, such as "change.materially_different".
struct Condition {
  std::string_view name;
  Answer answer = Answer::unknown;
};

/// What a rule comes to; when that is unknown, the inputs that would settle it.
struct Decision {
  Answer answer = Answer::unknown;
  std::vector<std::string> missing{};
};

/// Tries the rule on every completion of the unknown inputs. One result throughout is the answer, whatever is not known; otherwise the
/// unknown inputs that can turn the result are named, and no others. `rule` takes the inputs in the order of `conditions`.
template <std::size_t N, typename Rule>
Decision decide(const std::array<Condition, N>& conditions, Rule rule) {
  static_assert(N <= 12, "every completion is tried");
  const auto result = [&](std::size_t mask) {
    std::array<bool, N> inputs{};
    for (std::size_t i = 0; i < N; ++i) inputs.at(i) = (mask >> i & 1U) != 0;
    return rule(inputs);
  };
  const auto possible = [&](std::size_t mask) {
    for (std::size_t i = 0; i < N; ++i) {
      const Answer known = conditions.at(i).answer;
      if (known != Answer::unknown && (known == Answer::yes) != ((mask >> i & 1U) != 0)) return false;
    }
    return true;
  };
  bool can_be_yes = false;
  bool can_be_no = false;
  std::array<bool, N> turns{};
  for (std::size_t mask = 0; mask < (std::size_t{1} << N); ++mask) {
    if (!possible(mask)) continue;
    const bool now = result(mask);
    (now ? can_be_yes : can_be_no) = true;
    for (std::size_t i = 0; i < N; ++i) {
      if (conditions.at(i).answer == Answer::unknown && result(mask ^ (std::size_t{1} << i)) != now) turns.at(i) = true;
    }
  }
  if (!can_be_no) return {Answer::yes, {}};
  if (!can_be_yes) return {Answer::no, {}};
  Decision open;
  for (std::size_t i = 0; i < N; ++i) {
    if (turns.at(i)) open.missing.emplace_back(conditions.at(i).name);
  }
  return open;
}

/// Something that a person should look at; it decides nothing.
struct Warning {
  std::string code; // stable, snake_case
  std::string message;
  friend bool operator==(const Warning&, const Warning&) = default;
};

} // namespace openward::law
