#pragma once
// How large a payment is, in steps: its amount without its sign, rounded down to the nearest of `size_edges`, with its sign again. Whoever
// asks for lines of at least such an amount asks for whole steps, which are added up already. Constants and pure functions; a change of the
// edges needs a migration that works the roll-ups out again.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace openward::persistence::detail {

/// Pence: a penny, then from 500 pounds (the least that councils publish) and 25,000 (the least that the NHS does) to 100 million.
inline constexpr std::array<std::int64_t, 13> size_edges{
    1,          50'000,      1'000'000,   2'500'000,     5'000'000,     10'000'000,    25'000'000,
    50'000'000, 100'000'000, 500'000'000, 1'000'000'000, 5'000'000'000, 10'000'000'000};

constexpr std::int64_t payment_size(std::int64_t pence) {
  std::int64_t size = 0;
  for (const std::int64_t edge : size_edges) {
    if (pence >= edge) size = edge;
    if (pence <= -edge) size = -edge;
  }
  return size;
}

/// Payments of at least so many pence are those of the steps from this number on, and of no part of a step.
constexpr bool begins_a_size(std::int64_t pence) {
  return pence == 0 ||
         std::any_of(size_edges.begin(), size_edges.end(), [&](std::int64_t edge) { return pence == edge || pence == 1 - edge; });
}
/// Likewise payments of at most so many.
constexpr bool ends_a_size(std::int64_t pence) {
  return pence == 0 ||
         std::any_of(size_edges.begin(), size_edges.end(), [&](std::int64_t edge) { return pence == -edge || pence == edge - 1; });
}

/// SQL: payment_size of p.pence.
inline std::string payment_size_sql() {
  std::string sql = "case";
  for (std::size_t i = size_edges.size(); i-- > 0;)
    sql += " when p.pence >= " + std::to_string(size_edges.at(i)) + " then " + std::to_string(size_edges.at(i));
  sql += " when p.pence = 0 then 0";
  for (std::size_t i = 1; i < size_edges.size(); ++i)
    sql += " when p.pence > -" + std::to_string(size_edges.at(i)) + " then -" + std::to_string(size_edges.at(i - 1));
  return sql + " else -" + std::to_string(size_edges.back()) + " end";
}

} // namespace openward::persistence::detail
