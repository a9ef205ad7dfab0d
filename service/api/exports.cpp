#include "service/api/exports.h"

#include "persistence/repositories.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/render/csvw.h"
#include "service/render/json.h"
#include "service/render/workbook.h"

#include <algorithm>
#include <array>

namespace openward::api {

using http::Response;
using persistence::ResourceInfo;
using render::Json;

namespace {

struct Form {
  std::string_view format;
  std::string_view media_type;
};
constexpr std::array<Form, 3> list_forms{{{"csv", "text/csv"}, {"ndjson", "application/x-ndjson"}, {"xlsx", render::workbook_type}}};

std::string metadata_address(const std::string& resource) { return "/v1/" + resource + ".csv" + std::string(render::csvw_ending); }

void write_list(Json& out, const ResourceInfo& resource, std::int64_t rows) {
  out.object().member("name", resource.name).member("description", resource.description).member("rows", rows);
  out.key("addresses").array();
  for (const Form& form : list_forms) {
    out.object().member("format", form.format).member("media_type", form.media_type);
    out.member("address", "/v1/" + resource.name + "." + std::string(form.format)).end_object();
  }
  out.end_array().member("csv_metadata", metadata_address(resource.name)).key("columns").array();
  for (const auto& column : resource.columns) out.text(column.name);
  out.end_array().end_object();
}

void write_package(Json& out, std::string_view name, std::string_view description) {
  out.object().member("name", name).member("description", description).key("rows").null();
  out.key("addresses").array().object().member("format", "ocds").member("media_type", "application/json");
  out.member("address", "/ocds/" + std::string(name)).end_object().end_array();
  out.key("csv_metadata").null().key("columns").array().end_array().end_object();
}

/// How many rows each list holds, counted on one snapshot.
Result<std::vector<std::int64_t>> totals(persistence::Session& s, std::optional<Date> today) {
  std::vector<std::int64_t> out;
  for (const ResourceInfo& resource : persistence::resources()) {
    persistence::ListRequest request;
    request.limit = 1;
    request.today = today;
    auto page = persistence::list(s, resource, request);
    if (!page) return page.error();
    out.push_back(page->total);
  }
  return out;
}

std::string exports_json(std::int64_t seq, const std::vector<std::int64_t>& rows) {
  Json out;
  out.object().member("seq", seq).member("changes", "/v1/changes?since=" + std::to_string(seq));
  out.key("licence").object().member("name", render::licence).member("uri", render::licence_uri).end_object();
  out.key("data").array();
  std::size_t at = 0;
  for (const ResourceInfo& resource : persistence::resources()) write_list(out, resource, rows[at++]);
  write_package(out, "releases", "Every release of OCDS 1.1, in packages; follow the address of `links.next` to the end.");
  write_package(out, "records", "Every record of OCDS 1.1, in packages; follow the address of `links.next` to the end.");
  return out.end_array().end_object().take();
}

Response exports(const Call& call) {
  std::string etag;
  auto body = reading(call, [&](persistence::Session& s) -> Result<std::string> {
    const std::int64_t seq = persistence::last_seq(s);
    etag = etag_of(std::to_string(seq) + " exports " + call.app.version);
    if (none_match(call.request, etag)) return std::string();
    const auto rows = totals(s, london_date(call.app.clock()));
    if (!rows) return rows.error();
    return exports_json(seq, *rows);
  });
  if (!body) return refuse(call, body.error());
  if (body->empty()) return not_modified(etag);
  Response response = json_reply(200, *std::move(body));
  response.set_header("ETag", etag);
  return response;
}

Error no_such_list(const std::string& name) {
  std::string names;
  for (const ResourceInfo& resource : persistence::resources()) names += (names.empty() ? "" : ", ") + resource.name;
  return Error{ErrorKind::not_found, "There is no list " + name + ". There are " + names + ".", {}, {}};
}

Response metadata(const Call& call) {
  const ResourceInfo* const resource = persistence::find_resource(call.values.front());
  if (resource == nullptr) return refuse(call, no_such_list(call.values.front()));
  const auto columns = persistence::columns_of(*resource, listed_names(call.request.query, "fields"));
  if (!columns) return refuse(call, columns.error());
  const std::string query = encode_query(call.request.query);
  const std::string file = resource->name + ".csv" + (query.empty() ? "" : "?" + query);
  Response response;
  response.media_type = render::csvw_type;
  response.body = render::csvw_json(file, "Openward: " + resource->name, resource->description, *columns);
  const std::string etag = etag_of(response.body);
  if (none_match(call.request, etag)) return not_modified(etag);
  response.set_header("ETag", etag);
  return response;
}

} // namespace

std::string described_by(const std::string& resource, const http::Parameters& query) {
  http::Parameters fields;
  std::copy_if(query.begin(), query.end(), std::back_inserter(fields), [](const auto& one) { return one.first == "fields"; });
  const std::string words = encode_query(fields);
  return "<" + metadata_address(resource) + (words.empty() ? "" : "?" + words) + ">; rel=\"describedby\"; type=\"" +
         std::string(render::csvw_type) + "\"";
}

std::vector<Route> export_routes() {
  return {{"GET", "/v1/exports", "list_exports", exports, {}, false, false},
          {"GET", "/v1/{id}.csv" + std::string(render::csvw_ending), "csv_metadata", metadata, {"fields"}, false, true}};
}

} // namespace openward::api
