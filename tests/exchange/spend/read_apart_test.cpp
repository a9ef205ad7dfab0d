// A file that is read in a thread of its own gives what reading it gives, in the order of its rows, to the thread that asked.
#include "exchange/spend/read_apart.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <vector>

namespace openward::exchange {
namespace {

std::string spend_file(int rows) {
  std::string out = "Entity,Date,Supplier,Transaction number,Amount\n";
  for (int i = 0; i < rows; ++i) {
    out += i % 11 == 5
               ? "Fen ICB,no day,ACME,T,1.00\n"
               : "Fen ICB,01/04/2025,Supplier " + std::to_string(i % 97) + ",T" + std::to_string(i) + "," + std::to_string(i) + ".50\n";
  }
  return out;
}

SpendSink writing_to(std::string& out) {
  SpendSink sink;
  sink.payment = [&](const PaymentLine& line) -> Result<> {
    out += std::to_string(line.row) + line.supplier + line.transaction + std::to_string(line.pence) + "\n";
    return Done{};
  };
  sink.refused = [&](const RefusedLine& line) { out += std::to_string(line.row) + line.code + "\n"; };
  return sink;
}

Result<SpendReading> apart(std::string_view bytes, const SpendSink& sink) {
  return read_apart([&](const SpendSink& s) { return read_spend(bytes, s); }, sink);
}

TEST_CASE("lines and refusals come in the order of their rows, in the thread that asked", "[spend]") {
  const std::string bytes = spend_file(GENERATE(0, 1, 2047, 2048, 2049, 20000));
  std::string here;
  std::string there;
  const auto plain = read_spend(bytes, writing_to(here));
  SpendSink sink = writing_to(there);
  const std::thread::id asked = std::this_thread::get_id();
  bool elsewhere = false;
  sink.payment = [&, inner = sink.payment](const PaymentLine& line) {
    elsewhere |= std::this_thread::get_id() != asked;
    return inner(line);
  };
  const auto read = apart(bytes, sink);
  REQUIRE(plain);
  REQUIRE(read);
  CHECK(here == there);
  CHECK_FALSE(elsewhere);
  CHECK(read->file.payments == plain->file.payments);
  CHECK(read->file.total_pence == plain->file.total_pence);
  CHECK(read->file.refused == plain->file.refused);
}

TEST_CASE("a file that is refused row by row, or whole, is told as without a thread", "[spend]") {
  std::string rows = "Entity,Date,Supplier,Amount\n";
  for (int i = 0; i < 9000; ++i) rows += "Fen,no day,ACME,1.00\n";
  std::string out;
  const auto read = apart(rows, writing_to(out));
  REQUIRE(read);
  CHECK(read->file.refused == 9000);
  CHECK(std::count(out.begin(), out.end(), '\n') == 9000);
  const auto refused = apart("%PDF-1.7", writing_to(out));
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, ContainsSubstring("PDF"));
}

TEST_CASE("what the taker refuses or throws ends the reading", "[spend]") {
  const std::string bytes = spend_file(50000);
  std::int64_t taken = 0;
  SpendSink sink;
  sink.refused = [](const RefusedLine&) {};
  sink.payment = [&](const PaymentLine&) -> Result<> {
    if (++taken == 3000) return invalid("enough");
    return Done{};
  };
  const auto ended = apart(bytes, sink);
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message == "enough");
  CHECK(taken == 3000);
  sink.payment = [](const PaymentLine&) -> Result<> { throw std::runtime_error("the disk is full"); };
  CHECK_THROWS_WITH(apart(bytes, sink), "the disk is full");
}

TEST_CASE("how much of a file is done is told on the way, up to all of it", "[spend]") {
  const std::string bytes = spend_file(20000);
  std::vector<std::int64_t> told;
  std::string out;
  SpendSink sink = writing_to(out);
  sink.passed = [&](std::int64_t done) { told.push_back(done); };
  REQUIRE(apart(bytes, sink));
  REQUIRE(told.size() > 3);
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(told.back() == static_cast<std::int64_t>(bytes.size()));
}

} // namespace
} // namespace openward::exchange
