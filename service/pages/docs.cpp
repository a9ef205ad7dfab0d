#include "service/pages/docs.h"

#include "embedded/docs_files.h"
#include "service/api/reply.h"
#include "service/api/system.h"
#include "service/pages/document.h"
#include "service/pages/reference.h"

#include <kainjow/mustache.hpp>

namespace openward::pages {

namespace {

std::string made_page() {
  rapidjson::Document contract;
  contract.Parse(api::contract_json().data(), api::contract_json().size());
  rapidjson::Document examples;
  examples.Parse(embedded::api_spec_examples_json.data(), embedded::api_spec_examples_json.size());
  const rapidjson::Value& root = contract; // clang finds the comparison of iterators that may write ambiguous
  const Documents documents{root, examples};
  const rapidjson::Value& info = root["info"];
  std::string headers;
  for (const auto& one : root["x-headers-of-every-answer"].GetObject()) {
    headers += "<tr><th scope=\"row\"><code>" + escaped(text(one.name)) + "</code></th><td>" + prose(text(one.value, "description")) +
               "</td></tr>\n";
  }
  kainjow::mustache::data view;
  view.set("version", std::string(text(info, "version")));
  view.set("description", prose(text(info, "description")));
  view.set("contents", contents_html(documents));
  view.set("operations", operations_html(documents));
  view.set("problems", problems_html(documents));
  view.set("headers", headers);
  view.set("schemas", schemas_html(documents));
  kainjow::mustache::mustache layout{std::string(embedded::web_templates_docs_mustache)};
  return layout.render(view);
}

http::Response docs(const api::Call& call) {
  static const std::string etag = api::etag_of(docs_page());
  if (api::none_match(call.request, etag)) return api::not_modified(etag);
  http::Response response;
  response.media_type = "text/html; charset=utf-8";
  response.body = docs_page();
  response.set_header("ETag", etag);
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Referrer-Policy", "same-origin");
  return response;
}

} // namespace

const std::string& docs_page() {
  static const std::string page = made_page();
  return page;
}

std::vector<api::Route> docs_routes() { return {{"GET", "/docs", "docs", docs, {}, false, true}}; }

} // namespace openward::pages
