#include "service/pages/question.h"

#include "domain/date.h"
#include "persistence/repositories.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/figures.h"
#include "service/pages/words.h"

#include <algorithm>
#include <array>

namespace openward::pages {

using http::Parameters;
using kainjow::mustache::data;

namespace {

struct FilterName {
  std::string_view name;
  std::string_view label;
};
constexpr std::array<FilterName, 19> names{{{"q", "Words"},
                                            {"payer", "Paid by"},
                                            {"commissioner", "Commissioner"},
                                            {"provider", "Provider"},
                                            {"provider_group", "Group"},
                                            {"provider_ultimate_owner", "Group"},
                                            {"provider_class", "Kind of provider"},
                                            {"tender_class", "Tendering"},
                                            {"route", "Route"},
                                            {"regime", "Law"},
                                            {"scope", "What is bought"},
                                            {"financial_year", "Financial year"},
                                            {"paid_from", "Paid from"},
                                            {"paid_to", "Paid to"},
                                            {"min_value", "From £"},
                                            {"max_value", "Up to £"},
                                            {"expense_area", "Area of expense"},
                                            {"region", "Region"},
                                            {"synthetic", "Invented for demonstration"}}};

std::string name_of(std::string_view filter) {
  const bool excludes = filter.starts_with("not_");
  const std::string_view bare = excludes ? filter.substr(4) : filter;
  const auto found = std::find_if(names.begin(), names.end(), [&](const FilterName& n) { return n.name == bare; });
  std::string out = found == names.end() ? label(bare) : std::string(found->label);
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return excludes ? "Not: " + out : out;
}

std::string shown(persistence::Session& s, const std::string& name, const std::string& value) {
  if (name == "q" || name.ends_with("expense_area")) return value.empty() ? "none stated" : value;
  if (value.starts_with("bd-")) {
    for (const std::string_view resource : {"commissioners", "providers"}) {
      const auto row = api::one_row(s, resource, value);
      if (row) return Record(persistence::find_resource(resource)->columns, *row).text("name");
    }
  }
  return Date::parse(value) ? day_in_words(value) : label(value);
}

} // namespace

Parameters meant(const Parameters& given, std::initializer_list<std::string_view> meaningful_when_empty) {
  Parameters out = given;
  std::erase_if(out, [&](const auto& p) {
    return p.second.empty() &&
           std::find(meaningful_when_empty.begin(), meaningful_when_empty.end(), p.first) == meaningful_when_empty.end();
  });
  return out;
}

std::string address(std::string_view path, const Parameters& parameters) {
  const std::string query = api::encode_query(parameters);
  return std::string(path) + (query.empty() ? "" : "?" + query);
}

Parameters without(Parameters from, std::string_view name) {
  std::erase_if(from, [&](const auto& p) { return p.first == name; });
  return from;
}

Parameters without(Parameters from, std::string_view name, std::string_view value) {
  std::erase_if(from, [&](const auto& p) { return p.first == name && p.second == value; });
  return from;
}

Parameters with(Parameters from, std::string_view name, std::string_view value) {
  from = without(std::move(from), name);
  from.emplace_back(name, value);
  return from;
}

Parameters and_with(Parameters from, std::string_view name, std::string_view value) {
  from = without(std::move(from), name, value);
  from.emplace_back(name, value);
  return from;
}

bool has(const Parameters& in, std::string_view name) {
  return std::any_of(in.begin(), in.end(), [&](const auto& p) { return p.first == name; });
}

std::string first(const Parameters& in, std::string_view name) {
  const auto found = std::find_if(in.begin(), in.end(), [&](const auto& p) { return p.first == name; });
  return found == in.end() ? std::string() : found->second;
}

bool asks_synthetic(const Parameters& given) { return first(given, "synthetic") == "true"; }

Parameters of_one_origin(const Parameters& given) { return has(given, "synthetic") ? given : with(given, "synthetic", "false"); }

data chips(persistence::Session& s, std::string_view path, const Parameters& given, std::initializer_list<std::string_view> no_filters) {
  data out{data::type::list};
  for (const auto& [name, value] : given) {
    if (std::find(no_filters.begin(), no_filters.end(), name) != no_filters.end()) continue;
    data one;
    one.set("name", name_of(name));
    one.set("value", shown(s, name, value));
    one.set("address", address(path, without(without(given, name, value), "cursor")));
    out.push_back(one);
  }
  return out;
}

data hidden(const Parameters& given, std::span<const std::string_view> shown) {
  data out{data::type::list};
  for (const auto& [name, value] : given) {
    if (name == "cursor" || std::find(shown.begin(), shown.end(), name) != shown.end()) continue;
    data one;
    one.set("name", name);
    one.set("value", value);
    out.push_back(one);
  }
  return out;
}

data choices(const std::vector<Choice>& from, std::string_view chosen) {
  data out{data::type::list};
  for (const Choice& choice : from) {
    data one;
    one.set("value", choice.value);
    one.set("label", choice.label);
    one.set("chosen", data(choice.value == chosen));
    out.push_back(one);
  }
  return out;
}

} // namespace openward::pages
