#pragma once
// What a rule found in a case. A finding is a question with a citation, never an accusation: it carries what was computed, the words that
// it rests on, and, through its rule, what would rebut it. Plain values.

#include "domain/date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// pass: what the record shows is as the rule asks. question: probably not, a person must look. fail: not so on the face of the law.
/// not_computable: the record does not hold what the rule needs.
enum class Outcome { pass, question, fail, not_computable };
std::string_view to_string(Outcome);
std::optional<Outcome> outcome_from(std::string_view);

struct ComputedValue {
  std::string name;
  std::string value; // a date as 2026-08-10, money as 1234.56 in pounds, a word of the vocabulary
  friend bool operator==(const ComputedValue&, const ComputedValue&) = default;
};

struct Finding {
  std::string rule; // "PSR-28"
  int version = 1;
  std::string subject;
  Outcome outcome = Outcome::not_computable;
  std::vector<std::string> missing;    // names of inputs; a question has some too where the rule would look further
  std::vector<ComputedValue> computed; // in the order of the computation
  std::vector<std::string> words;      // of the notice
  std::string citation;
};

} // namespace openward::law
