#pragma once
// The rule catalogue of reference/psr-rules.tsv, from a folder or from a text at hand. Pure functions of what they read.

#include "domain/law/rules/rule_book.h"
#include "domain/result.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace openward::exchange {

constexpr std::string_view rules_file = "psr-rules.tsv";

/// The rows in the order of the file; every fault of the file is reported at once. Whether they fit the program's rules is for
/// law::RuleBook::create to say.
Result<std::vector<law::Rule>> read_rules(const std::filesystem::path& folder);
/// The same of the text of that file.
Result<std::vector<law::Rule>> rules_in(std::string_view text);

} // namespace openward::exchange
