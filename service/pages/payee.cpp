#include "service/pages/payee.h"

#include "domain/share.h"
#include "service/api/parameters.h"
#include "service/api/reports.h"
#include "service/pages/surroundings.h"

#include <algorithm>

namespace openward::pages::explore {

using persistence::Report;
using persistence::Row;
using persistence::Session;
using rapidjson::Value;

namespace {

constexpr std::size_t most_payers = 20;

Result<Report> run(Session& s, std::string_view name, const http::Parameters& given) {
  const auto& report = *persistence::find_report(name);
  const auto request = api::report_request(report, given);
  if (!request) return request.error();
  return persistence::run_report(s, report, *request);
}

http::Parameters grouped(http::Parameters given, std::string_view dimension) {
  given.emplace_back("group_by", dimension);
  return given;
}

} // namespace

Payee payee_of(const Value& record, std::string by) {
  const Value* synthetic = inside(record, "synthetic");
  return {record, said(record, "id"), said(record, "name"), synthetic != nullptr && synthetic->IsTrue(), std::move(by)};
}

Result<Report> report_of(Session& s, std::string_view report, const Payee& payee, std::string_view dimension) {
  return run(s, report, grouped(payee.filter(), dimension));
}

TableBlock income_by_year(const Value& income, const std::string& whom) {
  TableBlock table{"Payments to " + whom + " by financial year, in money of the day",
                   {{"Year"}, {"Paid", true, true}, {"Of it credits", true}, {"Lines", true}},
                   {},
                   "No payment is held."};
  const auto rows = items(income, "rows");
  if (rows.size() > 1) {
    table.chart = {"years",
                   "Public bodies paid " + short_pounds(pence_at(income, "totals/paid")) + " to " + whom + " from " +
                       said(*rows.front(), "financial_year") + " to " + said(*rows.back(), "financial_year"),
                   std::string(source_of_spend), "", std::string(caveat_of_spend)};
  }
  for (const Value* row : rows)
    table.lines.push_back(
        {{text_cell(said(*row, "financial_year")), money_cell(pence_at(*row, "paid"), page_of_rows(said(*row, "rows_url"))),
          money_cell(pence_at(*row, "credits")), number_cell(count_at(*row, "payments"))}});
  return table;
}

Result<std::vector<Block>> income_by_payer(Session& s, const Payee& payee) {
  auto report = report_of(s, "spend", payee, "commissioner");
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
    http::Parameters behind = payee.filter();
    behind.emplace_back("payer", id.empty() ? "none" : id);
    TableCell name = id.empty() ? text_cell("not known") : link_cell(view.text("commissioner.name"), "/commissioners/" + api::encoded(id));
    TableCell share = text_cell(share_percent(paid(row), whole, 1).value_or("none"));
    share.number = true;
    share.basis_points = share_basis_points(paid(row), whole);
    table.lines.push_back({{std::move(name), money_cell(paid(row), address("/payments", behind)), std::move(share),
                            number_cell(view.number("payments").value_or(0))}});
  }
  std::vector<Block> out;
  if (rows.empty()) return out;
  out.emplace_back(std::move(table));
  out.emplace_back(Paragraph{{{"At most " + std::to_string(most_payers) + " payers stand here. "},
                              {"Every payer and year as CSV",
                               "/v1/providers/" + api::encoded(payee.id) + "/income.csv" + (payee.by == "provider" ? "" : "?of=group")},
                              {"."}},
                             Paragraph::Kind::hint});
  return out;
}

/// The same awards as those of a buyer's share: what is no health care, and what is no procurement, is neither tendered nor untendered.
Result<Section> tender_section(Session& s, const Payee& payee, const Value& awards_of_all) {
  http::Parameters given = payee.filter();
  given.insert(given.end(), {{"not_scope", "other"}, {"not_tender_class", "not_procurement"}});
  const auto report = run(s, "awards", grouped(given, "tender_class"));
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
  out.blocks.push_back(awards_by_tender_class(awards_of_all, "Published awards by tender class"));
  return out;
}

} // namespace openward::pages::explore
