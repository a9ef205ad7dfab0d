#pragma once
// Lines of a spend file that earlier files of the same publisher hold: the same day, supplier words, amount and transaction. The first of n
// equal lines is the first that is held, and so on, so that lines which are equal inside one file stay as many as they are. Works inside
// the open transaction, after the file's lines stand and before its account does.

#include "domain/spend.h"
#include "persistence/detail/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace openward::persistence::detail {

struct HeldLine {
  std::int64_t row = 0; // in the new file
  std::int64_t supplier = 0;
  std::int64_t pence = 0;
  RefusedLine refusal; // names the earlier file and row
};

/// Takes them out of the file, whose lines are of these days, and gives them in the order of their rows.
std::vector<HeldLine> take_out_held(Session&, std::int64_t spend_file, Date first_paid, Date last_paid);

struct DaysPaid {
  std::optional<Date> first;
  std::optional<Date> last;
};
DaysPaid days_paid(Session&, std::int64_t spend_file);

} // namespace openward::persistence::detail
