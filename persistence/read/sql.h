#pragma once
// A query under construction and its execution: text and bound values, kept together so that neither can outlive the other. One thread, one
// Session. The only file pair of this folder that meets SOCI.

#include "persistence/read/definition.h"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace openward::persistence::read {

Backend backend_of(const Session&);

/// {{c}}, {{date}}, {{day:…}}, {{month_start}} and {{owner_start}} in the words of the database; {{today}} stays, and is the Query's.
std::string expand(Backend, std::string_view sql_template);
std::string replace_all(std::string text, std::string_view what, std::string_view by);

/// A value of a type that the database is told, because PostgreSQL cannot always infer it.
struct Value {
  enum class Type { text, integer, date };
  Type type = Type::text;
  std::variant<std::string, std::int64_t> content;

  static Value text(std::string s) { return {Type::text, std::move(s)}; }
  static Value date(std::string iso) { return {Type::date, std::move(iso)}; }
  static Value integer(std::int64_t n) { return {Type::integer, n}; }
};

class Query {
 public:
  /// `today` is what {{today}} means; a template that has it needs it.
  explicit Query(Backend backend, std::optional<Date> today = {}) : backend_(backend), today_(today) {}
  /// What {{as_of}} means: a sequence number.
  Query& as_of(std::optional<std::int64_t> seq) {
    as_of_ = seq;
    return *this;
  }
  Query& add(std::string_view sql_template);
  /// Keeps the value and gives the words that stand for it.
  std::string bind(const Value&);
  Backend backend() const { return backend_; }
  const std::string& text() const { return text_; }
  const std::deque<std::variant<std::string, std::int64_t>>& values() const { return values_; }

 private:
  Backend backend_;
  std::optional<Date> today_;
  std::optional<std::int64_t> as_of_;
  std::string text_;
  std::deque<std::variant<std::string, std::int64_t>> values_; // a deque: what SOCI holds by reference must not move
};

struct Out {
  CellType type = CellType::text;
  Show show = Show::as_is;
};

/// The expression as it is selected: typed so that one variable type reads it on both databases.
std::string selected(Backend, const ColumnDef&);
/// `invalid` when a sum leaves 64 bits; any other fault of the database is thrown, and ends the read.
Result<std::vector<Row>> fetch(Session&, const Query&, std::span<const Out>);
/// The same rows, kept with the register's sequence number for whoever asks this again: `question` names the query, who reads is added to
/// it.
Result<std::vector<Row>> fetch_once(Session&, const std::string& question, const Query&, std::span<const Out>);
/// For queries of one whole number.
Result<std::int64_t> fetch_integer(Session&, const Query&);
Result<std::int64_t> last_event(Session&);

} // namespace openward::persistence::read
