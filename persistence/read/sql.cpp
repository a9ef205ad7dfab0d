#include "persistence/read/sql.h"

#include "domain/date.h"
#include "persistence/detail/session.h"
#include "persistence/detail/sql.h"

#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>

namespace openward::persistence::read {
namespace {

constexpr std::string_view last_event_sql = "select coalesce(max(seq), 0) from event";

struct Slot {
  std::optional<std::string> text;
  std::optional<long long> number;
};

/// Who reads is known to the session alone, so that no query can be written for other eyes than those it is read with.
std::string for_these_eyes(const Session& session, const std::string& text) {
  return replace_all(text, "{{everybody}}", session.sight == Sight::everybody ? "1 = 1" : "1 = 0");
}

bool is_number(CellType type) { return type == CellType::integer || type == CellType::boolean || type == CellType::pence; }

std::string two_digits(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

/// Anything but a digit parts two codes.
std::string code_list(std::string_view codes) {
  std::string out = "[";
  bool inside = false;
  for (const char c : codes) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !inside) out += out.size() > 1 ? ",\"" : "\"";
    if (!digit && inside) out += '"';
    if (digit) out += c;
    inside = digit;
  }
  return out + (inside ? "\"]" : "]");
}

Cell shown_number(std::int64_t n, const Out& out) {
  switch (out.show) {
  case Show::financial_year:
    return FinancialYear(static_cast<int>(n)).text();
  case Show::month:
    return std::to_string(n / 100) + "-" + two_digits(n % 100);
  case Show::quarter:
    return FinancialYear(static_cast<int>(n / 10)).text() + " Q" + std::to_string(n % 10);
  default:
    break;
  }
  if (out.type == CellType::boolean) return n != 0;
  return n;
}

/// Numbers travel as numbers even when they are shown as words.
bool travels_as_number(const Out& out) {
  return is_number(out.type) || out.show == Show::financial_year || out.show == Show::month || out.show == Show::quarter;
}

Cell cell(const Slot& slot, const Out& out) {
  if (travels_as_number(out)) return slot.number ? shown_number(*slot.number, out) : Cell{};
  if (!slot.text) return Cell{};
  return out.show == Show::codes ? code_list(*slot.text) : *slot.text;
}

std::string member_sqlite(const JsonMember& m, const std::string& alias) {
  // json() marks the words as JSON again: the mark does not pass through a subquery.
  return m.type == CellType::boolean || m.type == CellType::json ? "json(" + alias + ")" : alias;
}

std::string inner_sqlite(const JsonMember& m) {
  const std::string sql(m.sql);
  if (m.type != CellType::boolean) return sql;
  return "case when " + sql + " is null then 'null' when " + sql + " = 1 then 'true' else 'false' end";
}

std::string inner_postgresql(const JsonMember& m) {
  const std::string sql(m.sql);
  switch (m.type) {
  case CellType::boolean:
    return "(" + sql + " = 1)";
  case CellType::json:
    return "cast(" + sql + " as json)";
  case CellType::date:
    return "cast(" + sql + " as text)";
  default:
    return sql;
  }
}

/// {{day:x}}: whole numbers, of which a later day has the higher, so that two of them subtract.
std::string day_numbers(Backend backend, std::string sql) {
  constexpr std::string_view opening = "{{day:";
  constexpr std::string_view closing = "}}";
  for (auto at = sql.find(opening); at != std::string::npos; at = sql.find(opening, at)) {
    const auto end = sql.find(closing, at);
    const std::string date = sql.substr(at + opening.size(), end - at - opening.size());
    const std::string number =
        backend == Backend::sqlite ? "cast(julianday(" + date + ") as integer)" : "(" + date + " - date '1970-01-01')";
    sql.replace(at, end + closing.size() - at, number);
  }
  return sql;
}

std::string list_sqlite(const JsonList& list) {
  std::string inner;
  std::string outer;
  for (std::size_t i = 0; i < list.members.size(); ++i) {
    const JsonMember& m = list.members[i];
    const std::string alias = "j" + std::to_string(i);
    inner += (i ? ", " : "") + inner_sqlite(m) + " as " + alias;
    outer += (i ? ", " : "") + (m.name.empty() ? "" : "'" + std::string(m.name) + "', ") + member_sqlite(m, alias);
  }
  if (!list.members.front().name.empty()) outer = "json_object(" + outer + ")";
  return "(select json_group_array(" + outer + ") from (select " + inner + " from " + std::string(list.from) + " order by " +
         std::string(list.order) + "))";
}

std::string list_postgresql(const JsonList& list) {
  // row_to_json and array_to_json write no white space, unlike json_build_object and json_agg: the bytes are those of SQLite.
  std::string inner;
  for (std::size_t i = 0; i < list.members.size(); ++i) {
    const JsonMember& m = list.members[i];
    inner += (i ? ", " : "") + inner_postgresql(m) + (m.name.empty() ? "" : " as \"" + std::string(m.name) + "\"");
  }
  const std::string rows = "select " + inner + " from " + std::string(list.from) + " order by " + std::string(list.order);
  if (list.members.front().name.empty()) return "cast(array_to_json(array(" + rows + ")) as text)";
  return "cast(array_to_json(array(select row_to_json(j) from (" + rows + ") j)) as text)";
}

bool is_overflow(const soci::soci_error& e) {
  if (const auto* p = dynamic_cast<const soci::postgresql_soci_error*>(&e)) return p->sqlstate() == "22003";
  return e.get_error_message().find("integer overflow") != std::string::npos;
}

Error overflow() { return invalid("a sum of this query leaves 64 bits of pence; narrow the filter, or group by something finer"); }

} // namespace

