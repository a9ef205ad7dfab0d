// The counts that authorities published, as shipped, and what the reader refuses.

#include "exchange/reference/summaries_table.h"
#include "tests/support/catch.h"

#include <algorithm>

using namespace openward;
using exchange::published_summaries_in;

namespace {

const std::string columns = "identifiers\tnames\tyear\tfigure\tcount\tsource\tnote\n";

std::string refusal(const std::string& row) {
  const auto read = published_summaries_in(columns + row + "\n");
  return read ? "read" : read.error().message;
}

} // namespace

TEST_CASE("the published summaries that are shipped can be read, and each figure of theirs is one of the register's", "[exchange]") {
  const auto read = exchange::read_published_summaries(std::string(OPENWARD_SOURCE_DIR) + "/reference");
  INFO((read ? std::string() : read.error().message));
  REQUIRE(read);
  CHECK(read->size() == 24);
  const auto summary = law::annual_summary({}, *law::reporting_year(FinancialYear(2024)), *Date::parse("2030-01-01"));
  for (const auto& one : *read) {
    INFO(one.count.key);
    const std::string whole = one.count.key.substr(0, one.count.key.find('.'));
    CHECK(law::figure_of(summary, whole) != nullptr);
    CHECK(law::figure_of(summary, one.count.key) != nullptr);
  }
}

TEST_CASE("the parts of a published figure add up to it", "[exchange]") {
  const auto read = exchange::read_published_summaries(std::string(OPENWARD_SOURCE_DIR) + "/reference");
  REQUIRE(read);
  const auto stated = [&](const std::string& name, const std::string& key) {
    const auto found = std::find_if(read->begin(), read->end(), [&](const auto& one) {
      return one.count.key == key && std::find(one.names.begin(), one.names.end(), name) != one.names.end();
    });
    REQUIRE(found != read->end());
    return found->count.stated.value();
  };
  for (const std::string name : {"SOUTHWARK COUNCIL", "DORSET COUNCIL"}) {
    INFO(name);
    CHECK(stated(name, "a") == stated(name, "a.direct_award_a") + stated(name, "a.direct_award_b") + stated(name, "a.direct_award_c"));
  }
}

TEST_CASE("a count that is not available has no number", "[exchange]") {
  const auto read = published_summaries_in(columns + "\tInvented Council\t2025-26\tg\t\tIts page\tnot available\n");
  REQUIRE(read);
  CHECK_FALSE(read->front().count.stated);
  CHECK(read->front().year.text() == "2025-26");
}

TEST_CASE("a row of the published summaries that cannot be right is refused with its line and remedy", "[exchange]") {
  struct Case {
    std::string row, words;
  };
  const auto one = GENERATE(values<Case>({
      {"\tInvented Council\t2023-24\ta\t1\tIts page\t", "2024-25"},
      {"\tInvented Council\t2024\ta\t1\tIts page\t", "2024-25"},
      {"\tInvented Council\t2024-25\ta\tmany\tIts page\t", "whole number"},
      {"\tInvented Council\t2024-25\ta\t-1\tIts page\t", "zero or more"},
      {"X24\tInvented Council\t2024-25\ta\t1\tIts page\t", "scheme:id"},
      {"\t\t2024-25\ta\t1\tIts page\t", "column names"},
      {"\tInvented Council\t2024-25\ta\t1\t\t", "column source"},
      {"\tInvented Council\t2024-25\ta\t1\tIts page\t\n\tInvented Council\t2024-25\ta\t2\tIts page\t", "line 3"},
  }));
  INFO(one.row);
  CHECK_THAT(refusal(one.row), ContainsSubstring(one.words));
}
