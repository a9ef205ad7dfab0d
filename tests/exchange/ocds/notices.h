#pragma once
// Notices for the tests of this folder: files of our own, and small releases put together from sentences. Plain functions.

#include "exchange/ocds/release_reader.h"
#include "tests/support/catch.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace openward::test {

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE(in.is_open());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string fixture(const std::string& name) {
  return bytes_of(std::filesystem::path(OPENWARD_SOURCE_DIR) / "tests/exchange/ocds/fixtures" / name);
}

/// Everything a file gave.
struct ReadFile {
  exchange::ReleaseFileSummary summary{};
  std::vector<std::string> pointers;
  std::vector<std::string> releases;
  std::vector<std::uint64_t> offsets;
  std::vector<exchange::RefusedRelease> refused;
  std::optional<Error> error{};
};

inline ReadFile read_file(std::string_view bytes) {
  ReadFile file;
  exchange::ReleaseSink sink;
  sink.release = [&](const exchange::RawRelease& r) -> Result<> {
    file.pointers.push_back(r.pointer);
    file.releases.emplace_back(r.json);
    file.offsets.push_back(r.offset);
    return Done{};
  };
  sink.refused = [&](exchange::RefusedRelease r) { file.refused.push_back(std::move(r)); };
  const auto summary = exchange::read_releases(bytes, sink);
  if (summary)
    file.summary = *summary;
  else
    file.error = summary.error();
  return file;
}

inline NoticeReading notice_of(std::string_view release) {
  const auto notice = exchange::read_notice(release);
  INFO((notice ? std::string() : notice.error().message));
  REQUIRE(notice);
  return *notice;
}

/// The notices of a file of ours, all of which must be readable.
inline std::vector<NoticeReading> notices_of(const std::string& name) {
  const auto file = read_file(fixture(name));
  REQUIRE_FALSE(file.error);
  std::vector<NoticeReading> notices;
  for (const auto& r : file.releases) notices.push_back(notice_of(r));
  return notices;
}

/// A release put together from what a test is about. Texts must not hold quotation marks or backslashes.
struct Draft {
  std::string tags = R"("award","contract")";
  std::string basis = R"({"scheme":"CELEX","id":"32014L0024"})";
  std::string method = "limited";
  std::string details = "Award procedure without prior publication of a call for competition";
  std::string statement{};
  std::string rationale{};
  std::string description{};
  std::string title = "A service";
  std::string lot{};
  std::string cpv = "85100000";
  std::string buyer = "NHS Northmere Integrated Care Board";
  std::string region = "UKE11";
  std::string amendment{};   // newValue.text
  std::string replaced{};    // oldValue.text
  std::string more_tender{}; // further members, each with a comma before it
  std::string notice_type{}; // "UK6"
  bool award = true;
  std::string award_status = "active";
  std::string ocid = "ocds-h6vhtk-0dd001";

  std::string json() const {
    std::string s = R"({"ocid":")" + ocid + R"(","id":"400001-2026","date":"2026-05-20T09:00:00+01:00","tag":[)" + tags +
                    R"(],"initiationType":"tender","description":")" + statement;
    s += R"(","parties":[{"id":"b","name":")" + buyer + R"(","address":{"region":")" + region +
         R"("},"roles":["buyer"]},{"id":"s","name":"PSR Medical Limited","roles":["supplier"]}],"buyer":{"id":"b","name":")" + buyer +
         R"("},)";
    s += R"("tender":{"id":"PSR-77","title":")" + title + R"(","description":")" + description + R"(","procurementMethodRationale":")" +
         rationale + R"(","classification":{"scheme":"CPV","id":")" + cpv + R"("},"lots":[{"id":"1","description":")" + lot + R"("}])";
    if (!basis.empty()) s += R"(,"legalBasis":)" + basis;
    if (!method.empty()) s += R"(,"procurementMethod":")" + method + '"';
    if (!details.empty()) s += R"(,"procurementMethodDetails":")" + details + '"';
    if (!amendment.empty())
      s += R"(,"amendments":[{"id":"1","unstructuredChanges":[{"oldValue":{"text":")" + replaced + R"("},"newValue":{"text":")" +
           amendment + R"("}}]}])";
    const std::string documents = notice_type.empty() ? "" : R"(,"documents":[{"id":"400001-2026","noticeType":")" + notice_type + R"("}])";
    if (!award) s += documents;
    s += more_tender + '}';
    if (award)
      s += R"(,"awards":[{"id":"1","status":")" + award_status + R"(","suppliers":[{"id":"s","name":"PSR Medical Limited"}])" + documents +
           "}]";
    return s + '}';
  }
  NoticeReading read() const { return notice_of(json()); }
};

inline const std::string under_the_act = R"({"scheme":"UKPGA","id":"2023/54"})";
inline const std::string psr_sentence = "The award is subject to the Health Care Services (Provider Selection Regime) Regulations 2023. ";

} // namespace openward::test
