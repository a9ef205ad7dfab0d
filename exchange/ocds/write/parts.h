#pragma once
// Small parts of releases: moments, periods, values, organisations. Inside exchange/ocds/write only; pure functions.

#include "domain/body.h"
#include "domain/money.h"
#include "exchange/ocds/merge/json_value.h"

#include <set>
#include <string>
#include <string_view>

namespace openward::exchange::write {

/// Midnight in London at the beginning of the day, and the last second of it, with their offset.
std::string start_of(std::string_view day);
std::string end_of(std::string_view day);

/// {"startDate":…,"endDate":…} of days, which may be empty; null when both are.
JsonValue period(std::string_view from, std::string_view to);

/// {"amount":1234.50,"currency":"GBP","vat":…,"kind":…}; empty words are left out.
JsonValue value(std::int64_t pence, std::string_view currency, std::string_view vat, std::string_view kind);

/// {"id":…,"name":…}, as other parts refer to it.
JsonValue reference_to(const Body&);
JsonValue organisation(const Body&, const std::set<std::string>& roles);

/// Items with one CPV code each; null when there are no codes.
JsonValue items(const JsonValue* codes);

/// "direct", "limited", "selective", "open" of a route; "" where it does not say.
std::string_view method_of(std::string_view route);

} // namespace openward::exchange::write
