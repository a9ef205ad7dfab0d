#pragma once
// Counts that authorities published in annual summaries of their own, of reference/annual-summaries.tsv, from a folder or from a text at
// hand. Pure functions of what they read.

#include "domain/date.h"
#include "domain/law/summary/annual_summary.h"
#include "domain/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

constexpr std::string_view summaries_file = "annual-summaries.tsv";

/// One count of one authority's year.
struct PublishedSummaryCount {
  std::vector<std::string> identifiers; // "ods:X24"
  std::vector<std::string> names;       // normalised
  FinancialYear year;                   // a reporting year
  law::PublishedCount count;
};

/// The rows in the order of the file; every fault of the file is reported at once.
Result<std::vector<PublishedSummaryCount>> read_published_summaries(const std::filesystem::path& folder);
/// The same of the text of that file.
Result<std::vector<PublishedSummaryCount>> published_summaries_in(std::string_view text);

} // namespace openward::exchange
