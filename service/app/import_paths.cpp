#include "service/app/import_paths.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace openward::app {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 3> kinds_of_notices{".json", ".jsonl", ".ndjson"};
constexpr std::array<std::string_view, 5> kinds_of_spend{".csv", ".tsv", ".xlsx", ".xlsm", ".xls"};

bool readable_kind(const fs::path& path, FolderTakes takes) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto among = [&](const auto& kinds) { return std::find(kinds.begin(), kinds.end(), ending) != kinds.end(); };
  if (takes == FolderTakes::spend) return among(kinds_of_spend) || ending == ".zip";
  return among(kinds_of_spend) || among(kinds_of_notices);
}

} // namespace

Result<FoundFiles> find_files(std::span<const std::string> paths, FolderTakes takes) {
  FoundFiles found;
  for (const std::string& given : paths) {
    if (given == "-") {
      found.files.push_back({"-", "standard input"});
      continue;
    }
    std::error_code fault;
    const fs::file_status status = fs::status(given, fault);
    if (!fs::exists(status)) return invalid_at(given, "no_such_file", "there is no file or folder " + given + ". Check the name.");
    if (!fs::is_directory(status)) {
      found.files.push_back({given, fs::path(given).filename().string()});
      continue;
    }
    std::vector<fs::path> below;
    for (auto at = fs::recursive_directory_iterator(given, fault); !fault && at != fs::recursive_directory_iterator();
         at.increment(fault)) {
      if (at->is_regular_file(fault)) below.push_back(at->path());
    }
    if (fault)
      return invalid_at(given, "unreadable_folder",
                        "cannot read the folder " + given + ": " + fault.message() + ". Check its permissions.");
    std::sort(below.begin(), below.end());
    std::size_t taken = 0;
    for (const fs::path& path : below) {
      const std::string name = path.lexically_relative(given).string();
      if (readable_kind(path, takes)) {
        found.files.push_back({path, name});
        ++taken;
      } else {
        found.passed_over.push_back(name);
      }
    }
    if (taken == 0) {
      return invalid_at(given, "nothing_to_read",
                        "the folder " + given + " holds no file to read (" + std::to_string(below.size()) +
                            " others were passed over). Files ending in " +
                            (takes == FolderTakes::spend ? ".csv, .tsv, .xlsx, .xlsm, .xls or .zip"
                                                         : ".json, .jsonl, .ndjson, .csv, .tsv, .xlsx, .xlsm or .xls") +
                            " are read; name any other file by itself.");
    }
  }
  return found;
}

} // namespace openward::app
