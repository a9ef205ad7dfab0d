#pragma once
// The class that a supplier string is held in, with what it rests on. Best evidence first: the body it links to; the statutory, charity and
// trade patterns of openward::classify; the curated body whose whole name the string begins with; what was paid to a doctor's name; and
// last of all a presumption from the words of the name, which says so in `detail` and has a confidence below 50. Pure functions.

#include "domain/matching/decision.h"

#include <cstdint>

namespace openward::matching {

/// What is known of the payments to a string. Nothing is: leave it empty.
struct PaymentFacts {
  std::int64_t lines = 0;
  std::int64_t total_pence = 0;
};

Classification classify_supplier(const BodyIndex& index, const SupplierString& supplier, const Decision& decision,
                                 const PaymentFacts& paid);

/// From the words alone, for a name that nothing else speaks for: `independent_sector` for words of care, `non_healthcare_supplier` for
/// words of goods and works and for companies without a word of care, `voluntary_or_charity` for trusts and foundations. Confidence is
/// below 50 always; `unclassified` where no word says anything.
Classification presumed_class(std::string_view name);

/// What the words of a name tell of its kind inside `primary_care`: general_practice, dental, optical or pharmacy. Empty where they tell
/// none, or two that are no general practice; meaningless in any other class.
std::string_view care_kind(std::string_view name);

} // namespace openward::matching
