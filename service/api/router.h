#pragma once
// The router is one table: method, pattern, operation, action. The OpenAPI document and this table are compared by a test.

#include "persistence/read/query.h"
#include "service/api/app.h"
#include "service/http/message.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::api {

enum class Representation { json, csv, ndjson, xlsx, atom };

class Router;

/// One request on its way to its action.
struct Call {
  App& app;
  const http::Request& request;
  std::vector<std::string> values; // of the pattern's {names}, in order
  Representation representation = Representation::json;
  const Router* router = nullptr; // that found the action; lives as long as the call
  bool byte_true = false;         // CSV whose texts are not guarded against spreadsheet programs
  std::string_view operation{};   // of the route
};

struct Route {
  std::string method;
  std::string pattern; // "/v1/awards/{id}/publish"
  std::string operation;
  std::function<http::Response(const Call&)> action;
  std::vector<std::string> parameters; // every query parameter that has a meaning here
  bool tabular = false;                // has .csv and .ndjson beside .json
  bool page = false;                   // gives one representation whatever is asked for (HTML, metrics, the contract)
  bool spreadsheet = false;            // tabular, has .xlsx too, and its CSV can be had byte-true
  bool atom = false;                   // has .atom too: what changed last, first
  bool question = false;               // a POST that changes nothing: open to all, and in no account of writes
  bool form = false;                   // a POST of a page: what it changes, it asks of another route in its visitor's name

  bool records() const { return method != "GET" && !question && !form; }
};

/// The parameter of every route that has spreadsheets. The router reads it, and the action sees the request without it.
constexpr std::string_view byte_true_parameter = "byte_true";

/// Finds the route and calls it; answers 404 with the nearest patterns, 405 with Allow, OPTIONS, 406, and refuses query parameters that
/// the route does not know; counts the request against its caller's budget, and keeps the account of refused writes. Every route that
/// records has the parameter dry_run. Immutable after construction, so threads share it.
class Router {
 public:
  explicit Router(std::vector<Route> routes);
  http::Response answer(App&, const http::Request&) const;
  /// The pattern that a request falls under, for metrics; "" when there is none.
  std::string_view pattern_of(const http::Request&) const;
  std::span<const Route> routes() const { return routes_; }

 private:
  struct Match {
    const Route* route;
    std::vector<std::string> values;
    std::optional<Representation> suffix;
  };
  /// Every route of the request's path, whatever its method.
  std::vector<Match> matches(const http::Request&) const;
  http::Response routed(App&, const http::Request&, std::vector<Match>& found) const;
  /// What the action of the route answers.
  http::Response acted(App&, const http::Request&, const Route&, std::vector<std::string> values, Representation) const;

  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> split_; // patterns, by segment
};

/// Every route of the register.
Router register_router();

} // namespace openward::api
