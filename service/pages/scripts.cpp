#include "service/pages/scripts.h"

#include "service/api/reply.h"

#include <algorithm>

namespace openward::pages {

using http::Response;

namespace {

Response script(const api::Call& call) {
  const std::string& asked = call.values.front();
  const auto held = scripts();
  const auto found = std::find_if(held.begin(), held.end(), [&](const Script& one) { return one.file == asked; });
  if (found == held.end())
    return refuse(
        call, Error{ErrorKind::not_found, "There is no script " + asked + ". Load the page again: it names the ones of today.", {}, {}});
  const std::string etag = "\"" + asked + "\"";
  if (api::none_match(call.request, etag)) return api::not_modified(etag);
  Response response;
  response.media_type = "text/javascript; charset=utf-8";
  response.body = std::string(found->text);
  response.set_header("Cache-Control", "public, max-age=31536000, immutable");
  response.set_header("ETag", etag);
  response.set_header("X-Content-Type-Options", "nosniff");
  return response;
}

} // namespace

std::string script_address(std::string_view name) {
  const auto held = scripts();
  const auto found = std::find_if(held.begin(), held.end(), [&](const Script& one) { return one.name == name; });
  return found == held.end() ? std::string() : "/assets/scripts/" + std::string(found->file);
}

std::vector<api::Route> script_routes() { return {{"GET", "/assets/scripts/{id}", "page_script", script, {}, false, true}}; }

} // namespace openward::pages
