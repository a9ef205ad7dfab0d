#pragma once
// From what a person typed to the files that will be read, in a settled order.

#include "domain/result.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace openward::app {

struct FoundFile {
  std::filesystem::path path; // "-" is standard input
  std::string name;           // as shown: relative to the folder it was found in
};
struct FoundFiles {
  std::vector<FoundFile> files;
  std::vector<std::string> passed_over; // other files of the folders
};

/// A named file is always taken. In a folder, names ending in .json .jsonl .ndjson .csv are taken and the others passed over. Errors: a
/// path that does not exist; folders without any file to take.
Result<FoundFiles> find_files(std::span<const std::string> paths);

} // namespace openward::app
