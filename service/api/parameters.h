#pragma once
// From the query of a URL (or the options of a command line) to filters.

#include "persistence/read/query.h"
#include "service/http/message.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

/// Names that a caller may use for these filters: "route", "not_route", … and "lens" where there are sectors.
std::vector<std::string> filter_names(std::span<const persistence::FilterInfo> filters);

/// The filters among the parameters, sectors with the lens that is named beside them; others are left alone. Errors: a filter that takes
/// one value given twice, an empty value, a lens without a sector.
Result<std::vector<persistence::FilterTerm>> filter_terms(std::span<const persistence::FilterInfo> filters, const http::Parameters& given);

/// The lens that is asked for; null for none.
Result<const Lens*> lens_of(const http::Parameters& given);
/// The lens of the sectors among the filters; null for none.
const Lens* lens_in(const std::vector<persistence::FilterTerm>&);

/// The one value of a parameter that is no filter; "" when it is not given. Errors: an empty value, or several.
Result<std::string> value_of(const http::Parameters& given, std::string_view asked);

/// The names in a parameter that lists some: "a,b" and given again alike; an empty one is passed on, for whoever knows the names to refuse.
std::vector<std::string> listed_names(const http::Parameters& given, std::string_view asked);

/// limit, sort, cursor, fields and filters. Errors: as above; a limit that is not 1 to 1000; limit, sort or cursor given twice.
Result<persistence::ListRequest> list_request(const persistence::ResourceInfo&, const http::Parameters& given);

/// One segment of a path or one value of a query, percent-encoded: whatever a record holds, an address stays one.
std::string encoded(std::string_view);
/// "route=direct_award_c&not_scope=other", percent-encoded, for links.
std::string encode_query(const http::Parameters& parameters);

} // namespace openward::api
