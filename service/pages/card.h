#pragma once
// How a page is shown where its address is shared: the words of its head, and a picture of them (Open Graph, og:image). The picture is
// asked of the page itself, so that it can say nothing else than the page says; it is drawn as somebody sees it who is not signed in.

#include "service/api/router.h"
#include "service/pages/frame.h"

#include <string>
#include <vector>

namespace openward::pages {

/// True where GET /card.png asks a page for its picture.
bool wants_card(const http::Request&);
/// image/png with an entity tag; 304 for a caller who has it.
http::Response card_of(const api::Call&, const Page&, const Freshness&);
/// "https://register.example/card.png?of=%2Fspend", whole, because those who fetch it have no page to start from.
std::string card_address(const http::Request&, const Page&);

/// GET /card.png?of=PAGE, PAGE being path and query.
std::vector<api::Route> card_routes();

} // namespace openward::pages
