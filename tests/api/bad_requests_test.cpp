// Ten thousand requests that nobody should send, at every route of the table and every parameter: each is answered, none with a fault of
// the server's, and what is refused is a problem document. The same ten thousand every time.

#include "tests/api/program.h"
#include "tests/api/recorder.h"
#include "tests/support/catch.h"
#include "tests/support/databases.h"
#include "tests/support/raw_http.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <random>
#include <set>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file

namespace {

constexpr std::size_t kRequests = 10000;

struct Address {
  std::string method;
  std::string path;
  std::vector<std::string> parameters;
};

/// The router's table, as the service itself tells it.
std::vector<Address> addresses_of(unsigned short port) {
  const auto index = json(get(port, "/v1").body);
  std::vector<Address> out;
  for (const auto& one : index["addresses"].GetArray()) {
    Address address{at(one, "/method"), at(one, "/path"), {}};
    for (const auto& name : one["parameters"].GetArray()) address.parameters.emplace_back(name.GetString());
    out.push_back(std::move(address));
  }
  return out;
}

/// Percent-encoded values that no parameter and no id means.
const std::array<std::string, 24> kOddValues{"",
                                             "%20",
                                             "0",
                                             "-1",
                                             "1e309",
                                             "99999999999999999999999",
                                             "-9223372036854775808",
                                             "9223372036854775807",
                                             "2026-02-30",
                                             "9999-12-31",
                                             "0000-00-00",
                                             "true",
                                             "null",
                                             "NaN",
                                             "%27%20or%201%3D1--",
                                             "%22%3B%20drop%20table%20award%3B",
                                             "*",
                                             "%25%25%25",
                                             "%5F%5F",
                                             "%F0%9F%A9%BA%E2%80%AE",
                                             "..%2F..%2Fetc%2Fpasswd",
                                             "%7B%22a%22%3A1%7D",
                                             "a,b,,c",
                                             "eyJrIjoxfQ"};
const std::array<std::string, 6> kBrokenValues{"%ff%fe", "%c0%af", "%00", "%ed%a0%80", "a%00b", "%f5%80%80%80"};
const std::array<std::string, 8> kBodies{
    "",
    "{",
    "[]",
    "null",
    R"({"title":{"a":[1,2,{"b":null}]},"providers":7,"value":"x","cpv":[[[]]],"decision":[],"reason":1})",
    R"({"title":"a","title":"b"})",
    R"({"awarded_on":"2026-02-31","value":{"amount":1e9999},"route":"by_hand","queries":{}})",
    "{\"title\":\"\xff\xfe\",\"name\":\"\\u0000\"}"};
const std::array<std::string, 7> kMediaTypes{"application/json",
                                             "application/json",
                                             "application/json",
                                             "text/plain",
                                             "application/x-www-form-urlencoded",
                                             "application/json;charset=utf-16",
                                             "multipart/form-data"};
const std::array<std::string, 10> kVerbs{"PUT", "PATCH", "DELETE", "PROPFIND", "BREW", "M-SEARCH", "X", "LINK", "QUERY", "MOVE"};

enum class Kind { unknown_parameter, odd_value, broken_value, odd_verb, odd_accept, odd_body, odd_headers, long_value };
constexpr std::array<Kind, 8> kKinds{Kind::unknown_parameter, Kind::odd_value, Kind::broken_value, Kind::odd_verb,
                                     Kind::odd_accept,        Kind::odd_body,  Kind::odd_headers,  Kind::long_value};

struct Bad {
  std::string text;
  bool surely = false; // it can be nothing but refused
};

class Generator {
 public:
  Generator(std::vector<Address> addresses, std::string admin) : addresses_(std::move(addresses)), admin_(std::move(admin)) {
    for (const Address& address : addresses_) {
      for (const Kind kind : kKinds) plan_.push_back({&address, kind, address.parameters.empty() ? "q" : address.parameters.front()});
      for (const std::string& parameter : address.parameters) {
        for (const Kind kind : {Kind::odd_value, Kind::broken_value, Kind::odd_value}) plan_.push_back({&address, kind, parameter});
      }
    }
  }

  /// So many are every kind at every address and odd values for every parameter.
  std::size_t once() const { return plan_.size(); }
  /// The plan, and then its lines by chance.
  Bad next(std::size_t i) { return request_of(i < plan_.size() ? plan_[i] : any(plan_)); }

 private:
  template <typename List>
  const typename List::value_type& any(const List& list) {
    return list[random_() % list.size()];
  }

  std::string path_of(const Address& address) {
    std::string path = address.path;
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{')) {
      std::string id = any(kOddValues);
      if (id.empty() || id == ".." || random_() % 3 == 0) id = "aw-000000000000";
      path.replace(at, path.find('}') - at + 1, id);
    }
    return path;
  }

  std::string written(const std::string& verb, const std::string& target, const std::string& headers, const std::string& body) {
    // Sometimes as an admin, so that writes get past their door.
    const bool token = random_() % 2 == 0;
    return request_text(verb, target, (token ? "Authorization: Bearer " + admin_ + "\r\n" : "") + headers, body);
  }

  struct Line {
    const Address* address;
    Kind kind;
    std::string parameter;
  };

