// Which notices count for an award, what each lacks of its Schedule, and which of their dates mean anything.

#include "domain/law/change/notice_contents.h"
#include "tests/domain/law/cases/situations.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <string>
#include <vector>

using openward::Route;
using openward::law::case_of;
using openward::law::CaseNotice;
using openward::law::CaseRecord;
using openward::law::content_items;
using openward::test::date;
using openward::test::Notice;
using openward::test::outcomes_of;
using openward::test::Situation;
using enum openward::NoticeKind;

namespace {

/// "intention_to_award 2026-03-02, award 2026-04-10"
std::string notices_in(const CaseRecord& record) {
  std::string out;
  for (const CaseNotice& n : *record.notices)
    out += (out.empty() ? "" : ", ") + std::string(to_string(n.kind)) + " " + (n.published_on ? n.published_on->iso() : "?");
  return out;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ",") + item;
  return out;
}

Situation intended_and_confirmed() {
  Situation s(Route::direct_award_c);
  s.with({.kind = intention_to_award, .on = "2026-03-02"});
  s.with({.kind = award, .on = "2026-04-10", .awarded_on_in_words = "2026-03-20"});
  return s;
}

std::vector<std::string> words_for(const CaseRecord& record, std::string_view field) {
  std::vector<std::string> out;
  for (const auto& entry : record.words) {
    if (entry.field == field) out.push_back(entry.words);
  }
  return out;
}

} // namespace

TEST_CASE("an intention and a confirmation under two OCIDs are one procurement, each notice once", "[domain][law][cases]") {
  Situation s(Route::direct_award_c);
  s.with({.kind = award, .on = "2026-04-10", .signed_on = "2026-03-20"});
  CHECK(outcomes_of(s.held, "PSR-23 , PSR-28 ") == "PSR-23 not_computable, PSR-28 not_computable");
  s.linked({.kind = intention_to_award, .on = "2026-03-02"});
  s.held.linked_notices.push_back(s.held.linked_notices.front());
  s.held.linked_notices.push_back(s.held.notices.front());
  CHECK(notices_in(case_of(s.held)) == "intention_to_award 2026-03-02, award 2026-04-10");
  CHECK(outcomes_of(s.held, "PSR-23 , PSR-28 , PSR-31 ") == "PSR-23 pass, PSR-28 pass, PSR-31 pass");
}

TEST_CASE("a linked notice counts only where this procurement lacks that step", "[domain][law][cases]") {
  struct Row {
    std::string says;
    Notice linked;
    std::string counted;
  };
  const auto row = GENERATE(values<Row>({
      {"an announcement under another OCID",
       {.kind = intention_to_follow_msp, .on = "2026-02-02"},
       "intention_to_follow_msp 2026-02-02, intention_to_award 2026-03-02, award 2026-04-10"},
      {"a second intention", {.kind = intention_to_award, .on = "2026-02-02"}, "intention_to_award 2026-03-02, award 2026-04-10"},
      {"a step after the award", {.kind = intention_to_follow_msp, .on = "2026-06-02"}, "intention_to_award 2026-03-02, award 2026-04-10"},
      {"an award of its own", {.kind = award, .on = "2026-03-30"}, "intention_to_award 2026-03-02, award 2026-04-10"},
      {"the invitation of the contract before",
       {.kind = invitation, .on = "2022-02-02"},
       "intention_to_award 2026-03-02, award 2026-04-10"},
      {"a notice of another law", {.kind = tender, .on = "2026-02-02"}, "intention_to_award 2026-03-02, award 2026-04-10"},
  }));
  INFO(row.says);
  auto s = intended_and_confirmed();
  s.linked(row.linked);
  CHECK(notices_in(case_of(s.held)) == row.counted);
}

TEST_CASE("of several awards under one OCID each has its own notices", "[domain][law][cases]") {
  auto s = intended_and_confirmed();
  s.with({.kind = award, .on = "2026-09-10", .spoken = false});
  s.with({.kind = intention_to_award, .on = "2026-08-01", .spoken = false});
  s.held.awards_of_procurement = 2;
  CHECK(notices_in(case_of(s.held)) == "intention_to_award 2026-03-02, award 2026-04-10");
  CHECK_FALSE(case_of(s.held).awarded_on); // the prose does not say which of the two it means
  s.held.releases.clear();
  CHECK(notices_in(case_of(s.held)) == "intention_to_award 2026-03-02, award 2026-04-10, award 2026-09-10");
}

