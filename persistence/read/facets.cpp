// How the rows of a list are split by the values of a filter, counted over every filter but that one.

#include "persistence/read/as_of.h"
#include "persistence/read/counted.h"

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

/// The same split in the words of the rows, or of what is added up already.
struct Split {
  const Resource* resource;
  const std::vector<Term>* terms;
  ColumnDef value;
  std::string name;
  std::string rows;
};

Query question_of(Session& s, const Asked& asked, const Split& split, std::optional<Date> today) {
  Query q(backend_of(s), today);
  q.as_of(asked.as_of);
  const std::string value(split.value.sql);
  const std::string from_more(asked.sql.from);
  const std::string conditions = where(q, *split.resource, *split.terms, true);
  q.add("select " + selected(q.backend(), split.value) + ", coalesce(" + split.name + ", ''), cast(" + split.rows + " as bigint)" +
        from(*split.resource, conditions + " " + value + " " + split.name + " " + from_more) + (from_more.empty() ? "" : " " + from_more) +
        conditions);
  q.add(" group by " + value + (asked.sql.name.empty() ? "" : ", " + split.name));
  return q;
}

Result<std::vector<Row>> counted(Session& s, const Asked& asked, std::optional<Date> today) {
  const Out outs[] = {{type_of(asked.filter->kind), shown(asked.filter->kind)}, {CellType::text}, {CellType::integer}};
  const ColumnDef value{"", outs[0].type, asked.sql.value, "", Sort::none, outs[0].show};
  // Whoever is named twice in a row is one of its values.
  Split split{asked.resource, &asked.terms, value, asked.sql.name.empty() ? "''" : std::string(asked.sql.name),
              asked.sql.from.empty() ? "count(*)" : "count(distinct " + std::string(asked.resource->key) + ")"};
  Dimension by{asked.filter->name, "", {value}};
  if (!asked.sql.name.empty()) by.columns.push_back({"", CellType::text, asked.sql.name, ""});
  const Dimension* const split_by = &by;
  std::optional<CountedAlready> cells;
  if (asked.sql.from.empty() && !asked.as_of) {
    auto found = counted_already(s, *asked.resource, asked.terms, today, {&split_by, 1});
    if (!found) return found.error();
    cells = std::move(*found);
  }
  if (cells) {
    const auto columns = cells->columns();
    split = {&cells->resource(), &cells->terms(), *columns.front(), columns.size() > 1 ? std::string(columns.back()->sql) : split.name,
             std::string(cells->rows)};
  }
  const std::string day = today ? today->iso() : "";
  const std::string question = "facet " + std::string(asked.filter->name) + " " + digest(asked.resource->name, asked.terms) + " " + day;
  return fetch_once(s, question, question_of(s, asked, split, today), outs);
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
