#include "domain/history.h"

#include "domain/award_ledger.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace openward {
namespace {

using detail::AwardAccount;
using detail::Statement;

/// What a notice says for the procurement as a whole. A change or an end of the contract says how it was changed or ended, not how it
/// was awarded; a plan may never come about.
bool speaks_for_procurement(const NoticeReading& notice) {
  return !detail::changes_contract(notice) && notice.kind != NoticeKind::termination;
}
bool is_plan(const NoticeReading& notice) { return notice.kind == NoticeKind::planning || notice.kind == NoticeKind::engagement; }

using Chosen = std::vector<const NoticeReading*>; // newest first

Chosen newest_first(const std::vector<NoticeReading>& notices, const auto& wanted) {
  Chosen chosen;
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    if (wanted(*notice)) chosen.push_back(&*notice);
  }
  return chosen;
}

Chosen newest_first(const std::vector<NoticeReading>& notices, const std::vector<std::size_t>& positions) {
  Chosen chosen;
  for (const std::size_t position : positions) chosen.push_back(&notices[position]);
  std::sort(chosen.begin(), chosen.end(), std::greater<>()); // they lie in one sorted vector
  return chosen;
}

/// Words of the Provider Selection Regime anywhere decide: its notices are published on the forms of older law, so that a sparse notice
/// of the same procurement looks like that law.
Regime regime_in(const Chosen& notices) {
  const auto psr = [](const NoticeReading* n) { return n->regime == Regime::psr; };
  if (std::any_of(notices.begin(), notices.end(), psr)) return Regime::psr;
  const auto known = std::find_if(notices.begin(), notices.end(), [](const NoticeReading* n) { return n->regime != Regime::unknown; });
  return known == notices.end() ? Regime::unknown : (*known)->regime;
}

/// The newest route given under that regime. A route of other law says nothing: where only the regime is known, the route is unknown.
Route route_in(const Chosen& notices, Regime regime) {
  const auto given = [&](const NoticeReading* n) {
    return n->route != Route::unknown && (n->regime == regime || n->regime == Regime::unknown);
  };
  const auto found = std::find_if(notices.begin(), notices.end(), given);
  return found == notices.end() ? Route::unknown : (*found)->route;
}

/// The class that goes with a route: from the newest notice of that route that knows it, else from the route alone.
TenderClass tender_class_in(const Chosen& notices, Route route) {
  const auto found = std::find_if(notices.begin(), notices.end(),
                                  [&](const NoticeReading* n) { return n->route == route && n->tender_class != TenderClass::unknown; });
  return found == notices.end() ? tender_class_of(route) : (*found)->tender_class;
}

void describe(Procurement& p, const std::vector<NoticeReading>& notices) {
  for (const NoticeReading& n : notices) {
    if (n.buyer) p.buyer = n.buyer;
    if (!n.tender_id.empty()) p.reference = n.tender_id;
    p.scope = std::min(p.scope, n.scope); // the enumeration runs from the nearest to health care to the farthest
    if (!speaks_for_procurement(n)) continue;
    if (!n.title.empty()) p.title = n.title;
    if (!n.description.empty()) p.description = n.description;
    if (!n.cpv.empty()) p.cpv = n.cpv;
    p.estimate = detail::better_value(p.estimate, n.tender_value);
    p.framework = p.framework || n.framework;
  }
  for (const NoticeReading& n : notices) { // where there are notices of changes alone
    if (p.title.empty()) p.title = n.title;
    if (p.description.empty()) p.description = n.description;
    if (p.cpv.empty()) p.cpv = n.cpv;
  }
}

void place_under_law(Procurement& p, const std::vector<NoticeReading>& notices) {
  auto chosen = newest_first(notices, [](const NoticeReading& n) { return speaks_for_procurement(n) && !is_plan(n); });
  if (regime_in(chosen) == Regime::unknown && route_in(chosen, Regime::unknown) == Route::unknown) {
    chosen = newest_first(notices, [](const NoticeReading&) { return true; });
  }
  p.regime = regime_in(chosen);
  p.route = route_in(chosen, p.regime);
  p.tender_class = tender_class_in(chosen, p.route);
}

/// The law of an award: its own notices first, then those that speak of it, then the procurement's (but not its plans).
void place_under_law(AwardAccount& account, const std::vector<NoticeReading>& notices) {
  FoldedAward& award = account.award;
  const auto made = newest_first(notices, account.made_by);
  const auto spoken = newest_first(notices, account.spoken_by);
  const auto all = newest_first(notices, [](const NoticeReading& n) { return speaks_for_procurement(n) && !is_plan(n); });
  award.regime = regime_in(all) == Regime::psr ? Regime::psr : regime_in(made);
  if (award.regime == Regime::unknown) award.regime = regime_in(all);
  for (const Chosen* some : {&made, &spoken, &all}) {
    award.route = route_in(*some, award.regime);
    if (award.route != Route::unknown) break;
  }
  award.tender_class = tender_class_in(made, award.route);
  if (award.tender_class == TenderClass::unknown) award.tender_class = tender_class_in(all, award.route);
}

