#include "bench/pcr_releases.h"

#include "bench/psr_releases.h"
#include "domain/date.h"

#include <array>

namespace openward::bench {
namespace {

constexpr int authorities = 400;
constexpr int providers = 20'000;
constexpr int every_psr = 20;
constexpr int days = 3650; // from April 2014, so that all lie before the Procurement Act

struct Procedure {
  const char* method;
  const char* details;
};
constexpr std::array procedures{Procedure{"open", "Open procedure"},
                                Procedure{"open", "Open procedure"},
                                Procedure{"selective", "Restricted procedure"},
                                Procedure{"selective", "Competitive procedure with negotiation"},
                                Procedure{"limited", "Award procedure without prior publication of a call for competition"},
                                Procedure{"selective", "Call-off from a framework agreement"}};

struct Service {
  const char* title;
  const char* code;
};
constexpr std::array services{Service{"Elective orthopaedic care", "85111000"},  Service{"Community diagnostics", "85150000"},
                              Service{"Patient transport", "85143000"},          Service{"Adult hearing care", "85121240"},
                              Service{"Supported living", "85311000"},           Service{"School nursing", "85141200"},
                              Service{"Substance misuse treatment", "85312500"}, Service{"Ophthalmology", "85121281"},
                              Service{"Nursing home places", "85144100"},        Service{"Physiotherapy", "85142100"}};
constexpr std::array endings{"Limited", "NHS Foundation Trust", "CIC", "LLP", "Hospice", "Surgery", "Limited", "Limited"};

std::string padded(int n, std::size_t width) {
  const std::string digits = std::to_string(n);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

template <typename List>
auto pick(const List& list, int n) {
  return list.at(static_cast<std::size_t>(n) % list.size());
}

std::string party(const std::string& id, const std::string& name, const char* role) {
  return R"({"id":"GB-COH-)" + id + R"(","name":")" + name + R"(","identifier":{"scheme":"GB-COH","id":")" + id +
         R"("},"address":{"locality":"Nowhere","postalCode":"ZZ99 9ZZ"},"roles":[")" + role + R"("]})";
}

} // namespace

std::string pcr_release_of(int n) {
  const int a = n * 7 % authorities;
  const int p = static_cast<int>(n * 7919LL % providers);
  const Service service = pick(services, n / 11);
  const Procedure procedure = pick(procedures, n / 3);
  const Date awarded = Date::create(2014, 4, 1)->plus_days(static_cast<int>(n * 13LL % days));
  const std::string at = "T10:00:00Z";
  const std::string key = padded(n, 7);
  const std::string authority = "Invented Health Authority " + std::to_string(a);
  const std::string provider = "Invented Services " + std::to_string(p) + " " + pick(endings, p);
  const std::string buyer = "8" + padded(a, 7);
  const std::string supplier = "7" + padded(p, 7);
  const std::string title = std::string(service.title) + " for area " + std::to_string(n / 90);
  return R"({"ocid":"ocds-invented-p)" + key + R"(","id":")" + key + R"(-2024","date":")" + awarded.plus_days(20 + n % 40).iso() + at +
         R"(","tag":["award","contract"],"initiationType":"tender","tender":{"id":"INP-)" + key +
         R"(","legalBasis":{"id":"32014L0024","scheme":"CELEX"},"title":")" + title +
         R"(","status":"complete","classification":{"scheme":"CPV","id":")" + service.code + R"("},"description":")" + service.title +
         R"( for the people of one invented place, let under the Public Contracts Regulations 2015.","procurementMethod":")" +
         procedure.method + R"(","procurementMethodDetails":")" + procedure.details + R"("},"parties":[)" +
         party(buyer, authority, "buyer") + "," + party(supplier, provider, "supplier") + R"(],"buyer":{"id":"GB-COH-)" + buyer +
         R"(","name":")" + authority + R"("},"awards":[{"id":"1","status":"active","title":")" + title +
         R"(","suppliers":[{"id":"GB-COH-)" + supplier + R"(","name":")" + provider + R"("}],"value":{"amount":)" +
         std::to_string(20'000 + n % 7919 * 911) + R"(,"currency":"GBP"},"date":")" + awarded.iso() + at +
         R"("}],"contracts":[{"id":"1","awardID":"1","status":"active","dateSigned":")" + awarded.iso() + at +
         R"(","period":{"startDate":")" + awarded.plus_days(30).iso() + at + R"(","endDate":")" +
         awarded.plus_days(30 + 365 * (1 + n % 5)).iso() + at + R"("}}]})";
}

std::string national_package_of(int first, int count) {
  std::string out = R"({"version":"1.1","releases":[)";
  const auto add = [&out](const std::string& one) { out += (out.back() == '[' ? "" : ",") + one; };
  for (int n = first; n < first + count; ++n) {
    if (n % every_psr != 0) {
      add(pcr_release_of(n));
      continue;
    }
    for (const std::string& one : releases_of(n / every_psr)) add(one);
  }
  return out + "]}";
}

} // namespace openward::bench
