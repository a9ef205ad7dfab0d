#include "persistence/search/index.h"

#include "persistence/detail/events.h"
#include "persistence/detail/json.h"
#include "persistence/detail/sql.h"

#include <algorithm>
#include <span>

namespace openward::persistence::search {
namespace {

constexpr std::string_view first_due = "select 1 from search_due limit 1";
constexpr std::string_view due_of_kind = "select distinct key from search_due where kind = :kind order by key";
constexpr std::string_view nothing_due = "delete from search_due";

constexpr std::string_view sqlite_keys = "select value from json_each(:keys)";
constexpr std::string_view postgresql_keys = "select cast(k as bigint) from json_array_elements_text(cast(:keys as json)) as j (k)";

std::string with_keys(const Session& s, std::string_view sql) {
  constexpr std::string_view place = "{{keys}}";
  std::string out(sql);
  return out.replace(out.find(place), place.size(), s.backend == Backend::sqlite ? sqlite_keys : postgresql_keys);
}

std::string json_keys(std::span<const std::int64_t> keys) {
  std::string out = "[";
  for (const std::int64_t key : keys) out += (out.size() > 1 ? "," : "") + std::to_string(key);
  return out + "]";
}

void write_sqlite(Session& s, const Kind& kind, const std::string& keys, const std::map<std::int64_t, Document>& documents) {
  const std::string table(kind.table);
  detail::execute(s, with_keys(s, "delete from " + table + " where rowid in ({{keys}})"), detail::as("keys", keys));
  const std::string insert =
      "insert into " + table + " (rowid, title, parties, words, withheld) values (:key, :title, :parties, :words, :withheld)";
  for (const auto& [key, document] : documents) {
    const auto columns = document.columns();
    detail::execute(s, insert, detail::as("key", key), detail::as("title", columns[0]), detail::as("parties", columns[1]),
                    detail::as("words", columns[2]), detail::as("withheld", columns[3]));
  }
}

void write_postgresql(Session& s, const Kind& kind, const std::string& keys, const std::map<std::int64_t, Document>& documents) {
  const std::string table(kind.table);
  detail::execute(s, with_keys(s, "delete from " + table + " where key in ({{keys}})"), detail::as("keys", keys));
  std::string rows = "[";
  for (const auto& [key, document] : documents) {
    rows += (rows.size() > 1 ? "," : "") + detail::JsonObject().set("key", key).set("words", document.tsvector()).text();
  }
  detail::execute(s,
                  "insert into " + table +
                      " (key, words) select d.key, cast(d.words as tsvector) from json_to_recordset(cast(:rows as json)) as d (key "
                      "bigint, words text)",
                  detail::as("rows", rows + "]"));
}

} // namespace

std::map<std::int64_t, Document> documents(Session& s, const Kind& kind, const std::vector<std::int64_t>& keys) {
  std::map<std::int64_t, Document> out;
  const std::string list = json_keys(keys);
  const std::string held = "select key from " + std::string(kind.root) + " where key in ({{keys}})";
  for (const auto& [key] : detail::rows<std::int64_t>(s, with_keys(s, held), detail::as("keys", list))) out.try_emplace(key);
  for (const Source& source : kind.sources) {
    for (const auto& [key, text, withheld] :
         detail::rows<std::int64_t, std::string, int>(s, with_keys(s, source.sql), detail::as("keys", list))) {
      const auto document = out.find(key);
      if (document == out.end()) continue;
      const Place place = withheld != 0 ? Place::withheld : source.place;
      if (!source.json) {
        document->second.add(place, text);
        continue;
      }
      for (const std::string& words : words_of_release(text)) document->second.add(place, words);
    }
  }
  return out;
}

bool anything_due(Session& s) { return detail::cell<int>(s, first_due).has_value(); }

void index_due(Session& s) {
  if (!anything_due(s)) return;
  detail::lock_events(s);
  for (const Kind& kind : kinds()) {
    std::vector<std::int64_t> due;
    for (const auto& [key] : detail::rows<std::int64_t>(s, due_of_kind, detail::as("kind", kind.number))) due.push_back(key);
    for (std::size_t at = 0; at < due.size(); at += records_at_once) {
      const auto first = due.begin() + static_cast<std::ptrdiff_t>(at);
      const auto last = first + static_cast<std::ptrdiff_t>(std::min(records_at_once, due.size() - at));
      const std::vector<std::int64_t> keys(first, last);
      const auto made = documents(s, kind, keys);
      if (s.backend == Backend::sqlite)
        write_sqlite(s, kind, json_keys(keys), made);
      else
        write_postgresql(s, kind, json_keys(keys), made);
    }
  }
  detail::execute(s, nothing_due);
}

void all_due(Session& s) {
  detail::execute(s, nothing_due);
  for (const Kind& kind : kinds()) {
    const std::string table(kind.table);
    detail::execute(s, "delete from " + table);
    detail::execute(s, "insert into search_due (kind, key) select " + std::to_string(kind.number) + ", key from " + std::string(kind.root));
  }
}

} // namespace openward::persistence::search
