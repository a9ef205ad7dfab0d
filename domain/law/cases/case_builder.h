#pragma once
// Writes the record of one award, part by part. Inside domain/law/cases only; made for one case and used by one thread. Each part says why
// it leaves out what it leaves out.

#include "domain/law/cases/case_sources.h"
#include "domain/law/rules/case_fields.h"

#include <string>
#include <string_view>
#include <utility>

namespace openward::law::detail {

class CaseBuilder {
 public:
  explicit CaseBuilder(const RegisterCase& held) : held_(held), award_(held.award), sources_(held) {}
  CaseRecord build() &&;

 private:
  // case_builder_scope.cpp
  void put_buyer_and_scope();
  void put_process();
  bool names_no_process(const NoticeReading& notice) const;
  void put_framework();
  void put_providers();
  void put_homeless_providers();

  // case_builder_notices.cpp
  void put_notices();
  void put_recorded_notices();
  void put_contents();
  void put_conflicts();
  void put_basis();

  // case_builder_dates.cpp
  void put_beginning();
  void put_award_dates();
  void put_standstill();
  void put_recorded_steps();
  std::optional<Date> stated_award_date();
  std::optional<Date> signed_by_the_award_notice() const;

  // case_builder_contract.cpp
  void put_term_and_value();
  void put_term_and_value_of_intention();
  void put_urgency();
  void put_modifications();
  void put_prior_contract();
  void put_change_findings();
  void put_earlier_awards();

  /// The procurement selects somebody after a standstill (reg 12(1)).
  bool has_standstill() const;
  /// Prose does not say which of several awards it means.
  bool only_award() const { return held_.awards_of_procurement <= 1; }
  /// What the latest notice of this award says, of any kind that states its process; null where none of them satisfies the condition.
  const NoticeReading* speaking(const std::function<bool(const NoticeReading&)>& condition) const;

  template <typename T>
  void set(CaseMember<T> member, T value) {
    record_.*member = std::move(value);
  }
  /// A fact of a notice, with the words that decided it.
  template <typename T>
  void set(CaseMember<T> member, T value, const NoticeReading& notice, std::string_view ground) {
    set(member, std::move(value));
    add_words(name_of(member), words_of(notice, ground));
  }
  template <typename T>
  void set_if(CaseMember<T> member, const std::optional<T>& value) {
    if (value) record_.*member = value;
  }
  void add_words(std::string_view field, std::string words) {
    if (!words.empty()) record_.words.push_back({std::string(field), std::move(words)});
  }

  const RegisterCase& held_;
  const HeldAward& award_;
  CaseSources sources_;
  std::vector<const AwardBefore*> before_; // of the same service, and not of the same procurement
  CaseRecord record_;
};

/// By what a body is told from others in the lists of a case: its identifier, the best register first, else its public id.
std::string code_of(const Body& body);

} // namespace openward::law::detail
