#pragma once
// One query, many representations. A resource names its columns and its filters once; lists, single records, exports and reports all come
// from that table, as rows that JSON, CSV, NDJSON and the terminal write out. Reads skip the domain.

#include "domain/date.h"
#include "domain/deflator.h"
#include "domain/lens.h"
#include "domain/result.h"
#include "persistence/database.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace openward::persistence {

enum class CellType {
  text,    // string
  integer, // int64
  boolean, // bool
  date,    // string "2026-08-10"
  instant, // string "2026-08-10T06:57:11Z"
  pence,   // int64; written as a decimal string "1234.56"
  json,    // string holding JSON; for lists of objects such as providers
};
using Cell = std::variant<std::monostate, std::string, std::int64_t, bool>;

struct Column {
  std::string name; // dots nest in JSON ("commissioner.id") and become underscores in CSV
  CellType type = CellType::text;
  std::string description;
};

using Row = std::vector<Cell>;
struct Table {
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// What a caller may filter by. `words` are the only values when not empty.
struct FilterInfo {
  std::string name;
  std::string description;
  std::string type; // "word" | "id" | "date" | "pence" | "text" | "boolean"
  std::vector<std::string> words;
  bool repeatable = false; // several values mean any of them
  bool excludable = false; // "not_" + name is understood too
  bool none = false;       // an empty value means rows that have none
};

struct ResourceInfo {
  std::string name; // as in the URL: "diagnostic-centres"
  std::string description;
  std::vector<Column> columns;
  std::vector<FilterInfo> filters;
  std::vector<std::string> sorts; // column names; "-name" sorts downwards; where `q` is given, "relevance" too
  std::string default_sort;
  std::vector<std::string> facets{}; // what a list may be split by
};

/// awards contracts procurements commissioners providers diagnostic-centres programmes indicators payments spend-files notices
std::span<const ResourceInfo> resources();
const ResourceInfo* find_resource(std::string_view name);

struct FilterTerm {
  std::string name; // without "not_"
  bool exclude = false;
  std::vector<std::string> values;
  const Lens* lens = nullptr; // of `sector`: what makes its words of classes; outlives the call
};

struct ListRequest {
  std::vector<FilterTerm> filters;
  std::string sort;                  // "" is the resource's default
  int limit = 50;                    // 1 to 1000
  std::string cursor;                // "" is the beginning
  std::optional<Date> today{};       // of the caller's clock; see depends_on_day
  std::vector<std::string> fields{}; // columns, or the part of their names before a dot; none: every column
};

/// How many rows have which value. A facet is counted over the rows of every filter but its own, so that it shows what else could be asked.
struct Facet {
  struct Value {
    Cell value;       // null: the register does not know it, or there is none
    std::string name; // of a body; "" where the value says it all
    std::int64_t rows = 0;
  };
  std::string name;
  std::vector<Value> values;    // the most rows first, then by value; at most `most_facet_values`
  std::int64_t more_values = 0; // that are not among them
};
inline constexpr std::size_t most_facet_values = 100;

struct Page {
  Table table;
  std::int64_t total = 0;                // exact, of the filter
  std::string next;                      // cursor; "" at the end
  std::int64_t seq = 0;                  // of the register when this was read
  std::optional<std::int64_t> divided{}; // with bodies=as_now: rows that stay under a body which passed to several
};

/// True when the answer to these filters changes with the day: bodies=as_now reads bodies as they stand on `today`, and is an error
/// without it.
bool depends_on_day(const std::vector<FilterTerm>&);

/// The columns that `fields` leaves, in the resource's order; a fault for each that it does not have.
Result<std::vector<Column>> columns_of(const ResourceInfo&, const std::vector<std::string>& fields);

/// Errors are `invalid`, with a fault per parameter, naming the valid ones (unknown filter, bad value, unknown sort, broken cursor).
Result<Page> list(Session&, const ResourceInfo&, const ListRequest&);
Result<std::optional<Row>> one(Session&, const ResourceInfo&, std::string_view id);
/// Every row of the filter in key order, a page of rows at a time in memory. The sink's Error stops it.
Result<> for_each(Session&, const ResourceInfo&, const std::vector<FilterTerm>&, const std::function<Result<>(const Row&)>& sink,
                  std::optional<Date> today = {}, const std::vector<std::string>& fields = {});
/// The facets of these names, in this order.
Result<std::vector<Facet>> facets(Session&, const ResourceInfo&, const std::vector<FilterTerm>&, const std::vector<std::string>& names,
                                  std::optional<Date> today = {});
/// With bodies=as_now: how many rows of the filter stay under a body which passed to several; none without it.
Result<std::optional<std::int64_t>> rows_of_divided_bodies(Session&, const ResourceInfo&, const std::vector<FilterTerm>&,
                                                           std::optional<Date> today);

// ---- reports ------------------------------------------------------------------------------------------------------------------------

struct ReportInfo {
  std::string name; // "spend" | "awards"
  std::string description;
  std::vector<Column> dimensions; // what group_by may name
  std::vector<Column> measures;
  std::vector<FilterInfo> filters;
  std::vector<std::string> default_group_by;
  std::vector<Column> lens_columns{}; // what a lens adds behind the measures; none: the report takes no lens
  std::vector<Column> real_columns{}; // what real terms add behind those; none: its amounts have no real terms
};
std::span<const ReportInfo> reports();
const ReportInfo* find_report(std::string_view name);

struct ReportRequest {
  std::vector<FilterTerm> filters;
  std::vector<std::string> group_by;
  const Lens* lens = nullptr;      // adds the dimension `sector` and the columns of the lens; outlives the call
  std::optional<Date> today{};     // of the caller's clock; see depends_on_day
  bool from_rows = false;          // passes over what is added up already: the same figures, slower
  std::optional<RealTerms> real{}; // adds the columns of real terms
};

struct Report {
  Table table; // dimensions, measures, columns of the lens, of real terms; one row per group; `unclassified` and `unknown` are rows like
               // any other
  Row totals;  // the same without dimensions over all rows of the filter, computed apart from the groups
  std::int64_t seq = 0;
  std::optional<std::int64_t> divided{}; // with bodies=as_now: rows that stay under a body which passed to several
};
Result<Report> run_report(Session&, const ReportInfo&, const ReportRequest&);

/// The same rows of a report through every lens, one line each: the lens, its title, then what a lens adds. No totals.
Result<Report> compare_lenses(Session&, const ReportInfo&, const std::vector<FilterTerm>&, std::span<const Lens* const>,
                              std::optional<Date> today = {});

} // namespace openward::persistence
