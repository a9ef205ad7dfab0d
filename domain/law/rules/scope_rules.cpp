// PSR-01 to PSR-05: whether the Regulations govern the case, and under which process.

#include "domain/law/rules/rule_functions.h"

#include <string>
#include <tuple>

namespace openward::law::detail {
namespace {

Date day(int year, unsigned month, unsigned of_month) {
  return Date::from_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(of_month));
}

} // namespace

Verdict buyer_is_relevant_authority(Inquiry& c) {
  const auto* kind = c.need(&CaseRecord::buyer_kind);
  const auto* opened = c.known(&CaseRecord::buyer_opened_on);
  const auto* closed = c.known(&CaseRecord::buyer_closed_on);
  const bool dated = opened != nullptr || closed != nullptr;
  const Date* on = dated ? c.need(&CaseRecord::awarded_on) : nullptr;
  if (kind != nullptr) c.note("buyer_kind", to_string(*kind));
  if (kind != nullptr && *kind == AuthorityKind::other) return Verdict::question;
  if (!c.complete()) return Verdict::not_computable;
  const bool existed = !dated || ((opened == nullptr || *opened <= *on) && (closed == nullptr || *on <= *closed));
  c.note("existed_on_the_day", !dated ? "dates not known" : existed ? "yes" : "no");
  return existed ? Verdict::pass : Verdict::question;
}

Verdict psr_governs_by_date(Inquiry& c) {
  const Date commencement = day(2024, 1, 1); // reg 1(1)
  const Date* started = c.need(&CaseRecord::procedure_started_on);
  const auto* legacy = c.need(&CaseRecord::legacy_procedure);
  if (started != nullptr) c.note("procedure_started_on", *started);
  if ((started != nullptr && *started < commencement) || (legacy != nullptr && *legacy)) return Verdict::question;
  return c.complete() ? Verdict::pass : Verdict::not_computable;
}

Verdict main_cpv_in_schedule_1(Inquiry& c) {
  const std::string* cpv = c.need(&CaseRecord::main_cpv);
  const auto& schedule = c.surroundings().schedule_1;
  if (schedule.empty()) c.miss("schedule_1");
  if (!c.complete()) return Verdict::not_computable;
  const std::string code = cpv->substr(0, 8); // the control digit "-3" is left out of OCDS
  c.note("cpv", code);
  const auto listed_code = schedule.find(code);
  if (listed_code == schedule.end()) return Verdict::question;
  if (listed_code->second.empty()) return Verdict::pass;
  c.note("condition", listed_code->second);
  const auto* met = c.need(&CaseRecord::cpv_condition_met);
  if (met == nullptr) return Verdict::not_computable;
  return *met ? Verdict::pass : Verdict::question;
}

Verdict mixed_procurement_is_mainly_health(Inquiry& c) {
  const auto* mixed = c.need(&CaseRecord::mixed_procurement);
  if (mixed == nullptr) return Verdict::not_computable;
  if (!*mixed) return Verdict::no_concern;
  const auto* health = c.need(&CaseRecord::health_value);
  const auto* other = c.need(&CaseRecord::other_value);
  const auto* inseparable = c.need(&CaseRecord::inseparability_recorded);
  if (health != nullptr) c.note_pence("health_value", *health);
  if (other != nullptr) c.note_pence("other_value", *other);
  if (health != nullptr && other != nullptr && *health < *other) return Verdict::fail;
  if (!c.complete()) return Verdict::not_computable;
  // Equal values: neither is "the higher", and the text leaves it open.
  return *health > *other && *inseparable ? Verdict::pass : Verdict::question;
}

Verdict one_process_stated(Inquiry& c) {
  // The invitation (Sch 8) and the modification notice (Sch 12) need no such statement, so the caller gives the processes of other notices.
  const auto* stated = c.need(&CaseRecord::processes_stated);
  if (stated == nullptr) return Verdict::not_computable;
  for (const Route route : *stated) c.note("states", to_string(route));
  // Nothing was read as a process, and prose can name one in words that nobody foresaw.
  if (stated->empty()) return Verdict::question;
  // A text may name a second process only to refuse it or to tell of an earlier contract, so a person must read it.
  if (stated->size() > 1) return Verdict::question;
  return stated->size() == 1 && stated->front() != Route::unknown ? Verdict::pass : Verdict::fail;
}

} // namespace openward::law::detail
