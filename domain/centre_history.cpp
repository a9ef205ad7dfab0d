#include "domain/centre.h"

#include <algorithm>

namespace openward {
namespace {

CentreStanding standing_of(CentreStatus status) {
  switch (status) {
  case CentreStatus::announced:
    return CentreStanding::announced;
  case CentreStatus::approved:
    return CentreStanding::approved;
  case CentreStatus::open:
    return CentreStanding::open;
  case CentreStatus::closed:
    return CentreStanding::closed;
  }
  return CentreStanding::unknown;
}

using History = std::vector<CentreStatusChange>;

std::ptrdiff_t times(const History& history, CentreStatus status) {
  return std::count_if(history.begin(), history.end(), [&](const CentreStatusChange& h) { return h.status == status; });
}

/// Before the first status that came later: by day where both have one, else by the order in which a centre goes through them.
History::iterator place_of(History& history, const CentreStatusChange& change) {
  return std::find_if(history.begin(), history.end(),
                      [&](const CentreStatusChange& h) { return h.on && change.on ? *change.on < *h.on : change.status < h.status; });
}

void take(History& history, const CentreStatusChange& change) {
  const auto same = [&](const CentreStatusChange& h) { return h.status == change.status && h.on == change.on; };
  if (std::any_of(history.begin(), history.end(), same)) return;
  const auto held = std::find_if(history.begin(), history.end(), [&](const CentreStatusChange& h) { return h.status == change.status; });
  if (held != history.end() && !change.on) return;
  if (held != history.end() && times(history, change.status) == 1) history.erase(held);
  history.insert(place_of(history, change), change);
}

void fill(std::string& held, const std::string& stated) {
  if (!stated.empty()) held = stated;
}

void join(std::vector<std::string>& held, const std::vector<std::string>& stated) {
  for (const std::string& word : stated) {
    if (std::find(held.begin(), held.end(), word) == held.end()) held.push_back(word);
  }
}

} // namespace

CentreStanding DiagnosticCentre::standing_on(Date day) const {
  CentreStanding standing = CentreStanding::not_yet;
  for (const CentreStatusChange& change : history) {
    if (!change.on) {
      standing = CentreStanding::unknown;
    } else if (*change.on <= day) {
      standing = standing_of(change.status);
    } else {
      break;
    }
  }
  return standing;
}

std::optional<Date> DiagnosticCentre::opened() const {
  const auto first =
      std::find_if(history.begin(), history.end(), [](const CentreStatusChange& h) { return h.status == CentreStatus::open; });
  return first == history.end() ? std::nullopt : first->on;
}

Result<DiagnosticCentre> DiagnosticCentre::updated_by(const DiagnosticCentre& stated) const {
  DiagnosticCentre centre = *this;
  fill(centre.code, stated.code);
  fill(centre.place, stated.place);
  fill(centre.region, stated.region);
  if (stated.kind != CentreKind::unknown) centre.kind = stated.kind;
  if (stated.operator_class != ProviderClass::unclassified) centre.operator_class = stated.operator_class;
  fill(centre.operator_name, stated.operator_name);
  if (stated.estate_owner_class != ProviderClass::unclassified) centre.estate_owner_class = stated.estate_owner_class;
  fill(centre.estate_owner_name, stated.estate_owner_name);
  fill(centre.funder, stated.funder);
  fill(centre.host_commissioner, stated.host_commissioner);
  join(centre.tests, stated.tests);
  join(centre.awards, stated.awards);
  for (const CentreStatusChange& change : stated.history) take(centre.history, change);
  fill(centre.source, stated.source);
  return create(std::move(centre));
}

} // namespace openward
