#pragma once
// Files as bytes: mapped, not read, so that a file of any size costs no memory of ours.

#include "domain/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace openward::exchange {

/// The bytes of a file for as long as this lives. One owner; any thread may read.
class MappedFile {
 public:
  /// Errors name the path and what stands in the way: missing, a folder, not readable, a pipe.
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  MappedFile() = default;
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Says that these bytes were read and are not looked at again soon. Where they are of a mapped file, their memory is given back, and comes
/// from the file again when somebody does look; bytes of anything else stay where they are. Any thread.
void passed_over(std::string_view bytes);
/// How many bytes are worth saying so at once.
inline constexpr std::size_t bytes_passed_at_once = std::size_t{4} * 1024 * 1024;

/// SHA-256 of bytes that come piece by piece. One thread.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();
  void add(std::string_view bytes);
  /// The 32 bytes of the digest of all that was added, which ends it.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Bytes as hexadecimal digits.
std::string hex_of(std::string_view bytes);
/// SHA-256 as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

} // namespace openward::exchange
