#include "domain/matching/spelling.h"

#include <algorithm>

namespace openward::matching {

bool one_slip_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  const auto first = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  if (a.size() < b.size()) return a.substr(first) == b.substr(first + 1);
  if (a.substr(first + 1) == b.substr(first + 1)) return true;
  return first + 1 < a.size() && a[first] == b[first + 1] && a[first + 1] == b[first] && a.substr(first + 2) == b.substr(first + 2);
}

std::vector<std::string> shortened_forms(std::string_view word) {
  std::vector<std::string> forms;
  forms.reserve(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i > 0 && word[i] == word[i - 1]) continue; // the same form as before
    std::string form(word);
    form.erase(i, 1);
    forms.push_back(std::move(form));
  }
  return forms;
}

} // namespace openward::matching
