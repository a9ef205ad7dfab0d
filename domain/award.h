#pragma once
// The award (the decision), the contract (the signed agreement that follows), and what changes a contract.

#include "domain/body.h"
#include "domain/date.h"
#include "domain/money.h"
#include "domain/vocabulary.h"

#include <optional>
#include <string>
#include <vector>

namespace openward {

/// Where an imported record came from. Awards are keyed by all three parts: award ids repeat across the releases of one ocid.
struct SourceKey {
  std::string ocid;
  std::string release_id;
  std::string award_id;
  friend auto operator<=>(const SourceKey&, const SourceKey&) = default;
};

struct AwardedProvider {
  std::string body_id;     // public id
  std::string stated_name; // as the notice or the recorder wrote it
  std::optional<int> share_basis_points{};
};

/// What a recorder states about an award before it is one.
struct AwardDraft {
  std::string commissioner_id; // public body id
  std::string title;
  std::string description;
  std::vector<std::string> cpv;
  Route route = Route::unknown;
  std::vector<AwardedProvider> providers;
  std::optional<StatedValue> value{};
  std::optional<Date> awarded_on{};
  std::optional<Date> starts{};
  std::optional<Date> ends{};
  std::string reference;     // the authority's own
  std::string procurement{}; // OCID of the recorded procurement that it joins; empty: it opens one
};

/// What the procedure of a recorded procurement has come to, for the award that joins it.
struct AwardProcedure {
  std::string ocid;
  bool published = false;     // the procurement is
  std::optional<Route> route; // that the process leads to; none for providers who join a framework
  std::optional<Date> made_on{};
  std::string awaited; // the step that makes the award, "enter_contract"
};

class Award {
 public:
  /// A new draft. Every fault of the draft is reported at once, with a JSON pointer each: title missing or over 1,000 characters,
  /// a term that ends before it starts, a negative value, shares over the whole, a CPV code that is not eight digits, a date
  /// after `today` for the decision.
  static Result<Award> create(AwardDraft draft, Date today);
  /// The database alone: the record as it was stored, unchecked.
  static Award restore(std::string id, AwardState state, int version, AwardDraft draft, std::optional<SourceKey> source,
                       std::optional<Instant> published_at);

  /// draft -> published. Refused when a commissioner, a provider, a route, a decision date or a CPV code is missing; each
  /// missing part is a fault of its own. Publishing twice is a conflict. An award that joins a recorded procurement needs its
  /// procedure: it is a conflict while the step that makes the award is not taken (an intention is never an award), and the day of
  /// that step is the day of the award.
  Result<> publish(Instant now, const std::optional<AwardProcedure>& procedure = std::nullopt);
  /// published -> cancelled, draft -> cancelled.
  Result<> cancel();

  const std::string& id() const { return id_; }
  void assign_id(std::string id) { id_ = std::move(id); }
  AwardState state() const { return state_; }
  int version() const { return version_; }
  const AwardDraft& facts() const { return facts_; }
  const std::optional<SourceKey>& source() const { return source_; }
  const std::optional<Instant>& published_at() const { return published_at_; }
  TenderClass tender_class() const { return tender_class_of(facts_.route); }
  Regime regime() const { return regime_of(facts_.route); }

 private:
  Award() = default;
  std::string id_;
  AwardState state_ = AwardState::draft;
  int version_ = 1;
  AwardDraft facts_;
  std::optional<SourceKey> source_{};
  std::optional<Instant> published_at_{};
};

/// Why a contract may be modified without a new procurement (reg 13(1), 13(3), 14).
enum class ModificationGround {
  provided_for_in_contract,
  change_of_provider_identity,
  external_factors,
  authority_decision,
  urgent,
  other,
  unknown
};
std::string_view to_string(ModificationGround);
std::optional<ModificationGround> modification_ground_from(std::string_view);

struct Modification {
  Date modified_on;
  ModificationGround ground = ModificationGround::unknown;
  std::optional<bool> attributable_to_authority{};
  std::optional<std::int64_t> value_change_pence{}; // signed; a stated total after the change is turned into this by the caller
  std::optional<Date> new_end{};
  std::string description;
  int number = 0; // 1, 2, … within the contract
};

class Contract {
 public:
  /// Opened by the award that it carries out.
  static Result<Contract> create(std::string award_id, std::optional<StatedValue> value, std::optional<Date> signed_on,
                                 std::optional<Date> starts, std::optional<Date> ends);
  static Contract restore(std::string id, int version, std::string award_id, std::optional<StatedValue> value,
                          std::optional<Date> signed_on, std::optional<Date> starts, std::optional<Date> ends,
                          std::vector<Modification> modifications);

  /// Refused: a date outside the term (reg 13(1): during its term), a new end before the start, a value that would fall below zero
  /// or leave 64 bits, an empty description.
  Result<> modify(Modification);

  const std::string& id() const { return id_; }
  void assign_id(std::string id) { id_ = std::move(id); }
  int version() const { return version_; }
  const std::string& award_id() const { return award_id_; }
  const std::optional<StatedValue>& original_value() const { return original_; }
  /// The original value with every stated change; none when the original is not known.
  std::optional<StatedValue> current_value() const;
  std::optional<Date> signed_on() const { return signed_on_; }
  std::optional<Date> starts() const { return starts_; }
  /// After the latest modification that moved it.
  std::optional<Date> ends() const;
  std::optional<Date> original_end() const { return ends_; }
  const std::vector<Modification>& modifications() const { return modifications_; }

 private:
  Contract() = default;
  std::string id_;
  int version_ = 1;
  std::string award_id_;
  std::optional<StatedValue> original_{};
  std::optional<Date> signed_on_{};
  std::optional<Date> starts_{};
  std::optional<Date> ends_{};
  std::vector<Modification> modifications_;
};

} // namespace openward
