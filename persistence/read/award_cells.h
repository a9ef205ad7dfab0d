#pragma once
// What reports add up of awards, and where it is added up already: the words of migration 0019, which the reports and the cells share.
// Constant texts; threads share them. Aliases are those of resource_awards.cpp.

#include "persistence/read/definition.h"

#include <string_view>

namespace openward::persistence::read {

/// Each award falls under one of these words and no two: that is what makes the counts add up and keeps kinds of value apart.
/// A value that includes VAT is used only where none without it is stated.
inline constexpr std::string_view award_account =
    "case when a.value_placeholder = 1 or coalesce(a.value_pence, a.gross_pence) is null then 'none'"
    " when coalesce(a.value_currency, '') <> 'GBP' then 'currency'"
    " when a.value_kind = 'maximum' then 'maximum'"
    " when coalesce(a.value_kind, '') <> 'lifetime' then 'kind'"
    " when a.value_pence is null or a.value_vat = 'included' then 'gross'"
    " when a.value_vat = 'excluded' then 'net' else 'vat' end";

inline constexpr std::string_view award_stated = "sum(a.value_pence)";
inline constexpr std::string_view award_with_vat = "sum(coalesce(a.gross_pence, a.value_pence))";
inline constexpr std::string_view award_either = "sum(coalesce(a.value_pence, a.gross_pence))";
/// The value of the account `net` alone.
std::string_view award_net();

/// The award's own term, as its notice states it; else that of its contract when it was signed.
inline constexpr std::string_view award_term_days =
    "({{day:coalesce(a.ends, ct.original_end)}} - {{day:coalesce(a.starts, ct.starts)}} + 1)";
/// Awards whose term is known, and the others.
std::string_view award_termed();
std::string_view award_untermed();
/// Of those whose term is known: the value, and what it is a year. Straight line, rounded down to the penny award by award: whole numbers
/// divide alike on both databases. A value that leaves 64 bits when it is multiplied (250,000,000,000,000 pounds) has none.
std::string_view award_termed_value(bool with_vat);
std::string_view award_yearly(bool with_vat);

/// Of the reports that count awards.
RollUps award_cells();

} // namespace openward::persistence::read