/// What the notice says as a whole stands where it says nothing of the award itself.
void complete(AwardAccount& account, const std::vector<NoticeReading>& notices) {
  FoldedAward& award = account.award;
  for (const NoticeReading* n : newest_first(notices, account.spoken_by)) {
    if (award.title.empty()) award.title = n->title;
    if (!award.starts) award.starts = n->starts;
    if (!award.ends) award.ends = n->ends;
  }
  place_under_law(account, notices);
}

/// What stands in prose counts where no field says it. For the only award of a procurement: prose does not say which of several it means.
void complete_from_words(AwardAccount& account, const std::vector<NoticeReading>& notices) {
  FoldedAward& award = account.award;
  for (const NoticeReading* n : newest_first(notices, account.spoken_by)) {
    award.value = detail::better_value(n->stated.lifetime_value, award.value);
    if (n->makes_award && !award.awarded_on) award.awarded_on = n->stated.awarded_on;
    if (!award.starts) award.starts = n->stated.starts;
    if (!award.ends) award.ends = n->stated.ends;
  }
}

/// The maximum of a framework is printed on each supplier's award; it is one ceiling for each lot, whoever has won it.
void keep_one_ceiling_per_lot(std::vector<AwardAccount>& accounts) {
  std::set<std::string> carried;
  for (AwardAccount& account : accounts) {
    if (!account.framework || !account.award.value) continue;
    account.award.value->kind = ValueKind::maximum;
    if (account.award.state != AwardState::published) continue;
    const auto fresh = [&](const std::string& lot) { return carried.find(lot) == carried.end(); };
    const bool first = account.lots.empty()
                           ? carried.empty()
                           : carried.find("") == carried.end() && std::any_of(account.lots.begin(), account.lots.end(), fresh);
    if (!first) {
      account.award.value.reset();
      continue;
    }
    if (account.lots.empty()) carried.insert("");
    carried.insert(account.lots.begin(), account.lots.end());
  }
}

/// The changes of contracts, when every award is known. What belongs to no award of the procurement is not reported.
std::vector<FoldedModification> modifications_of(const std::vector<NoticeReading>& notices, detail::AwardLedger& ledger) {
  std::vector<FoldedModification> modifications;
  for (std::size_t position = 0; position < notices.size(); ++position) {
    const NoticeReading& notice = notices[position];
    if (!detail::changes_contract(notice)) continue;
    auto statements = detail::statements_of(notice);
    const bool unspecific = statements.empty();
    if (unspecific) statements.emplace_back();
    for (const Statement& s : statements) {
      AwardAccount* account = ledger.target_of(unspecific ? nullptr : &s);
      if (!account || std::find(account->spoken_by.begin(), account->spoken_by.end(), position) != account->spoken_by.end()) continue;
      account->spoken_by.push_back(position);
      FoldedModification m{account->award.key, notice.release_id, london_date(notice.published), s.value, s.ends ? s.ends : notice.ends,
                           notice.description};
      // An end that stays where it was is no change.
      const auto earlier_end = [&](const FoldedModification& before) { return before.award == m.award && before.new_end; };
      const auto last = std::find_if(modifications.rbegin(), modifications.rend(), earlier_end);
      if (m.new_end == (last == modifications.rend() ? account->award.ends : last->new_end)) m.new_end.reset();
      modifications.push_back(std::move(m));
    }
  }
  return modifications;
}

} // namespace

Procurement fold(std::vector<NoticeReading> notices) {
  std::sort(notices.begin(), notices.end(), [](const NoticeReading& a, const NoticeReading& b) {
    return std::tie(a.published, a.release_id) < std::tie(b.published, b.release_id);
  });
  Procurement p;
  if (notices.empty()) return p;
  p.ocid = notices.front().ocid;
  p.latest_kind = notices.back().kind;
  p.first_published = notices.front().published;
  p.latest_published = notices.back().published;
  describe(p, notices);
  place_under_law(p, notices);

  detail::AwardLedger ledger(notices);
  for (std::size_t position = 0; position < notices.size(); ++position) ledger.read(position);
  for (AwardAccount& account : ledger.made()) complete(account, notices);
  if (ledger.made().size() == 1) complete_from_words(ledger.made().front(), notices);
  keep_one_ceiling_per_lot(ledger.made());
  p.modifications = modifications_of(notices, ledger);
  for (AwardAccount& account : ledger.made()) {
    std::sort(account.spoken_by.begin(), account.spoken_by.end());
    for (const std::size_t position : account.spoken_by) account.award.releases.push_back(notices[position].release_id);
    p.awards.push_back(std::move(account.award));
  }
  return p;
}

} // namespace openward
