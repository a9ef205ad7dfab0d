#include "service/api/parameters.h"

#include "service/app/lenses.h"

#include <algorithm>
#include <charconv>

namespace openward::api {

using persistence::FilterInfo;
using persistence::FilterTerm;
using persistence::ListRequest;

namespace {

constexpr std::string_view sector_filter = "sector";

/// Gives the sectors that are asked for their lens, where the filters have sectors.
Result<> look_through_lens(std::span<const FilterInfo> filters, const http::Parameters& given, std::vector<FilterTerm>& terms) {
  const bool has_sectors = std::any_of(filters.begin(), filters.end(), [](const FilterInfo& f) { return f.name == sector_filter; });
  if (!has_sectors) return Done{};
  const auto lens = lens_of(given);
  if (!lens) return lens.error();
  bool used = false;
  for (FilterTerm& term : terms) {
    if (term.name != sector_filter) continue;
    term.lens = *lens;
    used = true;
  }
  if (*lens && !used) {
    return invalid_at("lens", "no_effect", "lens says what a sector is, and no sector is asked for. Leave it out, or give sector.");
  }
  return Done{};
}

} // namespace

std::vector<std::string> filter_names(std::span<const FilterInfo> filters) {
  std::vector<std::string> names;
  for (const FilterInfo& filter : filters) {
    names.push_back(filter.name);
    if (filter.excludable) names.push_back("not_" + filter.name);
    if (filter.name == sector_filter) names.emplace_back("lens");
  }
  return names;
}

Result<std::vector<FilterTerm>> filter_terms(std::span<const FilterInfo> filters, const http::Parameters& given) {
  std::vector<FilterTerm> terms;
  std::vector<Fault> faults;
  for (const auto& parameter : given) {
    const std::string& name = parameter.first; // no structured binding: clang 14 cannot capture one
    const std::string& value = parameter.second;
    const auto filter = std::find_if(filters.begin(), filters.end(),
                                     [&](const FilterInfo& f) { return name == f.name || (f.excludable && name == "not_" + f.name); });
    if (filter == filters.end()) continue;
    if (value.empty() && !filter->none) {
      faults.push_back({name, "empty_value", name + " is empty. Give it a value or leave it out."});
      continue;
    }
    const bool exclude = name != filter->name;
    const auto same =
        std::find_if(terms.begin(), terms.end(), [&](const FilterTerm& t) { return t.name == filter->name && t.exclude == exclude; });
    if (same == terms.end()) {
      terms.push_back({filter->name, exclude, {value}});
    } else if (filter->repeatable) {
      same->values.push_back(value);
    } else {
      faults.push_back({name, "given_twice", name + " takes one value."});
    }
  }
  if (auto through = look_through_lens(filters, given, terms); !through) {
    faults.insert(faults.end(), through.error().faults.begin(), through.error().faults.end());
  }
  if (!faults.empty()) return invalid("A filter cannot be understood.", std::move(faults));
  return terms;
}

Result<const Lens*> lens_of(const http::Parameters& given) {
  const Lens* lens = nullptr;
  for (const auto& [name, value] : given) {
    if (name != "lens") continue;
    if (lens != nullptr) return invalid_at("lens", "given_twice", "lens takes one value.");
    const auto found = app::lenses().find(value);
    if (!found) return found.error();
    lens = *found;
  }
  return lens;
}

const Lens* lens_in(const std::vector<FilterTerm>& terms) {
  const auto found = std::find_if(terms.begin(), terms.end(), [](const FilterTerm& t) { return t.lens != nullptr; });
  return found == terms.end() ? nullptr : found->lens;
}

Result<std::string> value_of(const http::Parameters& given, std::string_view asked) {
  const std::string* found = nullptr;
  for (const auto& [name, value] : given) {
    if (name != asked) continue;
    if (found != nullptr) return invalid_at(name, "given_twice", name + " takes one value.");
    if (value.empty()) return invalid_at(name, "empty_value", name + " is empty. Give it a value or leave it out.");
    found = &value;
  }
  return found ? *found : std::string();
}

std::vector<std::string> listed_names(const http::Parameters& given, std::string_view asked) {
  std::vector<std::string> names;
  for (const auto& [name, value] : given) {
    if (name != asked) continue;
    std::string_view rest = value;
    for (auto comma = rest.find(','); comma != std::string_view::npos; comma = rest.find(',')) {
      names.emplace_back(rest.substr(0, comma));
      rest.remove_prefix(comma + 1);
    }
    names.emplace_back(rest);
  }
  return names;
}

Result<ListRequest> list_request(const persistence::ResourceInfo& resource, const http::Parameters& given) {
  ListRequest request;
  std::vector<Fault> faults;
  for (const std::string_view once : {"limit", "sort", "cursor"}) {
    const auto n = std::count_if(given.begin(), given.end(), [&](const auto& p) { return p.first == once; });
    if (n > 1) faults.push_back({std::string(once), "given_twice", std::string(once) + " takes one value."});
    const bool empty = std::any_of(given.begin(), given.end(), [&](const auto& p) { return p.first == once && p.second.empty(); });
    if (empty && once != "limit")
      faults.push_back({std::string(once), "empty_value", std::string(once) + " is empty. Give it a value or leave it out."});
  }
  for (const auto& [name, value] : given) {
    if (name == "sort") request.sort = value;
    if (name == "cursor") request.cursor = value;
    if (name == "limit") {
      const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), request.limit);
      if (fault != std::errc{} || end != value.data() + value.size() || request.limit < 1 || request.limit > 1000) {
        faults.push_back({"limit", "bad_value", "limit is a whole number from 1 to 1000."});
      }
    }
  }
  auto terms = filter_terms(resource.filters, given);
  if (!terms) faults.insert(faults.end(), terms.error().faults.begin(), terms.error().faults.end());
  if (!faults.empty()) return invalid("A parameter cannot be understood.", std::move(faults));
  request.filters = std::move(*terms);
  request.fields = listed_names(given, "fields");
  return request;
}

namespace {

void append_encoded(std::string& out, std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
}

} // namespace

std::string encoded(std::string_view text) {
  std::string out;
  append_encoded(out, text);
  return out;
}

std::string encode_query(const http::Parameters& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    if (!out.empty()) out += '&';
    append_encoded(out, name);
    out += '=';
    append_encoded(out, value);
  }
  return out;
}

} // namespace openward::api
