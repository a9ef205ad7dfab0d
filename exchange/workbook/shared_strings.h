#pragma once
// The texts of an .xlsx that its cells refer to by number. It is the one part that is held in memory, and it is bounded. One owner.

#include "exchange/workbook/zip_parts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

/// Takes "_x000D_" back to the character that XML cannot hold.
std::string without_escapes(std::string_view text);

class SharedStrings {
 public:
  /// No strings for a workbook that has no such part.
  static Result<SharedStrings> read(const ZipParts& parts, const std::string& name);
  std::optional<std::string_view> at(std::string_view index) const;

 private:
  friend class SharedStringEvents;
  std::string text_; // end to end
  std::vector<std::uint32_t> ends_;
};

} // namespace openward::exchange
