#include "persistence/pulls.h"

#include "persistence/detail/json.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <array>

namespace openward::persistence {
namespace {

using detail::as;
using Text = std::string;

constexpr std::string_view insert_window = "insert into pull_window (source, covers_from, covers_to, asked_from, state, began_at) "
                                           "values (:source, :covers_from, :covers_to, :asked_from, 'open', :now) returning key";
constexpr std::string_view update_window = "update pull_window set state = :state, reason = :reason, next_address = :next, pages = :pages, "
                                           "releases = :releases, ended_at = :ended where key = :key";
constexpr std::string_view insert_request = "insert into pull_request (window_key, page, address, asked_at, answered_at, status, outcome, "
                                            "bytes, sha256, source_file_key, releases) "
                                            "values (:window, :page, :address, :asked, :answered, :status, :outcome, :bytes, :sha256, "
                                            "(select key from source_file where sha256 = :sha256), :releases)";
constexpr std::string_view select_windows =
    "select key, source, covers_from, covers_to, asked_from, state, reason, next_address, pages, releases, began_at, ended_at "
    "from pull_window where source = :source or :source = '' order by source, covers_from, key";
constexpr std::string_view select_requests = "select page, address, asked_at, answered_at, status, outcome, bytes, sha256, releases "
                                             "from pull_request where window_key = :window order by key";

constexpr std::array<std::string_view, 5> states{"open", "whole", "doubtful", "split", "failed"};

} // namespace

std::string_view to_string(PullState state) { return states.at(static_cast<std::size_t>(state)); }

std::optional<PullState> pull_state_from(std::string_view word) {
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (states.at(i) == word) return static_cast<PullState>(i);
  }
  return std::nullopt;
}

PullWindow Pulls::open(std::string_view source, const pull::Window& window) {
  PullWindow out;
  out.key = detail::cell<std::int64_t>(u_.session(), insert_window, as("source", source), as("covers_from", window.covers.from),
                                       as("covers_to", window.covers.to), as("asked_from", window.asked_from), as("now", u_.now()))
                .value();
  out.source = source;
  out.window = window;
  out.began = u_.now();
  return out;
}

void Pulls::note(const PullRequest& request) {
  detail::execute(u_.session(), insert_request, as("window", request.window), as("page", request.page), as("address", request.address),
                  as("asked", request.asked), as("answered", request.answered), as("status", request.status),
                  as("outcome", request.outcome), as("bytes", request.bytes), as("sha256", request.sha256),
                  as("releases", request.releases));
}

void Pulls::keep(const PullWindow& window) {
  detail::execute(u_.session(), update_window, as("state", to_string(window.state)), as("reason", window.reason),
                  as("next", window.next_address), as("pages", window.pages), as("releases", window.releases), as("ended", window.ended),
                  as("key", window.key));
}

void Pulls::end(PullWindow& window) {
  window.ended = u_.now();
  keep(window);
  if (window.state != PullState::whole && window.state != PullState::doubtful) return;
  u_.record("pull_window.covered", window.source, 1,
            detail::JsonObject()
                .set("source", window.source)
                .set("from", window.window.covers.from)
                .set("to", window.window.covers.to)
                .set("state", std::string(to_string(window.state)))
                .set("pages", window.pages)
                .set("releases", window.releases)
                .text());
}

std::vector<PullWindow> pull_windows(Session& s, std::string_view source) {
  std::vector<PullWindow> out;
  for (auto& [key, of, from, to, asked_from, state, reason, next, pages, releases, began, ended] :
       detail::rows<std::int64_t, Text, Text, Text, Text, Text, Text, Text, int, std::int64_t, Text, std::optional<Text>>(
           s, select_windows, as("source", source))) {
    PullWindow window;
    window.key = key;
    window.source = of;
    window.window = {{detail::stored_instant(from), detail::stored_instant(to)}, detail::stored_instant(asked_from)};
    window.state = detail::stored_word(pull_state_from, "state of a pull", state);
    window.reason = reason;
    window.next_address = next;
    window.pages = pages;
    window.releases = releases;
    window.began = detail::stored_instant(began);
    window.ended = detail::stored_instant(ended);
    out.push_back(std::move(window));
  }
  return out;
}

std::vector<PullRequest> pull_requests(Session& s, std::int64_t window) {
  std::vector<PullRequest> out;
  for (auto& [page, address, asked, answered, status, outcome, bytes, sha256, releases] :
       detail::rows<int, Text, Text, Text, int, Text, std::int64_t, Text, std::int64_t>(s, select_requests, as("window", window))) {
    out.push_back(
        {window, page, address, detail::stored_instant(asked), detail::stored_instant(answered), status, outcome, bytes, sha256, releases});
  }
  return out;
}

std::vector<Instant> pull_answers_since(Session& s, Instant since) {
  std::vector<Instant> out;
  for (auto& [at] :
       detail::rows<Text>(s, "select answered_at from pull_request where answered_at >= :since order by answered_at", as("since", since)))
    out.push_back(detail::stored_instant(at));
  return out;
}

} // namespace openward::persistence
