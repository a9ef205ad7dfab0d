// Reports: the rows of a resource counted and summed by the database, once by group and once over everything.

#include "persistence/read/filter.h"

#include <algorithm>
#include <set>

namespace openward::persistence {
namespace read {
namespace {

const ReportDef* find_report_definition(std::string_view name) {
  if (name == spend_report().name) return &spend_report();
  return name == awards_report().name ? &awards_report() : nullptr;
}

struct Plan {
  const ReportDef* report = nullptr;
  const Resource* resource = nullptr;
  std::vector<Term> terms;
  std::vector<const Dimension*> dimensions;
};

Fault unknown_dimension(const ReportDef& r, const std::string& name) {
  std::string valid;
  for (const Dimension& d : r.dimensions) valid += (valid.empty() ? "" : ", ") + std::string(d.name);
  return {"group_by", "unknown_dimension", "`" + name + "` does not split the report " + std::string(r.name) + "; group by " + valid};
}

Result<Plan> plan_report(const ReportDef& r, const ReportRequest& request) {
  Plan plan{&r, find_definition(r.resource), {}, {}};
  ReadTerms read = read_terms(*plan.resource, request.filters);
  std::vector<Fault> faults = std::move(read.faults);
  plan.terms = std::move(read.terms);
  const std::vector<std::string> by_default(r.default_group_by.begin(), r.default_group_by.end());
  std::set<std::string> named;
  for (const std::string& name : request.group_by.empty() ? by_default : request.group_by) {
    const auto found = std::find_if(r.dimensions.begin(), r.dimensions.end(), [&](const Dimension& d) { return d.name == name; });
    if (found == r.dimensions.end()) {
      faults.push_back(unknown_dimension(r, name));
    } else if (!named.insert(name).second) {
      faults.push_back({"group_by", "repeated", "`" + name + "` is named twice in `group_by`; name it once"});
    } else {
      plan.dimensions.push_back(&*found);
    }
  }
  if (!faults.empty()) return refused(std::move(faults));
  return plan;
}

std::vector<const ColumnDef*> group_columns(const Plan& plan) {
  std::vector<const ColumnDef*> out;
  for (const Dimension* d : plan.dimensions) {
    for (const ColumnDef& c : d->columns) out.push_back(&c);
  }
  return out;
}

/// Two steps: the rows are added up by group and account, and the few lines that this leaves become the measures of their group.
Result<std::vector<Row>> read_rows(Session& s, const Plan& plan, const std::vector<const ColumnDef*>& groups) {
  const ReportDef& report = *plan.report;
  const Backend backend = backend_of(s);
  Query q(backend);
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
  if (!report.account.empty()) {
    inner += (inner.empty() ? "" : ", ") + std::string(report.account) + " as account";
    inner_ordinals += (ordinals.empty() ? " group by " : ", ") + std::to_string(outs.size() + 1);
  }
  for (const Part& p : report.parts) inner += (inner.empty() ? "" : ", ") + std::string(p.sql) + " as " + std::string(p.name);
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

} // namespace
} // namespace read

Result<Report> run_report(Session& session, const ReportInfo& info, const ReportRequest& request) {
  const read::ReportDef* definition = read::find_report_definition(info.name);
  if (!definition) return Error{ErrorKind::internal, "the register has no report of this name", {}, "report " + info.name};
  const auto plan = read::plan_report(*definition, request);
  if (!plan) return plan.error();
  const auto groups = read::group_columns(*plan);
  auto rows = read::read_rows(session, *plan, groups);
  if (!rows) return rows.error();
  // Asked of the database again: a total added up from the groups could not show that a group is missing.
  auto totals = read::read_rows(session, *plan, {});
  if (!totals) return totals.error();
  const auto seq = read::last_event(session);
  if (!seq) return seq.error();
  read::sort_groups(*rows, *plan);
  Report report{{{}, std::move(*rows)}, std::move(totals->front()), *seq};
  for (const read::ColumnDef* c : groups) report.table.columns.push_back(read::column_of(*c));
  for (const read::ColumnDef& m : definition->measures) report.table.columns.push_back(read::column_of(m));
  return report;
}

} // namespace openward::persistence
