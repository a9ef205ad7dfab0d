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

/// Which files of a folder are taken, by the endings of their names: what a file is, its bytes tell later. Of spend, an archive is taken
/// too, because pages and workbooks are published under its name.
enum class FolderTakes { all, spend };

/// A named file is always taken. In a folder those of the kinds asked for are taken and the others passed over. Errors: a
/// path that does not exist; folders without any file to take.
Result<FoundFiles> find_files(std::span<const std::string> paths, FolderTakes takes = FolderTakes::all);

} // namespace openward::app
