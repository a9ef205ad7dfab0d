#pragma once
// The rule catalogue bound to its functions: the only door through which rules are run. Immutable after `create`; any thread may use it.

#include "domain/law/rules/case_record.h"
#include "domain/law/rules/finding.h"
#include "domain/law/rules/surroundings.h"
#include "domain/result.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::law {

/// How grave it is when a rule is not met: fail (on the face of the law), question (a person must look), information.
enum class Severity { fail, question, information };
std::string_view to_string(Severity);
std::optional<Severity> severity_from(std::string_view);

/// One row of the catalogue.
struct Rule {
  std::string id; // "PSR-01"
  int version = 1;
  std::string title;
  std::string statement;
  std::vector<std::string> inputs; // names for which is_rule_input holds
  Severity severity = Severity::question;
  std::string citation;
  std::string rebuttal; // what would rebut a question or a fail
};

class RuleBook {
 public:
  /// Refused, every fault at once: a rule without a function, a function without a rule, an id given twice, an input that is none.
  static Result<RuleBook> create(std::vector<Rule> rules);

  std::span<const Rule> rules() const { return rules_; }
  const Rule* find(std::string_view id) const;

  /// Every rule that concerns the case, in the order of the catalogue. A rule about another process, or about an event that did not happen
  /// (no modification, no abandonment), gives no finding at all: a pass is only what was looked at.
  std::vector<Finding> check(const CaseRecord& record, const Surroundings& surroundings) const;
  /// One rule; none when it does not concern the case. An unknown id is an Error.
  Result<std::optional<Finding>> check(std::string_view id, const CaseRecord& record, const Surroundings& surroundings) const;

 private:
  std::optional<Finding> run(std::size_t at, const CaseRecord& record, const Surroundings& surroundings) const;

  std::vector<Rule> rules_;
  std::vector<std::size_t> functions_; // the position of each rule's function in the table
};

} // namespace openward::law
