#include "contract_document.h"

#include "service/api/system.h"
#include "tests/support/catch.h"

#include <rapidjson/pointer.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace openward::test {
namespace {

constexpr std::string_view verbs[] = {"get", "post", "put", "patch", "delete"};

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

std::string pointer_text(const rapidjson::Pointer& pointer) {
  rapidjson::StringBuffer out;
  pointer.StringifyUriFragment(out);
  return {out.GetString(), out.GetSize()};
}

/// The schemas that `value` refers to, and those that they refer to.
void collect_schemas(const Json& value, const Json& schemas, std::set<std::string>& found) {
  if (value.IsArray()) {
    for (const Json& item : value.GetArray()) collect_schemas(item, schemas, found);
  }
  if (!value.IsObject()) return;
  for (const auto& m : value.GetObject()) {
    collect_schemas(m.value, schemas, found);
    constexpr std::string_view place = "#/components/schemas/";
    if (text_of(m.name) != "$ref" || !text_of(m.value).starts_with(place)) continue;
    const std::string name(text_of(m.value).substr(place.size()));
    const Json* named = member(schemas, name);
    if (named != nullptr && found.insert(name).second) collect_schemas(*named, schemas, found);
  }
}

} // namespace

/// RapidJSON knows draft 4, of which the contract uses the part that did not change since. References are followed inside one document,
/// so the schema is set beside those that it refers to.
class CompiledSchema {
 public:
  CompiledSchema(const Json& schema, const Json& schemas) : compiled_(beside(schema, schemas)) {}
  const rapidjson::SchemaDocument& document() const { return compiled_; }

 private:
  static rapidjson::Document beside(const Json& schema, const Json& schemas) {
    std::set<std::string> names;
    collect_schemas(schema, schemas, names);
    rapidjson::Document whole;
    auto& memory = whole.GetAllocator();
    whole.CopyFrom(schema, memory);
    Json needed(rapidjson::kObjectType);
    for (const std::string& name : names) needed.AddMember(Json(name.c_str(), memory), Json(*member(schemas, name), memory), memory);
    Json components(rapidjson::kObjectType);
    components.AddMember("schemas", needed, memory);
    whole.AddMember("components", components, memory);
    return whole;
  }

  rapidjson::SchemaDocument compiled_;
};

std::string_view text_of(const Json& v) { return v.IsString() ? std::string_view(v.GetString(), v.GetStringLength()) : std::string_view(); }

const Json* member(const Json& object, std::string_view name) {
  if (!object.IsObject()) return nullptr;
  for (const auto& m : object.GetObject()) {
    if (text_of(m.name) == name) return &m.value;
  }
  return nullptr;
}

std::string_view word(const Json& object, std::string_view name) {
  const Json* found = member(object, name);
  return found == nullptr ? std::string_view() : text_of(*found);
}

std::vector<std::string> texts_of(const Json* array) {
  std::vector<std::string> out;
  if (array == nullptr || !array->IsArray()) return out;
  for (const Json& item : array->GetArray()) out.emplace_back(text_of(item));
  return out;
}

std::vector<std::string> names_of(const Json* object) {
  std::vector<std::string> out;
  if (object == nullptr || !object->IsObject()) return out;
  for (const auto& m : object->GetObject()) out.emplace_back(text_of(m.name));
  return out;
}

ContractDocument::ContractDocument() {
  const std::string& json = api::contract_json();
  document_.Parse(json.data(), json.size());
  if (document_.HasParseError() || !document_.IsObject())
    throw std::runtime_error("the contract is not a JSON object: look at api-spec/openapi.yaml");
  const Json* paths = member(document_, "paths");
  if (paths == nullptr || !paths->IsObject()) throw std::runtime_error("the contract has no paths");
  for (const auto& path : paths->GetObject()) {
    for (const std::string_view verb : verbs) {
      if (const Json* body = member(path.value, verb))
        operations_.push_back({upper(verb), std::string(text_of(path.name)), &path.value, body});
    }
  }
}

ContractDocument::~ContractDocument() = default;

const Json* ContractDocument::at(std::string_view reference) const {
  if (!reference.starts_with("#/")) return nullptr;
  const rapidjson::Pointer pointer(reference.data(), reference.size());
  return pointer.IsValid() ? pointer.Get(document_) : nullptr;
}

const Json& ContractDocument::resolved(const Json& value) const {
  const Json* now = &value;
  while (const Json* reference = member(*now, "$ref")) {
    now = at(text_of(*reference));
    INFO("the reference " << text_of(*reference));
    REQUIRE(now != nullptr);
  }
  return *now;
}

const Json& ContractDocument::schema(std::string_view name) const {
  const Json* found = at("#/components/schemas/" + std::string(name));
  INFO("the schema " << name);
  REQUIRE(found != nullptr);
  return *found;
}

const Operation* ContractDocument::find(std::string_view method, std::string_view pattern) const {
  const auto found =
      std::find_if(operations_.begin(), operations_.end(), [&](const Operation& o) { return o.method == method && o.pattern == pattern; });
  return found == operations_.end() ? nullptr : &*found;
}

std::vector<const Json*> ContractDocument::parameters(const Operation& operation, std::string_view in) const {
  std::vector<const Json*> out;
  for (const Json* owner : {operation.path, operation.body}) {
    const Json* list = member(*owner, "parameters");
    if (list == nullptr) continue;
    for (const Json& item : list->GetArray()) {
      const Json& parameter = resolved(item);
      if (word(parameter, "in") == in) out.push_back(&parameter);
    }
  }
  return out;
}

const Json* ContractDocument::parameter(const Operation& operation, std::string_view in, std::string_view name) const {
  for (const Json* p : parameters(operation, in)) {
    if (word(*p, "name") == name) return p;
  }
  return nullptr;
}

const Json* ContractDocument::response(const Operation& operation, int status) const {
  const Json* responses = member(*operation.body, "responses");
  const Json* found = responses == nullptr ? nullptr : member(*responses, std::to_string(status));
  return found == nullptr ? nullptr : &resolved(*found);
}

const Json* ContractDocument::content(const Operation& operation, int status, std::string_view media_type) const {
  const Json* found = response(operation, status);
  const Json* types = found == nullptr ? nullptr : member(*found, "content");
  return types == nullptr ? nullptr : member(*types, media_type);
}

const CompiledSchema& ContractDocument::compiled(const Json& schema) const {
  auto& place = compiled_[&schema];
  if (place == nullptr) place = std::make_unique<const CompiledSchema>(schema, *at("#/components/schemas"));
  return *place;
}

std::string ContractDocument::misfit(const Json& schema, const Json& instance) const {
  rapidjson::SchemaValidator validator(compiled(resolved(schema)).document());
  if (instance.Accept(validator)) return {};
  return pointer_text(validator.GetInvalidDocumentPointer()) + " breaks `" + validator.GetInvalidSchemaKeyword() + "` of " +
         pointer_text(validator.GetInvalidSchemaPointer());
}

const ContractDocument& contract() {
  static const ContractDocument document;
  return document;
}

} // namespace openward::test
