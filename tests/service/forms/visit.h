#pragma once
// A browser for tests: keeps the cookie, sends forms, reads pages.

#include "register.h"
#include "service/api/parameters.h"

#include <expat.h>

#include <string>
#include <string_view>

namespace openward::test {

/// "" where the page is well-formed XML, else what is wrong and where.
inline std::string malformed(const http::Response& response) {
  XML_Parser parser = XML_ParserCreate("UTF-8");
  const bool sound = XML_Parse(parser, response.body.data(), static_cast<int>(response.body.size()), 1) != XML_STATUS_ERROR;
  std::string out =
      sound ? std::string()
            : std::string(XML_ErrorString(XML_GetErrorCode(parser))) + " in line " + std::to_string(XML_GetCurrentLineNumber(parser));
  XML_ParserFree(parser);
  return out;
}

class Visit {
 public:
  explicit Visit(Register& r) : register_(r) {}
  Visit(Register& r, const std::string& role) : register_(r) { sign_in(r.token(role)); }

  http::Response get(std::string_view target) { return keep(register_.ask(request("GET", target, headers()))); }
  http::Response post(std::string_view target, const http::Parameters& fields) {
    http::Parameters sent = headers();
    sent.emplace_back("content-type", "application/x-www-form-urlencoded");
    return keep(register_.ask(request("POST", target, sent, api::encode_query(fields))));
  }
  http::Response sign_in(const std::string& secret) { return post("/sign-in", {{"token", secret}}); }
  /// The value of the first field of this name on the page.
  static std::string field(const http::Response& page, std::string_view name) {
    const std::string key = "name=\"" + std::string(name) + "\" value=\"";
    const auto at = page.body.find(key);
    if (at == std::string::npos) return {};
    return page.body.substr(at + key.size(), page.body.find('"', at + key.size()) - at - key.size());
  }
  const std::string& cookie() const { return cookie_; }
  http::Parameters more{}; // headers of every request

 private:
  http::Parameters headers() const {
    http::Parameters out = more;
    out.emplace_back("host", "register.test");
    if (!cookie_.empty()) out.emplace_back("cookie", "theme=dark; " + cookie_);
    return out;
  }
  http::Response keep(http::Response response) {
    const std::string set = header(response, "Set-Cookie");
    if (!set.empty()) cookie_ = set.find("Max-Age=0") == std::string::npos ? set.substr(0, set.find(';')) : std::string();
    return response;
  }
  Register& register_;
  std::string cookie_;
};

} // namespace openward::test
