#pragma once
// Lines of a spend file on their way to the database: fixed parts side by side and their texts end to end, because five strings of its own
// for every line cost more than writing it. Filled by one thread, then handed to another whole.

#include "domain/spend.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::detail {

/// The key of a line: its file and its row in it. A range of keys is a file.
inline constexpr std::int64_t keys_per_file = 4294967296;
constexpr std::int64_t payment_key(std::int64_t spend_file, std::int64_t row) { return spend_file * keys_per_file + row; }

/// 202404: a month of one year, so that months sort and a range of them is a range of numbers.
inline std::int32_t month_number(Date date) { return date.year() * 100 + static_cast<std::int32_t>(date.month()); }

struct PackedText {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
  friend bool operator==(const PackedText&, const PackedText&) = default;
};

struct PackedLine {
  std::int64_t row = 0;
  std::int64_t pence = 0;
  Date paid_on;
  std::uint32_t supplier = 0; // its place among the words met in the file
  PackedText entity;
  PackedText transaction;
  PackedText expense_type;
  PackedText expense_area;
};

class PaymentBatch {
 public:
  /// Throws what `bound` throws when a text holds a NUL.
  void add(const PaymentLine& line, std::uint32_t supplier);
  /// Words that no earlier batch of the file held, in the order of their places.
  void add_words(std::string words) { new_words_.push_back(std::move(words)); }

  bool empty() const { return lines_.empty(); }
  /// Enough that the statements around a batch cost little beside its lines, and few megabytes of them.
  bool full() const { return lines_.size() >= 16384 || text_.size() >= std::size_t{4} * 1024 * 1024; }
  const std::vector<PackedLine>& lines() const { return lines_; }
  const std::vector<std::string>& new_words() const { return new_words_; }
  std::string_view text(PackedText at) const { return std::string_view(text_).substr(at.begin, at.size); }

 private:
  PackedText keep(std::string_view text, PackedText before);

  std::vector<PackedLine> lines_;
  std::string text_;
  std::vector<std::string> new_words_;
};

} // namespace openward::persistence::detail