TEST_CASE("a day of award counts only as the notice that made the award states it", "[domain][law][cases]") {
  struct Row {
    std::string says;
    Route route;
    std::vector<Notice> notices;
    std::string awarded_on;
  };
  const auto row = GENERATE(values<Row>({
      {"stated in words",
       Route::direct_award_c,
       {{.kind = intention_to_award, .on = "2026-03-02"}, {.kind = award, .on = "2026-04-10", .awarded_on_in_words = "2026-03-20"}},
       "2026-03-20"},
      {"signed, as the award notice says",
       Route::direct_award_c,
       {{.kind = award, .on = "2026-04-10", .signed_on = "2026-03-20"}},
       "2026-03-20"},
      {"a day that the form forced upon the intention",
       Route::direct_award_c,
       {{.kind = intention_to_award, .on = "2026-03-02", .signed_on = "2026-03-18"},
        {.kind = award, .on = "2026-04-10", .corrigendum = true}},
       ""},
      {"a confirmation that repeats the forced day",
       Route::direct_award_c,
       {{.kind = intention_to_award, .on = "2026-03-02", .signed_on = "2026-03-18"},
        {.kind = award, .on = "2026-04-10", .signed_on = "2026-03-18"}},
       ""},
      {"a day before the intention was published",
       Route::most_suitable_provider,
       {{.kind = intention_to_award, .on = "2026-03-02"}, {.kind = award, .on = "2026-04-10", .signed_on = "2026-02-20"}},
       ""},
      {"the day of the intention itself",
       Route::competitive_process,
       {{.kind = intention_to_award, .on = "2026-03-02"}, {.kind = award, .on = "2026-04-10", .awarded_on_in_words = "2026-03-02"}},
       ""},
      {"two days that differ",
       Route::direct_award_c,
       {{.kind = award, .on = "2026-04-10", .signed_on = "2026-03-25", .awarded_on_in_words = "2026-03-20"}},
       "2026-03-25"},
      {"direct award A has no intention to wait for",
       Route::direct_award_a,
       {{.kind = award, .on = "2026-04-10", .signed_on = "2026-02-20"}},
       "2026-02-20"},
  }));
  INFO(row.says);
  Situation s(row.route);
  for (const Notice& notice : row.notices) s.with(notice);
  const auto record = case_of(s.held);
  CHECK((record.awarded_on ? record.awarded_on->iso() : "") == row.awarded_on);
  CHECK((record.awarded_on || words_for(record, "awarded_on").empty()));
}

TEST_CASE("a blank in a notice is lacking, and what was not found is for a person to look for", "[domain][law][cases]") {
  struct Row {
    std::string says;
    Notice notice;
    std::string lacking;
    std::string unfound;
    std::string outcomes;
  };
  const auto row = GENERATE(values<Row>({
      {"all is there", {.kind = intention_to_award, .on = "2026-03-02"}, "", "", "PSR-24 pass, PSR-51 pass"},
      {"a template unfilled",
       {.kind = intention_to_award, .on = "2026-03-02", .placeholders = {"decision_makers"}},
       "decision_makers",
       "",
       "PSR-24 fail, PSR-51 pass"},
      {"prose without a known phrase",
       {.kind = intention_to_award, .on = "2026-03-02", .not_found = {"decision_makers", "conflicts"}},
       "",
       "decision_makers,conflicts",
       "PSR-24 question, PSR-51 question"},
      {"conflicts left blank",
       {.kind = intention_to_award, .on = "2026-03-02", .placeholders = {"conflicts"}},
       "conflicts",
       "",
       "PSR-24 fail, PSR-51 fail"},
      {"what Schedule 3 does not ask for",
       {.kind = intention_to_award, .on = "2026-03-02", .placeholders = {"service_dates", "value"}},
       "",
       "",
       "PSR-24 pass, PSR-51 pass"},
      {"contents that were not read",
       {.kind = intention_to_award, .on = "2026-03-02", .contents_read = false},
       "unread",
       "",
       "PSR-24 not_computable, PSR-51 not_computable"},
  }));
  INFO(row.says);
  Situation s(Route::direct_award_c);
  s.with(row.notice);
  const auto record = case_of(s.held);
  const CaseNotice& notice = record.notices->front();
  CHECK((notice.lacking_items ? joined(*notice.lacking_items) : "unread") == row.lacking);
  CHECK(joined(notice.unfound_items) == row.unfound);
  CHECK(outcomes_of(s.held, row.outcomes) == row.outcomes);
}

