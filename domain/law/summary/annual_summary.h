#pragma once
// The annual summary of an authority (reg 25 of SI 2023/1348), counted from the register's own records: contracts, not notices, and never
// an intention. A figure that cannot be counted has no number and says why; one that is counted in part says what it leaves open. Pure
// functions over plain values; threads may share what none changes.

#include "domain/law/summary/annual_material.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// in_part: a count of what is known, while records stay open or a part is not known. not_computable: no count.
enum class FigureStatus { counted, in_part, not_computable };
std::string_view to_string(FigureStatus);

struct SummaryFigure {
  std::string key; // "a" … "i" of reg 25(2), a word for what guidance adds, "a.direct_award_a" for a part
  std::string title;
  std::string citation;
  FigureStatus status = FigureStatus::counted;
  std::optional<std::int64_t> count{};
  std::string reason{}; // why there is no count, or what the count leaves open; "" when it is whole
  std::string note{};   // how it was counted and what it rests on
  std::vector<RecordReference> records{};
  std::vector<RecordReference> open{}; // records that may belong to it
  std::vector<Route> routes{};         // not empty: `records` are the published awards of the year with these routes
  std::optional<bool> framework{};     // and with this flag
  std::vector<SummaryFigure> parts{};
};

/// What became of a representation: the last further decision of its standstill (reg 12(4)(d), 12(7)).
enum class RepresentationOutcome { proceeded, repeated, abandoned, undecided };
std::string_view to_string(RepresentationOutcome);

struct AnnualRepresentation {
  std::string ocid;
  Date received_on;
  std::optional<Date> standstill_ended_on{};
  std::string nature; // as recorded; "" where nothing was
  RepresentationOutcome outcome = RepresentationOutcome::undecided;
  bool panel = false; // the Panel's advice was asked for in its standstill
};

/// Every representation of a recorded run, with the end of the standstill in which it came.
std::vector<AnnualRepresentation> representations_of(const AnnualProcedure&);

struct AnnualSummary {
  ReportingYear year;
  std::vector<SummaryFigure> figures;                // a to i, then providers_contracted and panel_reviews
  std::vector<AnnualRepresentation> representations; // whose standstill ended in the year
  std::vector<std::string> notes;                    // on the method
};

/// `today` tells whether the year is over.
AnnualSummary annual_summary(const AnnualMaterial&, const ReportingYear&, Date today);

/// A figure or a part of one; null when there is none of this key.
const SummaryFigure* figure_of(const AnnualSummary&, std::string_view key);

/// A count that the authority published itself. None: it says that there is none ("not available").
struct PublishedCount {
  std::string key;
  std::optional<std::int64_t> stated{};
  std::string source;
  std::string note;
};

struct ReconciledCount {
  std::string key;
  std::string title;
  std::optional<std::int64_t> stated{};
  std::optional<std::int64_t> counted{};
  std::optional<std::int64_t> difference{}; // counted less stated
  std::string note;
  std::string source;
};

/// In the order of `published`. A key that the summary does not have stays without a count.
std::vector<ReconciledCount> reconcile(const AnnualSummary&, std::span<const PublishedCount> published);

} // namespace openward::law
