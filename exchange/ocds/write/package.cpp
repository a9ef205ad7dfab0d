#include "exchange/ocds/write/package.h"

#include "exchange/ocds/merge/json_value.h"

#include <array>

namespace openward::exchange {
namespace {

/// What Find a Tender declares in its own packages, whose releases stand in ours as they were published. The register's own comes first.
constexpr auto declared = std::to_array<std::string_view>({
    "https://standard.open-contracting.org/profiles/eu/latest/en/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_amendment_rationale_classifications_extension/master/"
    "extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_budget_breakdown_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_contract_completion_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_documentation_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_pagination_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_suitability_extension/master/extension.json",
    "https://raw.githubusercontent.com/portaledcahn/ocds_Links_extension/main/extension.json",
    "https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_performance_failures_extension/master/extension.json",
});

} // namespace

std::string package_opening(PackageOf what, const PackageHead& head) {
  JsonValue extensions = JsonValue::array();
  extensions.push(JsonValue::string(head.base + "/ocds/psr/extension.json"));
  for (const std::string_view address : declared) extensions.push(JsonValue::string(address));
  JsonValue publisher = JsonValue::object();
  publisher.set("name", "Openward").set("uri", head.base + "/");
  JsonValue package = JsonValue::object();
  package.set("uri", head.uri).set("version", "1.1").set("extensions", std::move(extensions));
  package.set("publishedDate", head.published.iso()).set("publisher", std::move(publisher));
  package.set("license", open_government_licence).set("publicationPolicy", head.base + "/ocds/policy");
  std::string out = package.text();
  out.pop_back();
  return out + (what == PackageOf::releases ? R"(,"releases":[)" : R"(,"records":[)");
}

std::string package_closing(const PackageTail& tail) {
  JsonValue more = JsonValue::object();
  if (!tail.next.empty()) more.set("links", JsonValue::object().set("next", tail.next));
  if (!tail.synthetic.empty()) {
    JsonValue ocids = JsonValue::array();
    for (const std::string& ocid : tail.synthetic) ocids.push(JsonValue::string(ocid));
    more.set("synthetic", std::move(ocids));
  }
  if (tail.withheld > 0) {
    JsonValue withheld = JsonValue::object();
    withheld.set("count", JsonValue::number(std::to_string(tail.withheld)));
    withheld.set("reason", "These releases name a person who was awarded something. They are for curators and auditors.");
    more.set("withheld", std::move(withheld));
  }
  std::string text = more.text();
  if (text == "{}") return "]}";
  text.front() = ',';
  return "]" + text;
}

} // namespace openward::exchange
