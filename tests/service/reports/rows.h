#pragma once
// Small registers that are put together by hand for reports, and the lines of a report by the names of their columns.

#include "tests/persistence/read/world.h"

#include "service/app/table_report.h"
#include "tests/support/databases.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace openward::test {

constexpr std::int64_t million = 1'000'000'00; // in pence

/// Rows that refer to each other by their place.
struct Rows {
  World world;

  Rows();
  std::size_t body(const std::string& id, const std::string& name, const std::string& provider_class);
  /// Words that are linked to a body, or to none.
  std::size_t supplier(const std::string& words, std::optional<std::size_t> body, const std::string& provider_class);
  void pay(std::optional<std::size_t> payer, std::size_t supplier, const std::string& day, std::int64_t pence);
  AwardRow& award(const std::string& id, std::optional<std::size_t> commissioner, std::vector<std::size_t> providers);

  TestDatabase stored(persistence::Backend) const;
};

using Line = std::map<std::string, persistence::Cell>;
std::vector<Line> lines_of(const persistence::Table&);
/// The totals of a report, by column.
Line totals_of(const app::TableReport&);

std::string text(const Line&, const std::string& column); // "-" where there is none
std::int64_t number(const Line&, const std::string& column);
bool empty(const Line&, const std::string& column);
/// The line whose column has this text.
const Line& line_with(const std::vector<Line>&, const std::string& column, const std::string& words);

app::TableReport answered(const TestDatabase&, const std::function<Result<app::TableReport>(persistence::Session&)>&);
std::string refusal(const TestDatabase&, const std::function<Result<app::TableReport>(persistence::Session&)>&);

} // namespace openward::test
