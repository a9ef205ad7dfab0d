#pragma once
// The parts that the page of an award and that of a procurement share: timeline, notices, questions, history. Each reads inside the
// transaction that it is given.

#include "domain/date.h"
#include "persistence/database.h"

#include <kainjow/mustache.hpp>

#include <string>
#include <string_view>

namespace openward::pages {

/// What happened, what is due and what is late, as it stands on this day; an empty list where the register knows nothing.
kainjow::mustache::data timeline_part(persistence::Session&, std::string_view ocid, Date on);
/// The notices of a procurement, oldest first.
Result<kainjow::mustache::data> notices_part(persistence::Session&, const std::string& ocid);
/// Questions and fails that the register keeps, by a filter of /v1/findings; each with its regulation and what would answer it.
Result<kainjow::mustache::data> findings_part(persistence::Session&, const std::string& filter, const std::string& id);
/// When the record changed, and how; who changed it is not shown.
kainjow::mustache::data history_part(persistence::Session&, std::string_view id);

/// The page of a notice where its source has one that we can name; "" elsewhere.
std::string notice_address(std::string_view source, std::string_view release_id);

} // namespace openward::pages
