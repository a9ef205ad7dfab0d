#include "service/cli/output_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

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
  std::error_code fault;
  const std::filesystem::file_status there = std::filesystem::status(path, fault);
  if (std::filesystem::is_directory(there)) {
    return Error{
        ErrorKind::unavailable, "cannot write " + path.string() + ": it is a folder. Name a file in it, such as awards.csv.", {}, {}};
  }
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) {
    // A pipe or a device takes what it is given; moving a file to its place would replace it.
    out.file_.open(path, std::ios::binary);
    if (!out.file_) return cannot_write(path);
    return out;
  }
  if (std::filesystem::is_symlink(std::filesystem::symlink_status(path, fault))) {
    // The file that the link names is replaced, not the link.
    const std::filesystem::path target = std::filesystem::canonical(path, fault);
    if (!fault) out.path_ = target;
  }
  out.has_folder_ = true;
  out.part_ = out.path_.string() + ".part";
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
  std::ostream& to = file_.is_open() ? file_ : std::cout;
  to.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!to) return cannot_write(path_);
  digest_.add(bytes);
  bytes_ += bytes.size();
  return Done{};
}

Result<> settle_on_disk(const std::filesystem::path& path) {
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return cannot_write(path);
  const bool settled = ::fsync(handle) == 0 || errno == EINVAL; // some file systems do not sync folders
  const Error failed = cannot_write(path);
  ::close(handle);
  if (!settled) return failed;
  return Done{};
}

Result<> OutputFile::keep() {
  sha256_ = exchange::hex_of(digest_.finish());
  if (!file_.is_open()) {
    std::cout.flush();
    return std::cout ? Result<>(Done{}) : Result<>(cannot_write(path_));
  }
  file_.close();
  if (!file_) return cannot_write(path_);
  if (part_.empty()) return Done{};
  if (auto settled = settle_on_disk(part_); !settled) return settled;
  std::error_code fault;
  std::filesystem::rename(part_, path_, fault);
  if (fault)
    return Error{ErrorKind::unavailable, "cannot move the finished file to " + path_.string() + ": " + fault.message() + ".", {}, {}};
  part_.clear();
  const std::filesystem::path folder = path_.parent_path();
  return settle_on_disk(folder.empty() ? "." : folder);
}

} // namespace openward::cli
