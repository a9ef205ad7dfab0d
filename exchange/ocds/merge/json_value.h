#pragma once
// A JSON value that can be taken apart and put together: members keep their order, numbers stay the text that was published (`1e9999`
// included). A value: copy it freely, share it between threads only while nobody changes it.

#include "domain/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::exchange {

class JsonValue {
 public:
  enum class Kind : std::uint8_t { null, word, number, string, array, object };
  using Member = std::pair<std::string, JsonValue>;

  JsonValue() = default; // null
  static JsonValue object() { return JsonValue(Kind::object, {}); }
  static JsonValue array() { return JsonValue(Kind::array, {}); }
  static JsonValue string(std::string_view text) { return {Kind::string, std::string(text)}; }
  /// The digits as they are to stand: "1234.50".
  static JsonValue number(std::string_view digits) { return {Kind::number, std::string(digits)}; }
  static JsonValue boolean(bool yes) { return {Kind::word, yes ? "true" : "false"}; }

  /// One JSON object; what JsonTree refuses is refused. A member that is repeated counts once, the first time.
  static Result<JsonValue> parse(std::string_view json);

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_object() const { return kind_ == Kind::object; }
  bool is_array() const { return kind_ == Kind::array; }
  /// Of a string its text, of a number its digits, of a word the word; "" of everything else.
  const std::string& scalar() const { return scalar_; }
  const std::vector<Member>& members() const { return members_; }
  const std::vector<JsonValue>& items() const { return items_; }
  std::vector<JsonValue>& items() { return items_; }

  /// The member of an object, or nothing.
  const JsonValue* find(std::string_view name) const;
  JsonValue* find(std::string_view name);
  /// The scalar of a member; "" when there is none.
  std::string_view scalar_at(std::string_view name) const;

  /// Replaces the member, or adds it behind the others.
  JsonValue& set(std::string_view name, JsonValue value);
  JsonValue& set(std::string_view name, std::string_view text) { return set(name, string(text)); }
  /// The same, when there is a text.
  JsonValue& set_unless_empty(std::string_view name, std::string_view text) { return text.empty() ? *this : set(name, text); }
  void erase(std::string_view name);
  JsonValue& push(JsonValue item);

  /// Without blanks. Characters beyond ASCII stand as they are.
  std::string text() const;
  void append_text(std::string& out) const;

  /// Objects are equal whatever the order of their members; numbers as text.
  friend bool operator==(const JsonValue&, const JsonValue&);

 private:
  JsonValue(Kind kind, std::string scalar) : kind_(kind), scalar_(std::move(scalar)) {}

  Kind kind_ = Kind::null;
  std::string scalar_;
  std::vector<Member> members_;
  std::vector<JsonValue> items_;
};

} // namespace openward::exchange
