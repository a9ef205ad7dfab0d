#pragma once
// One page of a source, asked for with patience: the budget is kept, refusals for a time are waited out, what is broken is asked again, and
// redirects are followed within the source. One owner, one thread.

#include "domain/pull/pace.h"
#include "exchange/ocds/release_page.h"
#include "persistence/pulls.h"
#include "service/app/pull.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace openward::app {

/// What a page that was not got means for the walk.
enum class Hopeless {
  page,   // this address will not do better
  source, // no other address will either, for now
};

struct NotGot {
  Hopeless what = Hopeless::page;
  Error error;
  int status = 0;
};

struct GotPage {
  std::string bytes;
  exchange::ReleasePage page;
  persistence::PullRequest request; // for the window's account; not kept yet
};

class PullSource {
 public:
  /// `note` keeps the account of a request that brought no page.
  PullSource(PullWorld& world, std::string base, PullAccount& account, std::function<Result<>(const persistence::PullRequest&)> note);

  /// Answers of an earlier run that the source may still count.
  void remember(Instant answered) { budget_.spend(answered); }
  /// The page, or why there is none; an Error of the database ends everything.
  Result<std::variant<GotPage, NotGot>> get(std::string address, std::int64_t window, int page, PullProgress& progress);
  /// The link as an absolute address of this source; none when it leads elsewhere.
  std::optional<std::string> within_source(std::string_view link) const;

 private:
  struct Tried;
  Tried try_once(const std::string& address, std::int64_t window, int page);
  void wait(std::chrono::seconds, std::string_view because, PullProgress& progress);

  PullWorld& world_;
  std::string base_;
  PullAccount& account_;
  std::function<Result<>(const persistence::PullRequest&)> note_;
  pull::RequestBudget budget_{requests_allowed, allowed_within};
  bool ever_answered_ = false;
};

} // namespace openward::app
