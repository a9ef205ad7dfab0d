#include "service/app/pull.h"

#include "service/cli/command.h"
#include "service/cli/pull_words.h"
#include "service/http/client.h"

#include <iostream>
#include <thread>
#include <unistd.h>

namespace openward::cli {

namespace {

struct Options {
  std::string from, to;
  std::string base{app::find_a_tender};
  std::string format = "table";
  bool again = false, dry_run = false, status = false;
};

/// On a terminal one line that is written over; elsewhere a line for each window, and for each long wait.
class Watched {
 public:
  void show(const app::PullProgress& now) {
    if (terminal_) {
      std::cerr << "\r\033[K" << progress_text(now) << std::flush;
      return;
    }
    const bool long_wait = now.waiting >= std::chrono::seconds(30);
    if (now.window == window_ && !long_wait) return;
    window_ = now.window;
    std::cerr << progress_text(now) << '\n';
  }
  void end() const {
    if (terminal_) std::cerr << "\r\033[K" << std::flush;
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  std::size_t window_ = 0;
};

/// From the first moment of a London day to the last of another, and not past now. Without a first day: from where the register is covered
/// without a gap.
Result<pull::Span> span_of(const Options& options, const app::PullStatus& known, Instant now) {
  pull::Span span;
  if (options.from.empty()) {
    if (known.covered.empty())
      return invalid_at("--from", "missing", "nothing of this source is covered yet: say from which day on, with --from 2026-08-01");
    span.from = known.covered.front().to;
  } else {
    const auto day = Date::parse(options.from);
    if (!day) return invalid_at("--from", "bad_date", day.error().message);
    span.from = from_london(*day, std::chrono::seconds(0));
  }
  span.to = now;
  if (!options.to.empty()) {
    const auto day = Date::parse(options.to);
    if (!day) return invalid_at("--to", "bad_date", day.error().message);
    span.to = std::min(now, from_london(day->plus_days(1), std::chrono::seconds(0)));
  }
  if (span.to <= span.from)
    return invalid_at("--from", "nothing_between",
                      "there is no time between " + span.from.iso() + " and " + span.to.iso() +
                          ": the first day comes before the last, and neither after today");
  return span;
}

int printed(std::string text, int status) {
  if (!text.ends_with('\n')) text += '\n';
  std::cout << text;
  return status;
}

int ended(const app::PullAccount& account) {
  if (account.stopped) {
    say(*account.stopped);
    return account.stopped->kind == ErrorKind::unavailable ? kEnvironment : kRefused;
  }
  return account.complete() ? kDone : kRefused;
}

int pull_releases(const Common& common, const Options& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const bool as_json = options.format == "json";
  auto known = app::pull_status(*database, options.base);
  if (!known) return say(known.error());
  if (options.status) return printed(as_json ? status_json(*known) : status_text(*known), kDone);
  const auto span = span_of(options, *known, common.clock());
  if (!span) return say(span.error()), kUsage;
  app::PullOptions how;
  how.base = options.base;
  how.span = *span;
  how.again = options.again;
  if (options.dry_run) {
    const auto plan = app::pull_plan(*database, how);
    if (!plan) return say(plan.error());
    return printed(as_json ? plan_json(how.base, *plan) : plan_text(how.base, *plan), kDone);
  }
  http::ClientOptions client;
  client.agent = "openward/" OPENWARD_VERSION " (an open register of NHS contract awards)";
  const http::Client web(client);
  Watched watched;
  app::PullWorld world{common.clock, [](std::chrono::seconds time) { std::this_thread::sleep_for(time); },
                       [&](const std::string& address) { return web.get(address); },
                       [&](const app::PullProgress& now) { watched.show(now); }};
  const auto account = app::run_pull(*database, world, how);
  watched.end();
  if (!account) return say(account.error());
  printed(as_json ? pull_json(*account) : pull_text(*account), kDone);
  return ended(*account);
}

} // namespace

void add_pull(CLI::App& program, Common& common, Run& run) {
  auto* pull = program.add_subcommand("pull", "fill the register from where notices are published");
  pull->require_subcommand(1);
  auto* command =
      pull->add_subcommand("find-a-tender", "the release packages of Find a Tender, window by window, until nothing is missing");
  auto options = std::make_shared<Options>();
  command->add_option("--from", options->from, "the first day, as 2026-08-01; without it the pull goes on where it is covered to");
  command->add_option("--to", options->to, "the last day; without it, until now");
  command->add_option("--base", options->base, "the address of the interface")->capture_default_str();
  command->add_flag("--again", options->again, "ask for what is covered too, to find what was left out the first time");
  command->add_option("--format", options->format, "of the account")->check(CLI::IsMember({"table", "json"}))->capture_default_str();
  auto* dry = command->add_flag("--dry-run", options->dry_run, "say which windows would be asked for; ask nothing, keep nothing");
  command->add_flag("--status", options->status, "say what is covered, what is not, and what failed; ask nothing")->excludes(dry);
  command->callback([&common, &run, options] { run = [&common, options] { return pull_releases(common, *options); }; });
}

} // namespace openward::cli
