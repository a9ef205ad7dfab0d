#include "service/pages/card.h"

#include "service/api/ocds.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/problem.h"
#include "service/pages/visitor.h"
#include "service/pages/words.h"
#include "service/render/card.h"

namespace openward::pages {

using http::Response;

namespace {

constexpr std::string_view png = "image/png";
/// Header names come in from outside in lower case: nobody there can send this one.
constexpr std::string_view drawn = "Card";

Response card(const api::Call& call) {
  const auto of = api::value_of(call.request.query, "of");
  if (!of) return api::refuse(call, of.error());
  if (!of->starts_with('/') || of_programs(std::string_view(*of).substr(0, of->find('?'))))
    return api::refuse(call, invalid_at("of", "bad_value", "of is the address of a page of this register, as /spend?group_by=provider."));
  Asked page{"GET", *of, {}, {{std::string(drawn), "yes"}, {"if-none-match", std::string(call.request.header("if-none-match"))}}};
  Response out = ask(call, Visitor{}, std::move(page));
  if (out.status == 200 && out.media_type != png)
    return api::refuse(call, Error{ErrorKind::not_found, "There is no picture of " + *of + ": it is not a page.", {}, {}});
  for (auto& [name, value] : out.headers) {
    if (name == "Location" && value.starts_with('/')) value = "/card.png?of=" + api::encoded(value);
  }
  return out;
}

} // namespace

bool wants_card(const http::Request& request) { return !request.header(drawn).empty(); }

Response card_of(const api::Call& call, const Page& page, const Freshness& fresh) {
  std::string foot = "NHS contract awards in England";
  if (fresh.seq >= 0) foot += ", after change " + std::to_string(fresh.seq);
  if (!fresh.changed_on.empty()) foot += ", made on " + day_in_words(fresh.changed_on);
  Response response;
  response.media_type = std::string(png);
  response.body = render::card({page.title, page.description, foot});
  const std::string etag = api::etag_of(response.body);
  if (api::none_match(call.request, etag)) return api::not_modified(etag);
  response.set_header("ETag", etag);
  response.set_header("Cache-Control", "no-cache");
  response.set_header("X-Content-Type-Options", "nosniff");
  return response;
}

std::string card_address(const http::Request& request, const Page& page) {
  return api::base_address(request) + "/card.png?of=" + api::encoded(page.address);
}

std::vector<api::Route> card_routes() { return {{"GET", "/card.png", "page_card", card, {"of"}, false, true}}; }

} // namespace openward::pages
