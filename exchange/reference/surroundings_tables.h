#pragma once
// The tables of what spend is read beside: diagnostic centres, programmes and indicators. Pure functions of their files.

#include "domain/centre.h"
#include "domain/result.h"

#include <filesystem>
#include <vector>

namespace openward::exchange {

Result<std::vector<DiagnosticCentre>> read_centres(const std::filesystem::path& folder);
Result<std::vector<Programme>> read_programmes(const std::filesystem::path& folder);
Result<std::vector<Indicator>> read_indicators(const std::filesystem::path& folder);

} // namespace openward::exchange
