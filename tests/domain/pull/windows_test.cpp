// Windows over days with and without a change of the clocks. Spans are written in UTC, "from/to"; what is asked of the source in London
// wall time.
#include "domain/pull/windows.h"
#include "tests/support/catch.h"

#include <random>

namespace openward::pull {
namespace {

Instant at(const std::string& text) {
  const auto instant = Instant::parse(text);
  if (!instant) throw std::runtime_error(instant.error().message);
  return *instant;
}

/// "2026-08-10T00/2026-08-10T12" in UTC, minutes where they are given.
Span span(const std::string& text) {
  const auto middle = text.find('/');
  const auto full = [](std::string time) {
    if (time.size() == 13) time += ":00";
    return at(time + ":00Z");
  };
  return {full(text.substr(0, middle)), full(text.substr(middle + 1))};
}

using Texts = std::vector<std::string>;

std::vector<Span> spans(const Texts& texts) {
  std::vector<Span> out;
  for (const std::string& text : texts) out.push_back(span(text));
  return out;
}

std::string text(const std::vector<Span>& list) {
  std::string out;
  for (const Span& one : list) out += one.from.iso().substr(0, 16) + "/" + one.to.iso().substr(0, 16) + "\n";
  return out;
}

/// "asked from, to (covered from)" on the walls of London.
std::string walls(const std::vector<Window>& windows) {
  std::string out;
  for (const Window& window : windows) {
    out += london_wall_time(window.asked_from).substr(5, 11) + " " + london_wall_time(window.covers.to).substr(5, 11) + " (" +
           london_wall_time(window.covers.from).substr(5, 11) + ")\n";
  }
  return out;
}

TEST_CASE("the time on a London wall is an hour ahead of UTC in summer alone", "[domain]") {
  const auto [utc, wall, twice] = GENERATE(table<std::string, std::string, bool>({
      {"2026-08-10T06:57:11Z", "2026-08-10T07:57:11", false},
      {"2026-01-10T06:57:11Z", "2026-01-10T06:57:11", false},
      {"2026-03-29T00:59:59Z", "2026-03-29T00:59:59", false},
      {"2026-03-29T01:00:00Z", "2026-03-29T02:00:00", false}, // nobody saw 01:30
      {"2026-10-24T23:59:59Z", "2026-10-25T00:59:59", false},
      {"2026-10-25T00:00:00Z", "2026-10-25T01:00:00", true},
      {"2026-10-25T00:59:59Z", "2026-10-25T01:59:59", true},
      {"2026-10-25T01:00:00Z", "2026-10-25T01:00:00", true},
      {"2026-10-25T01:59:59Z", "2026-10-25T01:59:59", true},
      {"2026-10-25T02:00:00Z", "2026-10-25T02:00:00", false},
  }));
  CAPTURE(utc);
  CHECK(london_wall_time(at(utc)) == wall);
  CHECK(is_shown_twice(at(utc)) == twice);
  CHECK_FALSE(is_shown_twice(outside_repeated_hour(at(utc))));
  CHECK((outside_repeated_hour(at(utc)) == at(utc)) == !twice);
}

TEST_CASE("a day is three windows, each with the hour before it, also when the clocks change", "[domain]") {
  const auto [day, wanted] = GENERATE(table<std::string, std::string>({
      {"2026-08-10T00:00", "08-09T23:00 08-10T08:00 (08-10T00:00)\n08-10T07:00 08-10T16:00 (08-10T08:00)\n08-10T15:00 08-11T00:00 "
                           "(08-10T16:00)\n"},
      {"2026-03-29T00:00", "03-28T23:00 03-29T08:00 (03-29T00:00)\n03-29T07:00 03-29T16:00 (03-29T08:00)\n03-29T15:00 03-30T00:00 "
                           "(03-29T16:00)\n"},
      {"2026-10-25T00:00", "10-24T23:00 10-25T08:00 (10-25T00:00)\n10-25T07:00 10-25T16:00 (10-25T08:00)\n10-25T15:00 10-26T00:00 "
                           "(10-25T16:00)\n"},
  }));
  const Date date = *Date::parse(day.substr(0, 10));
  const Span whole{from_london(date, std::chrono::seconds(0)), from_london(date.plus_days(1), std::chrono::seconds(0))};
  CHECK(walls(plan(whole, {})) == wanted);
}

TEST_CASE("only what is not covered is asked for", "[domain]") {
  const auto [covered, missing] = GENERATE(table<Texts, std::string>({
      {Texts{}, "2026-01-10T00:00/2026-01-11T00:00\n"},
      {Texts{"2026-01-10T00/2026-01-11T00"}, ""},
      {Texts{"2026-01-09T00/2026-01-12T00"}, ""},
      {Texts{"2026-01-10T08/2026-01-10T16"}, "2026-01-10T00:00/2026-01-10T08:00\n2026-01-10T16:00/2026-01-11T00:00\n"},
      {Texts{"2026-01-10T12/2026-01-10T14", "2026-01-10T00/2026-01-10T12:30"}, "2026-01-10T14:00/2026-01-11T00:00\n"},
      {Texts{"2026-01-10T06/2026-01-10T06"}, "2026-01-10T00:00/2026-01-11T00:00\n"}, // empty
      {Texts{"2026-01-05T00/2026-01-10T00", "2026-01-11T00/2026-01-12T00"}, "2026-01-10T00:00/2026-01-11T00:00\n"},
      {Texts{"2026-01-08T00/2026-01-09T00", "2026-01-13T00/2026-01-14T00"}, "2026-01-10T00:00/2026-01-11T00:00\n"},
      {Texts{"2026-01-10T23:59/2026-01-15T00"}, "2026-01-10T00:00/2026-01-10T23:59\n"},
  }));
  const Span whole = span("2026-01-10T00/2026-01-11T00");
  CHECK(text(gaps(whole, spans(covered))) == missing);
  std::vector<Span> planned;
  for (const Window& window : plan(whole, spans(covered))) planned.push_back(window.covers);
  CHECK(text(merged(planned)) == missing);
}

TEST_CASE("windows over any span fill its gaps, overlap, are at most twelve hours long and begin and end at times that are shown once",
          "[domain]") {
  std::mt19937 random(20261122); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same in every run
  const Instant base = at(GENERATE(as<std::string>{}, "2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z"));
  const auto any = [&] { return Instant(base.seconds() + std::chrono::seconds(random() % (4U * 86400))); };
  for (int turn = 0; turn < 300; ++turn) {
    const Instant a = any();
    const Instant b = any();
    const Span whole{outside_repeated_hour(std::min(a, b)), outside_repeated_hour(std::max(a, b))};
    std::vector<Span> covered;
    for (int i = 0; i < turn % 4; ++i) {
      const Instant from = outside_repeated_hour(any());
      covered.push_back({from, std::max(from, outside_repeated_hour(any()))});
    }
    CAPTURE(turn, whole.from.iso(), whole.to.iso(), text(covered));
    std::vector<Span> after = covered;
    for (const Window& window : plan(whole, covered)) {
      CHECK(window.covers.from < window.covers.to);
      CHECK(window.asked_from.seconds() <= window.covers.from.seconds() - overlap);
      CHECK(window.covers.to.seconds() - window.asked_from.seconds() <= longest_window);
      CHECK_FALSE(is_shown_twice(window.asked_from));
      CHECK_FALSE(is_shown_twice(window.covers.to));
      after.push_back(window.covers);
    }
    CHECK(gaps(whole, after).empty());
  }
}

TEST_CASE("a window is halved until it is two minutes long, and never in the hour that October repeats", "[domain]") {
  const auto [whole, middle] = GENERATE(table<std::string, std::string>({
      {"2026-01-10T00/2026-01-10T08", "2026-01-10T04:00:00Z"},
      {"2026-01-10T00/2026-01-10T00:02", "2026-01-10T00:01:00Z"},
      {"2026-01-10T00/2026-01-10T00:01", "none"},
      {"2026-10-24T20:30/2026-10-25T04:30", "2026-10-24T22:30:00Z"}, // 00:30 is shown twice
      {"2026-10-24T23:30/2026-10-25T02:30", "none"},                 // two hours either side of the middle is outside
      {"2026-10-24T23:59/2026-10-25T04:00", "2026-10-24T23:59:30Z"},
  }));
  CAPTURE(whole);
  const Span covers = span(whole);
  const auto parts = halves({covers, outside_repeated_hour(Instant(covers.from.seconds() - overlap))});
  CHECK((parts ? parts->first.covers.to.iso() : "none") == middle);
  if (!parts) return;
  CHECK_FALSE(is_shown_twice(parts->first.covers.to));
  CHECK(parts->first.covers.from == covers.from);
  CHECK(parts->second.covers.from == parts->first.covers.to);
  CHECK(parts->second.covers.to == covers.to);
  CHECK(parts->second.asked_from.seconds() <= parts->second.covers.from.seconds() - overlap);
}

} // namespace
} // namespace openward::pull
