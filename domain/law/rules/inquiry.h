#pragma once
// One rule looking at one case: it asks for inputs, notes what it computes, and gives a verdict. Inside domain/law/rules only; made for one
// run of one rule and used by one thread.

#include "domain/law/rules/case_fields.h"
#include "domain/law/rules/case_record.h"
#include "domain/law/rules/finding.h"
#include "domain/law/rules/surroundings.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::law::detail {

/// `no_concern`: the rule is about something that this case is not, or that did not happen in it.
enum class Verdict { pass, question, fail, not_computable, no_concern };

/// The graver of two, for rules that look at several things: fail, question, not_computable, pass, no_concern.
Verdict worse(Verdict a, Verdict b);

/// days of notices that the law counts from an event: "within 30 days of" excludes the day of the event (reg 7(2)(b) and its like).
constexpr int notice_days = 30;
/// A notice is published a little after it is submitted, and the law counts the submission.
constexpr int publication_tolerance_days = 2;

class Inquiry {
 public:
  Inquiry(const CaseRecord& record, const Surroundings& surroundings) : record_(record), surroundings_(surroundings) {}

  /// The input, or null after noting that it is missing.
  template <typename T>
  const T* need(CaseMember<T> member) {
    const T* value = known(member);
    if (value == nullptr) miss(name_of(member));
    return value;
  }
  /// The input, or null where the rule can do without.
  template <typename T>
  const T* known(CaseMember<T> member) {
    const std::optional<T>& value = record_.*member;
    if (!value) return nullptr;
    if (!record_.words.empty()) rest_on(name_of(member));
    return &*value;
  }
  void miss(std::string_view input);
  /// Shows the words on which a part of a list rests.
  void cite(std::string_view part) { rest_on(part); }
  /// An amount above a placeholder, or null after noting that it is missing: on 0.01 no limit can be computed.
  const std::int64_t* need_amount(CaseMember<std::int64_t> member);
  bool complete() const { return missing_.empty(); }

  void note(std::string_view name, std::string_view value) { computed_.push_back({std::string(name), std::string(value)}); }
  void note(std::string_view name, Date value) { computed_.push_back({std::string(name), value.iso()}); }
  void note_pence(std::string_view name, std::int64_t pence);
  void note_count(std::string_view name, std::int64_t count) { computed_.push_back({std::string(name), std::to_string(count)}); }

  /// A verdict when the process is not known, or is none of these; nothing when the rule is to go on.
  std::optional<Verdict> unless_process(std::initializer_list<Route> routes);
  std::optional<Verdict> unless_standstill_applies();
  /// A verdict when no award has been made yet: what an award must be is no concern of a procurement before it.
  std::optional<Verdict> unless_awarded();

  /// The published day of the intention notice that governs the standstill (the latest one), and the standstill's end.
  std::optional<Date> intention_published();
  /// The verdict on a notice that is not held: a fail where the record holds every notice of the case; else it may exist, and the register
  /// holds only a part of the world.
  Verdict none_held(Verdict where_incomplete = Verdict::not_computable);
  std::optional<Date> standstill_end(Date published);
  std::optional<Date> working_days_after(Date day, int n);
  const Date* checked_on();
  const Surroundings& surroundings() const { return surroundings_; }

  Finding finding(Outcome outcome) &&;

 private:
  void rest_on(std::string_view field);
  std::optional<Date> working_day(const Result<Date>& day);

  const CaseRecord& record_;
  const Surroundings& surroundings_;
  std::vector<std::string> missing_;
  std::vector<ComputedValue> computed_;
  std::vector<std::string> words_;
};

/// The earliest or the latest notice of a kind, by the day of submission, else of publication; null when there is none.
const CaseNotice* first_of(const std::vector<CaseNotice>& notices, NoticeKind kind);
const CaseNotice* last_of(const std::vector<CaseNotice>& notices, NoticeKind kind);
/// The day that is known of a notice: submission, else publication.
std::optional<Date> day_of(const CaseNotice& notice);

/// Whether a notice was submitted by its last day. Where only the publication is known, up to the tolerance after it is a question.
/// `part` names the list for missing inputs: "notices." or "modifications.notice_".
Verdict in_time(Inquiry& c, std::optional<Date> submitted, std::optional<Date> published, Date last_day,
                std::string_view part = "notices.");

/// Every notice of the kinds that lacks an item of its Schedule fails, item by item; an item that was not found in it is a question,
/// because prose can say it in words that nobody foresaw. no_concern when there is no such notice.
Verdict contents_complete(Inquiry& c, const std::vector<CaseNotice>& notices, std::initializer_list<NoticeKind> kinds);

/// The same day `months` later, or the last day of a shorter month.
Date plus_months(Date day, int months);

bool holds(const std::vector<std::string>& list, std::string_view item);
/// "a, b"
std::string listed(const std::vector<std::string>& items);

/// The letters of `required` that `held` lacks.
std::string letters_lacking(std::string_view required, std::string_view held);

/// Where a word begins in a text, whatever the case of its letters.
bool mentions(std::string_view text, std::string_view word);

} // namespace openward::law::detail
