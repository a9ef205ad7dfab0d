#pragma once
// Amounts and dates that a notice states in prose alone: the lifetime value, the last day for representations, the day of the award, the
// term. Facts of other things are left out (a yearly price, an earlier contract, a date for expressions of interest). Pure.

#include "domain/notice.h"
#include "exchange/ocds/notice_words.h"

namespace openward::exchange {

/// Fills `notice.stated` and its grounds; the notice must be classified. `corrigendum`: the words outside the amendments repeat the notice
/// that is corrected, so its deadline and its term are not stated anew.
void read_stated_facts(NoticeReading& notice, const NoticeWords& words, bool corrigendum);

} // namespace openward::exchange
