#include "service/pages/problem.h"

#include "embedded/problem_page.h"
#include "service/pages/figures.h"
#include "service/pages/frame.h"

#include <algorithm>
#include <array>

namespace openward::pages {

using http::Request;
using http::Response;
using kainjow::mustache::data;

namespace {

constexpr std::string_view problem_type = "application/problem+json";
constexpr std::array<std::string_view, 9> read_by_programs{"v1",      "ocds",         "log",    "healthz", "readyz",
                                                           "metrics", "openapi.json", "assets", "card.png"};

/// A browser names text/html; a program that accepts anything, or names JSON first, gets the document.
bool prefers_html(std::string_view accept) {
  const auto html = accept.find("text/html");
  return html != std::string_view::npos && html < accept.find("json");
}

std::string what_to_do(int status) {
  switch (status) {
  case 400:
    return "The address asks for something that the page does not understand. Take the part that is named here out of the address, or go "
           "back and choose again.";
  case 404:
    return "The address may be mistyped, or the record may never have been held. Nothing that was published is taken away; search for it "
           "below.";
  case 405:
    return "The page can be looked at, and nothing else can be done with it.";
  case 413:
    return "What was sent is too large for one request. Send it in parts, or give the file to whoever runs the register.";
  case 429:
    return "Too many pages were asked for in a short time. Wait for a minute and ask again.";
  case 503:
    return "The register cannot be read just now. Nothing is lost; ask again in a minute.";
  default:
    return "If it happens again, say so to whoever runs the register, with the request named below.";
  }
}

/// The faults of the document, each with the part of the address that it names.
data faults_of(const rapidjson::Value& problem) {
  data out{data::type::list};
  const auto errors = problem.FindMember("errors");
  if (errors == problem.MemberEnd() || !errors->value.IsArray()) return out;
  for (const rapidjson::Value& one : errors->value.GetArray()) {
    data fault;
    const std::string parameter = text_of(one, "parameter");
    fault.set("named", data(!parameter.empty()));
    fault.set("name", parameter);
    fault.set("detail", text_of(one, "detail"));
    out.push_back(fault);
  }
  return out;
}

} // namespace

// The path as it was sent: one that cannot be read has no segments.
bool of_programs(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  return std::find(read_by_programs.begin(), read_by_programs.end(), path.substr(0, path.find('/'))) != read_by_programs.end();
}

bool wants_page(const Request& request, const Response& response) {
  return response.status >= 400 && response.media_type.starts_with(problem_type) && !of_programs(request.path) &&
         prefers_html(request.header("accept"));
}

Response problem_page(api::App& app, const Request& request, Response problem) {
  rapidjson::Document document;
  document.Parse(problem.body.data(), problem.body.size());
  if (document.HasParseError() || !document.IsObject()) return problem;
  Page page;
  page.title = text_of(document, "title");
  page.description = "The page could not be given.";
  page.address = request.path;
  page.status = problem.status;
  page.indexed = false;
  data view;
  view.set("title", page.title);
  view.set("detail", text_of(document, "detail"));
  const data faults = faults_of(document);
  view.set("has_faults", data(!faults.is_empty_list()));
  view.set("faults", faults);
  view.set("remedy", what_to_do(problem.status));
  view.set("bare", request.path);
  view.set("has_query", data(!request.raw_query.empty() && problem.status == 400));
  view.set("status", std::to_string(problem.status));
  view.set("request", request.request_id);
  const api::Call call{app, request, {}};
  Response out = framed(call, page, Freshness{-1, {}}, embedded::web_templates_problem_mustache, std::move(view));
  for (const auto& [name, value] : problem.headers) out.set_header(name, value);
  return out;
}

} // namespace openward::pages
