#pragma once
// Statements with named parameters, on either database. Values are copied into the call, so none can die before the statement runs
// (SOCI's own `use` takes references, also to temporaries), and a text with a NUL in it is refused (PostgreSQL's driver would cut it
// there).
//
//   execute(s, "update body set name = :name where key = :key", as("name", name), as("key", key));
//   if (auto found = row<std::int64_t, std::string>(s, "select key, name from body where id = :id", as("id", id))) …

#include "domain/date.h"
#include "persistence/detail/faults.h"
#include "persistence/detail/session.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace openward::persistence::detail {

inline std::string bound(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    throw Ended(invalid_at("", "nul_character",
                           "the text \"" + std::string(text.substr(0, text.find('\0'))) + "\" goes on after a NUL character: remove it"));
  }
  return std::string(text);
}
inline std::string bound(const std::string& text) { return bound(std::string_view(text)); }
inline std::string bound(const char* text) { return text; }
inline std::string bound(Date date) { return date.iso(); }
inline std::string bound(Instant instant) { return instant.iso(); }
inline int bound(bool yes) { return yes ? 1 : 0; }
inline int bound(int number) { return number; }
inline long long bound(std::int64_t number) { return number; }
inline long long bound(long long number) { return number; }
template <typename T>
auto bound(const std::optional<T>& value) -> std::optional<decltype(bound(*value))> {
  if (!value) return std::nullopt;
  return bound(*value);
}

/// A value and the name it has in the statement.
template <typename T>
struct Named {
  const char* name;
  T value;
};
template <typename T>
auto as(const char* name, const T& value) {
  return Named<decltype(bound(value))>{name, bound(value)};
}

/// One statement with the places its values come from and its row goes to.
template <typename Row, typename... Values>
struct Prepared final : KeptStatement {
  Prepared(Session& s, std::string_view sql, soci::details::statement_type kind, Named<Values>... given)
      : values(std::move(given)...), statement(s.sql) {
    std::apply([&](auto&... columns) { (statement.exchange(soci::into(columns)), ...); }, row);
    statement.alloc();
    std::apply([&](auto&... named) { (statement.exchange(soci::use(named.value, named.name)), ...); }, values);
    statement.prepare(s.words(sql), kind);
    statement.define_and_bind();
  }
  Row row{};
  std::tuple<Named<Values>...> values;
  soci::statement statement;
};

/// For SQLite alone. Ends what a statement holds: one that is not reset keeps its snapshot open past COMMIT.
void rest(soci::statement&);

/// How many statements a connection keeps. The program has about a hundred; the bound is for texts that are put together.
inline constexpr std::size_t most_kept = 200;

// SQLite: preparing a statement costs several times what running it does, so each connection keeps its own. PostgreSQL: a one-time
// statement leaves nothing behind on the server, where a prepared one leaks when its transaction fails.
template <typename Row, typename Work, typename... Values>
auto with_statement(Session& s, std::string_view sql, Work work, Named<Values>... values) {
  using Mine = Prepared<Row, Values...>;
  if (s.backend == Backend::postgresql) {
    Mine once(s, sql, soci::details::st_one_time_query, std::move(values)...);
    return work(once);
  }

  auto held = s.kept.find(sql);
  Mine* mine = held == s.kept.end() ? nullptr : dynamic_cast<Mine*>(held->second.get());
  if (mine) {
    mine->values = std::tuple(std::move(values)...);
  } else {
    auto made = std::make_unique<Mine>(s, sql, soci::details::st_repeatable_query, std::move(values)...);
    mine = made.get();
    if (s.kept.size() >= most_kept) s.kept.clear();
    held = s.kept.insert_or_assign(std::string(sql), std::move(made)).first;
  }
  try {
    auto out = work(*mine);
    rest(mine->statement);
    std::apply([](auto&... named) { ((named.value = {}), ...); }, mine->values); // a release may be megabytes
    return out;
  } catch (...) {
    s.kept.erase(held);
    throw;
  }
}

/// Gives the number of rows that were touched.
template <typename... Values>
long long execute(Session& s, std::string_view sql, Named<Values>... values) {
  return with_statement<std::tuple<>>(
      s, sql,
      [](auto& prepared) {
        prepared.statement.execute(true);
        return prepared.statement.get_affected_rows();
      },
      std::move(values)...);
}

template <typename T>
struct Column {
  using type = T;
};
template <>
struct Column<std::int64_t> {
  using type = long long;
};
template <>
struct Column<std::optional<std::int64_t>> {
  using type = std::optional<long long>;
};

/// Every row. Columns that may be null are asked for as optional.
template <typename... Columns, typename... Values>
auto rows(Session& s, std::string_view sql, Named<Values>... values) {
  using Row = std::tuple<typename Column<Columns>::type...>;
  return with_statement<Row>(
      s, sql,
      [](auto& prepared) {
        std::vector<Row> all;
        prepared.statement.execute(false);
        while (prepared.statement.fetch()) all.push_back(prepared.row);
        return all;
      },
      std::move(values)...);
}

/// The first row, or none.
template <typename... Columns, typename... Values>
auto row(Session& s, std::string_view sql, Named<Values>... values) {
  using Row = std::tuple<typename Column<Columns>::type...>;
  return with_statement<Row>(
      s, sql, [](auto& prepared) { return prepared.statement.execute(true) ? std::optional<Row>(prepared.row) : std::nullopt; },
      std::move(values)...);
}

/// The one cell of the first row, or none. (A nullable cell comes back as an optional in the optional.)
template <typename T, typename... Values>
std::optional<typename Column<T>::type> cell(Session& s, std::string_view sql, Named<Values>... values) {
  auto found = row<T>(s, sql, std::move(values)...);
  if (!found) return std::nullopt;
  return std::optional<typename Column<T>::type>(std::in_place, std::get<0>(std::move(*found)));
}

} // namespace openward::persistence::detail
