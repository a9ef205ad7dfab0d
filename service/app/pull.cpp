#include "service/app/pull.h"

#include "service/app/import.h"
#include "service/app/pull_source.h"

#include <algorithm>
#include <deque>
#include <iterator>

namespace openward::app {

using persistence::PullState;
using persistence::PullWindow;
using persistence::UnitOfWork;
using pull::Span;

namespace {

constexpr std::int64_t full_page = 100; // releases that are asked for at once, the most that the source gives
constexpr int most_pages = 1000;
constexpr int most_failures = 3; // windows in a row

bool covers(const PullWindow& window) { return window.state == PullState::whole || window.state == PullState::doubtful; }

std::vector<Span> covered_by(const std::vector<PullWindow>& windows) {
  std::vector<Span> out;
  for (const PullWindow& window : windows) {
    if (covers(window)) out.push_back(window.window.covers);
  }
  return pull::merged(std::move(out));
}

bool within(const Span& inner, const Span& outer) { return outer.from <= inner.from && inner.to <= outer.to; }

/// Doubtful windows that no walk has covered since without doubt.
std::vector<PullWindow> in_doubt(const std::vector<PullWindow>& windows, const Span& span) {
  std::vector<PullWindow> out;
  for (const PullWindow& window : windows) {
    if (window.state != PullState::doubtful || window.window.covers.to <= span.from || span.to <= window.window.covers.from) continue;
    std::vector<Span> since;
    for (const PullWindow& other : windows) {
      if (other.state == PullState::whole && other.key > window.key) since.push_back(other.window.covers);
    }
    if (!pull::gaps(window.window.covers, since).empty()) out.push_back(window);
  }
  return out;
}

/// The same times, walked without doubt before.
const PullWindow* walked_before(const std::vector<PullWindow>& windows, const PullWindow& now) {
  const PullWindow* found = nullptr;
  for (const PullWindow& window : windows) {
    if (window.key < now.key && window.state == PullState::whole && window.window == now.window) found = &window;
  }
  return found;
}

/// One run.
class Pull {
 public:
  Pull(persistence::Database& database, PullWorld& world, const PullOptions& options)
      : database_(database), world_(world), options_(options), importer_(database, world.clock),
        source_(world, options.base, account_, [this](const persistence::PullRequest& request) { return note(request); }) {
    account_.base = options.base;
    account_.span = options.span;
  }

  Result<PullAccount> run();

 private:
  enum class End { walked, failed, stopped };

  Result<> note(const persistence::PullRequest& request);
  Result<PullWindow> opened(const PullWindow& planned);
  Result<End> walk(PullWindow& window, std::string& remark);
  Result<> take(PullWindow& window, GotPage& got);
  /// What the last page leaves to be said, and done.
  void finish(PullWindow& window, const GotPage& last);
  Result<End> give_up(PullWindow& window, const NotGot& not_got);
  Result<> settle();

