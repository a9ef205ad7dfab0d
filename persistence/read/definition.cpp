#include "persistence/read/definition.h"

#include "domain/lens.h"
#include "domain/vocabulary.h"
#include "persistence/read/as_of.h"
#include "persistence/read/sector.h"

#include <algorithm>
#include <array>

namespace openward::persistence {
namespace read {
namespace {

std::string_view type_word(FilterKind kind) {
  switch (kind) {
  case FilterKind::word:
  case FilterKind::sector:
  case FilterKind::standing:
    return "word";
  case FilterKind::flag:
    return "boolean";
  case FilterKind::body:
  case FilterKind::payee:
    return "id";
  case FilterKind::date_from:
  case FilterKind::date_to:
  case FilterKind::day_from:
  case FilterKind::day_to:
    return "date";
  case FilterKind::pence_min:
  case FilterKind::pence_max:
    return "pence";
  case FilterKind::as_of:
  case FilterKind::exact:
  case FilterKind::year:
  case FilterKind::month:
  case FilterKind::quarter:
  case FilterKind::cpv:
  case FilterKind::search:
    return "text";
  }
  return "text";
}

bool takes_several(FilterKind kind) {
  switch (kind) {
  case FilterKind::word:
  case FilterKind::sector:
  case FilterKind::body:
  case FilterKind::payee:
  case FilterKind::exact:
  case FilterKind::year:
  case FilterKind::month:
  case FilterKind::quarter:
  case FilterKind::cpv:
    return true;
  default:
    return false;
  }
}

const std::array<const Resource*, 13>& all() {
  static const std::array<const Resource*, 13> list{&awards_resource(),        &contracts_resource(),  &procurements_resource(),
                                                    &commissioners_resource(), &providers_resource(),  &diagnostic_centres_resource(),
                                                    &programmes_resource(),    &indicators_resource(), &payments_resource(),
                                                    &spend_files_resource(),   &notices_resource(),    &findings_resource(),
                                                    &matches_resource()};
  return list;
}

ResourceInfo info_of(const Resource& r) {
  ResourceInfo info{std::string(r.name), std::string(r.description), {}, filter_infos(r), {}, std::string(r.default_sort)};
  for (const FilterDef& f : r.filters) {
    if (r.split_by_facets && !facet_of(f).value.empty()) info.facets.emplace_back(f.name);
  }
  for (const ColumnDef& c : r.columns) {
    info.columns.push_back(column_of(c));
    if (c.sort != Sort::none) info.sorts.emplace_back(c.name);
  }
  return info;
}

ReportInfo info_of(const ReportDef& r) {
  ReportInfo info;
  info.name = r.name;
  info.description = r.description;
  for (const Dimension& d : r.dimensions)
    info.dimensions.push_back({std::string(d.name), d.columns.back().type, std::string(d.description)});
  for (const ColumnDef& m : r.measures) info.measures.push_back(column_of(m));
  info.filters = filter_infos(*find_definition(r.resource));
  // A report is of what is: its sums and roll-ups are kept as of now alone. It is split by sector, and chooses no payees beside a lens.
  std::erase_if(info.filters, [](const FilterInfo& f) { return f.name == as_of_filter || f.name == sector_filter; });
  info.default_group_by.assign(r.default_group_by.begin(), r.default_group_by.end());
  info.lens_columns = lens_columns(r);
  info.real_columns = real_columns(r);
  for (Column& column : lens_real_columns(r)) info.real_columns.push_back(std::move(column));
  return info;
}

bool part_of_a_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

bool mentions(std::string_view sql, std::string_view alias) {
  const std::string dotted = std::string(alias) + ".";
  for (auto at = sql.find(dotted); at != std::string_view::npos; at = sql.find(dotted, at + 1)) {
    if (at == 0 || !part_of_a_name(sql[at - 1])) return true;
  }
  return false;
}

} // namespace

FilterDef search_def(std::string_view key, std::string_view index, std::string_view description) {
  return {"q", FilterKind::search, key, description, {}, {}, index};
}

std::string joins(const Resource& r, std::string_view rest) {
  std::string out;
  // Backwards: a join may need those before it.
  for (auto join = r.joins.rbegin(); join != r.joins.rend(); ++join) {
    if (mentions(rest, join->alias) || mentions(out, join->alias)) out = " " + std::string(join->sql) + out;
  }
  return out;
}

std::string from(const Resource& r, std::string_view rest) { return " from " + std::string(r.root) + joins(r, rest); }

const Resource* find_definition(std::string_view name) {
  const auto found = std::find_if(all().begin(), all().end(), [&](const Resource* r) { return r->name == name; });
  return found == all().end() ? nullptr : *found;
}

std::span<const std::string_view> award_class_words() {
  static const std::vector<std::string_view> words = [] {
    const auto classes = provider_class_words();
    std::vector<std::string_view> out(classes.begin(), classes.end());
    out.insert(std::find(out.begin(), out.end(), "unclassified"), "several_classes");
    return out;
  }();
  return words;
}

std::span<const std::string_view> report_sector_words() {
  static const std::vector<std::string_view> words = [] {
    const auto sectors = sector_words();
    std::vector<std::string_view> out(sectors.begin(), sectors.end());
    out.insert(std::find(out.begin(), out.end(), "unclassified"), "several_classes");
    return out;
  }();
  return words;
}

FacetSql facet_of(const FilterDef& f) {
  if (!f.facet.value.empty()) return f.facet;
  // Which states there are is not for everybody to count: without the filter, drafts would be.
  if (f.name == "state" || f.sql.find("{{v}}") != std::string_view::npos) return {};
  const bool splits = f.kind == FilterKind::word || f.kind == FilterKind::flag || f.kind == FilterKind::year;
  return splits ? FacetSql{f.sql} : FacetSql{};
}

Column column_of(const ColumnDef& c) { return {std::string(c.name), c.type, std::string(c.description)}; }

std::vector<FilterInfo> filter_infos(const Resource& r) {
  std::vector<FilterInfo> out;
  for (const FilterDef& f : r.filters) {
    FilterInfo info{std::string(f.name), std::string(f.description), std::string(type_word(f.kind)), {f.words.begin(), f.words.end()}};
    if (f.kind == FilterKind::flag) info.words = {"true", "false"};
    info.none = !f.none.empty() && f.kind != FilterKind::body && f.kind != FilterKind::payee;
    info.repeatable = info.excludable = takes_several(f.kind);
    out.push_back(std::move(info));
  }
  return out;
}

} // namespace read

std::span<const ResourceInfo> resources() {
  static const std::vector<ResourceInfo> infos = [] {
    std::vector<ResourceInfo> out;
    for (const read::Resource* r : read::all()) out.push_back(read::info_of(*r));
    return out;
  }();
  return infos;
}

const ResourceInfo* find_resource(std::string_view name) {
  const auto list = resources();
  const auto found = std::find_if(list.begin(), list.end(), [&](const ResourceInfo& r) { return r.name == name; });
  return found == list.end() ? nullptr : &*found;
}

std::span<const ReportInfo> reports() {
  static const std::vector<ReportInfo> infos = [] {
    std::vector<ReportInfo> out;
    for (const read::ReportDef* r : read::report_definitions()) out.push_back(read::info_of(*r));
    return out;
  }();
  return infos;
}

const ReportInfo* find_report(std::string_view name) {
  const auto list = reports();
  const auto found = std::find_if(list.begin(), list.end(), [&](const ReportInfo& r) { return r.name == name; });
  return found == list.end() ? nullptr : &*found;
}

} // namespace openward::persistence
