#include "tests/support/ocds_schema.h"

#include "exchange/ocds/merge/json_value.h"
#include "tests/support/real_files.h"

#include <rapidjson/document.h>
#include <valijson/adapters/rapidjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace openward::test {
namespace {

using exchange::JsonValue;
using valijson::adapters::RapidJsonAdapter;

/// Where the extension's definitions are met when the published schema is not at hand.
constexpr std::string_view frame = R"({
  "type": "object", "required": ["ocid", "id", "date", "tag"],
  "properties": {
    "parties": {"type": "array", "items": {"$ref": "#/definitions/Organization"}},
    "tender": {"type": "object", "required": ["id"], "properties": {"value": {"$ref": "#/definitions/Value"}}},
    "awards": {"type": "array", "items": {"$ref": "#/definitions/Award"}},
    "contracts": {"type": "array", "items": {"type": "object", "required": ["id", "awardID"], "properties": {
      "value": {"$ref": "#/definitions/Value"}, "amendments": {"type": "array", "items": {"$ref": "#/definitions/Amendment"}}}}}
  },
  "definitions": {
    "Organization": {"type": "object", "properties": {"id": {"type": "string"}}},
    "Award": {"type": "object", "required": ["id"], "properties": {"value": {"$ref": "#/definitions/Value"}}},
    "Amendment": {"type": "object", "properties": {"id": {"type": "string"}}},
    "Value": {"type": "object", "properties": {"amount": {"type": "number"}, "currency": {"type": "string"}}}
  }})";

JsonValue parsed(const std::string& text, const std::string& what) {
  auto value = JsonValue::parse(text);
  if (!value) throw std::runtime_error(what + ": " + value.error().message);
  return *std::move(value);
}

JsonValue file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return parsed(text.str(), path.string());
}

/// JSON Merge Patch (RFC 7386).
void patch(JsonValue& into, const JsonValue& by) {
  for (const auto& [name, value] : by.members()) {
    if (value.is_null()) {
      into.erase(name);
    } else if (value.is_object()) {
      if (!into.find(name) || !into.find(name)->is_object()) into.set(name, JsonValue::object());
      patch(*into.find(name), value);
    } else {
      into.set(name, value);
    }
  }
}

/// What stands at an address elsewhere is judged by itself, with its own schema.
void drop_addresses(JsonValue& schema) {
  if (schema.scalar_at("$ref").starts_with("http")) schema.erase("$ref");
  std::vector<std::string> names;
  for (const auto& [name, value] : schema.members()) names.push_back(name);
  for (const std::string& name : names) drop_addresses(*schema.find(name));
  for (JsonValue& item : schema.items()) drop_addresses(item);
}

} // namespace

struct OcdsSchema::Parts {
  bool published = false;
  valijson::Schema schema;
};

OcdsSchema::OcdsSchema(std::string_view what) : parts_(std::make_unique<Parts>()) {
  const std::string name = std::string(what) + "-schema.json";
  const auto real = real_files("ocds/1.1.5/" + name);
  parts_->published = real.has_value();
  JsonValue schema = real ? file(*real) : what == "release" ? parsed(std::string(frame), "frame") : JsonValue::object();
  const auto own = std::filesystem::path(OPENWARD_SOURCE_DIR) / "api-spec" / "ocds-psr" / name;
  if (std::filesystem::exists(own)) patch(schema, file(own));
  schema.erase("id");
  drop_addresses(schema);
  const std::string text = schema.text();
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  valijson::SchemaParser(valijson::SchemaParser::kDraft4).populateSchema(RapidJsonAdapter(document), parts_->schema);
}

OcdsSchema::~OcdsSchema() = default;

bool OcdsSchema::published() const { return parts_->published; }

std::string OcdsSchema::misfit(std::string_view json) const {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError()) return "it is not JSON";
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(parts_->schema, RapidJsonAdapter(document), &results)) return {};
  std::string out = "it does not fit";
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    out += "\n";
    for (const auto& part : error.context) out += part;
    out += ": " + error.description;
  }
  return out;
}

} // namespace openward::test
