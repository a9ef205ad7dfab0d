#include "service/app/pull_source.h"

#include "exchange/files/file.h"

#include <algorithm>

namespace openward::app {
namespace {

using std::chrono::seconds;

constexpr int attempts = 4;
constexpr int redirects = 5;
constexpr seconds unsaid_patience{120};  // after 429 or 503 without Retry-After
constexpr seconds longest_patience{900}; // past this the run ends and says when to come back

std::string excerpt(std::string_view body) {
  std::string out(body.substr(0, std::min<std::size_t>(body.find_first_of("\r\n"), 160)));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, ' ');
  return out.empty() || out.front() == '<' ? "" : ": \"" + out + "\"";
}

/// "https://host:port" of an absolute address; "" of anything else.
std::string_view origin(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  return address.substr(0, address.find_first_of("/?#", scheme + 3));
}

} // namespace

/// One request, and whether another may do better.
struct PullSource::Tried {
  enum class Then { done, again, again_after, elsewhere, hopeless_page, hopeless_source };
  Then then = Then::done;
  Error error{};       // of all but `done`
  seconds wait{0};     // of `again_after`
  std::string where{}; // of `elsewhere`
  bool unreachable = false;
  persistence::PullRequest request{};
  std::string bytes{};
  exchange::ReleasePage page{};
};

PullSource::PullSource(PullWorld& world, std::string base, PullAccount& account,
                       std::function<Result<>(const persistence::PullRequest&)> note)
    : world_(world), base_(std::move(base)), account_(account), note_(std::move(note)) {}

std::optional<std::string> PullSource::within_source(std::string_view link) const {
  if (link.starts_with('/') && !link.starts_with("//")) return std::string(origin(base_)) + std::string(link);
  if (link.empty() || origin(link) != origin(base_)) return std::nullopt;
  return std::string(link);
}

void PullSource::wait(seconds time, std::string_view because, PullProgress& progress) {
  if (time <= seconds(0)) return;
  progress.waiting = time;
  progress.because = because;
  if (world_.progress) world_.progress(progress);
  world_.wait(time);
  account_.waited += time;
  progress.waiting = seconds(0);
}

PullSource::Tried PullSource::try_once(const std::string& address, std::int64_t window, int page) {
  using enum Tried::Then;
  Tried out;
  persistence::PullRequest& request = out.request;
  request.window = window;
  request.page = page;
  request.address = address;
  request.asked = world_.clock();
  auto fetched = world_.fetch(address);
  request.answered = world_.clock();
  budget_.spend(request.answered);
  ++account_.requests;
  const auto unwanted = [&](Tried::Then then, ErrorKind kind, std::string message, std::string internal = {}) {
    out.then = then;
    out.error = Error{kind, std::move(message), {}, std::move(internal)};
    request.outcome = out.error.message;
  };
  if (!fetched) {
    out.unreachable = fetched.error().kind == ErrorKind::unavailable;
    unwanted(out.unreachable ? again : hopeless_page, fetched.error().kind, fetched.error().message, fetched.error().internal);
    return out;
  }
  const int status = request.status = fetched->status;
  account_.bytes += request.bytes = static_cast<std::int64_t>(fetched->body.size());
  request.sha256 = exchange::sha256_hex(fetched->body);
  ever_answered_ = true;
  const std::string answered = "the source answered " + std::to_string(status) + excerpt(fetched->body);
  if (status == 429 || status == 503) {
    out.wait = pull::retry_after(fetched->retry_after, request.answered).value_or(unsaid_patience);
    unwanted(again_after, ErrorKind::unavailable, answered);
    if (out.wait > longest_patience)
      unwanted(hopeless_source, ErrorKind::unavailable,
               answered + " and wants to be left alone for " + std::to_string(out.wait.count()) + " s: run the command again after that");
    return out;
  }
  if (status >= 300 && status < 400 && !fetched->location.empty()) {
    const auto where = within_source(fetched->location);
    if (where) {
      out.where = *where;
      unwanted(elsewhere, ErrorKind::unavailable, "redirected to " + *where);
    } else {
      unwanted(hopeless_source, ErrorKind::invalid,
               "the source sends us to " + fetched->location.substr(0, 200) +
                   ", which is another one: if that is right, name it with --base");
    }
    return out;
  }
  if (status == 400 || (status > 404 && status < 500)) return unwanted(hopeless_page, ErrorKind::invalid, answered), out;
  if (status >= 401 && status <= 404)
    return unwanted(hopeless_source, ErrorKind::invalid, answered + ": is " + base_ + " the address of the interface? --base names it"),
           out;
  if (status != 200) return unwanted(again, ErrorKind::unavailable, answered), out;
  auto read = exchange::read_release_page(fetched->body);
  if (!read) return unwanted(again, ErrorKind::invalid, read.error().message), out;
  out.page = *std::move(read);
  out.bytes = std::move(fetched->body);
  request.releases = out.page.releases;
  return out;
}

Result<std::variant<GotPage, NotGot>> PullSource::get(std::string address, std::int64_t window, int page, PullProgress& progress) {
  using Answer = std::variant<GotPage, NotGot>;
  int turned = 0;
  for (int attempt = 1;;) {
    wait(budget_.wait(world_.clock()), "12 requests in 120 seconds are allowed", progress);
    if (world_.progress) world_.progress(progress);
    Tried tried = try_once(address, window, page);
    if (tried.then == Tried::Then::done) return Answer(GotPage{std::move(tried.bytes), std::move(tried.page), std::move(tried.request)});
    if (auto noted = note_(tried.request); !noted) return noted.error();
    const auto give_up = [&](Hopeless what) { return Answer(NotGot{what, std::move(tried.error), tried.request.status}); };
    switch (tried.then) {
    case Tried::Then::hopeless_page:
      return give_up(Hopeless::page);
    case Tried::Then::hopeless_source:
      return give_up(Hopeless::source);
    case Tried::Then::elsewhere:
      address = tried.where;
      if (++turned > redirects) return give_up(Hopeless::source);
      break;
    default:
      // A source that has not answered once is not there, or the address is wrong: whoever waits for it wants to know at once.
      if (attempt == attempts || (tried.unreachable && !ever_answered_))
        return give_up(tried.unreachable || tried.then == Tried::Then::again_after ? Hopeless::source : Hopeless::page);
      ++attempt;
      wait(tried.then == Tried::Then::again_after ? tried.wait : pull::patience_before(attempt), tried.error.message, progress);
    }
  }
}

} // namespace openward::app
