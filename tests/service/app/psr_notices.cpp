#include "psr_notices.h"

namespace openward::test {
namespace {

constexpr const char* address = R"("address":{"streetAddress":"1 Invented Street","locality":"Nowhere","postalCode":"ZZ99 9ZZ"})";

std::string words_of(const PsrNotice& n) {
  if (n.intention) {
    return "This is a Provider Selection Regime (PSR) intention to award notice. The awarding of this contract is subject to the Health "
           "Care Services (Provider Selection Regime) Regulations 2023. The contract is intended to be awarded using " +
           n.process + ". " + n.words;
  }
  return "This is a Provider Selection Regime (PSR) confirmation of contract award notice. The contract was formally awarded using " +
         n.process + ". " + n.words;
}

std::string release(const PsrNotice& n) {
  const std::string at = "T12:00:00Z";
  const std::string decided = (n.decided_on.empty() ? n.on : n.decided_on) + at;
  const std::string words = words_of(n);
  return R"({"ocid":")" + n.ocid + R"(","id":")" + n.id + R"(","date":")" + n.on + at + R"(","tag":["award","contract"],"description":")" +
         words + R"(","initiationType":"tender","tender":{"id":")" + n.reference +
         R"(","legalBasis":{"id":"32014L0024","scheme":"CELEX"},"title":")" + n.title +
         R"(","status":"complete","classification":{"scheme":"CPV","id":"85121100"},"description":")" + n.title +
         R"( for one invented place.","procurementMethod":"limited","procurementMethodRationale":")" + words +
         R"("},"parties":[{"id":"b","name":"Invented Integrated Care Board","identifier":{"scheme":"GB-COH","id":"09999999"},)" + address +
         R"(,"roles":["buyer"]},{"id":"s","name":")" + n.provider + R"(","identifier":{"scheme":"GB-COH","id":")" + n.number + R"("},)" +
         address + R"(,"roles":["supplier"]}],"buyer":{"id":"b","name":"Invented Integrated Care Board"},"awards":[{"id":"1","status":)" +
         R"("active","title":")" + n.title + R"(","suppliers":[{"id":"s","name":")" + n.provider + R"("}],"date":")" + decided +
         R"("}],"contracts":[{"id":"1","awardID":"1","status":"active","value":{"amount":250000,"currency":"GBP"},"dateSigned":")" +
         decided + R"(","period":{"startDate":")" + n.starts + at + R"(","endDate":")" + n.ends + at + R"("}}]})";
}

} // namespace

std::string package(const std::vector<PsrNotice>& notices) {
  std::string out = R"({"version":"1.1","releases":[)";
  for (const PsrNotice& notice : notices) out += (out.back() == '[' ? "" : ",") + release(notice);
  return out + "]}";
}

} // namespace openward::test
