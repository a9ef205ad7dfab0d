// Programmes and indicators brought up to date by a later source.

#include "domain/centre.h"
#include "domain/text.h"

#include <algorithm>
#include <map>
#include <utility>

namespace openward {
namespace {

void fill(std::string& held, const std::string& stated) {
  if (!stated.empty()) held = stated;
}

/// Figures in two units are not one series.
template <typename Series>
std::optional<Error> other_unit(const Series& held, const Series& stated) {
  if (stated.unit.empty() || stated.unit == held.unit) return std::nullopt;
  return invalid_at("/unit", "other_unit",
                    detail::quoted(held.name) + " is held in " + detail::quoted(held.unit) + ", not in " + detail::quoted(stated.unit) +
                        "; convert its figures, or give the series a name of its own");
}

} // namespace

Result<Programme> Programme::updated_by(const Programme& stated) const {
  if (auto error = other_unit(*this, stated)) return *std::move(error);
  Programme programme = *this;
  if (stated.target) programme.target = stated.target;
  if (stated.target_date) programme.target_date = stated.target_date;
  fill(programme.source, stated.source);
  fill(programme.note, stated.note);
  for (const ProgrammeProgress& measured : stated.progress) {
    const auto at = std::lower_bound(programme.progress.begin(), programme.progress.end(), measured,
                                     [](const ProgrammeProgress& a, const ProgrammeProgress& b) { return a.on < b.on; });
    if (at != programme.progress.end() && at->on == measured.on)
      *at = measured;
    else
      programme.progress.insert(at, measured);
  }
  return create(std::move(programme));
}

Result<Indicator> Indicator::updated_by(const Indicator& stated) const {
  if (auto error = other_unit(*this, stated)) return *std::move(error);
  Indicator indicator = *this;
  if (stated.limit_thousandths) indicator.limit_thousandths = stated.limit_thousandths;
  fill(indicator.limit_basis, stated.limit_basis);
  fill(indicator.source, stated.source);
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (std::size_t i = 0; i < indicator.values.size(); ++i)
    places.emplace(std::pair(indicator.values[i].body, indicator.values[i].period), i);
  for (const IndicatorValue& value : stated.values) {
    const auto [at, fresh] = places.emplace(std::pair(value.body, value.period), indicator.values.size());
    if (fresh)
      indicator.values.push_back(value);
    else
      indicator.values[at->second] = value;
  }
  return create(std::move(indicator));
}

} // namespace openward
