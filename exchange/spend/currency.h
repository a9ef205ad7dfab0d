#pragma once
// Currencies other than sterling in a spend file: such a row is refused by name, for no rate is stated. Pure functions.

#include <string>
#include <string_view>

namespace openward::exchange {

/// "" for a cell that says pounds sterling or nothing; else what it says.
std::string other_currency(std::string_view currency_cell);

/// The same of an amount: "€5.00", "USD 5", "5.00 EUR".
std::string currency_of_amount(std::string_view amount_cell);

} // namespace openward::exchange
