#pragma once
// An Atom 1.0 document (RFC 4287), paged as RFC 5005 section 3 has it. Pure functions. Every text is escaped, and what XML cannot carry
// (control characters) is shown as U+FFFD, so that no title can end an element or begin one.

#include "domain/date.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::render {

inline constexpr std::string_view atom_type = "application/atom+xml";

struct AtomLink {
  std::string rel;
  std::string type;
  std::string href; // absolute, or a path of this server
};

struct AtomEntry {
  std::string id; // an absolute IRI that stays the same for ever
  std::string title;
  Instant published, updated;
  std::string summary; // plain text
  std::vector<std::string> categories{};
  std::vector<AtomLink> links{};
};

struct AtomFeed {
  std::string id;
  std::string title, subtitle;
  Instant updated;
  std::string author;
  std::string rights;
  std::vector<AtomLink> links{};
  std::vector<AtomEntry> entries{};
};

std::string atom_xml(const AtomFeed&);

} // namespace openward::render
