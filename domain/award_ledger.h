#pragma once
// The awards of one procurement while its notices are read, oldest first. Inside domain/ only, for domain/history; used by one thread
// and thrown away.

#include "domain/history.h"
#include "domain/statement.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace openward::detail {

/// An award made, or intended, with what the later steps need to know of it.
struct AwardAccount {
  FoldedAward award;
  std::vector<std::string> ids; // every award id it was given
  std::vector<std::string> lots;
  std::vector<std::size_t> made_by;   // positions of the notices that made or restated it
  std::vector<std::size_t> spoken_by; // and of every notice that speaks of it
  bool framework = false;
};

class AwardLedger {
 public:
  /// `notices` must be sorted and outlive the ledger.
  explicit AwardLedger(const std::vector<NoticeReading>& notices) : notices_(notices) {}
  void read(std::size_t position);

  /// The award that a statement of a modification notice means: by award id, else by supplier, else the only one there is.
  AwardAccount* target_of(const Statement*);
  std::vector<AwardAccount>& made() { return made_; }

 private:
  void intend(std::size_t position);
  void make(std::size_t position);
  void confirm(std::size_t position, const Statement* stated);
  void note(std::size_t position);
  AwardAccount* same_award(const Statement&, const NoticeReading&, const std::vector<bool>& taken);
  AwardAccount* meant_by(const Statement&);
  AwardAccount open(const Statement&);
  std::optional<AwardAccount> take_intention(const Statement&);
  void add_made(AwardAccount, std::size_t position, std::string award_id);
  std::string unused_id(const std::string& release_id, std::string award_id) const;

  const std::vector<NoticeReading>& notices_;
  std::vector<AwardAccount> made_;
  std::vector<AwardAccount> intended_;
};

} // namespace openward::detail
