#pragma once
// A file that appears whole or not at all.

#include "domain/result.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace openward::cli {

/// Written beside its place and moved there by keep(); removed when it is not kept. "-" is standard output; a pipe or a device is
/// written to as it stands.
class OutputFile {
 public:
  /// Errors name the path and what stands in the way.
  static Result<OutputFile> create(const std::filesystem::path& path);
  OutputFile(OutputFile&&) = default;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();
  Result<> write(std::string_view bytes);
  Result<> keep();

 private:
  explicit OutputFile(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::ofstream file_;
};

} // namespace openward::cli
