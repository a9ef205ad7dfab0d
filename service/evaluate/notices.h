#pragma once
// The notices that labels speak of, read from files and folders as they were published. One owner; reading is done by one thread.

#include "domain/notice.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace openward::evaluate {

struct Notices {
  std::map<std::pair<std::string, std::string>, NoticeReading> by_id; // release id, ocid
  std::size_t files = 0;
  std::size_t releases = 0;
  std::vector<std::string> troubles; // a file that could not be read, a release that was refused

  /// Without an ocid the first with this release id.
  const NoticeReading* find(const std::string& release_id, const std::string& ocid) const;
};

/// Reads each file, and of each folder (with its folders) every file whose name ends in .json, .jsonl or .ndjson. A release that stands in
/// two files is read once more and the later reading stays: they are the same bytes.
Notices read_notices(const std::vector<std::filesystem::path>& paths);

} // namespace openward::evaluate
