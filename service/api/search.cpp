#include "service/api/search.h"

#include "persistence/read/highlight.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/render/rows.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace openward::api {

using http::Response;
using persistence::Column;
using persistence::Facet;
using persistence::ListRequest;
using persistence::Page;
using persistence::ResourceInfo;
using persistence::Row;
using render::Json;

namespace {

constexpr int kRows = 5; // of a kind, unless more are asked for
constexpr int kMostRows = 50;

/// In the order in which they are shown. Payments are found by their suppliers' words, of which `matches` has each once.
constexpr std::array<std::string_view, 10> kKinds{"awards",  "procurements", "notices",    "commissioners", "providers",
                                                  "matches", "programmes",   "indicators", "spend-files",   "diagnostic-centres"};

/// What tells one record from another.
constexpr std::array<std::string_view, 7> kShown{"id", "title", "name", "words", "description", "commissioner.name", "note"};

std::vector<std::string> shown_of(const ResourceInfo& resource) {
  std::vector<std::string> out;
  for (const Column& column : resource.columns) {
    if (std::find(kShown.begin(), kShown.end(), column.name) != kShown.end()) out.push_back(column.name);
  }
  return out;
}

std::string text_of(const std::vector<Column>& columns, const Row& row, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
    if (column == columns.end()) continue;
    if (const auto* text = std::get_if<std::string>(&row[static_cast<std::size_t>(column - columns.begin())])) return *text;
  }
  return "";
}

void write_found(Json& out, const Found& found, const std::string& q) {
  const auto& columns = found.page.table.columns;
  out.object().member("kind", found.resource->name).member("total", found.page.total);
  out.member("url", "/v1/" + found.resource->name + "?" + encode_query({{"q", q}, {"sort", "relevance"}})).key("data").array();
  for (const Row& row : found.page.table.rows) {
    const std::string id = text_of(columns, row, {"id"});
    out.object().member("id", id).member("title", text_of(columns, row, {"title", "name", "words"}));
    out.member("url", "/v1/" + found.resource->name + "/" + id).key("highlights");
    write_highlights(out, columns, row, q);
    out.end_object();
  }
  out.end_array().end_object();
}

std::string json_of(const std::vector<Found>& all, const std::string& q) {
  Json out;
  std::int64_t total = 0;
  out.object().member("q", q).key("counts").object();
  for (const Found& found : all) {
    out.member(found.resource->name, found.page.total);
    total += found.page.total;
  }
  out.end_object().member("total", total).key("found").array();
  for (const Found& found : all) {
    if (found.page.total > 0) write_found(out, found, q);
  }
  return out.end_array().member("seq", all.front().page.seq).end_object().take();
}

Result<int> limit_of(const http::Parameters& given) {
  const auto text = value_of(given, "limit");
  if (!text) return text.error();
  if (text->empty()) return kRows;
  int limit = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (fault != std::errc{} || end != text->data() + text->size() || limit < 1 || limit > kMostRows)
    return invalid_at("limit", "bad_value", "limit is a whole number from 1 to " + std::to_string(kMostRows) + ".");
  return limit;
}

Response search(const Call& call) {
  const auto q = value_of(call.request.query, "q");
  if (!q) return refuse(call, q.error());
  if (q->empty()) return refuse(call, invalid_at("q", "missing", "q is what to look for: words, \"phrases\", -excluded, beginning*."));
  const auto limit = limit_of(call.request.query);
  if (!limit) return refuse(call, limit.error());
  const Date today = london_date(call.app.clock());
  const auto found = reading(call, [&](persistence::Session& s) { return found_by(s, *q, *limit, today); });
  if (!found) return refuse(call, found.error());
  return tagged_json(call, json_of(*found, *q));
}

void write_value(Json& out, const persistence::Cell& value) {
  if (const auto* text = std::get_if<std::string>(&value))
    out.text(*text);
  else if (const auto* yes = std::get_if<bool>(&value))
    out.boolean(*yes);
  else
    out.null();
}

} // namespace

Result<std::vector<Found>> found_by(persistence::Session& s, const std::string& q, int limit, Date today) {
  std::vector<Found> out;
  for (const std::string_view kind : kKinds) {
    const ResourceInfo& resource = *persistence::find_resource(kind);
    ListRequest request{{{"q", false, {q}}}, "relevance", limit, "", today};
    request.fields = shown_of(resource);
    auto page = persistence::list(s, resource, request);
    if (!page) return page.error();
    out.push_back({&resource, std::move(*page)});
  }
  return out;
}

void write_facets(Json& out, const std::vector<Facet>& facets) {
  out.key("facets").array();
  for (const Facet& facet : facets) {
    out.object().member("name", facet.name).key("values").array();
    for (const Facet::Value& value : facet.values) {
      out.object().key("value");
      write_value(out, value.value);
      if (!value.name.empty()) out.member("name", value.name);
      out.member("rows", value.rows).end_object();
    }
    out.end_array().member("more_values", facet.more_values).end_object();
  }
  out.end_array();
}

void write_highlights(Json& out, const std::vector<Column>& columns, const Row& row, std::string_view q) {
  out.array();
  for (const persistence::Highlight& highlight : persistence::highlights(columns, row, q)) {
    out.object().member("field", highlight.column).key("parts").array();
    for (const auto& part : highlight.parts) out.object().member("text", part.text).member("found", part.found).end_object();
    out.end_array().member("cut_before", highlight.cut_before).member("cut_after", highlight.cut_after).end_object();
  }
  out.end_array();
}

std::string_view question_in(const std::vector<persistence::FilterTerm>& terms) {
  const auto found = std::find_if(terms.begin(), terms.end(), [](const auto& t) { return t.name == "q" && !t.values.empty(); });
  return found == terms.end() ? std::string_view{} : std::string_view(found->values.front());
}

std::vector<Route> search_routes() { return {{"GET", "/v1/search", "search", search, {"q", "limit"}, false, false}}; }

} // namespace openward::api
