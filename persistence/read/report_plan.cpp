#include "persistence/read/report_plan.h"

#include "persistence/read/as_of.h"
#include "persistence/read/real_terms.h"
#include "persistence/read/sector.h"
#include "persistence/read/standing.h"

#include <algorithm>
#include <set>

namespace openward::persistence::read {
namespace {

Fault unknown_dimension(const ReportDef& r, const std::string& name) {
  std::string valid;
  for (const Dimension& d : r.dimensions) valid += (valid.empty() ? "" : ", ") + std::string(d.name);
  return {"group_by", "unknown_dimension", "`" + name + "` does not split the report " + std::string(r.name) + "; group by " + valid};
}

Fault no_lens(const std::string& name) {
  return {"group_by", "needs_lens",
          "`" + name +
              "` is what a lens makes of classes, so it needs one: name it in `lens` (/v1/lenses lists them), or group by "
              "`provider_class`"};
}

Fault chosen_payees(const Term& term) {
  const std::string name = (term.exclude ? "not_" : "") + std::string(term.filter->name);
  return {name, "no_share",
          "`" + name +
              "` chooses rows by who was paid, and what is left is no whole that a lens could state a share of: leave it out and "
              "group by it, or leave `lens` out"};
}

std::unique_ptr<const SectorSplit> sector_split(const Dimension& declared, const LensUse& use, const Lens& lens) {
  auto split = std::make_unique<SectorSplit>(SectorSplit{sector_sql(use.provider_class, use.kind, lens), declared});
  split->dimension.columns.front().sql = split->sql;
  return split;
}

} // namespace

Result<Plan> plan_report(const ReportDef& r, const ReportRequest& request) {
  Plan plan{&r, find_definition(r.resource)};
  plan.account = r.account;
  plan.parts = r.parts;
  plan.lens_use = r.lens;
  ReadTerms read = read_terms(*plan.resource, request.filters);
  std::vector<Fault> faults = std::move(read.faults);
  plan.terms = std::move(read.terms);
  if (auto fault = no_past(plan.terms, "a report")) faults.push_back(*std::move(fault));
  plan.today = request.today;
  const auto reading = standing(*plan.resource, plan.terms, plan.today);
  if (!reading) return reading.error();
  plan.resource = *reading;
  plan.lens = request.lens;
  if (plan.lens && !r.lens) faults.push_back({"lens", "no_effect", "the report " + std::string(r.name) + " takes no lens; leave it out"});
  if (request.real && r.paid_measure.empty()) faults.push_back({"basis", "no_effect", std::string(no_real_terms)});
  for (const Term& term : plan.terms) {
    if (term.filter->kind == FilterKind::sector) faults.push_back(chosen_payees(term));
    if (plan.lens && term.filter->name.starts_with("provider")) faults.push_back(chosen_payees(term));
  }
  const std::vector<std::string> by_default(r.default_group_by.begin(), r.default_group_by.end());
  std::set<std::string> named;
  for (const std::string& name : request.group_by.empty() ? by_default : request.group_by) {
    const auto found = std::find_if(r.dimensions.begin(), r.dimensions.end(), [&](const Dimension& d) { return d.name == name; });
    if (found == r.dimensions.end()) {
      faults.push_back(unknown_dimension(r, name));
    } else if (!named.insert(name).second) {
      faults.push_back({"group_by", "repeated", "`" + name + "` is named twice in `group_by`; name it once"});
    } else if (found->splits != Splits::payees_by_lens) {
      plan.dimensions.push_back(&*found);
    } else if (!plan.lens) {
      faults.push_back(no_lens(name));
    } else if (r.lens) {
      plan.sector = sector_split(*found, *r.lens, *plan.lens);
      plan.dimensions.push_back(&plan.sector->dimension);
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

Plan without_groups(const Plan& plan) {
  Plan out{plan.report, plan.resource, plan.terms};
  out.lens = plan.lens;
  out.today = plan.today;
  out.account = plan.account;
  out.parts = plan.parts;
  out.lens_use = plan.lens_use;
  return out;
}

} // namespace openward::persistence::read
