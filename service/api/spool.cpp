#include "service/api/spool.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>

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

Result<> Spool::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return no_room();
  return Done{};
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

} // namespace openward::api
