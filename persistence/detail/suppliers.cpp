#include "domain/body.h"
#include "domain/matching/supplier_class.h"
#include "persistence/detail/bodies.h"
#include "persistence/detail/json.h"
#include "persistence/detail/payments.h"
#include "persistence/detail/sql.h"

#include <vector>

namespace openward::persistence::detail {
namespace {

// One statement per batch and not one per string: a round trip each would cost more than the lines themselves. The list travels as JSON,
// which both databases can read as rows.
struct Dialect {
  std::string_view find_strings;
  std::string_view find_bodies;
  std::string_view insert_strings;
};

constexpr Dialect on_sqlite{
    "select key, words from supplier_string where words in (select value from json_each(:words))",
    "select normalised_name, min(key), min(provider_class), min(class_evidence) from body where normalised_name in "
    "(select value from json_each(:names)) "
    "group by normalised_name having count(*) = 1",
    "insert into supplier_string (words, body_key, provider_class, class_evidence, kind) select json_extract(value, "
    "'$.words'), json_extract(value, '$.body_key'), json_extract(value, '$.provider_class'), "
    "json_extract(value, '$.class_evidence'), json_extract(value, '$.kind') from json_each(:strings)"};

constexpr Dialect on_postgresql{
    "select key, words from supplier_string where words in (select json_array_elements_text(cast(:words as json)))",
    "select normalised_name, min(key), min(provider_class), min(class_evidence) from body where normalised_name in "
    "(select json_array_elements_text(cast(:names as json))) group by normalised_name having count(*) = 1",
    "insert into supplier_string (words, body_key, provider_class, class_evidence, kind) select words, body_key, provider_class, "
    "class_evidence, kind from json_to_recordset(cast(:strings as json)) as r (words text, body_key bigint, provider_class text, "
    "class_evidence text, kind text)"};

struct NamedBody {
  std::int64_t key = 0;
  std::string provider_class;
  std::string evidence;
};

template <typename Texts>
std::string json_texts(const Texts& texts) {
  return json_list(texts, [](const std::string& text) { return json_string(text); });
}

std::unordered_map<std::string, NamedBody> bodies_named(Session& s, const Dialect& dialect, const std::vector<std::string>& words) {
  std::unordered_set<std::string> names;
  for (const std::string& w : words) names.insert(lookup_name(w));
  names.erase("");
  std::unordered_map<std::string, NamedBody> out;
  for (const auto& [name, key, provider_class, evidence] :
       rows<std::string, std::int64_t, std::string, std::string>(s, dialect.find_bodies, as("names", json_texts(names)))) {
    out[name] = NamedBody{key, provider_class, evidence};
  }
  return out;
}

std::string json_of_string(const std::string& words, const std::unordered_map<std::string, NamedBody>& bodies) {
  JsonObject object;
  object.set("words", words).set("kind", matching::care_kind(words));
  if (const auto body = bodies.find(lookup_name(words)); body != bodies.end()) {
    object.set("body_key", body->second.key)
        .set("provider_class", body->second.provider_class)
        .set("class_evidence", body->second.evidence);
  } else {
    const Classification c = classify(words, {});
    object.set("provider_class", to_string(c.provider_class)).set("class_evidence", to_string(c.evidence));
  }
  return object.text();
}

} // namespace

SupplierKeys supplier_keys(Session& s, const std::unordered_set<std::string>& words) {
  const Dialect& dialect = s.backend == Backend::sqlite ? on_sqlite : on_postgresql;
  SupplierKeys keys;
  const auto find = [&] {
    for (auto& [key, found] : rows<std::int64_t, std::string>(s, dialect.find_strings, as("words", json_texts(words)))) keys[found] = key;
  };
  find();
  std::vector<std::string> missing;
  for (const std::string& w : words) {
    if (!keys.contains(w)) missing.push_back(w);
  }
  if (missing.empty()) return keys;

  const auto bodies = bodies_named(s, dialect, missing);
  execute(s, dialect.insert_strings, as("strings", json_list(missing, [&](const std::string& w) { return json_of_string(w, bodies); })));
  find();
  return keys;
}

} // namespace openward::persistence::detail
