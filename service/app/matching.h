#pragma once
// Reads the words of suppliers and keeps who they mean. The bodies of the register and the tables of the folder reference/ are arranged
// once for a run; a curator's decisions are never overturned, and the names that they gave are known from then on. A Matcher serves one
// thread.

#include "domain/matching/body_index.h"
#include "persistence/matching.h"
#include "service/app/clock.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace openward::app {

/// The version of the rules: strings that another version read are read again by match_all. One higher with every change of what
/// domain/matching or exchange/names make of a string.
inline constexpr std::string_view matching_rules = "2";

struct MatchTally {
  std::int64_t read = 0;
  std::int64_t read_before = 0;                // by a run that was ended, and that this one went on with
  std::int64_t batches = 0;                    // each one transaction
  std::int64_t changed = 0;                    // otherwise than before
  std::map<std::string, std::int64_t> strings; // by state
  std::map<std::string, std::int64_t> pence;   // by state
};

inline constexpr std::size_t batch_of_strings = 5000;

class Matcher {
 public:
  /// `reference` is the folder of the curated tables; an empty path is none, and the register's own bodies are all that is known.
  static Result<Matcher> create(persistence::UnitOfWork&, const std::filesystem::path& reference);

  /// Reads one batch of at most `most` strings behind `after` and keeps what it makes of them; adds to the tally and gives the last key, or
  /// none at the end.
  Result<std::optional<std::int64_t>> read_batch(persistence::UnitOfWork&, bool unread, std::int64_t after, MatchTally& tally,
                                                 std::size_t most = batch_of_strings);

  /// A digest of every body with its names, codes and class: where it is the same, every string is read as before.
  std::string known() const;

 private:
  explicit Matcher(matching::BodyIndex index) : index_(std::move(index)) {}
  /// The public id of a body of the index; one that the register lacks is added to it.
  Result<std::string> id_of(persistence::UnitOfWork&, matching::BodyRef);
  Result<persistence::SupplierMatch> match_of(persistence::UnitOfWork&, const persistence::UndecidedSupplier&);

  matching::BodyIndex index_;
  std::unordered_map<matching::BodyRef, std::string> ids_; // of bodies that were added by this run
};

/// Reads the strings behind the key `after` that no rules have read, in the transaction of the import that brought them.
Result<MatchTally> match_new(persistence::UnitOfWork&, const std::filesystem::path& reference, std::int64_t after = 0);

/// Reads every string that no curator has decided, a batch to a transaction: what was read stays read when the run is ended half way, and
/// the next run goes on behind it, as long as rules and bodies are the same; otherwise it begins again. Run again after the end, it changes
/// nothing. `progress` is told after each batch how many are done and how many there are.
Result<MatchTally> match_all(persistence::Database&, const Clock&, const std::filesystem::path& reference,
                             const std::function<void(std::int64_t, std::int64_t)>& progress = {}, std::size_t batch = batch_of_strings);

/// The name in a supplier's words, without the codes of its source: for a body that is made from them.
std::string name_in(std::string_view words);

/// Bodies whose class of a time began or ended since it was last looked at take the class of today. Gives how many; nothing is written
/// where there are none, so that a copy of the database that takes no writes can be served.
Result<std::int64_t> move_classes(persistence::Database&, const Clock&);

} // namespace openward::app
