#include "service/pages/provider.h"

#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/payee.h"
#include "service/pages/surroundings.h"

#include <algorithm>
#include <iterator>

namespace openward::pages::explore {

using persistence::Session;
using rapidjson::Value;

namespace {

Paragraph headline(const Payee& payee) {
  const Value& income = *inside(payee.record, "figures/income");
  const Value& awards = *inside(payee.record, "figures/awards");
  const std::int64_t lines = count_at(income, "totals/payments");
  const std::int64_t won = count_at(awards, "totals/awards");
  Words words{{"Class: " + label(said(payee.record, "provider_class")) + ". "}};
  if (lines > 0) {
    words.insert(words.end(), {{"The register holds payments of "},
                               {pounds(pence_at(income, "totals/paid")), page_of_rows(said(income, "rows_url"))},
                               {" to it, in " + counted(lines, "line", "lines") + ". "}});
  } else {
    words.push_back({"The register holds no payment that is linked to it. "});
  }
  if (won > 0) {
    words.insert(words.end(), {{"It was named in "}, {counted(won, "award", "awards"), page_of_rows(said(awards, "rows_url"))}, {"."}});
  } else {
    words.push_back({"It was named in no award that is held here."});
  }
  return {std::move(words), Paragraph::Kind::lead};
}

Result<Section> income_section(Session& s, const Payee& payee) {
  Section out{"income", "What it was paid", {}};
  out.blocks.push_back(income_by_year(*inside(payee.record, "figures/income"), payee.name));
  auto payers = income_by_payer(s, payee);
  if (!payers) return payers.error();
  std::move(payers->begin(), payers->end(), std::back_inserter(out.blocks));
  if (const Value* group = inside(payee.record, "figures/group"); group != nullptr && group->IsObject())
    out.blocks.push_back(Paragraph{
        {{"It owns or owned others. "}, {"What it and they were paid and awarded, together", "/groups/" + api::encoded(payee.id)}, {"."}}});
  return out;
}

Section classes_section(const Value& record) {
  TableBlock table{"Every class it was held to be in, in the order of recording",
                   {{"Class"}, {"Evidence"}, {"Confidence", true}, {"What it rests on"}, {"Days"}, {"Recorded"}},
                   {}};
  for (const Value* line : items(record, "classes")) {
    const std::string from = said(*line, "from");
    const std::string to = said(*line, "to");
    TableCell days =
        text_cell(from.empty() && to.empty() ? "every day" : (from.empty() ? "always" : from) + " to " + (to.empty() ? "now" : to));
    TableCell recorded = day_cell(said(*line, "recorded_at").substr(0, 10));
    recorded.under = said(*line, "superseded_by").empty() ? "" : "later replaced";
    table.lines.push_back({{link_cell(label(said(*line, "provider_class")), "/about#class-" + said(*line, "provider_class")),
                            text_cell(label(said(*line, "evidence"))), number_cell(count_at(*line, "confidence")),
                            text_cell(said(*line, "detail")), std::move(days), std::move(recorded)}});
  }
  return {"classes", "How its class is known", {std::move(table)}};
}

struct Made {
  Page page;
  Freshness fresh;
  std::vector<Section> sections;
};

Page page_of_payee(const Payee& payee) {
  const std::string here = "/providers/" + api::encoded(payee.id);
  Page out;
  out.title = payee.name;
  out.description = "Who " + payee.name + " is, what the register holds of payments and awards to it, and what is not known.";
  out.address = here;
  out.section = "/providers";
  out.trail = {{"Openward", "/"}, {"Providers", "/providers"}};
  out.data = {{"Record (JSON)", "/v1" + here}, {"Income (CSV)", "/v1" + here + "/income.csv"}};
  out.feed = address("/v1/awards.atom", payee.filter());
  out.indexed = !payee.synthetic && said(payee.record, "provider_class") != "individual";
  return out;
}

Result<Made> made(const api::Call& call, Session& s) {
  const auto json = api::visible(call, s, "providers", call.values.front());
  if (!json) return json.error();
  rapidjson::Document document;
  document.Parse(json->data(), json->size());
  const Payee payee = payee_of(document);
  auto income = income_section(s, payee);
  if (!income) return income.error();
  auto tenders = tender_section(s, payee, *inside(document, "figures/awards"));
  if (!tenders) return tenders.error();
  auto awards = newest_awards(s, payee.filter(), Beside::commissioner);
  if (!awards) return awards.error();
  auto findings = findings_of_body(s, payee.filter());
  if (!findings) return findings.error();
  Section opening{"", "", {}};
  if (payee.synthetic) opening.blocks.push_back(invented_notice());
  opening.blocks.push_back(headline(payee));
  opening.blocks.push_back(identity(document));
  Page page = page_of_payee(payee);
  page.description = leading_words(opening);
  return Made{
      std::move(page),
      freshness(s),
      {std::move(opening), *std::move(income), *std::move(tenders), *std::move(awards), *std::move(findings), classes_section(document)}};
}

http::Response provider_page(const api::Call& call) {
  const auto page = api::reading(call, [&](Session& s) { return made(call, s); });
  if (page) return page_of(call, page->page, page->fresh, page->sections);
  if (auto moved = moved_page(call, "providers", call.values.front())) return *std::move(moved);
  return api::refuse(call, page.error());
}

} // namespace

std::vector<api::Route> provider_page_routes() { return {{"GET", "/providers/{id}", "provider_page", provider_page, {}, false, true}}; }

} // namespace openward::pages::explore
