#pragma once
// The table body-regions.tsv: in which region of NHS England a body lies, by its ODS code. Pure function of its file.

#include "domain/region.h"
#include "domain/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace openward::exchange {

/// By ODS code. Refuses a code that stands twice, and a word that is no region or `unknown`: a body without a known region has no line.
Result<std::map<std::string, Region, std::less<>>> read_regions(const std::filesystem::path& folder);

} // namespace openward::exchange
