#pragma once
// Planned awards for the tests of this folder, and results in one line.

#include "domain/law/change/assessment.h"

#include <string>

namespace openward::test {

inline Date day(const char* iso) { return *Date::parse(iso); }

/// Health care by a relevant authority; nothing else is said.
law::PlannedAward health_care_plan();
/// As above, with everything that direct award process C needs, and neither A nor B.
law::PlannedAward replacement_plan();
/// Holidays of England, 2024 to 2027.
const law::BankHolidays& holidays();

law::Assessment assessed(const law::PlannedAward&);

/// "direct_award_c:open most_suitable_provider:open …" without the closed ones.
std::string standings(const law::Assessment&);
/// The names of the questions that keep something undecided.
std::string until(const law::Assessment&);
const law::RouteAssessment& route(const law::Assessment&, law::Choice);

} // namespace openward::test
