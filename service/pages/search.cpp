#include "service/pages/search.h"

#include "embedded/problem_page.h"
#include "persistence/read/highlight.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/search.h"
#include "service/pages/figures.h"
#include "service/pages/frame.h"
#include "service/pages/kept.h"
#include "service/pages/question.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

#include <algorithm>
#include <array>

namespace openward::pages {

using http::Parameters;
using kainjow::mustache::data;
using persistence::Session;

namespace {

constexpr int rows_of_a_kind = 8;

struct Kind {
  std::string_view name;
  std::string_view title;
  std::string_view page; // below which its records stand; "" where they are data alone
};
constexpr std::array<Kind, 10> kinds{{{"awards", "Awards", "/awards/"},
                                      {"procurements", "Procurements", "/procurements/"},
                                      {"notices", "Notices", ""},
                                      {"commissioners", "Bodies that buy", "/commissioners/"},
                                      {"providers", "Providers", "/providers/"},
                                      {"matches", "Names in spend files", ""},
                                      {"programmes", "Programmes", ""},
                                      {"indicators", "Indicators", ""},
                                      {"spend-files", "Spend files", ""},
                                      {"diagnostic-centres", "Diagnostic centres", "/diagnostic-centres/"}}};

data marks(const std::vector<persistence::Column>& columns, const persistence::Row& row, const std::string& q) {
  data out{data::type::list};
  for (const persistence::Highlight& highlight : persistence::highlights(columns, row, q)) {
    if (highlight.column == "id") continue;
    data parts{data::type::list};
    for (const auto& part : highlight.parts) {
      data one;
      one.set("text", part.text);
      one.set("found", data(part.found));
      parts.push_back(one);
    }
    data fragment;
    fragment.set("parts", parts);
    fragment.set("before", data(highlight.cut_before));
    fragment.set("after", data(highlight.cut_after));
    out.push_back(fragment);
  }
  return out;
}

data group_of(const api::Found& found, const std::string& q) {
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.name == found.resource->name; });
  const bool has_page = kind != kinds.end() && !kind->page.empty();
  data rows{data::type::list};
  for (const persistence::Row& row : found.page.table.rows) {
    const Record record(found.page.table.columns, row);
    std::string title = record.text("title");
    if (title.empty()) title = record.text("name");
    if (title.empty()) title = record.text("words");
    const std::string id = record.text("id");
    data one;
    one.set("title", title.empty() ? id : title);
    one.set("address", (has_page ? std::string(kind->page) : "/v1/" + found.resource->name + "/") + api::encoded(id));
    one.set("fragments", marks(found.page.table.columns, row, q));
    rows.push_back(one);
  }
  data out;
  out.set("title", kind == kinds.end() ? words(found.resource->name) : std::string(kind->title));
  out.set("anchor", found.resource->name);
  out.set("total", with_thousands(found.page.total));
  out.set("rows", rows);
  const auto shown = static_cast<std::int64_t>(found.page.table.rows.size());
  out.set("has_more", data(found.page.total > shown));
  const bool listed = found.resource->name == "awards";
  out.set("all", address((listed ? "/" : "/v1/") + found.resource->name, {{"q", q}}));
  return out;
}

struct Made {
  data view;
  Freshness fresh;
};

Result<Made> made_of(Session& s, const std::string& q, Date today) {
  Made out;
  out.fresh = freshness(s);
  out.view.set("q", q);
  out.view.set("asked", data(!q.empty()));
  if (q.empty()) return out;
  const auto found = api::found_by(s, q, rows_of_a_kind, today);
  if (!found) return found.error();
  data groups{data::type::list};
  std::int64_t total = 0;
  for (const api::Found& one : *found) {
    total += one.page.total;
    if (one.page.total > 0) groups.push_back(group_of(one, q));
  }
  out.view.set("groups", groups);
  out.view.set("any", data(total > 0));
  out.view.set("total", counted(total, "record", "records"));
  return out;
}

http::Response search(const api::Call& call) {
  const Parameters given = meant(call.request.query);
  const auto q = api::value_of(given, "q");
  if (!q) return api::refuse(call, q.error());
  const Date today = london_date(call.app.clock());
  auto made = api::reading(call, [&](Session& s) { return made_of(s, *q, today); });
  if (!made) return api::refuse(call, made.error());
  Page page;
  page.title = q->empty() ? "Search" : "Search: " + *q;
  page.description = "Awards, procurements, notices, bodies, programmes and files of the register, searched.";
  page.address = address("/search", given);
  if (!q->empty()) page.data = {{"JSON", address("/v1/search", given)}};
  page.indexed = false;
  return framed(call, page, made->fresh, embedded::web_templates_search_mustache, std::move(made->view));
}

} // namespace

std::vector<api::Route> search_page_routes() { return {{"GET", "/search", "search_page", kept(search), {"q"}, false, true}}; }

} // namespace openward::pages
