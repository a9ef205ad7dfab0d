#pragma once
// The parts of a ZIP archive in memory, unpacked piece by piece and under bounds: a file of some kilobytes may claim, or really hold,
// terabytes. One owner, one thread.

#include "domain/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct zip;

namespace openward::exchange {

class ZipParts {
 public:
  /// `bytes` must outlive it.
  static Result<ZipParts> open(std::string_view bytes);

  bool has(const std::string& name) const;
  /// Hands the part over until `piece` answers false. Sizes that the archive states are not believed: what comes out is counted.
  Result<> read(const std::string& name, const std::function<Result<bool>(std::string_view)>& piece) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  ZipParts(zip* archive, std::size_t size) : archive_(archive), size_(size) {}
  std::unique_ptr<zip, Close> archive_;
  std::size_t size_ = 0; // of the whole archive
};

} // namespace openward::exchange
