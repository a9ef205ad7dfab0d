#include "service/pages/frame.h"

#include "embedded/web_files.h"
#include "persistence/repositories.h"
#include "service/api/ocds.h"
#include "service/api/reply.h"
#include "service/pages/assets.h"
#include "service/pages/card.h"
#include "service/pages/figures.h"
#include "service/pages/scripts.h"
#include "service/pages/words.h"

#include <array>

namespace openward::pages {

using http::Response;
using kainjow::mustache::data;
using kainjow::mustache::mustache;

namespace {

struct Entry {
  std::string_view text;
  std::string_view address;
};
constexpr std::array<Entry, 9> around{{{"Spend", "/spend"},
                                       {"Awards", "/awards"},
                                       {"Find my area", "/areas"},
                                       {"Providers", "/providers"},
                                       {"Diagnostic centres", "/diagnostic-centres"},
                                       {"Findings", "/findings"},
                                       {"What is missing", "/missing"},
                                       {"About the data", "/about"},
                                       {"Record an award", "/record"}}};

// Nothing of another origin, and nothing that stands in the page itself, is ever run or drawn.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

data links(const std::vector<Link>& from) {
  data out{data::type::list};
  for (const Link& link : from) {
    data one;
    one.set("text", link.text);
    one.set("address", link.address);
    out.push_back(one);
  }
  return out;
}

data navigation(std::string_view section) {
  data out{data::type::list};
  for (const Entry& entry : around) {
    data one;
    one.set("text", std::string(entry.text));
    one.set("address", std::string(entry.address));
    one.set("here", data(entry.address == section));
    out.push_back(one);
  }
  return out;
}

/// The page's own, and those that its tables ask for: to be drawn, or to be taken away as a picture.
data scripts_of(const std::vector<std::string>& addresses, std::string_view body) {
  data out{data::type::list};
  for (const std::string& address : addresses) out.push_back(data(address));
  for (const auto& [attribute, name] : {std::pair(" data-chart=\"", "charts"), {" data-bars=\"", "take"}}) {
    const std::string script = body.find(attribute) == std::string_view::npos ? std::string() : script_address(name);
    if (!script.empty()) out.push_back(data(script));
  }
  return out;
}

} // namespace

Freshness freshness(persistence::Session& session) {
  Freshness out{persistence::last_seq(session), {}};
  const auto last = out.seq > 0 ? persistence::events_since(session, out.seq - 1, 1) : std::vector<Event>{};
  if (!last.empty()) out.changed_on = london_date(last.front().recorded_at).iso();
  return out;
}

Response framed(const api::Call& call, const Page& page, const Freshness& fresh, std::string_view body_template, data view) {
  if (page.status == 200 && wants_card(call.request)) return card_of(call, page, fresh);
  add_partials(view);
  mustache inner{std::string(body_template)};
  data frame;
  frame.set("title", page.title);
  frame.set("description", page.description);
  frame.set("address", page.address);
  frame.set("navigation", navigation(page.section));
  frame.set("has_trail", data(!page.trail.empty()));
  frame.set("trail", links(page.trail));
  frame.set("has_data", data(!page.data.empty()));
  frame.set("data", links(page.data));
  frame.set("has_feed", data(!page.feed.empty()));
  frame.set("feed", page.feed);
  frame.set("indexed", data(page.indexed));
  frame.set("shared", data(page.status == 200));
  frame.set("whole_address", api::base_address(call.request) + page.address);
  frame.set("card", card_address(call.request, page));
  frame.set("stylesheet", asset_address("site.css"));
  frame.set("icon", asset_address("icon.svg"));
  frame.set("dated", data(fresh.seq >= 0));
  frame.set("seq", std::to_string(fresh.seq));
  frame.set("has_changed", data(!fresh.changed_on.empty()));
  frame.set("changed_on", day_in_words(fresh.changed_on));
  frame.set("version", call.app.version);
  const std::string body = inner.render(view);
  frame.set("scripts", scripts_of(page.scripts, body));
  frame.set("body", body);
  mustache layout{std::string(embedded::web_templates_frame_mustache)};

  Response response;
  response.status = page.status;
  response.media_type = "text/html; charset=utf-8";
  response.body = layout.render(frame);
  const std::string etag = api::etag_of(response.body);
  if (page.status == 200 && api::none_match(call.request, etag)) return api::not_modified(etag);
  if (page.status == 200) response.set_header("ETag", etag);
  // A page is asked for again each time, and comes again only when it changed.
  response.set_header("Cache-Control", page.status == 200 ? "no-cache" : "no-store");
  response.set_header("Content-Security-Policy", std::string(content_policy));
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Referrer-Policy", "same-origin");
  response.set_header("Cross-Origin-Opener-Policy", "same-origin");
  response.set_header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  return response;
}

std::string outward(std::string_view address) {
  const bool safe = address.starts_with("https://") || address.starts_with("http://");
  return safe ? std::string(address) : std::string();
}

} // namespace openward::pages
