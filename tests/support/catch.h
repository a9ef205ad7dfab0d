#pragma once
// One header for Catch2 of either major version: Debian 12 has 2.13, later systems 3.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Matchers::ContainsSubstring;
#else
#include <catch2/catch.hpp>
#include <string>
#include <utility>
inline auto ContainsSubstring(std::string s) { return Catch::Matchers::Contains(std::move(s)); }
#endif
