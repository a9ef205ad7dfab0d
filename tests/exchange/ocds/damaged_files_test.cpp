#include "tests/exchange/ocds/notices.h"

#include <random>

using namespace openward;
using namespace openward::test;

TEST_CASE("a file cut off anywhere is refused whole, by the byte where it ends", "[exchange]") {
  for (const auto* name : {"uk6_then_uk7.json", "psr_intention.json", "record_package.json", "release_array.json", "single_release.json",
                           "unbounded_numbers.json"}) {
    const auto whole = fixture(name);
    const auto last = whole.find_last_not_of(" \n");
    for (std::size_t cut = 1; cut < last; cut += 7) {
      const auto file = read_file(std::string_view(whole).substr(0, cut));
      INFO(name << " cut at " << cut);
      REQUIRE(file.error);
      CHECK(file.releases.empty());
      CHECK(file.refused.empty());
      CHECK_THAT(file.error->message, ContainsSubstring("byte " + std::to_string(cut)));
    }
  }
}

TEST_CASE("a cut-off release gives an error and never a notice", "[exchange]") {
  const auto whole = read_file(fixture("psr_intention.json")).releases.at(0);
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
    INFO("cut at " << cut);
    CHECK_FALSE(exchange::read_notice(std::string_view(whole).substr(0, cut)));
  }
}

TEST_CASE("flipped bytes never bring the reader down", "[exchange]") {
  std::mt19937 random(20260520);
  const std::vector<std::string> files{fixture("uk6_then_uk7.json"), fixture("psr_confirmation_as_corrigendum.json"),
                                       fixture("release_lines.jsonl"), fixture("record_package.json"), fixture("unbounded_numbers.json")};
  std::size_t refused = 0;
  for (int turn = 0; turn < 2000; ++turn) {
    auto bytes = files[random() % files.size()];
    for (auto flips = 1 + random() % 3; flips > 0; --flips)
      bytes[random() % bytes.size()] = static_cast<char>(static_cast<unsigned char>(random() % 256));
    const auto file = read_file(bytes);
    if (file.error || !file.refused.empty()) ++refused;
    for (const auto& release : file.releases) {
      const auto notice = exchange::read_notice(release);
      INFO("turn " << turn << ' ' << release.substr(0, 200));
      // What the framing took, the reading takes: both hold the same grammar.
      REQUIRE(notice);
    }
  }
  CHECK(refused > 100);
}

TEST_CASE("numbers beyond any type are kept as printed and give no pence", "[exchange]") {
  const auto notice = notices_of("unbounded_numbers.json").at(0);
  REQUIRE(notice.tender_value);
  CHECK(notice.tender_value->as_published == "1e9999");
  CHECK_FALSE(notice.tender_value->net_pence);
  CHECK_FALSE(notice.tender_value->gross_pence);
  CHECK(notice.framework);
}

TEST_CASE("deep nesting ends in a refusal, not in a full stack", "[exchange]") {
  const std::size_t levels = 2'000'000;
  const auto file = read_file(R"({"releases":[{"ocid":"o","id":"1","date":"2026-05-20","x":)" + std::string(levels, '[') +
                              std::string(levels, ']') + "}]}");
  REQUIRE_FALSE(file.error);
  REQUIRE(file.refused.size() == 1);
  CHECK(file.refused[0].code == "too_deep");
  const auto notice =
      exchange::read_notice(R"({"ocid":"o","id":"1","date":"2026-05-20","x":)" + std::string(levels, '[') + std::string(levels, ']') + '}');
  CHECK_FALSE(notice);
}
