#pragma once
// What `openward import` says of a run: for people, and as JSON.

#include "service/app/import.h"

#include <string>

namespace openward::cli {

void print_summary(const app::ImportSummary&);
std::string summary_json(const app::ImportSummary&);

} // namespace openward::cli
