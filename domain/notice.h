#pragma once
// What one published notice (one OCDS release) says, after reading and classifying it. The bridge between the files of the outside
// world and the register: exchange/ makes it, domain/history folds it, persistence/ keeps it.

#include "domain/body.h"
#include "domain/date.h"
#include "domain/money.h"
#include "domain/vocabulary.h"

#include <optional>
#include <string>
#include <string_view>
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

/// Where a fact stands: in a field made for it, or in prose.
enum class Basis { structured, stated_in_text };
constexpr std::string_view to_string(Basis basis) { return basis == Basis::structured ? "structured" : "stated_in_text"; }

/// One value as printed: the number's own text and the two bases kept apart.
struct ValueReading {
  std::optional<std::int64_t> net_pence;   // OCDS value.amount: net of VAT under UKPGA; basis unstated under CELEX and Contracts Finder
  std::optional<std::int64_t> gross_pence; // OCDS value.amountGross
  Currency currency{};
  ValueKind kind = ValueKind::unknown;
  Vat net_vat = Vat::unknown; // `excluded` where the form says that `amount` is net, else `unknown`
  std::string as_published;   // "0.01", "1e9999"
  Basis basis = Basis::structured;
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
  std::string field; // "route", "regime", "notice_kind", "scope", "stated_value", …
  std::string where; // JSON pointer inside the release
  std::string words;
};

/// What the prose says of amounts and dates. A fact that the words leave open has a reason in its place, where they speak of it at all:
/// `several` (two that differ), `placeholder` ("[Add date]", "TBC"), `not_lifetime` (a yearly, weekly or unit price alone),
/// `not_guaranteed`. Each fact has its Ground: "stated_value", "stated_representations", "stated_award_date", "stated_term".
struct StatedFacts {
  std::optional<ValueReading> lifetime_value; // basis stated_in_text
  std::string value_reason;
  std::optional<Date> representations_until; // the last day; as written, even where its year is plainly wrong
  std::string representations_reason;        // also `before_publication`, beside the date
  std::optional<Date> awarded_on;
  std::optional<Date> starts;
  std::optional<Date> ends;                // of the initial term
  std::vector<std::string> quoted_notices; // other notices and procurements that the words name: "012345-2026", "ocds-h6vhtk-012abc"
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
  StatedFacts stated{};

  Regime regime = Regime::unknown;
  Route route = Route::unknown;
  TenderClass tender_class = TenderClass::unknown;
  NoticeKind kind = NoticeKind::other;
  Scope scope = Scope::other;
  bool makes_award = false; // an award was made and this notice says so; never for an intention, a UK5 or a member list
  std::vector<Ground> grounds;
};

} // namespace openward
