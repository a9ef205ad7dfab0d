#pragma once
// The index of prices of reference/deflator-gdp-hmt.tsv, from a folder or from a text at hand. Pure functions of what they read.

#include "domain/deflator.h"

#include <filesystem>
#include <string_view>

namespace openward::exchange {

constexpr std::string_view deflator_file = "deflator-gdp-hmt.tsv";

/// Every fault of the file is reported at once; all its rows are of one vintage.
Result<Deflator> read_deflator(const std::filesystem::path& folder);
/// The same of the text of the file.
Result<Deflator> deflator_in(std::string_view text);

} // namespace openward::exchange
