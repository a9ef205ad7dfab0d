#pragma once
// Figures over what spend is read beside: centres counted by who runs them, whose building they are in and who paid; the progress of a
// programme to its target; bodies that passed a recommended limit. Pure functions of the records.

#include "domain/centre.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward {

// ---- centres ------------------------------------------------------------------------------------------------------------------------

/// What centres may be counted by.
enum class CentreFact { operator_class, estate_owner_class, funder, host_commissioner, region, kind, status, opened_year };
std::string_view to_string(CentreFact);
std::optional<CentreFact> centre_fact_from(std::string_view);

/// The fact of one centre in words; "" where it is not known. Without a day the status is the latest; a financial year is "2024-25".
std::string fact_of(const DiagnosticCentre&, CentreFact, std::optional<Date> on);

struct CentreCount {
  std::vector<std::string> group;      // one word for each fact asked for
  std::vector<std::string> centre_ids; // in the order of the centres given
};
/// The centres by these facts, in the order of their words. Each centre stands in one group, so that the counts add up.
std::vector<CentreCount> count_centres(std::span<const DiagnosticCentre>, std::span<const CentreFact> by, std::optional<Date> on);

// ---- programmes ---------------------------------------------------------------------------------------------------------------------

/// How far a programme was on a day, by the last measurement up to then.
struct ProgrammeStanding {
  std::optional<ProgrammeProgress> measured{};        // none before the first
  std::optional<std::int64_t> remaining{};            // target less quantity; negative when passed. None without a target or a measurement
  std::optional<std::int64_t> reached_basis_points{}; // of the target
  std::optional<std::int64_t> days_to_target{};       // from the day asked for; negative afterwards
};
ProgrammeStanding standing_on(const Programme&, Date);

// ---- indicators ---------------------------------------------------------------------------------------------------------------------

struct PassedLimit {
  std::string body;
  std::int64_t times = 0;   // periods above the limit
  std::string first_period; // in the words of the source
  std::int64_t highest_thousandths = 0;
};
/// Of the periods that lie wholly between the two days. A body counts once, however often it passed the limit.
struct LimitCount {
  std::int64_t bodies_observed = 0;
  std::vector<PassedLimit> passed; // by name
  std::int64_t values = 0;         // looked at
  std::int64_t across = 0;         // of periods that reach over one of the two days: not looked at
  std::int64_t without_dates = 0;  // whose period the source gives in words alone: not looked at
};
/// None when the indicator has no limit. A value passes the limit when it is above it.
std::optional<LimitCount> bodies_past_limit(const Indicator&, Date from, Date to);

} // namespace openward
