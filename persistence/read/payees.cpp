#include "persistence/read/payees.h"

#include "persistence/read/definition.h"
#include "persistence/read/people.h"

#include <algorithm>

namespace openward::persistence {
namespace read {
namespace {

Dimension linked(Dimension dimension, std::string_view id, std::string_view name) {
  dimension.columns[0].sql = id;
  dimension.columns[1].sql = name;
  return dimension;
}

std::vector<Dimension> dimensions() {
  static const std::string provider_name = body_name("pb");
  static const std::string group_name = body_name("pgrp");
  std::vector<Dimension> out;
  for (const Dimension& d : spend_report().dimensions) {
    if (d.name == "sector") continue;
    out.push_back(d.name == "provider"         ? linked(d, "pb.id", provider_name)
                  : d.name == "provider_group" ? linked(d, "pgrp.id", group_name)
                                               : d);
  }
  return out;
}

} // namespace

const ReportDef& payees_report() {
  static const ReportDef report = [] {
    ReportDef r = spend_report();
    r.name = "payees";
    r.dimensions = dimensions();
    std::erase_if(r.parts, [](const Part& part) { return part.name != "payments" && part.name != "paid"; });
    std::erase_if(r.measures, [](const ColumnDef& m) { return m.name != "payments" && m.name != "paid"; });
    r.parts.push_back({"words", "count(distinct case when s.body_key is null then p.supplier_key end)", true});
    r.measures.push_back({"words", CellType::integer, "coalesce(sum(t.words), 0)", "Different words that are linked to no body."});
    r.lens.reset();
    r.paid_measure = "";
    return r;
  }();
  return report;
}

} // namespace read

const ReportInfo& payees() {
  static const ReportInfo info = [] {
    ReportInfo out = *find_report("spend");
    out.name = read::payees_report().name;
    out.measures.clear();
    for (const auto& m : read::payees_report().measures) out.measures.push_back(read::column_of(m));
    std::erase_if(out.dimensions, [](const Column& c) { return c.name == "sector"; });
    out.lens_columns.clear();
    out.real_columns.clear();
    return out;
  }();
  return info;
}

} // namespace openward::persistence
