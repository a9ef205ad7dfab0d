#pragma once
// Our own request and response. No type of the HTTP library appears outside this folder's sources.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::http {

using Parameters = std::vector<std::pair<std::string, std::string>>; // decoded, in order, duplicates kept

struct Request {
  std::string method;                // as sent, known verbs in upper case; a HEAD reaches the handler as GET
  std::vector<std::string> segments; // decoded path segments: "/v1/awards" is {"v1","awards"}, "/v1/" is {"v1",""}
  std::string path;                  // raw path, for messages and logs
  Parameters query;
  std::string raw_query;
  Parameters headers;     // names in lower case
  std::string body;       // at most the server's limit, any bytes
  std::string request_id; // the client's X-Request-Id when it is [A-Za-z0-9._-]{1,64}, else one of ours
  std::string remote;     // the client's address; behind a trusted proxy the one that it names
  bool may_wait = false;  // the answer may be put off (Response::wait)
  bool again = false;     // the handler is asked a second time, after such a wait

  std::string_view header(std::string_view lower_case_name) const; // "" when absent
};

/// Pieces of a body made while it is sent. `next` appends more bytes and returns false at the end; it is called on the I/O pool, so it
/// must be short. It may throw: the connection is then cut so that the client sees the truncation.
using BodySource = std::function<bool(std::string& out)>;

/// An answer that is put off until the number that the server watches is beyond this one, or the time is over.
struct Wait {
  std::int64_t beyond = 0;
  std::chrono::milliseconds at_most{0};
};

struct Response {
  int status = 200;
  std::string media_type; // "application/json"; empty with an empty body
  std::string body;
  BodySource stream; // when set, body is ignored
  Parameters headers;
  /// Of the stream, where it is known before it begins: sent as Content-Length, so that a reader sees when it was cut. The stream then
  /// gives just as many bytes.
  std::optional<std::uint64_t> stream_length{};
  /// When set, nothing is sent: the request waits without a thread, and the handler is asked once more, with Request::again. Only for a
  /// request that may wait.
  std::optional<Wait> wait{};

  /// Replaces. A value with a control character (CR, LF, NUL, …) is refused by throwing std::invalid_argument: nobody may split a
  /// response. So are Content-Length, Transfer-Encoding, Content-Type (use media_type), Date and X-Request-Id: the server writes them.
  void set_header(std::string name, std::string value);
};

using Handler = std::function<Response(const Request&)>;

} // namespace openward::http
