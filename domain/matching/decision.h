#pragma once
// Who a supplier string is: a body for certain, bodies for a curator to choose from, or nobody with the reason. Pure functions of an index
// that threads may share; the same string and index always give the same decision, so that it can be made again and compared.
//
// A link is made by one of the rules of `Ground`, read from the top, and never by a score. What a rule cannot settle waits: two bodies of
// one name, a code whose body has another name, a string that is a person's name.

#include "domain/matching/candidates.h"
#include "domain/matching/supplier_string.h"

namespace openward::matching {

enum class Outcome { linked, candidates, none };
std::string_view to_string(Outcome);

enum class Ground {
  identifier,     // a code in the string belongs to the body, and the names agree
  exact_name,     // its current name, spelling apart
  known_name,     // a former or trading name, or an abbreviation
  statutory_core, // the title that law gives, and the words that tell this body from the others of its kind
  initials,       // the title and the initials of one trust alone: "UCLH NHS Foundation Trust"
  cut_off,        // the source has cut the name off in the middle of a word, and one body alone goes on like that
  slip,           // one word is one letter away, and everything else agrees
  none,
};
std::string_view to_string(Ground);

/// Out of 100: links below it wait for a curator. Each rule's confidence was measured; see confidence_of.
constexpr int automatic_from = 90;
int confidence_of(Ground);

struct Decision {
  Outcome outcome = Outcome::none;
  Ground ground = Ground::none;
  std::optional<Candidate> link{};     // for Outcome::linked
  std::vector<Candidate> candidates{}; // the best first, at most five; of a link too, those that it was chosen from
  int confidence = 0;
  std::string reason{}; // one sentence for the queue and for whoever asks why
};

Decision decide(const BodyIndex& index, const SupplierString& supplier);

/// "linked by exact_name to "X" (ods:R1A) …": the reason with names, codes and words, for a page. Slower than deciding.
std::string explained(const BodyIndex& index, const SupplierString& supplier, const Decision& decision);

/// Strings that link to nobody and share this key are spellings of one name: one decision settles them all, and until then they stand
/// under one heading. "" where the string holds no name.
std::string grouping_key(const SupplierString& supplier);

/// "Dr A N Other", "Mrs X Y", "A B Surname": the name is shown to curators and auditors alone unless something proves a practice.
bool reads_as_person(const SupplierString& supplier);

} // namespace openward::matching
