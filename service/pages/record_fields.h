#pragma once
// The table of the form that records an award. Plain values, made anew for each page: providers have as many rows as are filled in, and
// one.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::pages {

enum class Control { line, paragraph, date, money, codes, choice, yes_no };

struct Field {
  std::string member;
  Control control = Control::line;
  std::string label{}; // of a question of the law: its words
  std::string hint{};
  bool planned = true;                                        // goes into the planned award
  bool drafted = false;                                       // goes into the draft
  std::string question{};                                     // name in the law's catalogue, whose words and citation it has
  bool turned = false;                                        // a yes to the question is a no of the member
  std::string only_where{};                                   // asked where this member ...
  std::string has{};                                          // ... has this value
  std::vector<std::pair<std::string, std::string>> options{}; // of a choice: value, words
};

struct Group {
  std::string_view title;
  std::string_view hint;
  bool at_the_beginning; // asked of who begins
  std::vector<Field> fields;
};

std::vector<Group> record_groups(std::size_t providers);

} // namespace openward::pages
