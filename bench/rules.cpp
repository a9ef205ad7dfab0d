// How long all rules of the catalogue take over many cases, in processor time on one core. The cases are made from a fixed sequence: awards
// under every process, with notices, modifications and gaps in what is known, as a register holds them. Build it as Release.
//
//   bench_rules REFERENCE-FOLDER [CASES]

#include "domain/law/calendar/standstill.h"
#include "domain/law/rules/rule_book.h"
#include "exchange/reference/reference_reader.h"
#include "exchange/reference/rules_table.h"

#include <time.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace {

using openward::Date;
using openward::NoticeKind;
using openward::Route;
using openward::law::CaseRecord;

constexpr std::array processes{Route::direct_award_a,
                               Route::direct_award_b,
                               Route::direct_award_c,
                               Route::most_suitable_provider,
                               Route::competitive_process,
                               Route::framework_call_off_direct,
                               Route::urgent_award,
                               Route::framework_call_off_competed,
                               Route::unknown};

std::chrono::nanoseconds now() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec);
}

/// Numbers of a linear congruential sequence, the same in every run.
class Sequence {
 public:
  int below(int n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(n));
  }
  bool one_in(int n) { return below(n) == 0; }

 private:
  std::uint64_t state_ = 20240101;
};

CaseRecord case_of(Sequence& numbers, int number) {
  CaseRecord c;
  c.subject = "award:" + std::to_string(number);
  const Date intended = Date::create(2024, 1, 2)->plus_days(numbers.below(1000));
  c.process = processes.at(static_cast<std::size_t>(numbers.below(static_cast<int>(processes.size()))));
  c.buyer = "ods:QHM";
  c.buyer_kind = openward::law::AuthorityKind::integrated_care_board;
  c.main_cpv = numbers.one_in(4) ? "85000000" : "85121100";
  c.procedure_started_on = intended.plus_days(-60);
  c.legacy_procedure = false;
  c.processes_stated = std::vector{*c.process};
  c.providers = std::vector<std::string>{"coh:0" + std::to_string(1000000 + numbers.below(900000))};
  c.prior_providers = c.providers;
  c.prior_ends = intended.plus_days(40);
  c.prior_value = 100'000'00LL * numbers.below(100);
  c.lifetime_value = 100'000'00LL * numbers.below(130);
  if (!numbers.one_in(3)) c.changes_attributable = true;
  c.starts = intended.plus_days(41);
  c.ends = intended.plus_days(400);
  c.awarded_on = intended.plus_days(10 + numbers.below(20));
  c.contract_known = true;
  c.claims_psr = true;
  c.notice_form = "CELEX";
  c.representations_received = numbers.one_in(20) ? 1 : 0;
  if (*c.representations_received == 1) c.further_decisions = std::vector{intended.plus_days(14)};
  c.stated_deadline = intended.plus_days(13);
  const std::vector<std::string> lacking =
      numbers.one_in(2) ? std::vector<std::string>{"providers_and_addresses"} : std::vector<std::string>{};
  c.notices = std::vector<openward::law::CaseNotice>{{NoticeKind::intention_to_award, {}, intended, lacking},
                                                     {NoticeKind::award, {}, c.awarded_on->plus_days(numbers.below(40)), lacking}};
  c.modifications.emplace();
  for (int i = numbers.below(4); i > 0; --i) {
    openward::law::CaseModification m;
    m.modified_on = c.starts->plus_days(60 * i);
    m.ground = openward::ModificationGround::authority_decision;
    m.value_change = 50'000'00LL * numbers.below(8);
    m.attributable = true;
    m.materially_different = false;
    c.modifications->push_back(m);
  }
  c.words = {{"stated_deadline", "Representations by midnight on the day given."}, {"process", "the direct award process"}};
  return c;
}

openward::law::Surroundings surroundings_of(const openward::exchange::ReferenceData& reference,
                                            const openward::law::BankHolidays& holidays) {
  openward::law::Surroundings around;
  around.working_days.standstill_end = [&holidays](Date published) -> openward::Result<Date> {
    const auto period = openward::law::standstill(published, holidays);
    if (!period) return period.error();
    return period->ends;
  };
  around.working_days.add_working_days = [&holidays](Date day, int n) { return openward::law::add_working_days(day, n, holidays); };
  for (const auto& code : reference.health_service_codes) around.schedule_1.emplace(code.code, code.condition);
  around.checked_on = *Date::create(2027, 3, 1);
  return around;
}

int failed(const openward::Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return 2;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: bench_rules REFERENCE-FOLDER [CASES]\n");
    return 2;
  }
  int cases = 100000;
  const std::string count = argc == 3 ? argv[2] : "100000";
  const auto [end, fault] = std::from_chars(count.data(), count.data() + count.size(), cases);
  if (fault != std::errc{} || end != count.data() + count.size() || cases < 1) {
    std::fprintf(stderr, "%s is not a number of cases; give a whole number from 1\n", count.c_str());
    return 2;
  }
  const auto reference = openward::exchange::read_reference(argv[1]);
  if (!reference) return failed(reference.error());
  auto rules = openward::exchange::read_rules(argv[1]);
  if (!rules) return failed(rules.error());
  const auto book = openward::law::RuleBook::create(*std::move(rules));
  if (!book) return failed(book.error());
  std::vector<openward::law::Holiday> days;
  for (const auto& holiday : reference->bank_holidays) days.push_back({holiday.date, holiday.name});
  const auto holidays = openward::law::BankHolidays::create(std::move(days), "bank-holidays-england.tsv");
  if (!holidays) return failed(holidays.error());
  const auto around = surroundings_of(*reference, *holidays);

  Sequence numbers;
  std::array<std::int64_t, 4> outcomes{};
  std::chrono::nanoseconds spent{};
  for (int number = 0; number < cases; ++number) {
    const CaseRecord record = case_of(numbers, number);
    const auto start = now();
    const auto findings = book->check(record, around);
    spent += now() - start;
    for (const auto& finding : findings) ++outcomes.at(static_cast<std::size_t>(finding.outcome));
  }
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(spent).count();
  std::printf("%d cases, %zu rules: %lld.%03lld s; pass %lld, question %lld, fail %lld, not computable %lld\n", cases, book->rules().size(),
              static_cast<long long>(milliseconds / 1000), static_cast<long long>(milliseconds % 1000), static_cast<long long>(outcomes[0]),
              static_cast<long long>(outcomes[1]), static_cast<long long>(outcomes[2]), static_cast<long long>(outcomes[3]));
}
