// PSR-52, PSR-53 and PSR-59 to PSR-62: conflicts of interest, the record of the process, exclusions, termination (regs 20 to 24).

#include "domain/law/rules/rule_functions.h"

#include <algorithm>

namespace openward::law::detail {
namespace {

constexpr std::string_view termination_paragraphs = "abcd"; // reg 22(1)
/// "30 days beginning with" counts the day itself (reg 20C(2)).
constexpr int minister_days = 29;

/// Regulation 20 does not apply to contracts based on a framework (reg 20(7)).
bool based_on_framework(Route process) {
  return process == Route::framework_call_off_direct || process == Route::framework_call_off_competed;
}

bool is_competition(Route process) {
  return process == Route::competitive_process || process == Route::framework_conclusion || process == Route::framework_call_off_competed;
}

std::string paragraphs_due(Route process, bool framework, bool abandoned) { // reg 24
  std::string due = process == Route::framework_conclusion ? "" : "a";
  if (framework || process == Route::framework_conclusion) due += "b";
  due += "cd";
  if (process == Route::direct_award_c || process == Route::most_suitable_provider) due += "e";
  if (is_competition(process)) due += "f";
  due += "ghi";
  if (abandoned) due += "j";
  return due;
}

} // namespace

Verdict board_members_recused(Inquiry& c) {
  if (const auto stop = c.unless_process({Route::competitive_process, Route::framework_conclusion})) return *stop;
  const auto* kind = c.need(&CaseRecord::buyer_kind);
  if (kind == nullptr) return Verdict::not_computable;
  if (*kind != AuthorityKind::integrated_care_board) return Verdict::no_concern;
  const auto* conflicts = c.need(&CaseRecord::conflicts);
  const auto* bidders = c.need(&CaseRecord::bidders);
  if (!c.complete()) return Verdict::not_computable;
  Verdict verdict = Verdict::pass;
  for (const CaseConflict& conflict : *conflicts) {
    if (conflict.board_member == false || (conflict.post_in && !holds(*bidders, *conflict.post_in))) continue;
    if (!conflict.board_member) c.miss("conflicts.board_member");
    if (!conflict.post_in) c.miss("conflicts.post_in");
    if (!conflict.recused) c.miss("conflicts.recused");
    if (conflict.recused == true) continue;
    c.note("member", conflict.person);
    const bool known = conflict.board_member && conflict.post_in && conflict.recused;
    verdict = worse(verdict, known ? Verdict::fail : Verdict::not_computable);
  }
  return verdict;
}

Verdict record_is_complete(Inquiry& c) {
  const Route* process = c.need(&CaseRecord::process);
  const std::string* held = c.need(&CaseRecord::record_paragraphs);
  if (process != nullptr && *process == Route::unknown) c.miss("process");
  if (process != nullptr && *process != Route::unknown && regime_of(*process) != Regime::psr) return Verdict::no_concern;
  if (!c.complete()) return Verdict::not_computable;
  const auto* framework = c.known(&CaseRecord::concludes_framework);
  const bool abandoned = c.known(&CaseRecord::abandoned_on) != nullptr;
  const std::string lacking = letters_lacking(paragraphs_due(*process, framework != nullptr && *framework, abandoned), *held);
  for (const char letter : lacking) c.note("lacks", std::string("reg 24(") + letter + ")");
  return lacking.empty() ? Verdict::pass : Verdict::fail;
}

Verdict no_excluded_provider(Inquiry& c) {
  const Route* process = c.known(&CaseRecord::process);
  if (process != nullptr && based_on_framework(*process)) return Verdict::no_concern;
  const auto* providers = c.need(&CaseRecord::providers);
  const auto* excluded = c.need(&CaseRecord::excluded_providers);
  if (!c.complete()) return Verdict::not_computable;
  bool awarded = false;
  for (const std::string& provider : *providers) {
    if (!holds(*excluded, provider)) continue;
    c.note("excluded", provider);
    awarded = true;
  }
  if (!awarded) return Verdict::pass;
  const auto* overridden = c.need(&CaseRecord::exclusion_overridden);
  if (overridden == nullptr) return Verdict::question;
  return *overridden ? Verdict::pass : Verdict::fail;
}

Verdict subcontractors_checked(Inquiry& c) {
  const Date since = Date::from_days(std::chrono::year(2025) / 2 / 24); // SI 2025/163 regs 28 and 34
  const Route* process = c.known(&CaseRecord::process);
  if (process != nullptr && based_on_framework(*process)) return Verdict::no_concern;
  const Date* started = c.need(&CaseRecord::procedure_started_on);
  if (started == nullptr) return Verdict::not_computable;
  if (*started < since) return Verdict::no_concern;
  const auto* recorded = c.need(&CaseRecord::subcontractor_check_recorded);
  if (recorded == nullptr) return Verdict::not_computable;
  c.note("procedure_started_on", *started);
  return *recorded ? Verdict::pass : Verdict::fail;
}

Verdict minister_notified_in_time(Inquiry& c) {
  const Date* excluded = c.known(&CaseRecord::excluded_on);
  if (excluded == nullptr) return Verdict::no_concern;
  const Date last_day = excluded->plus_days(minister_days);
  c.note("excluded_on", *excluded);
  c.note("last_day", last_day);
  const Date* notified = c.need(&CaseRecord::minister_notified_on);
  if (notified == nullptr) return Verdict::not_computable;
  c.note("minister_notified_on", *notified);
  return *notified <= last_day ? Verdict::pass : Verdict::fail;
}

Verdict termination_provided_for(Inquiry& c) {
  if (const auto stop = c.unless_awarded()) return *stop;
  const std::string* provided = c.need(&CaseRecord::termination_paragraphs);
  if (provided == nullptr) return Verdict::not_computable;
  const std::string lacking = letters_lacking(termination_paragraphs, *provided);
  for (const char letter : lacking) c.note("implied", std::string("reg 22(1)(") + letter + ")"); // reg 22(3)
  return lacking.empty() ? Verdict::pass : Verdict::question;
}

} // namespace openward::law::detail
