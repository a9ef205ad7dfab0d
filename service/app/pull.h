#pragma once
// Fills the register from Find a Tender: walks windows of time page by page, keeps every page in a transaction with where the walk stands,
// and says what it brought and what may be missing. Stopped anywhere (kill -9 included), it goes on from there the next time.

#include "domain/pull/pace.h"
#include "domain/pull/windows.h"
#include "persistence/database.h"
#include "persistence/pulls.h"
#include "service/app/clock.h"
#include "service/http/fetched.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace openward::app {

/// The interface of Find a Tender, and how often it may be asked.
inline constexpr std::string_view find_a_tender = "https://www.find-tender.service.gov.uk/api/1.0/";
inline constexpr std::size_t requests_allowed = 12;
inline constexpr std::chrono::seconds allowed_within{120};

/// Where a run stands, for whoever watches it.
struct PullProgress {
  std::size_t window = 0, windows = 0; // the one being walked, from 1; how many are known of
  int page = 0;
  std::int64_t releases = 0;       // read in this run
  std::chrono::seconds waiting{0}; // before the next request; 0 while it is asked
  std::string_view because{};      // why it waits
  pull::Span span{};
};

/// What a run needs of the world, so that a test can bring its own.
struct PullWorld {
  Clock clock;
  std::function<void(std::chrono::seconds)> wait;
  http::Fetch fetch;
  std::function<void(const PullProgress&)> progress{};
};

struct PullOptions {
  std::string base{find_a_tender};
  pull::Span span;
  bool again = false; // ask for what is covered too
  std::string actor = "pull";
};

/// What came of one window in this run.
struct PulledWindow {
  persistence::PullWindow window;
  std::string remark{}; // of a walk that went on where another had stopped
};

struct PullAccount {
  std::string base;
  pull::Span span;
  std::int64_t requests = 0, pages = 0, pages_seen_before = 0, bytes = 0;
  std::int64_t releases = 0, releases_new = 0, releases_seen = 0, releases_changed = 0, releases_refused = 0;
  std::int64_t awards_new = 0, awards_changed = 0;
  std::chrono::seconds waited{0};
  std::vector<PulledWindow> windows{};
  std::vector<std::string> refused{};    // releases that were not taken: page, place, reason
  std::optional<Error> stopped{};        // the run did not go on to the windows that were left
  std::vector<pull::Span> not_covered{}; // of the span, after the run
  std::vector<persistence::PullWindow> in_doubt{};

  bool complete() const { return !stopped && not_covered.empty() && in_doubt.empty() && releases_refused == 0; }
};

/// What is known of a source without asking it.
struct PullStatus {
  std::string base;
  std::vector<pull::Span> covered{};
  std::vector<pull::Span> not_covered{}; // between the first and the last
  std::vector<persistence::PullWindow> unfinished{}, failed{}, in_doubt{};
};

/// One span, or what is known in all.
Result<PullStatus> pull_status(persistence::Database&, std::string_view base);

/// The windows that a run would ask for, in its order; those that were left open first.
Result<std::vector<persistence::PullWindow>> pull_plan(persistence::Database&, const PullOptions&);

/// The address of a window's first page.
std::string first_page(std::string_view base, const pull::Window&);

/// Walks them. An Error is the database's alone; what the source does wrong is in the account.
Result<PullAccount> run_pull(persistence::Database&, PullWorld&, const PullOptions&);

} // namespace openward::app
