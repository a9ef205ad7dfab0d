#include "exchange/ocds/release_page.h"

#include "exchange/ocds/json_tree.h"
#include "exchange/ocds/release_reader.h"

#include <simdjson.h>

namespace openward::exchange {
namespace {

/// What an error message in JSON says, where it says it in one of the usual places.
std::string said_instead(std::string_view bytes) {
  JsonTree tree;
  const auto page = tree.parse(bytes);
  if (!page) return {};
  for (const std::string_view name : {"message", "error", "detail", "title"}) {
    const std::string_view text = (*page)[name].text();
    if (!text.empty()) return " It says \"" + std::string(text.substr(0, 200)) + "\".";
  }
  return {};
}

/// On-Demand passes over what it is not asked for, so one odd release does not hide the link. Empty when there is none.
std::string next_link(std::string_view bytes) {
  const simdjson::padded_string padded(bytes);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  std::string_view next;
  if (parser.iterate(padded).get(document) || document["links"]["next"].get_string().get(next)) return {};
  return std::string(next);
}

} // namespace

Result<ReleasePage> read_release_page(std::string_view bytes) {
  auto read = read_releases(bytes, {[](const RawRelease&) -> Result<> { return Done{}; }, {}});
  if (!read) {
    Error error = read.error();
    error.message += said_instead(bytes);
    return error;
  }
  if (read->form != "release_package")
    return invalid_at("page", "no_releases", "The page is no release package: it has no list of releases.");
  return ReleasePage{read->releases + read->refused, next_link(bytes)};
}

} // namespace openward::exchange
