#include "bench/psr_releases.h"

#include "domain/date.h"

#include <array>

namespace openward::bench {
namespace {

struct Process {
  const char* name; // as notices call it
  bool intended;    // an intention is published first
};
constexpr std::array processes{Process{"Direct Award Process A", false}, Process{"Direct Award Process B", false},
                               Process{"Direct Award Process C", true}, Process{"the Most Suitable Provider Process", true},
                               Process{"the Competitive Process", true}};
constexpr std::array services{
    "Community audiology", "Urgent treatment centre", "Talking therapies", "Community diagnostics", "Wound care", "Podiatry",
    "Hospice at home",     "Patient transport"};
constexpr std::array codes{"85121100", "85100000", "85121270", "85150000", "85141000", "85142000", "85110000", "85143000"};

constexpr int authorities = 90;
constexpr int providers = 2500;

template <typename List>
auto pick(const List& list, int n) {
  return list.at(static_cast<std::size_t>(n) % list.size());
}

std::string padded(int n, std::size_t width) {
  std::string digits = std::to_string(n);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

/// All that the notices of one procurement say, from its number alone.
struct Facts {
  explicit Facts(int n) : number(n) {
    intended_on = Date::create(2024, 1, 8)->plus_days(n % 800);
    awarded_on = intended_on.plus_days(process().intended ? 6 + n % 20 : 0);
    starts = awarded_on.plus_days(n % 60 - 10);
    ends = starts.plus_days(365 * (1 + n % 5) - 1);
  }
  const Process& process() const { return processes.at(static_cast<std::size_t>(number) % processes.size()); }
  std::string service() const { return pick(services, number / 3); }
  std::string code() const { return pick(codes, number / 3); }
  std::string authority() const { return "Invented Integrated Care Board " + std::to_string(number % authorities); }
  std::string provider() const { return "Invented Care " + std::to_string(number % providers) + " Limited"; }
  std::string pounds() const { return std::to_string(50000 + number % 4000 * 1000); }

  int number;
  Date intended_on, awarded_on, starts, ends;
};

std::string intention_words(const Facts& f) {
  return "This is a Provider Selection Regime (PSR) intention to award notice. The awarding of this contract is subject to the Health "
         "Care Services (Provider Selection Regime) Regulations 2023. The contract is intended to be awarded using " +
         std::string(f.process().name) + ". The approximate lifetime value of the contract is GBP " + f.pounds() +
         ". The decision was made by the commissioning committee. No conflicts of interest were declared, so none had to be managed. "
         "Quality and innovation: the service meets every standard. Value: its prices lie below the median. Integration, collaboration "
         "and service sustainability: it works with all practices. Improving access, reducing health inequalities and facilitating "
         "choice: it opens on Saturdays. Social value: it trains local staff. Written representations may be made by midnight on " +
         f.intended_on.plus_days(11 + f.number % 4).iso() + ".";
}

std::string award_words(const Facts& f) {
  return "This is a Provider Selection Regime (PSR) confirmation of contract award notice. The contract was formally awarded using " +
         std::string(f.process().name) + ". The lifetime value of the contract is GBP " + f.pounds() +
         ". The decision was made by the commissioning committee. No conflicts of interest were declared, so none had to be managed. " +
         (f.number % 7 == 0 ? "Services have been delivered on an implied contract. " : "") + "The provider is the existing provider.";
}

std::string party(const std::string& id, const std::string& name, const char* role) {
  return R"({"id":")" + id + R"(","name":")" + name + R"(","identifier":{"scheme":"GB-COH","id":")" + id.substr(7) +
         R"("},"address":{"streetAddress":"1 Invented Street","locality":"Nowhere","postalCode":"ZZ99 9ZZ"},"roles":[")" + role + R"("]})";
}

std::string release(const Facts& f, bool intention) {
  const std::string key = padded(f.number, 6);
  const std::string id = key + (intention ? "a-" : "b-") + "2026";
  const std::string buyer = "GB-COH-9" + padded(f.number % authorities, 7);
  const std::string supplier = "GB-COH-0" + padded(f.number % providers, 7);
  const Date published = intention ? f.intended_on : f.awarded_on.plus_days(f.number % 37);
  const std::string words = intention ? intention_words(f) : award_words(f);
  const std::string at = "T10:00:00Z";
  return R"({"ocid":"ocds-invented-)" + key + R"(","id":")" + id + R"(","date":")" + published.iso() + at +
         R"(","tag":["award","contract"],"description":")" + words + R"(","initiationType":"tender","tender":{"id":"INV-)" + key +
         R"(","legalBasis":{"id":"32014L0024","scheme":"CELEX"},"title":")" + f.service() + " " + std::to_string(f.number % authorities) +
         R"(","status":"complete","classification":{"scheme":"CPV","id":")" + f.code() + R"("},"description":")" + f.service() +
         R"( for the people of one invented place.","procurementMethod":"limited","procurementMethodRationale":")" + words +
         R"("},"parties":[)" + party(buyer, f.authority(), "buyer") + "," + party(supplier, f.provider(), "supplier") +
         R"(],"buyer":{"id":")" + buyer + R"(","name":")" + f.authority() + R"("},"awards":[{"id":"1","status":"active","title":")" +
         f.service() + R"(","suppliers":[{"id":")" + supplier + R"(","name":")" + f.provider() + R"("}],"date":")" +
         (intention ? f.intended_on : f.awarded_on).iso() + at +
         R"("}],"contracts":[{"id":"1","awardID":"1","status":"active","value":{"amount":)" + f.pounds() +
         R"(,"currency":"GBP"},"dateSigned":")" + (intention ? f.intended_on : f.awarded_on).iso() + at + R"(","period":{"startDate":")" +
         f.starts.iso() + at + R"(","endDate":")" + f.ends.iso() + at + R"("}}]})";
}

} // namespace

std::vector<std::string> releases_of(int n) {
  const Facts facts(n);
  std::vector<std::string> out;
  if (facts.process().intended) out.push_back(release(facts, true));
  out.push_back(release(facts, false));
  return out;
}

std::string package_of(int first, int count) {
  std::string out = R"({"version":"1.1","releases":[)";
  for (int n = first; n < first + count; ++n) {
    for (const std::string& one : releases_of(n)) out += (out.back() == '[' ? "" : ",") + one;
  }
  return out + "]}";
}

} // namespace openward::bench
