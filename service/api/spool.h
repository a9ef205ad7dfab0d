#pragma once
// A temporary file that a complete answer is written to before the first byte of it is sent. Gone when its last reader is.

//
// Since it is finished before it starts, a reader is told its length (Content-Length) and its digest (Repr-Digest, RFC 9530): a download
// that was cut, or altered on the way, is seen to be so.

#include "domain/result.h"
#include "exchange/files/file.h"
#include "service/http/message.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string_view>

namespace openward::api {

/// One thread at a time.
class Spool {
 public:
  /// Errors: no room or no right to write in the temporary folder (TMPDIR).
  static Result<Spool> create();
  /// What was written elsewhere; it is read once from its beginning. Errors: it cannot be read.
  static Result<Spool> of(std::shared_ptr<std::FILE> file);
  Result<> write(std::string_view bytes);
  /// Makes it the body of the answer, with its length and digest. Ends the writing.
  void give_to(http::Response&);

 private:
  explicit Spool(std::shared_ptr<std::FILE> file) : file_(std::move(file)) {}
  /// Reads from the beginning, 64 KiB at a time.
  http::BodySource reader();
  std::shared_ptr<std::FILE> file_;
  exchange::Sha256 digest_;
  std::uint64_t bytes_ = 0;
};

/// "sha-256=:…:", the digest of a representation as RFC 9530 writes it; `digest` is its 32 bytes.
std::string repr_digest(std::string_view digest);

} // namespace openward::api
