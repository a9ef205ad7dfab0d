// The contract is kept as YAML for people and served as JSON for programs.

#include "embedded/contract.h"
#include "service/api/system.h"
#include "service/render/json.h"

#include <yaml-cpp/yaml.h>

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

} // namespace

const std::string& contract_json() {
  static const std::string json = [] {
    render::Json out;
    write_node(out, YAML::Load(std::string(embedded::api_spec_openapi_yaml)));
    return out.take();
  }();
  return json;
}

} // namespace openward::api
