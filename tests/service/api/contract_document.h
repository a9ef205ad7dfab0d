#pragma once
// The contract as the program serves it, for tests to walk. References into it live as long as it does.
// For one thread.

#include <rapidjson/document.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

using Json = rapidjson::Value;

/// The text of a string value, "" for anything else.
std::string_view text_of(const Json&);
/// The member, or null where `object` is no object or has none of this name.
const Json* member(const Json& object, std::string_view name);
/// The member's text, "" where there is none.
std::string_view word(const Json& object, std::string_view name);
std::vector<std::string> texts_of(const Json* array);
std::vector<std::string> names_of(const Json* object);

struct Operation {
  std::string method; // "GET"
  std::string pattern;
  const Json* path = nullptr;
  const Json* body = nullptr;
};

class CompiledSchema;

class ContractDocument {
 public:
  ContractDocument();
  ~ContractDocument();
  ContractDocument(const ContractDocument&) = delete;
  ContractDocument& operator=(const ContractDocument&) = delete;

  const Json& root() const { return document_; }
  /// What "#/components/schemas/Award" names; null where nothing stands there.
  const Json* at(std::string_view reference) const;
  /// The value itself, or what its `$ref` names. A test fails where that is nothing.
  const Json& resolved(const Json&) const;
  const Json& schema(std::string_view name) const;

  const std::vector<Operation>& operations() const { return operations_; }
  const Operation* find(std::string_view method, std::string_view pattern) const;
  /// Of the operation and of its path, resolved; `in` is "query", "path" or "header".
  std::vector<const Json*> parameters(const Operation&, std::string_view in) const;
  const Json* parameter(const Operation&, std::string_view in, std::string_view name) const;
  /// Resolved; null when the operation does not document this status.
  const Json* response(const Operation&, int status) const;
  /// The media type object of a response, such as its "application/json".
  const Json* content(const Operation&, int status, std::string_view media_type) const;

  /// What keeps `instance` from fitting `schema`, in words; "" when it fits.
  std::string misfit(const Json& schema, const Json& instance) const;

 private:
  const CompiledSchema& compiled(const Json& schema) const;

  rapidjson::Document document_;
  std::vector<Operation> operations_;
  mutable std::map<const Json*, std::unique_ptr<const CompiledSchema>> compiled_; // compiling takes longer than all the rest
};

/// One for the whole program: parsing it again for every test would show nothing more.
const ContractDocument& contract();

} // namespace openward::test
