#include "exchange/ocds/classify.h"
#include "exchange/ocds/json_tree.h"
#include "exchange/ocds/notice_fields.h"
#include "exchange/ocds/release_reader.h"

namespace openward::exchange {
namespace {

struct Source {
  std::string_view prefix; // of the ocid, registered with the Open Contracting Partnership
  std::string_view name;
};
constexpr Source sources[] = {{"ocds-h6vhtk", "find_a_tender"}, {"ocds-b5fd17", "contracts_finder"}};

std::string source_of(std::string_view ocid) {
  for (const auto& s : sources)
    if (ocid.substr(0, s.prefix.size()) == s.prefix) return std::string(s.name);
  return "ocds";
}

/// A framework is being made here; a call from one is not.
bool is_framework(Json release) {
  const Json techniques = release["tender"]["techniques"];
  const bool technique = techniques["hasFrameworkAgreement"].is_true() || techniques["frameworkAgreement"].kind() == JsonKind::object;
  return technique && !techniques["hasFrameworkAgreement"].is_false() && read_related_frameworks(release).empty();
}

} // namespace

Result<NoticeReading> read_notice(std::string_view release_json) {
  // Parsing needs a padded copy and room for its tree; both are kept from one release to the next.
  thread_local JsonTree tree;
  const auto parsed = tree.parse(release_json);
  if (!parsed) return parsed.error();
  const Json release = *parsed;

  NoticeReading notice;
  notice.ocid = release["ocid"].scalar();
  notice.release_id = release["id"].scalar();
  if (notice.ocid.empty()) return invalid_at("/ocid", "no_ocid", "The release has no `ocid`: add the identifier of its procurement.");
  if (notice.release_id.empty()) return invalid_at("/id", "no_release_id", "The release has no `id`: add the identifier of the notice.");
  const auto published = Instant::parse(release["date"].text());
  if (!published)
    return invalid_at("/date", "bad_date",
                      "The `date` of release " + notice.release_id + " (\"" + std::string(release["date"].scalar().substr(0, 40)) +
                          "\") is not a date: write it as 2026-08-10T09:00:00+01:00.");
  notice.published = *published;
  notice.source = source_of(notice.ocid);
  for (const Json tag : release["tag"]) notice.tags.emplace_back(tag.text());

  const Json tender = release["tender"];
  notice.buyer = read_buyer(release);
  notice.tender_id = tender["id"].scalar();
  notice.title = plain_text(tender["title"].text());
  if (notice.title.empty()) notice.title = plain_text(release["title"].text());
  notice.description = plain_text(tender["description"].text());
  if (notice.description.empty()) notice.description = plain_text(release["description"].text());
  notice.cpv = read_cpv(release);
  notice.framework = is_framework(release);
  notice.related_frameworks = read_related_frameworks(release);

  const ValueBasis basis{tender["legalBasis"]["scheme"].text() == "UKPGA", notice.framework};
  notice.tender_value = read_value(tender["value"], ValueKind::estimate, basis);
  const Term term = read_tender_term(tender);
  notice.starts = term.starts;
  notice.ends = term.ends;
  notice.awards = read_awards(release, basis);
  notice.contracts = read_contracts(release, basis);

  classify_notice(notice, release, release_json);
  // The European form has no box for it: the words can say that a framework was concluded, and its values are ceilings then.
  if (notice.route == Route::framework_conclusion && !notice.framework) {
    notice.framework = true;
    for (auto& a : notice.awards)
      if (a.value) a.value->kind = ValueKind::maximum;
    for (auto& c : notice.contracts)
      if (c.value) c.value->kind = ValueKind::maximum;
    if (notice.tender_value) notice.tender_value->kind = ValueKind::maximum;
  }
  return notice;
}

} // namespace openward::exchange
