#pragma once
// The frame of a release package or a record package (OCDS 1.1): what stands before its list, and what comes behind. The list itself is
// streamed between the two. Pure functions.

#include "domain/date.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace openward::exchange {

inline constexpr std::string_view open_government_licence = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

enum class PackageOf { releases, records };

struct PackageHead {
  std::string base; // "https://register.example": where the register is reached, without a slash at its end
  std::string uri;
  Instant published; // of the last change to what the package holds
};

/// Known when everything is written.
struct PackageTail {
  std::string next;                // address of the next page; "" on the last
  std::set<std::string> synthetic; // OCIDs of records that were invented
  std::int64_t withheld = 0;       // releases that are left out, because they name a person
};

/// Up to and with the bracket that opens the list.
std::string package_opening(PackageOf, const PackageHead&);
/// From the bracket that closes the list.
std::string package_closing(const PackageTail&);

} // namespace openward::exchange
