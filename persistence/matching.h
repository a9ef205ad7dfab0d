#pragma once
// Who the words of suppliers mean: what the rules or a curator decided for each distinct string, the bodies there were to choose from, and
// classes that hold for a time. Works inside the transaction it is given and is thrown away with it. Reading the words is the business of
// the caller: here they are kept as published.

#include "domain/matching/known_body.h"
#include "persistence/repositories.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence {

enum class MatchState { linked, open, none, person };
std::string_view to_string(MatchState);
std::span<const std::string_view> match_state_words();

/// A string that no curator has decided.
struct UndecidedSupplier {
  std::int64_t key = 0;
  std::string words;
  std::int64_t lines = 0;
  std::int64_t pence = 0;
};

struct MatchCandidate {
  std::string body_id;
  int score = 0;
  std::string explanation;
};

/// What the rules make of one string.
struct SupplierMatch {
  std::int64_t supplier = 0;
  MatchState state = MatchState::open;
  std::string ground;
  int score = 0;
  std::string reason;
  std::string body_id{}; // of a linked one
  Classification held{};
  std::string kind{}; // that the words tell of primary care
  std::string heading{};
  std::string told_apart_by{};
  std::vector<MatchCandidate> candidates{}; // the best first
};

/// A name that a curator said is a body's.
struct DecidedName {
  std::string body_id;
  std::string words;
};

/// How far a run over all strings is.
struct MatchRun {
  std::int64_t key = 0;
  std::int64_t after = 0; // the last string that was read
  std::int64_t read = 0;
  std::int64_t changed = 0;
};

enum class DecisionKind { body, new_body, no_body, person };
std::string_view to_string(DecisionKind);
std::optional<DecisionKind> decision_kind_from(std::string_view);

struct MatchVerdict {
  DecisionKind kind = DecisionKind::no_body;
  std::string body_id{}; // of `body` and `new_body`
  std::string reason{};
};

/// What a decision or its undoing touched.
struct MatchOutcome {
  std::string decision_id;
  std::int64_t strings = 0;
  std::int64_t lines = 0;
  std::int64_t pence = 0;
};

class Matches {
 public:
  explicit Matches(UnitOfWork& u) : u_(u) {}
  /// Every body of the register with its identifiers, class and id, in the order it came.
  std::vector<matching::KnownBody> known_bodies();
  std::vector<DecidedName> decided_names();
  /// At most `most` strings behind `after` that no curator has decided; with `unread`, of those that no rules have read.
  std::vector<UndecidedSupplier> undecided(bool unread, std::int64_t after, std::size_t most);
  std::int64_t count_undecided(bool unread);
  /// Keeps what the rules of this version made of strings; those that a curator has decided meanwhile stay as they are. Gives how many are
  /// now otherwise than before.
  std::int64_t keep(std::span<const SupplierMatch> matches, std::string_view rules);
  /// One event for strings that were read and changed.
  void record_run(std::string_view rules, std::int64_t read, std::int64_t changed);

  /// The run over all strings that was ended before it was done, by the same rules with the same bodies (`known`); else a new one from the
  /// beginning, and one that was ended otherwise is given up.
  MatchRun begin_run(std::string_view rules, std::string_view known);
  /// In the transaction of what was read: the strings up to `after` are done.
  void advance(const MatchRun&);
  void finish(const MatchRun&);

  /// Keeps other deciders out to the end of the transaction: what is read of a string from here on stays so. SQLite has one writer.
  void lock();
  /// `id` is the public id of a string. Settles it, and every spelling of the same name, legal form and codes that is linked to nobody and
  /// that no curator has decided. Errors: no such string, no such body.
  Result<MatchOutcome> decide(std::string_view id, const MatchVerdict& verdict);
  /// Takes the decision in force of this string back, for every string that it still settles: those stand as before it. A string that a
  /// later decision settles stays with that one, which from now on lies over what stood before both: no decision that was undone comes
  /// back. Errors: no such string, `conflict` when no decision is in force.
  Result<MatchOutcome> undo(std::string_view id, std::string_view reason);

 private:
  UnitOfWork& u_;
};

/// The row key behind the public id of a string, "sn-17"; none for words that are no such id.
std::optional<std::int64_t> supplier_key_of(std::string_view public_id);
/// The words as published. For curators and auditors: they may be a person's name.
std::optional<std::string> supplier_words(Session&, std::string_view public_id);

/// A class that a body is held in, as it was recorded.
struct RecordedClass {
  std::string id; // "cl-…"
  Classification held;
  Instant recorded;
  std::string recorded_by;     // "" when it was read and not stated by a person
  std::string superseded_by{}; // id of the class that corrects it: it is kept, and holds no more
  std::optional<Instant> superseded{};
};
/// Oldest first. None when there is no such body.
std::optional<std::vector<RecordedClass>> classes_of(Session&, std::string_view body_id);
/// A curator's: dated, and never for a day that another dated class of the body holds, save the one that it corrects, by id. Errors:
/// not_found, invalid, conflict.
Result<> add_dated_class(UnitOfWork&, std::string_view body_id, const Classification&, std::string_view supersedes = {});

/// Bodies whose class is not that of the day, because a class of a time began or ended since it was written.
std::vector<std::string> classes_to_move(Session&, Date today);
/// Makes the class of each of them that of the day of the unit of work; one event body.classified each. Gives how many.
std::int64_t move_classes(UnitOfWork&);

} // namespace openward::persistence
