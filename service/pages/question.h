#pragma once
// What the address of a page asks, as the page shows it: the fields of its form, chips that take a filter away, and the same question with
// one thing other. Plain values; threads share nothing.

#include "persistence/read/query.h"
#include "service/api/router.h"
#include "service/http/message.h"

#include <kainjow/mustache.hpp>

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

/// The query without what a form sends empty. A field that means something when it is empty ("none of them") is kept where it is named.
http::Parameters meant(const http::Parameters& given, std::initializer_list<std::string_view> meaningful_when_empty = {});

/// "/awards?route=…", or the path alone.
std::string address(std::string_view path, const http::Parameters&);
/// Without the parameter, whatever its value.
http::Parameters without(http::Parameters, std::string_view name);
/// Without this value of the parameter.
http::Parameters without(http::Parameters, std::string_view name, std::string_view value);
/// With this value alone.
http::Parameters with(http::Parameters, std::string_view name, std::string_view value);
/// With this value too, once.
http::Parameters and_with(http::Parameters, std::string_view name, std::string_view value);
bool has(const http::Parameters&, std::string_view name);
/// The first value; "" where there is none.
std::string first(const http::Parameters&, std::string_view name);

/// True when the page is asked for what is invented. Figures and lists are of one origin, real unless the address says otherwise.
bool asks_synthetic(const http::Parameters&);
/// The question of one origin: what the page puts to the register.
http::Parameters of_one_origin(const http::Parameters&);

/// What is chosen so far, each with the address that drops it. Bodies are named as the register names them.
kainjow::mustache::data chips(persistence::Session&, std::string_view path, const http::Parameters&,
                              std::initializer_list<std::string_view> no_filters);
/// Fields that carry through a form what it does not show.
kainjow::mustache::data hidden(const http::Parameters&, std::span<const std::string_view> shown);

/// The choices of a <select>.
struct Choice {
  std::string value;
  std::string label;
};
kainjow::mustache::data choices(const std::vector<Choice>&, std::string_view chosen);

} // namespace openward::pages
