#include "domain/award.h"

#include "domain/text.h"

#include <algorithm>
#include <array>

namespace openward {
namespace {

constexpr std::size_t longest_title = 1000;
constexpr int whole_share = 10'000;

enum class Step { publish, cancel };

struct Transition {
  AwardState from;
  Step step;
  AwardState to;
};

/// Every step that an award can take. What is not here is a conflict.
constexpr std::array<Transition, 3> transitions{{
    {AwardState::draft, Step::publish, AwardState::published},
    {AwardState::draft, Step::cancel, AwardState::cancelled},
    {AwardState::published, Step::cancel, AwardState::cancelled},
}};

std::string_view remedy(AwardState state) {
  switch (state) {
  case AwardState::draft:
    return "it is still a draft; publish or cancel it";
  case AwardState::published:
    return "it is published already; record a correction instead";
  case AwardState::superseded:
    return "a correction has replaced it; work on the correction";
  case AwardState::cancelled:
    return "it was cancelled; record a new award";
  }
  return "its state is not known";
}

Result<AwardState> after(AwardState from, Step step, const std::string& id) {
  const auto found =
      std::find_if(transitions.begin(), transitions.end(), [&](const Transition& t) { return t.from == from && t.step == step; });
  if (found != transitions.end()) return found->to;
  const std::string verb = step == Step::publish ? "published" : "cancelled";
  const std::string message =
      "award " + (id.empty() ? std::string("without an id") : id) + " cannot be " + verb + ": " + std::string(remedy(from));
  return Error{ErrorKind::conflict, message, {}, {}};
}

std::string at(std::string_view list, std::size_t index, std::string_view member = {}) {
  return std::string(list) + "/" + std::to_string(index) + std::string(member);
}

void check_shares(const std::vector<AwardedProvider>& providers, std::vector<Fault>& faults) {
  std::int64_t total = 0;
  for (std::size_t i = 0; i < providers.size(); ++i) {
    if (!providers[i].share_basis_points) continue;
    const int share = *providers[i].share_basis_points;
    const std::string where = at("/providers", i, "/share_basis_points");
    if (share < 0 || share > whole_share) {
      faults.push_back(
          {where, "out_of_range",
           "a share of " + std::to_string(share) + " basis points is not between 0 and 10,000 (the whole); give hundredths of a per cent"});
      continue;
    }
    const bool was_within = total <= whole_share;
    total += share;
    if (was_within && total > whole_share) {
      faults.push_back(
          {where, "over_the_whole",
           "with this share the providers have " + std::to_string(total) + " basis points, more than the whole (10,000); lower a share"});
    }
  }
}

std::vector<Fault> faults_of(const AwardDraft& draft, Date today) {
  std::vector<Fault> faults;
  if (detail::trimmed(draft.title).empty())
    faults.push_back({"/title", "missing", "the award has no title; name the service that is bought"});
  if (detail::characters(draft.title) > longest_title) {
    faults.push_back({"/title", "too_long", "the title has more than 1,000 characters; move the detail to the description"});
  }
  for (std::size_t i = 0; i < draft.cpv.size(); ++i) {
    const std::string& code = draft.cpv[i];
    if (code.size() == 8 && detail::all_digits(code)) continue;
    faults.push_back(
        {at("/cpv", i), "bad_cpv",
         "the CPV code " + detail::quoted(code) + " is not eight digits; write it like \"85100000\", without the check digit"});
  }
  check_shares(draft.providers, faults);
  if (draft.value && draft.value->amount.pence < 0) {
    faults.push_back(
        {"/value/amount", "negative", "the value " + draft.value->amount.decimal() + " is negative; an award's value is zero or more"});
  }
  if (draft.awarded_on && *draft.awarded_on > today) {
    faults.push_back({"/awarded_on", "in_future",
                      "the decision date " + draft.awarded_on->iso() + " is after today (" + today.iso() +
                          "); record the award when it has been decided"});
  }
  if (draft.starts && draft.ends && *draft.ends < *draft.starts) {
    faults.push_back(
        {"/ends", "before_start",
         "the term ends on " + draft.ends->iso() + ", before it starts on " + draft.starts->iso() + "; correct one of the two dates"});
  }
  return faults;
}

std::vector<Fault> missing_for_publication(const AwardDraft& facts) {
  std::vector<Fault> faults;
  if (facts.commissioner_id.empty())
    faults.push_back({"/commissioner", "missing", "the commissioner is missing; name the body that made the award"});
  if (facts.providers.empty())
    faults.push_back({"/providers", "missing", "the award names no provider; name each provider it was made to"});
  for (std::size_t i = 0; i < facts.providers.size(); ++i) {
    if (!facts.providers[i].body_id.empty()) continue;
    faults.push_back(
        {at("/providers", i, "/id"), "missing",
         "the provider " + detail::quoted(facts.providers[i].stated_name) + " is not linked to a body of the register; give its id"});
  }
  if (facts.route == Route::unknown)
    faults.push_back({"/route", "missing", "the route is missing; say under which process the award was made"});
  if (!facts.awarded_on)
    faults.push_back({"/awarded_on", "missing", "the decision date is missing; give the day on which the award was decided"});
  if (facts.cpv.empty()) faults.push_back({"/cpv", "missing", "there is no CPV code; give at least one for the main service"});
  return faults;
}

Error conflict_at(std::string where, std::string code, std::string message) {
  Error error{ErrorKind::conflict, message, {}, {}};
  error.faults.push_back({std::move(where), std::move(code), std::move(message)});
  return error;
}

/// The facts with the day of the step that makes the award, where they may be published by their procedure.
Result<AwardDraft> settled_by(AwardDraft facts, const std::optional<AwardProcedure>& procedure) {
  if (facts.procurement.empty()) return facts;
  const std::string& ocid = facts.procurement;
  if (!procedure)
    return conflict_at("/procurement", "no_procedure", "the procurement " + ocid + " has no procedure that leads to an award; record one");
  if (!procedure->published)
    return conflict_at("/procurement", "still_draft", "the procurement " + ocid + " is still a draft; publish it before its award");
  if (!procedure->made_on) {
    return conflict_at("/procurement", "not_awarded_yet",
                       "the procurement " + ocid + " has come to no award yet, and an intention is never an award; record the step " +
                           procedure->awaited + " first");
  }
  if (facts.route != Route::unknown && procedure->route != facts.route)
    return conflict_at("/route", "other_route",
                       "the award has another route than the process of " + ocid + "; cancel it and record it anew");
  if (facts.awarded_on && *facts.awarded_on != *procedure->made_on) {
    return conflict_at("/awarded_on", "other_day",
                       "the award is dated " + facts.awarded_on->iso() + ", and " + ocid + " came to its award on " +
                           procedure->made_on->iso() + " (" + procedure->awaited + "); cancel it and record it with that day or none");
  }
  facts.awarded_on = procedure->made_on;
  return facts;
}

} // namespace

Result<Award> Award::create(AwardDraft draft, Date today) {
  auto faults = faults_of(draft, today);
  if (!faults.empty()) return invalid("the award cannot be recorded as given", std::move(faults));
  Award award;
  award.facts_ = std::move(draft);
  return award;
}

Award Award::restore(std::string id, AwardState state, int version, AwardDraft draft, std::optional<SourceKey> source,
                     std::optional<Instant> published_at) {
  Award award;
  award.id_ = std::move(id);
  award.state_ = state;
  award.version_ = version;
  award.facts_ = std::move(draft);
  award.source_ = std::move(source);
  award.published_at_ = published_at;
  return award;
}

Result<> Award::publish(Instant now, const std::optional<AwardProcedure>& procedure) {
  const auto next = after(state_, Step::publish, id_);
  if (!next) return next.error();
  auto settled = settled_by(facts_, procedure);
  if (!settled) return settled.error();
  auto faults = missing_for_publication(*settled);
  if (!faults.empty()) return invalid("the award cannot be published while parts of it are missing", std::move(faults));
  facts_ = *std::move(settled);
  state_ = *next;
  published_at_ = now;
  return Done{};
}

Result<> Award::cancel() {
  const auto next = after(state_, Step::cancel, id_);
  if (!next) return next.error();
  state_ = *next;
  return Done{};
}

} // namespace openward
