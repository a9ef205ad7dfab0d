#pragma once
// Canonical JSON for events and digests: members in the order of their names, no blanks, whole numbers only, UTF-8 as it stands. The same
// content is the same bytes on every machine.

#include "domain/date.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace openward::persistence::detail {

std::string json_string(std::string_view text);

inline std::string json_of(std::string_view text) { return json_string(text); }
inline std::string json_of(const std::string& text) { return json_string(text); }
inline std::string json_of(const char* text) { return json_string(text); }
inline std::string json_of(bool yes) { return yes ? "true" : "false"; }
inline std::string json_of(int number) { return std::to_string(number); }
inline std::string json_of(std::int64_t number) { return std::to_string(number); }
inline std::string json_of(long long number) { return std::to_string(number); }
inline std::string json_of(Date date) { return json_string(date.iso()); }
inline std::string json_of(Instant instant) { return json_string(instant.iso()); }

class JsonObject {
 public:
  template <typename T>
  JsonObject& set(std::string name, const T& value) {
    return set_json(std::move(name), json_of(value));
  }
  /// An unknown fact has no member.
  template <typename T>
  JsonObject& set(std::string name, const std::optional<T>& value) {
    return value ? set(std::move(name), *value) : *this;
  }
  /// Text that is JSON already.
  JsonObject& set_json(std::string name, std::string json) {
    members_[std::move(name)] = std::move(json);
    return *this;
  }
  std::string text() const;

 private:
  std::map<std::string, std::string, std::less<>> members_;
};

/// "[a,b]" of what `one` makes of each item.
template <typename Items, typename One>
std::string json_list(const Items& items, One one) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ',';
    out += one(item);
  }
  return out + "]";
}

} // namespace openward::persistence::detail
