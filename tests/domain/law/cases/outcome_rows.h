#pragma once
// Tables of situations and of what named rules say of them.

#include "tests/domain/law/cases/situations.h"
#include "tests/support/catch.h"

#include <string>
#include <vector>

namespace openward::test {

struct OutcomeRow {
  std::string situation;
  law::RegisterCase held;
  std::string expected; // "PSR-23 pass, PSR-28 fail"; none: the rule does not concern it
};

inline void hold(const std::vector<OutcomeRow>& rows) {
  for (const OutcomeRow& row : rows) {
    INFO(row.situation);
    CHECK(outcomes_of(row.held, row.expected) == row.expected);
  }
}

} // namespace openward::test
