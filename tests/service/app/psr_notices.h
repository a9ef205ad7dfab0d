#pragma once
// Notices under the Provider Selection Regime for tests, as releases of one package. Everything in them is invented.

#include <string>
#include <vector>

namespace openward::test {

struct PsrNotice {
  std::string ocid = "ocds-test-000001";
  std::string id = "000001-2025";
  std::string on;         // published, "2025-06-30"
  bool intention = false; // else it confirms an award
  std::string process = "Direct Award Process C";
  std::string decided_on{}; // awards[].date and dateSigned; the day of publication where empty
  std::string starts = "2025-09-01";
  std::string ends = "2027-08-31";
  std::string reference = "TEST-1";
  std::string provider = "Invented Hearing Care Ltd";
  std::string number = "01234567"; // at Companies House
  std::string title = "Community audiology";
  std::string words{}; // after the opening sentences
};

/// As a release package, ready for an importer.
std::string package(const std::vector<PsrNotice>& notices);

} // namespace openward::test
