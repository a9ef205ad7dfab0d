#pragma once
// One procurement on a line of days, put together from what the register holds of it.

#include "domain/law/timeline/timeline.h"
#include "persistence/database.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace openward::app {

struct TimelineAnswer {
  std::string ocid;
  Route route = Route::unknown;
  Regime regime = Regime::unknown;
  Date on; // as it stood at the end of this day
  law::Timeline timeline;
  std::map<std::string, std::string, std::less<>> notices; // by release id, which a source names: the OCID under which it stands
};

/// None when there is no such procurement. Any procurement: whether the caller may see a draft is for the caller to ask.
std::optional<TimelineAnswer> timeline(persistence::Session&, std::string_view ocid, Date on);

} // namespace openward::app
