#pragma once
// The lenses of reference/lenses.tsv with the amounts of reference/budgets.tsv, from a folder or from texts at hand. Pure functions of what
// they read.

#include "domain/lens.h"
#include "domain/result.h"

#include <filesystem>
#include <string_view>

namespace openward::exchange {

constexpr std::string_view lenses_file = "lenses.tsv";
constexpr std::string_view budgets_file = "budgets.tsv";

/// In the order of the file; every fault of a file is reported at once. An amount for a series that no lens uses is kept out.
Result<LensBook> read_lenses(const std::filesystem::path& folder);
/// The same of the texts of the two files.
Result<LensBook> lenses_in(std::string_view lenses, std::string_view budgets);

} // namespace openward::exchange
