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
  SpendLoad(Session& session, const FileOfLines& file);

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
    std::vector<LineSum> sums;                          // of every supplier, month and expense area
    std::vector<std::string> areas;                     // by their places
    std::int64_t known_before = 0;                      // the last key of a supplier before this file: those behind it are new
  };
  /// Once, at the end.
  Loaded finish();

 private:
  std::uint32_t place_of(const std::string& words);
  void write();
  struct SumKey {
    std::uint64_t supplier_and_month = 0;
    std::uint32_t area = 0;
    friend bool operator==(const SumKey&, const SumKey&) = default;
  };
  struct SumHash {
    std::size_t operator()(const SumKey& key) const {
      return std::hash<std::uint64_t>()(key.supplier_and_month * 0x9E3779B97F4A7C15U + key.area);
    }
  };
  std::uint32_t area_of(std::string_view words);
  LineSum& sum_of(std::uint32_t supplier, std::int32_t month, std::uint32_t area);

  Session& session_;
  LineIndexes indexes_; // away before the table is written to
  std::unique_ptr<PaymentTable> table_;
  PaymentBatch batch_;
  std::unordered_map<std::string, std::uint32_t> places_; // of the words met
  std::vector<std::int64_t> suppliers_;                   // their keys, by place, of those that were written
  std::vector<Paid> paid_;                                // by place
  std::unordered_map<std::string, std::uint32_t> areas_;  // expense areas by their places
  std::unordered_map<SumKey, std::size_t, SumHash> sums_; // where a sum stands in `loaded_`
  Loaded loaded_;
};

} // namespace openward::persistence::detail
