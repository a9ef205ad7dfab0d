#pragma once
// What these tests say to a database beside the repositories: a look at one cell, and a statement of their own.

#include "persistence/detail/native.h"
#include "persistence/repositories.h"
#include "tests/support/databases.h"

#include <string>

namespace openward::test {

/// The first cell of a query, on a snapshot of its own; "error: …" when it fails.
inline std::string cell(persistence::Database& db, const std::string& sql) {
  auto result = db.read([&](persistence::Session& s) -> Result<std::string> { return persistence::detail::first_cell(s, sql); });
  return result ? *result : "error: " + result.error().internal;
}

inline Result<> change(persistence::Database& db, const std::string& sql) {
  return db.write("test", noon(), [&](persistence::UnitOfWork& u) -> Result<> {
    persistence::detail::run(u.session(), sql);
    return Done{};
  });
}

/// Runs `work` as one unit of work that must succeed, and gives its value.
template <typename Work>
auto written(persistence::Database& db, Work work) {
  using Value = std::invoke_result_t<Work, persistence::UnitOfWork&>;
  auto result = db.write("test", noon(), [&](persistence::UnitOfWork& u) -> Result<Value> { return work(u); });
  if (!result) throw std::runtime_error(result.error().message + " / " + result.error().internal);
  return *std::move(result);
}

/// The types of every event, in the order of the feed: "award.imported contract.imported".
inline std::string feed(persistence::Database& db, std::int64_t since = 0) {
  auto events = db.read([&](persistence::Session& s) -> Result<std::vector<Event>> { return persistence::events_since(s, since, 1000); });
  std::string out;
  for (const Event& event : *events) out += (out.empty() ? "" : " ") + event.type;
  return out;
}

inline std::int64_t last(persistence::Database& db) {
  return *db.read([](persistence::Session& s) -> Result<std::int64_t> { return persistence::last_seq(s); });
}

inline Identifier identifier(const std::string& text) { return *Identifier::parse(text); }

} // namespace openward::test
