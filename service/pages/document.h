#pragma once
// Reading the contract's JSON for the pages: members that may be absent, references followed. Pure functions.

#include <rapidjson/document.h>

#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

/// Null where the value is no object or has no such member.
const rapidjson::Value* member(const rapidjson::Value& object, std::string_view name);
/// The member's text; "" where there is none.
std::string_view text(const rapidjson::Value& object, std::string_view name);
std::string_view text(const rapidjson::Value& value);
/// The value, or what its `$ref` names in the document.
const rapidjson::Value& followed(const rapidjson::Value& document, const rapidjson::Value& value);
/// "Award" of a reference to the schema Award, "" for what is no reference.
std::string_view referred_schema(const rapidjson::Value& value);
/// As people read it, indented by two.
std::string pretty(const rapidjson::Value& value);

struct DocumentedOperation {
  std::string_view method; // "get"
  std::string_view path;
  const rapidjson::Value* at_path = nullptr;
  const rapidjson::Value* body = nullptr;
};
/// In the order of the document.
std::vector<DocumentedOperation> operations(const rapidjson::Value& document);
/// Of its path and its own, references followed.
std::vector<const rapidjson::Value*> parameters(const rapidjson::Value& document, const DocumentedOperation& operation);

} // namespace openward::pages
