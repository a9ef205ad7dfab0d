#include "service/http/client.h"

#include "service/http/io_threads.h"

#include <cpprest/http_client.h>

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

namespace openward::http {
namespace {

using web::http::http_response;

constexpr std::size_t piece = 65536;
constexpr std::chrono::seconds after_cancel{5};

struct TooLarge {};

/// The body as it comes, up to the limit. Kept alive by the tasks that read it.
class BodyReader : public std::enable_shared_from_this<BodyReader> {
 public:
  BodyReader(http_response response, std::size_t limit) : response_(std::move(response)), limit_(limit) {}

  pplx::task<void> read() {
    auto self = shared_from_this();
    return response_.body().read(buffer_, piece).then([self](std::size_t count) {
      if (count == 0) return pplx::task_from_result();
      self->take(count);
      return self->read();
    });
  }
  std::string text() { return std::move(text_); }

 private:
  void take(std::size_t count) {
    if (text_.size() + count > limit_) throw TooLarge{};
    text_.append(buffer_.collection(), 0, count); // what is behind it is room, and no bytes of the answer
    buffer_ = concurrency::streams::container_buffer<std::string>();
  }

  http_response response_;
  std::size_t limit_;
  concurrency::streams::container_buffer<std::string> buffer_{};
  std::string text_{};
};

std::string media_type_of(const http_response& response) {
  std::string type = response.headers().content_type();
  type = type.substr(0, type.find(';'));
  while (!type.empty() && type.back() == ' ') type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return type;
}

Fetched head_of(const http_response& response) {
  Fetched out;
  out.status = response.status_code();
  out.media_type = media_type_of(response);
  const auto header = [&](const char* name) {
    const auto found = response.headers().find(name);
    return found == response.headers().end() ? std::string() : found->second;
  };
  out.retry_after = header("Retry-After");
  out.location = header("Location");
  return out;
}

pplx::task<Fetched> whole(const http_response& response, std::size_t limit) {
  Fetched out = head_of(response);
  const auto reader = std::make_shared<BodyReader>(response, limit);
  return reader->read().then([out = std::move(out), reader]() mutable {
    out.body = reader->text();
    return std::move(out);
  });
}

Error unavailable(std::string message, std::string internal) {
  return Error{ErrorKind::unavailable, std::move(message), {}, std::move(internal)};
}

/// The library tells these apart by their words alone.
Error broken(const std::string& host, const std::exception& fault, std::chrono::milliseconds limit) {
  const std::string_view what = fault.what();
  const auto says = [&](std::string_view words) { return what.find(words) != std::string_view::npos; };
  const auto* http = dynamic_cast<const web::http::http_exception*>(&fault);
  if (http && http->error_code() == std::errc::timed_out)
    return unavailable(host + " did not answer within " + std::to_string(limit.count() / 1000) + " s", fault.what());
  if (says("resolving"))
    return unavailable("no machine of the name " + host + " was found: check the address and the name server", fault.what());
  if (says("SSL") || says("certificate") || says("handshake"))
    return unavailable("the connection to " + host + " could not be made safe (TLS): check the address, the clock and the certificates",
                       fault.what());
  if (says("connect")) return unavailable(host + " takes no connection: it may be down, or something between refuses it", fault.what());
  return unavailable(host + " broke off before its answer was whole", fault.what());
}

Error not_an_address(const std::string& address) {
  return invalid_at("address", "bad_address", "\"" + address + "\" is not an address: write it like https://www.example.org/path");
}

} // namespace

Client::Client(ClientOptions options) : options_(std::move(options)) { start_io_threads(); }

Result<Fetched> Client::get(const std::string& address) const {
  if (!web::uri::validate(address)) return not_an_address(address);
  const web::uri uri(address);
  if ((uri.scheme() != "http" && uri.scheme() != "https") || uri.host().empty()) return not_an_address(address);

  web::http::client::http_client_config config;
  config.set_timeout(options_.step_limit);
  config.set_max_redirects(0);
  web::http::http_request request(web::http::methods::GET);
  request.set_request_uri(uri.resource());
  request.headers().add("User-Agent", options_.agent);
  request.headers().add("Accept", options_.accept);

  struct Arrival {
    std::promise<Fetched> promise{};
    pplx::cancellation_token_source cancel{};
  };
  const auto arrival = std::make_shared<Arrival>();
  auto come = arrival->promise.get_future();
  try {
    web::http::client::http_client client(uri.authority(), config);
    // The chain ends in a task-based step that lets nothing out: an exception that nobody looks at ends the process.
    client.request(request, arrival->cancel.get_token())
        .then([limit = options_.body_limit](const http_response& response) { return whole(response, limit); })
        .then([arrival](const pplx::task<Fetched>& done) {
          try {
            arrival->promise.set_value(done.get());
          } catch (...) {
            arrival->promise.set_exception(std::current_exception());
          }
        });
    if (come.wait_for(options_.whole_limit) != std::future_status::ready) {
      arrival->cancel.cancel();
      come.wait_for(after_cancel);
      return unavailable(uri.host() + " had not given its whole answer after " + std::to_string(options_.whole_limit.count() / 1000) + " s",
                         "deadline");
    }
    return come.get();
  } catch (const TooLarge&) {
    return invalid_at("body", "too_large",
                      uri.host() + " answered with more than " + std::to_string(options_.body_limit / 1024 / 1024) +
                          " MB: that is no page");
  } catch (const std::exception& fault) {
    return broken(uri.host(), fault, options_.step_limit);
  }
}

} // namespace openward::http
