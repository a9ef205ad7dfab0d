#pragma once
// The columns of a CSV file for programs: metadata for tabular data on the web (W3C Recommendation of 17 December 2015), made from what the
// query engine says of each column. It is kept beside the file, under its name and "-metadata.json".

#include "persistence/read/query.h"

#include <span>
#include <string>
#include <string_view>

namespace openward::render {

constexpr std::string_view csvw_type = "application/csvm+json";
constexpr std::string_view csvw_ending = "-metadata.json";
constexpr std::string_view licence_uri = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

/// `file` is the address of the CSV as seen from the metadata: its name, for one in the same folder.
std::string csvw_json(std::string_view file, std::string_view title, std::string_view description,
                      std::span<const persistence::Column> columns);

} // namespace openward::render
