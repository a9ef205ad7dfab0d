#include "exchange/files/file.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace openward::exchange {

namespace {

Error cannot_read(const std::filesystem::path& path, const std::string& why, const std::string& remedy) {
  return Error{ErrorKind::invalid, "cannot read " + path.string() + ": " + why + ". " + remedy, {}, {}};
}

/// What is mapped just now: giving memory back would empty what is not of a file.
class Mappings {
 public:
  void add(std::string_view mapped) {
    const std::lock_guard lock(mutex_);
    mapped_.push_back(mapped);
  }
  void remove(std::string_view mapped) {
    const std::lock_guard lock(mutex_);
    std::erase_if(mapped_, [&](std::string_view one) { return one.data() == mapped.data(); });
  }
  void let_go(std::string_view bytes) {
    static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::less_equal<> not_behind; // also of pointers into different things
    const std::lock_guard lock(mutex_);
    const auto around = std::find_if(mapped_.begin(), mapped_.end(), [&](std::string_view one) {
      return not_behind(one.data(), bytes.data()) && not_behind(bytes.data() + bytes.size(), one.data() + one.size());
    });
    if (around == mapped_.end()) return;
    const auto begin = static_cast<std::size_t>(bytes.data() - around->data());
    const std::string_view pages = around->substr(begin - begin % page, begin % page + bytes.size());
    ::madvise(const_cast<char*>(pages.data()), pages.size(), MADV_DONTNEED); // its signature; nothing is written there
  }

 private:
  std::mutex mutex_;
  std::vector<std::string_view> mapped_;
};

Mappings& mappings() {
  static Mappings all;
  return all;
}

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

} // namespace

void passed_over(std::string_view bytes) {
  if (!bytes.empty()) mappings().let_go(bytes);
}

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
    mappings().add(file.bytes());
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
  if (data_ == nullptr) return;
  mappings().remove(bytes());
  ::munmap(data_, size_);
}

// OpenSSL takes the processor's own instructions for it, which libsodium does not.
struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, FreeDigest> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  if (!state_->context || EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) != 1) throw std::bad_alloc();
}

std::string Sha256::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size) != 1) throw std::bad_alloc();
  return {digest.begin(), digest.begin() + size};
}

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 digest;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), bytes_passed_at_once))) {
    const std::string_view piece = bytes.substr(0, bytes_passed_at_once);
    digest.add(piece);
    passed_over(piece);
  }
  return hex_of(digest.finish());
}

} // namespace openward::exchange
