// The contract is kept as YAML for people and served as JSON for programs.

#include "embedded/contract.h"
#include "service/api/system.h"
#include "service/render/json.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>

namespace openward::api {

namespace {

/// A plain scalar of the YAML 1.2 core schema; a quoted one is always text (yaml-cpp tags it "!").
void write_scalar(render::Json& out, const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() != "!") {
    if (text == "true" || text == "false") {
      out.boolean(text == "true");
      return;
    }
    if (text.empty() || text == "null" || text == "~") {
      out.null();
      return;
    }
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc{} && end == text.data() + text.size()) {
      out.integer(number);
      return;
    }
  }
  out.text(text);
}

void write_node(render::Json& out, const YAML::Node& node) {
  if (node.IsMap()) {
    out.object();
    for (const auto& entry : node) {
      out.key(entry.first.Scalar());
      write_node(out, entry.second);
    }
    out.end_object();
  } else if (node.IsSequence()) {
    out.array();
    for (const auto& item : node) write_node(out, item);
    out.end_array();
  } else if (node.IsNull()) {
    out.null();
  } else {
    write_scalar(out, node);
  }
}

void add_missing(YAML::Node into, const YAML::Node& more) {
  for (const auto& entry : more) {
    if (!into[entry.first.Scalar()]) into[entry.first.Scalar()] = YAML::Clone(entry.second);
  }
}

/// An answer that refers to a shared one has what the shared one has.
void add_headers(YAML::Node responses, const YAML::Node& headers) {
  for (auto response : responses) {
    if (!response.second["$ref"]) add_missing(response.second["headers"], headers);
  }
}

bool has_parameter(const YAML::Node& operation, std::string_view name) {
  const YAML::Node parameters = operation["parameters"];
  return std::any_of(parameters.begin(), parameters.end(),
                     [&](const YAML::Node& one) { return one["name"] && one["name"].Scalar() == name; });
}

void add_to_write(YAML::Node operation, const YAML::Node& every_write) {
  if (has_parameter(operation, "dry_run")) return;
  for (const auto& parameter : every_write["parameters"]) operation["parameters"].push_back(YAML::Clone(parameter));
  add_missing(operation["responses"], every_write["responses"]);
}

/// Puts what holds for every operation in place at each of them.
void spread_common(YAML::Node root) {
  const YAML::Node headers = root["x-headers-of-every-answer"];
  const YAML::Node responses = root["x-responses-of-every-operation"];
  const YAML::Node every_write = root["x-of-every-write"];
  for (auto path : root["paths"]) {
    for (auto member : path.second) {
      YAML::Node operation = member.second;
      if (!operation.IsMap() || !operation["operationId"]) continue;
      if (member.first.Scalar() == "post" && operation["security"]) add_to_write(operation, every_write);
      add_missing(operation["responses"], responses);
      add_headers(operation["responses"], headers);
    }
  }
  add_headers(root["components"]["responses"], headers);
  for (const char* common : {"x-responses-of-every-operation", "x-of-every-write"}) root.remove(common);
}

} // namespace

const std::string& contract_json() {
  static const std::string json = [] {
    YAML::Node root = YAML::Load(std::string(embedded::api_spec_openapi_yaml));
    spread_common(root);
    render::Json out;
    write_node(out, root);
    return out.take();
  }();
  return json;
}

} // namespace openward::api
