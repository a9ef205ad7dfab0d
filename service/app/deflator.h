#pragma once
// The index of prices of the copy of reference/deflator-gdp-hmt.tsv that is built into the program, and how a caller asks for it.
// Immutable; any thread may use it.

#include "domain/deflator.h"

#include <string_view>

namespace openward::app {

const Deflator& deflator();

/// basis=nominal|real and price_year=2024-25, "" where not given: without a price year the latest whose index is no forecast. None for
/// nominal. Refused: other words, a year without an index, and a price year without basis=real.
Result<std::optional<RealTerms>> real_terms(std::string_view basis, std::string_view price_year);

} // namespace openward::app
