#pragma once
// Who sits at the browser. A token that was typed into a form is kept in a cookie of the browser and nowhere else; pages read it, and the
// API never does: what a page changes, it asks of the API in the visitor's name, so that every write has one door. See docs/decisions.
//
//   Cookie: openward=ow_…            over http, of this machine
//   Cookie: __Host-openward=ow_…     where a proxy says that the visitor came by https

#include "persistence/repositories.h"
#include "service/api/router.h"
#include "service/pages/form.h"
#include "service/pages/frame.h"

#include <kainjow/mustache.hpp>
#include <rapidjson/document.h>

#include <optional>
#include <string>
#include <string_view>

namespace openward::pages {

/// Plain values of one request; never in a log or a page.
struct Visitor {
  std::optional<persistence::Token> token{}; // none: not signed in
  std::string refusal{};                     // why a cookie that came opens nothing: expired, revoked
  std::string secret{};
  bool is(std::string_view role) const { return token && (token->role == role || token->role == "admin"); }
};
Visitor visitor(const api::Call&);
/// The visitor whom this secret would make.
Visitor visitor_with(const api::Call&, const std::string& secret);

/// The cookie that signs in; with an empty secret the one that signs out.
void set_cookie(http::Response&, const http::Request&, const std::string& secret);

/// What the forms of this visitor carry, and nobody else's can.
std::string form_token(const Visitor&);
/// Refuses a form that another site sent: 403. Of a visitor who is signed in, the form's own token is asked for too.
std::optional<http::Response> foreign(const api::Call&, const Visitor&, const Form&);

struct Asked {
  std::string method = "GET";
  std::string target; // path and query
  std::string body{};
  http::Parameters headers{};
};
/// What the API answers to this visitor.
http::Response ask(const api::Call&, const Visitor&, Asked);

/// The JSON of an answer; null where it has none.
rapidjson::Document json_of(const http::Response&);
/// JSON as a template takes it: members under their names; what is null, empty or false is no section.
kainjow::mustache::data view_of(const rapidjson::Value&);
/// "26000.50" as a person reads it: "£26,000.50".
std::string amount_in_words(std::string decimal);
/// "detail" of a problem and its faults, [{where, detail}], as a template takes them.
kainjow::mustache::data refusal_of(const http::Response&);
kainjow::mustache::data refusal_of(const Error&);

/// The frame around a page of one visitor: no cache keeps it, no search engine lists it. Adds `visitor`, `form_token` and `here` to the
/// view.
http::Response framed_for(const api::Call&, const Visitor&, Page, std::string_view body_template, kainjow::mustache::data view);
/// The status of a form that comes back: 403 where the API refused the visitor, 503 where it could not answer, else 400.
int form_status(int of_the_api);
http::Response see_other(const std::string& address);

} // namespace openward::pages
