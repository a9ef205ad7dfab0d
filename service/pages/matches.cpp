#include "service/pages/matches.h"

#include "domain/vocabulary.h"
#include "embedded/form_pages.h"
#include "persistence/matching.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/named_bodies.h"
#include "service/pages/surroundings.h"
#include "service/pages/visitor.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <optional>

namespace openward::pages {

using http::Response;
using kainjow::mustache::data;

namespace {

constexpr std::array<std::string_view, 5> filters{"status", "basis", "q", "sort", "cursor"};

std::string text_at(const rapidjson::Value& from, const char* name) {
  if (!from.IsObject()) return {};
  const auto found = from.FindMember(name);
  return found != from.MemberEnd() && found->value.IsString() ? std::string(found->value.GetString()) : std::string();
}

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

data options(std::span<const std::string_view> given, const std::string& chosen, const std::string& words_for_none) {
  data out{data::type::list};
  for (const std::string_view word : given) {
    data one;
    one.set("value", std::string(word));
    one.set("words", word.empty() ? words_for_none : words(std::string(word)));
    one.set("chosen", data(word == chosen));
    out.push_back(one);
  }
  return out;
}

Page about(std::string title, std::string address) {
  return {std::move(title),
          "Whom the names in spend files mean: what rules and curators decided, and what waits.",
          std::move(address),
          "",
          {{"Openward", "/"}}};
}

/// "/v1/matches?status=open&cursor=…" is where this page goes on with the same words.
std::string next_page(const rapidjson::Document& list) {
  if (!list.IsObject() || !list.HasMember("page")) return {};
  const std::string next = text_at(list["page"], "next");
  return next.starts_with("/v1/") ? next.substr(3) : std::string();
}

data view_of_string(const rapidjson::Value& row) {
  data out = view_of(row);
  out.set("paid", amount_in_words(text_at(row, "paid")));
  return out;
}

Response queue(const api::Call& call, const Visitor& one) {
  http::Parameters asked;
  http::Parameters state;
  for (const auto& [name, value] : call.request.query) {
    if (value.empty() || std::find(filters.begin(), filters.end(), name) == filters.end()) continue;
    asked.emplace_back(name, value);
    state.emplace_back(name, value);
  }
  const auto value_of = [&](std::string_view name) {
    const auto found = std::find_if(asked.begin(), asked.end(), [&](const auto& p) { return p.first == name; });
    return found == asked.end() ? std::string() : found->second;
  };
  if (call.request.query.empty()) asked.emplace_back("status", "open");
  asked.emplace_back("limit", "25");
  const Response held = ask(call, one, {.target = "/v1/matches?" + api::encode_query(asked)});
  if (held.status != 200) return held;
  const auto list = json_of(held);
  data view;
  data strings{data::type::list};
  for (const auto& row : list["data"].GetArray()) strings.push_back(view_of_string(row));
  view.set("strings", strings);
  view.set("total", with_thousands(list["page"]["total"].GetInt64()));
  view.set("none", data(list["data"].Empty()));
  const std::string next = next_page(list);
  view.set("next", next.empty() ? data(false) : data(next));
  view.set("q", value_of("q"));
  std::vector<std::string_view> states{""};
  for (const std::string_view word : persistence::match_state_words()) states.push_back(word);
  view.set("states", options(states, value_of("status"), "all"));
  view.set("curator", data(one.is("curator")));
  const std::string query = api::encode_query(state);
  Page page = about("Names that wait for a decision", query.empty() ? "/matches" : "/matches?" + query);
  page.data = {{"JSON", "/v1/matches?" + api::encode_query(asked)}};
  return framed_for(call, one, std::move(page), embedded::web_templates_matches_mustache, std::move(view));
}

struct Refusal {
  int status = 400;
  data view{};
};

Response string_page(const api::Call& call, const Visitor& one, const std::string& id, const Form& form, std::optional<Refusal> refusal) {
  const std::string address = "/v1/matches/" + api::encoded(id);
  const Response held = ask(call, one, {.target = address});
  if (held.status != 200) return held;
  const auto string = json_of(held);
  data view;
  view.set("string", view_of_string(string));
  view.set("etag", header_of(held, "ETag"));
  view.set("curator", data(one.is("curator")));
  view.set("undoable", data(text_at(string, "basis") == "curator"));
  view.set("has_candidates", data(!string["candidates"].Empty()));
  for (const char* field : {"reason", "body", "name", "identifier"}) view.set(std::string("typed_") + field, form.value(field));
  const auto classes = provider_class_words();
  std::vector<std::string_view> held_in{""};
  held_in.insert(held_in.end(), classes.begin(), classes.end());
  view.set("classes", options(held_in, form.value("provider_class"), "what its name speaks for"));
  if (refusal) view.set("refusal", refusal->view);
  Page page = about(text_at(string, "words"), "/matches?id=" + api::encoded(id));
  page.trail.push_back({"Names that wait for a decision", "/matches"});
  page.data = {{"JSON", address}};
  if (refusal) page.status = refusal->status;
  return framed_for(call, one, std::move(page), embedded::web_templates_match_mustache, std::move(view));
}

Response show(const api::Call& call) {
  const auto id = api::value_of(call.request.query, "id");
  if (!id) return refuse(call, id.error());
  const Visitor one = visitor(call);
  if (id->empty()) return queue(call, one);
  if (call.request.query.size() > 1)
    return refuse(call, invalid_at("id", "no_effect", "id shows one name; leave the other parameters out."));
  return string_page(call, one, *id, Form{}, std::nullopt);
}

/// The decision as the API takes it: what belongs to another decision is left out, as the page says beside it.
std::string decision_json(const Form& form) {
  const std::string choice = form.value("decision");
  // A candidate is chosen by its id: "body bd-…".
  const bool candidate = choice.starts_with("body ");
  const std::string decision = candidate ? "body" : choice;
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> out(text);
  const auto member = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    out.Key(name);
    out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  out.StartObject();
  member("decision", decision);
  if (decision == "body") member("body", candidate ? choice.substr(5) : form.value("body"));
  if (decision == "new_body") {
    for (const char* name : {"name", "identifier", "provider_class"}) member(name, form.value(name));
  }
  member("reason", form.value("reason"));
  out.EndObject();
  return {text.GetString(), text.GetSize()};
}

Response take(const api::Call& call) {
  const auto form = Form::read(call.request);
  if (!form) return refuse(call, form.error());
  const Visitor one = visitor(call);
  if (auto refused = foreign(call, one, *form)) return *std::move(refused);
  const std::string id = form->value("id");
  const std::string verb = form->value("action") == "undo" ? "undo" : "decision";
  const TypedBody body = body_typed(call, {"providers", "commissioners"}, form->value("body"));
  if (form->value("decision") == "body" && !body.remedy.empty())
    return string_page(call, one, id, *form, Refusal{400, refusal_of(invalid(body.remedy))});
  Form meant = *form;
  meant.set("body", body.given);
  const Response done = ask(call, one,
                            {"POST",
                             "/v1/matches/" + api::encoded(id) + "/" + verb,
                             decision_json(meant),
                             {{"content-type", "application/json"}, {"if-match", form->value("etag")}}});
  if (done.status != 201) return string_page(call, one, id, *form, Refusal{form_status(done.status), refusal_of(done)});
  return see_other("/matches?id=" + api::encoded(id));
}

} // namespace

std::vector<api::Route> match_page_routes() {
  return {
      {.method = "GET",
       .pattern = "/matches",
       .operation = "matches_page",
       .action = show,
       .parameters = {"id", "status", "basis", "q", "sort", "cursor"},
       .page = true},
      {.method = "POST", .pattern = "/matches", .operation = "matches_form", .action = take, .parameters = {}, .page = true, .form = true},
  };
}

} // namespace openward::pages
