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

/// What a notice holds of one item that its Schedule asks for. `not_found`: nothing in the fields or the words was read as it, which is
/// less than knowing that it is not there. `placeholder`: a place of the template that nobody filled ("[Add date]", "TBC", 0.01).
enum class Presence { held, placeholder, not_found };
constexpr std::string_view to_string(Presence presence) {
  return presence == Presence::held ? "held" : presence == Presence::placeholder ? "placeholder" : "not_found";
}

struct ContentReading {
  std::string item; // its name in the table of Schedules 2 to 15 (domain/law/change/notice_contents)
  Presence presence = Presence::not_found;
  Ground ground{}; // field: the item
};

/// What the prose of a notice says of matters that the Provider Selection Regime asks about. Absent: the words do not speak of it. Each has
/// a Ground in `grounds` of the notice, under the name in brackets.
struct PsrStatements {
  std::vector<Route> processes;                 // every process of the Regime that it says is followed (processes_stated)
  std::vector<std::string> criteria_addressed;  // words of law::KeyCriterion to which it gives reasons (criteria_addressed)
  std::string deadline_words;                   // where it states the deadline for representations, filled in or not (deadline_words)
  std::string urgency_reasons;                  // why regulation 14 is relied on (urgency_reasons)
  std::optional<bool> long_term_reasons{};      // why an urgent contract lasts over twelve months (long_term_reasons_stated)
  std::optional<bool> provider_limit{};         // the number of providers is capped; false: says that it is not (provider_limit_stated)
  std::optional<bool> existing_provider{};      // the award goes to the provider of the existing contract (existing_provider)
  std::optional<Date> existing_contract_ends{}; // (existing_contract_ends)
  std::optional<bool> difference_found{};       // that the contract is, or is not, materially different in character (materially_different)
  std::optional<bool> threshold_considered{};   // that the considerable change threshold was considered (value_finding_recorded)
  std::optional<bool> services_began_before{};  // services were given before the award, as on an implied contract (services_began_before)
  std::optional<bool> term_exceptional{};       // why a framework lasts over four years (framework_term_justified)
  std::vector<std::string> framework_users;     // the authorities that may use the framework, as named (framework_authorities)
  std::optional<bool> legal_choice{};           // patients have a legal right to choose in this service (service_is_legal_choice)
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
  PsrStatements psr{};
  std::vector<ContentReading> contents{}; // of a PSR notice: one for each item that could be asked of it; empty where none was read

  Regime regime = Regime::unknown;
  Route route = Route::unknown;
  TenderClass tender_class = TenderClass::unknown;
  NoticeKind kind = NoticeKind::other;
  Scope scope = Scope::other;
  bool makes_award = false; // an award was made and this notice says so; never for an intention, a UK5 or a member list
  std::vector<Ground> grounds;
};

} // namespace openward
