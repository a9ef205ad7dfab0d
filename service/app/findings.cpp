#include "service/app/findings.h"

#include "domain/law/cases/register_case.h"
#include "exchange/ocds/release_reader.h"
#include "persistence/sight.h"
#include "service/app/law_surroundings.h"

#include <algorithm>
#include <utility>

namespace openward::app {

using persistence::CaseStanding;
using persistence::FindingCounts;
using persistence::HeldCase;
using persistence::Kept;
using persistence::Session;
using persistence::StoredRelease;
using persistence::UnitOfWork;

namespace {

/// Notices that a checker remembers: a file's, or those of the largest authorities' procurements, in some megabytes.
constexpr std::size_t remembered_notices = 1024;
/// Awards to a transaction of check_all: other writers come in between.
constexpr int batch = 250;

Error no_such_award(std::string_view id) {
  return Error{ErrorKind::not_found, "There is no award " + std::string(id) + " in the register. /v1/awards lists them.", {}, {}};
}

Error no_such_procurement(std::string_view ocid) {
  return Error{
      ErrorKind::not_found, "There is no procurement " + std::string(ocid) + " in the register. /v1/procurements lists them.", {}, {}};
}

/// Whom the latest intention names.
std::vector<PartyReading> intended_suppliers(const std::vector<NoticeReading>& notices) {
  std::vector<PartyReading> suppliers;
  const auto latest =
      std::find_if(notices.rbegin(), notices.rend(), [](const NoticeReading& n) { return n.kind == NoticeKind::intention_to_award; });
  if (latest == notices.rend()) return suppliers;
  for (const AwardReading& award : latest->awards) {
    for (const PartyReading& supplier : award.suppliers) {
      const auto same = [&](const PartyReading& s) { return s.name == supplier.name && s.identifiers == supplier.identifiers; };
      if (std::none_of(suppliers.begin(), suppliers.end(), same)) suppliers.push_back(supplier);
    }
  }
  return suppliers;
}

/// The words of the notices of an award to a person, and what was worked out from them, may name that person.
void withhold(const Session& session, CheckedAward& checked) {
  if (persistence::sight_of(session) == persistence::Sight::in_full) return;
  const std::string instead(persistence::withheld_text);
  checked.award.title = instead;
  for (law::Finding& finding : checked.findings) {
    if (!finding.words.empty()) finding.words = {instead};
    if (!finding.computed.empty()) finding.computed = {{"withheld", "a provider is a person"}};
  }
}

/// Checks the awards after this place and keeps what is found. None when no more come.
Result<std::optional<std::int64_t>> check_batch(UnitOfWork& u, Checker& checker, std::int64_t after, CheckedAll& all) {
  persistence::Findings findings(u);
  return persistence::next_cases(u.session(), after, batch, [&](HeldCase& held) -> Result<> {
    const CheckedAward checked = checker.check(std::move(held));
    for (const law::Finding& finding : checked.findings) all.by_rule[finding.rule].add(finding.outcome);
    ++all.awards;
    if (findings.save(checked.award.id, checked.findings, checked.checked_on) != Kept::same) ++all.changed;
    return Done{};
  });
}

Result<std::optional<std::int64_t>> check_procurements(UnitOfWork& u, Checker& checker, std::int64_t after, CheckedAll& all) {
  persistence::Findings findings(u);
  return persistence::next_procurement_cases(u.session(), after, batch, [&](HeldCase& held) -> Result<> {
    const bool counted = held.standing == CaseStanding::counted;
    const CheckedAward checked = checker.check_procurement(u.session(), std::move(held));
    if (counted) {
      for (const law::Finding& finding : checked.findings) all.by_rule[finding.rule].add(finding.outcome);
      ++all.procurements;
    }
    if (findings.save_procurement(checked.award.ocid, checked.findings, checked.checked_on) != Kept::same) ++all.changed;
    return Done{};
  });
}

} // namespace

Checker::Checker(Date on) : on_(on), around_(surroundings_on(on)) {}

const std::optional<NoticeReading>& Checker::keep(const std::string& sha256, std::optional<NoticeReading> notice) {
  if (order_.size() == remembered_notices) {
    read_.erase(order_.front());
    order_.pop_front();
  }
  order_.push_back(sha256);
  return read_.emplace(sha256, std::move(notice)).first->second;
}

void Checker::remember(const std::string& sha256, NoticeReading notice) {
  if (!read_.contains(sha256)) keep(sha256, std::move(notice));
}

const std::optional<NoticeReading>& Checker::reading_of(const StoredRelease& release) {
  if (const auto at = read_.find(release.sha256); at != read_.end()) return at->second;
  auto notice = exchange::read_notice(release.raw);
  return keep(release.sha256, notice ? std::optional(std::move(*notice)) : std::nullopt);
}

std::vector<NoticeReading> Checker::read(const std::vector<StoredRelease>& releases) {
  std::vector<NoticeReading> notices;
  notices.reserve(releases.size());
  for (const StoredRelease& release : releases) {
    if (const auto& notice = reading_of(release)) notices.push_back(*notice);
  }
  return notices;
}

CheckedAward Checker::check(HeldCase&& held) {
  CheckedAward checked;
  checked.checked_on = on_;
  checked.standing = held.standing;
  if (held.facts.award.regime == Regime::psr) {
    held.facts.notices = read(held.releases);
    held.facts.linked_notices = read(held.linked);
    checked.record = law::case_of(held.facts);
    checked.findings = rule_book().check(checked.record, around_);
  }
  checked.award = std::move(held.facts.award);
  return checked;
}

CheckedAward Checker::check_procurement(Session& session, HeldCase&& held) {
  if (held.standing == CaseStanding::carried || held.facts.award.regime != Regime::psr) {
    CheckedAward checked;
    checked.checked_on = on_;
    checked.standing = held.standing;
    checked.award = std::move(held.facts.award);
    return checked;
  }
  persistence::name_providers(session, held, intended_suppliers(read(held.releases)));
  return check(std::move(held));
}

std::optional<CheckedAward> findings_of(Session& session, std::string_view award_id, Date on) {
  auto held = persistence::held_case(session, award_id);
  if (!held) return std::nullopt;
  CheckedAward checked = Checker(on).check(*std::move(held));
  if (persistence::award_names_person(session, award_id)) withhold(session, checked);
  return checked;
}

std::optional<CheckedAward> findings_of_procurement(Session& session, std::string_view ocid, Date on) {
  auto held = persistence::held_procurement_case(session, ocid);
  if (!held) return std::nullopt;
  CheckedAward checked = Checker(on).check_procurement(session, *std::move(held));
  if (persistence::procurement_names_person(session, ocid)) withhold(session, checked);
  return checked;
}

Result<Kept> check_award(UnitOfWork& u, Checker& checker, std::string_view award_id) {
  auto held = persistence::held_case(u.session(), award_id);
  if (!held) return no_such_award(award_id);
  persistence::Findings findings(u);
  if (held->facts.award.state != AwardState::published || held->facts.award.regime != Regime::psr) {
    findings.forget(award_id);
    return Kept::same;
  }
  const CheckedAward checked = checker.check(*std::move(held));
  return findings.save(award_id, checked.findings, checked.checked_on);
}

Result<Kept> check_award(UnitOfWork& u, std::string_view award_id) {
  Checker checker(london_date(u.now()));
  return check_award(u, checker, award_id);
}

Result<Kept> check_procurement(UnitOfWork& u, Checker& checker, std::string_view ocid) {
  auto held = persistence::held_procurement_case(u.session(), ocid);
  if (!held) return no_such_procurement(ocid);
  persistence::Findings findings(u);
  if (held->standing != CaseStanding::counted) {
    findings.forget_procurement(ocid);
    return Kept::same;
  }
  const CheckedAward checked = checker.check_procurement(u.session(), *std::move(held));
  return findings.save_procurement(ocid, checked.findings, checked.checked_on);
}

Result<std::int64_t> check_touched(UnitOfWork& u, std::string_view ocid) {
  Checker checker(london_date(u.now()));
  const auto awards = persistence::awards_touched(u.session(), ocid);
  for (const std::string& award : awards) {
    if (auto kept = check_award(u, checker, award); !kept) return kept.error();
  }
  for (const std::string& procurement : persistence::procurements_touched(u.session(), ocid)) {
    if (auto kept = check_procurement(u, checker, procurement); !kept) return kept.error();
  }
  return static_cast<std::int64_t>(awards.size());
}

Result<> check_recorded(UnitOfWork& u, std::string_view award_id) {
  const auto held = persistence::held_case(u.session(), award_id);
  if (!held) return no_such_award(award_id);
  // A cancelled award is touched no more, and has findings to lose.
  if (auto kept = check_award(u, award_id); !kept) return kept.error();
  if (auto touched = check_touched(u, held->facts.award.ocid); !touched) return touched.error();
  return Done{};
}

Result<CheckedAll> check_all(persistence::Database& database, const Clock& clock,
                             const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const auto began = std::chrono::steady_clock::now();
  const auto total = database.read([](Session& s) -> Result<std::int64_t> { return persistence::count_cases(s); });
  if (!total) return total.error();
  CheckedAll all;
  for (const law::Rule& rule : rule_book().rules()) all.by_rule[rule.id];
  Checker checker(london_date(clock()));
  std::optional<std::int64_t> place = 0;
  while (place) {
    auto next = database.write("check", clock(), [&](UnitOfWork& u) { return check_batch(u, checker, *place, all); });
    if (!next) return next.error();
    place = *next;
    if (progress) progress(all.awards, *total);
  }
  place = 0;
  while (place) {
    auto next = database.write("check", clock(), [&](UnitOfWork& u) { return check_procurements(u, checker, *place, all); });
    if (!next) return next.error();
    place = *next;
    if (progress) progress(all.awards + all.procurements, *total);
  }
  all.spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  return all;
}

} // namespace openward::app
