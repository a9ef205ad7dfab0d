#pragma once
// The rest of a streamed body: turns a source that makes pages into reads of any size, one page in memory at a time. The transport asks
// for more only when the client has taken what was sent, which is all the back-pressure there is.
//
// Thread-safe: the transport reads while a finished reply lets go of the source (with the database session that it may hold).

#include "service/http/message.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>

namespace openward::http {

class BodyFeed {
 public:
  explicit BodyFeed(BodySource source) : source_(std::move(source)) {}

  /// Fills as much of `out` as the source has; 0 at the end. Whatever the source throws passes through.
  std::size_t read(std::span<unsigned char> out);
  /// Frees the source and the page. Reads after this give 0.
  void release();
  std::uint64_t bytes() const;

 private:
  bool refill();

  mutable std::mutex mutex_;
  BodySource source_;
  std::string page_;
  std::size_t taken_ = 0;
  std::uint64_t bytes_ = 0;
};

} // namespace openward::http
