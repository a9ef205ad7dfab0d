#pragma once
// What the number of a cell means as text. Money passes through here: no arithmetic is done, a double is only written out as the shortest
// decimal that means it, which is what a person typed. Pure functions; safe from any thread.

#include <string>
#include <string_view>

namespace openward::exchange {

std::string number_text(double value);
/// Of a number as an .xlsx stores it: "159114.61000000001" is "159114.61"; whole numbers stay as they are, so that a reference of twenty
/// digits keeps each of them.
std::string number_text(std::string_view stored);

/// The day of a serial number ("43924" is "2020-04-03"; the time of day is dropped), or the number's own text when it is no day.
std::string day_text(std::string_view stored, bool from_1904);

/// Whether a format code shows days: "dd/mm/yyyy", "[$-809]d mmm yy;@"; not "#,##0.00", "[Red]-0" or "h:mm".
bool shows_days(std::string_view format_code);
/// The same of the formats that have a number and no code.
bool shows_days(int built_in_format);

} // namespace openward::exchange
