#pragma once
// What a question of full text must find, worked out from texts in plain C++ with nothing of the program: for the letters that the invented
// register uses.

#include "persistence/read/query.h"

#include <string>
#include <vector>

namespace openward::test {

/// The words of a text, one after the other.
std::vector<std::string> plain_words(const std::string& text);
/// Every part of the question is found in one of the texts, and no excluded one is.
bool found_in(const std::vector<std::string>& texts, const std::string& question);
/// Questions worth asking of the register, some of them hostile; each has a word.
std::vector<std::string> question_samples();

} // namespace openward::test
