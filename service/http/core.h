#pragma once
// What all requests of one server share. Kept alive by every request that is in flight, so that a late answer finds it whole. Thread-safe.

#include "service/http/server.h"
#include "service/http/waiting_room.h"
#include "service/http/work_queue.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>

namespace openward::http {

struct Core {
  using OnProblem = std::function<Response(const Request&, int status, std::string_view detail)>;
  using OnDone = std::function<void(const Exchange&)>;

  Core(ServerOptions o, Handler h, OnProblem p, OnDone d)
      : options(std::move(o)), handler(std::move(h)), on_problem(std::move(p)), on_done(std::move(d)),
        queue(options.workers, options.queue), room(options.waiting, options.look, options.look_every) {}

  const ServerOptions options;
  const Handler handler;
  const OnProblem on_problem;
  const OnDone on_done;
  WorkQueue queue;
  WaitingRoom room;

  std::atomic<bool> draining{false};
  std::atomic<std::uint64_t> rejected_busy{0};
  std::atomic<std::uint64_t> rejected_large{0};
  std::atomic<std::uint64_t> failed_replies{0};

  /// A request is in flight from its headers until its answer is written or its client has gone.
  void enter();
  void leave();
  std::uint64_t in_flight() const;
  bool wait_until_idle(std::chrono::milliseconds patience);

 private:
  mutable std::mutex mutex_;
  std::condition_variable idle_;
  std::uint64_t in_flight_ = 0;
};

} // namespace openward::http
