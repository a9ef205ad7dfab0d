#include "service/pages/visitor.h"

#include "embedded/form_pages.h"
#include "exchange/files/file.h"
#include "service/api/access.h"
#include "service/api/reply.h"
#include "service/http/target.h"

#include <sodium.h>

#include <algorithm>

namespace openward::pages {

using http::Request;
using http::Response;
using kainjow::mustache::data;

namespace {

constexpr std::string_view plain_cookie = "openward";
constexpr std::string_view host_cookie = "__Host-openward";

/// Said by the proxy. Whoever else says it gets a cookie that travels by https alone, which harms nobody.
bool by_https(const Request& request) { return request.header("x-forwarded-proto") == "https"; }
std::string_view cookie_name(const Request& request) { return by_https(request) ? host_cookie : plain_cookie; }

std::string cookie_of(const Request& request) {
  std::string_view all = request.header("cookie");
  const std::string key = std::string(cookie_name(request)) + "=";
  while (!all.empty()) {
    std::string_view one = all.substr(0, all.find(';'));
    all.remove_prefix(std::min(one.size() + 1, all.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(key)) return std::string(one.substr(key.size()));
  }
  return {};
}

/// The request as the API would see it from this visitor.
Request in_the_name_of(const std::string& secret, Request request) {
  std::erase_if(request.headers, [](const auto& h) { return h.first == "authorization" || h.first == "cookie"; });
  if (!secret.empty()) request.headers.emplace_back("authorization", "Bearer " + secret);
  return request;
}

/// The host of "https://example.org:8443".
std::string_view host_of(std::string_view origin) {
  const auto at = origin.find("://");
  return at == std::string_view::npos ? std::string_view() : origin.substr(at + 3);
}

bool from_elsewhere(const Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string_view origin = request.header("origin");
  return !origin.empty() && host_of(origin) != request.header("host");
}

/// Takes as long whatever the first difference is.
bool same_token(std::string_view a, std::string_view b) { return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

data fault_view(const std::string& where, const std::string& detail) {
  data one;
  one.set("where", where);
  one.set("detail", detail);
  return one;
}

data text_or_none(std::string text) { return text.empty() ? data(false) : data(std::move(text)); }

} // namespace

Visitor visitor_with(const api::Call& call, const std::string& secret) {
  const Request request = in_the_name_of(secret, call.request);
  const api::Call named{call.app, request, {}, call.representation, call.router, false, call.operation};
  auto token = call.app.database.read([&](persistence::Session& s) { return authorise(named, s, {"recorder", "curator", "auditor"}); });
  Visitor out;
  out.secret = secret;
  if (token) {
    out.token = *std::move(token);
  } else {
    out.refusal = token.error().message;
  }
  return out;
}

Visitor visitor(const api::Call& call) {
  const std::string secret = cookie_of(call.request);
  return secret.empty() ? Visitor{} : visitor_with(call, secret);
}

void set_cookie(Response& response, const Request& request, const std::string& secret) {
  std::string cookie = std::string(cookie_name(request)) + "=" + secret + "; Path=/; HttpOnly; SameSite=Strict";
  if (by_https(request)) cookie += "; Secure";
  if (secret.empty()) cookie += "; Max-Age=0";
  response.set_header("Set-Cookie", std::move(cookie));
}

std::string form_token(const Visitor& one) {
  return one.token ? exchange::sha256_hex("a form of this visitor\n" + one.secret).substr(0, 32) : std::string();
}

std::optional<Response> foreign(const api::Call& call, const Visitor& one, const Form& form) {
  const bool own = !one.token || same_token(form.value("form_token"), form_token(one));
  if (own && !from_elsewhere(call.request)) return std::nullopt;
  return refuse(call, Error{ErrorKind::forbidden,
                            "This form did not come from a page of this register that you opened while signed in. Nothing was changed. Go "
                            "back, load the page "
                            "again and send it once more.",
                            {},
                            {}});
}

Response ask(const api::Call& call, const Visitor& one, Asked asked) {
  Request request;
  request.method = std::move(asked.method);
  const auto mark = asked.target.find('?');
  request.path = asked.target.substr(0, mark);
  request.raw_query = mark == std::string::npos ? std::string() : asked.target.substr(mark + 1);
  auto target = http::parse_target(request.path, request.raw_query);
  if (!target) return refuse(call, target.error());
  request.segments = std::move(target->segments);
  request.query = std::move(target->query);
  request.headers = std::move(asked.headers);
  request.body = std::move(asked.body);
  request.request_id = call.request.request_id;
  request.remote = call.request.remote;
  return call.router->answer(call.app, in_the_name_of(one.secret, std::move(request)));
}

rapidjson::Document json_of(const Response& response) {
  rapidjson::Document out;
  out.Parse(response.body.data(), response.body.size());
  if (out.HasParseError()) out.SetNull();
  return out;
}

data view_of(const rapidjson::Value& value) {
  if (value.IsObject()) {
    data out;
    for (const auto& m : value.GetObject()) out.set(m.name.GetString(), view_of(m.value));
    return out;
  }
  if (value.IsArray()) {
    data out{data::type::list};
    for (const auto& one : value.GetArray()) out.push_back(view_of(one));
    return out;
  }
  if (value.IsString()) return text_or_none({value.GetString(), value.GetStringLength()});
  if (value.IsInt64()) return data(std::to_string(value.GetInt64()));
  if (value.IsUint64()) return data(std::to_string(value.GetUint64()));
  return data(value.IsTrue());
}

std::string amount_in_words(std::string decimal) {
  const auto digits = std::min(decimal.find('.'), decimal.size());
  const std::size_t first = decimal.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits; at > first + 3;) decimal.insert(at -= 3, 1, ',');
  return decimal.insert(first, "£");
}

data refusal_of(const Response& response) {
  const rapidjson::Document problem = json_of(response);
  data out;
  data faults{data::type::list};
  if (problem.IsObject()) {
    const auto text = [](const rapidjson::Value& from, const char* name) {
      const auto found = from.FindMember(name);
      return found != from.MemberEnd() && found->value.IsString() ? std::string(found->value.GetString()) : std::string();
    };
    out.set("detail", text(problem, "detail"));
    const auto errors = problem.FindMember("errors");
    if (errors != problem.MemberEnd() && errors->value.IsArray()) {
      for (const auto& one : errors->value.GetArray()) {
        const std::string pointer = text(one, "pointer");
        faults.push_back(fault_view(pointer.empty() ? text(one, "parameter") : pointer, text(one, "detail")));
      }
    }
  }
  out.set("faults", faults);
  return out;
}

data refusal_of(const Error& error) {
  data out;
  out.set("detail", error.message);
  data faults{data::type::list};
  for (const Fault& one : error.faults) faults.push_back(fault_view(one.where, one.message));
  out.set("faults", faults);
  return out;
}

Response framed_for(const api::Call& call, const Visitor& one, Page page, std::string_view body_template, data view) {
  data who;
  if (one.token) {
    who.set("name", one.token->name);
    who.set("role", one.token->role);
    who.set("form_token", form_token(one));
    view.set("visitor", who);
  }
  view.set("form_token", form_token(one));
  view.set("refused_cookie", text_or_none(one.refusal));
  view.set("here", call.request.path);
  view.set("who", data{kainjow::mustache::partial{[] { return std::string(embedded::web_templates_visitor_mustache); }}});
  view.set("faults_box", data{kainjow::mustache::partial{[] { return std::string(embedded::web_templates_refusal_mustache); }}});
  page.indexed = false;
  const auto fresh = call.app.database.read([](persistence::Session& s) -> Result<Freshness> { return freshness(s); });
  if (!fresh) return refuse(call, fresh.error());
  Response response = framed(call, page, *fresh, body_template, std::move(view));
  response.set_header("Cache-Control", "no-store");
  std::erase_if(response.headers, [](const auto& h) { return h.first == "ETag"; });
  return response;
}

int form_status(int of_the_api) {
  if (of_the_api == 401 || of_the_api == 403) return 403;
  return of_the_api >= 500 ? 503 : 400;
}

Response see_other(const std::string& address) {
  Response response;
  response.status = 303;
  response.set_header("Location", address);
  response.set_header("Cache-Control", "no-store");
  return response;
}

} // namespace openward::pages
