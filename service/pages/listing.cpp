#include "service/pages/listing.h"

#include "service/api/parameters.h"
#include "service/pages/surroundings.h"

namespace openward::pages {

using http::Parameters;
using kainjow::mustache::data;

Result<Listing> listing(persistence::Session& s, std::string_view resource, std::string_view path, const Parameters& given, int limit,
                        Date today) {
  Listing out;
  out.resource = persistence::find_resource(resource);
  out.path = std::string(path);
  out.given = given;
  auto request = api::list_request(*out.resource, of_one_origin(given));
  if (!request) return request.error();
  out.request = *std::move(request);
  out.request.today = today;
  if (!has(given, "limit")) out.request.limit = limit;
  auto page = persistence::list(s, *out.resource, out.request);
  if (!page) return page.error();
  out.page = *std::move(page);
  return out;
}

void add_listing(data& view, persistence::Session& s, const Listing& list) {
  view.set("total", with_thousands(list.page.total));
  view.set("any", data(list.page.total > 0));
  view.set("one", data(list.page.total == 1));
  view.set("has_next", data(!list.page.next.empty()));
  view.set("next", address(list.path, with(list.given, "cursor", list.page.next)));
  view.set("later", data(has(list.given, "cursor")));
  view.set("first", address(list.path, without(list.given, "cursor")));
  const data chosen = chips(s, list.path, list.given, {"cursor", "limit", "sort"});
  view.set("chosen", data(!chosen.is_empty_list()));
  view.set("chips", chosen);
  view.set("all", list.path);
  const Parameters bare = without(without(list.given, "cursor"), "synthetic");
  view.set("synthetic", data(asks_synthetic(list.given)));
  view.set("real_address", address(list.path, bare));
  view.set("synthetic_address", address(list.path, with(bare, "synthetic", "true")));
}

std::string same_rows(const Listing& list, std::string_view ending) {
  Parameters api = of_one_origin(without(without(list.given, "cursor"), "limit"));
  if (!ending.empty()) api = without(std::move(api), "sort");
  return address("/v1/" + list.resource->name + std::string(ending), api);
}

} // namespace openward::pages
