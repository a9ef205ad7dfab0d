#pragma once
// Invented notices under the Provider Selection Regime, the same in every run: awards by every route, with their intentions, in the shapes
// in which Find a Tender publishes them. Pure functions.

#include <string>
#include <vector>

namespace openward::bench {

/// The notices of procurement number `n`, oldest first: one release each, as JSON.
std::vector<std::string> releases_of(int n);

/// A release package of these procurements: `count` of them from number `first`.
std::string package_of(int first, int count);

} // namespace openward::bench
