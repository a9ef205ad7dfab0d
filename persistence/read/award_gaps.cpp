#include "persistence/read/award_gaps.h"

#include "persistence/detail/rollups.h"
#include "persistence/read/award_cells.h"
#include "persistence/read/people.h"
#include "persistence/read/rollups.h"

#include <algorithm>
#include <limits>

namespace openward::persistence {
namespace {

using read::ColumnDef;
using read::Query;

/// Cells of payments that tell payer and supplier apart: the last level that does, which is the smallest.
std::string_view paid_cells() {
  std::string_view out;
  for (const detail::RollUpLevel& level : detail::rollup_levels()) {
    const bool both = level.keys.find("payer_key") != std::string_view::npos && level.keys.find("supplier_key") != std::string_view::npos;
    if (both) out = level.table;
  }
  return out;
}

/// The awards of the filters, each in the words of award_counted, under the alias `a`.
struct Counted {
  read::RolledPlan plan;

  std::string from() const { return " from " + std::string(plan.root); }
  std::string where(Query& q) const { return read::where(q, *plan.plan.resource, plan.plan.terms, true); }
};

const read::ReportDef& counted_report() {
  static const read::ReportDef report = [] {
    read::ReportDef out = read::awards_report();
    out.rollups->levels = {{"award_counted a", {"state", "commissioner_key", "synthetic"}}};
    return out;
  }();
  return report;
}

Result<Counted> counted(const GapFilters& filters) {
  read::ReadTerms terms = read::read_terms(read::awards_resource(), filters);
  if (!terms.faults.empty()) return read::refused(std::move(terms.faults));
  read::Plan plan{&counted_report(), &read::awards_resource(), std::move(terms.terms)};
  auto rolled = read::rolled(plan);
  if (!rolled) return Error{ErrorKind::internal, "gaps are asked for by commissioner and origin alone", {}, "a filter of award_gaps"};
  return Counted{*std::move(rolled)};
}

/// " and … synthetic = 0", where the filters choose an origin of payments.
std::string of_origin(Query& q, const GapFilters& filters, std::string_view column) {
  const auto asked = std::find_if(filters.begin(), filters.end(), [](const FilterTerm& t) { return t.name == "synthetic"; });
  if (asked == filters.end()) return "";
  return " and " + std::string(column) + " = " + q.bind(read::Value::integer(asked->values.front() == "true" ? 1 : 0));
}

std::string paid_pairs(Query& q, const GapFilters& filters) {
  return "select p.payer_key, s.body_key from " + std::string(paid_cells()) +
         " p join supplier_string s on s.key = p.supplier_key where s.body_key is not null" + of_origin(q, filters, "p.synthetic");
}

std::string payers(Query& q, const GapFilters& filters) {
  return "select y.payer_key from spend_by_payer y where 1 = 1" + of_origin(q, filters, "y.synthetic");
}

/// Over `a`, which is a row of award_counted.
std::string condition(Query& q, AwardGap gap, const GapFilters& filters) {
  constexpr std::string_view with_parties = "a.commissioner_key <> 0 and a.provider_key <> 0";
  switch (gap) {
  case AwardGap::without_notice:
    return "a.noticed = 0";
  case AwardGap::without_parties:
    // The signs keep SQLite from looking for each half by an index, of which the second half has none and reads every award.
    return "+a.commissioner_key = 0 or +a.provider_key = 0";
  case AwardGap::of_no_spend_file:
    return std::string(with_parties) + " and a.commissioner_key not in (" + payers(q, filters) + ")";
  case AwardGap::without_payment: {
    const std::string paid = paid_pairs(q, filters);
    return std::string(with_parties) + " and a.commissioner_key in (" + payers(q, filters) +
           ") and case when a.provider_key > 0 then (a.commissioner_key, a.provider_key) not in (" + paid +
           ") else not exists (select 1 from award_provider gp where gp.award_key = a.award_key and (a.commissioner_key, gp.body_key) in "
           "(" +
           paid + ")) end";
  }
  }
  return "1 = 0";
}

std::vector<ColumnDef> listed() {
  using enum CellType;
  static const std::string commissioner_name = read::body_name("c");
  static const std::string provider_name = read::body_name("xb");
  return {{"award", text, "w.id", ""},           {"effective_on", date, "w.effective_on", ""},
          {"commissioner.id", text, "c.id", ""}, {"commissioner.name", text, commissioner_name, ""},
          {"provider.id", text, "xb.id", ""},    {"provider.name", text, provider_name, ""}};
}

constexpr std::string_view listed_from =
    " g join award w on w.key = g.award_key left join body c on c.key = w.commissioner_key left join award_provider xp on xp.award_key = "
    "w.key and xp.position = (select min(fp.position) from award_provider fp where fp.award_key = w.key) left join body xb on xb.key = "
    "xp.body_key order by g.award_key";

} // namespace

Result<std::int64_t> count_award_gap(Session& s, AwardGap gap, const GapFilters& filters) {
  const auto awards = counted(filters);
  if (!awards) return awards.error();
  Query q(read::backend_of(s));
  const std::string chosen = awards->where(q) + " and (" + condition(q, gap, filters) + ")";
  return read::fetch_integer(s, q.add("select count(*)" + awards->from() + chosen));
}

Result<std::vector<GapAward>> list_award_gap(Session& s, AwardGap gap, const GapFilters& filters, std::int64_t most) {
  const auto awards = counted(filters);
  if (!awards) return awards.error();
  Query q(read::backend_of(s));
  std::string selects;
  std::vector<read::Out> outs;
  for (const ColumnDef& column : listed()) {
    selects += (selects.empty() ? "" : ", ") + read::selected(q.backend(), column);
    outs.push_back({column.type, column.show});
  }
  const std::string chosen = awards->where(q) + " and (" + condition(q, gap, filters) + ")";
  q.add("select " + selects + " from (select a.award_key" + awards->from() + chosen + " order by a.award_key limit " +
        q.bind(read::Value::integer(most)) + ")" + std::string(listed_from));
  auto rows = read::fetch(s, q, outs);
  if (!rows) return rows.error();
  std::vector<GapAward> out;
  out.reserve(rows->size());
  for (Row& row : *rows) {
    out.push_back({std::move(row[0]), std::move(row[1]), std::move(row[2]), std::move(row[3]), std::move(row[4]), std::move(row[5])});
  }
  return out;
}

Result<std::set<std::pair<std::string, std::string>>> paid_and_awarded(Session& s, const GapFilters& filters) {
  const auto awards = counted(filters);
  if (!awards) return awards.error();
  Query q(read::backend_of(s));
  const std::string paid = paid_pairs(q, filters);
  const std::string to_one = awards->where(q);
  const std::string to_several = awards->where(q);
  q.add("select c.id, b.id from (select distinct x.payer_key, x.body_key from (" + paid +
        ") x) pair join body c on c.key = pair.payer_key join body b on b.key = pair.body_key where (pair.payer_key, pair.body_key) in "
        "(select a.commissioner_key, a.provider_key" +
        awards->from() + to_one + " union select a.commissioner_key, gp.body_key" + awards->from() +
        " join award_provider gp on gp.award_key = a.award_key" + to_several + " and a.provider_key = -1)");
  constexpr read::Out outs[] = {{CellType::text}, {CellType::text}};
  const auto rows = read::fetch(s, q, outs);
  if (!rows) return rows.error();
  std::set<std::pair<std::string, std::string>> out;
  for (const Row& row : *rows) out.emplace(std::get<std::string>(row[0]), std::get<std::string>(row[1]));
  return out;
}

} // namespace openward::persistence
