#pragma once
// Reads OCDS releases: release packages, bare releases, arrays of releases, newline-delimited releases, and record packages, as Find a
// Tender and Contracts Finder publish them. One release is in memory at a time as far as the source form allows; a package page is
// the most that is held.

#include "domain/notice.h"
#include "domain/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace openward::exchange {

/// One release as it stands in the file.
struct RawRelease {
  std::string ocid;
  std::string release_id;
  std::string pointer;   // JSON pointer inside the file: "/releases/12"; for lines "#L7"
  std::string_view json; // the release's own bytes, valid during the call
  std::uint64_t offset;  // of its first byte in the file
};

/// Something in the file that could not be read as a release, and why.
struct RefusedRelease {
  std::string pointer;
  std::uint64_t offset;
  std::string code; // "not_json", "no_ocid", "no_release_id", "bad_date", "bad_utf8", "nul_byte", "too_deep", …
  std::string reason;
};

struct ReleaseSink {
  std::function<Result<>(const RawRelease&)> release;
  std::function<void(RefusedRelease)> refused;
};

struct ReleaseFileSummary {
  std::string form; // "release_package", "release", "release_array", "release_lines", "record_package"
  std::string publisher;
  std::int64_t releases = 0; // handed to the sink
  std::int64_t refused = 0;
};

/// Reads a file's bytes. An Error means that nothing in it could be used: truncated JSON (names the byte), not UTF-8, a NUL byte, a
/// format that is not OCDS (names what it looks like), larger than the 1 GiB that one page may have. Releases before the break of a
/// truncated file are not handed over: a file is taken whole or not at all.
Result<ReleaseFileSummary> read_releases(std::string_view bytes, const ReleaseSink& sink);

/// Reads and classifies one release (law.md's rules: regime, route, kind, tender class, scope; with the words that decided).
/// Errors: no ocid, no id, no readable date, not an object.
Result<NoticeReading> read_notice(std::string_view release_json);

} // namespace openward::exchange
