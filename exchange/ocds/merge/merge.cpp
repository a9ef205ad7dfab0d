#include "exchange/ocds/merge/merge.h"

#include "domain/date.h"

#include <algorithm>

namespace openward::exchange {
namespace {

using Field = MergeRules::Field;

bool all_objects(const JsonValue& list) {
  return std::all_of(list.items().begin(), list.items().end(), [](const JsonValue& item) { return item.is_object(); });
}

/// A value that replaces what stood there, and is not looked into.
bool is_whole(const JsonValue& value, const Field* rule) {
  if (value.is_object()) return false;
  if (!value.is_array()) return true;
  return (rule && rule->rule == MergeRule::whole_list) || !all_objects(value);
}

const Field* below(const Field* rule, std::string_view name) { return rule ? rule->at(name) : nullptr; }

/// The item of the list with this id: `1` and `"1"` are one id, as publishers change from one to the other.
JsonValue* item_with_id(JsonValue& list, const JsonValue& item) {
  const JsonValue* id = item.find("id");
  if (!id || id->scalar().empty()) return nullptr;
  const auto found =
      std::find_if(list.items().begin(), list.items().end(), [&](const JsonValue& held) { return held.scalar_at("id") == id->scalar(); });
  return found == list.items().end() ? nullptr : &*found;
}

bool identifies(const JsonValue& item) { return !item.scalar_at("id").empty(); }

/// Where a field's value ends up, which is all that the compiled and the versioned form differ in.
template <typename Leaf>
class Merge {
 public:
  explicit Merge(Leaf leaf) : leaf_(leaf) {}

  void object(JsonValue& into, const JsonValue& from, const Field* rules, bool list_item) {
    for (const auto& [name, value] : from.members()) {
      const Field* rule = below(rules, name);
      if (rule && rule->rule == MergeRule::omit) continue;
      if (list_item && name == "id" && identifies(from)) {
        if (!into.find("id")) into.set("id", value); // what it is known by, and no version of anything
        continue;
      }
      member(into, name, value, rule);
    }
  }

 private:
  void member(JsonValue& into, const std::string& name, const JsonValue& value, const Field* rule) {
    JsonValue* held = into.find(name);
    if (is_whole(value, rule) || (held && Leaf::is_leaf(*held, value))) {
      leaf_.put(into, name, held, value);
      return;
    }
    // What holds nothing changes nothing, and nothing comes to be by it.
    JsonValue fresh = value.is_object() ? JsonValue::object() : JsonValue::array();
    JsonValue& target = held ? *held : fresh;
    if (value.is_object()) {
      object(target, value, rule, false);
    } else {
      list(target, value, rule);
    }
    const bool empty = fresh.members().empty() && fresh.items().empty();
    if (!held && !empty) into.set(name, std::move(fresh));
  }

  void list(JsonValue& into, const JsonValue& from, const Field* rules) {
    for (const JsonValue& item : from.items()) {
      if (JsonValue* held = item_with_id(into, item)) {
        object(*held, item, rules, true);
        continue;
      }
      JsonValue fresh = JsonValue::object();
      object(fresh, item, rules, true);
      if (!fresh.members().empty()) into.push(std::move(fresh));
    }
  }

  Leaf leaf_;
};

struct Compiled {
  /// An object where a text stood, or the other way round, takes its place.
  static bool is_leaf(const JsonValue& held, const JsonValue& value) { return held.kind() != value.kind(); }

  static void put(JsonValue& into, const std::string& name, const JsonValue*, const JsonValue& value) {
    if (value.is_null()) {
      into.erase(name);
    } else {
      into.set(name, value);
    }
  }
};

struct Versioned {
  const JsonValue& release;

  /// The versions of one field, newest last. Told from a list of objects with ids by the members that only versions have.
  static bool is_history(const JsonValue& held) {
    return held.is_array() && !held.items().empty() && held.items().front().find("releaseDate") && held.items().front().find("value");
  }
  static bool is_leaf(const JsonValue& held, const JsonValue& value) { return is_history(held) || held.kind() != value.kind(); }

  JsonValue version(const JsonValue& value) const {
    JsonValue out = JsonValue::object();
    for (const auto& [name, from] : {std::pair{"releaseID", "id"}, std::pair{"releaseDate", "date"}, std::pair{"releaseTag", "tag"}}) {
      if (const JsonValue* held = release.find(from)) out.set(name, *held);
    }
    out.set("value", value);
    return out;
  }

  void put(JsonValue& into, const std::string& name, JsonValue* held, const JsonValue& value) const {
    if (!held) {
      into.set(name, JsonValue::array().push(version(value)));
    } else if (is_history(*held)) {
      if (!(*held->items().back().find("value") == value)) held->push(version(value));
    } else if (value.is_null()) {
      forget(*held);
    }
  }

  /// An object or a list of objects that is nulled: every field below it has a version that says so.
  void forget(JsonValue& held) const {
    const JsonValue nothing;
    if (held.is_object()) {
      std::vector<std::string> names;
      for (const auto& [name, below] : held.members()) names.push_back(name);
      for (const std::string& name : names) put(held, name, held.find(name), nothing);
    }
    for (JsonValue& item : held.items()) forget(item);
  }
};

} // namespace

void sort_for_merge(std::vector<JsonValue>& releases) {
  struct Place {
    Instant at;
    std::string date;
    std::string id;
    std::size_t index;
  };
  std::vector<Place> places;
  for (std::size_t i = 0; i < releases.size(); ++i) {
    const std::string date(releases[i].scalar_at("date"));
    const auto at = Instant::parse(date);
    places.push_back({at ? *at : Instant(), date, std::string(releases[i].scalar_at("id")), i});
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    if (a.at != b.at) return a.at < b.at;
    return a.id < b.id;
  });
  std::vector<JsonValue> sorted;
  for (const Place& place : places) sorted.push_back(std::move(releases[place.index]));
  releases = std::move(sorted);
}

JsonValue compiled_release(std::span<const JsonValue> releases, const MergeRules& rules) {
  if (releases.empty()) return JsonValue();
  const JsonValue& last = releases.back();
  const std::string ocid(last.scalar_at("ocid"));
  const std::string date(last.scalar_at("date"));
  JsonValue merged = JsonValue::object();
  Merge<Compiled> merge{Compiled{}};
  for (const JsonValue& release : releases) merge.object(merged, release, &rules.root(), false);
  JsonValue out = JsonValue::object();
  out.set("ocid", ocid).set("id", ocid + "-" + date).set("date", date);
  out.set("tag", JsonValue::array().push(JsonValue::string("compiled")));
  for (const auto& [name, value] : merged.members()) {
    if (!out.find(name)) out.set(name, value);
  }
  return out;
}

JsonValue versioned_release(std::span<const JsonValue> releases, const MergeRules& rules) {
  if (releases.empty()) return JsonValue();
  JsonValue out = JsonValue::object();
  out.set("ocid", releases.back().scalar_at("ocid"));
  for (const JsonValue& release : releases) {
    JsonValue content = release;
    content.erase("ocid");
    // The 1.0 schema has these among the fields; they say which version it is, whatever the schema.
    for (const std::string_view name : {"id", "date", "tag"}) content.erase(name);
    Merge<Versioned>(Versioned{release}).object(out, content, &rules.root(), false);
  }
  return out;
}

} // namespace openward::exchange
