#include "service/api/spool.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <sodium.h>
#include <stdexcept>
#include <vector>

namespace openward::api {

namespace {

Error no_room() {
  return Error{ErrorKind::unavailable,
               "The answer could not be prepared: the temporary folder has no room. Try again later.",
               {},
               std::strerror(errno)};
}

} // namespace

Result<Spool> Spool::create() {
  std::shared_ptr<std::FILE> file(std::tmpfile(), [](std::FILE* f) {
    if (f != nullptr) std::fclose(f);
  });
  if (!file) return no_room();
  return Spool(std::move(file));
}

Result<Spool> Spool::of(std::shared_ptr<std::FILE> file) {
  Spool out(std::move(file));
  std::rewind(out.file_.get());
  std::array<char, 65536> piece{};
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), out.file_.get())) {
    out.digest_.add({piece.data(), got});
    out.bytes_ += got;
  }
  if (std::ferror(out.file_.get()) != 0) return no_room();
  return out;
}

Result<> Spool::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return no_room();
  digest_.add(bytes);
  bytes_ += bytes.size();
  return Done{};
}

void Spool::give_to(http::Response& response) {
  response.stream_length = bytes_;
  response.set_header("Repr-Digest", repr_digest(digest_.finish()));
  response.stream = reader();
}

http::BodySource Spool::reader() {
  std::rewind(file_.get());
  return [file = file_](std::string& out) {
    constexpr std::size_t kPiece = 65536;
    const std::size_t before = out.size();
    out.resize(before + kPiece);
    const std::size_t got = std::fread(out.data() + before, 1, kPiece, file.get());
    out.resize(before + got);
    if (got == 0 && std::ferror(file.get()) != 0) throw std::runtime_error("the prepared answer cannot be read back");
    return got > 0;
  };
}

std::string repr_digest(std::string_view digest) {
  std::string base64(sodium_base64_encoded_len(digest.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  const std::vector<unsigned char> bytes(digest.begin(), digest.end());
  sodium_bin2base64(base64.data(), base64.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  base64.pop_back(); // the NUL that it is ended with
  return "sha-256=:" + base64 + ":";
}

} // namespace openward::api
