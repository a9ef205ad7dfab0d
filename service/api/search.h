#pragma once
// GET /v1/search: one question over every kind of record, and the parts of a list's answer that tell of what was found.

#include "persistence/read/query.h"
#include "service/api/router.h"
#include "service/render/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

/// The member `facets` of an object that is open.
void write_facets(render::Json&, const std::vector<persistence::Facet>&);

/// The marks in one row: a list of fragments, each of pieces of plain text.
void write_highlights(render::Json&, const std::vector<persistence::Column>&, const persistence::Row&, std::string_view q);

/// What `q` asks for among the filters; "" where it is not there.
std::string_view question_in(const std::vector<persistence::FilterTerm>&);

/// What a question finds of one kind of record.
struct Found {
  const persistence::ResourceInfo* resource;
  persistence::Page page;
};
/// Of every kind, in the order in which they are shown; at most `limit` rows of each.
Result<std::vector<Found>> found_by(persistence::Session&, const std::string& q, int limit, Date today);

std::vector<Route> search_routes();

} // namespace openward::api
