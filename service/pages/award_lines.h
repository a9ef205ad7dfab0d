#pragma once
// Awards of a list as short lines: who awarded what to whom, how and for how much. Pure functions.

#include "persistence/read/query.h"
#include "service/pages/figures.h"

#include <kainjow/mustache.hpp>

#include <string>

namespace openward::pages {

/// "£1,200,000 over its lifetime, without VAT"; "not stated".
std::string value_in_words(const Record& award);
/// The names of its providers, each with the page of its record.
kainjow::mustache::data providers_of(const Record& award);
/// What {{> award_lines}} shows.
kainjow::mustache::data award_lines(const persistence::Page&);

} // namespace openward::pages
