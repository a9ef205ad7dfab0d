#pragma once
// What the prose of a notice under the Provider Selection Regime says of the matters that the Regime asks about: the processes followed,
// the criteria addressed, urgency, the contract before this one, who may use a framework (PsrStatements in domain/notice.h). What is said
// both ways is not said. Pure.

#include "domain/notice.h"
#include "exchange/ocds/notice_words.h"
#include "exchange/ocds/psr_criteria.h"
#include "exchange/ocds/psr_words.h"

namespace openward::exchange {

/// Fills `notice.psr` and its grounds; the notice must be classified and its stated facts read. `all` are the words of the whole notice.
void read_psr_statements(NoticeReading& notice, const NoticeWords& all, const PsrWords& words, const CriteriaReading& criteria);

} // namespace openward::exchange