  persistence::Database& database_;
  PullWorld& world_;
  const PullOptions& options_;
  PullAccount account_{};
  Importer importer_;
  PullSource source_;
  std::deque<PullWindow> left_{};
  std::vector<PullWindow> before_{};
  PullProgress progress_{};
  std::string doubt_{}; // of the window being walked
};

Result<> Pull::note(const persistence::PullRequest& request) {
  return database_.write(options_.actor, world_.clock(), [&](UnitOfWork& u) -> Result<> {
    persistence::Pulls(u).note(request);
    return Done{};
  });
}

Result<PullWindow> Pull::opened(const PullWindow& planned) {
  if (planned.key != 0) return planned;
  return database_.write(options_.actor, world_.clock(),
                         [&](UnitOfWork& u) -> Result<PullWindow> { return persistence::Pulls(u).open(options_.base, planned.window); });
}

/// The page and where the walk stands after it, in one transaction.
Result<> Pull::take(PullWindow& window, GotPage& got) {
  PullWindow after = window;
  ++after.pages;
  after.releases += got.page.releases;
  after.next_address = got.page.next;
  if (got.page.next.empty()) finish(after, got);
  auto taken = database_.write(options_.actor, world_.clock(), [&](UnitOfWork& u) -> Result<FileOutcome> {
    ImportOptions how;
    how.format = ImportFormat::ocds;
    how.actor = options_.actor;
    auto outcome = importer_.take_into(u, got.request.address, got.bytes, how);
    if (!outcome) return outcome;
    got.request.outcome = outcome->seen_before ? "seen before" : "taken";
    persistence::Pulls pulls(u);
    pulls.note(got.request);
    after.state == PullState::open ? pulls.keep(after) : pulls.end(after);
    return outcome;
  });
  if (!taken) return taken.error();
  window = std::move(after);
  ++account_.pages;
  account_.releases += got.page.releases;
  progress_.releases = account_.releases;
  if (taken->seen_before) {
    ++account_.pages_seen_before;
    account_.releases_seen += got.page.releases;
    return Done{};
  }
  account_.releases_new += taken->releases_new;
  account_.releases_seen += taken->releases_seen;
  account_.releases_changed += taken->releases_changed;
  account_.releases_refused += taken->refused_rows;
  account_.awards_new += taken->awards_new;
  account_.awards_changed += taken->awards_changed;
  for (const auto& refusal : taken->refusals)
    account_.refused.push_back(got.request.address + " " + refusal.position + ": " + refusal.reason);
  return Done{};
}

void Pull::finish(PullWindow& window, const GotPage& last) {
  window.state = PullState::whole;
  // A full last page is what a missing link looks like, too.
  if (last.page.releases >= full_page) {
    if (auto parts = pull::halves(window.window)) {
      window.state = PullState::split;
      window.reason = "the last page was full and named no next one: asked again in two halves";
      for (const pull::Window& half : {parts->second, parts->first}) {
        PullWindow planned;
        planned.window = half;
        left_.push_front(std::move(planned));
      }
      return;
    }
    doubt_ = "the last page was full and named no next one, and the window is too short to halve";
  }
  if (const PullWindow* before = walked_before(before_, window); before && before->releases > window.releases)
    doubt_ = std::to_string(window.releases) + " releases, where the walk of " + before->began.iso() + " met " +
             std::to_string(before->releases);
  if (doubt_.empty()) return;
  window.state = PullState::doubtful;
  window.reason = doubt_;
}

Result<Pull::End> Pull::give_up(PullWindow& window, const NotGot& not_got) {
  if (not_got.what == Hopeless::source) {
    account_.stopped = not_got.error; // the window stays open: the next run goes on with it
    return End::stopped;
  }
  window.state = PullState::failed;
  window.reason = "page " + std::to_string(window.pages + 1) + ": " + not_got.error.message;
  auto ended = database_.write(options_.actor, world_.clock(), [&](UnitOfWork& u) -> Result<> {
    persistence::Pulls(u).end(window);
    return Done{};
  });
  if (!ended) return ended.error();
  return End::failed;
}

Result<Pull::End> Pull::walk(PullWindow& window, std::string& remark) {
  std::set<std::string> met;
  doubt_.clear();
  bool begun_again = false;
  if (window.pages > 0) remark = "went on at page " + std::to_string(window.pages + 1);
  while (true) {
    const bool first = window.next_address.empty();
    const auto address = first ? first_page(options_.base, window.window) : source_.within_source(window.next_address);
    if (!address)
      return give_up(window,
                     {Hopeless::page, invalid_at("links", "elsewhere", "its next page is at another source: " + window.next_address), 0});
    if (!met.insert(*address).second || window.pages >= most_pages)
      return give_up(window, {Hopeless::page, invalid_at("links", "circle", "its pages lead back to one that was read: " + *address), 0});
    progress_.page = window.pages + 1;
    auto answer = source_.get(*address, window.key, window.pages + 1, progress_);
    if (!answer) return answer.error();
    if (const auto* not_got = std::get_if<NotGot>(&*answer)) {
      // A cursor may be too old for the source; the window is not.
      if (first || begun_again || not_got->status != 400) return give_up(window, *not_got);
      begun_again = true;
      window.next_address.clear();
      window.pages = 0;
      window.releases = 0;
      met.clear();
      remark = "its cursor was refused: walked again from the first page";
      continue;
    }
    auto& got = std::get<GotPage>(*answer);
    if (!got.page.next.empty() && got.page.releases < full_page)
      doubt_ = "page " + std::to_string(window.pages + 1) + " holds " + std::to_string(got.page.releases) + " releases of " +
               std::to_string(full_page) + " and is not the last";
    if (auto taken = take(window, got); !taken) {
      if (taken.error().kind == ErrorKind::unavailable || taken.error().kind == ErrorKind::internal) return taken.error();
      return give_up(window, {Hopeless::page, taken.error(), 200});
    }
    if (window.state != PullState::open) return End::walked;
  }
}

Result<> Pull::settle() {
  return database_.read([&](persistence::Session& s) -> Result<> {
    const auto all = persistence::pull_windows(s, options_.base);
    account_.not_covered =
        pull::gaps({pull::outside_repeated_hour(options_.span.from), pull::outside_repeated_hour(options_.span.to)}, covered_by(all));
    account_.in_doubt = in_doubt(all, options_.span);
    return Done{};
  });
}

Result<PullAccount> Pull::run() {
  auto planned = pull_plan(database_, options_);
  if (!planned) return planned.error();
  left_.assign(std::make_move_iterator(planned->begin()), std::make_move_iterator(planned->end()));
  auto known = database_.read([&](persistence::Session& s) -> Result<> {
    before_ = persistence::pull_windows(s, options_.base);
    for (const Instant answered : persistence::pull_answers_since(s, Instant(world_.clock().seconds() - allowed_within)))
      source_.remember(answered);
    return Done{};
  });
  if (!known) return known.error();
  int failures = 0;
  for (std::size_t walked = 0; !left_.empty(); ++walked) {
    progress_.window = walked + 1;
    progress_.windows = walked + left_.size();
    progress_.span = left_.front().window.covers;
    const PullWindow next = std::move(left_.front());
    left_.pop_front();
    auto window = opened(next);
    if (!window) return window.error();
    std::string remark;
    const auto end = walk(*window, remark);
    if (!end) return end.error();
    account_.windows.push_back({*window, remark});
    if (*end == End::stopped) break;
    failures = *end == End::failed ? failures + 1 : 0;
    if (failures < most_failures || left_.empty()) continue;
    account_.stopped = Error{ErrorKind::invalid,
                             std::to_string(failures) + " windows in a row failed, so the others were not asked for: see their reasons",
                             {},
                             {}};
    break;
  }
  if (auto settled = settle(); !settled) return settled.error();
  return std::move(account_);
}

} // namespace

std::string first_page(std::string_view base, const pull::Window& window) {
  std::string out(base);
  if (!out.ends_with('/')) out += '/';
  return out + "ocdsReleasePackages?updatedFrom=" + pull::london_wall_time(window.asked_from) +
         "&updatedTo=" + pull::london_wall_time(window.covers.to) + "&limit=" + std::to_string(full_page);
}

Result<PullStatus> pull_status(persistence::Database& database, std::string_view base) {
  return database.read([&](persistence::Session& s) -> Result<PullStatus> {
    PullStatus out;
    out.base = base;
    const auto all = persistence::pull_windows(s, base);
    out.covered = covered_by(all);
    if (out.covered.empty() && all.empty()) return out;
    Span whole = all.front().window.covers;
    for (const PullWindow& window : all) whole.to = std::max(whole.to, window.window.covers.to);
    out.not_covered = pull::gaps(whole, out.covered);
    out.in_doubt = in_doubt(all, whole);
    for (const PullWindow& window : all) {
      const bool since = pull::gaps(window.window.covers, out.covered).empty();
      if (window.state == PullState::open && !since) out.unfinished.push_back(window);
      if (window.state == PullState::failed && !since) out.failed.push_back(window);
    }
    return out;
  });
}

Result<std::vector<PullWindow>> pull_plan(persistence::Database& database, const PullOptions& options) {
  return database.read([&](persistence::Session& s) -> Result<std::vector<PullWindow>> {
    const auto all = persistence::pull_windows(s, options.base);
    std::vector<Span> settled = options.again ? std::vector<Span>{} : covered_by(all);
    std::vector<PullWindow> out;
    for (const PullWindow& window : all) {
      const bool wanted = window.state == PullState::open && within(window.window.covers, options.span) &&
                          pull::gaps(window.window.covers, settled) == std::vector<Span>{window.window.covers};
      if (!wanted) continue;
      settled.push_back(window.window.covers);
      out.push_back(window);
    }
    for (const pull::Window& window : pull::plan(options.span, settled)) {
      PullWindow planned;
      planned.source = options.base;
      planned.window = window;
      out.push_back(std::move(planned));
    }
    return out;
  });
}

Result<PullAccount> run_pull(persistence::Database& database, PullWorld& world, const PullOptions& options) {
  return Pull(database, world, options).run();
}

} // namespace openward::app
