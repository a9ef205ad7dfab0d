#pragma once
// What the pages of lists share: the question as the list of the API takes it, ways to sort, and the way to the next page. Plain values.

#include "service/pages/question.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

/// A page of a list, of one origin; what the register does not show to everybody is left out as the API leaves it out.
struct Listing {
  const persistence::ResourceInfo* resource = nullptr;
  std::string path; // of the page
  http::Parameters given;
  persistence::ListRequest request;
  persistence::Page page;
};
Result<Listing> listing(persistence::Session&, std::string_view resource, std::string_view path, const http::Parameters& given, int limit,
                        Date today);

/// total, first and next page, what is chosen, the other origin: under the names that list pages use.
void add_listing(kainjow::mustache::data& view, persistence::Session&, const Listing&);

/// The address of the same rows in the API: "/v1/awards.csv?…".
std::string same_rows(const Listing&, std::string_view ending);

} // namespace openward::pages
