#include "service/pages/sign_in.h"

#include "embedded/form_pages.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/visitor.h"

#include <algorithm>
#include <array>

namespace openward::pages {

using http::Response;
using kainjow::mustache::data;

namespace {

/// Where signing in may lead: pages of ours that ask for it, and no address that a link could choose.
std::string next_of(const std::string& asked) {
  constexpr std::array<std::string_view, 3> pages{"/record", "/imports", "/matches"};
  const bool ours = std::find(pages.begin(), pages.end(), asked) != pages.end();
  return ours ? asked : "/sign-in";
}

Response page(const api::Call& call, const Visitor& one, const std::string& next, const std::string& refusal, int status) {
  data view;
  view.set("next", next);
  view.set("refusal", refusal.empty() ? data(false) : data(refusal));
  view.set("is_recorder", data(one.is("recorder")));
  view.set("is_curator", data(one.is("curator")));
  Page about{"Sign in", "Sign in with a token to record awards, import files and decide on names.", "/sign-in", "", {{"Openward", "/"}}};
  about.status = status;
  return framed_for(call, one, std::move(about), embedded::web_templates_sign_in_mustache, std::move(view));
}

Response show(const api::Call& call) {
  const auto next = api::value_of(call.request.query, "next");
  if (!next) return refuse(call, next.error());
  return page(call, visitor(call), next_of(*next), "", 200);
}

Response sign_in(const api::Call& call) {
  const auto form = Form::read(call.request);
  if (!form) return refuse(call, form.error());
  if (auto refused = foreign(call, Visitor{}, *form)) return *std::move(refused);
  const std::string next = next_of(form->value("next"));
  const std::string secret = form->value("token");
  if (secret.empty()) return page(call, {}, next, "Paste a token. It begins with ow_ and is shown once, when it is made.", 400);
  const Visitor one = visitor_with(call, secret);
  if (!one.token) return page(call, {}, next, one.refusal, 403);
  Response response = see_other(next);
  set_cookie(response, call.request, secret);
  return response;
}

Response sign_out(const api::Call& call) {
  const auto form = Form::read(call.request);
  if (!form) return refuse(call, form.error());
  if (auto refused = foreign(call, visitor(call), *form)) return *std::move(refused);
  Response response = see_other("/sign-in");
  set_cookie(response, call.request, "");
  return response;
}

} // namespace

std::vector<api::Route> sign_in_routes() {
  return {
      {.method = "GET", .pattern = "/sign-in", .operation = "sign_in_page", .action = show, .parameters = {"next"}, .page = true},
      {.method = "POST",
       .pattern = "/sign-in",
       .operation = "sign_in_form",
       .action = sign_in,
       .parameters = {},
       .page = true,
       .form = true},
      {.method = "POST",
       .pattern = "/sign-out",
       .operation = "sign_out_form",
       .action = sign_out,
       .parameters = {},
       .page = true,
       .form = true},
  };
}

} // namespace openward::pages
