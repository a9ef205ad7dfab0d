#include "service/cli/pull_words.h"

#include "service/render/json.h"

#include <algorithm>

namespace openward::cli {

using app::PullAccount;
using app::PullStatus;
using persistence::PullState;
using persistence::PullWindow;
using pull::Span;
using render::Json;

namespace {

/// "2026-08-10 08:00 to 2026-08-10 16:00", on London walls.
std::string in_london(const Span& span) {
  const auto wall = [](Instant at) {
    std::string text = pull::london_wall_time(at).substr(0, 16);
    text[10] = ' ';
    return text;
  };
  return wall(span.from) + " to " + wall(span.to);
}

/// The command that asks for these times.
std::string command(std::string_view base, const Span& span, bool again) {
  const Instant last(span.to.seconds() - std::chrono::seconds(1));
  std::string out = "openward pull find-a-tender --from " + london_date(span.from).iso() + " --to " + london_date(last).iso();
  if (base != app::find_a_tender) out += " --base " + std::string(base);
  return out + (again ? " --again" : "");
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

void tell_missing(std::string& out, std::string_view base, const std::vector<Span>& gaps, const std::vector<PullWindow>& doubts) {
  for (const Span& gap : gaps) {
    out += "  not covered: " + in_london(gap) + "\n    get it: " + command(base, gap, false) + "\n";
  }
  for (const PullWindow& window : doubts) {
    out += "  in doubt: " + in_london(window.window.covers) + ": " + window.reason +
           "\n    look again: " + command(base, window.window.covers, true) + "\n";
  }
}

void tell_window(std::string& out, const PullWindow& window, std::string_view remark) {
  out += "  " + in_london(window.window.covers) + "  " + std::string(to_string(window.state)) + ", " +
         counted(window.pages, "page", "pages") + ", " + counted(window.releases, "release", "releases");
  if (!window.reason.empty()) out += ": " + window.reason;
  if (!remark.empty()) out += " (" + std::string(remark) + ")";
  out += "\n";
}

void write_span(Json& out, const Span& span) { out.object().member("from", span.from.iso()).member("to", span.to.iso()).end_object(); }

void write_spans(Json& out, std::string_view name, const std::vector<Span>& spans) {
  out.key(name).array();
  for (const Span& span : spans) write_span(out, span);
  out.end_array();
}

void write_window(Json& out, std::string_view base, const PullWindow& window, std::string_view remark) {
  out.object().member("from", window.window.covers.from.iso()).member("to", window.window.covers.to.iso());
  out.member("asked_from", window.window.asked_from.iso()).member("state", to_string(window.state)).member("reason", window.reason);
  out.member("remark", remark).member("pages", window.pages).member("releases", window.releases);
  out.member("address", app::first_page(base, window.window)).end_object();
}

void write_windows(Json& out, std::string_view name, std::string_view base, std::span<const PullWindow> windows) {
  out.key(name).array();
  for (const PullWindow& window : windows) write_window(out, base, window, {});
  out.end_array();
}

/// How long so many requests take when no more than the allowed number go at once.
std::int64_t least_minutes(std::size_t requests) {
  const auto rounds = static_cast<std::int64_t>(requests == 0 ? 0 : (requests - 1) / app::requests_allowed);
  return rounds * app::allowed_within.count() / 60;
}

} // namespace

std::string progress_text(const app::PullProgress& now) {
  std::string out = "window " + std::to_string(now.window) + " of " + std::to_string(now.windows) + ", " + in_london(now.span) + ", page " +
                    std::to_string(now.page) + ", " + counted(now.releases, "release", "releases") + " so far";
  if (now.waiting.count() > 0) out += "; waits " + std::to_string(now.waiting.count()) + " s: " + std::string(now.because.substr(0, 100));
  return out;
}

std::string pull_text(const PullAccount& account) {
  std::string out = account.base + ", " + in_london(account.span) + " (London)\n";
  out += "  " + counted(account.requests, "request", "requests") + ", " + counted(account.pages, "page", "pages") + " taken (" +
         std::to_string(account.pages_seen_before) + " held before), " + std::to_string(account.bytes / 1000) + " kB, " +
         std::to_string(account.waited.count()) + " s waited\n";
  out += "  " + counted(account.releases, "release", "releases") + ": " + std::to_string(account.releases_new) + " new, " +
         std::to_string(account.releases_seen) + " seen before, " + std::to_string(account.releases_changed) + " changed, " +
         std::to_string(account.releases_refused) + " refused; " + counted(account.awards_new, "new award", "new awards") + ", " +
         std::to_string(account.awards_changed) + " changed\n";
  if (account.windows.empty() && !account.stopped) out += "  everything asked for was covered already; --again asks for it once more\n";
  for (const auto& [window, remark] : account.windows) tell_window(out, window, remark);
  for (const std::string& refusal : account.refused) out += "  refused: " + refusal + "\n";
  if (account.stopped) out += "  stopped: " + account.stopped->message + "\n";
  if (account.complete()) return out + "Nothing is known to be missing.\n";
  if (account.not_covered.empty() && account.in_doubt.empty()) return out;
  out += "What may be missing:\n";
  tell_missing(out, account.base, account.not_covered, account.in_doubt);
  return out;
}

std::string pull_json(const PullAccount& account) {
  Json out;
  out.object().member("source", account.base).key("span");
  write_span(out, account.span);
  out.member("requests", account.requests).member("pages", account.pages).member("pages_seen_before", account.pages_seen_before);
  out.member("bytes", account.bytes).member("seconds_waited", static_cast<std::int64_t>(account.waited.count()));
  out.member("releases", account.releases).member("releases_new", account.releases_new).member("releases_seen", account.releases_seen);
  out.member("releases_changed", account.releases_changed).member("releases_refused", account.releases_refused);
  out.member("awards_new", account.awards_new).member("awards_changed", account.awards_changed).key("windows").array();
  for (const auto& [window, remark] : account.windows) write_window(out, account.base, window, remark);
  out.end_array().key("refused").array();
  for (const std::string& refusal : account.refused) out.text(refusal);
  out.end_array();
  write_spans(out, "not_covered", account.not_covered);
  write_windows(out, "in_doubt", account.base, account.in_doubt);
  out.key("stopped");
  account.stopped ? out.text(account.stopped->message) : out.null();
  return out.member("complete", account.complete()).end_object().take();
}

std::string status_text(const PullStatus& status) {
  std::string out = status.base + "\n";
  if (status.covered.empty()) out += "  nothing of it is covered: openward pull find-a-tender --from DATE\n";
  for (const Span& span : status.covered) out += "  covered: " + in_london(span) + "\n";
  tell_missing(out, status.base, status.not_covered, status.in_doubt);
  for (const PullWindow& window : status.unfinished) {
    out += "  unfinished:";
    tell_window(out, window, "the next run goes on with it");
  }
  for (const PullWindow& window : status.failed) {
    out += "  failed:";
    tell_window(out, window, {});
  }
  return out;
}

std::string status_json(const PullStatus& status) {
  Json out;
  out.object().member("source", status.base);
  write_spans(out, "covered", status.covered);
  write_spans(out, "not_covered", status.not_covered);
  write_windows(out, "in_doubt", status.base, status.in_doubt);
  write_windows(out, "unfinished", status.base, status.unfinished);
  write_windows(out, "failed", status.base, status.failed);
  return out.end_object().take();
}

std::string plan_text(std::string_view base, std::span<const PullWindow> windows) {
  std::string out;
  for (const PullWindow& window : windows) {
    out += in_london(window.window.covers) + "  " +
           (window.next_address.empty() ? app::first_page(base, window.window) : "goes on at " + window.next_address) + "\n";
  }
  out += counted(static_cast<std::int64_t>(windows.size()), "window", "windows") + ", so at least as many requests and " +
         std::to_string(least_minutes(windows.size())) + " minutes; nothing was asked and nothing was kept\n";
  return out;
}

std::string plan_json(std::string_view base, std::span<const PullWindow> windows) {
  Json out;
  out.object().member("source", base).member("dry_run", true);
  write_windows(out, "windows", base, windows);
  return out.end_object().take();
}

} // namespace openward::cli
