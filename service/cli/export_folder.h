#pragma once
// A folder of files that appears whole or not at all, with what a person and a program need to read and to check it: README.txt,
// manifest.json, and SHA256SUMS for `sha256sum -c`.

#include "persistence/database.h"
#include "service/cli/output_file.h"
#include "service/render/manifest.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace openward::cli {

inline constexpr std::string_view manifest_name = "manifest.json";

/// Filled as PATH.part and moved to PATH by keep(); removed with all that is in it when it is not kept.
class OutputFolder {
 public:
  /// Errors: PATH holds something already, or another export works at PATH.part (or was ended there).
  static Result<OutputFolder> create(const std::filesystem::path& path, bool private_to_owner = false);
  OutputFolder(OutputFolder&& other) noexcept;
  OutputFolder& operator=(OutputFolder&&) = delete;
  ~OutputFolder();

  Result<OutputFile> file(std::string_view name) const { return OutputFile::create(part_ / name); }
  /// A small file, written whole; gives its line of SHA256SUMS.
  Result<std::string> add(std::string_view name, std::string_view content) const;
  /// Writes the manifest, README.txt and SHA256SUMS, and moves the folder to its place.
  Result<> keep(const render::Manifest&, std::string_view readme, std::string sums = {});

 private:
  OutputFolder(std::filesystem::path path, std::filesystem::path part) : path_(std::move(path)), part_(std::move(part)) {}
  std::filesystem::path path_;
  std::filesystem::path part_; // empty when it was kept
};

struct WholeExport {
  std::string form; // csv | ndjson | xlsx; "" is CSV and lines of JSON
  std::string base;
  bool people = false;
  Instant now{};
};

/// Every list and every release and record, of one moment. Gives its manifest.
Result<render::Manifest> export_everything(persistence::Database&, const WholeExport&, const std::filesystem::path& folder);

} // namespace openward::cli
