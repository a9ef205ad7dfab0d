#include "service/api/kept_pages.h"

#include <utility>

namespace openward::api {

std::shared_ptr<const http::Response> KeptPages::find(std::int64_t seq, const std::string& question) const {
  const std::lock_guard held(mutex_);
  if (seq != seq_) return nullptr;
  const auto found = pages_.find(question);
  return found == pages_.end() ? nullptr : found->second;
}

void KeptPages::keep(std::int64_t seq, const std::string& question, const http::Response& page) {
  const std::size_t bytes = page.body.size() + question.size();
  if (bytes > most_bytes_ / 8) return; // no one page takes the place of all others
  auto copy = std::make_shared<const http::Response>(page);
  const std::lock_guard held(mutex_);
  if (seq < seq_) return; // a snapshot of before
  if (seq > seq_ || bytes_ + bytes > most_bytes_) {
    pages_.clear();
    bytes_ = 0;
  }
  seq_ = seq;
  if (pages_.insert_or_assign(question, std::move(copy)).second) bytes_ += bytes;
}

} // namespace openward::api
