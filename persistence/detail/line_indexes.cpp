#include "persistence/detail/line_indexes.h"

#include "persistence/detail/native.h"
#include "persistence/detail/sql.h"

namespace openward::persistence::detail {
namespace {

constexpr std::int64_t bytes_of_a_line = 200; // of a published file, about
constexpr std::int64_t fewest_lines = 20'000; // below it there is nothing to win
// SQLite sorts in as much memory as its cache may take: in two megabytes, which the processor's own cache holds, twice as fast as in 32.
constexpr const char* small_cache = "pragma cache_size=-2048";

constexpr std::string_view bytes_of_file =
    "select f.bytes from spend_file sf join source_file f on f.key = sf.source_file_key where sf.key = :file";
constexpr std::string_view lines_held = "select cast(coalesce(sum(payments), 0) as bigint) from spend_file where key <> :file";

// Name and statement; not the primary key's.
constexpr std::string_view indexes_on_sqlite =
    "select name, sql from sqlite_master where type = 'index' and tbl_name = 'payment' and sql is not null";
constexpr std::string_view indexes_on_postgresql =
    "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = "
    "cast('payment' as regclass) and not i.indisprimary";

/// On PostgreSQL readers of the lines wait until the file is in, so that only the first one may have it so.
bool worth_it(Session& s, std::int64_t spend_file) {
  const std::int64_t coming = cell<std::int64_t>(s, bytes_of_file, as("file", spend_file)).value_or(0) / bytes_of_a_line;
  if (coming < fewest_lines) return false;
  const std::int64_t held = cell<std::int64_t>(s, lines_held, as("file", spend_file)).value_or(0);
  return s.backend == Backend::sqlite ? held < coming : held == 0;
}

} // namespace

LineIndexes::LineIndexes(Session& session, std::int64_t spend_file) : session_(session) {
  if (!worth_it(session_, spend_file)) return;
  const std::string_view indexes = session_.backend == Backend::sqlite ? indexes_on_sqlite : indexes_on_postgresql;
  for (const auto& [name, statement] : rows<std::string, std::string>(session_, indexes)) {
    run(session_, "drop index " + name);
    taken_.push_back(statement);
  }
}

void LineIndexes::make_again() {
  if (taken_.empty()) return;
  if (session_.backend == Backend::sqlite) {
    const std::string before = first_cell(session_, "pragma cache_size");
    run(session_, small_cache);
    for (const std::string& statement : taken_) run(session_, statement);
    run(session_, "pragma cache_size=" + before);
  } else {
    for (const std::string& statement : taken_) run(session_, statement);
  }
  taken_.clear();
}

} // namespace openward::persistence::detail
