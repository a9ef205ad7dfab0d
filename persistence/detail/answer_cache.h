#pragma once
// What was counted at a sequence number of the register is what would be counted again: an event stands for every change that a list can
// show. Thread-safe; one for each database. It keeps the answers of the highest number alone.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace openward::persistence::detail {

/// What is kept; the reader that asks knows what it is.
struct Answer {
  virtual ~Answer() = default;
};

class AnswerCache {
 public:
  /// None when nothing is kept under this question at this number.
  std::shared_ptr<const Answer> find(std::int64_t seq, const std::string& question);
  void keep(std::int64_t seq, const std::string& question, std::shared_ptr<const Answer>);

 private:
  std::mutex mutex_;
  std::int64_t seq_ = -1;
  std::map<std::string, std::shared_ptr<const Answer>> answers_;
};

} // namespace openward::persistence::detail
