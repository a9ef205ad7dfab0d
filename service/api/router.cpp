#include "service/api/router.h"

#include "service/api/auditing.h"
#include "service/api/edge.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/http/problem.h"
#include "service/pages/problem.h"
#include "service/render/atom.h"
#include "service/render/workbook.h"

#include <algorithm>
#include <array>
#include <set>

namespace openward::api {

using http::Request;
using http::Response;

namespace {

std::vector<std::string> split_pattern(std::string_view pattern) {
  std::vector<std::string> out;
  while (!pattern.empty()) {
    pattern.remove_prefix(1); // the slash
    const auto end = std::min(pattern.find('/'), pattern.size());
    if (end > 0) out.emplace_back(pattern.substr(0, end));
    pattern.remove_prefix(end);
  }
  return out;
}

bool is_variable(const std::string& segment) { return segment.front() == '{'; }

/// What a variable takes of a segment: all of it, or all before what stands behind the brace ("{id}.csv-metadata.json"). "" when nothing
/// is left, or it ends otherwise.
std::string taken_by(const std::string& variable, const std::string& segment) {
  const std::string_view ending = std::string_view(variable).substr(variable.find('}') + 1);
  return segment.ends_with(ending) ? segment.substr(0, segment.size() - ending.size()) : std::string();
}

struct Suffix {
  std::string_view ending;
  Representation representation;
};
constexpr std::array<Suffix, 5> kSuffixes{{{".json", Representation::json},
                                           {".csv", Representation::csv},
                                           {".ndjson", Representation::ndjson},
                                           {".xlsx", Representation::xlsx},
                                           {".atom", Representation::atom}}};

bool gives(const Route& route, Representation representation) {
  switch (representation) {
  case Representation::json:
    return true;
  case Representation::xlsx:
    return route.spreadsheet;
  case Representation::atom:
    return route.atom;
  default:
    return route.tabular;
  }
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& segments, std::vector<std::string>& values) {
  if (pattern.size() != segments.size()) return false;
  values.clear();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_variable(pattern[i])) {
      values.push_back(taken_by(pattern[i], segments[i]));
      if (values.back().empty() && !segments[i].empty()) return false;
    } else if (pattern[i] != segments[i]) {
      return false;
    }
  }
  return true;
}

std::string join(const std::set<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string_view trimmed(std::string_view s) {
  const auto first = s.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{} : s.substr(first, s.find_last_not_of(" \t") - first + 1);
}

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// What stands before `end`, taken off the front of `rest` with it.
std::string_view taken(std::string_view& rest, char end) {
  const auto at = std::min(rest.find(end), rest.size());
  const std::string_view out = trimmed(rest.substr(0, at));
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return out;
}

/// The q of a media range in thousandths; 1000 where its parameters hold none.
int weight(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view one = taken(parameters, ';');
    if (one.size() < 3 || !same_word(one.substr(0, 2), "q=")) continue;
    const std::string_view number = one.substr(2);
    int q = number.starts_with('1') ? 1000 : 0;
    if (!number.starts_with("0.")) return q;
    int unit = 100;
    for (const char c : number.substr(2, 3)) {
      if (c < '0' || c > '9') break;
      q += (c - '0') * unit;
      unit /= 10;
    }
    return q;
  }
  return 1000;
}

/// The quality that an Accept header gives to a media type: -1 when it is not acceptable. Grammar: RFC 9110 section 12.5.1, of which the q
/// parameter alone matters here.
int quality(std::string_view accept, std::string_view type) {
  const std::string_view family = type.substr(0, type.find('/'));
  int best = -1;
  int best_specificity = -1;
  while (!accept.empty()) {
    std::string_view item = taken(accept, ',');
    const std::string_view range = taken(item, ';');
    int specificity = -1;
    if (same_word(range, type)) specificity = 2;
    if (range.size() == family.size() + 2 && same_word(range.substr(0, family.size()), family) && range.ends_with("/*")) specificity = 1;
    if (range == "*/*") specificity = 0;
    if (specificity > best_specificity) {
      const int q = weight(item);
      best_specificity = specificity;
      best = q > 0 ? q : -1;
    }
  }
  return best;
}

/// The best of what the route gives; of equals the first.
std::optional<Representation> negotiated(std::string_view accept, const Route& route) {
  if (accept.empty()) return Representation::json;
  struct Offer {
    std::string_view type;
    Representation representation;
  };
  constexpr std::array<Offer, 5> offers{{{"application/json", Representation::json},
                                         {"text/csv", Representation::csv},
                                         {"application/x-ndjson", Representation::ndjson},
                                         {render::workbook_type, Representation::xlsx},
                                         {render::atom_type, Representation::atom}}};
  std::optional<Representation> best;
  int best_quality = -1;
  for (const Offer& offer : offers) {
    const int q = gives(route, offer.representation) ? quality(accept, offer.type) : -1;
    if (q <= best_quality) continue;
    best_quality = q;
    best = offer.representation;
  }
  return best;
}

std::string given_types(const Route& route) {
  if (!route.tabular) return "This address gives application/json.";
  if (!route.spreadsheet) return "This address gives application/json, text/csv and application/x-ndjson.";
  if (route.atom)
    return "This address gives application/json, text/csv, application/x-ndjson, " + std::string(render::atom_type) + " and " +
           std::string(render::workbook_type) + ".";
  return "This address gives application/json, text/csv, application/x-ndjson and " + std::string(render::workbook_type) + ".";
}

