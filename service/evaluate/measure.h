#pragma once
// One question asked of every labelled notice, and the answers: right or wrong, which word was taken for which, and the misses with the
// words that decided. Used by one thread.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::evaluate {

struct Miss {
  std::string release_id;
  std::string label;
  std::string read;
  std::string because; // the words, and where they stand
};

class Measure {
 public:
  explicit Measure(std::string name) : name_(std::move(name)) {}
  void count(const std::string& release_id, const std::string& label, const std::string& read, std::string because);

  const std::string& name() const { return name_; }
  std::size_t right() const { return right_; }
  std::size_t asked() const { return asked_; }
  const std::vector<Miss>& misses() const { return misses_; }

  /// The share that was right, two decimals, rounded half up; never "1.00" while anything was wrong. "-" when nothing was asked.
  std::string share() const { return share_of(right_, asked_); }
  /// Precision, recall and numbers for each word that was labelled or read.
  std::string per_word() const;
  /// Rows are labels, columns what was read; only words that occur.
  std::string confusion() const;
  std::string listed_misses() const;

  static std::string share_of(std::size_t right, std::size_t asked);

 private:
  std::vector<std::string> words() const;
  std::size_t cell(const std::string& label, const std::string& read) const;
  std::string name_;
  std::size_t right_ = 0;
  std::size_t asked_ = 0;
  std::map<std::pair<std::string, std::string>, std::size_t> cells_;
  std::vector<Miss> misses_;
};

} // namespace openward::evaluate
