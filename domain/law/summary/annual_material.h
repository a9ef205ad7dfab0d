#pragma once
// What the annual summary and the monitoring report of one authority are made from: plain values, as the register holds them. Threads may
// share what none changes.

#include "domain/law/calendar/deadlines.h"
#include "domain/law/procedure/procedure.h"
#include "domain/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// A record that a figure rests on, by the id under which the register serves it.
enum class RecordKind { award, contract, provider, procurement, notice };
std::string_view to_string(RecordKind);
struct RecordReference {
  RecordKind kind = RecordKind::award;
  std::string id;      // "aw-…", "ct-…", "bd-…", an OCID, "OCID~release"
  std::string words{}; // what it says for the figure, "" where the record speaks for itself
  friend bool operator==(const RecordReference&, const RecordReference&) = default;
};

struct AnnualProvider {
  std::string id; // public id of the body
  std::string name;
};

/// A published award of the authority for health services, with the contract that carries it out. Never an intention, a draft, or an award
/// that was cancelled or superseded.
struct AnnualAward {
  std::string id;
  std::string ocid;
  bool recorded = false; // in the register, not read from a notice
  Regime regime = Regime::unknown;
  Route route = Route::unknown;
  bool framework = false; // concludes a framework
  std::vector<AnnualProvider> providers;
  std::optional<Date> awarded_on{};
  std::optional<Date> signed_on{};
  std::optional<Date> published_on{};
  std::optional<Date> starts{};
  std::optional<Date> ends{}; // of the contract, with every change of it
};

/// The day at which an award counts: decision, else signature, else publication. The same as `effective_on` of the awards.
std::optional<Date> counts_on(const AnnualAward&);

/// A modification that was made in reliance on regulation 14(2), as a contract or a notice tells it.
struct AnnualModification {
  RecordReference record;
  std::string contract_id; // "" where the notice's contract is not held
  Date made_on;            // of the notice, where nothing else is known
};

/// A procurement that is run in the register.
struct AnnualProcedure {
  std::string ocid;
  std::string contract_id; // of the contract that it modifies, else ""
  procedure::Procedure run;
};

struct AnnualMaterial {
  std::string authority_id; // public id
  std::string authority_name;
  std::vector<std::string> authority_codes; // "ods:QHM"
  bool synthetic = false;
  std::vector<AnnualAward> awards; // that count until the last day of the year, of this and earlier years
  std::vector<AnnualModification> urgent_modifications;
  std::vector<AnnualProcedure> procedures;
  std::int64_t notices_in_year = 0; // of any kind, published in the year
};

/// Both days belong to it.
struct ReportPeriod {
  Date first;
  Date last;
  friend bool operator==(const ReportPeriod&, const ReportPeriod&) = default;
};
/// The year before: the reporting year before, and for the first one, which began with the Regulations, the twelve months before it. The
/// regulation says "previous year" and no more.
ReportPeriod year_before(const ReportingYear&);

/// Whether the award's contract ran on any day of the period; unknown where a date of its term is missing and the answer turns on it.
enum class TermCovers { no, unknown, yes };
TermCovers term_covers(const AnnualAward&, ReportPeriod);

} // namespace openward::law
