#include "persistence/search.h"

#include "persistence/detail/sql.h"
#include "persistence/search/index.h"

namespace openward::persistence {
namespace {

constexpr std::size_t most_named = 20;

/// As it would be read back from the table, so that what is held compares with it.
std::string held_form(const Session& s, const search::Document& document) {
  if (s.backend == Backend::postgresql) return document.tsvector();
  std::string out;
  for (const std::string& column : document.columns()) out += column + "\n";
  return out;
}

/// Keys whose words differ from these, or are not held.
std::vector<std::int64_t> differing(Session& s, const search::Kind& kind, const std::map<std::int64_t, search::Document>& documents) {
  const std::string table(kind.table);
  const std::string sql = s.backend == Backend::sqlite
                              ? "select 1 from " + table +
                                    " where rowid = :key and title || char(10) || parties || char(10) || words || char(10) || "
                                    "withheld || char(10) = :words"
                              : "select 1 from " + table + " where key = :key and words = cast(:words as tsvector)";
  std::vector<std::int64_t> out;
  for (const auto& [key, document] : documents) {
    if (!detail::cell<int>(s, sql, detail::as("key", key), detail::as("words", held_form(s, document)))) out.push_back(key);
  }
  return out;
}

void note(SearchCheck& check, const search::Kind& kind, const std::string& words) {
  ++check.differing;
  if (check.words.size() < most_named) check.words.push_back(std::string(kind.name) + ": " + words);
}

void check_kind(Session& s, const search::Kind& kind, SearchCheck& check) {
  const std::string root(kind.root);
  std::int64_t last = 0;
  while (true) {
    std::vector<std::int64_t> keys;
    for (const auto& [key] : detail::rows<std::int64_t>(
             s, "select key from " + root + " where key > :last order by key limit " + std::to_string(search::records_at_once),
             detail::as("last", last)))
      keys.push_back(key);
    if (keys.empty()) break;
    last = keys.back();
    check.records += static_cast<std::int64_t>(keys.size());
    for (const std::int64_t key : differing(s, kind, search::documents(s, kind, keys)))
      note(check, kind, "the words of record " + std::to_string(key) + " are not those of its texts");
  }
  const std::string key = s.backend == Backend::sqlite ? "rowid" : "key";
  const auto strays = detail::cell<std::int64_t>(s, "select count(*) from " + std::string(kind.table) + " where " + key +
                                                        " not in (select key from " + root + ")");
  for (std::int64_t i = 0; i < strays.value_or(0); ++i) note(check, kind, "words of a record that is not held");
}

} // namespace

SearchCheck check_search(Session& s) {
  SearchCheck check;
  for (const search::Kind& kind : search::kinds()) check_kind(s, kind, check);
  return check;
}

void rebuild_search(Session& s) {
  search::all_due(s);
  search::index_due(s);
}

} // namespace openward::persistence
