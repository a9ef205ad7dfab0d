#include "service/api/reconcile.h"

#include "domain/text.h"
#include "service/api/reply.h"
#include "service/app/reconcile.h"
#include "service/render/json.h"

#include <algorithm>

namespace openward::api {

using app::BodyDirectory;
using http::Response;
using render::Json;

namespace {

constexpr std::size_t kSuggestions = 10; // of a page of the protocol, and of ours unless more are asked for
constexpr std::size_t kMostSuggestions = 50;
constexpr std::size_t kFurthestCursor = 1000;

struct Asked {
  std::string prefix;
  std::size_t cursor = 0;
};

Result<Asked> asked(const Call& call) {
  auto prefix = text_parameter(call.request, "prefix");
  if (!prefix) return prefix.error();
  const auto cursor = count_parameter(call.request, "cursor", 0, kFurthestCursor, 0);
  if (!cursor) return cursor.error();
  return Asked{*std::move(prefix), *cursor};
}

Response suggest_entity(const Call& call, const BodyDirectory& directory) {
  const auto given = asked(call);
  if (!given) return refuse(call, given.error());
  Json out;
  out.object().key("result").array();
  const auto found = directory.bodies_beginning(given->prefix, given->cursor + kSuggestions);
  for (std::size_t i = given->cursor; i < found.size(); ++i) {
    const auto& body = directory.body(found[i]);
    out.object().member("id", body.known.body.id).member("name", body.known.body.name).member("description", app::description_of(body));
    out.key("notable").array();
    for (const std::string_view type : app::types_of(body)) out.text(type);
    out.end_array().end_object();
  }
  out.end_array().end_object();
  return json_reply(200, out.take());
}

bool begins(std::string_view text, const std::string& prefix) {
  const std::string lower = detail::lower(text);
  return lower.starts_with(prefix) || lower.find(" " + prefix) != std::string::npos;
}

Response suggest_words(const Call& call, std::span<const app::ReconcileWord> words) {
  const auto given = asked(call);
  if (!given) return refuse(call, given.error());
  const std::string prefix = detail::lower(detail::trimmed(given->prefix));
  Json out;
  out.object().key("result").array();
  std::size_t passed = 0;
  for (const auto& word : words) {
    if (!begins(word.id, prefix) && !begins(word.name, prefix)) continue;
    if (passed++ < given->cursor) continue;
    out.object().member("id", word.id).member("name", word.name).member("description", word.description).end_object();
  }
  out.end_array().end_object();
  return json_reply(200, out.take());
}

void write_body(Json& out, const persistence::NamedBody& body) {
  const Body& held = body.known.body;
  out.member("kind", "body").member("id", held.id).member("name", held.name).member("description", app::description_of(body));
  out.member("commissioner", body.commissioner).member("provider", body.provider).member("synthetic", held.synthetic).key("url");
  // A body that neither buys nor is paid (a region, say) has a preview alone.
  if (body.provider)
    out.text("/v1/providers/" + held.id);
  else if (body.commissioner)
    out.text("/v1/commissioners/" + held.id);
  else
    out.text("/v1/reconcile/preview/" + held.id);
}

void write_record(Json& out, const app::NamedThing& thing) {
  const bool programme = thing.kind == app::NamedKind::programme;
  out.member("kind", programme ? "programme" : "diagnostic_centre").member("id", thing.record->id).member("name", thing.record->name);
  out.member("description", programme ? "programme" : "diagnostic centre").member("commissioner", false).member("provider", false);
  out.member("synthetic", thing.record->synthetic);
  out.member("url", (programme ? "/v1/programmes/" : "/v1/diagnostic-centres/") + thing.record->id);
}

Response suggest(const Call& call, const BodyDirectory& directory) {
  const auto typed = text_parameter(call.request, "q");
  if (!typed) return refuse(call, typed.error());
  const auto limit = count_parameter(call.request, "limit", 1, kMostSuggestions, kSuggestions);
  if (!limit) return refuse(call, limit.error());
  Json out;
  out.object().member("q", *typed).key("data").array();
  for (const app::NamedThing& thing : directory.beginning(*typed, *limit)) {
    out.object();
    if (thing.kind == app::NamedKind::body)
      write_body(out, directory.body(thing.body));
    else
      write_record(out, thing);
    out.end_object();
  }
  out.end_array().member("seq", directory.seq()).end_object();
  return json_reply(200, out.take());
}

} // namespace

std::vector<Route> suggest_routes(const SharedKeeper& keeper) {
  const auto words = [](std::span<const app::ReconcileWord> all) {
    return [all](const Call& call, const BodyDirectory&) { return suggest_words(call, all); };
  };
  const std::vector<std::string> typed{"prefix", "cursor"};
  const std::string base = "/v1/reconcile/suggest/";
  return {
      {"GET", "/v1/suggest", "suggest", looking_up(keeper, suggest), {"q", "limit"}, false, false},
      {"GET", base + "entity", "reconcile_suggest_entity", looking_up(keeper, suggest_entity), typed, false, false},
      {"GET", base + "property", "reconcile_suggest_property", looking_up(keeper, words(app::reconcile_properties())), typed, false, false},
      {"GET", base + "type", "reconcile_suggest_type", looking_up(keeper, words(app::reconcile_types())), typed, false, false},
  };
}

} // namespace openward::api
