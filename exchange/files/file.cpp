#include "exchange/files/file.h"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace openward::exchange {

namespace {

Error cannot_read(const std::filesystem::path& path, const std::string& why, const std::string& remedy) {
  return Error{ErrorKind::invalid, "cannot read " + path.string() + ": " + why + ". " + remedy, {}, {}};
}

} // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const int fault = errno;
    return cannot_read(path, std::strerror(fault), fault == ENOENT ? "Check the name." : "Check its permissions.");
  }
  struct stat status {};
  const bool known = ::fstat(fd, &status) == 0;
  if (!known || !S_ISREG(status.st_mode)) {
    ::close(fd);
    return cannot_read(path, "it is not a plain file", "Give a file, a folder, or - for standard input.");
  }
  MappedFile file;
  file.size_ = static_cast<std::size_t>(status.st_size);
  if (file.size_ > 0) {
    void* mapped = ::mmap(nullptr, file.size_, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapped == MAP_FAILED) {
      const int fault = errno;
      ::close(fd);
      return cannot_read(path, std::strerror(fault), "Check that it can be read whole.");
    }
    ::madvise(mapped, file.size_, MADV_SEQUENTIAL);
    file.data_ = mapped;
  }
  ::close(fd);
  return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

std::string sha256_hex(std::string_view bytes) {
  // OpenSSL takes the processor's own instructions for it, which libsodium does not.
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(std::size_t{2} * size);
  for (unsigned i = 0; i < size; ++i) {
    hex += digits[digest[i] >> 4U];
    hex += digits[digest[i] & 15U];
  }
  return hex;
}

} // namespace openward::exchange
