#pragma once
// Who is paid most, and how concentrated that is. Bodies and groups are ranked and squared; words that are linked to no body are not, for
// nobody knows how many bodies they are, and stand apart.

#include "service/app/table_report.h"

namespace openward::app {

struct TopQuestion {
  SpendQuestion spend{};
  std::string of = "provider"; // or provider_group
  int top = 10;
};
/// The first `top` by what they were paid, then everybody else and what is not linked, one line each: the lines add up to the total.
Result<TableReport> top_providers(persistence::Session&, const TopQuestion&);

struct ConcentrationQuestion {
  SpendQuestion spend{};
  std::string group_by = "financial_year"; // or commissioner
};
/// The Herfindahl-Hirschman index over providers and over their groups.
Result<TableReport> concentration(persistence::Session&, const ConcentrationQuestion&);

} // namespace openward::app
