// Lists, single records and exports. A page is read in two steps inside one statement: first the keys of the page in order, then the
// columns of those rows alone, so that no list inside a row is ever built for a row that is not shown.

#include "domain/date.h"
#include "persistence/read/as_of.h"
#include "persistence/read/changes.h"
#include "persistence/read/counted.h"
#include "persistence/read/cursor.h"
#include "persistence/read/filter.h"
#include "persistence/read/search.h"
#include "persistence/read/standing.h"

#include <algorithm>
#include <charconv>

namespace openward::persistence {
namespace read {
namespace {

constexpr int longest_page = 1000;

struct Order {
  const ColumnDef* column = nullptr; // none: by key alone
  bool down = false;
};

constexpr std::string_view by_relevance = "relevance";

/// Its SQL depends on what is looked for.
const ColumnDef& relevance_column() {
  static const ColumnDef column{by_relevance, CellType::integer, "", "How near to the question.", Sort::filled};
  return column;
}

/// The last row that was seen.
struct Seen {
  std::optional<Value> value;
  std::int64_t key = 0;
};

struct ListPlan {
  const Resource* resource = nullptr;
  std::vector<Term> terms;
  Order order;
  std::optional<Seen> after;
  std::string digest;
  std::optional<Date> today;
  std::vector<const ColumnDef*> columns;
  std::optional<std::int64_t> as_of{};
};

struct Rows {
  std::vector<Row> rows;  // the columns of the plan
  std::vector<Seen> seen; // beside each row
};

Value::Type type_of_sort(const ColumnDef& c) {
  if (c.type == CellType::date) return Value::Type::date;
  return c.type == CellType::pence || c.type == CellType::integer ? Value::Type::integer : Value::Type::text;
}

/// Text is sorted in byte order, and by its first 200 characters alone: the value travels in the cursor, and the cursor in a URL.
std::string sorted_by(Backend backend, std::string_view sql, const ColumnDef& c) {
  if (type_of_sort(c) != Value::Type::text) return std::string(sql);
  return expand(backend, "substr(" + std::string(sql) + ", 1, 200){{c}}");
}

std::optional<Order> read_order(const Resource& r, std::string_view sort, bool searched) {
  const bool down = sort.starts_with('-');
  const std::string_view name = down ? sort.substr(1) : sort;
  if (searched && name == by_relevance) return Order{&relevance_column(), !down}; // the nearest first
  const auto found =
      std::find_if(r.columns.begin(), r.columns.end(), [&](const ColumnDef& c) { return c.name == name && c.sort != Sort::none; });
  if (found == r.columns.end()) return std::nullopt;
  return Order{&*found, down};
}

std::optional<Value> read_sort_value(const ColumnDef& column, const std::string& text) {
  switch (type_of_sort(column)) {
  case Value::Type::integer: {
    std::int64_t number = 0;
    const auto [at, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || at != text.data() + text.size()) return std::nullopt;
    return Value::integer(number);
  }
  case Value::Type::date:
    if (const auto date = Date::parse(text); date) return Value::date(date->iso());
    return std::nullopt;
  case Value::Type::text:
    if (!storable(text)) return std::nullopt;
    return Value::text(text);
  }
  return std::nullopt;
}

std::vector<Out> outs_of(const std::vector<const ColumnDef*>& columns) {
  std::vector<Out> out;
  for (const ColumnDef* c : columns) out.push_back({c->type, c->show});
  return out;
}

std::string columns_of(Backend backend, const std::vector<const ColumnDef*>& columns) {
  std::string out;
  for (const ColumnDef* c : columns) out += (out.empty() ? "" : ", ") + selected(backend, *c);
  return out;
}

/// "commissioner" names "commissioner.id" and "commissioner.name".
bool names_column(std::string_view field, std::string_view column) {
  return column == field || (column.starts_with(field) && column.substr(field.size()).starts_with('.'));
}

std::vector<const ColumnDef*> chosen(const Resource& r, const std::vector<std::string>& fields) {
  std::vector<const ColumnDef*> out;
  for (const ColumnDef& c : r.columns) {
    const bool asked =
        fields.empty() || std::any_of(fields.begin(), fields.end(), [&](const std::string& f) { return names_column(f, c.name); });
    if (asked) out.push_back(&c);
  }
  return out;
}

/// Rows with a sort value and rows without one are two queries: both databases then agree where the latter stand, and both can walk an
/// index.
enum class Part { with_value, without_value, by_key };

/// By how near each row is to the question, which is worked out once for each.
void add_nearest(Query& q, const ListPlan& plan, std::size_t limit) {
  const Resource& r = *plan.resource;
  const Term& term = *search_term(plan.terms);
  const std::string key(r.key);
  const std::string near = relevance(q, term.filter->sql, term.filter->index, term.texts.front());
  const std::string conditions = where(q, r, plan.terms, true);
  q.add("select nearest.page_key, nearest.page_sort from (select " + key + " as page_key, " + near + " as page_sort" +
        from(r, conditions + " " + near) + conditions + ") nearest");
  if (plan.after) {
    q.add(" where (nearest.page_sort, nearest.page_key)" + std::string(plan.order.down ? " < (" : " > (") + q.bind(*plan.after->value) +
          ", " + q.bind(Value::integer(plan.after->key)) + ")");
  }
  const std::string direction = plan.order.down ? " desc" : " asc";
  q.add(" order by nearest.page_sort" + direction + ", nearest.page_key" + direction + " limit " + std::to_string(limit));
}

void add_keys(Query& q, const ListPlan& plan, Part part, std::size_t limit) {
  if (plan.order.column == &relevance_column()) {
    add_nearest(q, plan, limit);
    return;
  }
  const Resource& r = *plan.resource;
  const std::string key(r.key);
  const std::string direction = plan.order.down ? " desc" : " asc";
  const std::string beyond = plan.order.down ? " < " : " > ";
  const std::string sort = part == Part::by_key ? "" : sorted_by(q.backend(), plan.order.column->sql, *plan.order.column);
  std::string conditions = where(q, r, plan.terms, true);
  if (part == Part::without_value) conditions += " and " + sort + " is null";
  if (part == Part::with_value && plan.order.column->sort == Sort::nullable) conditions += " and " + sort + " is not null";
  if (plan.after) {
    const std::string last_key = q.bind(Value::integer(plan.after->key));
    conditions += part == Part::with_value
                      ? " and (" + sort + ", " + key + ")" + beyond + "(" + q.bind(*plan.after->value) + ", " + last_key + ")"
                      : " and " + key + beyond + last_key;
  }
  const bool sorted = part == Part::with_value;
  q.add("select " + key + " as page_key" + (sorted ? ", " + sort + " as page_sort" : "") + from(r, conditions + " " + sort) + conditions);
  q.add(" order by " + (sorted ? sort + direction + ", " : "") + key + direction + " limit " + std::to_string(limit));
}

Result<Rows> read_part(Session& s, const ListPlan& plan, Part part, std::size_t limit) {
  const Resource& r = *plan.resource;
  const Backend backend = backend_of(s);
  const bool sorted = part == Part::with_value;
  const std::string columns = columns_of(backend, plan.columns);
  std::vector<Out> outs = outs_of(plan.columns);
  outs.push_back({CellType::integer});
  Query q(backend, plan.today);
  q.as_of(plan.as_of);
  q.add("select " + columns + ", page.page_key");
  if (sorted) {
    const ColumnDef& c = *plan.order.column;
    outs.push_back({c.type});
    q.add(", " + selected(backend, {"", c.type, "page.page_sort", ""}));
  }
  q.add(" from (");
  add_keys(q, plan, part, limit);
  q.add(") page join " + std::string(r.root) + " on " + std::string(r.key) + " = page.page_key" + joins(r, columns) + " order by ");
  const std::string direction = plan.order.down ? " desc" : " asc";
  if (sorted) q.add(sorted_by(backend, "page.page_sort", *plan.order.column) + direction + ", ");
  q.add("page.page_key" + direction);

  auto fetched = fetch(s, q, outs);
  if (!fetched) return fetched.error();
  Rows out;
  for (Row& row : *fetched) {
    Seen seen;
    if (sorted) {
      if (const auto* text = std::get_if<std::string>(&row.back())) {
        seen.value = Value{type_of_sort(*plan.order.column), *text};
      } else {
        seen.value = Value::integer(std::get<std::int64_t>(row.back()));
      }
      row.pop_back();
    }
    seen.key = std::get<std::int64_t>(row.back());
    row.pop_back();
    out.rows.push_back(std::move(row));
    out.seen.push_back(std::move(seen));
  }
  return out;
}

Result<Rows> read_rows(Session& s, const ListPlan& plan, std::size_t limit) {
  if (!plan.order.column) return read_part(s, plan, Part::by_key, limit);
  Rows out;
  if (!plan.after || plan.after->value) {
    auto valued = read_part(s, plan, Part::with_value, limit);
    if (!valued || valued->rows.size() == limit || plan.order.column->sort == Sort::filled) return valued;
    out = std::move(*valued);
  }
  ListPlan rest = plan;
  if (rest.after && rest.after->value) rest.after.reset();
  auto empty = read_part(s, rest, Part::without_value, limit - out.rows.size());
  if (!empty) return empty.error();
  std::move(empty->rows.begin(), empty->rows.end(), std::back_inserter(out.rows));
  std::move(empty->seen.begin(), empty->seen.end(), std::back_inserter(out.seen));
  return out;
}

/// What a list said then is added up nowhere.
Result<std::optional<CountedAlready>> added_up(Session& s, const ListPlan& plan) {
  if (plan.as_of) return std::optional<CountedAlready>();
  return counted_already(s, *plan.resource, plan.terms, plan.today);
}

Result<std::int64_t> count(Session& s, const ListPlan& plan) {
  const auto cells = added_up(s, plan);
  if (!cells) return cells.error();
  const Resource& resource = *cells ? (*cells)->resource() : *plan.resource;
  Query q(backend_of(s), plan.today);
  q.as_of(plan.as_of);
  const std::string conditions = where(q, resource, *cells ? (*cells)->terms() : plan.terms, true);
  q.add("select " + std::string(*cells ? (*cells)->rows : "count(*)") + from(resource, conditions) + conditions);
  const Out out{CellType::integer};
  const std::string day = plan.today ? plan.today->iso() : "";
  const auto rows = fetch_once(s, "total " + plan.digest + " " + day, q, {&out, 1});
  if (!rows) return rows.error();
  return std::get<std::int64_t>(rows->front().front());
}

std::string sort_words(const Order& order) { return (order.down ? "-" : "") + std::string(order.column->name); }

std::string cursor_of(const ListPlan& plan, const Seen& seen) {
  Cursor c{std::string(plan.resource->name), sort_words(plan.order), plan.digest, std::nullopt, seen.key};
  if (seen.value) {
    const auto* text = std::get_if<std::string>(&seen.value->content);
    c.value = text ? *text : std::to_string(std::get<std::int64_t>(seen.value->content));
  }
  return encode(c);
}

std::optional<Fault> follow_cursor(ListPlan& plan, const std::string& text) {
  const auto broken = Fault{"cursor", "bad_cursor", "`cursor` is not one that this register gave; leave it out to begin again"};
  const auto c = decode(text);
  if (!c) return broken;
  if (c->resource != plan.resource->name || c->digest != plan.digest || c->sort != sort_words(plan.order)) {
    return Fault{
        "cursor", "bad_cursor",
        "`cursor` belongs to another list, filter or sort; follow `next` with the same parameters, or leave it out to begin again"};
  }
  Seen seen{std::nullopt, c->key};
  if (c->value) {
    seen.value = read_sort_value(*plan.order.column, *c->value);
    if (!seen.value) return broken;
  } else if (plan.order.column->sort == Sort::filled) {
    return broken;
  }
  plan.after = std::move(seen);
  return std::nullopt;
}

Fault unknown_sort(const Resource& r, const std::string& sort, bool searched) {
  std::string valid;
  for (const ColumnDef& c : r.columns) {
    if (c.sort != Sort::none) valid += (valid.empty() ? "" : ", ") + std::string(c.name);
  }
  return {"sort", "unknown_sort",
          "`" + sort + "` is no sort of " + std::string(r.name) + "; sort by " + valid + ", with \"-\" before it for downwards" +
              (searched ? "; or by relevance" : "; by relevance where `q` is given")};
}

Result<ListPlan> plan_list(Session& s, const Resource& r, const ListRequest& request) {
  ReadTerms read = read_terms(r, request.filters);
  std::vector<Fault> faults = std::move(read.faults);
  ListPlan plan{&r, std::move(read.terms), {}, std::nullopt, "", request.today, {}, {}};
  if (request.limit < 1 || request.limit > longest_page) {
    faults.push_back(
        {"limit", "bad_value", "`limit` is " + std::to_string(request.limit) + "; it goes from 1 to " + std::to_string(longest_page)});
  }
  const std::string sort = request.sort.empty() ? std::string(r.default_sort) : request.sort;
  const bool searched = search_term(plan.terms) != nullptr;
  const auto order = read_order(r, sort, searched);
  if (!order) faults.push_back(unknown_sort(r, sort, searched));
  if (!faults.empty()) return refused(std::move(faults));
  const auto reading = reading_of(s, r, plan.terms, plan.today);
  if (!reading) return reading.error();
  if (auto fault = not_kept(*reading, "sort", order->column->name)) return refused({*std::move(fault)});
  plan.resource = reading->resource;
  plan.as_of = reading->as_of;
  plan.order = *read_order(*plan.resource, sort, searched);
  plan.columns = chosen(*plan.resource, request.fields);
  plan.digest = digest(r.name, plan.terms);
  if (request.cursor.empty()) return plan;
  if (auto fault = follow_cursor(plan, request.cursor)) return refused({std::move(*fault)});
  return plan;
}

Error no_such_resource(std::string_view name) {
  return {ErrorKind::internal, "the register has no resource of this name", {}, "resource " + std::string(name)};
}

std::string with_values(const Resource& r, Query& q, std::string_view id) {
  if (r.id_separator == '\0') return replace_all(std::string(r.by_id), "{{1}}", q.bind(Value::text(std::string(id))));
  const auto at = id.rfind(r.id_separator);
  if (at == std::string_view::npos) return "";
  const std::string first(id.substr(0, at));
  const std::string second(id.substr(at + 1));
  Value value = Value::text(second);
  if (r.second_is_number) {
    std::int64_t number = 0;
    std::from_chars(second.data(), second.data() + second.size(), number);
    if (std::to_string(number) != second) return "";
    value = Value::integer(number);
  }
  const std::string sql = replace_all(std::string(r.by_id), "{{1}}", q.bind(Value::text(first)));
  return replace_all(sql, "{{2}}", q.bind(value));
}

} // namespace
} // namespace read

Result<std::vector<Column>> columns_of(const ResourceInfo& info, const std::vector<std::string>& fields) {
  std::vector<Fault> faults;
  for (const std::string& field : fields) {
    const bool known =
        std::any_of(info.columns.begin(), info.columns.end(), [&](const Column& c) { return read::names_column(field, c.name); });
    if (known) continue;
    std::string valid;
    for (const Column& c : info.columns) valid += (valid.empty() ? "" : ", ") + c.name;
    faults.push_back({"fields", "unknown_field", "`" + field + "` is no field of " + info.name + "; its fields are " + valid});
  }
  if (!faults.empty()) return read::refused(std::move(faults));
  std::vector<Column> out;
  for (const read::ColumnDef* c : read::chosen(*read::find_definition(info.name), fields)) out.push_back(read::column_of(*c));
  return out;
}

namespace {

Result<Page> page_of(Session& session, const read::Resource* resource, const ResourceInfo& info, const ListRequest& request) {
  if (!resource) return read::no_such_resource(info.name);
  auto columns = columns_of(info, request.fields);
  if (!columns) return columns.error();
  auto plan = read::plan_list(session, *resource, request);
  if (!plan) return plan.error();
  const auto limit = static_cast<std::size_t>(request.limit);
  const auto total = read::count(session, *plan);
  if (!total) return total.error();
  // One row more than asked for tells whether there is a next page. Nothing is looked for where nothing is: it would be looked for to the
  // end of the list.
  auto rows = *total == 0 ? Result<read::Rows>(read::Rows()) : read::read_rows(session, *plan, limit + 1);
  if (!rows) return rows.error();
  const auto seq = read::last_event(session);
  if (!seq) return seq.error();
  const auto divided = read::divided_rows(session, *plan->resource, plan->terms, plan->today);
  if (!divided) return divided.error();
  Page page{{*std::move(columns), std::move(rows->rows)}, *total, "", *seq, *divided};
  if (page.table.rows.size() > limit) {
    page.table.rows.resize(limit);
    page.next = read::cursor_of(*plan, rows->seen[limit - 1]);
  }
  return page;
}

} // namespace

Result<Page> list(Session& session, const ResourceInfo& info, const ListRequest& request) {
  return page_of(session, read::find_definition(info.name), info, request);
}

Result<Page> list_by_change(Session& session, const ResourceInfo& info, ListRequest request) {
  request.sort.clear();
  const bool past = std::any_of(request.filters.begin(), request.filters.end(), [](const auto& t) { return t.name == read::as_of_filter; });
  if (past)
    return invalid_at(std::string(read::as_of_filter), "no_effect", "a feed has what changed last: leave as_of out, or ask for JSON pages");
  auto page = page_of(session, read::find_by_change(info.name), info, request);
  if (page) page->table.columns.insert(page->table.columns.end(), change_columns().begin(), change_columns().end());
  return page;
}

Result<std::optional<Row>> one(Session& session, const ResourceInfo& info, std::string_view id) {
  const read::Resource* resource = read::find_definition(info.name);
  if (!resource) return read::no_such_resource(info.name);
  if (!read::storable(id)) return std::optional<Row>();
  const Backend backend = read::backend_of(session);
  read::Query q(backend);
  const std::string by_id = read::with_values(*resource, q, id);
  if (by_id.empty()) return std::optional<Row>();
  const auto chosen = read::chosen(*resource, {});
  const std::string columns = read::columns_of(backend, chosen);
  const std::string conditions = read::where(q, *resource, {}, false) + " and " + by_id;
  q.add("select " + columns + read::from(*resource, columns + conditions) + conditions);
  auto rows = read::fetch(session, q, read::outs_of(chosen));
  if (!rows) return rows.error();
  return rows->empty() ? std::optional<Row>() : std::optional<Row>(std::move(rows->front()));
}

Result<> for_each(Session& session, const ResourceInfo& info, const std::vector<FilterTerm>& filters,
                  const std::function<Result<>(const Row&)>& sink, std::optional<Date> today, const std::vector<std::string>& fields) {
  const read::Resource* resource = read::find_definition(info.name);
  if (!resource) return read::no_such_resource(info.name);
  if (const auto known = columns_of(info, fields); !known) return known.error();
  read::ReadTerms terms = read::read_terms(*resource, filters);
  if (!terms.faults.empty()) return read::refused(std::move(terms.faults));
  const auto reading = read::reading_of(session, *resource, terms.terms, today);
  if (!reading) return reading.error();
  const auto chosen = read::chosen(*reading->resource, fields);
  read::ListPlan plan{reading->resource, std::move(terms.terms), {}, std::nullopt, "", today, chosen, reading->as_of};
  for (;;) {
    const auto page = read::read_rows(session, plan, read::longest_page);
    if (!page) return page.error();
    for (const Row& row : page->rows) {
      if (auto taken = sink(row); !taken) return taken;
    }
    if (page->rows.size() < static_cast<std::size_t>(read::longest_page)) return Done{};
    plan.after = page->seen.back();
  }
}

Result<std::optional<std::int64_t>> rows_of_divided_bodies(Session& session, const ResourceInfo& info,
                                                           const std::vector<FilterTerm>& filters, std::optional<Date> today) {
  const read::Resource* resource = read::find_definition(info.name);
  if (!resource) return read::no_such_resource(info.name);
  read::ReadTerms terms = read::read_terms(*resource, filters);
  if (!terms.faults.empty()) return read::refused(std::move(terms.faults));
  const auto reading = read::standing(*resource, terms.terms, today);
  if (!reading) return reading.error();
  return read::divided_rows(session, **reading, terms.terms, today);
}

} // namespace openward::persistence
