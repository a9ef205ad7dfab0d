#pragma once
// A supplier as a notice or a payment names it, taken apart: which of its words are a name, and which codes stand in it. exchange/names
// makes these out of raw text; plain values, which any thread may hold.

#include "domain/identifier.h"

#include <string>
#include <vector>

namespace openward::matching {

/// Why a string is not worth looking up. The queue shows the word; `Trouble::none` is looked up.
enum class Trouble {
  none,
  empty,      // nothing, or punctuation alone
  numeric,    // a ledger or batch number: many payments of many firms share it
  too_long,   // more than 1,000 characters: not a name
  withheld,   // "REDACTED", "SUPPLIER NAME WITHHELD"
  not_a_name, // "Total", "Various", "Sundry creditors"
};
std::string_view to_string(Trouble);

/// What a stretch of the string is to the whole. A strong part names the supplier by itself; a weak one may name somebody else.
enum class PartRole {
  whole,      // every word but the codes
  main,       // without what stands in brackets
  to_form,    // up to a legal form in the middle: "X Ltd" of "X Ltd Consumables 101"
  trading_as, // after "T/A", "trading as"
  formerly,   // after "formerly", "previously known as"
  before,     // before " - " or a comma
  after,      // after " - "
  bracketed,
  care_of, // after "c/o", "on behalf of", "agent for"
};
bool is_strong(PartRole);

struct NamePart {
  PartRole role = PartRole::whole;
  std::string text; // ASCII, upper case
};

/// A code that stands in the string. It is evidence to check and no proof: ledger numbers look like company numbers.
struct EmbeddedCode {
  Identifier identifier;
  std::string where; // the words it was read from, for the explanation
};

struct SupplierString {
  std::string text;              // repaired and trimmed, in the capitals of its source; for showing
  std::vector<NamePart> parts{}; // the best first; empty when there is trouble
  std::vector<EmbeddedCode> codes{};
  Trouble trouble = Trouble::none;
  bool repaired = false; // mojibake was undone
};

} // namespace openward::matching
