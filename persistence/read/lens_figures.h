#pragma once
// What a lens adds to a report: part, whole and share of every group, folded from lines that the database adds up by group, provider class
// and kind. Plain values; one thread.
//
// The whole of a group is everything in the rows that agree with it in the dimensions which do not split payees. With a stated series it is
// the sum of the years that those rows fall in, or nothing when one of them is not stated.

#include "persistence/read/report_plan.h"
#include "persistence/read/sql.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace openward::persistence::read {

struct LensLine {
  Row group;
  std::string provider_class;
  std::string kind;
  std::optional<int> year;
  std::vector<std::int64_t> amounts; // one for each quantity
};

/// The rows of the plan added up as finely as these lenses need; by year too for real terms.
Result<std::vector<LensLine>> lens_lines(Session&, const Plan&, std::span<const ColumnDef* const> groups,
                                         std::span<const Lens* const> lenses, bool by_year = false);

class LensFigures {
 public:
  /// Errors are sums that leave 64 bits.
  static Result<LensFigures> create(const Plan&, const Lens&, const std::vector<LensLine>&);

  /// The cells of lens_columns() for a group of the report.
  Row of_group(const Row& group) const;
  Row of_everything() const;

  /// The cells of lens_real_columns(). Each year's sum is brought to the prices asked for and rounded once, as what was paid is; what is of
  /// everything is the sum of its groups, and of their wholes. Empty cells where a year has no index.
  Row of_group(const Row& group, const RealTerms&) const;
  Row of_everything(const RealTerms&) const;

 private:
  struct Sums {
    std::int64_t counted = 0;
    std::int64_t whole = 0;
    std::int64_t unclassified = 0;
    std::int64_t several = 0;
    std::int64_t unknown_kind = 0;
  };
  struct Group {
    std::vector<Sums> quantities;
    std::map<std::optional<int>, std::vector<Sums>> years; // the same by year, where lines have one
  };
  using Amount = std::optional<std::int64_t>;
  using Amounts = std::array<Amount, 4>; // counted, whole, unclassified, of unknown kind
  struct Whole {
    std::optional<std::int64_t> amount;
    std::string why_none;
  };

  LensFigures(const Plan& plan, const Lens& lens);
  Result<> add(Group&, const LensLine&) const;
  Row whole_key(const Row& group) const;
  Whole whole_of(const Group& all, std::size_t quantity) const;
  Whole stated_whole(const Group& all) const;
  Row cells(const Group& part, const Group& all) const;
  Amount in_prices(const Group&, std::int64_t Sums::*sum, const RealTerms&) const;
  Amount whole_in_prices(const Group&, const RealTerms&) const;
  Amounts amounts(const Group& part, const Group& all, const RealTerms&) const;

  const Lens* lens_;
  const LensUse* use_;
  std::vector<bool> splits_rows_; // by column of a group
  std::string no_budget_;         // why a stated amount is no whole of these rows; "" when it is
  std::map<Row, Group> groups_;
  std::map<Row, Group> wholes_;
  Group everything_;
};

} // namespace openward::persistence::read
