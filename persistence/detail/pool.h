#pragma once
// Connections to lend. Thread-safe. A lease hands one connection to one thread; when it ends, an open transaction is rolled back and a
// broken connection is thrown away, so that the next borrower never inherits either.

#include "persistence/detail/session.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace openward::persistence::detail {

class Pool;

class Lease {
 public:
  Lease(Pool& pool, std::unique_ptr<Session> session) : pool_(&pool), session_(std::move(session)) {}
  Lease(Lease&& other) noexcept : pool_(other.pool_), session_(std::move(other.session_)) { other.pool_ = nullptr; }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

  Session& session() { return *session_; }
  /// A new connection in the place of a dead one.
  Result<> replace();

 private:
  Pool* pool_;
  std::unique_ptr<Session> session_;
};

class Pool {
 public:
  using Opener = std::function<Result<std::unique_ptr<Session>>()>;
  Pool(std::string name, std::size_t size, Opener open) : name_(std::move(name)), size_(size), open_(std::move(open)) {}

  /// `unavailable` when every connection is lent for longer than this. Connections are opened as they are first needed.
  Result<Lease> lease(std::chrono::milliseconds timeout);
  /// A connection that was opened beforehand.
  void adopt(std::unique_ptr<Session>);

 private:
  friend class Lease;
  void give_back(std::unique_ptr<Session>); // null: it was lost

  const std::string name_;
  const std::size_t size_;
  const Opener open_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Session>> idle_;
  std::size_t lent_ = 0;
};

} // namespace openward::persistence::detail
