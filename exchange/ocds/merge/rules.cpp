#include "exchange/ocds/merge/rules.h"

#include "embedded/merge_rules.h"

#include <algorithm>
#include <stdexcept>

namespace openward::exchange {
namespace {

bool is_true(const JsonValue& schema, std::string_view keyword) { return schema.scalar_at(keyword) == "true"; }

std::vector<std::string> types_of(const JsonValue& schema) {
  const JsonValue* type = schema.find("type");
  if (!type) return {};
  if (!type->is_array()) return {type->scalar()};
  std::vector<std::string> out;
  for (const JsonValue& one : type->items()) out.push_back(one.scalar());
  return out;
}

bool has(const std::vector<std::string>& types, std::string_view type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

/// Walks the properties of a schema. A definition that contains itself is followed once: no publisher nests an item in itself.
class SchemaWalk {
 public:
  explicit SchemaWalk(const JsonValue& root) : root_(root) {}

  Result<> properties(const JsonValue& schema, const std::string& path) {
    const JsonValue* held = schema.find("properties");
    if (!held) return Done{};
    for (const auto& [name, property] : held->members()) {
      if (auto done = field(property, path.empty() ? name : path + "/" + name); !done) return done;
    }
    return Done{};
  }

  std::string lines() const { return lines_; }

 private:
  Result<> field(const JsonValue& stated, const std::string& path) {
    return followed(stated, [&](const JsonValue& schema) -> Result<> {
      const auto types = types_of(schema);
      if (is_true(stated, "omitWhenMerged") || is_true(schema, "omitWhenMerged")) return line("omit", path);
      const bool list = has(types, "array");
      if (list && (is_true(stated, "wholeListMerge") || is_true(schema, "wholeListMerge"))) return line("whole", path);
      if (has(types, "object")) return properties(schema, path);
      const JsonValue* items = schema.find("items");
      if (!list || !items) return Done{};
      return followed(*items, [&](const JsonValue& item) { return list_of(item, path); });
    });
  }

  Result<> list_of(const JsonValue& item, const std::string& path) {
    const auto types = types_of(item);
    if (std::any_of(types.begin(), types.end(), [](const std::string& type) { return type != "object"; })) return line("whole", path);
    const JsonValue* properties_of_item = item.find("properties");
    if (!properties_of_item) return Done{};
    return properties_of_item->find("id") ? properties(item, path) : line("whole", path);
  }

  Result<> line(std::string_view rule, const std::string& path) {
    lines_ += std::string(rule) + "\t" + path + "\n";
    return Done{};
  }

  template <typename Work>
  Result<> followed(const JsonValue& schema, Work&& work) {
    const std::string reference(schema.scalar_at("$ref"));
    if (reference.empty()) return work(schema);
    if (std::find(within_.begin(), within_.end(), reference) != within_.end()) return Done{};
    const JsonValue* place = &root_;
    for (std::string_view rest = std::string_view(reference).substr(std::min<std::size_t>(2, reference.size())); place && !rest.empty();) {
      const auto slash = std::min(rest.find('/'), rest.size());
      place = place->find(rest.substr(0, slash));
      rest.remove_prefix(std::min(slash + 1, rest.size()));
    }
    if (!place) return invalid_at(reference, "no_definition", "The schema refers to " + reference + ", which is not in it. Add it.");
    within_.push_back(reference);
    auto done = work(*place);
    within_.pop_back();
    return done;
  }

  const JsonValue& root_;
  std::vector<std::string> within_;
  std::string lines_;
};

void collect(const MergeRules::Field& field, const std::string& path, std::vector<std::string>& lines) {
  if (field.rule != MergeRule::by_shape) lines.push_back((field.rule == MergeRule::omit ? "omit\t" : "whole\t") + path);
  for (const auto& [name, below] : field.below) collect(below, path.empty() ? name : path + "/" + name, lines);
}

} // namespace

const MergeRules::Field* MergeRules::Field::at(std::string_view name) const {
  const auto found = below.find(name);
  return found == below.end() ? nullptr : &found->second;
}

void MergeRules::add(std::string_view path, MergeRule rule) {
  Field* field = &root_;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    field = &field->below[std::string(path.substr(0, slash))];
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  field->rule = rule;
}

Result<MergeRules> MergeRules::from_schema(const JsonValue& schema) {
  SchemaWalk walk(schema);
  if (auto done = walk.properties(schema, ""); !done) return done.error();
  return from_lines(walk.lines());
}

Result<MergeRules> MergeRules::from_lines(std::string_view lines) {
  MergeRules rules;
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty() || line.front() == '#') continue;
    const auto tab = line.find('\t');
    const std::string_view word = line.substr(0, tab);
    if (tab == std::string_view::npos || (word != "omit" && word != "whole")) {
      return invalid_at(std::string(line), "bad_rule",
                        "A rule of merging is \"omit\" or \"whole\", a tab and a path; not: " + std::string(line));
    }
    rules.add(line.substr(tab + 1), word == "omit" ? MergeRule::omit : MergeRule::whole_list);
  }
  return rules;
}

std::vector<std::string> MergeRules::lines() const {
  std::vector<std::string> out;
  collect(root_, "", out);
  std::sort(out.begin(), out.end());
  return out;
}

const MergeRules& release_rules() {
  static const MergeRules rules = [] {
    auto read = MergeRules::from_lines(embedded::exchange_ocds_merge_release_rules_tsv);
    if (!read) throw std::logic_error(read.error().message); // a fault of the program's own file, which a test reads
    return *std::move(read);
  }();
  return rules;
}

} // namespace openward::exchange
