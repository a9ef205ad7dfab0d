#pragma once
// The fields of a case record by name, so that a rule's inputs, a missing input and a table of cases all use the same words. Immutable; any
// thread may read.

#include "domain/law/rules/case_record.h"

#include <span>
#include <string_view>
#include <variant>

namespace openward::law {

template <typename T>
using CaseMember = std::optional<T> CaseRecord::*;

using AnyCaseMember =
    std::variant<CaseMember<Date>, CaseMember<std::int64_t>, CaseMember<int>, CaseMember<bool>, CaseMember<std::string>, CaseMember<Route>,
                 CaseMember<AuthorityKind>, CaseMember<std::vector<std::string>>, CaseMember<std::vector<Date>>,
                 CaseMember<std::vector<Route>>, CaseMember<std::vector<KeyCriterion>>, CaseMember<std::vector<CaseNotice>>,
                 CaseMember<std::vector<CaseModification>>, CaseMember<std::vector<CaseConflict>>, CaseMember<std::vector<EarlierAward>>,
                 CaseMember<std::vector<SummaryCount>>, CaseMember<std::vector<CountedRepresentation>>>;

struct CaseField {
  std::string_view name;
  AnyCaseMember member;
};

std::span<const CaseField> case_fields();

/// What a rule may name as an input: a field, a part of a field that is a list ("notices.submitted_on"), or what is not of the case but of
/// its surroundings ("bank_holidays", "schedule_1", "checked_on").
bool is_rule_input(std::string_view name);

/// The name of a field. Every member of CaseRecord that a rule reads is in the table.
template <typename T>
std::string_view name_of(CaseMember<T> member) {
  for (const CaseField& field : case_fields()) {
    const auto* same_type = std::get_if<CaseMember<T>>(&field.member);
    if (same_type != nullptr && *same_type == member) return field.name;
  }
  return {};
}

} // namespace openward::law
