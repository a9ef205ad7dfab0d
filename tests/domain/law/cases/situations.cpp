#include "tests/domain/law/cases/situations.h"

#include "domain/law/change/notice_contents.h"
#include "domain/law/rules/rule_book.h"
#include "exchange/reference/rules_table.h"
#include "tests/domain/law/rules/case_text.h"
#include "tests/domain/law/rules/text_parts.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace openward::test {
namespace {

template <typename T>
T sound(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

std::optional<Date> maybe(std::string_view iso) { return iso.empty() ? std::nullopt : std::optional(date(iso)); }

PartyReading company() {
  PartyReading party;
  party.key = "GB-FTS-1";
  party.name = "Invented Care Limited";
  party.identifiers = {sound(Identifier::parse("coh:01234567"))};
  party.address = "1 Invented Street";
  party.postcode = "ZZ1 1ZZ";
  return party;
}

NoticeReading reading_of(const Notice& given, Route route, int number) {
  NoticeReading n;
  n.ocid = given.ocid;
  n.release_id = "release-" + std::to_string(number);
  n.published = from_london(date(given.on), std::chrono::hours(12));
  n.source = "find_a_tender";
  n.form = "CELEX";
  n.title = "Community podiatry";
  n.cpv = {"85121000"};
  n.regime = Regime::psr;
  n.route = route;
  n.kind = given.kind;
  n.makes_award = given.kind == NoticeKind::award || given.kind == NoticeKind::urgent_award;
  if (given.corrigendum) {
    n.tags = {"tenderUpdate"};
    n.cpv.clear();
  } else {
    AwardReading award;
    award.award_id = "1";
    award.suppliers = {company()};
    n.awards = {award};
  }
  if (!given.signed_on.empty()) {
    ContractReading contract;
    contract.signed_on = maybe(given.signed_on);
    n.contracts = {contract};
  }
  n.stated.awarded_on = maybe(given.awarded_on_in_words);
  if (n.stated.awarded_on) n.grounds.push_back({"stated_award_date", "/description", "awarded on " + given.awarded_on_in_words});
  if (route != Route::unknown) n.psr.processes = {route};
  if (!given.contents_read) return n;
  for (const law::ContentItem& item : law::content_items()) {
    const auto listed = [&](const std::vector<std::string>& list) { return std::find(list.begin(), list.end(), item.name) != list.end(); };
    ContentReading content{std::string(item.name), Presence::held, {}};
    if (listed(given.not_found)) content.presence = Presence::not_found;
    if (listed(given.placeholders))
      content = {content.item, Presence::placeholder, {content.item, "/description", "[Add " + content.item + "]"}};
    n.contents.push_back(std::move(content));
  }
  return n;
}

const law::RuleBook& book() {
  static const law::RuleBook made =
      sound(law::RuleBook::create(sound(exchange::read_rules(std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference"))));
  return made;
}

} // namespace

Date date(std::string_view iso) { return sound(Date::parse(iso)); }

Situation::Situation(Route route) {
  law::HeldAward& a = held.award;
  a.id = "aw-1";
  a.ocid = "ocds-award";
  a.regime = Regime::psr;
  a.route = route;
  a.title = "Community podiatry";
  a.cpv = {"85121000"};
  a.net_pence = 300'000'000;
  a.value_as_published = "3000000";
  a.starts = date("2026-05-01");
  a.ends = date("2029-04-30");
  held.buyer = sound(Body::create("NHS Invented Integrated Care Board", {sound(Identifier::parse("ods:QZZ"))}));
  Body provider = sound(Body::create("Invented Care Limited", {sound(Identifier::parse("coh:01234567"))}));
  provider.id = "bd-1";
  held.providers = {provider};
}

Situation& Situation::with(const Notice& notice) {
  held.notices.push_back(reading_of(notice, held.award.route, ++count_));
  if (notice.spoken) held.releases.push_back(held.notices.back().release_id);
  if (!notice.signed_on.empty()) held.award.signed_on = date(notice.signed_on);
  latest_list_ = &held.notices;
  return *this;
}

Situation& Situation::linked(Notice notice) {
  if (notice.ocid == held.award.ocid) notice.ocid = "ocds-linked";
  held.linked_notices.push_back(reading_of(notice, held.award.route, ++count_));
  latest_list_ = &held.linked_notices;
  return *this;
}

NoticeReading& Situation::last() { return latest_list_->back(); }

Situation& Situation::term(std::string_view starts, std::string_view ends) {
  held.award.starts = date(starts);
  held.award.ends = date(ends);
  return *this;
}

Situation& Situation::recorded(law::procedure::Process process, std::string_view began, std::string_view steps,
                               std::string_view awarded_on) {
  held.award.recorded = true;
  held.award.awarded_on = date(awarded_on);
  return run(process, began, steps);
}

Situation& Situation::run(law::procedure::Process process, std::string_view began, std::string_view steps) {
  std::vector<law::procedure::StoredStep> stored;
  for (const std::string_view text : split(steps, "; ")) {
    const auto words = split(text, " ");
    const auto step = law::procedure::step_from(words.at(0));
    if (!step) throw std::runtime_error(std::string(words.at(0)) + " is no step");
    stored.push_back({*step, date(words.at(1)), {"Invented Party", "", ""}});
  }
  held.procedures.push_back(
      sound(law::procedure::Procedure::restore(process, law::procedure::Choice::mandatory, date(began), std::nullopt, std::move(stored))));
  return *this;
}

Situation& Situation::before(Route route, std::string_view awarded_on, std::string_view starts, std::string_view ends, std::int64_t pence) {
  const std::string number = std::to_string(held.before.size() + 1);
  held.before.push_back({"aw-before-" + number,
                         "ocds-before-" + number,
                         route,
                         "Community podiatry service",
                         {"85121000"},
                         maybe(awarded_on),
                         maybe(starts),
                         maybe(ends),
                         pence,
                         {"bd-1"}});
  return *this;
}

Situation& Situation::modified(Modification modification) {
  auto changes = held.contract ? held.contract->modifications() : std::vector<Modification>{};
  modification.number = static_cast<int>(changes.size()) + 1;
  changes.push_back(std::move(modification));
  held.contract = Contract::restore("ct-1", 1, held.award.id, StatedValue{{*held.award.net_pence, {}}, Vat::excluded, ValueKind::lifetime},
                                    held.award.signed_on, held.award.starts, held.award.ends, std::move(changes));
  return *this;
}

Situation intended_and_confirmed(Route route) {
  Situation s(route);
  s.with({.kind = NoticeKind::intention_to_award, .on = "2026-03-02", .signed_on = "2026-02-27"});
  s.last().stated.representations_until = date("2026-03-13");
  s.last().psr.criteria_addressed = {"quality_and_innovation", "value", "integration", "access", "social_value"};
  s.with({.kind = NoticeKind::award, .on = "2026-04-10", .awarded_on_in_words = "2026-03-20"});
  return s;
}

Situation competition() {
  Situation s = intended_and_confirmed(Route::competitive_process);
  s.with({.kind = NoticeKind::invitation, .on = "2025-11-03", .spoken = false});
  return s;
}

Situation confirmed(Route route, std::string signed_on, std::string on) {
  Situation s(route);
  s.with({.kind = NoticeKind::award, .on = std::move(on), .signed_on = std::move(signed_on)});
  return s;
}

Situation urgent(std::string_view ends) {
  Situation s(Route::urgent_award);
  s.with({.kind = NoticeKind::urgent_award, .on = "2026-04-10", .signed_on = "2026-04-01"}).term("2026-04-01", ends);
  return s;
}

std::vector<law::Finding> findings_of(const law::RegisterCase& held) {
  law::Surroundings around = england();
  around.checked_on = date("2027-07-01");
  return book().check(law::case_of(held), around);
}

std::map<std::string, std::string> outcomes_of(const law::RegisterCase& held) {
  std::map<std::string, std::string> outcomes;
  for (const law::Finding& finding : findings_of(held)) outcomes[finding.rule] = to_string(finding.outcome);
  return outcomes;
}

std::string outcomes_of(const law::RegisterCase& held, std::string_view like) {
  auto outcomes = outcomes_of(held);
  std::string out;
  for (const std::string_view named : split(like, ", ")) {
    const std::string rule(named.substr(0, named.find(' ')));
    const auto found = outcomes.find(rule);
    out += (out.empty() ? "" : ", ") + rule + " " + (found == outcomes.end() ? "none" : found->second);
  }
  return out;
}

} // namespace openward::test
