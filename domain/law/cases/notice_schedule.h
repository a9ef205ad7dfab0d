#pragma once
// Which Schedule of SI 2023/1348 says what a published notice holds, and which items it asks for. Pure functions over the one table of
// domain/law/change/notice_contents.

#include "domain/law/change/notice_contents.h"
#include "domain/vocabulary.h"

#include <optional>

namespace openward::law {

/// None where no Schedule is prescribed (an abandonment), or where the route does not lead to such a notice or is not known.
std::optional<int> schedule_of(NoticeKind kind, Route route);

/// What some items depend on.
struct ScheduleConditions {
  bool concludes_framework = false;
  bool over_twelve_months = false;
};

bool asks_for(int schedule, const ContentItem& item, ScheduleConditions conditions);

} // namespace openward::law
