#include "service/api/reconcile.h"

#include "embedded/body_preview.h"
#include "service/api/reply.h"
#include "service/app/reconcile.h"
#include "service/render/json.h"

#include <kainjow/mustache.hpp>

#include <algorithm>

namespace openward::api {

using app::BodyDirectory;
using http::Response;
using kainjow::mustache::data;
using kainjow::mustache::mustache;

namespace {

std::string class_words(const Body& body) {
  std::string out(to_string(body.classification.provider_class));
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// A body's own list, as a template takes it.
class Facts {
 public:
  void add(const std::string& label, const std::string& text) {
    if (text.empty()) return;
    data fact;
    fact.set("label", label);
    fact.set("text", text);
    list_.push_back(fact);
  }
  data take() { return std::move(list_); }

 private:
  data list_{data::type::list};
};

data facts_of(const BodyDirectory& directory, matching::BodyRef ref) {
  const auto& one = directory.body(ref);
  const Body& body = one.known.body;
  Facts facts;
  for (const Identifier& identifier : body.identifiers) facts.add("Identifier", identifier.text());
  facts.add("Postcode", body.postcode);
  if (body.opened) facts.add("Opened", body.opened->iso());
  if (body.closed) facts.add("Closed", body.closed->iso());
  for (const auto& name : one.known.other_names) facts.add(name.use == matching::NameUse::former ? "Formerly" : "Also", name.text);
  for (const Succession* next : directory.successors(ref)) {
    const auto* to = directory.with_code(next->to_code);
    facts.add("Followed by", (to ? directory.body(*to).known.body.name : next->to_code) + " from " + next->date.iso());
  }
  facts.add("Class rests on", body.classification.detail);
  return facts.take();
}

void add_link(data& links, const std::string& url, const std::string& text) {
  data link;
  link.set("url", url);
  link.set("text", text);
  links.push_back(link);
}

std::string page_of(const BodyDirectory& directory, matching::BodyRef ref) {
  const auto& one = directory.body(ref);
  const Body& body = one.known.body;
  data view;
  view.set("name", body.name);
  view.set("class", class_words(body));
  view.set("presumed", data(body.classification.confidence < 50));
  view.set("synthetic", data(body.synthetic));
  view.set("facts", facts_of(directory, ref));
  data links{data::type::list};
  if (one.provider) add_link(links, "/v1/providers/" + body.id, "As a provider");
  if (one.commissioner) add_link(links, "/v1/commissioners/" + body.id, "As a commissioner");
  view.set("links", links);
  mustache page{std::string(embedded::web_templates_body_preview_mustache)};
  return page.render(view);
}

Response unknown(const Call& call) {
  return refuse(call, Error{ErrorKind::not_found, "There is no body " + call.values.front() + ".", {}, {}});
}

Response preview(const Call& call, const BodyDirectory& directory) {
  const auto* ref = directory.with_id(call.values.front());
  if (!ref) return unknown(call);
  Response response;
  response.media_type = "text/html; charset=utf-8";
  response.body = page_of(directory, *ref);
  // It is made to stand in a frame of other pages, so it says nothing of who may frame it.
  response.set_header("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'");
  response.set_header("X-Content-Type-Options", "nosniff");
  return response;
}

Response flyout(const Call& call, const BodyDirectory& directory) {
  const auto* ref = directory.with_id(call.values.front());
  if (!ref) return unknown(call);
  const auto& one = directory.body(*ref);
  // The escaping is the template's.
  mustache line{"<p><strong>{{name}}</strong><br>{{description}}</p>"};
  data view;
  view.set("name", one.known.body.name);
  view.set("description", app::description_of(one));
  render::Json out;
  out.object().member("id", call.values.front()).member("html", line.render(view)).end_object();
  return json_reply(200, out.take());
}

} // namespace

std::vector<Route> preview_routes(const SharedKeeper& keeper) {
  return {
      {"GET", "/v1/reconcile/preview/{id}", "reconcile_preview", looking_up(keeper, preview), {}, false, true},
      {"GET", "/v1/reconcile/flyout/entity/{id}", "reconcile_flyout", looking_up(keeper, flyout), {}, false, false},
  };
}

} // namespace openward::api
