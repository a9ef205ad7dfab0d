// The contract: its term and value, what it replaces, and how it was changed.

#include "domain/law/cases/case_builder.h"

#include <algorithm>

namespace openward::law::detail {
namespace {

/// How far the end of the old contract may lie from the beginning of the new one for the new one to be taken as its replacement.
constexpr int replacement_days = 31;

std::optional<std::int64_t> net_amount(const std::optional<StatedValue>& value) {
  if (!value || value->vat == Vat::included || value->amount.currency.text() != "GBP") return std::nullopt;
  return value->amount.pence;
}

bool is_placeholder_amount(std::int64_t pence) { return StatedValue{{pence, {}}, Vat::unknown, ValueKind::lifetime}.placeholder(); }

bool ends_where_this_starts(const AwardBefore& before, Date starts) {
  return before.ends && *before.ends >= starts.plus_days(-replacement_days) && *before.ends <= starts.plus_days(replacement_days);
}

bool is_modification(NoticeKind kind) { return kind == NoticeKind::modification || kind == NoticeKind::urgent_modification; }

/// What a recorded run tells of the notice of one modification.
void tell_of_notice(CaseModification& m, const std::vector<procedure::Procedure>& runs) {
  for (const procedure::Procedure& run : runs) {
    const procedure::StepTaken* made = run.latest(procedure::Step::make_modification);
    if (made == nullptr || made->on != m.modified_on) continue;
    m.notice_exists = false;
    for (const procedure::StepTaken& taken : run.history()) {
      const auto kind = procedure::notice_of(taken.step);
      if (!kind || !is_modification(*kind)) continue;
      m.notice_exists = true;
      (procedure::to_string(taken.step).starts_with("publish_") ? m.notice_published_on : m.notice_submitted_on) = taken.on;
    }
  }
}

} // namespace

namespace {

template <typename T>
void add_once(std::vector<T>& all, const std::optional<T>& value) {
  if (value && std::find(all.begin(), all.end(), *value) == all.end()) all.push_back(*value);
}

template <typename T>
std::optional<T> only(const std::vector<T>& all) {
  return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

std::optional<std::int64_t> net_of(const std::optional<ValueReading>& value) {
  if (!value || value->net_vat == Vat::included || value->currency.text() != "GBP") return std::nullopt;
  return value->net_pence;
}

} // namespace

/// What is announced of the contract, where the notice speaks of one alone: the fields of its awards, then of its contracts, then of the
/// whole procurement.
void CaseBuilder::put_term_and_value_of_intention() {
  const CaseSource* source = sources_.latest({NoticeKind::intention_to_award});
  if (source == nullptr) return;
  const NoticeReading& n = *source->notice;
  std::vector<Date> starts, ends;
  std::vector<std::int64_t> values;
  for (const AwardReading& award : n.awards) {
    add_once(starts, award.starts);
    add_once(ends, award.ends);
    add_once(values, net_of(award.value));
  }
  for (const ContractReading& contract : n.contracts) {
    add_once(starts, contract.starts);
    add_once(ends, contract.ends);
    add_once(values, net_of(contract.value));
  }
  if (starts.empty()) add_once(starts, n.stated.starts ? n.stated.starts : n.starts);
  if (ends.empty()) add_once(ends, n.stated.ends ? n.stated.ends : n.ends);
  if (values.empty()) add_once(values, net_of(n.tender_value));
  set_if(&CaseRecord::starts, only(starts));
  set_if(&CaseRecord::ends, only(ends));
  if (n.awards.size() <= 1 && !award_.framework) record_.lifetime_value = values.empty() ? award_.net_pence : only(values);
}

/// Left out: the end with every option, a minimum turnover, and a value with VAT, which is on another footing.
void CaseBuilder::put_term_and_value() {
  const bool contract = held_.contract.has_value();
  set_if(&CaseRecord::starts, contract && held_.contract->starts() ? held_.contract->starts() : award_.starts);
  set_if(&CaseRecord::ends, contract && held_.contract->original_end() ? held_.contract->original_end() : award_.ends);
  if (award_.of_procurement()) put_term_and_value_of_intention();
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return x.stated.starts || x.stated.ends; })) {
    if (record_.starts && n->stated.starts == record_.starts) add_words("starts", words_of(*n, "stated_term"));
    if (record_.ends && n->stated.ends == record_.ends) add_words("ends", words_of(*n, "stated_term"));
  }

  const auto original = contract ? net_amount(held_.contract->original_value()) : std::nullopt;
  if (!award_.of_procurement())
    set_if(&CaseRecord::lifetime_value, original && !is_placeholder_amount(*original) ? original : award_.net_pence);
  const auto states_value = [](const NoticeReading& n) { return n.stated.lifetime_value && n.stated.lifetime_value->net_pence; };
  const NoticeReading* n = only_award() && !award_.framework ? speaking(states_value) : nullptr;
  // An intention gives the value approximately (Sch 3, 6, 10); under another OCID it is not the one that the award's value was read from.
  if (n != nullptr && n->ocid == award_.ocid && n->stated.lifetime_value->currency.text() == "GBP")
    set(&CaseRecord::value_in_text, *n->stated.lifetime_value->net_pence, *n, "stated_value");

  if (award_.state != AwardState::published) return;
  set(&CaseRecord::awards_recorded, held_.awards_of_procurement);
  if (contract && only_award()) set(&CaseRecord::contracts_known_count, 1); // of several awards it is not known which share one
}

