#include "service/http/call.h"

#include "service/http/client_address.h"
#include "service/http/framing.h"
#include "service/http/reply.h"
#include "service/http/syntax.h"
#include "service/http/target.h"

#include <cpprest/http_msg.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace openward::http {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t piece_size = 16384;
constexpr const char* come_back = "5"; // seconds, for whom there is no place to wait

constexpr std::string_view unexplained = "The server failed while it answered. Try again; if it fails again, report the request id.";

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

Request request_of(const web::http::http_request& message, const std::vector<std::string>& trusted_proxies) {
  Request request;
  request.method = message.method();
  const auto target = message.relative_uri();
  request.path = target.path();
  request.raw_query = target.query();
  for (const auto& [name, value] : message.headers()) request.headers.emplace_back(lower_case(name), value);
  const auto given = request.header("x-request-id");
  request.request_id = acceptable_request_id(given) ? std::string(given) : fresh_request_id();
  request.remote = client_address(message.remote_address(), request.header("x-forwarded-for"), trusted_proxies);
  return request;
}

Response plain_problem(int status, std::string_view detail) {
  Response response;
  response.status = status;
  response.media_type = "text/plain; charset=utf-8";
  response.body = std::string(detail) + "\n";
  return response;
}

/// Exactly one answer is sent for each Call, whatever happens to it: a Call that nobody answered (its place in the queue was given up)
/// answers when it is destroyed.
/// A chain of the transport's tasks that ends in an exception which nobody looks at ends the process, so every `.then` here takes a task
/// and lets nothing out.
class Call : public std::enable_shared_from_this<Call> {
 public:
  Call(std::shared_ptr<Core> core, web::http::http_request message)
      : core_(std::move(core)), message_(std::move(message)), request_(request_of(message_, core_->options.trusted_proxies)) {
    core_->enter();
  }
  ~Call() {
    if (answered_.exchange(true)) return;
    reply_bare();
    finish(false);
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  void begin();

 private:
  void read_body();
  void take(std::size_t count);
  void enqueue();
  void run();
  Response handled();
  bool put_off(const Wait& wait);
  void resume();
  Response problem(int status, std::string_view detail);
  void refuse(int status, std::string_view detail);
  void answer(Response response);
  void send(Response response);
  void reply_bare();
  void finish(bool sent);
  void report(std::string_view what);
  template <typename Step>
  void guarded(Step step);

  const std::shared_ptr<Core> core_;
  const web::http::http_request message_;
  Request request_;
  Framing framing_;
  const Clock::time_point began_ = Clock::now();
  std::vector<unsigned char> piece_;
  std::atomic<bool> answered_{false};
  bool close_after_ = false;
  bool no_place_ = false; // to wait
  int status_ = 500;
  std::uint64_t bytes_ = 0;
  std::shared_ptr<BodyFeed> feed_;
};

template <typename Step>
void Call::guarded(Step step) {
  try {
    step();
    return;
  } catch (const std::exception& e) {
    report(e.what());
  } catch (...) {
    report("something that is not a std::exception");
  }
  answer(problem(500, unexplained));
}

void Call::begin() {
  auto framing = read_framing(request_.headers);
  if (!framing) {
    framing_.chunked = true; // unknown: cut whatever may follow
    return refuse(400, framing.error().message);
  }
  framing_ = *framing;
  // Behind a malformed chunk size the transport leaves bytes that it would take for the next request.
  close_after_ = framing_.chunked;
  if (core_->draining) return refuse(503, "The server is shutting down. Try again in a moment.");
  if (message_.http_version() == web::http::http_versions::HTTP_1_1 && request_.header("host").empty())
    return refuse(400, "An HTTP/1.1 request needs a Host header.");
  if (!message_.request_uri().fragment().empty()) return refuse(400, "The path cannot be read: write %23 for the character #.");
  if (request_.method == web::http::methods::TRCE) return refuse(405, "TRACE is not answered here, because it would repeat credentials.");
  if (framing_.declared.value_or(0) > core_->options.body_limit) {
    ++core_->rejected_large;
    return refuse(413, "The body may have at most " + std::to_string(core_->options.body_limit) + " bytes. Send less, or in parts.");
  }
  auto target = parse_target(request_.path, request_.raw_query);
  if (!target) return refuse(400, target.error().message);
  request_.segments = std::move(target->segments);
  request_.query = std::move(target->query);
  framing_.has_body() ? read_body() : enqueue();
}

void Call::read_body() {
  piece_.resize(piece_size);
  message_.body().streambuf().getn(piece_.data(), piece_.size()).then([self = shared_from_this()](pplx::task<std::size_t> read) {
    std::size_t count = 0;
    try {
      count = read.get();
    } catch (...) { // the client has gone, or broke its own framing
      return self->guarded([&] { self->refuse(400, "The body ended before its announced length."); });
    }
    self->guarded([&] { self->take(count); });
  });
}

void Call::take(std::size_t count) {
  if (count == 0) return enqueue();
  if (request_.body.size() + count > core_->options.body_limit) {
    ++core_->rejected_large;
    request_.body = {};
    return refuse(413, "The body may have at most " + std::to_string(core_->options.body_limit) + " bytes. Send less, or in parts.");
  }
  request_.body.append(piece_.begin(), piece_.begin() + static_cast<std::ptrdiff_t>(count));
  read_body();
}

void Call::enqueue() {
  if (core_->options.at_once && core_->options.at_once(request_)) return guarded([this] { run(); });
  WorkQueue::Job job = [self = shared_from_this()] { self->guarded([&] { self->run(); }); };
  if (core_->queue.try_push(job)) return;
  ++core_->rejected_busy;
  answer(problem(503, "The server has more requests than it can answer now. Try again in a second."));
}

void Call::run() {
  request_.may_wait = !request_.again;
  Response response = handled();
  if (response.wait && request_.may_wait && put_off(*response.wait)) return;
  if (response.wait && request_.may_wait) {
    request_.may_wait = false;
    request_.again = true;
    response = handled();
    if (no_place_) response.set_header("Retry-After", come_back);
  }
  answer(std::move(response));
}

Response Call::handled() {
  const bool head = request_.method == web::http::methods::HEAD;
  if (head) request_.method = web::http::methods::GET;
  Response response;
  try {
    response = core_->handler(request_);
  } catch (const std::exception& e) {
    report(e.what());
    response = problem(500, unexplained);
  }
  if (head) request_.method = web::http::methods::HEAD;
  return response;
}

/// From here to its resumption the call belongs to the waiting room: another thread may answer it before this returns.
bool Call::put_off(const Wait& wait) {
  const auto entry = core_->room.enter(wait.beyond, Clock::now() + wait.at_most, [self = shared_from_this()] { self->resume(); });
  if (entry == WaitingRoom::Entry::full) no_place_ = true;
  return entry == WaitingRoom::Entry::waits;
}

/// Nobody is left to run it when the queue is closed: the call then answers as it is let go.
void Call::resume() {
  request_.again = true;
  WorkQueue::Job job = [self = shared_from_this()] { self->guarded([&] { self->run(); }); };
  core_->queue.push_back(job);
}

Response Call::problem(int status, std::string_view detail) {
  Response response = plain_problem(status, detail);
  try {
    if (core_->on_problem) response = core_->on_problem(request_, status, detail);
    if (status == 503) response.set_header("Retry-After", "1");
    if (status == 405) response.set_header("Allow", "GET, HEAD, OPTIONS");
  } catch (const std::exception& e) {
    report(e.what());
  }
  return response;
}

void Call::refuse(int status, std::string_view detail) {
  close_after_ = close_after_ || framing_.has_body();
  answer(problem(status, detail));
  if (!framing_.has_body()) return;
  // The transport holds an answer back until the whole body has come in. Ending the body ourselves sends the answer now, and the closing
  // connection stops the upload.
  message_._get_impl()->_complete(0, std::make_exception_ptr(std::runtime_error("the body was refused")));
}

void Call::answer(Response response) {
  if (answered_.exchange(true)) return;
  try {
    return send(std::move(response));
  } catch (const std::exception& e) {
    report(e.what());
  }
  try {
    return send(problem(500, unexplained));
  } catch (const std::exception& e) {
    report(e.what());
  }
  reply_bare();
  finish(false);
}

void Call::send(Response response) {
  feed_.reset();
  const bool head = request_.method == web::http::methods::HEAD;
  if (response.stream && !head && message_.http_version() < web::http::http_versions::HTTP_1_1)
    response = problem(505, "This answer is sent in chunks, which needs HTTP/1.1.");
  const int status = response.status;
  const auto bytes = head ? 0 : response.body.size();
  if (response.stream) feed_ = std::make_shared<BodyFeed>(std::exchange(response.stream, nullptr));
  auto out = transport_response(std::move(response), head ? BodyPart::headers_only : BodyPart::send, feed_);
  out.headers()["Date"] = imf_fixdate(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  out.headers()["X-Request-Id"] = request_.request_id;
  if (close_after_ || core_->draining) out.headers()["Connection"] = "close";
  status_ = status;
  bytes_ = bytes;
  message_.reply(out).then([self = shared_from_this(), head](pplx::task<void> replied) {
    bool sent = true;
    try {
      replied.get();
    } catch (...) { // the client has gone, or a BodySource threw
      sent = head;  // a HEAD answer always ends so: its announced body never comes
    }
    self->finish(sent);
  });
}

// Nothing is left to be done when even this fails: the transport cuts the connection when it closes.
void Call::reply_bare() {
  status_ = core_->draining ? 503 : 500;
  bytes_ = 0;
  try {
    web::http::http_response out(static_cast<web::http::status_code>(status_));
    out.headers()["Connection"] = "close";
    message_.reply(out).then([](pplx::task<void> replied) {
      try {
        replied.get();
      } catch (...) { // the client has gone, and the request counts as failed anyway
      }
    });
  } catch (const std::exception& e) {
    report(e.what());
  }
}

void Call::finish(bool sent) {
  if (!sent) ++core_->failed_replies;
  if (feed_) {
    bytes_ = feed_->bytes();
    feed_->release();
  }
  try {
    if (core_->on_done)
      core_->on_done({&request_, status_, bytes_, std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began_)});
  } catch (const std::exception& e) {
    report(e.what());
  }
  core_->leave();
}

void Call::report(std::string_view what) {
  try {
    if (core_->options.on_exception) core_->options.on_exception(request_, what);
  } catch (...) { // a log that cannot be written must not cost the client its answer
  }
}

} // namespace

void take_call(std::shared_ptr<Core> core, web::http::http_request message) {
  std::make_shared<Call>(std::move(core), std::move(message))->begin();
}

} // namespace openward::http
