#pragma once
// Organisations: who buys (Commissioner), who provides (Provider), and what class they are held to be in.

#include "domain/date.h"
#include "domain/identifier.h"
#include "domain/vocabulary.h"

#include <optional>
#include <string>
#include <vector>

namespace openward {

/// How a class was arrived at, best evidence first.
enum class Evidence { ods_role, curated, charity_register, company_register, stated_in_notice, name_pattern, none };
std::string_view to_string(Evidence);
std::optional<Evidence> evidence_from(std::string_view);

/// A class held from a date (open at either end), with what it rests on. Confidence is 0 to 100.
struct Classification {
  ProviderClass provider_class = ProviderClass::unclassified;
  Evidence evidence = Evidence::none;
  int confidence = 0;
  std::string detail; // the words or the code it rests on
  std::optional<Date> from{};
  std::optional<Date> to{};
};

/// An organisation. One body has one name now, any number of identifiers, and one class at any date.
struct Body {
  std::string id; // public id "bd-…"; empty until stored
  std::string name;
  std::vector<Identifier> identifiers;
  Classification classification{};
  std::string postcode{};
  std::string address{};
  std::optional<Date> opened{};
  std::optional<Date> closed{};
  bool synthetic = false; // invented for the demonstration; shown as such everywhere

  /// Refuses an empty or over-long (1,000 characters) name, control characters, and identifiers of one scheme that differ.
  static Result<Body> create(std::string_view name, std::vector<Identifier> identifiers);
};

/// Commissioner and Provider are roles of a body, not other things: the same trust buys and provides.
struct Commissioner {
  Body body;
};
struct Provider {
  Body body;
  std::optional<int> share_basis_points{}; // of the award's value, where stated; 10,000 is the whole
};

/// One body became another (wholly or in part) on a date. Many to many: CCG to ICB, the April 2026 ICB mergers.
struct Succession {
  std::string from_code; // identifier text, "ods:QH8"
  std::string to_code;
  Date date;
  std::string basis;
  std::optional<int> share_basis_points{}; // of `from`
};

/// The class that a name and identifiers speak for by themselves: statutory name patterns ("… NHS Foundation Trust",
/// "NHS … Integrated Care Board", "… Council", "University of …", "Dr/… Surgery", "C.I.C."), then the charity schemes (chc, sc, nic).
/// A company number alone proves no class: the answer is then `unclassified`, never a guess.
Classification classify(std::string_view name, const std::vector<Identifier>& identifiers);

/// The form in which two spellings of one name are equal: upper case ASCII letters and digits, single spaces, without "THE",
/// "LTD", "LIMITED", "PLC", "LLP" at the end, "&" as "AND", dots dropped ("C.I.C." is "CIC").
std::string normalised_name(std::string_view name);

} // namespace openward
