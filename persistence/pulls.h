#pragma once
// What was asked of sources that publish by the hour: windows of time, how far each was walked, and every request with what came of it.
// Same rules as repositories.h.

#include "domain/pull/windows.h"
#include "persistence/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

enum class PullState {
  open,     // being walked, or left where a run stopped
  whole,    // walked to its last page
  doubtful, // the same, but something may be missing: see the reason
  split,    // asked again as two halves
  failed,   // given up: see the reason
};
std::string_view to_string(PullState);
std::optional<PullState> pull_state_from(std::string_view);

struct PullWindow {
  std::int64_t key = 0;
  std::string source;
  pull::Window window;
  PullState state = PullState::open;
  std::string reason{};
  std::string next_address{}; // "" is its first page
  int pages = 0;              // taken so far
  std::int64_t releases = 0;  // on those pages
  Instant began{};
  std::optional<Instant> ended{};
};

struct PullRequest {
  std::int64_t window = 0;
  int page = 1;
  std::string address;
  Instant asked, answered;
  int status = 0;      // 0: no answer came
  std::string outcome; // "taken" | "seen before" | why it was not
  std::int64_t bytes = 0;
  std::string sha256{}; // of the answer; "" without one
  std::int64_t releases = 0;
};

class Pulls {
 public:
  explicit Pulls(UnitOfWork& u) : u_(u) {}
  PullWindow open(std::string_view source, const pull::Window&);
  /// Of a page that was taken the file must be held before.
  void note(const PullRequest&);
  /// Where the walk stands.
  void keep(const PullWindow&);
  /// Keeps it with its end, and tells the feed of a window that is covered.
  void end(PullWindow&);

 private:
  UnitOfWork& u_;
};

/// Of one source, or of every one where it is "": by the time they cover, then by the time they were begun.
std::vector<PullWindow> pull_windows(Session&, std::string_view source);
/// The requests of a window, oldest first.
std::vector<PullRequest> pull_requests(Session&, std::int64_t window);
/// When answers came, at this time or later, whatever they were.
std::vector<Instant> pull_answers_since(Session&, Instant);

} // namespace openward::persistence
