#include "persistence/detail/json.h"
#include "persistence/detail/payments.h"
#include "persistence/detail/sql.h"

#include <unordered_map>

namespace openward::persistence::detail {
namespace {

// One statement per batch and not one per string: a round trip each would cost more than the lines themselves. The list travels as JSON,
// which both databases can read as rows.
struct Dialect {
  std::string_view find_strings;
  std::string_view insert_strings;
};

// Who the words mean is left to the matching, which reads every string that no rules have read.
constexpr Dialect on_sqlite{
    "select key, words from supplier_string where words in (select value from json_each(:words))",
    "insert into supplier_string (words, provider_class) select value, 'unclassified' from json_each(:words) order by key"};

constexpr Dialect on_postgresql{
    "select key, words from supplier_string where words in (select json_array_elements_text(cast(:words as json)))",
    "insert into supplier_string (words, provider_class) select w.word, 'unclassified' from "
    "json_array_elements_text(cast(:words as json)) with ordinality as w (word, place) order by w.place"};

using Keys = std::unordered_map<std::string, std::int64_t>;

void find(Session& s, const Dialect& dialect, const std::string& words, Keys& keys) {
  for (auto& [key, found] : rows<std::int64_t, std::string>(s, dialect.find_strings, as("words", words)))
    keys.insert_or_assign(std::move(found), key);
}

} // namespace

std::vector<std::int64_t> supplier_keys(Session& s, std::span<const std::string> words) {
  if (words.empty()) return {};
  const Dialect& dialect = s.backend == Backend::sqlite ? on_sqlite : on_postgresql;
  Keys keys;
  find(s, dialect, json_list(words, json_string), keys);
  std::vector<std::string> missing;
  for (const std::string& word : words) {
    if (!keys.contains(word)) missing.push_back(word);
  }
  if (!missing.empty()) {
    const std::string json = json_list(missing, json_string);
    execute(s, dialect.insert_strings, as("words", json));
    find(s, dialect, json, keys);
  }
  std::vector<std::int64_t> out;
  out.reserve(words.size());
  for (const std::string& word : words) out.push_back(keys.at(word));
  return out;
}

} // namespace openward::persistence::detail
