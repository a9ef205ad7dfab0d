#pragma once
// The Idempotency-Keys whose first request is being carried out by this process. Thread-safe. Other processes are seen through the
// database.

#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace openward::api {

class KeysInWork {
 public:
  /// Holds one key until the end of its life. Converts to false where somebody else holds it.
  class Hold {
   public:
    Hold(KeysInWork& keys, std::string name) : keys_(keys), name_(std::move(name)), held_(keys.take(name_)) {}
    ~Hold() {
      if (held_) keys_.give_back(name_);
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    explicit operator bool() const { return held_; }

   private:
    KeysInWork& keys_;
    std::string name_;
    bool held_;
  };

 private:
  bool take(const std::string& name) {
    const std::lock_guard lock(mutex_);
    return names_.insert(name).second;
  }
  void give_back(const std::string& name) {
    const std::lock_guard lock(mutex_);
    names_.erase(name);
  }

  std::mutex mutex_;
  std::set<std::string> names_;
};

} // namespace openward::api
