#pragma once
// The parts of the reference page that are made from the contract: one section for each operation, one for each schema. Pure functions of
// the document and of the recorded examples; threads share nothing.

#include <rapidjson/document.h>

#include <string>
#include <string_view>

namespace openward::pages {

/// The contract and what was recorded of it, both as JSON that outlives the call.
struct Documents {
  const rapidjson::Value& contract;
  const rapidjson::Value& examples;
};

/// A list of tags, each with its operations, every name a link to its section.
std::string contents_html(const Documents&);
/// `<section class="operation" id="OPERATION_ID">` for every operation, under the headings of the tags.
std::string operations_html(const Documents&);
/// A line for each problem type with its status, what it means and what to do.
std::string problems_html(const Documents&);
/// A section for each schema with a table of its members.
std::string schemas_html(const Documents&);

/// Text for HTML; `code` between backticks, an empty line between paragraphs where `paragraphs` is true.
std::string escaped(std::string_view text);
std::string prose(std::string_view text);

} // namespace openward::pages
