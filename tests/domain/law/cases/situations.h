#pragma once
// What the register holds of an award, put together in a few words: an imported award with its notices, or one that was recorded step by
// step. Plain values.

#include "domain/law/cases/register_case.h"
#include "domain/law/rules/finding.h"
#include "domain/law/rules/surroundings.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

Date date(std::string_view iso);

/// A notice published at noon, under the award's OCID unless another is given. Every item of every Schedule is held in it.
struct Notice {
  NoticeKind kind = NoticeKind::award;
  std::string on;
  std::string ocid = "ocds-award";
  bool spoken = true; // it speaks of the award
  std::string signed_on{};
  std::string awarded_on_in_words{};
  std::vector<std::string> placeholders{};
  std::vector<std::string> not_found{};
  bool contents_read = true;
  bool corrigendum = false;
};

class Situation {
 public:
  /// An award of 2026 by an integrated care board to one company, from 1 May 2026 to 30 April 2029, £3,000,000, read from notices.
  explicit Situation(Route route);

  Situation& with(const Notice& notice);
  /// Under an OCID that is linked to the award's.
  Situation& linked(Notice notice);
  /// The last notice that was given.
  NoticeReading& last();
  Situation& term(std::string_view starts, std::string_view ends);
  /// Recorded in the register: the steps, "decide 2026-03-10; enter_contract 2026-04-01".
  Situation& recorded(law::procedure::Process process, std::string_view began, std::string_view steps, std::string_view awarded_on);
  Situation& run(law::procedure::Process process, std::string_view began, std::string_view steps);
  /// An award before it of the same title and to the same provider.
  Situation& before(Route route, std::string_view awarded_on, std::string_view starts, std::string_view ends, std::int64_t pence);
  Situation& modified(Modification modification);

  law::RegisterCase held;

 private:
  std::vector<NoticeReading>* latest_list_ = nullptr;
  int count_ = 0;
};

/// Imported, intended on 2 March 2026 (its standstill ends on 13 March) and confirmed within 30 days.
Situation intended_and_confirmed(Route route);
/// The same with the invitation of a competitive process.
Situation competition();
/// Imported, with the award notice alone.
Situation confirmed(Route route, std::string signed_on = "2026-03-20", std::string on = "2026-04-10");
/// An urgent award from 1 April 2026.
Situation urgent(std::string_view ends);

/// The outcome of each rule that concerns the case, as checked on 1 July 2027 with the catalogue of reference/; "none" is left out.
std::map<std::string, std::string> outcomes_of(const law::RegisterCase& held);
std::vector<law::Finding> findings_of(const law::RegisterCase& held);

/// "PSR-23 pass, PSR-28 fail" -> for each rule named, what it gives here in the same form.
std::string outcomes_of(const law::RegisterCase& held, std::string_view like);

} // namespace openward::test
