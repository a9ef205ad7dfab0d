#include "service/http/body_feed.h"

#include <algorithm>
#include <cstring>

namespace openward::http {

// A source may have nothing to add and yet not be at its end (a page whose rows were all filtered out).
bool BodyFeed::refill() {
  page_.clear();
  taken_ = 0;
  while (page_.empty() && source_)
    if (!source_(page_)) source_ = nullptr;
  return !page_.empty();
}

std::size_t BodyFeed::read(std::span<unsigned char> out) {
  const std::lock_guard lock(mutex_);
  std::size_t got = 0;
  while (got < out.size()) {
    if (taken_ == page_.size() && !refill()) break;
    const auto n = std::min(out.size() - got, page_.size() - taken_);
    std::memcpy(out.data() + got, page_.data() + taken_, n);
    taken_ += n;
    got += n;
  }
  bytes_ += got;
  return got;
}

void BodyFeed::release() {
  const std::lock_guard lock(mutex_);
  source_ = nullptr;
  page_ = {};
  taken_ = 0;
}

std::uint64_t BodyFeed::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

} // namespace openward::http
