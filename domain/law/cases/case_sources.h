#pragma once
// The notices and the recorded run on which a case rests, chosen from all that the register holds around an award. Inside domain/law/cases
// only; points into a RegisterCase that outlives it, and is used by one thread.

#include "domain/law/cases/register_case.h"

#include <functional>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace openward::law::detail {

struct CaseSource {
  const NoticeReading* notice = nullptr;
  Date published;   // in London
  bool own = false; // under the award's own OCID
};

class CaseSources {
 public:
  explicit CaseSources(const RegisterCase& held);

  /// The notices that count for this award, oldest first, each once.
  const std::vector<CaseSource>& counted() const { return counted_; }
  /// The latest one of these kinds of which the condition holds; null when there is none.
  const CaseSource* latest(std::initializer_list<NoticeKind> kinds, const std::function<bool(const NoticeReading&)>& condition = {}) const;
  /// The notices that made or announced this very award, oldest first.
  const std::vector<CaseSource>& making() const { return making_; }
  /// Every notice under the award's own OCID, counted or not.
  const std::vector<CaseSource>& own() const { return own_; }
  /// The recorded run that led to the award; null where it was read from notices, or recorded without its steps.
  const procedure::Procedure* run() const { return run_; }

  /// Whether an award before this one is of the same procurement: a lot of it, or the same under another OCID.
  bool same_procurement(std::string_view ocid) const;

 private:
  void read_own(const RegisterCase& held);
  void read_linked(const RegisterCase& held);
  std::optional<CaseSource> last_of_run(const RegisterCase& held) const;
  void find_run(const RegisterCase& held);
  bool counts(const RegisterCase& held, const CaseSource& source) const;

  std::vector<CaseSource> own_;
  std::vector<CaseSource> making_;
  std::vector<CaseSource> counted_;
  std::vector<std::string_view> ocids_; // of this procurement
  const procedure::Procedure* run_ = nullptr;
};

/// The notice corrects or confirms an earlier one of its OCID, and what it does not say again stands there.
bool is_corrigendum(const NoticeReading& notice);

/// A corrigendum of which the notice that it corrects is not held: what it does not say stands there, and only its blanks are certain.
bool is_part_of_a_notice(const NoticeReading& notice, const std::vector<CaseSource>& all);

/// The words that decided a field, at most 300 bytes; "" when there are none.
std::string words_of(const NoticeReading& notice, std::string_view ground);
/// The words cut to the length at which the register shows them, at a character's boundary.
std::string shown_words(std::string_view words);

} // namespace openward::law::detail
