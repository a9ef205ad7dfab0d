#include "service/app/import_centres.h"

#include "exchange/centres/centre_list.h"
#include "persistence/surroundings.h"

#include <map>

namespace openward::app {

using persistence::Kept;

Result<CentresOutcome> take_centres(persistence::UnitOfWork& u, std::string_view bytes, const std::string& name, CentreStatus otherwise) {
  auto list = exchange::read_centre_list(bytes, name, name, otherwise);
  if (!list) return list.error();
  CentresOutcome out;
  out.without_status = list->without_status;
  for (const Fault& fault : list->refused) out.refusals.push_back({fault.where, fault.code, fault.message, {}});
  for (const std::string& heading : list->unread) out.notes.push_back("the column \"" + heading + "\" is not read");
  // Asked before any of the list is taken: rows of one list are centres that it tells apart itself.
  std::map<std::string, std::vector<std::string>> held_in_place;
  for (const DiagnosticCentre& centre : list->centres) held_in_place[centre.name] = persistence::centres_in_place_of(u.session(), centre);
  for (const DiagnosticCentre& centre : list->centres) {
    const auto kept = persistence::take_centre(u, centre);
    if (!kept) {
      out.refusals.push_back({centre.name,
                              kept.error().faults.empty() ? "refused" : kept.error().faults.front().code,
                              kept.error().faults.empty() ? kept.error().message : kept.error().faults.front().message,
                              {}});
      continue;
    }
    ++(*kept == Kept::added ? out.added : *kept == Kept::changed ? out.changed : out.same);
    if (*kept != Kept::added) continue;
    for (const std::string& other : held_in_place[centre.name])
      out.notes.push_back(centre.name + " may be the same centre as " + other + ", which is in " + centre.place +
                          " too: both are kept until a list gives them one name or one code");
  }
  if (out.without_status > 0)
    out.notes.push_back(std::to_string(out.without_status) + " rows state neither a status nor a day of opening and are kept as \"" +
                        std::string(to_string(otherwise)) + "\"; --status says otherwise");
  return out;
}

} // namespace openward::app