  Bad request_of(const Line& line) {
    const Address& address = *line.address;
    const std::string& parameter = line.parameter;
    const std::string path = path_of(address);
    const std::string own_body = address.method == "POST" ? any(kBodies) : "";
    const std::string type = own_body.empty() ? "" : "Content-Type: " + any(kMediaTypes) + "\r\n";
    switch (line.kind) {
    case Kind::unknown_parameter:
      return {written(address.method, path + "?" + any(kVerbs) + "=" + any(kOddValues), type, own_body), true};
    case Kind::odd_value:
      return {written(address.method, path + "?" + parameter + "=" + any(kOddValues), type, own_body)};
    case Kind::broken_value:
      return {written(address.method, path + "?" + parameter + "=" + any(kBrokenValues), type, own_body), true};
    case Kind::odd_verb:
      return {written(any(kVerbs), path, type, own_body), true};
    case Kind::odd_accept:
      return {written(address.method, path, type + "Accept: image/png;q=2, a/b;;q=x, */png\r\n", own_body)};
    case Kind::odd_body:
      return {written(address.method, path, type + "If-Match: *\r\nIdempotency-Key: " + any(kVerbs) + "\r\n", own_body)};
    case Kind::odd_headers:
      return {written(address.method, path,
                      type + "If-None-Match: W/\"a, *\r\nIf-Match: \"\r\nIdempotency-Key: a b\r\nRange: bytes=9-1\r\nX-Request-Id: {}\r\n"
                             "Cookie: a=b;;;\r\nX-Forwarded-For: ,,\r\nOrigin: null\r\nAccept-Language: *;q=-1\r\n",
                      own_body)};
    case Kind::long_value:
      return {written(address.method, path + "?" + parameter + "=" + std::string(6000, 'x') + "&" + parameter + "=y", type, own_body)};
    }
    return {};
  }

  const std::vector<Address> addresses_;
  const std::string admin_;
  std::vector<Line> plan_{};
  std::mt19937_64 random_{20260810};
};

/// A form that a person sent is answered with the page it stands on.
bool is_page_of_form(const std::string& request, const RawAnswer& answer) {
  const auto path = request.find(" /");
  return request.starts_with("POST /") && request.compare(path + 1, 4, "/v1/") != 0 &&
         answer.header("content-type") == "text/html; charset=utf-8" && answer.body.find("<h1") != std::string::npos;
}

/// "" when an answer is as it must be, else what is wrong with it.
std::string wrong_with(const std::string& request, const RawAnswer& answer, bool surely) {
  if (answer.status == 0) return "no answer";
  if (!answer.complete) return "an answer that was cut";
  if (answer.status >= 500) return "a fault of the server's";
  if (surely && answer.status < 400) return "not refused";
  if (answer.status < 400 || is_page_of_form(request, answer)) return "";
  if (answer.header("content-type") != "application/problem+json") return "no problem document";
  rapidjson::Document problem;
  problem.Parse(answer.body.data(), answer.body.size());
  if (problem.HasParseError() || !problem.IsObject()) return "no JSON";
  for (const char* member : {"type", "title", "detail", "request_id"}) {
    if (!problem.HasMember(member) || !problem[member].IsString()) return std::string("without ") + member;
  }
  if (!problem.HasMember("status") || problem["status"].GetInt() != answer.status) return "with another status inside";
  return problem["request_id"].GetString() == answer.header("x-request-id") ? "" : "with another request id inside";
}

/// One connection as long as the server keeps it.
class Client {
 public:
  explicit Client(unsigned short port) : port_(port) {}
  RawAnswer ask(const std::string& text) {
    if (!open_) open_ = std::make_unique<RawConnection>(port_);
    RawAnswer answer;
    if (open_->send(text)) answer = open_->receive();
    if (answer.status == 0 || answer.header("connection") == "close") open_.reset();
    return answer;
  }

 private:
  unsigned short port_;
  std::unique_ptr<RawConnection> open_;
};

} // namespace

TEST_CASE("ten thousand bad requests find no fault, no hang and no growth, and each refusal is a problem document, or the page of a form",
          "[api]") {
  const auto backend = GENERATE(from_range(backends()));
  // SQLite has all of them; PostgreSQL the plan, once.
  const Recorder reg(backend);
  Generator generator(addresses_of(reg.serving->port()), new_token(reg.url, "admin"));
  REQUIRE(generator.once() < kRequests);
  const std::size_t count = backend == openward::persistence::Backend::sqlite ? kRequests : generator.once();
  Client client(reg.serving->port());
  std::size_t warm = 0;
  std::chrono::steady_clock::duration longest{};
  std::set<int> statuses;
  for (std::size_t i = 0; i < count; ++i) {
    const Bad bad = generator.next(i);
    const auto begin = std::chrono::steady_clock::now();
    const RawAnswer answer = client.ask(bad.text);
    longest = std::max(longest, std::chrono::steady_clock::now() - begin);
    statuses.insert(answer.status);
    if (const std::string wrong = wrong_with(bad.text, answer, bad.surely); !wrong.empty()) {
      UNSCOPED_INFO(i << ": " << bad.text.substr(0, 800) << "\ngave " << answer.head << answer.body.substr(0, 800));
      FAIL_CHECK(wrong);
    }
    if (i == kRequests / 2) warm = reg.serving->resident_bytes();
  }
  CHECK(reg.serving->alive());
  CHECK(longest < std::chrono::seconds(10));
  for (const int status : {400, 401, 404, 405, 406, 415}) CHECK(statuses.count(status) == 1);
  if (warm > 0) CHECK(reg.serving->resident_bytes() < warm + 64 * 1024 * 1024);
}
