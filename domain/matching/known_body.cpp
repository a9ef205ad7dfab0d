#include "domain/matching/known_body.h"

#include <algorithm>

namespace openward::matching {

std::string_view to_string(NameUse use) {
  switch (use) {
  case NameUse::current:
    return "name";
  case NameUse::former:
    return "former name";
  case NameUse::trading:
    return "trading name";
  case NameUse::abbreviation:
    return "abbreviation";
  }
  return "name";
}

void take_in(KnownBody& body, const KnownBody& other) {
  const auto known = [&](std::string_view text) {
    const std::string form = normalised_name(text);
    return normalised_name(body.body.name) == form || std::any_of(body.other_names.begin(), body.other_names.end(),
                                                                  [&](const KnownName& n) { return normalised_name(n.text) == form; });
  };
  if (!known(other.body.name)) body.other_names.push_back({other.body.name, NameUse::former});
  for (const KnownName& name : other.other_names)
    if (!known(name.text)) body.other_names.push_back(name);
  for (const Identifier& identifier : other.body.identifiers) {
    const auto same = std::find_if(body.body.identifiers.begin(), body.body.identifiers.end(),
                                   [&](const Identifier& i) { return i.scheme() == identifier.scheme(); });
    if (same == body.body.identifiers.end()) body.body.identifiers.push_back(identifier);
  }
  if (body.body.classification.provider_class == ProviderClass::unclassified) body.body.classification = other.body.classification;
  if (body.body.postcode.empty()) body.body.postcode = other.body.postcode;
  if (body.body.address.empty()) body.body.address = other.body.address;
  if (!body.body.opened) body.body.opened = other.body.opened;
  if (!body.body.closed) body.body.closed = other.body.closed;
  body.gp_practice = body.gp_practice || other.gp_practice;
}

} // namespace openward::matching
