#pragma once
// Files held against the manifest that came with them.

#include "service/render/manifest.h"

#include <filesystem>
#include <string>
#include <vector>

namespace openward::cli {

/// The manifest of a folder, or of an exported file (its own name, or that of its manifest); `folder` is where its files lie.
struct FoundManifest {
  render::Manifest manifest;
  std::filesystem::path folder;
};
Result<FoundManifest> find_manifest(const std::filesystem::path&);

/// What is wrong, a sentence for each file: missing, cut, altered. Nothing when every file is as it was written.
std::vector<std::string> differences(const FoundManifest&);

/// `openward export --verify`: says what it found; the exit status.
int verify(const std::filesystem::path&);

} // namespace openward::cli
