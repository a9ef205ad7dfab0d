#pragma once
// A report that is worked out above the queries: one table, what it was asked, and where the rows behind each line stand. Plain values of
// one thread; lens and deflator that it refers to are the program's own.

#include "domain/date.h"
#include "domain/deflator.h"
#include "domain/lens.h"
#include "domain/result.h"
#include "domain/share.h"
#include "persistence/read/query.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::app {

/// The list that holds the rows behind a line: a resource and its parameters. A parameter `sector` stands for the classes that the lens of
/// the report puts there.
struct RowsAt {
  std::string resource;
  std::vector<std::pair<std::string, std::string>> parameters{};
};

struct TableReport {
  std::vector<std::pair<std::string, std::string>> asked{}; // what the figures are of, as it was understood: from -> 2014-15
  persistence::Table table{};
  std::vector<std::optional<RowsAt>> rows_at{}; // one for each row
  std::size_t dimensions = 0;                   // leading columns, of which totals have none
  persistence::Row totals{};                    // of the other columns; empty where nothing adds up
  std::vector<persistence::FilterTerm> filters{};
  std::vector<std::string> notes{}; // what a reader must know before quoting
  const Lens* lens = nullptr;
  std::int64_t seq = 0;
  std::optional<std::int64_t> rows_in_all{}; // where only the first of them were asked for
  std::optional<Date> as_of{};               // with bodies=as_now: the day on which bodies are read
  std::optional<std::int64_t> divided{};     // with bodies=as_now: payments that stay under a body which passed to several
};

/// A question about payments, as every report of this kind takes it.
struct SpendQuestion {
  std::vector<persistence::FilterTerm> filters{};
  const Lens* lens = nullptr;
  std::optional<RealTerms> real{};
  std::optional<Date> today{}; // of the caller's clock
};

/// The question as the report of spend takes it.
persistence::ReportRequest spend_request(const SpendQuestion&, std::vector<std::string> group_by);

/// The payments of these filters, and of them those of one group; none where no filter chooses its rows.
std::optional<RowsAt> payments_of(const std::vector<persistence::FilterTerm>&, std::string_view dimension, const persistence::Row& row);

/// The place of a column that the report has.
std::size_t place_of(const persistence::Table&, std::string_view column);
/// A whole number; 0 where the cell has none.
std::int64_t number_in(const persistence::Cell&);
/// A text; "" where the cell has none.
std::string text_in(const persistence::Cell&);

/// Hundredths of a per cent, and per cent with one decimal: two cells, both empty where nothing is a share.
void append_share(persistence::Row&, std::optional<std::int64_t> part, std::optional<std::int64_t> whole);
/// The two columns of append_share: NAME_basis_points and NAME.
void add_share_columns(std::vector<persistence::Column>&, const std::string& name, const std::string& description);

} // namespace openward::app
