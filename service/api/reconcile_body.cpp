#include "service/api/reconcile_body.h"

#include "domain/text.h"
#include "service/http/syntax.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <set>

namespace openward::api {
namespace {

using rapidjson::Value;
using Words = std::vector<std::string>;

std::string_view text_of(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

std::string listed(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

Words ids_of(std::span<const app::ReconcileWord> words) {
  Words out;
  for (const auto& word : words) out.emplace_back(word.id);
  return out;
}

/// "/q0/type": the names of JSON pointers have ~ and / written as ~0 and ~1.
std::string below(const std::string& at, std::string_view name) {
  std::string out = at + "/";
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

/// Collects what is wrong; one for each text that is read.
class Reader {
 public:
  void fault(const std::string& at, std::string code, std::string message) { faults_.push_back({at, std::move(code), std::move(message)}); }
  std::vector<Fault>& faults() { return faults_; }

  /// Every member is one of `known`, and none stands twice.
  void only(const Value& object, const std::string& at, const Words& known) {
    std::set<std::string_view> seen;
    for (const auto& m : object.GetObject()) {
      const std::string_view name = text_of(m.name);
      if (std::find(known.begin(), known.end(), name) == known.end())
        fault(below(at, name), "unknown_member", "there is no member " + detail::quoted(name) + " here. Valid: " + listed(known) + ".");
      if (!seen.insert(name).second) fault(below(at, name), "given_twice", detail::quoted(name) + " stands twice; send it once.");
    }
  }

  std::string text(const Value& value, const std::string& at) {
    if (value.IsString()) return std::string(text_of(value));
    fault(at, "not_a_text", "this is a text in double quotes.");
    return {};
  }

  std::string known_word(const Value& value, const std::string& at, const Words& known, std::string_view what) {
    std::string word = text(value, at);
    if (value.IsString() && std::find(known.begin(), known.end(), word) == known.end())
      fault(at, "unknown_word", detail::quoted(word) + " is no " + std::string(what) + " of this service. Valid: " + listed(known) + ".");
    return word;
  }

  /// A value of a property as the text that it is compared as.
  std::string value_text(const Value& value, const std::string& at) {
    if (value.IsString()) return std::string(text_of(value));
    if (value.IsNumber() || value.IsBool()) {
      rapidjson::StringBuffer buffer;
      rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
      value.Accept(writer);
      return {buffer.GetString(), buffer.GetSize()};
    }
    // An entity that was reconciled before stands for its name: ids of other services mean nothing here.
    if (value.IsObject() && value.HasMember("id") && value["id"].IsString())
      return value.HasMember("name") && value["name"].IsString() ? std::string(text_of(value["name"])) : std::string(text_of(value["id"]));
    fault(at, "bad_value", "a value is a text, a number, true, false, or an object with an id.");
    return {};
  }

 private:
  std::vector<Fault> faults_;
};

Result<rapidjson::Document> parsed(std::string_view name, std::string_view json) {
  const std::string parameter(name);
  if (!http::valid_utf8(json) || json.find('\0') != std::string_view::npos)
    return invalid_at(parameter, "not_utf8", parameter + " must be UTF-8 without NUL characters.");
  rapidjson::Document document;
  // The iterative parser: a body of brackets must not end the stack.
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  if (document.HasParseError())
    return invalid_at(parameter, "not_json",
                      parameter + " is not JSON at byte " + std::to_string(document.GetErrorOffset()) + ": " +
                          rapidjson::GetParseError_En(document.GetParseError()));
  if (!document.IsObject()) return invalid_at(parameter, "not_an_object", parameter + " must be a JSON object.");
  return document;
}

void read_limit(Reader& reader, const Value& value, const std::string& at, app::ReconcileQuery& query) {
  const bool fits = value.IsUint() && value.GetUint() >= 1 && value.GetUint() <= kReconcileLimit;
  if (!fits) return reader.fault(at, "bad_value", "limit is a whole number from 1 to " + std::to_string(kReconcileLimit) + ".");
  query.limit = value.GetUint();
}

app::ReconcileProperty read_property(Reader& reader, const Value& value, const std::string& at) {
  app::ReconcileProperty out;
  if (!value.IsObject()) {
    reader.fault(at, "not_an_object", "a property is an object with pid and v.");
    return out;
  }
  reader.only(value, at, {"pid", "v"});
  if (!value.HasMember("pid") || !value.HasMember("v")) {
    reader.fault(at, "missing", "a property has both pid and v.");
    return out;
  }
  out.pid = reader.known_word(value["pid"], at + "/pid", ids_of(app::reconcile_properties()), "property");
  const Value& v = value["v"];
  if (v.IsArray()) {
    for (rapidjson::SizeType i = 0; i < v.Size(); ++i) out.values.push_back(reader.value_text(v[i], at + "/v/" + std::to_string(i)));
  } else {
    out.values.push_back(reader.value_text(v, at + "/v"));
  }
  return out;
}

void read_types(Reader& reader, const Value& value, const std::string& at, app::ReconcileQuery& query) {
  const Words known = ids_of(app::reconcile_types());
  if (!value.IsArray()) {
    query.types.push_back(reader.known_word(value, at, known, "type"));
    return;
  }
  for (rapidjson::SizeType i = 0; i < value.Size(); ++i)
    query.types.push_back(reader.known_word(value[i], at + "/" + std::to_string(i), known, "type"));
}

app::ReconcileQuery read_query(Reader& reader, const Value& value, const std::string& at) {
  app::ReconcileQuery out;
  if (!value.IsObject()) {
    reader.fault(at, "not_an_object", "a query is an object.");
    return out;
  }
  reader.only(value, at, {"query", "type", "type_strict", "limit", "properties"});
  if (value.HasMember("query")) out.query = reader.text(value["query"], at + "/query");
  if (value.HasMember("type")) read_types(reader, value["type"], at + "/type", out);
  if (value.HasMember("type_strict")) {
    const std::string word = reader.known_word(value["type_strict"], at + "/type_strict", {"any", "should", "all"}, "type_strict");
    if (word == "should") out.type_strict = app::TypeStrict::should;
    if (word == "all") out.type_strict = app::TypeStrict::all;
  }
  if (value.HasMember("limit")) read_limit(reader, value["limit"], at + "/limit", out);
  if (value.HasMember("properties")) {
    const Value& properties = value["properties"];
    if (!properties.IsArray()) reader.fault(at + "/properties", "not_a_list", "properties is a list.");
    for (rapidjson::SizeType i = 0; properties.IsArray() && i < properties.Size(); ++i)
      out.properties.push_back(read_property(reader, properties[i], at + "/properties/" + std::to_string(i)));
  }
  if (!value.HasMember("query") && out.properties.empty())
    reader.fault(at, "missing", "a query has the member query, or at least one property.");
  return out;
}

} // namespace

Result<QueryBatch> read_queries(std::string_view json) {
  const auto document = parsed("queries", json);
  if (!document) return document.error();
  Reader reader;
  QueryBatch out;
  std::set<std::string_view> seen;
  for (const auto& m : document->GetObject()) {
    const std::string at = below("", text_of(m.name));
    if (!seen.insert(text_of(m.name)).second) reader.fault(at, "given_twice", "two queries have this name; name each once.");
    out.emplace_back(text_of(m.name), read_query(reader, m.value, at));
  }
  if (!reader.faults().empty()) return invalid("The queries cannot be understood.", std::move(reader.faults()));
  return out;
}

Result<ExtendRequest> read_extend(std::string_view json, const std::vector<std::string>& known) {
  const auto document = parsed("extend", json);
  if (!document) return document.error();
  Reader reader;
  ExtendRequest out;
  reader.only(*document, "", {"ids", "properties"});
  for (const char* name : {"ids", "properties"})
    if (!document->HasMember(name) || !(*document)[name].IsArray())
      reader.fault("/" + std::string(name), "not_a_list", std::string(name) + " is a list.");
  if (!reader.faults().empty()) return invalid("The request to extend cannot be understood.", std::move(reader.faults()));

  const Value& ids = (*document)["ids"];
  for (rapidjson::SizeType i = 0; i < ids.Size(); ++i) out.ids.push_back(reader.text(ids[i], "/ids/" + std::to_string(i)));
  const Value& properties = (*document)["properties"];
  for (rapidjson::SizeType i = 0; i < properties.Size(); ++i) {
    const std::string at = "/properties/" + std::to_string(i);
    if (!properties[i].IsObject() || !properties[i].HasMember("id")) {
      reader.fault(at, "missing", "a property is an object with an id.");
      continue;
    }
    reader.only(properties[i], at, {"id", "settings"});
    out.properties.push_back(reader.known_word(properties[i]["id"], at + "/id", known, "property to extend by"));
    const bool set =
        properties[i].HasMember("settings") && (!properties[i]["settings"].IsObject() || !properties[i]["settings"].ObjectEmpty());
    if (set) reader.fault(at + "/settings", "no_effect", "properties have no settings here; leave them out.");
  }
  if (!reader.faults().empty()) return invalid("The request to extend cannot be understood.", std::move(reader.faults()));
  return out;
}

} // namespace openward::api
