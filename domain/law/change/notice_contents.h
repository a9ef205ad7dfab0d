#pragma once
// What each notice must contain, Schedules 2 to 15 of SI 2023/1348 as one table, and what of it a planned award does not hold yet. Pure
// functions.

#include "domain/law/change/planned_award.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

enum class Content {
  process_statement,
  title_and_reference,
  providers_and_addresses,
  description_and_cpv,
  approximate_value,
  value,
  service_dates,
  effective_date,
  decision_makers,
  reasons_by_criteria,
  conflicts,
  conflicts_managed,
  framework_terms,
  award_criteria,
  how_to_offer,
  framework_used,
  change,
  term_reasons,
  urgency_reasons,
  reasons_for_others,
  representation_period,
};

struct ContentItem {
  /// One letter for each of Schedules 2 to 15: X asked for; C for a contract, not for a framework; F for a framework alone; T where the
  /// term is over twelve months; - not asked for.
  std::string_view schedules;
  Content id;
  std::string_view name; // stable, snake_case
  std::string_view text;
};

/// In the order of Content.
std::span<const ContentItem> content_items();

constexpr int first_schedule = 2;
constexpr int last_schedule = 15;

struct ContentState {
  const ContentItem* item = nullptr;
  std::vector<std::string> missing; // members of the planned award, "providers.0.address"; empty when all is there
};

/// Every item that the Schedule asks of this award, in the order of the table. `framework` says that a framework is concluded.
std::vector<ContentState> contents_of(int schedule, const PlannedAward&, bool framework);

/// Text that stands where words are meant: nothing, "TBC", "[Add date]".
bool is_placeholder(std::string_view text);

/// The term is known to be over twelve months.
bool over_twelve_months(const PlannedAward&);

} // namespace openward::law
