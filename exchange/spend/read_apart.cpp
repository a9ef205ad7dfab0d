#include "exchange/spend/read_apart.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace openward::exchange {
namespace {

constexpr std::size_t batch_lines = 2048;
constexpr std::size_t most_waiting = 3;

/// Rows in their order: lines, with what stands between them.
struct Batch {
  struct Between {
    std::size_t lines_before = 0;
    std::optional<RefusedLine> refused; // else it is the bytes that are done
    std::int64_t bytes = 0;
  };
  std::vector<PaymentLine> lines; // kept between uses, so that their strings keep their memory
  std::size_t used = 0;
  std::vector<Between> between;
};

/// Where one thread puts batches and the other takes them.
class Crossing {
 public:
  /// Waits while as many wait as may. False when nobody wants more. Gives an empty batch back, of those that were taken when there is one.
  bool put(Batch& batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || waiting_.size() < most_waiting; });
    if (stopped_) return false;
    waiting_.push_back(std::move(batch));
    batch = {};
    if (!spare_.empty()) {
      batch = std::move(spare_.back());
      spare_.pop_back();
    }
    changed_.notify_all();
    return true;
  }
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

  /// None at the end.
  std::optional<Batch> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
    if (waiting_.empty()) return std::nullopt;
    Batch batch = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    return batch;
  }
  void give_back(Batch batch) {
    batch.used = 0;
    batch.between.clear();
    const std::lock_guard lock(mutex_);
    spare_.push_back(std::move(batch));
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  std::vector<Batch> spare_;
  bool ended_ = false;
  bool stopped_ = false;
};

/// The side that reads.
class Reading {
 public:
  Reading(const SpendReadingOf& read, Crossing& crossing) : crossing_(crossing), thread_([this, &read] { run(read); }) {}
  ~Reading() {
    crossing_.stop();
    if (thread_.joinable()) thread_.join();
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  Result<SpendReading> outcome() {
    thread_.join();
    if (fault_) std::rethrow_exception(fault_);
    return *std::move(outcome_);
  }

 private:
  void run(const SpendReadingOf& read) noexcept {
    try {
      SpendSink sink;
      sink.payment = [this](const PaymentLine& line) { return add(line); };
      sink.refused = [this](const RefusedLine& line) { stand_between({batch_.used, line, 0}); };
      sink.passed = [this](std::int64_t bytes) { stand_between({batch_.used, std::nullopt, bytes}); };
      outcome_ = read(sink);
      crossing_.put(batch_);
    } catch (...) {
      fault_ = std::current_exception();
    }
    crossing_.end();
  }

  Result<> add(const PaymentLine& line) {
    if (batch_.used == batch_.lines.size()) {
      batch_.lines.push_back(line);
    } else {
      batch_.lines[batch_.used] = line;
    }
    ++batch_.used;
    if (batch_.used < batch_lines || crossing_.put(batch_)) return Done{};
    return Error{ErrorKind::unavailable, "the reading was ended", {}, {}};
  }
  /// A file may be refused row by row to its end.
  void stand_between(Batch::Between what) {
    batch_.between.push_back(std::move(what));
    if (batch_.between.size() >= batch_lines && !crossing_.put(batch_)) batch_ = {};
  }

  Crossing& crossing_;
  Batch batch_;
  std::optional<Result<SpendReading>> outcome_;
  std::exception_ptr fault_;
  std::thread thread_; // the last, because it uses the others
};

Result<> take(const Batch& batch, const SpendSink& sink) {
  auto next = batch.between.begin();
  for (std::size_t i = 0; i <= batch.used; ++i) {
    for (; next != batch.between.end() && next->lines_before == i; ++next) {
      if (next->refused) {
        sink.refused(*next->refused);
      } else if (sink.passed) {
        sink.passed(next->bytes);
      }
    }
    if (i == batch.used) break;
    auto taken = sink.payment(batch.lines[i]);
    if (!taken) return taken;
  }
  return Done{};
}

} // namespace

Result<SpendReading> read_apart(const SpendReadingOf& read, const SpendSink& sink) {
  Crossing crossing;
  Reading reading(read, crossing);
  while (auto batch = crossing.take()) {
    if (auto taken = take(*batch, sink); !taken) return taken.error();
    crossing.give_back(*std::move(batch));
  }
  return reading.outcome();
}

} // namespace openward::exchange
