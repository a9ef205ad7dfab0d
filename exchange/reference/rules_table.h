#pragma once
// The rule catalogue of reference/psr-rules.tsv. A pure function of the file.

#include "domain/law/rules/rule_book.h"
#include "domain/result.h"

#include <filesystem>
#include <vector>

namespace openward::exchange {

/// The rows in the order of the file; every fault of the file is reported at once. Whether they fit the program's rules is for
/// law::RuleBook::create to say.
Result<std::vector<law::Rule>> read_rules(const std::filesystem::path& folder);

} // namespace openward::exchange
