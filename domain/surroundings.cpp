#include "domain/surroundings.h"

#include "domain/share.h"
#include "domain/words.h"

#include <algorithm>
#include <array>

namespace openward {
namespace {

constexpr std::array<std::string_view, 8> fact_spellings{
    "operator_class", "estate_owner_class", "funder", "host_commissioner", "region", "kind", "status", "opened_year"};
static_assert(detail::spells_all(fact_spellings, CentreFact::opened_year));

} // namespace

std::string_view to_string(CentreFact v) { return detail::word_of(fact_spellings, v); }
std::optional<CentreFact> centre_fact_from(std::string_view word) { return detail::from_word<CentreFact>(fact_spellings, word); }

std::string fact_of(const DiagnosticCentre& centre, CentreFact fact, std::optional<Date> on) {
  switch (fact) {
  case CentreFact::operator_class:
    return std::string(to_string(centre.operator_class));
  case CentreFact::estate_owner_class:
    return std::string(to_string(centre.estate_owner_class));
  case CentreFact::funder:
    return centre.funder;
  case CentreFact::host_commissioner:
    return centre.host_commissioner;
  case CentreFact::region:
    return centre.region;
  case CentreFact::kind:
    return std::string(to_string(centre.kind));
  case CentreFact::status:
    return std::string(on ? to_string(centre.standing_on(*on)) : to_string(centre.status()));
  case CentreFact::opened_year: {
    const auto day = centre.opened();
    return day ? FinancialYear::of(*day).text() : "";
  }
  }
  return "";
}

std::vector<CentreCount> count_centres(std::span<const DiagnosticCentre> centres, std::span<const CentreFact> by, std::optional<Date> on) {
  std::map<std::vector<std::string>, std::vector<std::string>> groups;
  for (const DiagnosticCentre& centre : centres) {
    std::vector<std::string> group;
    for (const CentreFact fact : by) group.push_back(fact_of(centre, fact, on));
    groups[std::move(group)].push_back(centre.id);
  }
  std::vector<CentreCount> counts;
  for (auto& [group, ids] : groups) counts.push_back({group, std::move(ids)});
  return counts;
}

ProgrammeStanding standing_on(const Programme& programme, Date day) {
  ProgrammeStanding standing;
  for (const ProgrammeProgress& measured : programme.progress) {
    if (measured.on <= day && (!standing.measured || standing.measured->on <= measured.on)) standing.measured = measured;
  }
  if (programme.target_date) standing.days_to_target = (programme.target_date->days() - day.days()).count();
  if (!programme.target || !standing.measured) return standing;
  std::int64_t remaining = 0;
  if (!__builtin_sub_overflow(*programme.target, standing.measured->quantity, &remaining)) standing.remaining = remaining;
  standing.reached_basis_points = share_basis_points(standing.measured->quantity, *programme.target);
  return standing;
}

std::optional<LimitCount> bodies_past_limit(const Indicator& indicator, Date from, Date to) {
  if (!indicator.limit_thousandths) return std::nullopt;
  LimitCount count;
  std::map<std::string, PassedLimit> bodies;
  std::map<std::string, Date> first_days;
  for (const IndicatorValue& value : indicator.values) {
    if (!value.from || !value.to) {
      ++count.without_dates;
      continue;
    }
    if (*value.to < from || to < *value.from) continue;
    if (*value.from < from || to < *value.to) {
      ++count.across;
      continue;
    }
    ++count.values;
    PassedLimit& body = bodies[value.body];
    body.body = value.body;
    if (value.thousandths <= *indicator.limit_thousandths) continue;
    const auto first = first_days.find(value.body);
    if (first == first_days.end() || *value.from < first->second) {
      first_days.insert_or_assign(value.body, *value.from);
      body.first_period = value.period;
    }
    body.highest_thousandths = body.times == 0 ? value.thousandths : std::max(body.highest_thousandths, value.thousandths);
    ++body.times;
  }
  count.bodies_observed = static_cast<std::int64_t>(bodies.size());
  for (auto& [name, body] : bodies) {
    if (body.times > 0) count.passed.push_back(std::move(body));
  }
  return count;
}

} // namespace openward
