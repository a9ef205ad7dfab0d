#include "persistence/detail/migrate.h"

#include "persistence/detail/native.h"

#include <charconv>
#include <string>
#include <vector>

namespace openward::persistence::detail {
namespace {

// Any number will do, as long as every version of the program takes the same.
constexpr std::string_view migration_lock = "7308332045893199";

constexpr std::string_view create_version_table =
    "create table if not exists schema_version (version integer primary key, applied_at text not null)";

std::vector<std::string> statements(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find(";\n");
    const std::string_view one = text.substr(0, end);
    if (one.find_first_not_of(" \t\r\n") != std::string_view::npos) out.emplace_back(one);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 2);
  }
  return out;
}

/// Begins a transaction that no other process can hold at the same time.
void begin_alone(Session& s) {
  if (s.backend == Backend::sqlite) {
    run(s, "begin immediate");
    return;
  }
  run(s, "begin");
  run(s, "set local lock_timeout = 0");
  run(s, "set local statement_timeout = 0");
  run(s, "select pg_advisory_xact_lock(" + std::string(migration_lock) + ")");
}

void apply(Session& s, const Migration& step) {
  for (const std::string& statement : statements(step.text)) run(s, s.words(statement));
  const std::string now = s.backend == Backend::sqlite ? "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
                                                       : "to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
  run(s, "insert into schema_version (version, applied_at) values (" + std::to_string(step.number) + ", " + now + ")");
}

} // namespace

int stored_version(Session& s) {
  const bool sqlite = s.backend == Backend::sqlite;
  const std::string there = first_cell(s, sqlite ? "select count(*) from sqlite_master where type = 'table' and name = 'schema_version'"
                                                 : "select count(*) from pg_class where oid = to_regclass('schema_version')");
  if (there != "1") return 0;
  const std::string version = first_cell(s, "select coalesce(max(version), 0) from schema_version");
  int number = 0;
  std::from_chars(version.data(), version.data() + version.size(), number);
  return number;
}

int migrate(Session& s) {
  for (const Migration& step : migrations()) {
    if (stored_version(s) >= step.number) continue;
    begin_alone(s);
    // Asked again under the lock: another process may have been quicker.
    if (stored_version(s) < step.number) {
      run(s, std::string(create_version_table));
      apply(s, step);
    }
    run(s, "commit");
  }
  return stored_version(s);
}

} // namespace openward::persistence::detail
