#pragma once
// A file that appears whole or not at all.

#include "domain/result.h"
#include "exchange/files/file.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace openward::cli {

/// Written beside its place, and moved there by keep() when the disk has it; removed when it is not kept. "-" is standard output; a pipe or
/// a device is written to as it stands.
class OutputFile {
 public:
  /// Errors name the path and what stands in the way.
  static Result<OutputFile> create(const std::filesystem::path& path);
  OutputFile(OutputFile&&) = default;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();
  Result<> write(std::string_view bytes);
  Result<> keep();

  /// False of standard output, a pipe and a device: nothing can be put beside them.
  bool has_folder() const { return has_folder_; }
  std::uint64_t bytes() const { return bytes_; }
  /// Of all that was written, as 64 hexadecimal digits; after keep().
  const std::string& sha256() const { return sha256_; }

 private:
  explicit OutputFile(std::filesystem::path path) : path_(std::move(path)) {}
  exchange::Sha256 digest_;
  std::uint64_t bytes_ = 0;
  std::string sha256_;
  bool has_folder_ = false;
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::ofstream file_;
};

/// Waits until the disk has what was written to this file, or the names in this folder.
Result<> settle_on_disk(const std::filesystem::path&);

} // namespace openward::cli
