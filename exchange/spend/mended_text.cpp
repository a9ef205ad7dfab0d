#include "exchange/spend/mended_text.h"

#include <array>

namespace openward::exchange {
namespace {

// windows-1252 from 0x80 on; the five places that it leaves empty stay as they are.
constexpr std::array<std::string_view, 32> meant = {"€", "",  "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "",
                                                    "",  "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ"};

bool stands_at(std::string_view text, std::size_t i) {
  return text[i] == '\xC2' && i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) & 0xE0U) == 0x80U;
}

} // namespace

bool has_c1(std::string_view text) {
  for (auto i = text.find('\xC2'); i != std::string_view::npos; i = text.find('\xC2', i + 1))
    if (stands_at(text, i)) return true;
  return false;
}

std::int64_t mend_c1(std::string& text) {
  std::string out;
  std::int64_t mended = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view character = stands_at(text, i) ? meant[static_cast<unsigned char>(text[i + 1]) & 0x1FU] : std::string_view{};
    if (character.empty()) {
      out.push_back(text[i]);
      continue;
    }
    out += character;
    ++mended;
    ++i;
  }
  text = std::move(out);
  return mended;
}

} // namespace openward::exchange
