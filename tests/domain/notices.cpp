#include "tests/domain/notices.h"

#include "tests/support/catch.h"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace openward::test {
namespace {

std::optional<Date> day(const std::string& iso) { return iso.empty() ? std::nullopt : std::optional(*Date::parse(iso)); }

std::string text(const std::optional<Date>& date) { return date ? date->iso() : "-"; }

std::string text(const std::optional<ValueReading>& value) {
  if (!value) return "-";
  const auto pence = value->net_pence ? value->net_pence : value->gross_pence;
  const std::string amount = pence ? Money{*pence, value->currency}.decimal() : "?";
  return amount + (value->kind == ValueKind::unknown ? "" : " " + std::string(to_string(value->kind)));
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string result;
  for (const std::string& word : words) result.append(result.empty() ? "" : between).append(word);
  return result;
}

std::string suppliers_of(const FoldedAward& award) {
  std::vector<std::string> names;
  for (const PartyReading& supplier : award.suppliers) names.push_back(supplier.name);
  return names.empty() ? "nobody" : joined(names, " and ");
}

} // namespace

PartyReading party(std::string_view given) {
  PartyReading result;
  std::istringstream words{std::string(given)};
  for (std::string word; words >> word;) {
    if (word.find(':') != std::string::npos)
      result.identifiers.push_back(*Identifier::parse(word));
    else
      result.name += (result.name.empty() ? "" : " ") + word;
  }
  return result;
}

ValueReading pounds(std::int64_t whole) {
  ValueReading value;
  value.net_pence = whole * 100;
  value.as_published = std::to_string(whole);
  return value;
}

ValueReading placeholder() {
  ValueReading value;
  value.net_pence = 1;
  value.as_published = "0.01";
  return value;
}

AwardReading award(AwardSpec spec) {
  AwardReading result;
  result.award_id = std::move(spec.id);
  result.status = std::move(spec.status);
  for (const std::string& supplier : spec.suppliers) result.suppliers.push_back(party(supplier));
  result.lots = std::move(spec.lots);
  result.value = std::move(spec.value);
  result.decided_on = day(spec.decided_on);
  return result;
}

ContractReading contract(ContractSpec spec) {
  ContractReading result;
  result.contract_id = spec.award_id;
  result.award_id = std::move(spec.award_id);
  result.status = std::move(spec.status);
  result.value = std::move(spec.value);
  result.signed_on = day(spec.signed_on);
  result.starts = day(spec.starts);
  result.ends = day(spec.ends);
  return result;
}

NoticeReading notice(NoticeSpec spec) {
  NoticeReading result;
  result.ocid = "ocds-test-1";
  result.release_id = std::move(spec.release_id);
  result.published = *Instant::parse(spec.on + "T12:00:00Z");
  result.kind = spec.kind;
  result.makes_award = spec.makes_award;
  result.awards = std::move(spec.awards);
  result.contracts = std::move(spec.contracts);
  result.route = spec.route;
  result.regime = spec.regime;
  result.tender_class = tender_class_of(spec.route);
  result.tags = std::move(spec.tags);
  result.form = std::move(spec.form);
  result.framework = spec.framework;
  return result;
}

NoticeReading decision(std::string release_id, std::string on, std::vector<AwardReading> awards) {
  return notice({std::move(release_id),
                 std::move(on),
                 NoticeKind::award,
                 true,
                 std::move(awards),
                 {},
                 Route::unknown,
                 Regime::pa2023,
                 {"award", "contract"},
                 "UK6"});
}

NoticeReading details(std::string release_id, std::string on, std::vector<AwardReading> awards, std::vector<ContractReading> contracts) {
  return notice({std::move(release_id),
                 std::move(on),
                 NoticeKind::contract_details,
                 true,
                 std::move(awards),
                 std::move(contracts),
                 Route::pa_open,
                 Regime::pa2023,
                 {"award", "contract"},
                 "UK7"});
}

NoticeReading intention(std::string release_id, std::string on, std::vector<AwardReading> awards) {
  return notice({std::move(release_id),
                 std::move(on),
                 NoticeKind::intention_to_award,
                 false,
                 std::move(awards),
                 {},
                 Route::direct_award_c,
                 Regime::psr,
                 {"award", "contract"},
                 "CELEX"});
}

NoticeReading confirmation(std::string release_id, std::string on) {
  return notice({std::move(release_id),
                 std::move(on),
                 NoticeKind::award,
                 true,
                 {},
                 {},
                 Route::direct_award_c,
                 Regime::psr,
                 {"tenderUpdate"},
                 "CELEX"});
}

std::string rendered(const Procurement& p) {
  std::ostringstream out;
  for (const FoldedAward& a : p.awards) {
    out << a.key.release_id << "/" << a.key.award_id << " " << suppliers_of(a) << ", " << text(a.value) << ", " << to_string(a.regime)
        << " " << to_string(a.route) << " " << to_string(a.tender_class) << ", awarded " << text(a.awarded_on) << " signed "
        << text(a.signed_on) << " term " << text(a.starts) << ".." << text(a.ends) << ", published " << a.published_on.iso() << ", "
        << to_string(a.state) << (a.has_contract ? " with contract" : "") << ", told by " << joined(a.releases, " ") << "\n";
  }
  for (const FoldedModification& m : p.modifications) {
    out << "  " << m.release_id << " changes " << m.award.release_id << "/" << m.award.award_id << " on " << m.published_on.iso()
        << ": value " << text(m.value_after) << " end " << text(m.new_end) << "\n";
  }
  return out.str();
}

Procurement folded(std::vector<NoticeReading> notices) {
  const auto whole = [](const Procurement& p) {
    std::ostringstream out;
    out << p.ocid << p.title << p.description << p.reference << to_string(p.regime) << to_string(p.route) << to_string(p.tender_class)
        << to_string(p.scope) << p.framework << to_string(p.latest_kind) << p.first_published.iso() << p.latest_published.iso()
        << (p.buyer ? p.buyer->name : "") << text(p.estimate) << joined(p.cpv, " ") << rendered(p);
    return out.str();
  };
  const Procurement first = fold(notices);
  std::vector<std::size_t> order(notices.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  while (std::next_permutation(order.begin(), order.end())) {
    std::vector<NoticeReading> shuffled;
    for (const std::size_t i : order) shuffled.push_back(notices[i]);
    if (whole(fold(std::move(shuffled))) != whole(first))
      FAIL("another order of the notices gives another procurement than\n" << rendered(first));
  }
  return first;
}

} // namespace openward::test
