#include "tests/layering/include_rules.h"

#include <algorithm>
#include <array>

namespace openward::test {
namespace {

/// The headers of C++20, and the C headers under their C++ names, without those that read, write or tell the time of day.
constexpr auto pure_standard = std::to_array<std::string_view>({"algorithm",
                                                                "any",
                                                                "array",
                                                                "bit",
                                                                "bitset",
                                                                "cassert",
                                                                "cctype",
                                                                "cerrno",
                                                                "cfenv",
                                                                "cfloat",
                                                                "charconv",
                                                                "chrono",
                                                                "cinttypes",
                                                                "climits",
                                                                "cmath",
                                                                "compare",
                                                                "concepts",
                                                                "coroutine",
                                                                "cstddef",
                                                                "cstdint",
                                                                "cstdlib",
                                                                "cstring",
                                                                "cwchar",
                                                                "deque",
                                                                "exception",
                                                                "forward_list",
                                                                "functional",
                                                                "initializer_list",
                                                                "iterator",
                                                                "limits",
                                                                "list",
                                                                "map",
                                                                "memory",
                                                                "memory_resource",
                                                                "new",
                                                                "numbers",
                                                                "numeric",
                                                                "optional",
                                                                "queue",
                                                                "random",
                                                                "ranges",
                                                                "ratio",
                                                                "regex",
                                                                "set",
                                                                "source_location",
                                                                "span",
                                                                "stack",
                                                                "stdexcept",
                                                                "string",
                                                                "string_view",
                                                                "system_error",
                                                                "tuple",
                                                                "type_traits",
                                                                "typeindex",
                                                                "typeinfo",
                                                                "unordered_map",
                                                                "unordered_set",
                                                                "utility",
                                                                "valarray",
                                                                "variant",
                                                                "vector",
                                                                "version"});

struct Include {
  std::string_view name;
  bool angled = false;
};

std::string_view without_leading_space(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

/// grammar: [space] "#" [space] "include" [space] ( "<" name ">" / DQUOTE name DQUOTE )
std::optional<Include> read_include(std::string_view line) {
  constexpr std::string_view directive = "include";
  line = without_leading_space(line);
  if (!line.starts_with('#')) return std::nullopt;
  line = without_leading_space(line.substr(1));
  if (!line.starts_with(directive)) return std::nullopt;
  line = without_leading_space(line.substr(directive.size()));
  if (line.empty() || (line.front() != '<' && line.front() != '"')) return std::nullopt;
  const bool angled = line.front() == '<';
  const auto close = line.find(angled ? '>' : '"', 1);
  if (close == std::string_view::npos) return std::nullopt;
  return Include{line.substr(1, close - 1), angled};
}

bool below_any(std::string_view path, std::initializer_list<std::string_view> folders) {
  return std::any_of(folders.begin(), folders.end(), [&](std::string_view folder) { return path.starts_with(folder); });
}

std::string says(const Include& include, std::string_view why) {
  return std::string(include.angled ? "<" : "\"").append(include.name).append(include.angled ? "> " : "\" ").append(why);
}

} // namespace

std::optional<std::string> broken_rule(std::string_view path, std::string_view line) {
  const auto include = read_include(line);
  if (!include) return std::nullopt;
  const std::string_view name = include->name;

  if (name.find("..") != std::string_view::npos)
    return says(*include, "climbs out of its folder; write the path from the repository's root");
  if (path.starts_with("domain/")) {
    const bool standard = include->angled && std::find(pure_standard.begin(), pure_standard.end(), name) != pure_standard.end();
    const bool own = !include->angled && name.starts_with("domain/");
    if (!standard && !own)
      return says(*include, "is not for domain/, which knows its own headers and the standard library without input, output or threads");
  }
  if (path.starts_with("persistence/") && below_any(name, {"exchange/", "service/"}))
    return says(*include, "is above persistence/; it may know domain/ alone");
  if (path.starts_with("exchange/") && below_any(name, {"persistence/", "service/"}))
    return says(*include, "is not for exchange/; it may know domain/ alone");
  if (below_any(name, {"cpprest/", "pplx/"}) && !below_any(path, {"service/http/", "tests/service/http/"})) {
    return says(*include, "stays behind our own Request and Response; only service/http/ may include it");
  }
  if (below_any(name, {"soci/", "soci.h"}) && !below_any(path, {"persistence/", "tests/persistence/", "tests/support/"})) {
    return says(*include, "stays behind the repositories; only persistence/ may include it");
  }
  return std::nullopt;
}

} // namespace openward::test
