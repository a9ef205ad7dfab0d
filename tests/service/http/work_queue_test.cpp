#include "service/http/work_queue.h"

#include "tests/service/http/running_server.h"
#include "tests/support/catch.h"

#include <atomic>

namespace openward::http {

using test::Gate;
using test::generous;

TEST_CASE("a queue takes as many jobs as it has threads and places, and refuses the next", "[http]") {
  auto gate = std::make_shared<Gate>();
  WorkQueue queue(2, 3);
  queue.start();
  for (int i = 0; i < 5; ++i) {
    WorkQueue::Job job = [gate] { gate->pass(); };
    CHECK(queue.try_push(job));
  }
  WorkQueue::Job sixth = [] {};
  CHECK_FALSE(queue.try_push(sixth));
  CHECK(sixth); // untouched: the caller still has it to answer for
  REQUIRE(gate->wait_for_arrivals(2));
  CHECK(queue.waiting() == 3);
  gate->open();
  CHECK(gate->wait_for_arrivals(5));
  CHECK(queue.close(generous));
}

TEST_CASE("a queue takes back those who waited elsewhere whatever its limit, in turn with the others", "[http]") {
  auto gate = std::make_shared<Gate>();
  auto order = std::make_shared<std::string>(); // one thread runs all jobs
  WorkQueue queue(1, 3);
  queue.start();
  WorkQueue::Job first = [gate] { gate->pass(); };
  REQUIRE(queue.try_push(first));
  REQUIRE(gate->wait_for_arrivals(1));
  for (int i = 0; i < 3; ++i) {
    WorkQueue::Job job = [order] { *order += 'n'; };
    CHECK(queue.try_push(job));
  }
  for (int i = 0; i < 5; ++i) {
    WorkQueue::Job job = [order] { *order += 'b'; };
    CHECK(queue.push_back(job));
  }
  WorkQueue::Job last = [gate] { gate->pass(); };
  CHECK_FALSE(queue.try_push(last));
  CHECK(queue.waiting() == 8);
  CHECK(queue.push_back(last));
  gate->open();
  CHECK(gate->wait_for_arrivals(2));
  CHECK(queue.close(generous));
  CHECK(*order == "bnbnbnbb");
  WorkQueue::Job late = [] {};
  CHECK_FALSE(queue.push_back(late));
  CHECK(late);
}

TEST_CASE("a closed queue refuses jobs and closing again changes nothing", "[http]") {
  WorkQueue queue(1, 1);
  queue.start();
  CHECK(queue.close(generous));
  WorkQueue::Job job = [] {};
  CHECK_FALSE(queue.try_push(job));
  CHECK(queue.close(generous));
}

TEST_CASE("jobs that never ran are let go when the queue closes", "[http]") {
  auto gate = std::make_shared<Gate>();
  auto ran = std::make_shared<std::atomic<int>>(0);
  WorkQueue queue(1, 4);
  queue.start();
  WorkQueue::Job first = [gate] { gate->pass(); };
  REQUIRE(queue.try_push(first));
  REQUIRE(gate->wait_for_arrivals(1));
  WorkQueue::Job second = [ran] { ++*ran; };
  REQUIRE(queue.try_push(second));
  CHECK_FALSE(queue.close(std::chrono::milliseconds{1})); // the first still runs
  CHECK(ran.use_count() == 1);
  CHECK(*ran == 0);
  gate->open();
}

} // namespace openward::http
