#include "domain/statement.h"

#include <algorithm>

namespace openward::detail {
namespace {

bool is_placeholder(std::int64_t pence) { return StatedValue{{pence, {}}}.placeholder(); }

/// No amount above a placeholder: 0.01, or a number that could not be read.
bool says_nothing(const ValueReading& value) {
  const bool net = value.net_pence && !is_placeholder(*value.net_pence);
  const bool gross = value.gross_pence && !is_placeholder(*value.gross_pence);
  return !net && !gross;
}

std::optional<std::int64_t> sum_of(std::optional<std::int64_t> a, std::optional<std::int64_t> b) {
  if (!a || !b) return std::nullopt;
  const auto sum = add_pence(*a, *b);
  return sum ? std::optional(*sum) : std::nullopt;
}

/// Two contracts of one award are worth their sum. Values that cannot be summed (two currencies, a ceiling) leave the first.
std::optional<ValueReading> together(const std::optional<ValueReading>& a, const std::optional<ValueReading>& b, bool ceilings) {
  if (!a || !b) return a ? a : b;
  if (ceilings || a->kind != b->kind || a->currency != b->currency) return a;
  ValueReading sum = *a;
  sum.net_pence = sum_of(a->net_pence, b->net_pence);
  sum.gross_pence = sum_of(a->gross_pence, b->gross_pence);
  if (!sum.net_pence && !sum.gross_pence) return a;
  sum.as_published += " + " + b->as_published;
  return sum;
}

void add_contract(Statement& s, const ContractReading& contract) {
  s.has_contract = true;
  if (contract.status == "cancelled") s.contract_cancelled = true;
  if (contract.signed_on) s.signed_on = contract.signed_on;
  if (contract.starts) s.starts = contract.starts;
  if (contract.ends && (!s.ends || *contract.ends > *s.ends)) s.ends = contract.ends;
  if (s.title.empty()) s.title = contract.title;
}

Statement from_award(const AwardReading& award) {
  Statement s;
  s.award_id = award.award_id;
  s.status = award.status;
  s.title = award.title;
  s.suppliers = award.suppliers;
  s.lots = award.lots;
  s.value = award.value;
  s.decided_on = award.decided_on;
  s.starts = award.starts;
  s.ends = award.ends;
  return s;
}

} // namespace

std::vector<Statement> statements_of(const NoticeReading& notice) {
  std::vector<Statement> statements;
  for (const AwardReading& award : notice.awards) statements.push_back(from_award(award));
  const std::size_t awards = statements.size();
  std::vector<std::optional<ValueReading>> contracted(awards);
  std::vector<bool> ends_contracted(awards, false);

  for (const ContractReading& contract : notice.contracts) {
    const auto named =
        std::find_if(statements.begin(), statements.end(), [&](const Statement& s) { return s.award_id == contract.award_id; });
    const bool only_one = awards == 1 && contract.award_id.empty();
    auto index = only_one ? 0 : static_cast<std::size_t>(named - statements.begin());
    if (index == statements.size()) {
      statements.push_back({});
      statements.back().award_id = contract.award_id;
      contracted.emplace_back();
      ends_contracted.push_back(false);
    }
    // The contract's own end stands before the award's; of several contracts the latest end counts.
    if (contract.ends && !ends_contracted[index]) {
      statements[index].ends.reset();
      ends_contracted[index] = true;
    }
    add_contract(statements[index], contract);
    contracted[index] = together(contracted[index], contract.value, notice.framework);
  }
  for (std::size_t i = 0; i < statements.size(); ++i) statements[i].value = better_value(statements[i].value, contracted[i]);
  return statements;
}

bool has_tag(const NoticeReading& notice, std::string_view tag) {
  return std::find(notice.tags.begin(), notice.tags.end(), tag) != notice.tags.end();
}

bool changes_contract(const NoticeReading& notice) {
  switch (notice.kind) {
  case NoticeKind::modification:
  case NoticeKind::urgent_modification:
  case NoticeKind::contract_change:
    return true;
  // A UK6 or UK7 stated again carries awardUpdate and contractUpdate too, but it is then of kind award or contract_details.
  case NoticeKind::other:
    return !notice.makes_award &&
           (has_tag(notice, "contractAmendment") || (has_tag(notice, "awardUpdate") && has_tag(notice, "contractUpdate")));
  default:
    return false;
  }
}

bool same_supplier(const PartyReading& a, const PartyReading& b) {
  const auto also_in_b = [&](const Identifier& id) {
    return std::find(b.identifiers.begin(), b.identifiers.end(), id) != b.identifiers.end();
  };
  if (std::any_of(a.identifiers.begin(), a.identifiers.end(), also_in_b)) return true;
  const std::string name = normalised_name(a.name);
  return !name.empty() && name == normalised_name(b.name);
}

bool same_suppliers(std::span<const PartyReading> a, std::span<const PartyReading> b) {
  const auto all_in = [](std::span<const PartyReading> some, std::span<const PartyReading> others) {
    return std::all_of(some.begin(), some.end(), [&](const PartyReading& one) { return share_a_supplier({&one, 1}, others); });
  };
  return all_in(a, b) && all_in(b, a);
}

bool share_a_supplier(std::span<const PartyReading> a, std::span<const PartyReading> b) {
  return std::any_of(a.begin(), a.end(), [&](const PartyReading& x) {
    return std::any_of(b.begin(), b.end(), [&](const PartyReading& y) { return same_supplier(x, y); });
  });
}

std::vector<PartyReading> merged_suppliers(const std::vector<PartyReading>& earlier, std::vector<PartyReading> later) {
  if (later.empty()) return earlier;
  for (PartyReading& supplier : later) {
    const auto before = std::find_if(earlier.begin(), earlier.end(), [&](const PartyReading& e) { return same_supplier(e, supplier); });
    if (before == earlier.end()) continue;
    for (const Identifier& id : before->identifiers) {
      const auto of_scheme = [&](const Identifier& known) { return known.scheme() == id.scheme(); };
      if (std::none_of(supplier.identifiers.begin(), supplier.identifiers.end(), of_scheme)) supplier.identifiers.push_back(id);
    }
    if (supplier.address.empty()) supplier.address = before->address;
    if (supplier.postcode.empty()) supplier.postcode = before->postcode;
  }
  return later;
}

bool share_a_lot(std::span<const std::string> a, std::span<const std::string> b) {
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

bool lots_agree(std::span<const std::string> a, std::span<const std::string> b) { return a.empty() || b.empty() || share_a_lot(a, b); }

std::optional<ValueReading> better_value(const std::optional<ValueReading>& earlier, const std::optional<ValueReading>& later) {
  if (!later) return earlier;
  if (!earlier) return later;
  return says_nothing(*later) && !says_nothing(*earlier) ? earlier : later;
}

} // namespace openward::detail
