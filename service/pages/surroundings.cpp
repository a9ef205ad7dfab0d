#include "service/pages/surroundings.h"

#include "service/pages/words.h"
#include "service/render/rows.h"

#include <rapidjson/document.h>

#include <algorithm>

namespace openward::pages {

using kainjow::mustache::data;
using persistence::CellType;
using persistence::Row;

namespace {

/// 91400 thousandths are "91.4".
std::string decimal(std::int64_t thousandths) {
  std::string digits = std::to_string(thousandths < 0 ? -thousandths : thousandths);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  std::string whole = with_thousands(std::stoll(digits.substr(0, digits.size() - 3)));
  std::string part = digits.substr(digits.size() - 3);
  part.erase(part.find_last_not_of('0') + 1);
  return (thousandths < 0 ? "−" : "") + whole + (part.empty() ? "" : "." + part);
}

std::string quantity(std::int64_t number, const std::string& unit) { return unit == "pence" ? pounds(number) : with_thousands(number); }

data item_of(const rapidjson::Value& object, const std::string& unit) {
  data out;
  for (const auto& member : object.GetObject()) {
    const std::string name = member.name.GetString();
    if (member.value.IsString())
      out.set(name, name == "on" ? day_in_words(member.value.GetString()) : std::string(member.value.GetString()));
    if (member.value.IsInt64() && name == "quantity") out.set(name, quantity(member.value.GetInt64(), unit));
    if (member.value.IsInt64() && name == "thousandths") out.set(name, decimal(member.value.GetInt64()));
  }
  return out;
}

data list_of(const std::string& json, const std::string& unit) {
  data out{data::type::list};
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (!document.IsArray()) return out;
  for (const auto& item : document.GetArray()) {
    if (item.IsObject()) out.push_back(item_of(item, unit));
  }
  return out;
}

} // namespace

std::string with_thousands(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return (number < 0 ? "−" : "") + digits;
}

std::string pounds(std::int64_t pence) { return (pence < 0 ? "−£" : "£") + with_thousands((pence < 0 ? -pence : pence) / 100); }

std::string pounds_and_pence(std::int64_t pence) {
  const std::int64_t size = pence < 0 ? -pence : pence;
  const std::int64_t part = size % 100;
  return pounds(pence) + (part < 10 ? ".0" : ".") + std::to_string(part);
}

std::string words(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

Result<data> surroundings(persistence::Session& session, std::string_view name) {
  const auto* resource = persistence::find_resource(name);
  data rows{data::type::list};
  auto done = persistence::for_each(session, *resource, {}, [&](const Row& row) -> Result<> {
    std::string unit;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (resource->columns[i].name == "unit") unit = render::cell_text(resource->columns[i], row[i]);
    }
    data line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string key = resource->columns[i].name;
      std::replace(key.begin(), key.end(), '.', '_');
      const std::string text = render::cell_text(resource->columns[i], row[i]);
      const auto* number = std::get_if<std::int64_t>(&row[i]);
      if (resource->columns[i].type == CellType::json) {
        line.set(key, list_of(text, unit));
      } else if (number != nullptr) {
        line.set(key, key == "limit_thousandths" ? decimal(*number) : quantity(*number, unit));
      } else if (resource->columns[i].type == CellType::date) {
        line.set(key, day_in_words(text));
      } else {
        // Words of our own lists lose their underscores; names and sources are shown as they stand.
        line.set(key, key.ends_with("class") || key == "status" || key == "kind" ? words(text) : text);
      }
    }
    line.set("unit", unit == "pence" ? std::string() : unit); // a sum of money says its own
    rows.push_back(line);
    return Done{};
  });
  if (!done) return done.error();
  return rows;
}

} // namespace openward::pages
