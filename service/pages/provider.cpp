#include "service/pages/provider.h"

#include "domain/share.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/pages/body_parts.h"
#include "service/pages/surroundings.h"

#include <algorithm>

namespace openward::pages::explore {

using persistence::Report;
using persistence::Row;
using persistence::Session;
using rapidjson::Value;

namespace {

constexpr std::size_t most_payers = 20;

struct Payee {
  const Value& record;
  std::string id;
  std::string name;
  bool synthetic = false;

  http::Parameters filter(std::string_view by) const { return {{std::string(by), id}, {"synthetic", synthetic ? "true" : "false"}}; }
};

Result<Report> report_of(Session& s, std::string_view name, const http::Parameters& given) {
  const auto& report = *persistence::find_report(name);
  const auto request = api::report_request(report, given);
  if (!request) return request.error();
  return persistence::run_report(s, report, *request);
}

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

TableBlock income_by_year(const Value& income, std::string caption) {
  TableBlock table{std::move(caption), {{"Year"}, {"Paid", true}, {"Of it credits", true}, {"Lines", true}}, {}, "No payment is held."};
  for (const Value* row : items(income, "rows"))
    table.lines.push_back(
        {{text_cell(said(*row, "financial_year")), money_cell(pence_at(*row, "paid"), page_of_rows(said(*row, "rows_url"))),
          money_cell(pence_at(*row, "credits")), number_cell(count_at(*row, "payments"))}});
  return table;
}

Result<TableBlock> income_by_payer(Session& s, const Payee& payee) {
  http::Parameters given = payee.filter("provider");
  given.emplace_back("group_by", "commissioner");
  auto report = report_of(s, "spend", given);
  if (!report) return report.error();
  const auto& columns = report->table.columns;
  auto& rows = report->table.rows;
  const auto paid = [&](const Row& row) { return Record(columns, row).number("paid").value_or(0); };
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return paid(a) > paid(b); });
  std::int64_t whole = 0;
  for (const Row& row : rows) whole += paid(row);
  TableBlock table{
      "Who paid it, the most first", {{"Payer"}, {"Paid", true}, {"Share, %", true}, {"Lines", true}}, {}, "No payment is held."};
  for (const Row& row : rows) {
    if (table.lines.size() == most_payers) break;
    const Record view(columns, row);
    const std::string id = view.text("commissioner.id");
    http::Parameters behind = payee.filter("provider");
    behind.emplace_back("payer", id.empty() ? "none" : id);
    TableCell name = id.empty() ? text_cell("not known") : link_cell(view.text("commissioner.name"), "/commissioners/" + api::encoded(id));
    TableCell share = text_cell(share_percent(paid(row), whole, 1).value_or("none"));
    share.number = true;
    share.basis_points = share_basis_points(paid(row), whole);
    table.lines.push_back({{std::move(name), money_cell(paid(row), address("/payments", behind)), std::move(share),
                            number_cell(view.number("payments").value_or(0))}});
  }
  return table;
}

Result<Section> income_section(Session& s, const Payee& payee) {
  Section out{"income", "What it was paid", {}};
  out.blocks.push_back(income_by_year(*inside(payee.record, "figures/income"), "Payments to it by financial year, in money of the day"));
  auto payers = income_by_payer(s, payee);
  if (!payers) return payers.error();
  if (!payers->lines.empty()) {
    out.blocks.push_back(*std::move(payers));
    out.blocks.push_back(Paragraph{{{"At most " + std::to_string(most_payers) + " payers stand here. "},
                                    {"Every payer and year as CSV", "/v1/providers/" + api::encoded(payee.id) + "/income.csv"},
                                    {"."}},
                                   Paragraph::Kind::hint});
  }
  const Value* group = inside(payee.record, "figures/group");
  if (group != nullptr && group->IsObject())
    out.blocks.push_back(income_by_year(*inside(*group, "income"), "Payments to it and to whom it owned on the day, by financial year"));
  return out;
}

/// The same awards as those of a buyer's share: what is no health care, and what is no procurement, is neither tendered nor untendered.
Result<Section> tender_section(Session& s, const Payee& payee) {
  http::Parameters given = payee.filter("provider");
  given.insert(given.end(), {{"not_scope", "other"}, {"not_tender_class", "not_procurement"}});
  http::Parameters grouped = given;
  grouped.emplace_back("group_by", "tender_class");
  const auto report = report_of(s, "awards", grouped);
  if (!report) return report.error();
  std::int64_t whole = 0;
  std::int64_t untendered = 0;
  std::int64_t unknown = 0;
  for (const Row& row : report->table.rows) {
    const Record view(report->table.columns, row);
    const std::int64_t awards = view.number("awards").value_or(0);
    whole += awards;
    if (view.text("tender_class") == "untendered") untendered = awards;
    if (view.text("tender_class") == "unknown") unknown = awards;
  }
  Section out{"untendered", "Awards without a competition", {}};
  if (whole > 0) {
    http::Parameters behind = given;
    behind.emplace_back("tender_class", "untendered");
    out.blocks.push_back(Paragraph{{{counted(untendered, "award", "awards"), address("/awards", behind)},
                                    {" of "},
                                    {with_thousands(whole), address("/awards", given)},
                                    {" came to it "},
                                    {"without a competition", "/about#tender-untendered"},
                                    {": "},
                                    {share_percent(untendered, whole, 1).value_or("no share") + "%", "", true},
                                    {". Of " + with_thousands(unknown) + " it is not known."}}});
  }
  out.blocks.push_back(awards_by_tender_class(*inside(payee.record, "figures/awards"), "Published awards by tender class"));
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
  out.feed = address("/v1/awards.atom", payee.filter("provider"));
  out.indexed = !payee.synthetic && said(payee.record, "provider_class") != "individual";
  return out;
}

Result<Made> made(const api::Call& call, Session& s) {
  const auto json = api::visible(call, s, "providers", call.values.front());
  if (!json) return json.error();
  rapidjson::Document document;
  document.Parse(json->data(), json->size());
  const Value* synthetic = inside(document, "synthetic");
  const Payee payee{document, said(document, "id"), said(document, "name"), synthetic != nullptr && synthetic->IsTrue()};
  auto income = income_section(s, payee);
  if (!income) return income.error();
  auto tenders = tender_section(s, payee);
  if (!tenders) return tenders.error();
  auto awards = newest_awards(s, payee.filter("provider"), Beside::commissioner);
  if (!awards) return awards.error();
  auto findings = findings_of_body(s, payee.filter("provider"));
  if (!findings) return findings.error();
  Section opening{"", "", {}};
  if (payee.synthetic) opening.blocks.push_back(invented_notice());
  opening.blocks.push_back(headline(payee));
  opening.blocks.push_back(identity(document));
  return Made{
      page_of_payee(payee),
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
