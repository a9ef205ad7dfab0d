#include "service/app/import_surroundings.h"

#include "exchange/surroundings/centre_list.h"
#include "exchange/surroundings/indicator_list.h"
#include "exchange/surroundings/programme_list.h"
#include "persistence/surroundings.h"

#include <algorithm>
#include <map>

namespace openward::app {

using persistence::Kept;

namespace {

persistence::Refusal refusal_of(const std::string& name, const Error& error) {
  if (error.faults.empty()) return {name, "refused", error.message, {}};
  return {name, error.faults.front().code, error.faults.front().message, {}};
}

void count(ListOutcome& out, Kept kept) { ++(kept == Kept::added ? out.added : kept == Kept::changed ? out.changed : out.same); }

/// What a list itself says of its rows and headings.
template <typename List>
ListOutcome noted(const List& list) {
  ListOutcome out;
  for (const Fault& fault : list.refused) out.refusals.push_back({fault.where, fault.code, fault.message, {}});
  for (const std::string& heading : list.unread) out.notes.push_back("the column \"" + heading + "\" is not read");
  return out;
}

/// Programmes and indicators are known by their names.
template <typename Record>
void take_named(persistence::UnitOfWork& u, ListOutcome& out, const std::vector<Record>& stated, const std::vector<Record>& held) {
  persistence::Surroundings surroundings(u);
  for (const Record& one : stated) {
    const auto same = std::find_if(held.begin(), held.end(), [&](const Record& h) { return h.name == one.name; });
    const auto record = same == held.end() ? Record::create(one) : same->updated_by(one);
    if (record)
      count(out, surroundings.save(*record));
    else
      out.refusals.push_back(refusal_of(one.name, record.error()));
  }
}

} // namespace

Result<ListOutcome> take_centres(persistence::UnitOfWork& u, std::string_view bytes, const std::string& name, CentreStatus otherwise) {
  auto list = exchange::read_centre_list(bytes, name, name, otherwise);
  if (!list) return list.error();
  ListOutcome out = noted(*list);
  // Asked before any of the list is taken: rows of one list are centres that it tells apart itself.
  std::map<std::string, std::vector<std::string>> held_in_place;
  for (const DiagnosticCentre& centre : list->centres) held_in_place[centre.name] = persistence::centres_in_place_of(u.session(), centre);
  for (const DiagnosticCentre& centre : list->centres) {
    const auto kept = persistence::take_centre(u, centre);
    if (!kept) {
      out.refusals.push_back(refusal_of(centre.name, kept.error()));
      continue;
    }
    count(out, *kept);
    if (*kept != Kept::added) continue;
    for (const std::string& other : held_in_place[centre.name])
      out.notes.push_back(centre.name + " may be the same centre as " + other + ", which is in " + centre.place +
                          " too: both are kept until a list gives them one name or one code");
  }
  if (list->without_status > 0)
    out.notes.push_back(std::to_string(list->without_status) + " rows state neither a status nor a day of opening and are kept as \"" +
                        std::string(to_string(otherwise)) + "\"; --status says otherwise");
  return out;
}

Result<ListOutcome> take_programmes(persistence::UnitOfWork& u, std::string_view bytes, const std::string& name) {
  const auto list = exchange::read_programme_list(bytes, name, name);
  if (!list) return list.error();
  ListOutcome out = noted(*list);
  take_named(u, out, list->programmes, persistence::programmes(u.session()));
  return out;
}

Result<ListOutcome> take_indicators(persistence::UnitOfWork& u, std::string_view bytes, const std::string& name) {
  const auto list = exchange::read_indicator_list(bytes, name, name);
  if (!list) return list.error();
  ListOutcome out = noted(*list);
  take_named(u, out, list->indicators, persistence::indicators(u.session()));
  return out;
}

} // namespace openward::app
