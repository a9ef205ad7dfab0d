#include "exchange/ocds/merge/json_value.h"

#include "exchange/ocds/json_tree.h"

#include <algorithm>
#include <array>

namespace openward::exchange {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += hex[byte >> 4];
      out += hex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

JsonValue copied(const Json& from) {
  switch (from.kind()) {
  case JsonKind::object: {
    JsonValue out = JsonValue::object();
    for (const Json member : from) out.set(member.key(), copied(member));
    return out;
  }
  case JsonKind::array: {
    JsonValue out = JsonValue::array();
    for (const Json item : from) out.push(copied(item));
    return out;
  }
  case JsonKind::string:
    return JsonValue::string(from.text());
  case JsonKind::number:
    return JsonValue::number(from.scalar());
  case JsonKind::word:
    return from.is_true() || from.is_false() ? JsonValue::boolean(from.is_true()) : JsonValue();
  case JsonKind::missing:
    break;
  }
  return {};
}

} // namespace

Result<JsonValue> JsonValue::parse(std::string_view json) {
  JsonTree tree;
  const auto root = tree.parse(json);
  if (!root) return root.error();
  return copied(*root);
}

const JsonValue* JsonValue::find(std::string_view name) const {
  const auto found = std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.first == name; });
  return found == members_.end() ? nullptr : &found->second;
}

JsonValue* JsonValue::find(std::string_view name) {
  const auto found = std::find_if(members_.begin(), members_.end(), [&](const Member& m) { return m.first == name; });
  return found == members_.end() ? nullptr : &found->second;
}

std::string_view JsonValue::scalar_at(std::string_view name) const {
  const JsonValue* found = find(name);
  return found ? std::string_view(found->scalar_) : std::string_view();
}

JsonValue& JsonValue::set(std::string_view name, JsonValue value) {
  if (JsonValue* held = find(name)) {
    *held = std::move(value);
  } else {
    members_.emplace_back(std::string(name), std::move(value));
  }
  return *this;
}

void JsonValue::erase(std::string_view name) {
  std::erase_if(members_, [&](const Member& m) { return m.first == name; });
}

JsonValue& JsonValue::push(JsonValue item) {
  items_.push_back(std::move(item));
  return *this;
}

std::string JsonValue::text() const {
  std::string out;
  append_text(out);
  return out;
}

void JsonValue::append_text(std::string& out) const {
  bool first = true;
  const auto comma = [&] {
    if (!first) out += ',';
    first = false;
  };
  switch (kind_) {
  case Kind::null:
    out += "null";
    break;
  case Kind::word:
  case Kind::number:
    out += scalar_;
    break;
  case Kind::string:
    append_quoted(out, scalar_);
    break;
  case Kind::array:
    out += '[';
    for (const JsonValue& item : items_) comma(), item.append_text(out);
    out += ']';
    break;
  case Kind::object:
    out += '{';
    for (const auto& [name, value] : members_) {
      comma();
      append_quoted(out, name);
      out += ':';
      value.append_text(out);
    }
    out += '}';
    break;
  }
}

bool operator==(const JsonValue& a, const JsonValue& b) {
  if (a.kind_ != b.kind_ || a.scalar_ != b.scalar_ || a.members_.size() != b.members_.size()) return false;
  const bool members = std::all_of(a.members_.begin(), a.members_.end(), [&](const JsonValue::Member& m) {
    const JsonValue* other = b.find(m.first);
    return other && m.second == *other;
  });
  return members && a.items_ == b.items_;
}

} // namespace openward::exchange
