#pragma once
// The real files of public bodies are not part of this repository. Tests that want them look in a folder named `shared/data` beside
// the checkout (or in OPENWARD_REAL_FILES) and say "skipped" when it is absent.

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>

namespace openward::test {

inline std::optional<std::filesystem::path> real_files(const std::filesystem::path& below) {
  const char* named = std::getenv("OPENWARD_REAL_FILES");
  const std::filesystem::path root =
      named ? std::filesystem::path(named) : std::filesystem::path(OPENWARD_SOURCE_DIR) / ".." / "shared" / "data";
  std::error_code ignored;
  if (std::filesystem::exists(root / below, ignored)) return root / below;
  std::cout << "skipped: no real files at " << (root / below).lexically_normal().string() << '\n';
  return std::nullopt;
}

} // namespace openward::test