TEST_CASE("a field that is empty says more than words that were not found", "[domain][law][cases]") {
  Situation s(Route::direct_award_a);
  s.with({.kind = award, .on = "2026-04-10", .not_found = {"providers_and_addresses", "description_and_cpv", "title_and_reference"}});
  CHECK(joined(case_of(s.held).notices->front().unfound_items) == "title_and_reference,providers_and_addresses,description_and_cpv");
  CHECK(case_of(s.held).providers_without_address == std::vector<std::string>{});
  auto& supplier = s.last().awards[0].suppliers[0];
  supplier.address.clear();
  supplier.postcode.clear();
  s.last().cpv.clear();
  s.last().title.clear();
  CHECK(joined(*case_of(s.held).notices->front().lacking_items) == "title_and_reference,providers_and_addresses,description_and_cpv");
  CHECK(case_of(s.held).providers_without_address == std::vector<std::string>{"coh:01234567"});
  CHECK(outcomes_of(s.held, "PSR-33 , PSR-64 ") == "PSR-33 fail, PSR-64 fail");
  s.last().contents.clear(); // the words may hold the address, and nobody read them
  CHECK_FALSE(case_of(s.held).providers_without_address);
}

TEST_CASE("a corrigendum says again only what it corrects", "[domain][law][cases]") {
  Situation confirmed(Route::direct_award_c);
  confirmed.with({.kind = intention_to_award, .on = "2026-03-02", .not_found = {"value", "service_dates"}});
  std::vector<std::string> all_but_dates;
  for (const auto& item : content_items()) {
    if (item.name != "service_dates") all_but_dates.emplace_back(item.name);
  }
  confirmed.with({.kind = award, .on = "2026-04-10", .not_found = all_but_dates, .corrigendum = true});
  const auto record = case_of(confirmed.held);
  CHECK(joined(*record.notices->at(1).lacking_items) == "");
  CHECK(joined(record.notices->at(1).unfound_items) == "value"); // neither in the notice nor in the one that it confirms

  Situation corrected(Route::direct_award_c);
  corrected.with({.kind = intention_to_award, .on = "2026-03-02", .placeholders = {"decision_makers"}});
  CHECK(outcomes_of(corrected.held, "PSR-24 ") == "PSR-24 fail");
  corrected.with({.kind = intention_to_award, .on = "2026-03-04", .corrigendum = true});
  CHECK(outcomes_of(corrected.held, "PSR-24 ") == "PSR-24 pass");
}

TEST_CASE("a corrigendum of a notice that is not held lacks nothing but what it leaves blank", "[domain][law][cases]") {
  Situation s(Route::direct_award_c);
  s.with({.kind = award, .on = "2026-04-10", .not_found = {"service_dates", "conflicts", "conflicts_managed"}, .corrigendum = true});
  CHECK(outcomes_of(s.held, "PSR-33 , PSR-51 ") == "PSR-33 not_computable, PSR-51 not_computable");
  CHECK_FALSE(case_of(s.held).notices->front().lacking_items);
  s.with({.kind = award, .on = "2026-04-11", .placeholders = {"service_dates"}, .not_found = {"conflicts"}, .corrigendum = true});
  const CaseNotice second = case_of(s.held).notices->at(1);
  CHECK(joined(*second.lacking_items) == "service_dates");
  CHECK(second.unfound_items.empty());
}

