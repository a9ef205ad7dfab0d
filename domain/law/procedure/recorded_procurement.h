#pragma once
// A procurement that is run in the register: what is bought, and each run of a procedure for it, step by step. A value: copy it freely,
// share it between threads only while nobody changes it. What the Regulations say of a step is in procedure.h; here stands what the
// register asks beside it.

#include "domain/award.h"
#include "domain/law/procedure/procedure.h"
#include "domain/money.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law::procedure {

enum class ProcurementState { draft, published };
std::string_view to_string(ProcurementState);
std::optional<ProcurementState> procurement_state_from(std::string_view);
std::span<const std::string_view> procurement_state_words();

/// What a recorder states of a procurement.
struct ProcurementFacts {
  std::string commissioner_id; // public body id
  std::string title;
  std::string description;
  std::string reference; // the authority's own
  std::vector<std::string> cpv;
  std::optional<StatedValue> estimate{};
};

/// The process with which it begins.
struct Beginning {
  std::optional<Process> process{};
  Choice choice = Choice::mandatory;
  std::optional<Date> began{};
};

/// One run of a procedure. A modification names the contract that it modifies.
struct RecordedProcedure {
  std::string id; // public, "pd-…"; given when it is stored
  Procedure run;
  std::string contract_id{};
};

/// Why a further procedure begins in the same procurement.
enum class Because {
  process_switched,  // reg 6(9): another process in place of one that is abandoned
  bridge,            // reg 14(3): the existing contract is kept going during the standstill
  contract_modified, // regs 13 and 14(2): the contract that the procurement led to
};
std::string_view to_string(Because);
std::optional<Because> because_from(std::string_view);
std::span<const std::string_view> because_words();

struct FurtherProcedure {
  std::optional<Because> because{};
  std::optional<Process> process{}; // a bridge needs none
  std::optional<Date> began{};
  std::string contract_id{}; // public id
};

struct StepToTake {
  std::optional<Step> step{};
  std::optional<Date> on{};
  StepDetails details{};
  std::string procedure_id{}; // empty: the procedure that leads to the award
};

class RecordedProcurement {
 public:
  /// A draft with its first procedure. Every fault is reported at once, with a JSON pointer each: a commissioner, title, process or day of
  /// beginning that is missing, a title over 1,000 characters, a CPV code that is not eight digits, a negative estimate, a beginning after
  /// `today` or before 2024, a process that the choice does not leave open, or that selects nobody.
  static Result<RecordedProcurement> create(ProcurementFacts, const Beginning&, Date today);
  /// The database alone: the record as it was stored, unchecked.
  static RecordedProcurement restore(std::string ocid, ProcurementState, int version, bool imported, ProcurementFacts,
                                     std::vector<RecordedProcedure>);

  /// draft -> published. Publishing twice is a conflict, and so is publishing what an award opened: that is published with its award.
  Result<> publish();
  /// Takes a step of one procedure, or changes nothing. A refusal of the table or of its guards is passed on (see Procedure::apply) with
  /// its fault at /step or /on; a day after `today` is invalid (/on in_future), and so is a procedure that is not of this procurement.
  Result<> take(const StepToTake&, Date today, const NthWorkingDayAfter&);
  /// Begins a further procedure, or changes nothing; faults at /because, /process, /began and /contract.
  Result<> open(const FurtherProcedure&, Date today);

  const std::string& ocid() const { return ocid_; }
  void assign_ocid(std::string ocid) { ocid_ = std::move(ocid); }
  void assign_procedure_id(std::size_t index, std::string id) { procedures_.at(index).id = std::move(id); }
  ProcurementState state() const { return state_; }
  int version() const { return version_; }
  /// Read from published notices: it is shown, and nothing of it is changed here.
  bool imported() const { return imported_; }
  const ProcurementFacts& facts() const { return facts_; }
  /// Oldest first. The first leads to the award; so does one that it was switched to.
  const std::vector<RecordedProcedure>& procedures() const { return procedures_; }
  /// The procedure that leads to the award now; none where the award was recorded without one.
  const RecordedProcedure* selection() const;

  /// What an award that joins this procurement is held against; none without a selection.
  std::optional<AwardProcedure> award_procedure() const;
  /// The draft with what the procurement settles: its commissioner and its route where the draft leaves them open. Faults where the two
  /// say different things, and where the procedure leads to no award.
  Result<AwardDraft> joined_by(AwardDraft) const;

 private:
  RecordedProcurement() = default;
  Result<> must_be_ours(std::string_view what) const;
  Result<std::size_t> index_of(const std::string& procedure_id) const;

  std::string ocid_;
  ProcurementState state_ = ProcurementState::draft;
  int version_ = 1;
  bool imported_ = false;
  ProcurementFacts facts_;
  std::vector<RecordedProcedure> procedures_;
};

/// The steps by which a process makes its award: enter_contract, conclude_framework, add_framework_providers; none for a modification.
std::optional<Step> award_step_of(Process);

/// The notice that is due now, with its last day.
struct NoticeToCome {
  NoticeKind kind = NoticeKind::award;
  Date last_day;
};
std::optional<NoticeToCome> notice_to_come(const Procedure&);

/// The step that submits, or publishes, a notice of this kind.
std::optional<Step> submission_of(NoticeKind);
std::optional<Step> publication_of(NoticeKind);

} // namespace openward::law::procedure
