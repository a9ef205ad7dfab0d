#include "domain/pull/windows.h"

#include <algorithm>
#include <array>

namespace openward::pull {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr seconds shortest_divided{120};

Instant moved(Instant at, seconds by) { return Instant(at.seconds() + by); }

Window window_over(Span covers) { return {covers, outside_repeated_hour(moved(covers.from, -overlap))}; }

/// The next time after this one at which a window begins.
Instant next_mark(Instant after) {
  const Date day = london_date(after);
  for (const hours mark : {hours(8), hours(16)}) {
    const Instant at = from_london(day, mark);
    if (at > after) return at;
  }
  return from_london(day.plus_days(1), seconds(0));
}

} // namespace

std::string london_wall_time(Instant at) {
  std::string text = moved(at, is_british_summer_time(at) ? hours(1) : hours(0)).iso();
  text.pop_back(); // the Z: it is not UTC that is meant
  return text;
}

bool is_shown_twice(Instant at) {
  const bool summer = is_british_summer_time(at);
  return summer ? !is_british_summer_time(moved(at, hours(1))) : is_british_summer_time(moved(at, hours(-1)));
}

Instant outside_repeated_hour(Instant at) { return is_shown_twice(at) ? moved(at, hours(-2)) : at; }

std::vector<Span> merged(std::vector<Span> spans) {
  std::erase_if(spans, [](const Span& span) { return span.to <= span.from; });
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> out;
  for (const Span& span : spans) {
    if (!out.empty() && span.from <= out.back().to) {
      out.back().to = std::max(out.back().to, span.to);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

std::vector<Span> gaps(Span whole, std::span<const Span> covered) {
  std::vector<Span> out;
  Instant reached = whole.from;
  for (const Span& span : merged({covered.begin(), covered.end()})) {
    if (span.from > reached && reached < whole.to) out.push_back({reached, std::min(span.from, whole.to)});
    reached = std::max(reached, span.to);
  }
  if (reached < whole.to) out.push_back({reached, whole.to});
  return out;
}

std::vector<Window> plan(Span whole, std::span<const Span> covered) {
  const Span asked{outside_repeated_hour(whole.from), outside_repeated_hour(whole.to)};
  std::vector<Window> out;
  for (const Span& gap : gaps(asked, covered)) {
    for (Instant from = gap.from; from < gap.to;) {
      const Instant to = std::min(next_mark(from), gap.to);
      out.push_back(window_over({from, to}));
      from = to;
    }
  }
  return out;
}

std::optional<std::pair<Window, Window>> halves(const Window& window) {
  const Instant from = window.covers.from;
  const Instant to = window.covers.to;
  const seconds length = to.seconds() - from.seconds();
  if (length < shortest_divided) return std::nullopt;
  Instant middle = moved(from, length / 2);
  if (is_shown_twice(middle)) {
    const std::array elsewhere{moved(middle, hours(-2)), moved(middle, hours(2))};
    const auto found = std::find_if(elsewhere.begin(), elsewhere.end(), [&](Instant at) { return from < at && at < to; });
    if (found == elsewhere.end()) return std::nullopt;
    middle = *found;
  }
  return std::pair(Window{{from, middle}, window.asked_from}, window_over({middle, to}));
}

} // namespace openward::pull
