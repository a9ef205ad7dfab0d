#include "service/http/server.h"

#include "service/http/call.h"
#include "service/http/core.h"
#include "service/http/io_threads.h"
#include "service/http/listen_address.h"

#include <cpprest/http_listener.h>

#include <future>
#include <mutex>
#include <optional>
#include <thread>

namespace openward::http {
namespace {

using web::http::experimental::listener::http_listener;

constexpr int port_attempts = 5;
constexpr std::chrono::milliseconds last_answers{500}; // for answers on their way when the deadline passes
constexpr std::chrono::milliseconds close_patience{5000};

std::unique_ptr<http_listener> listener_for(const std::shared_ptr<Core>& core, const std::string& address, unsigned short port) {
  auto listener = std::make_unique<http_listener>(web::uri("http://" + address + ":" + std::to_string(port) + "/"));
  const auto take = [core](web::http::http_request message) { take_call(core, std::move(message)); };
  listener->support(take);
  // Without these two the transport answers by itself: TRACE repeats the request's credentials, OPTIONS allows nothing.
  listener->support(web::http::methods::TRCE, take);
  listener->support(web::http::methods::OPTIONS, take);
  return listener;
}

std::optional<int> open(http_listener& listener) {
  try {
    listener.open().wait();
    return std::nullopt;
  } catch (const boost::system::system_error& e) {
    return e.code().value();
  }
}

// Closing waits for threads of the transport. Were one of them stuck, the process would never end: so it is left behind after a while,
// with all that it needs.
bool close(std::unique_ptr<http_listener> listener) {
  std::promise<void> closed;
  auto done = closed.get_future();
  std::thread closer([owned = std::move(listener), promise = std::move(closed)]() mutable {
    try {
      owned->close().wait();
      owned.reset();
      promise.set_value();
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
  });
  const bool in_time = done.wait_for(close_patience) == std::future_status::ready;
  in_time ? closer.join() : closer.detach();
  return in_time;
}

} // namespace

struct Server::State {
  std::shared_ptr<Core> core;
  std::unique_ptr<http_listener> listener{};
  std::atomic<unsigned short> port{0};
  std::mutex stopping{};
  bool started = false;
  bool stopped_well = true;
};

Server::Server(ServerOptions options, Handler handler,
               std::function<Response(const Request&, int status, std::string_view detail)> on_problem,
               std::function<void(const Exchange&)> on_done)
    : state_(std::make_unique<State>()) {
  state_->core = std::make_shared<Core>(std::move(options), std::move(handler), std::move(on_problem), std::move(on_done));
}

Server::~Server() { stop(); }

Result<> Server::start() {
  const std::lock_guard lock(state_->stopping);
  if (state_->started) return Error{ErrorKind::conflict, "The server was started already.", {}, {}};
  const auto& options = state_->core->options;
  const auto address = listen_address(options.address);
  if (!address) return address.error();
  start_io_threads();
  for (int attempt = 1;; ++attempt) {
    const auto port = free_port(*address, options.port);
    if (!port) return port.error();
    auto listener = listener_for(state_->core, *address, *port);
    state_->core->queue.start();
    state_->core->room.start();
    const auto refused = open(*listener);
    if (!refused) {
      state_->listener = std::move(listener);
      state_->port = *port;
      state_->started = true;
      return Done{};
    }
    // A port of the system's choice can be lost to another program between the choice and the use.
    if (options.port != 0 || attempt == port_attempts) return listen_error(*address, *port, *refused);
  }
}

unsigned short Server::port() const { return state_->port; }

Gauges Server::gauges() const {
  const auto& core = *state_->core;
  return {core.in_flight(), core.queue.waiting(), core.rejected_busy, core.rejected_large, core.failed_replies, core.room.waiting()};
}

bool Server::draining() const { return state_->core->draining; }

void Server::reach(std::int64_t number) { state_->core->room.reach(number); }

// The order matters. The transport's own close cuts every request whose answer comes later from another thread, so it comes after them.
bool Server::stop() {
  const std::lock_guard lock(state_->stopping);
  if (!state_->listener) return state_->stopped_well;
  auto& core = *state_->core;
  core.draining = true;
  core.room.close();
  const bool answered = core.wait_until_idle(core.options.drain_deadline);
  const bool workers_ended = core.queue.close(answered ? close_patience : last_answers);
  if (!answered) core.wait_until_idle(workers_ended ? last_answers : std::chrono::milliseconds{0});
  const bool closed = close(std::move(state_->listener));
  state_->stopped_well = answered && workers_ended && closed;
  return state_->stopped_well;
}

} // namespace openward::http
