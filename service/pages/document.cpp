#include "service/pages/document.h"

#include <rapidjson/pointer.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <array>

namespace openward::pages {

using rapidjson::Value;

const Value* member(const Value& object, std::string_view name) {
  if (!object.IsObject()) return nullptr;
  for (const auto& one : object.GetObject()) {
    if (text(one.name) == name) return &one.value;
  }
  return nullptr;
}

std::string_view text(const Value& value) { return value.IsString() ? std::string_view(value.GetString(), value.GetStringLength()) : ""; }

std::string_view text(const Value& object, std::string_view name) {
  const Value* found = member(object, name);
  return found == nullptr ? "" : text(*found);
}

const Value& followed(const Value& document, const Value& value) {
  const Value* now = &value;
  for (std::string_view reference = text(*now, "$ref"); !reference.empty(); reference = text(*now, "$ref")) {
    const Value* named = rapidjson::Pointer(reference.data(), reference.size()).Get(document);
    if (named == nullptr) return *now; // a test of the contract finds what leads nowhere
    now = named;
  }
  return *now;
}

std::string_view referred_schema(const Value& value) {
  constexpr std::string_view place = "#/components/schemas/";
  const std::string_view reference = text(value, "$ref");
  return reference.starts_with(place) ? reference.substr(place.size()) : "";
}

std::string pretty(const Value& value) {
  rapidjson::StringBuffer out;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(out);
  writer.SetIndent(' ', 2);
  writer.SetFormatOptions(rapidjson::kFormatSingleLineArray);
  value.Accept(writer);
  return {out.GetString(), out.GetSize()};
}

std::vector<DocumentedOperation> operations(const Value& document) {
  constexpr std::array<std::string_view, 5> methods{"get", "post", "put", "patch", "delete"};
  std::vector<DocumentedOperation> out;
  const Value* paths = member(document, "paths");
  if (paths == nullptr) return out;
  for (const auto& path : paths->GetObject()) {
    for (const std::string_view method : methods) {
      if (const Value* body = member(path.value, method)) out.push_back({method, text(path.name), &path.value, body});
    }
  }
  return out;
}

std::vector<const Value*> parameters(const Value& document, const DocumentedOperation& operation) {
  std::vector<const Value*> out;
  for (const Value* owner : {operation.at_path, operation.body}) {
    const Value* list = member(*owner, "parameters");
    if (list == nullptr) continue;
    for (const Value& one : list->GetArray()) out.push_back(&followed(document, one));
  }
  return out;
}

} // namespace openward::pages
