#pragma once
// Authorities made up for the tests of the annual summary, built in few lines. One thread.

#include "domain/law/summary/annual_summary.h"

#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

Date day(std::string_view iso);
law::ReportingYear reporting(std::string_view year);

struct AwardSpec {
  Route route = Route::direct_award_c;
  std::string on = "2024-06-03"; // decided
  int first_provider = 1;        // providers are numbered; "bd-1" is the first
  int providers = 1;
  std::string starts = "2024-07-01";
  std::string ends = "2026-06-30"; // "" where the notice states none
  Regime regime = Regime::psr;
  bool framework = false;
  std::string ocid{}; // a new one where it is left out
};

/// Adds records with ids of their own.
class AuthorityRecords {
 public:
  AuthorityRecords();
  law::AnnualAward& add(const AwardSpec&);
  /// `count` awards, each to a provider of its own, from `spec.first_provider` on.
  void add_many(int count, AwardSpec spec);
  /// A run led through steps "decide 2024-03-05" and "receive_representation 2024-03-20 nature of it", parted by ";".
  void run(law::procedure::Process, std::string_view began, std::string_view steps, std::string ocid = {}, std::string contract = {});
  law::AnnualMaterial material;

 private:
  int next_ = 0;
};

/// "a 12" or "g none": every figure and part by its key, in the order asked for; "(in_part)" after one that is not whole.
std::string counts(const law::AnnualSummary&, const std::vector<std::string>& keys);
/// A day after every year of these tests.
Date later();

} // namespace openward::test
