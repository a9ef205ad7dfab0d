#include "persistence/detail/pool.h"

#include "persistence/detail/native.h"

namespace openward::persistence::detail {

Lease::~Lease() {
  if (!pool_) return;
  bool usable = session_ && !broken(*session_);
  if (usable) {
    try {
      if (in_transaction(*session_)) run(*session_, "rollback");
      usable = !in_transaction(*session_);
    } catch (const soci::soci_error&) {
      usable = false; // a connection that cannot roll back is not lent again
    }
  }
  if (!usable) session_.reset();
  pool_->give_back(std::move(session_));
}

Result<> Lease::replace() {
  session_.reset();
  auto opened = pool_->open_();
  if (!opened) return opened.error();
  session_ = *std::move(opened);
  return Done{};
}

Result<Lease> Pool::lease(std::chrono::milliseconds timeout) {
  std::unique_ptr<Session> session;
  {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, timeout, [this] { return lent_ < size_; })) {
      return Error{ErrorKind::unavailable,
                   "busy: all " + std::to_string(size_) + " " + name_ + " connections of the register are in use: try again in a moment",
                   {},
                   {}};
    }
    ++lent_;
    if (!idle_.empty()) {
      session = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (session) return Lease(*this, std::move(session));

  auto opened = open_();
  if (!opened) {
    give_back(nullptr);
    return opened.error();
  }
  return Lease(*this, *std::move(opened));
}

void Pool::adopt(std::unique_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(session));
}

void Pool::give_back(std::unique_ptr<Session> session) {
  {
    const std::lock_guard lock(mutex_);
    if (session) idle_.push_back(std::move(session));
    --lent_;
  }
  freed_.notify_one();
}

} // namespace openward::persistence::detail
