#pragma once
// Notices for the tests of domain/history, built in one line each, and a procurement rendered as text, so that a test compares all of
// it at once. `folded` folds every order of the notices and checks that the outcome is the same.

#include "domain/history.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

/// "Name", or "Name coh:01234567 ods:X9Z" with identifiers.
PartyReading party(std::string_view text);
ValueReading pounds(std::int64_t whole);
ValueReading placeholder(); // 0.01

struct AwardSpec {
  std::string id;
  std::vector<std::string> suppliers; // as for party()
  std::vector<std::string> lots{};
  std::optional<ValueReading> value{};
  std::string status = "active";
  std::string decided_on{};
};
AwardReading award(AwardSpec);

struct ContractSpec {
  std::string award_id;
  std::optional<ValueReading> value{};
  std::string signed_on{};
  std::string starts{};
  std::string ends{};
  std::string status = "active";
};
ContractReading contract(ContractSpec);

struct NoticeSpec {
  std::string release_id; // published at noon on `on`
  std::string on;
  NoticeKind kind = NoticeKind::other;
  bool makes_award = false;
  std::vector<AwardReading> awards{};
  std::vector<ContractReading> contracts{};
  Route route = Route::unknown;
  Regime regime = Regime::unknown;
  std::vector<std::string> tags{};
  std::string form{};
  bool framework = false;
};
NoticeReading notice(NoticeSpec);

// The notices that come up again and again.
NoticeReading decision(std::string release_id, std::string on, std::vector<AwardReading>);                              // UK6
NoticeReading details(std::string release_id, std::string on, std::vector<AwardReading>, std::vector<ContractReading>); // UK7
NoticeReading intention(std::string release_id, std::string on, std::vector<AwardReading>);
/// A corrigendum that says "awarded" and names nobody.
NoticeReading confirmation(std::string release_id, std::string on);

/// One line for each award, then one for each modification.
std::string rendered(const Procurement&);

/// Folds every order of the notices.
Procurement folded(std::vector<NoticeReading>);

} // namespace openward::test
