#include "service/cli/output_file.h"

#include <cerrno>
#include <cstring>
#include <iostream>

namespace openward::cli {

namespace {

Error cannot_write(const std::filesystem::path& path) {
  return Error{ErrorKind::unavailable,
               "cannot write " + path.string() + ": " + std::strerror(errno) +
                   ". Check the folder, its permissions and the room on the disk.",
               {},
               {}};
}

} // namespace

Result<OutputFile> OutputFile::create(const std::filesystem::path& path) {
  OutputFile out(path);
  if (path == "-") return out;
  out.part_ = path.string() + ".part";
  out.file_.open(out.part_, std::ios::binary | std::ios::trunc);
  if (!out.file_) {
    out.part_.clear();
    return cannot_write(path);
  }
  return out;
}

OutputFile::~OutputFile() {
  if (part_.empty()) return;
  file_.close();
  std::error_code ignored;
  std::filesystem::remove(part_, ignored);
}

Result<> OutputFile::write(std::string_view bytes) {
  std::ostream& to = part_.empty() ? std::cout : file_;
  to.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!to) return cannot_write(path_);
  return Done{};
}

Result<> OutputFile::keep() {
  if (part_.empty()) {
    std::cout.flush();
    return std::cout ? Result<>(Done{}) : Result<>(cannot_write(path_));
  }
  file_.close();
  if (!file_) return cannot_write(path_);
  std::error_code fault;
  std::filesystem::rename(part_, path_, fault);
  if (fault)
    return Error{ErrorKind::unavailable, "cannot move the finished file to " + path_.string() + ": " + fault.message() + ".", {}, {}};
  part_.clear();
  return Done{};
}

} // namespace openward::cli
