#include "service/cli/verify.h"

#include "exchange/files/file.h"
#include "service/cli/command.h"
#include "service/cli/export_folder.h"

#include <iostream>

namespace openward::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_ending = ".manifest.json";

fs::path manifest_path(const fs::path& path) {
  std::error_code fault;
  if (fs::is_directory(path, fault)) return path / manifest_name;
  const std::string name = path.string();
  return name.ends_with(manifest_ending) || path.filename() == manifest_name ? path : fs::path(name + std::string(manifest_ending));
}

/// "" when the file is as it was written.
std::string difference(const fs::path& folder, const render::ManifestFile& file) {
  const fs::path path = folder / file.file;
  std::error_code fault;
  if (!fs::exists(path, fault)) return "is missing";
  const auto size = fs::file_size(path, fault);
  if (!fault && size < file.bytes) return "was cut: it has " + std::to_string(size) + " of " + std::to_string(file.bytes) + " bytes";
  if (!fault && size > file.bytes)
    return "is longer than it was written: " + std::to_string(size) + " bytes, and not " + std::to_string(file.bytes);
  if (file.bytes == 0) return "";
  const auto bytes = exchange::MappedFile::open(path);
  if (!bytes) return "cannot be read: " + bytes.error().message;
  return exchange::sha256_hex(bytes->bytes()) == file.sha256 ? "" : "was altered: its SHA-256 is another";
}

} // namespace

Result<FoundManifest> find_manifest(const fs::path& path) {
  const fs::path manifest = manifest_path(path);
  const auto bytes = exchange::MappedFile::open(manifest);
  if (!bytes) {
    return invalid("there is no manifest " + manifest.string() +
                   ": name the folder of an export or of a backup, or an exported file that " +
                   "has its manifest beside it. A folder without one was not finished.");
  }
  auto read = render::read_manifest(bytes->bytes(), manifest.string());
  if (!read) return read.error();
  return FoundManifest{*std::move(read), manifest.parent_path()};
}

std::vector<std::string> differences(const FoundManifest& found) {
  std::vector<std::string> out;
  for (const auto& file : found.manifest.files) {
    const std::string wrong = difference(found.folder, file);
    if (!wrong.empty()) out.push_back(file.file + " " + wrong);
  }
  return out;
}

int verify(const fs::path& path) {
  const auto found = find_manifest(path);
  if (!found) return say(found.error());
  const auto wrong = differences(*found);
  for (const std::string& sentence : wrong) std::cerr << "openward: " << sentence << '\n';
  if (!wrong.empty()) {
    std::cerr << "openward: " << wrong.size() << " of " << found->manifest.files.size()
              << " files are not as they were written: take a new copy\n";
    return kRefused;
  }
  std::int64_t rows = 0;
  for (const auto& file : found->manifest.files) rows += file.rows;
  std::cout << found->manifest.files.size() << (found->manifest.files.size() == 1 ? " file" : " files") << " as written on "
            << found->manifest.made_at.iso() << ", " << rows << " rows, register at sequence number " << found->manifest.seq << '\n';
  return kDone;
}

} // namespace openward::cli
