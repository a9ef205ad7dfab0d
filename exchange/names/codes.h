#pragma once
// The codes that publishers put into the supplier's cell: a vendor code in front, a ledger or register number at the end or in brackets.
// They are taken off the name and kept as evidence to check: what looks like a company number is often the ledger's own. Pure functions of
// ASCII capitals.
//
//   "UK0479435601 : X"   a company number, wrapped in the code of an accounts office: coh:04794356
//   "NHS0000RJ701 : X"   an ODS code, wrapped: ods:RJ7
//   "WPS00E504301 : X"   a vendor code that is no register's
//   "000032X"            digits glued to the name
//   "X:03529700"         digits at the end; eight may be a company number
//   "X (D83050)" "X - RJ7"   an ODS code

#include "domain/matching/supplier_string.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::exchange {

struct WithoutCodes {
  std::string name;
  std::vector<matching::EmbeddedCode> codes;
};

WithoutCodes without_codes(std::string_view capitals);

} // namespace openward::exchange
