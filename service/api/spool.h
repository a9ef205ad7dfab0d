#pragma once
// A temporary file that a complete answer is written to before the first byte of it is sent. Gone when its last reader is.

#include "domain/result.h"
#include "service/http/message.h"

#include <cstdio>
#include <memory>
#include <string_view>

namespace openward::api {

/// One thread at a time.
class Spool {
 public:
  /// Errors: no room or no right to write in the temporary folder (TMPDIR).
  static Result<Spool> create();
  /// What was written elsewhere; read from its beginning.
  static Spool of(std::shared_ptr<std::FILE> file) { return Spool(std::move(file)); }
  Result<> write(std::string_view bytes);
  /// Reads from the beginning, 64 KiB at a time.
  http::BodySource reader();

 private:
  explicit Spool(std::shared_ptr<std::FILE> file) : file_(std::move(file)) {}
  std::shared_ptr<std::FILE> file_;
};

} // namespace openward::api
