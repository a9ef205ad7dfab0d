// How the rows of a list are split by the values of a filter, counted over every filter but that one.

#include "persistence/read/as_of.h"

#include <algorithm>

namespace openward::persistence {
namespace read {
namespace {

struct Asked {
  const Resource* resource; // as it was asked for, or its reading as of today
  const FilterDef* filter;
  FacetSql sql;
  std::vector<Term> terms; // without its own
  std::optional<std::int64_t> as_of{};
};

Fault unknown_facet(const ResourceInfo& info, const std::string& name) {
  std::string valid;
  for (const std::string& facet : info.facets) valid += (valid.empty() ? "" : ", ") + facet;
  return {"facets", "unknown_facet",
          "`" + name + "` is no facet of " + info.name + "; " + (valid.empty() ? "it has none" : "its facets are " + valid)};
}

Show shown(FilterKind kind) { return kind == FilterKind::year ? Show::financial_year : Show::as_is; }

CellType type_of(FilterKind kind) {
  if (kind == FilterKind::flag) return CellType::boolean;
  return CellType::text;
}

Result<std::vector<Row>> counted(Session& s, const Asked& asked, std::optional<Date> today) {
  const Resource& r = *asked.resource;
  const Backend backend = backend_of(s);
  const std::string value(asked.sql.value);
  const std::string name = asked.sql.name.empty() ? "''" : std::string(asked.sql.name);
  // Whoever is named twice in a row is one of its values.
  const std::string rows = asked.sql.from.empty() ? "count(*)" : "count(distinct " + std::string(r.key) + ")";
  const Out outs[] = {{type_of(asked.filter->kind), shown(asked.filter->kind)}, {CellType::text}, {CellType::integer}};
  Query q(backend, today);
  q.as_of(asked.as_of);
  const std::string conditions = where(q, r, asked.terms, true);
  q.add("select " + selected(backend, {"", outs[0].type, value, "", Sort::none, outs[0].show}) + ", coalesce(" + name + ", ''), cast(" +
        rows + " as bigint)" + from(r, conditions + " " + value + " " + name + " " + std::string(asked.sql.from)) +
        (asked.sql.from.empty() ? "" : " " + std::string(asked.sql.from)) + conditions);
  q.add(" group by " + value + (asked.sql.name.empty() ? "" : ", " + name));
  const std::string day = today ? today->iso() : "";
  const std::string question = "facet " + std::string(asked.filter->name) + " " + digest(r.name, asked.terms) + " " + day;
  return fetch_once(s, question, q, outs);
}

Facet facet_from(const FilterDef& filter, const std::vector<Row>& rows) {
  Facet out{std::string(filter.name), {}, 0};
  for (const Row& row : rows) {
    const bool none = std::holds_alternative<std::string>(row[0]) && std::get<std::string>(row[0]).empty();
    out.values.push_back({none ? Cell{} : row[0], std::get<std::string>(row[1]), std::get<std::int64_t>(row[2])});
  }
  std::sort(out.values.begin(), out.values.end(),
            [](const Facet::Value& a, const Facet::Value& b) { return a.rows != b.rows ? a.rows > b.rows : a.value < b.value; });
  if (out.values.size() > most_facet_values) {
    out.more_values = static_cast<std::int64_t>(out.values.size() - most_facet_values);
    // What is not known is never among what is left out.
    const auto unknown =
        std::find_if(out.values.begin() + most_facet_values, out.values.end(), [](const auto& v) { return v.value.index() == 0; });
    if (unknown != out.values.end()) std::iter_swap(unknown, out.values.begin() + most_facet_values - 1);
    out.values.resize(most_facet_values);
  }
  return out;
}

} // namespace
} // namespace read

Result<std::vector<Facet>> facets(Session& session, const ResourceInfo& info, const std::vector<FilterTerm>& filters,
                                  const std::vector<std::string>& names, std::optional<Date> today) {
  const read::Resource* resource = read::find_definition(info.name);
  if (!resource) return Error{ErrorKind::internal, "the register has no resource of this name", {}, "resource " + info.name};
  const read::ReadTerms terms = read::read_terms(*resource, filters);
  std::vector<Fault> faults = terms.faults;
  for (const std::string& name : names) {
    if (std::find(info.facets.begin(), info.facets.end(), name) == info.facets.end()) faults.push_back(read::unknown_facet(info, name));
  }
  if (!faults.empty()) return read::refused(std::move(faults));
  const auto reading = read::reading_of(session, *resource, terms.terms, today);
  if (!reading) return reading.error();
  for (const std::string& name : names) {
    if (auto fault = read::not_kept(*reading, "facets", name)) faults.push_back(*std::move(fault));
  }
  if (!faults.empty()) return read::refused(std::move(faults));
  std::vector<Facet> out;
  for (const std::string& name : names) {
    const auto filter =
        std::find_if(resource->filters.begin(), resource->filters.end(), [&](const read::FilterDef& f) { return f.name == name; });
    const auto own = std::find_if(reading->resource->filters.begin(), reading->resource->filters.end(),
                                  [&](const read::FilterDef& f) { return f.name == name; });
    read::Asked asked{reading->resource, &*filter, read::facet_of(*own), {}, reading->as_of};
    for (const read::Term& t : terms.terms) {
      if (t.filter->name != name) asked.terms.push_back(t);
    }
    const auto rows = read::counted(session, asked, today);
    if (!rows) return rows.error();
    out.push_back(read::facet_from(*filter, *rows));
  }
  return out;
}

} // namespace openward::persistence
