#include "service/evaluate/notices.h"

#include "exchange/files/file.h"
#include "exchange/ocds/release_reader.h"

#include <algorithm>

namespace openward::evaluate {
namespace {

namespace fs = std::filesystem;

void read_file(const fs::path& path, Notices& notices) {
  const auto file = exchange::MappedFile::open(path);
  if (!file) return notices.troubles.push_back(file.error().message);
  const auto trouble = [&](const std::string& what) { notices.troubles.push_back(path.string() + ": " + what); };
  exchange::ReleaseSink sink;
  sink.release = [&](const exchange::RawRelease& raw) -> Result<> {
    auto notice = exchange::read_notice(raw.json);
    if (!notice) {
      trouble(raw.pointer + ": " + notice.error().message);
      return Done{};
    }
    ++notices.releases;
    std::pair key{notice->release_id, notice->ocid};
    notices.by_id.insert_or_assign(std::move(key), *std::move(notice));
    return Done{};
  };
  sink.refused = [&](const exchange::RefusedRelease& refused) { trouble(refused.pointer + ": " + refused.reason); };
  const auto summary = exchange::read_releases(file->bytes(), sink);
  if (!summary) return trouble(summary.error().message);
  ++notices.files;
}

bool holds_releases(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".json" || ending == ".jsonl" || ending == ".ndjson";
}

} // namespace

const NoticeReading* Notices::find(const std::string& release_id, const std::string& ocid) const {
  const auto found = by_id.lower_bound({release_id, ocid});
  if (found == by_id.end() || found->first.first != release_id) return nullptr;
  return ocid.empty() || found->first.second == ocid ? &found->second : nullptr;
}

Notices read_notices(const std::vector<fs::path>& paths) {
  Notices notices;
  for (const auto& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      read_file(path, notices);
      continue;
    }
    std::vector<fs::path> inside;
    for (auto entry = fs::recursive_directory_iterator(path, error); !error && entry != fs::recursive_directory_iterator();
         entry.increment(error))
      if (entry->is_regular_file(error) && holds_releases(entry->path())) inside.push_back(entry->path());
    if (error) notices.troubles.push_back(path.string() + ": " + error.message());
    std::sort(inside.begin(), inside.end());
    if (inside.empty()) notices.troubles.push_back(path.string() + ": no file here ends in .json, .jsonl or .ndjson.");
    for (const auto& file : inside) read_file(file, notices);
  }
  return notices;
}

} // namespace openward::evaluate
