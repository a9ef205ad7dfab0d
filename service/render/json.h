#pragma once
// Builds one JSON text. Strings are escaped and taken to be UTF-8; money goes in as text, so no number here has a fraction.

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace openward::render {

/// One owner, one thread. Calls follow the text from left to right.
class Json {
 public:
  Json& object() { return did(w_.StartObject()); }
  Json& end_object() { return did(w_.EndObject()); }
  Json& array() { return did(w_.StartArray()); }
  Json& end_array() { return did(w_.EndArray()); }
  Json& key(std::string_view k) { return did(w_.Key(k.data(), size(k))); }
  Json& text(std::string_view v) { return did(w_.String(v.data(), size(v))); }
  Json& integer(std::int64_t v) { return did(w_.Int64(v)); }
  Json& boolean(bool v) { return did(w_.Bool(v)); }
  Json& null() { return did(w_.Null()); }
  /// Text that is JSON already.
  Json& raw(std::string_view json) { return did(w_.RawValue(json.data(), json.size(), rapidjson::kObjectType)); }

  Json& member(std::string_view k, std::string_view v) { return key(k).text(v); }
  Json& member(std::string_view k, const char* v) { return key(k).text(v); }
  Json& member(std::string_view k, std::int64_t v) { return key(k).integer(v); }
  Json& member(std::string_view k, int v) { return key(k).integer(v); }
  Json& member(std::string_view k, bool v) { return key(k).boolean(v); }

  std::string_view view() const { return {buffer_.GetString(), buffer_.GetSize()}; }
  std::string take() const { return std::string(view()); }

 private:
  static rapidjson::SizeType size(std::string_view s) { return static_cast<rapidjson::SizeType>(s.size()); }
  Json& did(bool) { return *this; }
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> w_{buffer_};
};

} // namespace openward::render