Result<bool> byte_true(const Request& request, Representation representation) {
  const auto word = value_of(request.query, byte_true_parameter);
  if (!word) return word.error();
  const std::string name(byte_true_parameter);
  if (word->empty()) return false;
  if (*word != "true" && *word != "false") return invalid_at(name, "bad_value", name + " is true or false.");
  if (representation == Representation::csv) return *word == "true";
  return invalid_at(name, "no_effect", name + " is for CSV alone: in other representations no text is ever changed. Leave it out.");
}

std::optional<Response> unknown_parameter(const Route& route, const Request& request) {
  std::vector<Fault> faults;
  std::string valid;
  for (const std::string& name : route.parameters) valid += (valid.empty() ? "" : ", ") + name;
  for (const auto& [name, value] : request.query) {
    if (std::find(route.parameters.begin(), route.parameters.end(), name) != route.parameters.end()) continue;
    faults.push_back(
        {name, "unknown_parameter",
         valid.empty() ? "this address takes no parameters." : "there is no parameter \"" + name + "\" here. Valid: " + valid + "."});
  }
  if (faults.empty()) return std::nullopt;
  return http::problem_from(invalid("The request has a parameter that would have no effect.", std::move(faults)), request);
}

bool asks_to_read(const Route& route) { return route.method == "GET" || route.question; }

} // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  split_.reserve(routes_.size());
  for (Route& route : routes_) {
    split_.push_back(split_pattern(route.pattern));
    const std::string dry_run(dry_run_parameter);
    const bool knows = std::find(route.parameters.begin(), route.parameters.end(), dry_run) != route.parameters.end();
    if (route.records() && !knows) route.parameters.push_back(dry_run);
  }
}

std::vector<Router::Match> Router::matches(const Request& request) const {
  std::vector<std::string> bare = request.segments;
  std::optional<Representation> suffix;
  if (!bare.empty()) {
    for (const Suffix& s : kSuffixes) {
      if (bare.back().size() <= s.ending.size() || !bare.back().ends_with(s.ending)) continue;
      bare.back().resize(bare.back().size() - s.ending.size());
      suffix = s.representation;
      break;
    }
  }
  std::vector<Match> found;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    std::vector<std::string> values;
    if (fits(split_[i], request.segments, values)) {
      found.push_back({&routes_[i], std::move(values), std::nullopt});
    } else if (suffix && (suffix == Representation::json ? routes_[i].tabular : gives(routes_[i], *suffix)) &&
               fits(split_[i], bare, values)) {
      found.push_back({&routes_[i], std::move(values), suffix});
    }
  }
  return found;
}

std::string_view Router::pattern_of(const Request& request) const {
  const auto found = matches(request);
  return found.empty() ? std::string_view{} : std::string_view(found.front().route->pattern);
}

Response Router::acted(App& app, const Request& request, const Route& route, std::vector<std::string> values,
                       Representation representation) const {
  if (!route.spreadsheet) return route.action(Call{app, request, std::move(values), representation, this, false, route.operation});
  const auto exact = byte_true(request, representation);
  if (!exact) return http::problem_from(exact.error(), request);
  Request rest = request;
  std::erase_if(rest.query, [](const auto& parameter) { return parameter.first == byte_true_parameter; });
  return route.action(Call{app, rest, std::move(values), representation, this, *exact, route.operation});
}

Response Router::answer(App& app, const Request& request) const {
  std::vector<Match> found = matches(request);
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  const Route* asked = nullptr;
  Openness open;
  for (const Match& match : found) {
    open.methods.insert(match.route->method);
    if (asks_to_read(*match.route)) open.reading.insert(match.route->method);
    if (asked == nullptr && match.route->method == method) asked = match.route; // the first, which is the one that acts
  }
  // What is wrong with a question may be read by whoever asked it; what is wrong with a write is not a read.
  open.read = asked == nullptr ? method == "GET" || (!open.reading.empty() && method != "POST") : asks_to_read(*asked);

  const Admission admission(app, request);
  Response response = admission.granted() ? routed(app, request, found) : admission.refusal(request);
  // While the database is out of reach there is nowhere to keep an entry; a flood is one entry in each window.
  const bool refused = response.status >= 400 && response.status != 503 && (admission.granted() || admission.first_refusal());
  if (refused && asked != nullptr && asked->records() && !is_dry_run(request)) record_refusal(app, request, asked->operation, response);
  if (pages::wants_page(request, response)) response = pages::problem_page(app, request, std::move(response));
  admission.tell(response);
  open_to_pages(app, request, open, response);
  return response;
}

Response Router::routed(App& app, const Request& request, std::vector<Match>& found) const {
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  std::set<std::string> allowed;
  for (Match& match : found) {
    const Route& route = *match.route;
    allowed.insert({route.method, "OPTIONS"});
    if (route.method == "GET") allowed.insert("HEAD");
    if (route.method != method) continue;
    if (auto refused = unknown_parameter(route, request)) return *std::move(refused);
    const std::string_view accept = route.page ? std::string_view{} : request.header("accept");
    const auto representation = match.suffix ? match.suffix : negotiated(accept, route);
    if (!representation) return http::problem_for_status(request, 406, given_types(route));
    Response response = acted(app, request, route, std::move(match.values), *representation);
    // What a token opens is for who holds it: no cache between may give it to others.
    if (method == "GET" && !request.header("authorization").empty()) response.set_header("Cache-Control", "private");
    return response;
  }
  if (allowed.empty()) return http::problem_for_status(request, 404, "There is nothing at " + request.path + ". /v1 lists what there is.");
  Response response;
  if (request.method == "OPTIONS") {
    response.status = 204;
  } else {
    response = http::problem_for_status(request, 405, request.method + " has no meaning at this address. Allowed: " + join(allowed) + ".");
  }
  response.set_header("Allow", join(allowed));
  return response;
}

} // namespace openward::api
