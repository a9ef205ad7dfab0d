#pragma once
// Prose with its dates, amounts of money and unfilled places of a template found and replaced by marks, so that a pattern can speak of "by"
// followed by a date. Belongs to one thread; immutable once made.
//   @D3@  a date              20 August 2026, 20th of August 2026, August 20, 2026, 20/08/2026 (day first), 20.8.26, 2026-08-20
//   @M0@  an amount in pounds  £5,418,000.00, £4.5m, £120k, 507,790.00 GBP, GBP 12000000
//   @P1@  an unfilled place    [Add date], [insert value], TBC, DD/MM/YYYY
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

 private:
  std::string text_;
  std::vector<Mark> marks_;
};

} // namespace openward::exchange
