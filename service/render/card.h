#pragma once
// The picture by which an address is shown where people share it, as the Open Graph protocol has it.

#include <string>

namespace openward::render {

inline constexpr int card_width = 1200; // pixels
inline constexpr int card_height = 630;

/// Any text may be given: what is too long for its place ends in an ellipsis, and control characters are spaces.
struct CardText {
  std::string title, description, foot;
};

/// A PNG, the same for the same words and fonts. Throws std::runtime_error where there is no memory to draw in. Threads share nothing.
std::string card(const CardText&);

} // namespace openward::render
