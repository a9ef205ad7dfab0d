#pragma once
// The bodies that supplier strings are matched against: what the folder reference/ holds, and files of the Organisation Data Service.

#include "domain/matching/known_body.h"
#include "domain/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace openward::evaluate {

struct KnownBodies {
  std::vector<matching::KnownBody> bodies;
  std::vector<std::string> notes; // files that were passed over or read in part, for people
};

/// Files that are named must be files of the Organisation Data Service; of a folder those that are none are passed over with a note. Files
/// are read from the newest name to the oldest, so that a name which only an older file has becomes a former name.
Result<KnownBodies> read_known_bodies(const std::filesystem::path& reference, const std::vector<std::filesystem::path>& files);

} // namespace openward::evaluate
