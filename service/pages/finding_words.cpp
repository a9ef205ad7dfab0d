#include "service/pages/finding_words.h"

#include "service/pages/surroundings.h"
#include "service/pages/words.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace openward::pages {
namespace {

/// Words of our own lists lose their underscores; what a notice says stays, with its days written out.
std::string value_words(const std::string& value) {
  const bool ours = std::all_of(value.begin(), value.end(), [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
  return ours ? words(value) : days_in_words(value);
}

void add(std::string& out, std::string_view between, std::string_view more) {
  if (!out.empty()) out += between;
  out += more;
}

} // namespace

std::string worked_out(const Record& finding) {
  const rapidjson::Document list = finding.list("computed");
  std::vector<std::pair<std::string, std::string>> values; // by name, in the order of their first
  for (const rapidjson::Value& one : list.GetArray()) {
    // Withheld words of a person stand as a text in place of the pair.
    const std::string name = one.IsObject() ? label(text_of(one, "name")) : std::string();
    const std::string value = one.IsObject() ? value_words(text_of(one, "value")) : one.IsString() ? one.GetString() : "";
    const auto same = std::find_if(values.begin(), values.end(), [&](const auto& v) { return !name.empty() && v.first == name; });
    if (same == values.end()) {
      values.emplace_back(name, value);
    } else {
      add(same->second, ", ", value);
    }
  }
  std::string out;
  for (const auto& [name, value] : values) add(out, "; ", name.empty() ? value : name + ": " + value);
  return out;
}

std::string not_held(const Record& finding) {
  const rapidjson::Document list = finding.list("missing");
  std::string out;
  for (const rapidjson::Value& one : list.GetArray()) {
    if (!one.IsString()) continue;
    std::string field = one.GetString();
    std::replace(field.begin(), field.end(), '.', ' ');
    add(out, ", ", words(field));
  }
  return out;
}

} // namespace openward::pages
