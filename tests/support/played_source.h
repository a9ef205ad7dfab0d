#pragma once
// Find a Tender as a test would have it: releases of our own at given times, given out in pages as the real one does (newest first,
// `links.next` with a cursor that names the window, no `links` on the last page), over the replay server. One owner; the server's thread
// asks while the test waits.

#include "domain/date.h"
#include "tests/support/replay_server.h"

#include <map>
#include <string>
#include <vector>

namespace openward::test {

class PlayedSource {
 public:
  explicit PlayedSource(std::size_t page_size = 100) : page_size_(page_size) {}

  /// So many releases, evenly spread from one time to before another.
  void publish(Instant from, Instant to, int count);
  std::size_t published() const { return times_.size(); }
  /// How many lie between, both ends included, as the source reads them.
  std::int64_t between(Instant from, Instant to) const;

  /// The page for "/api/1.0/ocdsReleasePackages?…". `base` is the address that its links begin with.
  std::string page(const std::string& target, const std::string& base) const;

  bool forget_links = false; // pages name no next one
  std::string extra{};       // put into every release, as ",\"x\":1e9999"

 private:
  std::string release(std::size_t index) const;
  std::size_t page_size_;
  std::vector<Instant> times_{}; // by internal sequence
};

/// The value of a parameter of a target, as it stands; "" when it has none.
std::string parameter_of(const std::string& target, const std::string& name);

} // namespace openward::test
