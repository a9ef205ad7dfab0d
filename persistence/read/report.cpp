// Reports: the rows of a resource counted and summed by the database, once by group and once over everything.

#include "persistence/read/lens_figures.h"
#include "persistence/read/real_terms.h"
#include "persistence/read/report_plan.h"
#include "persistence/read/rollups.h"
#include "persistence/read/standing.h"

#include <algorithm>
#include <iterator>

namespace openward::persistence {
namespace read {
namespace {

const ReportDef* find_report_definition(std::string_view name) {
  const auto all = report_definitions();
  if (name == payees_report().name) return &payees_report();
  const auto found = std::find_if(all.begin(), all.end(), [&](const ReportDef* r) { return r->name == name; });
  return found == all.end() ? nullptr : *found;
}

/// Two steps: the rows are added up by group and account, and the few lines that this leaves become the measures of their group.
Result<std::vector<Row>> read_rows(Session& s, const Plan& plan, const std::vector<const ColumnDef*>& groups) {
  const ReportDef& report = *plan.report;
  const Backend backend = backend_of(s);
  Query q(backend, plan.today);
  std::string inner;
  std::string outer;
  std::string ordinals;
  std::vector<Out> outs;
  for (const ColumnDef* c : groups) {
    outs.push_back({c->type, c->show});
    const std::string name = "g" + std::to_string(outs.size());
    inner += (inner.empty() ? "" : ", ") + selected(backend, *c) + " as " + name;
    outer += (outer.empty() ? "t." : ", t.") + name;
    ordinals += (ordinals.empty() ? " group by " : ", ") + std::to_string(outs.size());
  }
  std::string inner_ordinals = ordinals;
  if (!plan.account.empty()) {
    inner += (inner.empty() ? "" : ", ") + std::string(plan.account) + " as account";
    inner_ordinals += (ordinals.empty() ? " group by " : ", ") + std::to_string(outs.size() + 1);
  }
  for (const Part& p : plan.parts) inner += (inner.empty() ? "" : ", ") + std::string(p.sql) + " as " + std::string(p.name);
  for (const ColumnDef& m : report.measures) {
    outs.push_back({m.type, m.show});
    outer += (outer.empty() ? "" : ", ") + selected(backend, m);
  }
  const std::string conditions = where(q, *plan.resource, plan.terms, true);
  q.add("select " + outer + " from (select " + inner + from(*plan.resource, inner + conditions) + conditions + inner_ordinals + ") t" +
        ordinals);
  return fetch(s, q, outs);
}

/// Below zero, zero or above. What has no value comes last.
int compare(const Cell& a, const Cell& b, std::span<const std::string_view> order) {
  const bool a_empty = a.index() == 0;
  const bool b_empty = b.index() == 0;
  if (a_empty || b_empty) return static_cast<int>(a_empty) - static_cast<int>(b_empty);
  if (const auto* text = std::get_if<std::string>(&a); text && !order.empty()) {
    const auto a_rank = std::find(order.begin(), order.end(), *text);
    const auto b_rank = std::find(order.begin(), order.end(), std::get<std::string>(b));
    if (a_rank != b_rank) return a_rank < b_rank ? -1 : 1;
  }
  if (a == b) return 0;
  return a < b ? -1 : 1;
}

void sort_groups(std::vector<Row>& rows, const Plan& plan) {
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
    std::size_t first = 0;
    for (const Dimension* d : plan.dimensions) {
      // People look for a name; the id before it only parts namesakes.
      for (std::size_t i = d->columns.size(); i-- > 0;) {
        if (const int difference = compare(a[first + i], b[first + i], d->order)) return difference < 0;
      }
      first += d->columns.size();
    }
    return false;
  });
}

/// Where the groups and where the totals are read: from the smallest roll-up that can say each, else from the rows.
struct Chosen {
  const Plan& rows;
  std::optional<RolledPlan> rolled_groups;
  std::optional<RolledPlan> rolled_totals;

