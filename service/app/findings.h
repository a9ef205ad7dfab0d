#pragma once
// Awards, and procurements before their award, held against the law: the record of a case made from what the register holds, every rule
// asked, and what was found kept beside the award. Findings follow from the record and the day, so those that are kept are remade whenever
// the record changes, and all of them by check_all. The functions work inside the transaction they are given; a Checker serves one thread.

#include "domain/law/rules/case_record.h"
#include "domain/law/rules/finding.h"
#include "domain/law/rules/surroundings.h"
#include "persistence/law.h"
#include "service/app/clock.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace openward::app {

/// An award as the rules saw it, or a procurement of which none is published, and what they found.
struct CheckedAward {
  law::HeldAward award; // of a procurement: without an id
  persistence::CaseStanding standing = persistence::CaseStanding::counted;
  law::CaseRecord record;
  std::vector<law::Finding> findings; // in the order of the catalogue; none for what is not of the Provider Selection Regime, nor for a
                                      // procurement whose award has them
  Date checked_on;
};

/// Reads releases and asks the rules. Remembers the notices read last, because the awards of one procurement rest on the same ones, and an
/// authority's awards on those of its other procurements.
class Checker {
 public:
  explicit Checker(Date on);

  Date on() const { return on_; }
  /// Takes what the case holds with it.
  CheckedAward check(persistence::HeldCase&& held);
  /// The same for a procurement without its award, with the suppliers of its latest intention as providers.
  CheckedAward check_procurement(persistence::Session&, persistence::HeldCase&& held);
  /// Remembers what was read already, under the digest of its release.
  void remember(const std::string& sha256, NoticeReading notice);
  /// The readable ones of these releases, in their order.
  std::vector<NoticeReading> read(const std::vector<persistence::StoredRelease>& releases);

 private:
  const std::optional<NoticeReading>& reading_of(const persistence::StoredRelease& release);
  const std::optional<NoticeReading>& keep(const std::string& sha256, std::optional<NoticeReading> notice);

  Date on_;
  law::Surroundings around_;
  std::unordered_map<std::string, std::optional<NoticeReading>> read_; // by the digest of the release; none when it cannot be read
  std::deque<std::string> order_;                                      // the digests, as they came
};

/// What the rules find in the award as its record stands; keeps nothing. None when there is no such award.
std::optional<CheckedAward> findings_of(persistence::Session&, std::string_view award_id, Date on);

/// The same for a procurement, by OCID.
std::optional<CheckedAward> findings_of_procurement(persistence::Session&, std::string_view ocid, Date on);

/// Checks one award and keeps the findings; one that is no longer published loses them. Errors: there is no such award.
Result<persistence::Kept> check_award(persistence::UnitOfWork&, std::string_view award_id);
Result<persistence::Kept> check_award(persistence::UnitOfWork&, Checker&, std::string_view award_id);
/// Checks a procurement of which no award is published; any other loses the findings it had. Errors: there is no such procurement.
Result<persistence::Kept> check_procurement(persistence::UnitOfWork&, Checker&, std::string_view ocid);
/// Checks every award and procurement whose case a change to this procurement touches, and gives the number of the awards. To be called in
/// the transaction of the change, after it.
Result<std::int64_t> check_touched(persistence::UnitOfWork&, std::string_view ocid);

/// After a step that changed a recorded award or its contract: checks it, and every award of whose case it is a part.
Result<> check_recorded(persistence::UnitOfWork&, std::string_view award_id);

/// What check_all found, by rule and outcome.
struct CheckedAll {
  std::int64_t awards = 0;
  std::int64_t procurements = 0; // without a published award
  std::int64_t changed = 0;      // of both, those whose questions and fails are others than before
  std::map<std::string, persistence::FindingCounts> by_rule;
  std::chrono::milliseconds spent{};
};

/// Checks every published award of the Provider Selection Regime, and every procurement under it without one, a batch to a transaction, and
/// keeps the findings. `progress` is told how many are done and how many there are.
Result<CheckedAll> check_all(persistence::Database&, const Clock&, const std::function<void(std::int64_t, std::int64_t)>& progress = {});

} // namespace openward::app
