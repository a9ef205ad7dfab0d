#pragma once
// The register's words as people say them, and what they mean in a sentence. Constants, which threads share.

#include <cstdint>
#include <string>
#include <string_view>

namespace openward::pages {

/// "untendered" is "Not put out to tender"; a word that has no name of its own loses its underscores; "" is "Not stated".
std::string label(std::string_view word);
/// What a route, a tender class or a class of providers means; "" where its name says it all.
std::string_view meaning(std::string_view word);

/// "10 August 2026" of "2026-08-10"; "not stated" of nothing.
std::string day_in_words(std::string_view iso);
/// The same sentence with each of its days as above: "on 2026-08-10" is "on 10 August 2026".
std::string days_in_words(std::string_view sentence);
/// "1 award", "2 awards".
std::string counted(std::int64_t number, std::string_view one, std::string_view several);

} // namespace openward::pages