  const Plan& groups() const { return rolled_groups ? rolled_groups->plan : rows; }
  const Plan& totals() const { return rolled_totals ? rolled_totals->plan : rows; }
  std::string_view count_rows() const { return rolled_groups ? rows.report->rollups->rows : std::string_view("count(*)"); }
};

Result<Chosen> choose(Session& s, const Plan& plan, bool from_rows) {
  Chosen chosen{plan, std::nullopt, std::nullopt};
  if (from_rows) return chosen;
  auto of_groups = rolled(s, plan);
  if (!of_groups) return of_groups.error();
  chosen.rolled_groups = std::move(*of_groups);
  auto of_totals = rolled(s, without_groups(plan));
  if (!of_totals) return of_totals.error();
  chosen.rolled_totals = std::move(*of_totals);
  return chosen;
}

Error no_such_report(std::string_view name) {
  return {ErrorKind::internal, "the register has no report of this name", {}, "report " + std::string(name)};
}

/// The columns of the plan's lens, behind the measures of every group and of the totals; with real terms what it states in these too.
Result<> add_lens(Session& s, const Plan& plan, const std::vector<const ColumnDef*>& groups, const std::optional<RealTerms>& real,
                  Report& report) {
  const auto lines = lens_lines(s, plan, groups, {&plan.lens, 1}, real.has_value());
  if (!lines) return lines.error();
  const auto figures = LensFigures::create(plan, *plan.lens, *lines);
  if (!figures) return figures.error();
  const auto append = [](auto& to, auto more) { std::move(more.begin(), more.end(), std::back_inserter(to)); };
  append(report.table.columns, lens_columns(*plan.report));
  if (real) append(report.table.columns, lens_real_columns(*plan.report));
  for (Row& row : report.table.rows) {
    const Row group(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(groups.size()));
    append(row, figures->of_group(group));
    if (real) append(row, figures->of_group(group, *real));
  }
  append(report.totals, figures->of_everything());
  if (real) append(report.totals, figures->of_everything(*real));
  return Done{};
}

} // namespace
} // namespace read

Result<Report> run_report(Session& session, const ReportInfo& info, const ReportRequest& request) {
  const read::ReportDef* definition = read::find_report_definition(info.name);
  if (!definition) return read::no_such_report(info.name);
  const auto asked = read::plan_report(*definition, request);
  if (!asked) return asked.error();
  auto chosen = read::choose(session, *asked, request.from_rows);
  if (!chosen) return chosen.error();
  const read::Plan* const plan = &chosen->groups();
  const auto groups = read::group_columns(*plan);
  auto rows = read::read_rows(session, *plan, groups);
  if (!rows) return rows.error();
  // Asked of the database again: a total added up from the groups could not show that a group is missing.
  auto totals = read::read_rows(session, chosen->totals(), {});
  if (!totals) return totals.error();
  const auto divided = read::divided_rows(session, *plan->resource, plan->terms, plan->today, chosen->count_rows());
  if (!divided) return divided.error();
  const auto seq = read::last_event(session);
  if (!seq) return seq.error();
  Report report{{{}, std::move(*rows)}, std::move(totals->front()), *seq, *divided};
  for (const read::ColumnDef* c : groups) report.table.columns.push_back(read::column_of(*c));
  for (const read::ColumnDef& m : definition->measures) report.table.columns.push_back(read::column_of(m));
  if (plan->lens) {
    if (auto added = read::add_lens(session, *plan, groups, request.real, report); !added) return added.error();
  }
  if (request.real) {
    if (auto added = read::add_real_terms(session, info, request, groups.size(), report); !added) return added.error();
  }
  read::sort_groups(report.table.rows, *plan);
  return report;
}

Result<Report> compare_lenses(Session& session, const ReportInfo& info, const std::vector<FilterTerm>& filters,
                              std::span<const Lens* const> lenses, std::optional<Date> today) {
  const read::ReportDef* definition = read::find_report_definition(info.name);
  if (!definition) return read::no_such_report(info.name);
  if (lenses.empty()) return Error{ErrorKind::internal, "there is no lens to look through", {}, "compare_lenses without lenses"};
  const auto asked = read::plan_report(*definition, {filters, {}, lenses.front(), today});
  if (!asked) return asked.error();
  const read::Plan rows = read::without_groups(*asked);
  auto rolled = read::rolled(session, rows);
  if (!rolled) return rolled.error();
  const read::Plan* const plan = *rolled ? &(*rolled)->plan : &rows;
  // Read once, so that every lens sees the same rows.
  const auto lines = read::lens_lines(session, *plan, {}, lenses);
  if (!lines) return lines.error();
  const auto seq = read::last_event(session);
  if (!seq) return seq.error();
  const auto divided = read::divided_rows(session, *plan->resource, plan->terms, plan->today);
  if (!divided) return divided.error();
  Report report{{read::lens_columns(*definition), {}}, {}, *seq, *divided};
  report.table.columns.insert(report.table.columns.begin() + 1, {"title", CellType::text, "Title of the lens."});
  for (const Lens* lens : lenses) {
    const auto figures = read::LensFigures::create(*plan, *lens, *lines);
    if (!figures) return figures.error();
    Row row = figures->of_everything();
    row.insert(row.begin() + 1, lens->definition().title);
    report.table.rows.push_back(std::move(row));
  }
  return report;
}

} // namespace openward::persistence
