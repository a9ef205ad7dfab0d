#pragma once
// Diagnostic centres, programmes with a target, and indicators with a limit: what spend must be read beside.

#include "domain/date.h"
#include "domain/result.h"
#include "domain/vocabulary.h"

#include <optional>
#include <string>
#include <vector>

namespace openward {

enum class CentreKind { standard, large, hub, spoke, unknown };
enum class CentreStatus { announced, approved, open, closed };
std::string_view to_string(CentreKind);
std::string_view to_string(CentreStatus);
std::optional<CentreKind> centre_kind_from(std::string_view);
std::optional<CentreStatus> centre_status_from(std::string_view);

struct CentreStatusChange {
  CentreStatus status = CentreStatus::announced;
  std::optional<Date> on{}; // day, or unknown
  std::string source;
};

/// What a centre was on a day.
enum class CentreStanding { not_yet, announced, approved, open, closed, unknown };
std::string_view to_string(CentreStanding);

/// Who runs it, whose building it is and who paid are three facts; each can be unknown.
struct DiagnosticCentre {
  std::string id;     // public id "dc-…"
  std::string code{}; // of the Organisation Data Service (role RO317), "" unknown
  std::string name;
  std::string place;
  std::string region;
  CentreKind kind = CentreKind::unknown;
  ProviderClass operator_class = ProviderClass::unclassified;
  std::string operator_name; // "" unknown
  ProviderClass estate_owner_class = ProviderClass::unclassified;
  std::string estate_owner_name{}; // "" unknown
  std::string funder;
  std::string host_commissioner{};         // name or scheme:id, as stated; "" unknown
  std::vector<std::string> tests{};        // offered, in the words of the source
  std::vector<std::string> awards{};       // public ids of awards that it rests on
  std::vector<CentreStatusChange> history; // oldest first
  std::string source;
  bool synthetic = false;

  /// Refuses a missing name or place, an empty history, and a closing before an opening.
  static Result<DiagnosticCentre> create(DiagnosticCentre);
  CentreStatus status() const { return history.back().status; }
  /// By the dated statuses alone. A status without a day makes every day unknown on which it may have held already, or may not.
  CentreStanding standing_on(Date) const;
  /// The first day on which it was open; none while that is not known.
  std::optional<Date> opened() const;
  /// What is held, brought up to date by what a later source states: an empty fact of that source takes nothing away, a status that is
  /// held without a day gets it, and another day for the one opening replaces the held one. Refuses what `create` refuses.
  Result<DiagnosticCentre> updated_by(const DiagnosticCentre& stated) const;
};

/// Measured progress towards a target by a date. Quantities are whole numbers in `unit` ("centres", "pence", "people").
struct ProgrammeProgress {
  Date on;
  std::int64_t quantity = 0;
  std::string source;
};
struct Programme {
  std::string id; // public id "pg-…"
  std::string name;
  std::string unit;
  std::optional<std::int64_t> target{};
  std::optional<Date> target_date{};
  std::vector<ProgrammeProgress> progress;
  std::string source;
  std::string note;
  static Result<Programme> create(Programme);
  /// What is held, brought up to date by what a later source states: an empty fact takes nothing away, a measurement of a day that is held
  /// replaces it. Refuses another unit, and what `create` refuses.
  Result<Programme> updated_by(const Programme& stated) const;
};

/// A series with an optional recommended limit. Values are thousandths of `unit`, so that 91.4 per cent is 91,400.
struct IndicatorValue {
  std::string body;
  std::string period;
  std::optional<Date> from{};
  std::optional<Date> to{};
  std::int64_t thousandths = 0;
  std::string source;
};
struct Indicator {
  std::string id; // public id "in-…"
  std::string name;
  std::string unit;
  std::optional<std::int64_t> limit_thousandths{};
  std::string limit_basis;
  std::vector<IndicatorValue> values;
  std::string source;
  static Result<Indicator> create(Indicator);
  /// As Programme::updated_by: a value of a body in a period that is held is replaced.
  Result<Indicator> updated_by(const Indicator& stated) const;
};

} // namespace openward
