#pragma once
// Case records written as text, for the tables of tests/cases/law/rule-*.tsv.
//
// Grammar: fields = field *("; " field); field = name "=" value, where name is one of law::case_fields(), or checked_on, count_tolerance,
// or "words." and a field's name. Money is in pounds ("1500000.01"), a flag yes or no, a list parted by commas, "none" an empty list. A
// list of records is parted by " | ": a first word (the kind of notice, the day of a modification, the person, the route, the figure, the
// year's last day), then parts as "key:value", parted by spaces.

#include "domain/law/rules/case_record.h"
#include "domain/law/rules/surroundings.h"
#include "domain/result.h"

#include <string_view>

namespace openward::test {

struct WrittenCase {
  law::CaseRecord record;
  law::Surroundings surroundings; // of England, 2024 to 2028
};

/// Refuses a name, a word or a number that it does not know, so that a slip in a table cannot pass for "not known".
Result<WrittenCase> read_case(std::string_view fields);

/// Working days of England 2024 to 2028 and Schedule 1 as reference/ has it.
law::Surroundings england();

} // namespace openward::test
