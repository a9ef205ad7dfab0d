#pragma once
// Reads the supplier's cell of a payment or a notice into the name, its parts and the codes in it. A pure function; threads may call it.
//
// "UK1088171501 : SCCL T/A NHS Supply Chain ROARP" has the code coh:10881715, the name SCCL and the trading name NHS SUPPLY CHAIN ROARP.

#include "domain/matching/supplier_string.h"

namespace openward::exchange {

matching::SupplierString read_supplier(std::string_view published);

} // namespace openward::exchange
