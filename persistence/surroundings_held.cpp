// What is held of centres, programmes and indicators, read back into the domain's records.

#include "persistence/detail/sql.h"
#include "persistence/surroundings.h"

#include <map>
#include <tuple>

namespace openward::persistence {
namespace {

using detail::as;
using Text = std::optional<std::string>;

constexpr std::string_view every_centre =
    "select key, id, code, name, place, region, kind, operator_class, operator_name, estate_owner_class, estate_owner_name, funder, "
    "host_commissioner, source, synthetic from diagnostic_centre order by name, id";

constexpr std::string_view every_status = "select centre_key, status, on_date, source from centre_status order by centre_key, position";
constexpr std::string_view every_test = "select centre_key, test from centre_test order by centre_key, position";
constexpr std::string_view every_award = "select centre_key, award_id from centre_award order by centre_key, award_id";

constexpr std::string_view every_programme =
    "select key, id, name, unit, target, target_date, source, note from programme order by name, id";
constexpr std::string_view every_progress =
    "select programme_key, on_date, quantity, source from programme_progress order by programme_key, on_date";

constexpr std::string_view every_indicator =
    "select key, id, name, unit, limit_thousandths, limit_basis, source from indicator order by name, id";
constexpr std::string_view every_value = "select indicator_key, body, period, from_date, to_date, thousandths, source from indicator_value "
                                         "order by indicator_key, body, period";

constexpr std::string_view same_place =
    "select name from diagnostic_centre where lower(place) = lower(:place) and name <> :name order by name";

std::optional<Date> day_of(const Text& iso) {
  if (!iso || iso->empty()) return std::nullopt;
  const auto date = Date::parse(*iso);
  return date ? std::optional(*date) : std::nullopt;
}

/// Where each record stands in its list, by its row key.
using Places = std::map<long long, std::size_t>;

template <typename Record>
Record* found(std::vector<Record>& records, const Places& places, long long key) {
  const auto place = places.find(key);
  return place == places.end() ? nullptr : &records[place->second];
}

void add_parts(Session& s, std::vector<DiagnosticCentre>& centres, const Places& places) {
  for (auto& [key, status, on, source] : detail::rows<std::int64_t, std::string, Text, std::string>(s, every_status)) {
    if (auto* centre = found(centres, places, key))
      centre->history.push_back({centre_status_from(status).value_or(CentreStatus::announced), day_of(on), source});
  }
  for (auto& [key, test] : detail::rows<std::int64_t, std::string>(s, every_test)) {
    if (auto* centre = found(centres, places, key)) centre->tests.push_back(test);
  }
  for (auto& [key, award] : detail::rows<std::int64_t, std::string>(s, every_award)) {
    if (auto* centre = found(centres, places, key)) centre->awards.push_back(award);
  }
}

} // namespace

std::vector<DiagnosticCentre> centres(Session& s) {
  std::vector<DiagnosticCentre> out;
  Places places;
  for (auto& [key, id, code, name, place, region, kind, operator_class, operator_name, estate_class, estate_name, funder, host, source,
              synthetic] :
       detail::rows<std::int64_t, std::string, std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                    std::string, std::string, std::string, std::string, std::string, int>(s, every_centre)) {
    places.emplace(key, out.size());
    DiagnosticCentre centre;
    centre.id = id;
    centre.code = code;
    centre.name = name;
    centre.place = place;
    centre.region = region;
    centre.kind = centre_kind_from(kind).value_or(CentreKind::unknown);
    centre.operator_class = provider_class_from(operator_class).value_or(ProviderClass::unclassified);
    centre.operator_name = operator_name;
    centre.estate_owner_class = provider_class_from(estate_class).value_or(ProviderClass::unclassified);
    centre.estate_owner_name = estate_name;
    centre.funder = funder;
    centre.host_commissioner = host;
    centre.source = source;
    centre.synthetic = synthetic != 0;
    out.push_back(std::move(centre));
  }
  add_parts(s, out, places);
  return out;
}

std::vector<Programme> programmes(Session& s) {
  std::vector<Programme> out;
  Places places;
  for (auto& [key, id, name, unit, target, target_date, source, note] :
       detail::rows<std::int64_t, std::string, std::string, std::string, std::optional<std::int64_t>, Text, std::string, std::string>(
           s, every_programme)) {
    places.emplace(key, out.size());
    out.push_back({id, name, unit, target, day_of(target_date), {}, source, note});
  }
  for (auto& [key, on, quantity, source] : detail::rows<std::int64_t, std::string, std::int64_t, std::string>(s, every_progress)) {
    const auto day = day_of(on);
    if (auto* programme = found(out, places, key); programme && day) programme->progress.push_back({*day, quantity, source});
  }
  return out;
}

std::vector<Indicator> indicators(Session& s) {
  std::vector<Indicator> out;
  Places places;
  for (auto& [key, id, name, unit, limit, basis, source] :
       detail::rows<std::int64_t, std::string, std::string, std::string, std::optional<std::int64_t>, std::string, std::string>(
           s, every_indicator)) {
    places.emplace(key, out.size());
    out.push_back({id, name, unit, limit, basis, {}, source});
  }
  for (auto& [key, body, period, from, to, thousandths, source] :
       detail::rows<std::int64_t, std::string, std::string, Text, Text, std::int64_t, std::string>(s, every_value)) {
    if (auto* indicator = found(out, places, key))
      indicator->values.push_back({body, period, day_of(from), day_of(to), thousandths, source});
  }
  return out;
}

Result<Kept> take_centre(UnitOfWork& u, const DiagnosticCentre& stated) {
  // Lists have a few hundred rows and the register as many centres: reading them all is one statement a kind.
  const auto held = centres(u.session());
  const DiagnosticCentre* same = nullptr;
  for (const DiagnosticCentre& centre : held) {
    if (stated.code.empty() || centre.code != stated.code) continue;
    if (same)
      return invalid_at("/code", "ambiguous",
                        "the centres " + same->name + " and " + centre.name + " both have the code " + stated.code +
                            "; correct one of them");
    same = &centre;
  }
  for (const DiagnosticCentre& centre : held) {
    if (same || centre.name != stated.name) continue;
    if (!stated.code.empty() && !centre.code.empty() && centre.code != stated.code)
      return invalid_at("/name", "same_name",
                        "the centre " + centre.name + " is held with the code " + centre.code + ", not " + stated.code +
                            "; give one of the two a name of its own");
    same = &centre;
  }
  auto centre = same ? same->updated_by(stated) : DiagnosticCentre::create(stated);
  if (!centre) return centre.error();
  return Surroundings(u).save(*centre);
}

std::vector<std::string> centres_in_place_of(Session& s, const DiagnosticCentre& centre) {
  std::vector<std::string> names;
  for (auto& [name] : detail::rows<std::string>(s, same_place, as("place", centre.place), as("name", centre.name))) names.push_back(name);
  return names;
}

} // namespace openward::persistence
