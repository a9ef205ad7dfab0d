#pragma once
// A long span of time is asked of a source in short windows, for long ones lose releases. Windows overlap, so that what is published while
// a window is walked, or lies on its edge, is met by the next one. Pure functions; threads share them.
//
// The source reads Europe/London wall times without an offset. In the hour that October repeats such a time has two meanings, so no window
// begins or ends there: its edges are moved out, a beginning backwards and an end backwards too (what is left is asked for later).

#include "domain/date.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace openward::pull {

/// Half open: `from` belongs to it, `to` does not.
struct Span {
  Instant from, to;
  friend bool operator==(const Span&, const Span&) = default;
};

/// What one walk through the pages of the source is to bring: everything of `covers`. It is asked for from a little earlier.
struct Window {
  Span covers;
  Instant asked_from;
  friend bool operator==(const Window&, const Window&) = default;
};

/// No window asks for more, the overlap included.
constexpr std::chrono::hours longest_window{12};
constexpr std::chrono::hours overlap{1};

/// "2026-08-10T07:57:11", as a clock on a London wall shows it.
std::string london_wall_time(Instant);
/// True in the two hours of which the clocks show the same times.
bool is_shown_twice(Instant);
/// The moment itself, or one before the hour that October repeats.
Instant outside_repeated_hour(Instant);

/// In order, none touching the next, none empty.
std::vector<Span> merged(std::vector<Span>);
/// What of the whole is not covered, in order.
std::vector<Span> gaps(Span whole, std::span<const Span> covered);

/// The windows that fill the gaps, oldest first. They begin at 00:00, 08:00 and 16:00 in London, so that two runs choose the same ones.
std::vector<Window> plan(Span whole, std::span<const Span> covered);

/// The window in two parts, for one of which the source did not say whether there was more; none when it is too short to divide.
std::optional<std::pair<Window, Window>> halves(const Window&);

} // namespace openward::pull
