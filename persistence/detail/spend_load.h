#pragma once
// One spend file between its opening and its account: the lines of a batch, the supplier words met, and what was paid to each. One thread,
// that of its session.

#include "persistence/detail/line_indexes.h"
#include "persistence/detail/payments.h"
#include "persistence/detail/spend_sums.h"

#include <optional>
#include <unordered_map>

namespace openward::persistence::detail {

class SpendLoad {
 public:
  SpendLoad(Session& session, const FileOfLines& file)
      : session_(session), indexes_(session, file.spend_file), table_(payment_table(session, file)) {}

  void add(const PaymentLine& line);

  struct Paid {
    std::int64_t lines = 0;
    std::int64_t pence = 0;
  };
  struct Loaded {
    std::int64_t lines = 0; // as they were written
    std::int64_t pence = 0;
    std::optional<Date> first_paid;
    std::optional<Date> last_paid;
    std::unordered_map<std::int64_t, Paid> by_supplier; // by their keys, as they were given
    std::vector<LineSum> sums;                          // of every supplier and month
  };
  /// Once, at the end.
  Loaded finish();

 private:
  std::uint32_t place_of(const std::string& words);
  void write();
  LineSum& sum_of(std::uint32_t supplier, std::int32_t month);

  Session& session_;
  LineIndexes indexes_; // away before the table is written to
  std::unique_ptr<PaymentTable> table_;
  PaymentBatch batch_;
  std::unordered_map<std::string, std::uint32_t> places_; // of the words met
  std::vector<std::int64_t> suppliers_;                   // their keys, by place, of those that were written
  std::vector<Paid> paid_;                                // by place
  std::unordered_map<std::uint64_t, std::size_t> sums_;   // of a place and a month, where its sum stands in `loaded_`
  Loaded loaded_;
};

} // namespace openward::persistence::detail