Backend backend_of(const Session& session) { return session.backend; }

std::string replace_all(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
  return text;
}

std::string expand(Backend backend, std::string_view sql_template) {
  const bool sqlite = backend == Backend::sqlite;
  std::string sql = day_numbers(backend, std::string(sql_template));
  sql = replace_all(std::move(sql), "{{c}}", sqlite ? "" : " collate \"C\"");
  const auto first_of = [&](const std::string& month) {
    return (sqlite ? "printf('%04d-%02d-01', " : "make_date(") + month + " / 100, " + month + (sqlite ? " % 100)" : " % 100, 1)");
  };
  sql = replace_all(std::move(sql), "{{month_start}}", first_of("p.month"));
  sql = replace_all(std::move(sql), "{{owner_start}}", first_of("p.owner_month"));
  return replace_all(std::move(sql), "{{date}}", sqlite ? "text" : "date");
}

Query& Query::add(std::string_view sql_template) {
  std::string sql(sql_template);
  // Without a day the words stay, and the database refuses them: a reading as of no day has no answer.
  if (today_) sql = replace_all(std::move(sql), "{{today}}", "cast('" + today_->iso() + "' as {{date}})");
  if (as_of_) sql = replace_all(std::move(sql), "{{as_of}}", std::to_string(*as_of_));
  text_ += expand(backend_, sql);
  return *this;
}

std::string Query::bind(const Value& value) {
  values_.push_back(value.content);
  const std::string name = ":p" + std::to_string(values_.size());
  switch (value.type) {
  case Value::Type::integer:
    return "cast(" + name + " as bigint)";
  case Value::Type::date:
    return expand(backend_, "cast(" + name + " as {{date}})");
  case Value::Type::text:
    return "cast(" + name + " as text)";
  }
  return name;
}

std::string selected(Backend backend, const ColumnDef& c) {
  if (c.list) return expand(backend, backend == Backend::sqlite ? list_sqlite(*c.list) : list_postgresql(*c.list));
  const std::string sql = expand(backend, c.sql);
  if (travels_as_number({c.type, c.show})) return "cast(" + sql + " as bigint)";
  return c.type == CellType::date ? "cast(" + sql + " as text)" : sql;
}

namespace {

/// A statement with the places its values come from and its row goes to, which must not move: hence deques.
struct Question final : KeptStatement {
  Question(Session& session, const std::string& text, const Query& query, std::span<const Out> out)
      : slots(out.size()), statement(session.sql) {
    take(query);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string name = "p" + std::to_string(i + 1);
      std::visit([&](auto& value) { statement.exchange(soci::use(value, name)); }, values[i]);
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (travels_as_number(out[i])) {
        statement.exchange(soci::into(slots[i].number));
      } else {
        statement.exchange(soci::into(slots[i].text));
      }
    }
    statement.alloc();
    const bool once = session.backend == Backend::postgresql; // see detail/sql.h
    statement.prepare(text, once ? soci::details::st_one_time_query : soci::details::st_repeatable_query);
    statement.define_and_bind();
  }

