#include "service/app/import_choices.h"

#include "domain/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace openward::app {
namespace {

constexpr std::int64_t furthest_header = 1000;

Error bad(std::string_view parameter, std::string message) { return invalid_at(std::string(parameter), "bad_value", std::move(message)); }

} // namespace

Result<> choose_column(exchange::SpendOptions& options, std::string_view words) {
  const auto equals = words.find('=');
  const auto fields = exchange::spend_fields();
  std::string names;
  for (const std::string_view name : fields) names += (names.empty() ? "" : ", ") + std::string(name);
  const std::string_view field = words.substr(0, std::min(equals, words.size()));
  const std::string_view choice = equals == std::string_view::npos ? std::string_view{} : detail::trimmed(words.substr(equals + 1));
  if (choice.empty() || std::find(fields.begin(), fields.end(), field) == fields.end()) {
    return bad("column", "A column is chosen as FIELD=HEADING or FIELD=NUMBER, such as supplier=Payee, not " + detail::quoted(words) +
                             ". The fields: " + names + ".");
  }
  if (!options.columns.emplace(std::string(field), std::string(choice)).second)
    return bad("column", "The column of the " + std::string(field) + " is chosen twice. Choose it once.");
  return Done{};
}

Result<> choose_header_row(exchange::SpendOptions& options, std::string_view words) {
  std::int64_t row = -1;
  const auto read = std::from_chars(words.data(), words.data() + words.size(), row);
  if (read.ec != std::errc() || read.ptr != words.data() + words.size() || row < 0 || row > furthest_header)
    return bad("header_row", "The header row is a number from 1 to 1000, or 0 where the file has none, not " + detail::quoted(words) + ".");
  options.header_row = row;
  return Done{};
}

Result<> choose_day_order(exchange::SpendOptions& options, std::string_view words) {
  if (words != "day_first" && words != "month_first")
    return bad("day_order", "The order is day_first or month_first, not " + detail::quoted(words) + ".");
  options.day_first = words == "day_first";
  return Done{};
}

Result<> choose_delimiter(exchange::SpendOptions& options, std::string_view words) {
  static constexpr std::array<std::pair<std::string_view, char>, 4> named = {
      {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}}};
  for (const auto& [name, character] : named) {
    if (words != name && words != std::string_view(&character, 1)) continue;
    options.delimiter = character;
    return Done{};
  }
  return bad("delimiter", "The delimiter is comma, semicolon, tab or pipe, not " + detail::quoted(words) + ".");
}

Result<> choose_encoding(exchange::SpendOptions& options, std::string_view words) {
  options.encoding = exchange::encoding_from(words);
  if (options.encoding) return Done{};
  return bad("encoding", "The encoding is utf-8, windows-1252, utf-16le or utf-16be, not " + detail::quoted(words) + ".");
}

} // namespace openward::app
