#pragma once
// What a person says of how a spend file is to be read, from the words of a command line or of a URL. Pure functions.

#include "exchange/spend/spend_reader.h"

#include <string_view>

namespace openward::app {

/// "supplier=Payee Name" or "amount=7". Errors name the parameter `column`, here and below their own.
Result<> choose_column(exchange::SpendOptions&, std::string_view words);
/// A row number from 0 (no header) to 1000.
Result<> choose_header_row(exchange::SpendOptions&, std::string_view words);
/// "day_first" | "month_first"
Result<> choose_day_order(exchange::SpendOptions&, std::string_view words);
/// "comma" | "semicolon" | "tab" | "pipe", or the character.
Result<> choose_delimiter(exchange::SpendOptions&, std::string_view words);
/// "utf-8" | "windows-1252" | "utf-16le" | "utf-16be"
Result<> choose_encoding(exchange::SpendOptions&, std::string_view words);

} // namespace openward::app
