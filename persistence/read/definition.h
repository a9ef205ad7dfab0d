#pragma once
// What a resource and a report are made of: constant tables of SQL expressions, from which the engine writes every query. Built at the
// first use and never changed after it; threads share them.
//
// SQL here is a template. {{c}} after a text expression is byte order (so that both databases sort and fold alike), {{date}} the type of a
// calendar date, {{day:…}} a date as the number of a day, {{month_start}} the first day of p.month and {{owner_start}} that of
// p.owner_month, and in a filter {{v}} the list of values (a subquery of body keys for FilterKind::body).

#include "persistence/detail/payment_class.h"
#include "persistence/read/query.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace openward::persistence::read {

/// How a stored number or word list becomes the text that people read.
enum class Show {
  as_is,
  financial_year, // 2026 -> "2026-27"
  month,          // 202004 -> "2020-04"
  quarter,        // 20201 -> "2020-21 Q1"
  codes,          // "33100000 85000000" -> ["33100000","85000000"]
};

enum class Sort {
  none,
  filled,   // never null
  nullable, // rows without a value come last, whichever the direction
};

/// A member without a name makes a list of bare values; then it is the only one.
struct JsonMember {
  std::string_view name;
  CellType type = CellType::text;
  std::string_view sql;
};

/// A list inside a row, written by the database as JSON without white space, the same bytes on both.
struct JsonList {
  std::string_view from; // what follows FROM, with its WHERE and GROUP BY
  std::string_view order;
  std::vector<JsonMember> members;
};

struct ColumnDef {
  std::string_view name;
  CellType type = CellType::text;
  std::string_view sql; // of a list: empty
  std::string_view description;
  Sort sort = Sort::none;
  Show show = Show::as_is;
  std::optional<JsonList> list{};
};

enum class FilterKind {
  word,    // one of a closed list
  flag,    // true | false over a 0/1 column
  body,    // public id or scheme:id; the SQL has {{v}} for the keys
  payee,   // the same, or the id of a supplier's words ("sn-17"); the SQL has {{v}} for the keys of bodies and {{s}} for those of words
  exact,   // the text as it stands
  year,    // "2026-27" over a starting year
  month,   // "2026-04" over 202604
  quarter, // "2026-27 Q1" over 20261
  cpv,     // leading digits of any code of a list with single spaces between
  date_from,
  date_to, // calendar dates, both ends belong to it
  day_from,
  day_to, // London days over an instant, both ends belong to it
  pence_min,
  pence_max, // pounds as a decimal
  search,    // full text: the SQL is the key of the rows of `index`, a table of words
  as_of,     // a day or a sequence number: the rows as they were then (as_of.h)
  sector,    // one of a closed list, over a class and a kind, through the lens of the term (sector.h)
  standing,  // as_then | as_now: chooses no rows, but the body under which they stand (standing.h)
};

/// How the rows of a filter are split by its values, where the filter's SQL does not say so already.
struct FacetSql {
  std::string_view value{}; // null where a row has none
  std::string_view name{};  // of a body
  std::string_view from{};  // what is joined to the root for it; then a row may count under several values
};

struct FilterDef {
  std::string_view name;
  FilterKind kind;
  std::string_view sql;
  std::string_view description;
  std::span<const std::string_view> words{};
  /// The condition on rows that have none: asked for by the word `none` of a body, by an empty value of anything else. Without it that word
  /// is an id like any other, and an empty value is refused.
  std::string_view none{};
  std::string_view index{}; // of FilterKind::search
  FacetSql facet{};
  std::string_view kind_sql{}; // of FilterKind::sector, whose `sql` is the class
};

/// The one way in which every list is searched.
FilterDef search_def(std::string_view key, std::string_view index, std::string_view description);

/// A condition that holds in lists unless the caller filters by `filter` (or its exclusion).
struct Unasked {
  std::string_view filter;
  std::string_view sql;
};

/// A table beside the root: none or one row of it for each row of the root (just one for an inner join, by a foreign key that is never
/// null), so that a query which does not mention it can leave it out.
struct Join {
  std::string_view alias;
  std::string_view sql;
};

struct Resource {
  std::string_view name;
  std::string_view description;
  std::string_view root; // table and alias: "award a"
  std::vector<Join> joins;
  std::string_view key; // "a.key"
  /// {{1}} is the id, or its part before the last `id_separator`, and {{2}} the part behind it.
  std::string_view by_id;
  char id_separator = '\0';
  bool second_is_number = false;
  std::string_view always{};
  std::optional<Unasked> unasked{};
  std::vector<ColumnDef> columns;
  std::vector<FilterDef> filters;
  std::string_view default_sort;
  bool split_by_facets = true; // not where a report splits the same rows from what is added up already
};

/// What a dimension splits. One that splits payees makes parts of a whole and no smaller wholes: the share of one provider is of what all
/// were paid.
enum class Splits {
  rows,
  payees,
  payees_by_lens, // its SQL comes from the lens of the request
};

/// A way to split a report: one column, or an id and a name.
struct Dimension {
  std::string_view name;
  std::string_view description;
  std::vector<ColumnDef> columns;
  std::span<const std::string_view> order{}; // groups stand in this order; others after them by their text
  Splits splits = Splits::rows;
};

/// Something that a lens states shares of. `suffix` follows the names of its columns.
struct LensQuantity {
  std::string_view suffix;
  CellType type = CellType::pence;
  std::string_view sql; // an aggregate
  std::string_view of;  // what is added up, in words
};

