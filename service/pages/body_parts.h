#pragma once
// What the pages of a buyer and of a provider share: their record as the API gives it, who a body is, and its awards and findings. Reads
// alone; belongs to the call that it is given.

#include "service/pages/parts.h"

#include <rapidjson/document.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::pages::explore {

// ---- the record, as JSON ------------------------------------------------------------------------------------------------------------

/// The member at this place, parted by slashes; null where there is none.
const rapidjson::Value* inside(const rapidjson::Value& record, std::string_view place);
/// A text, "" where there is none.
std::string said(const rapidjson::Value& record, std::string_view place);
/// A whole number, 0 where there is none.
std::int64_t count_at(const rapidjson::Value& record, std::string_view place);
/// Pence of "1234.56", 0 where there is none.
std::int64_t pence_at(const rapidjson::Value& record, std::string_view place);
/// The items of a list; none where there is no list.
std::vector<const rapidjson::Value*> items(const rapidjson::Value& record, std::string_view place);

// ---- the parts ----------------------------------------------------------------------------------------------------------------------

/// 301 to the page of the body that this one was merged into.
std::optional<http::Response> moved_page(const api::Call&, std::string_view resource, std::string_view id);

Block invented_notice();

/// " (from 1 July 2021 to 31 December 2023)" of a line with the days "from" and "to", each of which can be open; "" where both are.
std::string days_in_words(const rapidjson::Value& line);

/// Identifiers, class with its evidence, region, names, owners and successions.
Facts identity(const rapidjson::Value& record);

/// The awards of a report by tender class, each kind of value in a column of its own.
TableBlock awards_by_tender_class(const rapidjson::Value& report, std::string caption);

/// Whom the awards of a list name beside the one whose page it is.
enum class Beside { commissioner, providers };
/// The awards of this filter that count latest, and the address of all.
Result<Section> newest_awards(persistence::Session&, const http::Parameters& filter, Beside);

/// How many questions and fails there are, and the latest.
Result<Section> findings_of_body(persistence::Session&, const http::Parameters& filter);

} // namespace openward::pages::explore
