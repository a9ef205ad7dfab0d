#include "domain/matching/decision.h"

namespace openward::matching {
namespace {

std::string named(const BodyIndex& index, const Candidate& candidate) {
  const Body& body = index.body(candidate.body).body;
  std::string out = "\"" + body.name + "\"";
  if (!body.identifiers.empty()) out += " (" + body.identifiers.front().text() + ")";
  return out;
}

} // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
  case Outcome::linked:
    return "linked";
  case Outcome::candidates:
    return "candidates";
  case Outcome::none:
    return "none";
  }
  return "none";
}

std::string_view to_string(Ground ground) {
  switch (ground) {
  case Ground::identifier:
    return "identifier";
  case Ground::exact_name:
    return "exact_name";
  case Ground::known_name:
    return "known_name";
  case Ground::statutory_core:
    return "statutory_core";
  case Ground::initials:
    return "initials";
  case Ground::cut_off:
    return "cut_off";
  case Ground::slip:
    return "slip";
  case Ground::none:
    return "none";
  }
  return "none";
}

int confidence_of(Ground ground) {
  switch (ground) {
  case Ground::identifier:
    return 99;
  case Ground::exact_name:
    return 99;
  case Ground::known_name:
    return 97;
  case Ground::statutory_core:
    return 97;
  case Ground::initials:
    return 95;
  case Ground::cut_off:
    return 92;
  case Ground::slip:
    return 92;
  case Ground::none:
    return 0;
  }
  return 0;
}

std::string explained(const BodyIndex& index, const SupplierString& supplier, const Decision& decision) {
  const NameForm form = supplier.parts.empty() ? NameForm{} : name_form(supplier.parts.front().text);
  std::string out;
  if (decision.link) {
    out = "linked by " + std::string(to_string(decision.ground)) + " to " + named(index, *decision.link) + ": " + decision.reason + "; " +
          explained(index, form, *decision.link);
  } else {
    out = decision.reason;
  }
  for (const Candidate& c : decision.candidates) {
    if (decision.link && c.body == decision.link->body) continue;
    out += "\n" + std::to_string(c.score) + " " + named(index, c) + ": " + explained(index, form, c);
  }
  return out;
}

} // namespace openward::matching
