#pragma once
// Problem documents (RFC 9457): the one look of every error.
//
//   {"type":"/problems/<slug>","title":…,"status":…,"detail":…,
//    "errors":[{"pointer":"/providers/0" | "parameter":"cpv","code":…,"detail":…}],"request_id":…}
//
// Pure functions. Slug and title of a status are stable: clients branch on them.

#include "domain/result.h"
#include "service/http/message.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::http {

struct Problem {
  int status = 500;
  std::string type_slug;
  std::string title;
  std::string detail;
  /// A fault whose `where` begins with "/" is a JSON pointer into the body, else a parameter; "" says neither.
  std::vector<Fault> faults{};
  std::string request_id;
};

/// application/problem+json.
Response problem_response(const Problem&);

/// The answer for an error of the register. An internal error says nothing but its request id; 401 names the scheme (WWW-Authenticate),
/// 503 when to come back (Retry-After).
Response problem_from(const Error&, const Request&);

/// The answer for an error of the protocol (400 404 405 413 …). For a status that the table does not know the type is "about:blank".
Response problem_for_status(const Request&, int status, std::string_view detail, std::vector<Fault> faults = {});

} // namespace openward::http