void CaseBuilder::put_urgency() {
  if (award_.route != Route::urgent_award) return;
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return !x.psr.urgency_reasons.empty(); }))
    set(&CaseRecord::urgency_reasons, n->psr.urgency_reasons, *n, "urgency_reasons");
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return x.psr.long_term_reasons.has_value(); })) {
    set(&CaseRecord::long_term_reasons_stated, *n->psr.long_term_reasons, *n, "long_term_reasons_stated");
    return;
  }
  const auto blank = [](const NoticeReading& x) {
    return std::any_of(x.contents.begin(), x.contents.end(),
                       [](const ContentReading& c) { return c.item == "term_reasons" && c.presence == Presence::placeholder; });
  };
  if (speaking(blank) != nullptr) set(&CaseRecord::long_term_reasons_stated, false);
}

/// No modification held is no modification, unless a notice tells of one whose contract is not held. A modification that a notice tells of
/// has the day of that notice and no other.
void CaseBuilder::put_modifications() {
  const auto tells = [](const CaseNotice& notice) { return is_modification(notice.kind); };
  const bool told = std::any_of(record_.notices->begin(), record_.notices->end(), tells);
  const bool held = held_.contract && !held_.contract->modifications().empty();
  if (told && !held) return;
  std::vector<CaseModification> modifications;
  if (held) {
    for (const Modification& change : held_.contract->modifications()) {
      CaseModification m;
      m.modified_on = change.modified_on;
      m.ground = change.ground;
      m.value_change = change.value_change_pence;
      m.attributable = change.attributable_to_authority;
      m.new_end = change.new_end;
      const auto of_the_day = [&](const CaseSource& s) { return s.published == m.modified_on && is_modification(s.notice->kind); };
      const auto notice = std::find_if(sources_.own().begin(), sources_.own().end(), of_the_day);
      if (notice != sources_.own().end()) {
        m.dated_by_notice = true;
        m.notice_exists = true;
        m.notice_published_on = notice->published;
        m.materially_different = notice->notice->psr.difference_found;
        if (m.ground == ModificationGround::unknown && notice->notice->kind == NoticeKind::urgent_modification)
          m.ground = ModificationGround::urgent;
      } else {
        tell_of_notice(m, held_.procedures);
      }
      modifications.push_back(std::move(m));
    }
  }
  set(&CaseRecord::modifications, std::move(modifications));
}

/// From the words of the notice, else from an award of the same service to one of these providers that ends where this one starts. Such
/// awards tell of several contracts that become one, and never that there was no more than one: the register holds a part of the world.
void CaseBuilder::put_prior_contract() {
  const auto follows = [](const NoticeReading& x) { return x.psr.existing_provider == true; };
  if (const NoticeReading* n = speaking(follows); n != nullptr && record_.providers)
    set(&CaseRecord::prior_providers, *record_.providers, *n, "existing_provider");
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return x.psr.existing_contract_ends.has_value(); }))
    set(&CaseRecord::prior_ends, *n->psr.existing_contract_ends, *n, "existing_contract_ends");
  if (!record_.starts) return;

  std::vector<const AwardBefore*> replaced;
  std::copy_if(before_.begin(), before_.end(), std::back_inserter(replaced),
               [&](const AwardBefore* before) { return ends_where_this_starts(*before, *record_.starts); });
  if (replaced.empty()) return;

  std::vector<std::string> providers;
  std::optional<std::int64_t> value = 0;
  std::optional<Date> ends;
  for (const AwardBefore* before : replaced) {
    ends = std::max(ends, before->ends);
    const bool known = before->value_pence && !is_placeholder_amount(*before->value_pence) && value;
    const auto sum = known ? add_pence(*value, *before->value_pence) : Result<std::int64_t>(invalid("not known"));
    value = sum ? std::optional(*sum) : std::nullopt;
    for (const std::string& id : before->provider_ids) {
      const auto now = std::find_if(held_.providers.begin(), held_.providers.end(), [&](const Body& b) { return b.id == id; });
      std::string code = now == held_.providers.end() ? id : code_of(*now);
      if (std::find(providers.begin(), providers.end(), code) == providers.end()) providers.push_back(std::move(code));
    }
  }
  if (!record_.prior_providers) set(&CaseRecord::prior_providers, std::move(providers));
  if (!record_.prior_ends) set_if(&CaseRecord::prior_ends, ends);
  set_if(&CaseRecord::prior_value, value);
  if (replaced.size() > 1) set(&CaseRecord::prior_contract_count, static_cast<int>(replaced.size()));
}

/// What the notice says of the test of regulation 6(10). Left out: whether changes are due to a decision of the authority, and external
/// factors.
void CaseBuilder::put_change_findings() {
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return x.psr.difference_found.has_value(); })) {
    set(&CaseRecord::materially_different, *n->psr.difference_found, *n, "materially_different");
    set(&CaseRecord::difference_finding_recorded, true, *n, "materially_different");
  }
  if (const NoticeReading* n = speaking([](const NoticeReading& x) { return x.psr.threshold_considered.has_value(); }))
    set(&CaseRecord::value_finding_recorded, *n->psr.threshold_considered, *n, "value_finding_recorded");
}

/// Only those that are held: where there is none, earlier ones may stand in no register.
void CaseBuilder::put_earlier_awards() {
  std::vector<EarlierAward> earlier;
  for (const AwardBefore* before : before_) earlier.push_back({before->route, before->awarded_on, before->starts, before->ends});
  if (!earlier.empty()) set(&CaseRecord::earlier_awards, std::move(earlier));
}

} // namespace openward::law::detail
