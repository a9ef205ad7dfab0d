#pragma once
// Awards, added up: the tables award_cell and award_by_kind, kept equal to the awards inside the transaction that changes them. Triggers
// note in award_due whose words, values, term or providers changed, whoever changed them; the same transaction counts those awards again
// before it ends, so that a report never shows what is not held. One thread, one Session.

#include "persistence/detail/session.h"

#include <array>
#include <string>
#include <string_view>

namespace openward::persistence::detail {

/// A table of sums, and the columns that it tells apart, in the order of its primary key.
struct AwardLevel {
  std::string_view table;
  std::string_view keys;
  std::string_view made_from;
};
inline constexpr std::array<AwardLevel, 2> award_levels{{
    {"award_cell",
     "commissioner_key, financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, "
     "account, large",
     "award_counted"},
    {"award_by_kind",
     "financial_year, synthetic, state, regime, route, tender_class, provider_class, kind, scope, framework, recorded, account, large",
     "award_cell"},
}};
inline constexpr std::array<std::string_view, 9> award_sums{"awards",      "stated",        "with_vat",    "either",       "termed",
                                                            "year_stated", "year_with_vat", "part_stated", "part_with_vat"};
/// Tables that are made from awards, with that of what is due: no backup needs them.
inline constexpr std::array<std::string_view, 4> award_tables{"award_due", "award_counted", "award_cell", "award_by_kind"};

/// "awards, stated, …", each between these words.
std::string of_award_sums(std::string_view before, std::string_view after);

/// Counts what is due. On PostgreSQL it waits for whoever else is counting: two that changed one award at a time both see, in turn, what
/// the other counted.
void count_due_awards(Session&);
/// Counts everything anew.
void count_all_awards(Session&);

} // namespace openward::persistence::detail
