#include "persistence/body_regions.h"

#include "persistence/detail/json.h"
#include "persistence/detail/sql.h"

#include <string_view>
#include <tuple>

namespace openward::persistence {
namespace {

using detail::as;

constexpr std::string_view held_sqlite =
    "select i.id, b.key, b.id, b.region from body_identifier i join body b on b.key = i.body_key where "
    "i.scheme = 'ods' and i.id in (select value from json_each(:codes)) order by i.id";
constexpr std::string_view held_postgresql = "select i.id, b.key, b.id, b.region from body_identifier i join body b on b.key = i.body_key "
                                             "where i.scheme = 'ods' and i.id in (select "
                                             "value from json_array_elements_text(cast(:codes as json))) order by i.id";

std::int64_t place(UnitOfWork& u, const RegionsOfCodes& regions, bool unknown_alone) {
  Session& s = u.session();
  const std::string codes = detail::json_list(regions, [](const auto& one) { return detail::json_string(one.first); });
  std::int64_t placed = 0;
  for (const auto& [code, key, id, region] : detail::rows<std::string, std::int64_t, std::string, std::string>(
           s, s.backend == Backend::sqlite ? held_sqlite : held_postgresql, as("codes", codes))) {
    const std::string_view stated = to_string(regions.find(code)->second);
    if (region == stated || (unknown_alone && region != to_string(Region::unknown))) continue;
    const int version = *detail::cell<int>(s, "update body set region = :region, version = version + 1 where key = :key returning version",
                                           as("region", stated), as("key", key));
    u.record("body.placed", id, version, detail::JsonObject().set("id", id).set("region", stated).text());
    ++placed;
  }
  return placed;
}

} // namespace

std::int64_t place_bodies(UnitOfWork& u, const RegionsOfCodes& regions) { return place(u, regions, false); }

std::int64_t place_unknown_bodies(UnitOfWork& u, const RegionsOfCodes& regions) { return place(u, regions, true); }

} // namespace openward::persistence
