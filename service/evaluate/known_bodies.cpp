#include "service/evaluate/known_bodies.h"

#include "exchange/files/file.h"
#include "exchange/ods/ods_file.h"
#include "exchange/reference/provider_tables.h"

#include <algorithm>

namespace openward::evaluate {
namespace {

namespace fs = std::filesystem;

struct Source {
  fs::path path;
  bool must_be_read = true;
};

std::vector<Source> sources_of(const std::vector<fs::path>& paths) {
  std::vector<Source> sources;
  for (const fs::path& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      sources.push_back({path});
      continue;
    }
    for (fs::directory_iterator entry(path, error); !error && entry != fs::directory_iterator(); entry.increment(error))
      if (entry->path().extension() == ".csv") sources.push_back({entry->path(), false});
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path > b.path; });
  return sources;
}

} // namespace

Result<KnownBodies> read_known_bodies(const fs::path& reference, const std::vector<fs::path>& files) {
  auto known = exchange::read_known_bodies(reference);
  if (!known) return known.error();
  KnownBodies out{*std::move(known), {}};
  for (const Source& source : sources_of(files)) {
    const auto file = exchange::MappedFile::open(source.path);
    if (!file) return file.error();
    auto ods = exchange::read_ods(file->bytes(), source.path.filename().string());
    if (!ods && source.must_be_read) return ods.error();
    if (!ods) {
      out.notes.push_back("passed over: " + source.path.filename().string());
      continue;
    }
    for (exchange::OdsBody& body : ods->bodies) out.bodies.push_back({std::move(body.body), {}, body.gp_practice});
    out.notes.push_back(
        source.path.filename().string() + ": " + std::to_string(ods->bodies.size()) + " " + std::string(to_string(ods->kind)) +
        (ods->refused.empty() ? ""
                              : ", " + std::to_string(ods->refused.size()) + " rows refused, the first: " + ods->refused.front().where +
                                    ": " + ods->refused.front().message));
  }
  return out;
}

} // namespace openward::evaluate
