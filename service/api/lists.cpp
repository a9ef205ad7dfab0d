#include "service/api/lists.h"

#include "persistence/read/changes.h"
#include "service/api/access.h"
#include "service/api/atom.h"
#include "service/api/bodies.h"
#include "service/api/exports.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/search.h"
#include "service/api/spool.h"
#include "service/api/tabular.h"
#include "service/render/rows.h"

#include <algorithm>

namespace openward::api {

using http::Response;
using persistence::ListRequest;
using persistence::ResourceInfo;
using render::Json;

namespace {

/// The filter as it was understood, so that a reader can check that nothing was ignored.
void write_filter(Json& out, const std::vector<persistence::FilterTerm>& terms) {
  out.key("filter").object();
  for (const auto& term : terms) {
    out.key((term.exclude ? "not_" : "") + term.name).array();
    for (const std::string& value : term.values) out.text(value);
    out.end_array();
  }
  if (const Lens* lens = lens_in(terms)) out.key("lens").array().text(lens->name()).end_array();
  out.end_object();
}

/// True when rows in the state `draft` can be among the answer: they are named, or others are excluded.
bool shows_drafts(const std::vector<persistence::FilterTerm>& terms) {
  return std::any_of(terms.begin(), terms.end(), [](const auto& term) {
    const bool names_drafts = std::find(term.values.begin(), term.values.end(), "draft") != term.values.end();
    return term.name == "state" && names_drafts != term.exclude;
  });
}

/// A draft that was cancelled was never public. Whoever has no token sees, of the cancelled, those that were published: the filter says so.
void leave_out_unpublished(const ResourceInfo& resource, ListRequest& request) {
  const bool dated =
      std::any_of(resource.filters.begin(), resource.filters.end(), [](const auto& f) { return f.name == "published_from"; });
  const bool asks_date =
      std::any_of(request.filters.begin(), request.filters.end(), [](const auto& term) { return term.name == "published_from"; });
  if (dated && !asks_date) request.filters.push_back({"published_from", false, {"1900-01-01"}});
}

std::string page_address(const Call& call, const std::string& cursor) {
  http::Parameters parameters;
  for (const auto& [name, value] : call.request.query) {
    if (name != "cursor") parameters.emplace_back(name, value);
  }
  if (!cursor.empty()) parameters.emplace_back("cursor", cursor);
  const std::string query = encode_query(parameters);
  return call.request.path + (query.empty() ? "" : "?" + query);
}

/// What a list shows depends on its address and on the register's sequence number alone, on who may read the names of people, and as of
/// today on the day. A workbook says on which day it was made, and CSV may be byte-true.
std::string list_etag(const Call& call, persistence::Session& s, std::int64_t seq, const ListRequest& request) {
  std::string tag = "\"" + std::to_string(seq) + "-" + std::to_string(static_cast<int>(call.representation)) + "-" + call.app.version;
  const bool dated = persistence::depends_on_day(request.filters) || call.representation == Representation::xlsx;
  if (dated && request.today) tag += "-" + request.today->iso();
  if (call.byte_true) tag += "-exact";
  if (persistence::sight_of(s) == persistence::Sight::in_full) tag += "-full";
  return tag + "\"";
}

struct FoundPage {
  std::string etag;
  std::int64_t seq = 0;
  std::shared_ptr<const Response> kept; // as it was answered before
  std::optional<persistence::Page> page;
  std::vector<persistence::Facet> facets;
};

/// All that makes two pages of one number differ. The same address may be understood in two ways, by who asks.
std::string question_of(const Call& call, const std::string& etag, const ListRequest& request) {
  std::string out = etag + " " + page_address(call, request.cursor);
  for (const auto& term : request.filters) {
    out += "\n" + std::string(term.exclude ? "not_" : "") + term.name;
    for (const std::string& value : term.values) out += " " + std::to_string(value.size()) + ":" + value;
  }
  return out;
}

Response written_page(const Call& call, const ResourceInfo& resource, const ListRequest& request, const FoundPage& found) {
  const persistence::Page& page = *found.page;
  Json out;
  out.object().key("data").array();
  for (const auto& row : page.table.rows) render::write_row(out, page.table.columns, row);
  out.end_array();
  if (const std::string_view q = question_in(request.filters); !q.empty()) {
    out.key("highlights").array();
    for (const auto& row : page.table.rows) write_highlights(out, page.table.columns, row, q);
    out.end_array();
  }
  if (!found.facets.empty()) write_facets(out, found.facets);
  out.key("page").object();
  out.member("total", page.total).member("limit", request.limit).key("next");
  const std::string next = page.next.empty() ? "" : page_address(call, page.next);
  if (next.empty()) {
    out.null();
  } else {
    out.text(next);
  }
  out.end_object();
  write_filter(out, request.filters);
  if (page.divided) out.member("rows_of_divided_bodies", *page.divided).member("bodies_as_of", request.today->iso());
  out.member("sort", request.sort.empty() ? resource.default_sort : request.sort).member("seq", page.seq).end_object();

  Response response = json_reply(200, out.take());
  response.set_header("ETag", found.etag);
  response.set_header("X-Total-Count", std::to_string(page.total));
  tell_divided(response, page.divided);
  std::string links = "<" + page_address(call, "") + ">; rel=\"first\"";
  if (!next.empty()) links += ", <" + next + ">; rel=\"next\"";
  response.set_header("Link", links);
  return response;
}

Response page_of(const Call& call, const ResourceInfo& resource, const ListRequest& request) {
  const auto asked_facets = listed_names(call.request.query, "facets");
  std::string question;
  auto found = reading(call, [&](persistence::Session& s) -> Result<FoundPage> {
    FoundPage out{"", persistence::last_seq(s), nullptr, {}, {}};
    out.etag = list_etag(call, s, out.seq, request);
    if (none_match(call.request, out.etag)) return out;
    question = question_of(call, out.etag, request);
    out.kept = call.app.kept_pages->find(out.seq, question);
    if (out.kept) return out;
    auto page = persistence::list(s, resource, request);
    if (!page) return page.error();
    out.page = std::move(*page);
    if (asked_facets.empty()) return out;
    auto facets = persistence::facets(s, resource, request.filters, asked_facets, request.today);
    if (!facets) return facets.error();
    out.facets = std::move(*facets);
    return out;
  });
  if (!found) return refuse(call, found.error());
  if (found->kept) return *found->kept;
  if (!found->page) return not_modified(found->etag);
  Response response = written_page(call, resource, request, *found);
  call.app.kept_pages->keep(found->seq, question, response);
  return response;
}

/// The address that gives a feed to whoever asks for nothing in particular.
std::string as_feed(std::string address) {
  const auto at = std::min(address.find('?'), address.size());
  return address.substr(0, at).ends_with(".atom") ? address : address.insert(at, ".atom");
}

/// What changed last, first: the same rows as the list, as a feed that a reader follows.
Response feed_of(const Call& call, const ResourceInfo& resource, const ListRequest& request) {
  for (const auto& [name, value] : call.request.query) {
    if (name == "sort")
      return refuse(call, invalid_at(name, "no_effect", "a feed has what changed last first: leave sort out, or ask for JSON pages."));
  }
  struct Found {
    std::string etag;
    std::optional<persistence::Page> page{};
    Instant updated{};
  };
  auto found = reading(call, [&](persistence::Session& s) -> Result<Found> {
    Found out{list_etag(call, s, persistence::last_seq(s), request)};
    if (none_match(call.request, out.etag)) return out;
    auto page = persistence::list_by_change(s, resource, request);
    if (!page) return page.error();
    const auto last = persistence::events_since(s, page->seq - 1, 1);
    if (!last.empty()) out.updated = last.front().recorded_at;
    out.page = *std::move(page);
    return out;
  });
  if (!found) return refuse(call, found.error());
  if (!found->page) return not_modified(found->etag);
  const persistence::Page& page = *found->page;
  FeedAddresses addresses;
  addresses.self = as_feed(page_address(call, request.cursor));
  addresses.first = as_feed(page_address(call, ""));
  if (!page.next.empty()) addresses.next = as_feed(page_address(call, page.next));
  Response response;
  response.media_type = std::string(render::atom_type) + "; charset=utf-8";
  response.body = render::atom_xml(feed_from(resource, page, request.filters, addresses, found->updated));
  response.set_header("ETag", found->etag);
  response.set_header("X-Total-Count", std::to_string(page.total));
  tell_divided(response, page.divided);
  return response;
}

/// Every row in a workbook, which is complete before the first byte of it is sent.
Response workbook_of(const Call& call, const ResourceInfo& resource, const ListRequest& request) {
  const auto columns = persistence::columns_of(resource, request.fields);
  if (!columns) return refuse(call, columns.error());
  auto book = render::Workbook::create(*columns);
  if (!book) return refuse(call, book.error());
  std::int64_t seq = 0;
  std::string etag;
  bool unchanged = false;
  std::optional<std::int64_t> divided;
  auto done = reading(call, [&](persistence::Session& s) -> Result<> {
    seq = persistence::last_seq(s);
    etag = list_etag(call, s, seq, request);
    unchanged = none_match(call.request, etag);
    if (unchanged) return Done{};
    auto counted = persistence::rows_of_divided_bodies(s, resource, request.filters, request.today);
    if (!counted) return counted.error();
    divided = *counted;
    const auto add_row = [&](const persistence::Row& row) { return book->add(row); };
    return persistence::for_each(s, resource, request.filters, add_row, request.today, request.fields);
  });
  if (!done) return refuse(call, done.error());
  if (unchanged) return not_modified(etag);
  auto about = about_rows(resource.name, resource.description, request.filters, seq, london_date(call.app.clock()));
  tell_divided(about, divided);
  auto file = book->finish(about);
  if (!file) return refuse(call, file.error());
  auto made = workbook_reply(*std::move(file));
  if (!made) return refuse(call, made.error());
  Response response = *std::move(made);
  response.set_header("X-Total-Count", std::to_string(book->rows()));
  response.set_header("X-Register-Seq", std::to_string(seq));
  tell_divided(response, divided);
  response.set_header("ETag", etag);
  response.set_header("Content-Disposition", "attachment; filename=\"openward-" + resource.name + ".xlsx\"");
  return response;
}

/// The whole filter, never a part of it: written to a temporary file first, so that a fault is an error and not a short file.
Response download_of(const Call& call, const ResourceInfo& resource, const ListRequest& request) {
  for (const auto& [name, value] : call.request.query) {
    if (name == "limit" || name == "cursor" || name == "sort" || name == "facets") {
      return refuse(
          call, invalid_at(name, "no_effect",
                           name + " has no meaning for a complete download, which holds every row. Leave it out, or ask for JSON pages."));
    }
  }
  if (call.representation == Representation::xlsx) return workbook_of(call, resource, request);
  const auto columns = persistence::columns_of(resource, request.fields);
  if (!columns) return refuse(call, columns.error());
  const bool csv = call.representation == Representation::csv;
  const auto texts = call.byte_true ? render::CsvText::byte_true : render::CsvText::guarded;
  auto spool = Spool::create();
  if (!spool) return refuse(call, spool.error());
  std::int64_t rows = 0;
  std::int64_t seq = 0;
  std::string etag;
  bool unchanged = false;
  std::optional<std::int64_t> divided;
  auto done = reading(call, [&](persistence::Session& s) -> Result<> {
    seq = persistence::last_seq(s);
    etag = list_etag(call, s, seq, request);
    unchanged = none_match(call.request, etag);
    if (unchanged) return Done{};
    auto counted = persistence::rows_of_divided_bodies(s, resource, request.filters, request.today);
    if (!counted) return counted.error();
    divided = *counted;
    std::string line = csv ? render::csv_header(*columns) : "";
    const auto write_row = [&](const persistence::Row& row) -> Result<> {
      if (csv) {
        render::append_csv(line, *columns, row, texts);
      } else {
        line += render::row_json(*columns, row) + "\n";
      }
      ++rows;
      auto written = spool->write(line);
      line.clear();
      return written;
    };
    return persistence::for_each(s, resource, request.filters, write_row, request.today, request.fields);
  });
  if (done && unchanged) return not_modified(etag);
  if (done && rows == 0 && csv) done = spool->write(render::csv_header(*columns));
  if (!done) return refuse(call, done.error());

  Response response;
  response.media_type = csv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson";
  response.set_header("X-Total-Count", std::to_string(rows));
  response.set_header("X-Register-Seq", std::to_string(seq));
  if (csv) response.set_header("Link", described_by(resource.name, call.request.query));
  tell_divided(response, divided);
  response.set_header("ETag", etag);
  response.set_header("Content-Disposition", "attachment; filename=\"openward-" + resource.name + (csv ? ".csv\"" : ".ndjson\""));
  spool->give_to(response);
  return response;
}

Response list_action(const Call& call, const ResourceInfo& resource) {
  auto request = list_request(resource, call.request.query);
  if (!request) return refuse(call, request.error());
  request->today = london_date(call.app.clock());
  const auto& terms = request->filters;
  if (std::any_of(terms.begin(), terms.end(), [](const auto& term) { return term.name == "state"; })) {
    auto allowed = call.app.database.read([&](persistence::Session& s) { return may_see_drafts(call, s); });
    if (!allowed && shows_drafts(terms)) return refuse(call, allowed.error());
    if (!allowed) leave_out_unpublished(resource, *request);
  }
  if (call.representation == Representation::atom) return feed_of(call, resource, *request);
  return call.representation == Representation::json ? page_of(call, resource, *request) : download_of(call, resource, *request);
}

Response one_action(const Call& call, const ResourceInfo& resource) {
  auto body = reading(call, [&](persistence::Session& s) { return visible(call, s, resource.name, call.values.front()); });
  if (!body) {
    if (auto moved = moved_body(call, resource.name, call.values.front())) return *std::move(moved);
    return refuse(call, body.error());
  }
  return tagged_json(call, std::move(*body));
}

std::string operation(std::string_view verb, std::string name) {
  for (char& c : name) c = c == '-' ? '_' : c;
  return std::string(verb) + "_" + name;
}

} // namespace

std::vector<Route> list_routes() {
  std::vector<Route> routes;
  for (const ResourceInfo& resource : persistence::resources()) {
    std::vector<std::string> parameters = filter_names(resource.filters);
    parameters.insert(parameters.end(), {"limit", "sort", "cursor", "fields", std::string(byte_true_parameter)});
    if (!resource.facets.empty()) parameters.emplace_back("facets");
    routes.push_back({"GET", "/v1/" + resource.name, operation("list", resource.name),
                      [&resource](const Call& call) { return list_action(call, resource); }, std::move(parameters), true, false, true,
                      persistence::has_changes(resource.name)});
    routes.push_back({"GET",
                      "/v1/" + resource.name + "/{id}",
                      operation("get", resource.name),
                      [&resource](const Call& call) { return one_action(call, resource); },
                      {},
                      false,
                      false});
  }
  return routes;
}

} // namespace openward::api
