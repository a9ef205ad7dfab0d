#include "domain/law/cases/register_case.h"

#include "domain/law/cases/case_builder.h"

namespace openward::law {

CaseRecord case_of(const RegisterCase& held) { return detail::CaseBuilder(held).build(); }

namespace detail {

CaseRecord CaseBuilder::build() && {
  record_.subject = award_.of_procurement() ? "procurement:" + award_.ocid : "award:" + award_.id;
  put_buyer_and_scope();
  put_process();
  put_framework();
  put_providers();
  put_notices();
  put_basis();
  put_award_dates();
  put_beginning();
  put_standstill();
  put_recorded_steps();
  put_term_and_value();
  put_urgency();
  put_modifications();
  for (const AwardBefore& before : held_.before) {
    if (!sources_.same_procurement(before.ocid) && same_service(award_.title, award_.cpv, before.title, before.cpv))
      before_.push_back(&before);
  }
  put_prior_contract();
  put_change_findings();
  put_earlier_awards();
  return std::move(record_);
}

bool CaseBuilder::has_standstill() const {
  switch (award_.route) {
  case Route::direct_award_c:
  case Route::most_suitable_provider:
  case Route::competitive_process:
  case Route::framework_conclusion:
  case Route::framework_call_off_competed:
    return true;
  default:
    return false;
  }
}

const NoticeReading* CaseBuilder::speaking(const std::function<bool(const NoticeReading&)>& condition) const {
  using enum NoticeKind;
  for (const auto kinds : {std::initializer_list<NoticeKind>{award, urgent_award}, {intention_to_award}}) {
    if (const CaseSource* source = sources_.latest(kinds, condition)) return source->notice;
  }
  return nullptr;
}

} // namespace detail
} // namespace openward::law
