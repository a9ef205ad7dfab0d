#include "domain/law/rules/rule_book.h"

#include "domain/law/rules/case_fields.h"
#include "domain/law/rules/inquiry.h"
#include "domain/law/rules/rule_functions.h"
#include "domain/text.h"
#include "domain/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace openward::law {
namespace {

constexpr std::array<std::string_view, 3> severity_spellings{"fail", "question", "information"};
static_assert(openward::detail::spells_all(severity_spellings, Severity::information));

/// The position of a rule's function; none when there is none of that id.
std::optional<std::size_t> function_of(std::string_view id) {
  const auto functions = detail::rule_functions();
  const auto at = std::find_if(functions.begin(), functions.end(), [&](const detail::RuleEntry& entry) { return entry.id == id; });
  if (at == functions.end()) return std::nullopt;
  return static_cast<std::size_t>(at - functions.begin());
}

std::optional<Outcome> outcome_of(detail::Verdict verdict) {
  switch (verdict) {
  case detail::Verdict::pass:
    return Outcome::pass;
  case detail::Verdict::question:
    return Outcome::question;
  case detail::Verdict::fail:
    return Outcome::fail;
  case detail::Verdict::not_computable:
    return Outcome::not_computable;
  case detail::Verdict::no_concern:
    break;
  }
  return std::nullopt;
}

} // namespace

std::string_view to_string(Severity v) { return openward::detail::word_of(severity_spellings, v); }
std::optional<Severity> severity_from(std::string_view word) { return openward::detail::from_word<Severity>(severity_spellings, word); }

Result<RuleBook> RuleBook::create(std::vector<Rule> rules) {
  RuleBook book;
  std::vector<Fault> faults;
  for (const Rule& rule : rules) {
    const auto function = function_of(rule.id);
    if (!function) {
      faults.push_back({rule.id, "no_function", openward::detail::quoted(rule.id) + " has no function; correct the id or remove the rule"});
      continue;
    }
    if (std::find(book.functions_.begin(), book.functions_.end(), *function) != book.functions_.end())
      faults.push_back({rule.id, "repeated", rule.id + " stands in the catalogue twice; remove one of the two"});
    book.functions_.push_back(*function);
    for (const std::string& input : rule.inputs) {
      if (!is_rule_input(input))
        faults.push_back(
            {rule.id, "unknown_input",
             rule.id + " names the input " + openward::detail::quoted(input) + ", which no case record has; correct the name"});
    }
  }
  for (const detail::RuleEntry& entry : detail::rule_functions()) {
    const bool listed = std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == entry.id; });
    if (!listed)
      faults.push_back({std::string(entry.id), "no_rule", std::string(entry.id) + " is missing from the catalogue; add its row"});
  }
  if (!faults.empty()) {
    const std::string message = "the rule catalogue and the rules of this program differ: " + faults.front().message;
    return invalid(message, std::move(faults));
  }
  book.rules_ = std::move(rules);
  return book;
}

const Rule* RuleBook::find(std::string_view id) const {
  const auto at = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  return at == rules_.end() ? nullptr : &*at;
}

std::optional<Finding> RuleBook::run(std::size_t at, const CaseRecord& record, const Surroundings& surroundings) const {
  const detail::RuleEntry& entry = detail::rule_functions()[functions_[at]];
  if (entry.waived_by_urgency && record.process == Route::urgent_award) return std::nullopt;
  detail::Inquiry inquiry(record, surroundings);
  const auto outcome = outcome_of(entry.function(inquiry));
  if (!outcome) return std::nullopt;
  Finding finding = std::move(inquiry).finding(*outcome);
  finding.rule = rules_[at].id;
  finding.version = rules_[at].version;
  finding.citation = rules_[at].citation;
  return finding;
}

std::vector<Finding> RuleBook::check(const CaseRecord& record, const Surroundings& surroundings) const {
  std::vector<Finding> findings;
  findings.reserve(rules_.size());
  for (std::size_t at = 0; at < rules_.size(); ++at) {
    if (auto finding = run(at, record, surroundings)) findings.push_back(*std::move(finding));
  }
  return findings;
}

Result<std::optional<Finding>> RuleBook::check(std::string_view id, const CaseRecord& record, const Surroundings& surroundings) const {
  const Rule* rule = find(id);
  if (rule == nullptr)
    return Error{ErrorKind::not_found, "there is no rule " + openward::detail::quoted(id) + "; the rules are PSR-01 to PSR-68", {}, {}};
  return run(static_cast<std::size_t>(rule - rules_.data()), record, surroundings);
}

} // namespace openward::law
