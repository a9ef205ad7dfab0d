#pragma once
// Reasons for a selection, by the key criteria of regulation 5 of SI 2023/1348. A criterion is addressed where the words say something of
// the provider under it; a list of the five names gives no reasons. Pure functions.

#include "domain/notice.h"
#include "exchange/ocds/psr_words.h"

#include <optional>
#include <string>
#include <vector>

namespace openward::exchange {

struct CriteriaReading {
  std::vector<std::string> addressed{}; // names of law::KeyCriterion, in its order
  std::optional<Hit> where{};           // the sentence with the first of them
  std::optional<Hit> weighed{};         // a sentence that says how the criteria as a whole were met, without going into each
};

CriteriaReading read_criteria(const PsrWords& words);

} // namespace openward::exchange
