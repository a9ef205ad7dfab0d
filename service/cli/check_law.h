#pragma once
// `openward check --all | --award ID | --procurement OCID | --rule ID`: awards and procurements held against the law, for people and for
// programs.

#include "service/cli/command.h"

#include <string>

namespace openward::cli {

struct LawOptions {
  bool all = false;
  std::string award;       // public id
  std::string procurement; // OCID
  std::string rule;        // "PSR-28"
  std::string format = "table";

  bool asked() const { return all || !award.empty() || !procurement.empty() || !rule.empty(); }
};

/// The exit status: refused for an award, a procurement or a rule that is not known, else done, whatever was found: a finding is a
/// question.
int check_law(const Common&, const LawOptions&);

} // namespace openward::cli
