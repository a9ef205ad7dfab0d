#pragma once
// What a person sees where a page cannot be given: the same status and the same words as the problem document, with a way back. It asks
// nothing of the database, which may be out of reach. Pure functions.

#include "service/api/app.h"
#include "service/http/message.h"

#include <string_view>

namespace openward::pages {

/// Whether programs read what is at this path, whatever they accept.
bool of_programs(std::string_view path);

/// True where the answer is a problem document and the caller reads pages: the address is none of the API's, and Accept prefers text/html.
bool wants_page(const http::Request&, const http::Response&);

/// The problem as a page; what else the answer's head says stays.
http::Response problem_page(api::App&, const http::Request&, http::Response problem);

} // namespace openward::pages
