// The load under which another register's feed lost changes: many writers at once, and readers who follow. Here every reader sees every
// change once, in one order.

#include "tests/api/recorder.h"
#include "tests/support/catch.h"

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

using namespace openward::test; // NOLINT(google-build-using-namespace): a test file
using openward::persistence::Backend;

namespace {

constexpr int writers = 4;
constexpr int rounds = 61; // each a draft and its publication: 488 writes
constexpr std::string_view last_title = "The last of all";

/// A connection that is used again and again, and a word on what went wrong.
struct Client {
  explicit Client(unsigned short port, std::string bearer)
      : connection(port), headers("Authorization: Bearer " + std::move(bearer) + "\r\n") {}
  RawAnswer ask(std::string_view method, const std::string& target, const std::string& more = {}, const std::string& body = {}) {
    const std::string type = body.empty() ? "" : "Content-Type: application/json\r\n";
    connection.send(request_text(method, target, headers + type + more, body));
    return connection.receive();
  }
  RawConnection connection;
  std::string headers;
};

std::string award(const std::string& title) {
  return R"({"commissioner":"ods:QHM","title":")" + title +
         R"(","cpv":["85121000"],"route":"direct_award_c","providers":[{"name":"Invented Hearing Care Ltd","identifier":"coh:01234567"}],)"
         R"("value":{"amount":"310000.00","vat":"excluded","kind":"lifetime"},"awarded_on":"2026-07-01","starts":"2026-08-01",)"
         R"("ends":"2029-07-31"})";
}

/// How far the writers are: readers without wait look again when it moves.
class Progress {
 public:
  void made() {
    const std::lock_guard lock(mutex_);
    ++made_;
    moved_.notify_all();
  }
  /// Waits until more were made than `seen`; gives how many.
  int beyond(int seen) {
    std::unique_lock lock(mutex_);
    moved_.wait_for(lock, std::chrono::seconds(20), [&] { return made_ > seen; });
    return made_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  int made_ = 0;
};

struct Written {
  std::vector<std::string> ids;
  std::string complaint;
};

void write(unsigned short port, const std::string& secret, int writer, Progress& progress, Written& out) {
  Client client(port, secret);
  for (int round = 0; round < rounds && out.complaint.empty(); ++round) {
    const RawAnswer drafted = client.ask("POST", "/v1/awards", {}, award("Award " + std::to_string(writer) + "/" + std::to_string(round)));
    const std::string place = drafted.header("location");
    if (drafted.status != 201) out.complaint = drafted.head + drafted.body;
    progress.made();
    const RawAnswer published = client.ask("POST", place + "/publish", if_match(drafted));
    if (published.status != 200) out.complaint = published.head + published.body;
    progress.made();
    out.ids.push_back(place.substr(place.rfind('/') + 1));
  }
}

/// What one reader saw: "seq type subject version", in the order in which it came.
struct Seen {
  std::vector<std::string> lines;
  int pages = 0;
  std::string complaint;
};

/// Takes a page; the address of the next, or "" at the last of all.
std::string take(const RawAnswer& page, Seen& seen) {
  rapidjson::Document document;
  document.Parse(page.body.data(), page.body.size());
  if (page.status != 200 || document.HasParseError()) {
    seen.complaint = page.head + page.body;
    return {};
  }
  ++seen.pages;
  for (const auto& event : document["data"].GetArray()) {
    seen.lines.push_back(at(event, "/seq") + " " + at(event, "/type") + " " + at(event, "/subject") + " " + at(event, "/version"));
    if (at(event, "/body/title") == last_title && at(event, "/type") == "award.drafted") return {};
  }
  return at(document, "/next");
}

void follow(unsigned short port, const std::string& secret, std::string next, Progress* progress, Seen& seen) {
  Client client(port, secret);
  for (int made = 0; !next.empty();) {
    const std::size_t before = seen.lines.size();
    next = take(client.ask("GET", next), seen);
    if (progress && !next.empty() && seen.lines.size() == before) made = progress->beyond(made);
  }
}

} // namespace

TEST_CASE("under many writers, readers by cursor and by long poll see every change once, in one order, without a gap", "[api]") {
  const Backend backend = GENERATE(from_range(backends()));
  Recorder reg(backend);
  const std::vector<std::string> unlimited{"--token-limit", "0"}; // one token, more than 1200 requests a minute
  reg.serving = std::make_unique<Serving>(reg.url, unlimited);
  // Two processes on PostgreSQL, as behind a proxy.
  std::unique_ptr<Serving> second;
  if (backend == Backend::postgresql) second = std::make_unique<Serving>(reg.url, unlimited);
  const std::array<unsigned short, 2> ports{reg.serving->port(), second ? second->port() : reg.serving->port()};
  const std::string since = at(json(get(ports[0], "/v1/changes?limit=1").body), "/seq");
  const std::string start = "/v1/changes?since=" + since;

  Progress progress;
  std::array<Written, writers> written;
  std::array<Seen, 6> seen;
  const std::array<std::string, 6> ask{"&limit=1000",      "&limit=13",          "&limit=1000&wait=20",
                                       "&limit=7&wait=20", "&limit=100&wait=20", "&limit=1&wait=20"};
  std::vector<std::thread> readers;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    Progress* const cursor = ask[i].find("wait") == std::string::npos ? &progress : nullptr;
    readers.emplace_back([&, i, cursor] { follow(ports[i % 2], reg.secret, start + ask[i], cursor, seen[i]); });
  }
  std::vector<std::thread> writing;
  const auto began = std::chrono::steady_clock::now();
  for (int w = 0; w < writers; ++w) {
    writing.emplace_back(
        [&, w] { write(ports[static_cast<std::size_t>(w) % 2], reg.secret, w, progress, written[static_cast<std::size_t>(w)]); });
  }
  for (std::thread& thread : writing) thread.join();
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  const RawAnswer last = reg.post("/v1/awards", award(std::string(last_title)));
  CHECK(last.status == 201);
  progress.made();
  for (std::thread& thread : readers) thread.join();

  INFO(took.count() << " ms, " << seen[0].lines.size() << " changes");
  for (const Written& one : written) CHECK(one.complaint.empty());
  for (const Seen& one : seen) CHECK(one.complaint.empty());
  // One order for all, each number once, none left out.
  const std::vector<std::string>& all = seen[0].lines;
  for (const Seen& one : seen) CHECK((one.lines == all)); // not a thousand lines of it
  std::int64_t number = std::stoll(since);
  std::map<std::string, int> told;
  for (const std::string& line : all) {
    const auto blank = line.find(' ');
    REQUIRE(line.substr(0, blank) == std::to_string(++number));
    ++told[line.substr(blank + 1)];
  }
  // What was written, as the writers were answered: every draft and every publication is told, once.
  std::size_t ids = 0;
  for (const Written& one : written) {
    for (const std::string& id : one.ids) {
      ++ids;
      CHECK(told["award.drafted " + id + " 1"] == 1);
      CHECK(told["award.published " + id + " 2"] == 1);
    }
  }
  CHECK(ids == static_cast<std::size_t>(writers * rounds));
  CHECK(at(json(get(ports[1], "/v1/changes?limit=1").body), "/seq") == std::to_string(number));
}
