#pragma once
// What one published notice (one OCDS release) says, after reading and classifying it. The bridge between the files of the outside
// world and the register: exchange/ makes it, domain/history folds it, persistence/ keeps it.

#include "domain/body.h"
#include "domain/date.h"
#include "domain/money.h"
#include "domain/vocabulary.h"

#include <optional>
#include <string>
#include <vector>

namespace openward {

/// A party as the notice names it. `key` is the party id inside the release ("GB-FTS-44309"): it means nothing elsewhere.
struct PartyReading {
  std::string key;
  std::string name;
  std::vector<Identifier> identifiers;
  std::string address; // one line
  std::string postcode;
  std::vector<std::string> roles;
};

/// One value as printed: the number's own text and the two bases kept apart.
struct ValueReading {
  std::optional<std::int64_t> net_pence;   // OCDS value.amount: net of VAT under UKPGA; basis unstated under CELEX and Contracts Finder
  std::optional<std::int64_t> gross_pence; // OCDS value.amountGross
  Currency currency{};
  ValueKind kind = ValueKind::unknown;
  Vat net_vat = Vat::unknown; // `excluded` where the form says that `amount` is net, else `unknown`
  std::string as_published;   // "0.01", "1e9999"
};

struct ContractReading {
  std::string contract_id;
  std::string award_id;
  std::string status; // OCDS contractStatus, "" when absent
  std::optional<ValueReading> value;
  std::optional<Date> signed_on;
  std::optional<Date> starts;
  std::optional<Date> ends;
  std::string title;
};

struct AwardReading {
  std::string award_id;
  std::string status; // OCDS awardStatus, "" when absent
  std::string title;
  std::vector<PartyReading> suppliers;
  std::vector<std::string> lots;
  std::optional<ValueReading> value;
  std::optional<Date> decided_on;
  std::optional<Date> starts;
  std::optional<Date> ends;
};

/// The words or code that decided a classification.
struct Ground {
  std::string field; // "route", "regime", "notice_kind", "scope"
  std::string where; // JSON pointer inside the release
  std::string words;
};

struct NoticeReading {
  std::string ocid;
  std::string release_id;
  Instant published;
  std::string source; // "find_a_tender" | "contracts_finder" | "ocds"
  std::vector<std::string> tags;
  std::string form; // "UK6", "CELEX", ""
  std::optional<PartyReading> buyer;
  std::string tender_id;
  std::string title;
  std::string description;
  std::vector<std::string> cpv; // 8 digits, main one first
  std::optional<ValueReading> tender_value;
  std::optional<Date> starts; // of the tender's contract period or lots
  std::optional<Date> ends;
  bool framework = false;                      // the notice concludes a framework: values are ceilings
  std::vector<std::string> related_frameworks; // ocids or ids it calls off from
  std::vector<AwardReading> awards;
  std::vector<ContractReading> contracts;

  Regime regime = Regime::unknown;
  Route route = Route::unknown;
  TenderClass tender_class = TenderClass::unknown;
  NoticeKind kind = NoticeKind::other;
  Scope scope = Scope::other;
  bool makes_award = false; // an award was made and this notice says so; never for an intention, a UK5 or a member list
  std::vector<Ground> grounds;
};

} // namespace openward
