#pragma once
// The rows of one award: table award, its providers and the notices that speak of it. Imported and recorded awards are written by the same
// statement.

#include "domain/award.h"
#include "domain/notice.h"
#include "persistence/detail/bodies.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace openward::persistence::detail {

/// The value's two bases kept apart; neither is ever computed from the other.
struct ValueCells {
  std::optional<std::int64_t> pence; // with `vat`
  std::optional<std::int64_t> gross_pence;
  std::optional<std::string> currency;
  std::optional<std::string> vat;
  std::optional<std::string> kind;
  bool placeholder = false;
  std::string as_published;

  static ValueCells of(const std::optional<ValueReading>&, bool framework);
  static ValueCells of(const std::optional<StatedValue>&);
  std::optional<StatedValue> stated() const;
};

struct ProviderRow {
  StoredBody body;
  std::string stated_name;
  std::optional<int> share_basis_points;
};

struct AwardRow {
  std::string id;
  std::int64_t procurement_key = 0;
  SourceKey source; // of a recorded award: its ocid alone
  AwardState state = AwardState::published;
  int version = 1;
  bool recorded = false;
  bool synthetic = false;
  std::optional<StoredBody> commissioner;
  std::string title;
  std::string description;
  std::string reference;
  Regime regime = Regime::unknown;
  Route route = Route::unknown;
  TenderClass tender_class = TenderClass::unknown;
  Scope scope = Scope::other;
  bool framework = false;
  std::vector<std::string> cpv;
  std::vector<ProviderRow> providers;
  ValueCells value;
  std::optional<Date> awarded_on;
  std::optional<Date> signed_on;
  std::optional<Date> starts;
  std::optional<Date> ends;
  std::optional<Date> published_on;
  std::optional<Instant> published_at;
  std::vector<std::string> releases;
};

/// What the sources state of it, as canonical JSON: the body of its events, and what its digest is taken of. Without the providers'
/// class, which is our own judgement and changes apart from the award.
std::string content_of(const AwardRow&);
/// Adds the award or makes the stored one equal to this. Gives its key.
std::int64_t write_award(Session&, const AwardRow&, std::string_view content);
/// A recorded award, or an imported one, by its public id; locked until the transaction ends.
struct LoadedAward {
  std::int64_t key = 0;
  AwardRow row;
};
std::optional<LoadedAward> load_award(Session&, std::string_view public_id);

/// "85100000 85111000"
std::string joined(const std::vector<std::string>& codes);
std::vector<std::string> split(std::string_view codes);

} // namespace openward::persistence::detail
