#pragma once
// Diagnostic centres, programmes and indicators as the first page's template wants them.

#include "persistence/read/query.h"

#include <kainjow/mustache.hpp>

namespace openward::pages {

/// A list for `resource` ("diagnostic-centres", "programmes", "indicators"): every column under its name with underscores, lists of objects
/// (progress, values, history) as lists. Quantities are written in their unit: pence as pounds, thousandths as decimals.
Result<kainjow::mustache::data> surroundings(persistence::Session&, std::string_view resource);

/// "£1,234,567": whole pounds, for reading; the exact pence are one click away.
std::string pounds(std::int64_t pence);
/// "£1,234.56": of one record, to the penny.
std::string pounds_and_pence(std::int64_t pence);
std::string with_thousands(std::int64_t number);
/// "nhs_foundation_trust" for people.
std::string words(std::string text);

} // namespace openward::pages
