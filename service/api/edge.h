#pragma once
// What every answer carries, whatever its route: how much of the caller's budget is left, and whether pages of other origins may read it.
//
//   RateLimit-Policy: 600;w=60      RateLimit-Limit: 600      RateLimit-Remaining: 598      RateLimit-Reset: 41
//
// The four fields of draft-ietf-httpapi-ratelimit-headers-06, which clients of today read; see docs/decisions.

#include "service/api/app.h"
#include "service/api/router.h"

#include <optional>
#include <set>
#include <string>

namespace openward::api {

/// One request's place in its budget: that of its token when the token is in force, else that of its address. Requests from this machine
/// itself are counted and told, and refused only where the operator asked for it.
class Admission {
 public:
  Admission(App&, const http::Request&);
  bool granted() const { return !standing_ || standing_->within || !enforced_; }
  /// Refused, and the first of its window.
  bool first_refusal() const { return !granted() && standing_->first_beyond; }
  /// 429, with the moment to come back.
  http::Response refusal(const http::Request&) const;
  void tell(http::Response&) const;

 private:
  std::optional<http::Standing> standing_;
  http::Budget budget_;
  bool enforced_ = true;
};

/// What an address offers to pages of other origins.
struct Openness {
  bool read = false;             // this request reads, or asks a question
  std::set<std::string> reading; // methods of the address that do
  std::set<std::string> methods; // all that the address answers
};

/// Reads are open to every page; writes to the pages of the origins that the operator named.
void open_to_pages(const App&, const http::Request&, const Openness&, http::Response&);

} // namespace openward::api
