#pragma once
// The frame of every page: its head, the way around the register, what the figures rest on, and the headers that keep a page what it is. A
// page fills a template of its own; the frame stands around it. Plain values; threads share nothing.

#include "domain/date.h"
#include "persistence/database.h"
#include "service/api/router.h"

#include <kainjow/mustache.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openward::pages {

struct Link {
  std::string text;
  std::string address;
};

/// What a page says of itself.
struct Page {
  std::string title;                  // what it is, or what it found, without the register's name
  std::string description;            // one sentence, for search engines and share cards
  std::string address;                // path and query: its whole state, in the order in which we write it
  std::string section{};              // the address of the entry of the navigation under which it stands; "" under none
  std::vector<Link> trail{};          // from the first page to the one above
  std::vector<Link> data{};           // the same rows otherwise: {"CSV", "/v1/awards.csv?…"}
  std::string feed{};                 // the address of its Atom feed; "" has none
  std::vector<std::string> scripts{}; // addresses below /assets/; what they do comes on top of a complete page
  int status = 200;
  bool indexed = true; // by search engines
};

/// What the register held when the page's figures were read: take it in the same transaction.
struct Freshness {
  std::int64_t seq = 0;   // below zero: the page says nothing of the register, as when it cannot be read
  std::string changed_on; // the London day of the last change, "" of an empty register
};
Freshness freshness(persistence::Session&);

/// The page around its body, with the security headers of every page and an entity tag; 304 for a caller who has it.
/// `body_template` is mustache; every {{name}} of it is escaped, and tests see to it that no template has another kind.
http::Response framed(const api::Call&, const Page&, const Freshness&, std::string_view body_template, kainjow::mustache::data view);

/// The address when it is one of http or https, "" otherwise: no record may give a link that runs.
std::string outward(std::string_view);

} // namespace openward::pages
