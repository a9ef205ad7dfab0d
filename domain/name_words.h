#pragma once
// The words of an organisation's name, freed of spelling: what names are compared and classified by. A pure function.

#include <string>
#include <string_view>

namespace openward::detail {

/// Words of ASCII capitals and digits with one space before each: "Guy's & St. Thomas" is " GUYS AND ST THOMAS". Punctuation divides,
/// dots and apostrophes vanish, "&" is AND, accented Latin letters lose their accent, other characters divide.
std::string name_words(std::string_view name);

} // namespace openward::detail
