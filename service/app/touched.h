#pragma once
// What a change to procurements touches: which of them are one, and which awards and procurements have to be held against the law again.
// Made for one transaction and used by one thread.

#include "service/app/findings.h"

#include <set>

namespace openward::app {

/// Every procurement is named before it is saved and, where that changed anything, again afterwards: a change may take an award out of
/// another's case as well as bring one in.
class Touched {
 public:
  Touched(persistence::UnitOfWork& u, Checker& checker) : u_(u), checker_(checker) {}

  void about_to_save(const std::string& ocid);
  /// `notices`: all current ones of the procurement.
  void saved(const std::string& ocid, std::span<const NoticeReading> notices);
  /// Proposes the links of what was saved, then checks every award and procurement that is touched, each once. Gives the number of
  /// the awards. To be called when all procurements are saved.
  Result<std::int64_t> check();

 private:
  struct Regulated {
    std::string buyer;
    Instant published;
    std::string ocid;
    auto operator<=>(const Regulated&) const = default;
  };
  void link(const std::string& ocid);

  persistence::UnitOfWork& u_;
  Checker& checker_;
  std::vector<std::string> before_;              // public ids touched by the procurement that is about to be saved
  std::vector<std::string> procurements_before_; // OCIDs
  std::set<std::string> procurements_;           // OCIDs
  std::set<std::string> awards_;                 // public ids
  std::set<std::string> saved_;                  // OCIDs
  /// Those of them with a notice under the Provider Selection Regime, by buyer and first publication: a procurement is looked at beside
  /// its authority's others of those weeks, whose notices the checker remembers from the one before.
  std::set<Regulated> regulated_;
};

} // namespace openward::app
