#include "persistence/detail/answer_cache.h"

#include <utility>

namespace openward::persistence::detail {
namespace {

constexpr std::size_t most = 2000; // a hundred bytes each for a total, some thousand for a facet

} // namespace

std::shared_ptr<const Answer> AnswerCache::find(std::int64_t seq, const std::string& question) {
  const std::lock_guard held(mutex_);
  if (seq != seq_) return nullptr;
  const auto found = answers_.find(question);
  return found == answers_.end() ? nullptr : found->second;
}

void AnswerCache::keep(std::int64_t seq, const std::string& question, std::shared_ptr<const Answer> answer) {
  const std::lock_guard held(mutex_);
  if (seq < seq_) return; // a snapshot of before
  if (seq > seq_ || answers_.size() >= most) answers_.clear();
  seq_ = seq;
  answers_.insert_or_assign(question, std::move(answer));
}

} // namespace openward::persistence::detail
