#include "service/api/change_values.h"

#include <algorithm>
#include <cstddef>
#include <map>

namespace openward::api {
namespace {

/// Where the string that begins at this quotation mark ends: behind its closing one.
std::size_t end_of_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return std::min(at + 1, json.size());
}

/// Where the value that begins here ends: at the comma or the brace that follows it.
std::size_t end_of_value(std::string_view json, std::size_t at) {
  int depth = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = end_of_string(json, at);
      continue;
    }
    const bool closes = c == '}' || c == ']';
    if (depth == 0 && (closes || c == ',')) break;
    if (c == '{' || c == '[') ++depth;
    if (closes) --depth;
    ++at;
  }
  return at;
}

/// Names with their quotation marks, and values, as they stand in the text.
std::map<std::string_view, std::string_view> members_of(std::string_view json) {
  std::map<std::string_view, std::string_view> out;
  std::size_t at = 1;
  while (at < json.size() && json[at] == '"') {
    const std::size_t end_of_name = end_of_string(json, at);
    const std::size_t end = end_of_value(json, std::min(end_of_name + 1, json.size()));
    out.emplace(json.substr(at, end_of_name - at), json.substr(std::min(end_of_name + 1, json.size()), end - end_of_name - 1));
    at = end + 1;
  }
  return out;
}

std::string those_not_in(const std::map<std::string_view, std::string_view>& members,
                         const std::map<std::string_view, std::string_view>& others) {
  std::string out = "{";
  for (const auto& [name, value] : members) {
    const auto other = others.find(name);
    if (other != others.end() && other->second == value) continue;
    if (out.size() > 1) out += ',';
    out.append(name).append(":").append(value);
  }
  return out + "}";
}

} // namespace

ChangedValues changed_values(std::string_view before, std::string_view after) {
  const auto was = members_of(before);
  const auto is = members_of(after);
  return {those_not_in(was, is), those_not_in(is, was)};
}

} // namespace openward::api
