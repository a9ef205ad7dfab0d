#include "domain/award.h"
#include "domain/text.h"
#include "domain/words.h"

#include <algorithm>
#include <tuple>

namespace openward {
namespace {

constexpr std::array<std::string_view, 7> ground_spellings{
    "provided_for_in_contract", "change_of_provider_identity", "external_factors", "authority_decision", "urgent", "other", "unknown"};
static_assert(detail::spells_all(ground_spellings, ModificationGround::unknown));

/// The sum of every stated change, or of none; an Error when it leaves 64 bits.
Result<std::int64_t> total_change(const std::vector<Modification>& modifications) {
  std::int64_t total = 0;
  for (const Modification& m : modifications) {
    const auto sum = add_pence(total, m.value_change_pence.value_or(0));
    if (!sum) return sum.error();
    total = *sum;
  }
  return total;
}

} // namespace

std::string_view to_string(ModificationGround v) { return detail::word_of(ground_spellings, v); }
std::optional<ModificationGround> modification_ground_from(std::string_view word) {
  return detail::from_word<ModificationGround>(ground_spellings, word);
}

Result<Contract> Contract::create(std::string award_id, std::optional<StatedValue> value, std::optional<Date> signed_on,
                                  std::optional<Date> starts, std::optional<Date> ends) {
  std::vector<Fault> faults;
  if (award_id.empty()) faults.push_back({"/award", "missing", "the contract names no award; give the award that it carries out"});
  if (value && value->amount.pence < 0) {
    faults.push_back(
        {"/value/amount", "negative", "the value " + value->amount.decimal() + " is negative; a contract's value is zero or more"});
  }
  if (starts && ends && *ends < *starts) {
    faults.push_back({"/ends", "before_start",
                      "the contract ends on " + ends->iso() + ", before it starts on " + starts->iso() + "; correct one of the two dates"});
  }
  if (!faults.empty()) return invalid("the contract cannot be recorded as given", std::move(faults));
  return restore({}, 1, std::move(award_id), value, signed_on, starts, ends, {});
}

Contract Contract::restore(std::string id, int version, std::string award_id, std::optional<StatedValue> value,
                           std::optional<Date> signed_on, std::optional<Date> starts, std::optional<Date> ends,
                           std::vector<Modification> modifications) {
  Contract contract;
  contract.id_ = std::move(id);
  contract.version_ = version;
  contract.award_id_ = std::move(award_id);
  contract.original_ = value;
  contract.signed_on_ = signed_on;
  contract.starts_ = starts;
  contract.ends_ = ends;
  contract.modifications_ = std::move(modifications);
  return contract;
}

Result<> Contract::modify(Modification modification) {
  std::vector<Fault> faults;
  const std::string day = modification.modified_on.iso();
  if (starts_ && modification.modified_on < *starts_) {
    faults.push_back({"/modified_on", "outside_term",
                      "the modification of " + day + " is before the contract starts on " + starts_->iso() +
                          "; regulation 13(1) allows one during the term"});
  }
  if (const auto last = ends(); last && modification.modified_on > *last) {
    faults.push_back({"/modified_on", "outside_term",
                      "the modification of " + day + " is after the contract ended on " + last->iso() +
                          "; regulation 13(1) allows one during the term, so this is a new award"});
  }
  if (modification.new_end && starts_ && *modification.new_end < *starts_) {
    faults.push_back(
        {"/new_end", "before_start",
         "the new end " + modification.new_end->iso() + " is before the contract starts on " + starts_->iso() + "; correct the date"});
  }
  if (detail::trimmed(modification.description).empty()) {
    faults.push_back({"/description", "missing", "the modification is not described; say what was changed and why"});
  }

  modification.number = modifications_.empty() ? 1 : modifications_.back().number + 1;
  auto changed = modifications_;
  changed.push_back(std::move(modification));
  const auto change = total_change(changed);
  const auto value = change ? add_pence(original_ ? original_->amount.pence : 0, *change) : change;
  if (!value)
    faults.push_back({"/value_change", "amount_out_of_range", "the value after this change is too large to be kept; correct the amount"});
  else if (original_ && *value < 0) {
    faults.push_back(
        {"/value_change", "below_zero",
         "the contract's value would fall to " + Money{*value, original_->amount.currency}.decimal() + ", below zero; correct the amount"});
  }
  if (!faults.empty()) return invalid("the modification cannot be recorded as given", std::move(faults));
  modifications_ = std::move(changed);
  return Done{};
}

std::optional<StatedValue> Contract::current_value() const {
  if (!original_) return std::nullopt;
  const auto change = total_change(modifications_);
  const auto sum = change ? add_pence(original_->amount.pence, *change) : change;
  if (!sum) return std::nullopt;
  StatedValue value = *original_;
  value.amount.pence = *sum;
  return value;
}

std::optional<Date> Contract::ends() const {
  const auto moved_before = [](const Modification& a, const Modification& b) {
    return std::tuple(a.new_end.has_value(), a.modified_on, a.number) < std::tuple(b.new_end.has_value(), b.modified_on, b.number);
  };
  const auto latest = std::max_element(modifications_.begin(), modifications_.end(), moved_before);
  return latest != modifications_.end() && latest->new_end ? latest->new_end : ends_;
}

} // namespace openward
