#pragma once
// The spelling of an enumeration as one array, in the order of its enumerators. Inside domain/ only; immutable, so any thread may read.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace openward::detail {

template <typename E, std::size_t N>
constexpr std::string_view word_of(const std::array<std::string_view, N>& words, E value) {
  return words.at(static_cast<std::size_t>(value));
}

template <typename E, std::size_t N>
std::optional<E> from_word(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<E>(found - words.begin());
}

/// True when the array has one word for each enumerator up to `last`.
template <typename E, std::size_t N>
constexpr bool spells_all(const std::array<std::string_view, N>&, E last) {
  return N == static_cast<std::size_t>(last) + 1;
}

} // namespace openward::detail
