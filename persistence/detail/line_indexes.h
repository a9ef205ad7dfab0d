#pragma once
// The indexes of payment while a large file comes in. Entering its lines one by one into every index costs more than writing them; an index
// made of all lines at once is sorted first, and costs a third. So where a file brings more lines than are held, its indexes are taken away
// before them and made again behind them, in the transaction that is open: nobody else sees the register without. One thread, that of its
// session.

#include "persistence/detail/session.h"

#include <cstdint>
#include <string>
#include <vector>

namespace openward::persistence::detail {

class LineIndexes {
 public:
  /// Takes them away, if that is worth it for this file, whose record is open and which has no lines yet.
  LineIndexes(Session&, std::int64_t spend_file);
  /// Behind the last line. Who ends without it has to roll back.
  void make_again();

 private:
  Session& session_;
  std::vector<std::string> taken_; // the statements that make them
};

} // namespace openward::persistence::detail