TEST_CASE("facts of a notice come with its words, cut to what a finding shows", "[domain][law][cases]") {
  auto s = intended_and_confirmed();
  auto& intention = s.held.notices[0];
  intention.stated.representations_until = date("2026-03-12");
  intention.grounds.push_back({"stated_representations", "/description", "Representations by midnight on 12 March 2026."});
  intention.psr.deadline_words = std::string(299, 'x') + "\xC2\xA3 500";
  auto& confirmation = s.held.notices[1];
  confirmation.psr.processes = {Route::direct_award_c, Route::direct_award_c};
  confirmation.grounds.push_back({"processes_stated", "/description", "under direct award process C"});
  confirmation.psr.existing_provider = true;
  confirmation.grounds.push_back({"existing_provider", "/description", "the incumbent provider"});
  const auto record = case_of(s.held);
  CHECK(words_for(record, "stated_deadline") == std::vector<std::string>{"Representations by midnight on 12 March 2026."});
  CHECK(words_for(record, "awarded_on") == std::vector<std::string>{"awarded on 2026-03-20"});
  CHECK(words_for(record, "processes_stated") == std::vector<std::string>{"under direct award process C"});
  CHECK(words_for(record, "prior_providers") == std::vector<std::string>{"the incumbent provider"});
  CHECK(record.deadline_words == std::string(299, 'x')); // not half a pound sign
  CHECK(record.processes_stated == std::vector{Route::direct_award_c});

  const auto findings = openward::test::findings_of(s.held);
  const auto deadline = std::find_if(findings.begin(), findings.end(), [](const auto& f) { return f.rule == "PSR-26"; });
  REQUIRE(deadline != findings.end());
  CHECK(deadline->words == std::vector<std::string>{"Representations by midnight on 12 March 2026."});
}

TEST_CASE("a finding on contents shows the blank of that notice and of no other", "[domain][law][cases]") {
  Situation s(Route::direct_award_c);
  s.with({.kind = intention_to_award, .on = "2026-03-02", .placeholders = {"reasons_by_criteria"}});
  s.with({.kind = award, .on = "2026-04-10", .placeholders = {"service_dates"}});
  for (const auto& finding : openward::test::findings_of(s.held)) {
    if (finding.rule == "PSR-24") CHECK(finding.words == std::vector<std::string>{"[Add reasons_by_criteria]"});
    if (finding.rule == "PSR-33") CHECK(finding.words == std::vector<std::string>{"[Add service_dates]"});
    if (finding.rule == "PSR-25") CHECK(finding.outcome == openward::law::Outcome::fail); // a blank addresses no criterion
  }
}

TEST_CASE("what neither a notice nor a record tells stays absent", "[domain][law][cases]") {
  const auto record = case_of(intended_and_confirmed().held);
  CHECK_FALSE(record.notices->front().submitted_on);
  CHECK(record.notices_complete == false);
  CHECK_FALSE(record.decided_on);
  CHECK_FALSE(record.representations_received);
  CHECK_FALSE(record.changes_attributable);
  CHECK_FALSE(record.criteria_addressed);
  CHECK_FALSE(record.earlier_awards);
  CHECK_FALSE(record.prior_providers);
  CHECK_FALSE(record.excluded_providers);
  CHECK_FALSE(record.record_paragraphs);
  CHECK_FALSE(record.ends_with_options);
  CHECK(record.modifications->empty());
  CHECK(record.procedure_started_on == date("2026-03-02"));
  CHECK(record.legacy_procedure == false);
  CHECK(record.concludes_framework == false);
  CHECK(record.buyer == "ods:QZZ");
  CHECK(record.providers == std::vector<std::string>{"coh:01234567"});
  CHECK(record.claims_psr == true);
  CHECK(record.notice_form == "CELEX");
  CHECK(record.cites_other_procedure == false);

  Situation bare(Route::unknown);
  bare.held.buyer.reset();
  bare.held.providers.clear();
  bare.held.award.cpv.clear();
  bare.held.award.net_pence.reset();
  const auto empty = case_of(bare.held);
  CHECK_FALSE(empty.buyer_kind);
  CHECK_FALSE(empty.providers);
  CHECK_FALSE(empty.lifetime_value);
  CHECK_FALSE(empty.claims_psr);
  CHECK(empty.notices->empty());
}
