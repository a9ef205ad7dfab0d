#include "tests/exchange/spend/dump.h"
#include "tests/support/catch.h"

#include <random>

// Damaged files: the answer may be an error or a short account, never a crash and never an account that does not add up.
namespace {

const std::string sound = "Report of payments,,,,\r\n"
                          "Department Family,Date,Supplier,Transaction Number,\"Amount\n(\xA3)\"\r\n"
                          "Health,14/09/2020,\"Acme, \"\"Care\"\" Ltd\",T1,\"1,234.56\"\r\n"
                          "Health,4/30/2020,Caf\xE9,T2,(99.995)\r\n"
                          "Health,43924,,T3,\xA3-\r\n"
                          "Health,14-Sep-20,B,T4,123-\r\n"
                          ",,,,1135.57\r\n";

void check_account(const std::string& bytes) {
  std::int64_t paid = 0;
  std::int64_t refused = 0;
  std::int64_t sum = 0;
  const auto reading =
      openward::exchange::read_spend(bytes, openward::exchange::SpendSink{[&](const openward::PaymentLine& line) -> openward::Result<> {
                                                                            ++paid;
                                                                            sum += line.pence;
                                                                            return openward::Done{};
                                                                          },
                                                                          [&](const openward::RefusedLine&) { ++refused; }});
  if (!reading) {
    REQUIRE_FALSE(reading.error().message.empty());
    return;
  }
  REQUIRE(reading->file.payments == paid);
  REQUIRE(reading->file.refused == refused);
  REQUIRE(reading->file.total_pence == sum);
  REQUIRE(reading->file.rows_read == paid + refused + reading->file.blank);
}

} // namespace

TEST_CASE("the sound file behind the damaged ones is read", "[spend][fuzz]") {
  CHECK_THAT(openward::test::dump(sound), ContainsSubstring("rows 5 = 4 paid + 1 refused + 0 blank"));
}

TEST_CASE("every truncation of a file is an error or an account that adds up", "[spend][fuzz]") {
  for (std::size_t size = 0; size <= sound.size(); ++size) check_account(sound.substr(0, size));
}

TEST_CASE("flipped bytes give an error or an account that adds up", "[spend][fuzz]") {
  std::mt19937 random(20260401); // fixed: a failure can be repeated
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = sound;
    for (auto flips = random() % 6 + 1; flips > 0; --flips) bytes[random() % bytes.size()] = static_cast<char>(random() & 0xFFU);
    check_account(bytes);
  }
}

TEST_CASE("pieces in any order give an error or an account that adds up", "[spend][fuzz]") {
  std::mt19937 random(17);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes = round % 3 == 0 ? "\xFF\xFE" : "";
    for (auto pieces = random() % 8 + 1; pieces > 0; --pieces) bytes += sound.substr(random() % sound.size(), random() % 80);
    check_account(bytes);
  }
}
