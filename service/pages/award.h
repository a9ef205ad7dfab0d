#pragma once
// GET /awards/{id} and GET /procurements/{id}: one record for people, with its value as published and as read, its timeline, the questions
// about it with what would answer them, its history and its source.

#include "service/api/router.h"

#include <vector>

namespace openward::pages {

std::vector<api::Route> award_page_routes();

} // namespace openward::pages
