#include "service/pages/record.h"

#include "embedded/form_pages.h"
#include "service/api/assessments.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/http/syntax.h"
#include "service/pages/named_bodies.h"
#include "service/pages/record_form.h"
#include "service/pages/scripts.h"
#include "service/pages/surroundings.h"
#include "service/pages/visitor.h"

#include <optional>

namespace openward::pages {

using http::Response;
using kainjow::mustache::data;

namespace {

constexpr std::string_view one_award = "/v1/awards/";

Page about(std::string title, std::string address) {
  Page out{std::move(title),
           "A form that asks what the Provider Selection Regime asks, and shows routes, notices and days as it is filled in.",
           std::move(address),
           "/record",
           {{"Openward", "/"}}};
  if (const std::string script = script_address("record"); !script.empty()) out.scripts.push_back(script);
  return out;
}

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

/// What stopped the form from being stored.
struct Refusal {
  int status = 400;
  data view{};
  FaultsByMember faults{};
};

void note_faults(const std::vector<Fault>& faults, FaultsByMember& into) {
  for (const Fault& fault : faults) into.emplace(member_of(fault.where), fault.message);
}

Refusal refusal_from(const Response& response) {
  Refusal out;
  out.status = form_status(response.status);
  out.view = refusal_of(response);
  const rapidjson::Document problem = json_of(response);
  if (!problem.IsObject() || !problem.HasMember("errors")) return out;
  for (const auto& one : problem["errors"].GetArray()) out.faults.emplace(member_of(text_at(one, "pointer")), text_at(one, "detail"));
  return out;
}

/// The drafts that this visitor may see, the latest first.
data drafts(const api::Call& call, const Visitor& one) {
  if (!one.is("recorder")) return data(false);
  const auto held = json_of(ask(call, one, {.target = "/v1/awards?state=draft&limit=20"}));
  return held.IsObject() && held.HasMember("data") ? view_of(held["data"]) : data(false);
}

/// Mostly one that has bought before; else any that the register knows, for whoever awards for the first time.
TypedBody commissioner_of(const api::Call& call, const Form& form) {
  return body_typed(call, {"commissioners", "providers"}, form.value("commissioner"));
}

Response form_page(const api::Call& call, const Visitor& one, Form form, Extent extent, std::optional<Refusal> refusal) {
  if (form.value("key").empty()) form.set("key", http::fresh_request_id());
  if (form.value("commissioner").empty() && one.token) form.set("commissioner", one.token->commissioner_id);
  FaultsByMember faults = refusal ? refusal->faults : FaultsByMember{};
  const TypedBody commissioner = commissioner_of(call, form);
  form.set("commissioner", commissioner.shown);
  if (extent == Extent::whole && !commissioner.remedy.empty()) faults["commissioner"] = commissioner.remedy;
  data view;
  std::optional<law::Assessment> assessment;
  if (extent == Extent::whole) {
    auto assessed = api::assess_json(json_of_form(form, Into::planned_award));
    if (assessed) {
      assessment = *std::move(assessed);
      view.set("assessment", view_of_assessment(*assessment));
    } else {
      note_faults(assessed.error().faults, faults);
      view.set("not_assessed", refusal_of(assessed.error()));
    }
  }
  const FormView fields = view_of_form(form, faults, extent, assessment ? &*assessment : nullptr);
  view.set("groups", fields.groups);
  view.set("kept", fields.kept);
  view.set("key", form.value("key"));
  view.set("whole", data(extent == Extent::whole));
  view.set("may_record", data(one.is("recorder")));
  // Who was signed out on the way finds the button again.
  view.set("may_save", data(extent == Extent::whole && (one.is("recorder") || (refusal && !one.token))));
  view.set("drafts", drafts(call, one));
  if (refusal) view.set("refusal", refusal->view);
  Page page = about("Record an award", "/record");
  if (refusal) page.status = refusal->status;
  return framed_for(call, one, std::move(page), embedded::web_templates_record_mustache, std::move(view));
}

Response draft_page(const api::Call& call, const Visitor& one, const std::string& id, std::optional<Refusal> refusal) {
  const Response held = ask(call, one, {.target = std::string(one_award) + api::encoded(id)});
  if (held.status != 200) return held;
  const auto award = json_of(held);
  data view;
  data shown = view_of(award);
  shown.set("route", words(text_at(award, "route")));
  const std::string amount = award.HasMember("value") ? text_at(award["value"], "amount") : std::string();
  if (!amount.empty())
    view.set("value_words",
             amount_in_words(amount) + ", " + words(text_at(award["value"], "kind")) + ", VAT " + words(text_at(award["value"], "vat")));
  view.set("award", std::move(shown));
  view.set("etag", header_of(held, "ETag"));
  view.set("is_draft", data(text_at(award, "state") == "draft"));
  view.set("is_published", data(text_at(award, "state") == "published"));
  view.set("is_cancelled", data(text_at(award, "state") == "cancelled"));
  view.set("may_record", data(one.is("recorder")));
  if (refusal) view.set("refusal", refusal->view);
  Page page = about("Draft: " + text_at(award, "title"), "/record?award=" + api::encoded(id));
  page.trail.push_back({"Record an award", "/record"});
  if (refusal) page.status = refusal->status;
  return framed_for(call, one, std::move(page), embedded::web_templates_draft_mustache, std::move(view));
}

Response show(const api::Call& call) {
  const auto award = api::value_of(call.request.query, "award");
  const auto from = api::value_of(call.request.query, "from");
  if (!award) return refuse(call, award.error());
  if (!from) return refuse(call, from.error());
  const Visitor one = visitor(call);
  if (!award->empty()) return draft_page(call, one, *award, std::nullopt);
  if (from->empty()) return form_page(call, one, Form{}, Extent::beginning, std::nullopt);
  const Response held = ask(call, one, {.target = std::string(one_award) + api::encoded(*from)});
  if (held.status != 200) return held;
  return form_page(call, one, form_of_award(json_of(held)), Extent::whole, std::nullopt);
}

Response save(const api::Call& call, const Visitor& one, const Form& form) {
  Form meant = form;
  meant.set("commissioner", commissioner_of(call, form).given);
  const Response stored = ask(call, one,
                              {"POST",
                               "/v1/awards",
                               json_of_form(meant, Into::draft),
                               {{"content-type", "application/json"}, {"idempotency-key", form.value("key")}}});
  if (stored.status != 201) return form_page(call, one, form, Extent::whole, refusal_from(stored));
  return see_other("/record?award=" + api::encoded(text_at(json_of(stored), "id")));
}

/// Publishes a draft or discards it, as it was seen.
Response step(const api::Call& call, const Visitor& one, const Form& form, const std::string& verb) {
  const std::string id = form.value("award");
  const Response done =
      ask(call, one, {"POST", std::string(one_award) + api::encoded(id) + "/" + verb, "", {{"if-match", form.value("etag")}}});
  if (done.status != 200) return draft_page(call, one, id, refusal_from(done));
  return see_other("/record?award=" + api::encoded(id));
}

Response take(const api::Call& call) {
  const auto form = Form::read(call.request);
  if (!form) return refuse(call, form.error());
  const Visitor one = visitor(call);
  const std::string action = form->value("action");
  // The law may be asked by anybody: nothing is changed by it.
  if (action != "save" && action != "publish" && action != "cancel") return form_page(call, one, *form, Extent::whole, std::nullopt);
  // What a session has forgotten is not lost: the form comes back with all that was typed.
  auto refused = foreign(call, one, *form);
  if (action == "save" && (refused || !one.token)) {
    Refusal refusal{403};
    refusal.view.set(
        "detail",
        std::string(one.token
                        ? "This form was not opened by you on this register while you were signed in. Nothing is lost and nothing was "
                          "saved: look through it and press Save again."
                        : "You are not signed in any more. Nothing is lost and nothing was saved: sign in on another tab, come back to "
                          "this one and press Save again."));
    return form_page(call, one, *form, Extent::whole, std::move(refusal));
  }
  if (refused) return *std::move(refused);
  if (action == "save") return save(call, one, *form);
  return step(call, one, *form, action);
}

} // namespace

std::vector<api::Route> record_routes() {
  return {
      {.method = "GET", .pattern = "/record", .operation = "record_page", .action = show, .parameters = {"award", "from"}, .page = true},
      {.method = "POST", .pattern = "/record", .operation = "record_form", .action = take, .parameters = {}, .page = true, .form = true},
  };
}

} // namespace openward::pages
