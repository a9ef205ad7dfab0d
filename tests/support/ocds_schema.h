#pragma once
// The schemas of OCDS 1.1.5 with the register's own extension, as a judge of what the register writes. Where the real files are absent, a
// frame of our own holds the extension. One thread.

#include <memory>
#include <string>
#include <string_view>

namespace openward::test {

class OcdsSchema {
 public:
  /// "release", "release-package", "record-package", "versioned-release-validation".
  explicit OcdsSchema(std::string_view what);
  ~OcdsSchema();
  OcdsSchema(const OcdsSchema&) = delete;
  OcdsSchema& operator=(const OcdsSchema&) = delete;

  /// Whether the published schema was at hand, and not our frame alone.
  bool published() const;
  /// Why the JSON does not fit; "" when it does.
  std::string misfit(std::string_view json) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

} // namespace openward::test
