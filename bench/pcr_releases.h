#pragma once
// Invented contract award notices under the Public Contracts Regulations 2015, the same in every run: what a national register mostly
// holds, beside the notices of bench/psr_releases.h. Pure functions.

#include <string>

namespace openward::bench {

/// The award notice of procurement number `n`: one release as JSON.
std::string pcr_release_of(int n);

/// A release package of procurements `first` to `first + count - 1`, as a national register would hold them: every twentieth is one under
/// the Provider Selection Regime with its notices, the others are awards under earlier law.
std::string national_package_of(int first, int count);

} // namespace openward::bench
