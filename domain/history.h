#pragma once
// From the notices of one procurement to what the register holds of it. A pure function: the same notices give the same
// procurement whatever the order in which they arrived, so an import can be repeated and files can come in any order.

#include "domain/award.h"
#include "domain/notice.h"

#include <string>
#include <vector>

namespace openward {

/// One award as the notices of its procurement tell it.
struct FoldedAward {
  SourceKey key;                     // of the earliest notice that made it
  std::vector<std::string> releases; // ids of every notice that speaks of it, oldest first
  std::string title;
  std::vector<PartyReading> suppliers;
  Route route = Route::unknown;
  Regime regime = Regime::unknown;
  TenderClass tender_class = TenderClass::unknown;
  std::optional<ValueReading> value; // the latest that is not a placeholder, else the latest
  std::optional<Date> awarded_on;
  std::optional<Date> signed_on;
  std::optional<Date> starts;
  std::optional<Date> ends;
  Date published_on;                        // London date of the notice that made it
  AwardState state = AwardState::published; // cancelled by a later cancellation notice
  bool has_contract = false;
};

/// What a later notice changed of a contract.
struct FoldedModification {
  SourceKey award;
  std::string release_id;
  Date published_on;
  std::optional<ValueReading> value_after; // the total after the change, as stated; never a difference (UK10, F20)
  std::optional<Date> new_end;
  std::string description;
};

/// A procurement (one ocid).
struct Procurement {
  std::string ocid;
  std::string title;
  std::string description;
  std::string reference;
  std::optional<PartyReading> buyer;
  std::vector<std::string> cpv;
  std::optional<ValueReading> estimate;
  Regime regime = Regime::unknown;
  Route route = Route::unknown;
  TenderClass tender_class = TenderClass::unknown;
  Scope scope = Scope::other;
  bool framework = false;
  NoticeKind latest_kind = NoticeKind::other;
  Instant first_published;
  Instant latest_published;
  std::vector<FoldedAward> awards;
  std::vector<FoldedModification> modifications;
};

/// Folds the notices of one ocid (at least one, any order, no two with the same release id).
///  - only notices with `makes_award` make awards; an intention, a UK5 and a dynamic-market member list never do;
///  - UK6 (decision) followed by UK7 (details) with the same suppliers is one award, with the UK7's value, dates and contract;
///  - a CELEX confirmation published as a corrigendum (tenderUpdate with no award object) confirms the awards of the intention
///    notice of the same ocid: they become awards at the confirmation's date with the intention's suppliers and value, unless the
///    confirmation states its own;
///  - the same award id with the same suppliers in a later release of the ocid is the same award; anything else is another one;
///  - a framework's value is a ceiling (ValueKind::maximum): it is carried by the first of its awards per lot alone.
Procurement fold(std::vector<NoticeReading> notices);

} // namespace openward
