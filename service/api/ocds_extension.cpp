// The register's extension of OCDS, as files that the packages point to.

#include "embedded/ocds_psr.h"
#include "service/api/ocds.h"
#include "service/api/reply.h"

#include <algorithm>
#include <array>

namespace openward::api {
namespace {

using http::Response;

struct Codelist {
  std::string_view name;
  std::string_view content;
};

const auto& codelists() {
  static const auto lists = std::to_array<Codelist>({
      {"choice.csv", embedded::api_spec_ocds_psr_codelists_choice_csv},
      {"classEvidence.csv", embedded::api_spec_ocds_psr_codelists_classEvidence_csv},
      {"modificationGround.csv", embedded::api_spec_ocds_psr_codelists_modificationGround_csv},
      {"noticeKind.csv", embedded::api_spec_ocds_psr_codelists_noticeKind_csv},
      {"process.csv", embedded::api_spec_ocds_psr_codelists_process_csv},
      {"providerClass.csv", embedded::api_spec_ocds_psr_codelists_providerClass_csv},
      {"regime.csv", embedded::api_spec_ocds_psr_codelists_regime_csv},
      {"route.csv", embedded::api_spec_ocds_psr_codelists_route_csv},
      {"state.csv", embedded::api_spec_ocds_psr_codelists_state_csv},
      {"step.csv", embedded::api_spec_ocds_psr_codelists_step_csv},
      {"tenderClass.csv", embedded::api_spec_ocds_psr_codelists_tenderClass_csv},
      {"valueKind.csv", embedded::api_spec_ocds_psr_codelists_valueKind_csv},
      {"vat.csv", embedded::api_spec_ocds_psr_codelists_vat_csv},
  });
  return lists;
}

Response file(const Call& call, std::string_view media_type, std::string_view content) {
  const std::string etag = etag_of(content);
  if (none_match(call.request, etag)) return not_modified(etag);
  Response response;
  response.media_type = media_type;
  response.body = content;
  response.set_header("ETag", etag);
  return response;
}

Response codelist(const Call& call) {
  const std::string& name = call.values.front();
  const auto* found = std::find_if(codelists().begin(), codelists().end(), [&](const Codelist& one) { return one.name == name; });
  if (found != codelists().end()) return file(call, "text/plain; charset=utf-8", found->content);
  std::string names;
  for (const Codelist& one : codelists()) names += (names.empty() ? "" : ", ") + std::string(one.name);
  return refuse(call, Error{ErrorKind::not_found, "There is no codelist " + name + ". There are " + names + ".", {}, {}});
}

Route page(std::string pattern, std::string operation, std::string_view media_type, std::string_view content) {
  return {"GET",
          std::move(pattern),
          std::move(operation),
          [media_type, content](const Call& call) { return file(call, media_type, content); },
          {},
          false,
          true};
}

} // namespace

std::vector<Route> ocds_extension_routes() {
  constexpr std::string_view json = "application/json";
  constexpr std::string_view markdown = "text/markdown; charset=utf-8";
  return {page("/ocds/policy", "ocds_policy", markdown, embedded::api_spec_ocds_psr_policy_md),
          page("/ocds/psr", "ocds_extension_page", markdown, embedded::api_spec_ocds_psr_README_md),
          page("/ocds/psr/extension.json", "ocds_extension", json, embedded::api_spec_ocds_psr_extension_json),
          page("/ocds/psr/release-schema.json", "ocds_extension_release_schema", json, embedded::api_spec_ocds_psr_release_schema_json),
          page("/ocds/psr/release-package-schema.json", "ocds_extension_release_package_schema", json,
               embedded::api_spec_ocds_psr_release_package_schema_json),
          page("/ocds/psr/record-package-schema.json", "ocds_extension_record_package_schema", json,
               embedded::api_spec_ocds_psr_record_package_schema_json),
          {"GET", "/ocds/psr/codelists/{id}", "ocds_extension_codelist", codelist, {}, false, true}};
}

} // namespace openward::api
