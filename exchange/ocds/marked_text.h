#pragma once
// Prose with its dates, amounts of money and unfilled places of a template found and replaced by marks, so that a pattern can speak of "by"
// followed by a date. Belongs to one thread; immutable once made.
//   @D3@  a date              20 August 2026, 20th of August 2026, August 20, 2026, 20/08/2026 (day first), 20.8.26, 2026-08-20
//   @M0@  an amount in pounds  £5,418,000.00, £4.5m, £120k, 507,790.00 GBP, GBP 12000000
//   @P1@  an unfilled place    [Add date], [insert value], (insert name), TBC, DD/MM/YYYY
// The number is the index of the mark.

#include "domain/date.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct Mark {
  char kind = 'P'; // 'D', 'M' or 'P'
  std::size_t begin = 0;
  std::size_t end = 0; // in the text as it was
  Date date{};
  std::int64_t pence = 0;
};

class MarkedText {
 public:
  /// `folded` as NoticeWords has it.
  explicit MarkedText(const std::string& folded);
  const std::string& text() const { return text_; }
  /// Null when the digits name no mark.
  const Mark* mark(std::string_view digits) const;
  /// Where a place of `text()` was in the text as it came; inside a mark, where the marked words began.
  std::size_t original(std::size_t at) const;

 private:
  std::string text_;
  std::vector<Mark> marks_;
  std::vector<std::size_t> placed_; // where each mark begins in text_
};

} // namespace openward::exchange