  /// The values of another asking, of the same types.
  void take(const Query& query) {
    values.resize(query.values().size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (const auto* number = std::get_if<std::int64_t>(&query.values()[i])) {
        values[i] = static_cast<long long>(*number);
      } else {
        values[i] = std::get<std::string>(query.values()[i]);
      }
    }
  }

  std::vector<Row> ask(std::span<const Out> out) {
    std::vector<Row> rows;
    statement.execute();
    while (statement.fetch()) {
      Row row;
      row.reserve(out.size());
      for (std::size_t i = 0; i < out.size(); ++i) row.push_back(cell(slots[i], out[i]));
      rows.push_back(std::move(row));
    }
    return rows;
  }

  std::deque<Slot> slots;
  std::deque<std::variant<std::string, long long>> values;
  soci::statement statement;
};

/// The text, and in which types its values and columns travel.
std::string name_of(const std::string& text, const Query& query, std::span<const Out> out) {
  std::string name = text + "\n";
  for (const auto& value : query.values()) name += std::holds_alternative<std::int64_t>(value) ? 'n' : 't';
  name += '/';
  for (const Out& one : out) name += travels_as_number(one) ? 'n' : 't';
  return name;
}

// A list with all its columns is a statement of a few hundred kilobytes.
constexpr std::size_t most_asked = 24;

/// SQLite takes several times longer to understand a list than to give a page of it, so each connection keeps what it was asked last.
std::vector<Row> ask_again(Session& session, const std::string& text, const Query& query, std::span<const Out> out) {
  std::string name = name_of(text, query, out);
  auto& asked = session.asked;
  const auto held = std::find_if(asked.begin(), asked.end(), [&](const auto& one) { return one.first == name; });
  if (held != asked.end()) {
    asked.splice(asked.begin(), asked, held);
    static_cast<Question&>(*asked.front().second).take(query);
  } else {
    auto made = std::make_unique<Question>(session, text, query, out);
    asked.emplace_front(std::move(name), std::move(made));
    if (asked.size() > most_asked) asked.pop_back();
  }
  try {
    auto& question = static_cast<Question&>(*asked.front().second);
    auto rows = question.ask(out);
    detail::rest(question.statement);
    return rows;
  } catch (...) {
    asked.pop_front();
    throw;
  }
}

} // namespace

Result<std::vector<Row>> fetch(Session& session, const Query& query, std::span<const Out> out) {
  const std::string text = for_these_eyes(session, query.text());
  try {
    if (session.backend == Backend::sqlite) return ask_again(session, text, query, out);
    return Question(session, text, query, out).ask(out);
  } catch (const soci::soci_error& e) {
    if (is_overflow(e)) return overflow();
    throw;
  }
}

namespace {

struct KeptRows final : detail::Answer {
  explicit KeptRows(std::vector<Row> r) : rows(std::move(r)) {}
  std::vector<Row> rows;
};

} // namespace

Result<std::vector<Row>> fetch_once(Session& session, const std::string& question, const Query& query, std::span<const Out> out) {
  if (!session.answers) return fetch(session, query, out);
  const auto seq = last_event(session);
  if (!seq) return seq.error();
  const std::string asked = (session.sight == Sight::everybody ? "everybody " : "in full ") + question;
  if (const auto held = std::dynamic_pointer_cast<const KeptRows>(session.answers->find(*seq, asked))) return held->rows;
  auto rows = fetch(session, query, out);
  if (rows) session.answers->keep(*seq, asked, std::make_shared<KeptRows>(*rows));
  return rows;
}

Result<std::int64_t> fetch_integer(Session& session, const Query& query) {
  const Out out{CellType::integer};
  auto rows = fetch(session, query, {&out, 1});
  if (!rows) return rows.error();
  return rows->empty() || rows->front().front().index() == 0 ? 0 : std::get<std::int64_t>(rows->front().front());
}

Result<std::int64_t> last_event(Session& session) { return fetch_integer(session, Query(session.backend).add(last_event_sql)); }

} // namespace openward::persistence::read
