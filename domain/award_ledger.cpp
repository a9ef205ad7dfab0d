#include "domain/award_ledger.h"

#include <algorithm>

namespace openward::detail {
namespace {

void put_once(auto& list, const auto& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

bool has_id(const AwardAccount& account, const std::string& id) {
  return !id.empty() && std::find(account.ids.begin(), account.ids.end(), id) != account.ids.end();
}

/// Nothing contradicts that the two are of the same suppliers: a sparse notice may leave them out.
bool suppliers_agree(const AwardAccount& account, const Statement& s) {
  return account.award.suppliers.empty() || s.suppliers.empty() || same_suppliers(account.award.suppliers, s.suppliers);
}

bool is_details(const NoticeReading& notice) { return notice.form == "UK7" || notice.kind == NoticeKind::contract_details; }

bool is_dead(const Statement& s) { return s.status == "cancelled" || s.status == "unsuccessful"; }

/// What a later notice says replaces what an earlier one said; what it leaves out stays.
void absorb_intention(AwardAccount& account, const Statement& s) {
  FoldedAward& award = account.award;
  if (!s.title.empty()) award.title = s.title;
  award.suppliers = merged_suppliers(award.suppliers, s.suppliers);
  award.value = better_value(award.value, s.value);
  if (s.starts) award.starts = s.starts;
  if (s.ends) award.ends = s.ends;
  if (!s.award_id.empty()) put_once(account.ids, s.award_id);
  for (const std::string& lot : s.lots) put_once(account.lots, lot);
}

/// The decision and the signature count only in a notice that makes an award: the form of an intention forces a date too.
void absorb(AwardAccount& account, const Statement& s) {
  absorb_intention(account, s);
  if (s.decided_on) account.award.awarded_on = s.decided_on;
  if (s.signed_on) account.award.signed_on = s.signed_on;
  if (s.has_contract) account.award.has_contract = true;
  account.award.state = AwardState::published;
}

/// The one account that fits; null when none does or when several do.
AwardAccount* only_one(std::vector<AwardAccount>& accounts, const auto& fits) {
  AwardAccount* found = nullptr;
  for (AwardAccount& account : accounts) {
    if (!fits(account)) continue;
    if (found) return nullptr;
    found = &account;
  }
  return found;
}

} // namespace

void AwardLedger::read(std::size_t position) {
  const NoticeReading& notice = notices_[position];
  if (changes_contract(notice)) return; // attached when every award is known
  if (notice.makes_award)
    make(position);
  else if (notice.kind == NoticeKind::intention_to_award)
    intend(position);
  else
    note(position);
}

void AwardLedger::intend(std::size_t position) {
  const std::size_t before = intended_.size();
  std::vector<AwardAccount> fresh;
  for (const Statement& s : statements_of(notices_[position])) {
    if (is_dead(s)) continue;
    // Said again after the award was made, it makes no second one.
    if (AwardAccount* known = s.suppliers.empty() ? nullptr : same_award(s, notices_[position], std::vector<bool>(made_.size(), false))) {
      put_once(known->spoken_by, position);
      continue;
    }
    AwardAccount account;
    if (auto earlier = take_intention(s)) account = std::move(*earlier);
    absorb_intention(account, s);
    put_once(account.spoken_by, position);
    fresh.push_back(std::move(account));
  }
  if (fresh.empty()) return;
  // A new intention for the same lots takes the place of the one before it: only one of the two can be confirmed.
  const auto replaced = [&](const AwardAccount& old) {
    return std::any_of(fresh.begin(), fresh.end(), [&](const AwardAccount& f) { return lots_agree(old.lots, f.lots); });
  };
  if (before > 0) std::erase_if(intended_, replaced);
  std::move(fresh.begin(), fresh.end(), std::back_inserter(intended_));
}

void AwardLedger::make(std::size_t position) {
  const NoticeReading& notice = notices_[position];
  const auto statements = statements_of(notice);
  if (statements.empty()) return confirm(position, nullptr);
  // Two awards of one notice are two awards, however alike.
  std::vector<bool> taken(made_.size(), false);
  for (const Statement& s : statements) {
    if (s.status == "cancelled") {
      if (AwardAccount* account = meant_by(s)) {
        account->award.state = AwardState::cancelled;
        put_once(account->spoken_by, position);
      }
    }
    if (is_dead(s)) continue;
    if (AwardAccount* account = same_award(s, notice, taken)) {
      taken[static_cast<std::size_t>(account - made_.data())] = true;
      absorb(*account, s);
      put_once(account->made_by, position);
      put_once(account->spoken_by, position);
      account->framework = account->framework || notice.framework;
      continue;
    }
    if (s.suppliers.empty() && !intended_.empty())
      confirm(position, &s);
    else
      add_made(open(s), position, s.award_id);
    taken.resize(made_.size(), true);
  }
}

/// A notice that says "awarded" without saying to whom: the intention that stands says it.
void AwardLedger::confirm(std::size_t position, const Statement* stated) {
  std::vector<AwardAccount> chosen;
  const auto meant = [&](const AwardAccount& account) { return !stated || lots_agree(account.lots, stated->lots); };
  const auto rest = std::stable_partition(intended_.begin(), intended_.end(), [&](const AwardAccount& a) { return !meant(a); });
  std::move(rest, intended_.end(), std::back_inserter(chosen));
  intended_.erase(rest, intended_.end());

  if (chosen.empty() && !stated && !made_.empty()) { // confirmed already: nothing new is made
    for (AwardAccount& account : made_) put_once(account.spoken_by, position);
    return;
  }
  if (chosen.empty()) return add_made(open(stated ? *stated : Statement{}), position, stated ? stated->award_id : "");
  for (AwardAccount& account : chosen) {
    std::string id = account.ids.empty() ? std::string() : account.ids.front();
    if (stated && chosen.size() == 1) absorb(account, *stated);
    add_made(std::move(account), position, std::move(id));
  }
}

/// Any other notice: it can say that an award is cancelled, and it can speak of one.
void AwardLedger::note(std::size_t position) {
  const NoticeReading& notice = notices_[position];
  const bool cancels = has_tag(notice, "tenderCancellation") || has_tag(notice, "awardCancellation");
  for (const Statement& s : statements_of(notice)) {
    AwardAccount* account = meant_by(s);
    if (!account) continue;
    put_once(account->spoken_by, position);
    if (s.status == "cancelled" || (cancels && s.contract_cancelled)) account->award.state = AwardState::cancelled;
  }
}

/// Same award id and same suppliers; or the contract details (UK7) of a decision (UK6) that has none yet.
AwardAccount* AwardLedger::same_award(const Statement& s, const NoticeReading& notice, const std::vector<bool>& taken) {
  const auto is_free = [&](const AwardAccount& a) { return !taken[static_cast<std::size_t>(&a - made_.data())]; };
  const auto stated_alike = [&](const AwardAccount& a) {
    return is_free(a) && has_id(a, s.award_id) && !s.suppliers.empty() && same_suppliers(a.award.suppliers, s.suppliers);
  };
  const auto alike = std::find_if(made_.begin(), made_.end(), stated_alike);
  if (alike != made_.end()) return &*alike;
  const auto id_alone = [&](const AwardAccount& a) {
    return is_free(a) && has_id(a, s.award_id) && (s.suppliers.empty() || a.award.suppliers.empty());
  };
  if (AwardAccount* account = only_one(made_, id_alone)) return account;
  if (!is_details(notice) || s.suppliers.empty()) return nullptr;

  const auto undetailed = [&](const AwardAccount& a) {
    return is_free(a) && !a.award.has_contract && same_suppliers(a.award.suppliers, s.suppliers);
  };
  const auto same_lot =
      std::find_if(made_.begin(), made_.end(), [&](const AwardAccount& a) { return undetailed(a) && share_a_lot(a.lots, s.lots); });
  if (same_lot != made_.end()) return &*same_lot;
  const auto no_lot =
      std::find_if(made_.begin(), made_.end(), [&](const AwardAccount& a) { return undetailed(a) && lots_agree(a.lots, s.lots); });
  return no_lot == made_.end() ? nullptr : &*no_lot;
}

/// The award that a notice which makes none speaks of; null when that is not certain.
AwardAccount* AwardLedger::meant_by(const Statement& s) {
  const auto by_id = [&](const AwardAccount& a) { return has_id(a, s.award_id) && suppliers_agree(a, s); };
  if (AwardAccount* account = only_one(made_, by_id)) return account;
  if (s.suppliers.empty()) return nullptr;
  return only_one(made_,
                  [&](const AwardAccount& a) { return same_suppliers(a.award.suppliers, s.suppliers) && lots_agree(a.lots, s.lots); });
}

AwardAccount* AwardLedger::target_of(const Statement* s) {
  if (s) {
    if (AwardAccount* account = only_one(made_, [&](const AwardAccount& a) { return has_id(a, s->award_id); })) return account;
    if (AwardAccount* account = only_one(made_, [&](const AwardAccount& a) { return has_id(a, s->award_id) && suppliers_agree(a, *s); }))
      return account;
    const auto of_supplier = [&](const AwardAccount& a) { return share_a_supplier(a.award.suppliers, s->suppliers); };
    if (AwardAccount* account = only_one(made_, of_supplier)) return account;
    if (AwardAccount* account = only_one(made_, [&](const AwardAccount& a) { return of_supplier(a) && share_a_lot(a.lots, s->lots); }))
      return account;
  }
  return made_.size() == 1 ? &made_.front() : nullptr;
}

AwardAccount AwardLedger::open(const Statement& s) {
  AwardAccount account;
  if (auto intention = take_intention(s)) account = std::move(*intention);
  absorb(account, s);
  return account;
}

/// The intention that a statement carries further, out of those that wait.
std::optional<AwardAccount> AwardLedger::take_intention(const Statement& s) {
  const auto carried = [&](const AwardAccount& a) {
    if (has_id(a, s.award_id) && suppliers_agree(a, s)) return true;
    return !s.suppliers.empty() && same_suppliers(a.award.suppliers, s.suppliers) && lots_agree(a.lots, s.lots);
  };
  const auto found = std::find_if(intended_.begin(), intended_.end(), carried);
  if (found == intended_.end()) return std::nullopt;
  AwardAccount account = std::move(*found);
  intended_.erase(found);
  return account;
}

void AwardLedger::add_made(AwardAccount account, std::size_t position, std::string award_id) {
  const NoticeReading& notice = notices_[position];
  account.award.key = {notice.ocid, notice.release_id, unused_id(notice.release_id, std::move(award_id))};
  account.award.published_on = london_date(notice.published);
  account.award.has_contract = account.award.has_contract || is_details(notice);
  account.framework = notice.framework;
  put_once(account.made_by, position);
  put_once(account.spoken_by, position);
  made_.push_back(std::move(account));
}

/// Award ids repeat even inside one release; the key of an award must not.
std::string AwardLedger::unused_id(const std::string& release_id, std::string award_id) const {
  const auto used = [&](const std::string& id) {
    return std::any_of(made_.begin(), made_.end(),
                       [&](const AwardAccount& a) { return a.award.key.release_id == release_id && a.award.key.award_id == id; });
  };
  if (!used(award_id)) return award_id;
  for (int n = 2;; ++n) {
    std::string numbered = award_id + "#" + std::to_string(n);
    if (!used(numbered)) return numbered;
  }
}

} // namespace openward::detail