/// How a lens reads the rows of a report.
struct LensUse {
  std::string_view provider_class;
  std::string_view kind;        // "" where it is not known
  std::string_view paid_year{}; // starting year; "" where amounts are none of a year's, so that no budget is a whole of them
  bool several_classes = false;
  std::vector<LensQuantity> quantities;
};

/// Sums of one account of a group; the measures are made from these, under the alias `t`.
struct Part {
  std::string_view name;
  std::string_view sql;
  bool of_keys = false; // counts different values, so that it is the same over rows and over cells which have these as keys
};

/// An expression and what it is called in a roll-up.
struct Rolled {
  std::string_view sql;
  std::string_view as;
};

/// A table of sums under the alias of the resource's root. Whatever can be said of a row with these columns alone, and with the tables that
/// they lead to, is said of all rows that a cell holds.
struct RollUp {
  std::string_view root; // table and alias
  std::vector<std::string_view> keys;
  /// The day on which owners are asked for, where that is not the first of a key `month`: see by_month.
  std::string_view owner_day{};
};

/// Where the rows of a report are added up already.
struct RollUps {
  std::vector<Rolled> columns; // of rows that are keys of cells
  std::vector<Rolled> sums;    // parts and quantities of lenses: each is whole or not there
  std::string_view rows;       // how many rows the cells hold
  std::string_view day;        // of a row: a filter from or to a day asks for whole months
  std::string_view month;      // 202404, as a key of cells
  std::string_view amount{};   // of a row, in pence: a filter of at least or at most that much asks for whole sizes
  std::string_view size{};     // detail/payment_size.h, as a key of cells
  /// What asks for a day and has the same answer on every day of a month unless `month_divided` counts something.
  std::vector<Rolled> by_month{};
  std::string_view month_divided{};
  std::vector<RollUp> levels; // the smallest first
};

struct ReportDef {
  std::string_view name;
  std::string_view description;
  std::string_view resource; // whose rows are counted, and whose filters are understood
  std::vector<Dimension> dimensions;
  /// A word for each row, worked out once: `t.account` in the measures. Several measures that each asked for it would each work it out.
  std::string_view account{};
  std::vector<Part> parts{};
  std::vector<ColumnDef> measures; // over t.account and the parts
  std::vector<std::string_view> default_group_by;
  std::optional<LensUse> lens{};
  std::optional<RollUps> rollups{};
  /// The measure that has real terms: sums of money paid, each in the year of the dimension `financial_year`. "": none has.
  std::string_view paid_measure{};
};

/// See there; the roll-ups rest on them too.
using detail::payment_class;
using detail::payment_class_now;
using detail::payment_kind;

/// The quarter of the financial year as a number: 20261 is the first of 2026-27.
inline constexpr std::string_view payment_quarter = "p.financial_year * 10 + ((p.month % 100 + 8) % 12) / 3 + 1";
/// The region in which the payer lies: a word of domain/region.h.
inline constexpr std::string_view payer_region = "coalesce(payer.region, 'unknown')";

/// SQL: to how many groups the providers of the award `a` belonged on the day it counts at; 0 without a provider.
std::string_view award_group_count();
/// Whether who owned one of the providers of the award `a` at effective_on, owned by nobody, is of {{v}}.
const std::string& award_ultimate_owner();

const Resource& awards_resource();
const Resource& contracts_resource();
const Resource& procurements_resource();
const Resource& notices_resource();
const Resource& commissioners_resource();
const Resource& providers_resource();
const Resource& diagnostic_centres_resource();
const Resource& programmes_resource();
const Resource& indicators_resource();
const Resource& payments_resource();
const Resource& spend_files_resource();
const Resource& findings_resource();
const Resource& matches_resource();
const ReportDef& spend_report();
const ReportDef& awards_report();
const ReportDef& findings_report();
const ReportDef& award_values_report();
const ReportDef& contracts_ending_report();
/// Who was paid, without a line for each of the words that are linked to nobody; no report of its own (see payees.h).
const ReportDef& payees_report();
/// Every report.
std::span<const ReportDef* const> report_definitions();

/// Null when nothing has this name.
const Resource* find_definition(std::string_view name);

/// The classes of an award: those of a provider, and `several_classes` where its providers differ.
std::span<const std::string_view> award_class_words();
/// The sectors of a lens, and `several_classes` for awards whose providers differ.
std::span<const std::string_view> report_sector_words();
/// What a lens adds to a report: none where it takes none.
std::vector<Column> lens_columns(const ReportDef&);
/// What both together add behind the columns of the lens: none where the report takes one of the two alone.
std::vector<Column> lens_real_columns(const ReportDef&);
/// What real terms add to a report: none where its amounts have none.
std::vector<Column> real_columns(const ReportDef&);
/// The ids of the rules of the catalogue, PSR-01 to PSR-68.
std::span<const std::string_view> rule_words();
/// The outcomes that are kept.
std::span<const std::string_view> finding_outcome_words();
/// What a finding is about.
std::span<const std::string_view> finding_subject_words();

/// The joins that the rest of a query mentions, and those that they need.
std::string joins(const Resource&, std::string_view rest);
/// " from …" with these joins.
std::string from(const Resource&, std::string_view rest);

/// What splits rows by this filter; no value where nothing does.
FacetSql facet_of(const FilterDef&);

Column column_of(const ColumnDef&);
std::vector<FilterInfo> filter_infos(const Resource&);

} // namespace openward::persistence::read
