#include "service/pages/commissioner.h"

#include "domain/share.h"

#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/api/table_reports.h"
#include "service/app/missing.h"
#include "service/pages/body_parts.h"
#include "service/pages/kept.h"
#include "service/pages/scripts.h"
#include "service/pages/surroundings.h"

#include <algorithm>

namespace openward::pages::explore {

using persistence::Report;
using persistence::Session;
using rapidjson::Value;

namespace {

constexpr std::string_view headline_lens = "accounts_independent";

/// The buyer whose page is written.
struct Buyer {
  const Value& record;
  std::string id;
  std::string name;
  bool synthetic = false;

  http::Parameters filter(std::string_view by) const { return {{std::string(by), id}, {"synthetic", synthetic ? "true" : "false"}}; }
};

const api::TableReportDef& table_report(std::string_view name) {
  const auto all = api::table_reports();
  return *std::find_if(all.begin(), all.end(), [&](const auto& report) { return report.name == name; });
}

Result<Report> years_of(Session& s, const Buyer& buyer) {
  const auto& spend = *persistence::find_report("spend");
  http::Parameters given = buyer.filter("payer");
  given.insert(given.end(), {{"group_by", "financial_year"}, {"lens", std::string(headline_lens)}});
  const auto request = api::report_request(spend, given);
  if (!request) return request.error();
  return persistence::run_report(s, spend, *request);
}

/// "2025-04" lies in 2025-26.
bool month_in_year(const std::string& month, const std::string& year) {
  const bool first_half = month.substr(5) >= "04";
  return first_half ? month.substr(0, 4) == year.substr(0, 4) : month.substr(2, 2) == year.substr(5);
}

std::int64_t months_with_lines(const Value& record, const std::string& year) {
  const auto months = items(record, "figures/files/months/rows");
  return std::count_if(months.begin(), months.end(), [&](const Value* row) { return month_in_year(said(*row, "month"), year); });
}

Paragraph headline(const Buyer& buyer, const Record& year) {
  const std::string name = year.text("financial_year");
  http::Parameters rows = buyer.filter("payer");
  rows.emplace_back("financial_year", name);
  Words words{{"In " + name + " " + buyer.name + " published payments of "},
              {pounds(year.number("paid").value_or(0)), address("/payments", rows)},
              {" in " + counted(year.number("payments").value_or(0), "line", "lines") + ", from " +
               std::to_string(months_with_lines(buyer.record, name)) + " of 12 months. "}};
  const std::string share = year.text("share");
  if (share.empty()) {
    words.push_back({"No share of it can be stated. " + year.text("share_note")});
  } else {
    words.insert(words.end(),
                 {{share + "%", "", true},
                  {" of it went to "},
                  {"independent providers of health care", "/about#lens-" + std::string(headline_lens)},
                  {"; " + pounds(year.number("unclassified").value_or(0)) + " went to suppliers that nobody has classified."}});
  }
  return {std::move(words), Paragraph::Kind::lead};
}

TableBlock split_of(const Buyer& buyer, const std::string& year, std::int64_t paid) {
  TableBlock table{"Payments in " + year + " by class of who was paid, in money of the day",
                   {{"Class"}, {"Paid", true}, {"Share, %", true}, {"Lines", true}},
                   {}};
  table.chart = {"bars", buyer.name + " paid " + short_pounds(paid) + " in " + year + ", by class of who was paid",
                 std::string(source_of_spend), "", std::string(caveat_of_spend)};
  for (const Value* row : items(buyer.record, "figures/spend/rows")) {
    if (said(*row, "financial_year") != year) continue;
    const std::string word = said(*row, "provider_class");
    const std::int64_t pence = pence_at(*row, "paid");
    TableCell share = text_cell(share_percent(pence, paid, 1).value_or("no share"));
    share.number = true;
    share.basis_points = share_basis_points(pence, paid);
    table.lines.push_back({{link_cell(label(word), "/about#class-" + word), money_cell(pence, page_of_rows(said(*row, "rows_url"))),
                            std::move(share), number_cell(count_at(*row, "payments"))}});
  }
  return table;
}

TableBlock years_table(const Buyer& buyer, const Report& years) {
  TableBlock table{
      "Payments by financial year, and of them what went to independent providers",
      {{"Year"}, {"Paid", true, true}, {"To independent providers", true, true}, {"Share, %", true}, {"Not classified", true, true}},
      {}};
  if (years.table.rows.size() > 1) {
    table.chart = {"years", "", std::string(source_of_spend),
                   "Independent providers: by the definition " + std::string(headline_lens) + ".", std::string(caveat_of_spend)};
    const Record latest(years.table.columns, years.table.rows.back());
    if (const std::string share = latest.text("share"); !share.empty())
      table.chart.title =
          share + "% of what " + buyer.name + " paid in " + latest.text("financial_year") + " went to independent providers";
  }
  for (const auto& row : years.table.rows) {
    const Record view(years.table.columns, row);
    http::Parameters rows = buyer.filter("payer");
    rows.emplace_back("financial_year", view.text("financial_year"));
    TableCell share = text_cell(view.text("share").empty() ? "none" : view.text("share"));
    share.number = true;
    table.lines.push_back(
        {{text_cell(view.text("financial_year")), money_cell(view.number("paid").value_or(0), address("/payments", rows)),
          money_cell(view.number("numerator").value_or(0)), std::move(share), money_cell(view.number("unclassified").value_or(0))}});
  }
  return table;
}

Section spend_section(const Buyer& buyer, const Report& years) {
  Section out{"spend", "Where its money went", {}};
  if (years.table.rows.empty()) {
    out.blocks.push_back(
        Paragraph{{{"The register holds no payments that " + buyer.name + " published. That says nothing of what it paid: "},
                   {"see what is missing", "/missing?commissioner=" + api::encoded(buyer.id)},
                   {"."}}});
    return out;
  }
  const Record latest(years.table.columns, years.table.rows.back());
  out.blocks.push_back(split_of(buyer, latest.text("financial_year"), latest.number("paid").value_or(0)));
  out.blocks.push_back(years_table(buyer, years));
  out.blocks.push_back(
      Paragraph{{{"Lines of published spend files, with VAT that cannot be reclaimed. Never to be added to the value of awards. "},
                 {"How shares are made", "/about#lenses"},
                 {"."}},
                Paragraph::Kind::hint});
  return out;
}

std::string not_known(std::int64_t awards) {
  if (awards == 0) return "";
  return "Of " + counted(awards, "award", "awards") + " it is not known; they are part of the whole and not of the share. ";
}

Section tender_section(const Buyer& buyer) {
  Section out{"untendered", "Awards without a competition", {}};
  const Value& share = *inside(buyer.record, "figures/untendered/awards");
  const std::int64_t whole = count_at(share, "denominator");
  if (whole > 0) {
    out.blocks.push_back(
        Paragraph{{{counted(count_at(share, "numerator"), "award", "awards"), page_of_rows(said(share, "numerator_url"))},
                   {" of "},
                   {with_thousands(whole), page_of_rows(said(share, "denominator_url"))},
                   {" held here were made "},
                   {"without a competition", "/about#tender-untendered"},
                   {": "},
                   {said(share, "share") + "%", "", true},
                   {". " + not_known(count_at(share, "unknown")) + "Direct awards are lawful in the cases that the regulations name."}}});
  }
  out.blocks.push_back(awards_by_tender_class(*inside(buyer.record, "figures/awards"), "Published awards by tender class"));
  return out;
}

Section peers_section(Session& s, const Buyer& buyer, Date today) {
  Section out{"peers", "Beside others of its kind", {}};
  const auto& def = table_report("peers");
  http::Parameters given = buyer.filter("commissioner");
  const auto peers = api::answer_table(s, def, given, today);
  if (!peers) {
    const auto& faults = peers.error().faults;
    const bool no_payments = !faults.empty() && faults.front().code == "no_payments";
    out.blocks.push_back(
        Paragraph{{{no_payments ? "Others of its kind are found by what they paid, and no payment of " + buyer.name + " is held here."
                                : "It cannot be set beside others: " + peers.error().message}}});
    return out;
  }
  TableBlock table{"Payers of its kind that are nearest in what they paid",
                   {{"Payer"}, {"Paid", true}, {"To independent providers, %", true}, {"Awards", true}, {"Untendered, %", true}},
                   {},
                   "No other payer of its kind is held."};
  for (const auto& row : peers->table.rows) {
    const Record view(peers->table.columns, row);
    const auto percent = [&](std::string_view column) {
      TableCell cell = text_cell(view.text(column).empty() ? "none" : view.text(column));
      cell.number = true;
      cell.basis_points = view.number(std::string(column) + "_basis_points");
      return cell;
    };
    const bool own = view.text("line") == "asked";
    TableCell name = own ? text_cell(view.text("commissioner.name"))
                         : link_cell(view.text("commissioner.name"), "/commissioners/" + api::encoded(view.text("commissioner.id")));
    name.under = own ? "this page" : std::string();
    table.lines.push_back({{std::move(name), money_cell(view.number("paid").value_or(0)), percent("share"),
                            number_cell(view.number("awards").value_or(0)), percent("untendered_share")}});
  }
  out.blocks.push_back(std::move(table));
  for (const std::string& note : peers->notes) out.blocks.push_back(Paragraph{text_words(note), Paragraph::Kind::hint});
  return out;
}

Section missing_section(Session& s, const Buyer& buyer, Date today) {
  Section out{"missing", "What is missing for it", {}};
  http::Parameters given = buyer.filter("commissioner");
  const auto missing = api::answer_table(s, table_report("missing"), given, today);
  if (!missing) {
    out.blocks.push_back(Paragraph{text_words(missing.error().message)});
    return out;
  }
  Bullets list;
  for (const auto& row : missing->table.rows) {
    const Record view(missing->table.columns, row);
    const auto gap = app::gap_from(view.text("gap"));
    const std::int64_t count = view.number("items").value_or(0);
    if (!gap || count == 0) continue;
    http::Parameters rows = given;
    rows.emplace_back("gap", view.text("gap"));
    list.items.push_back(
        {{with_thousands(count) + " × " + label(view.text("gap")), address("/missing", rows)}, {". " + std::string(app::meaning(*gap))}});
  }
  if (list.items.empty()) {
    out.blocks.push_back(Paragraph{text_words("Nothing that the register looks for is missing.")});
  } else {
    out.blocks.push_back(std::move(list));
  }
  return out;
}

Section report_section(const Buyer& buyer) {
  const std::string summary = "/commissioners/" + api::encoded(buyer.id) + "/annual-summary";
  return {"report",
          "Its year as a report",
          {Paragraph{{{"Annual summary under regulation 25", summary},
                      {", counted from its notices; it prints on A4. "},
                      {"Monitoring report as data", "/v1/commissioners/" + api::encoded(buyer.id) + "/monitoring-report"},
                      {"."}}}}};
}

struct Made {
  Page page;
  Freshness fresh;
  std::vector<Section> sections;
};

Result<Made> made(const api::Call& call, Session& s, Date today) {
  const std::string& id = call.values.front();
  const auto json = api::visible(call, s, "commissioners", id);
  if (!json) return json.error();
  rapidjson::Document document;
  document.Parse(json->data(), json->size());
  const Value* synthetic = inside(document, "synthetic");
  const Buyer buyer{document, said(document, "id"), said(document, "name"), synthetic != nullptr && synthetic->IsTrue()};
  const auto years = years_of(s, buyer);
  if (!years) return years.error();
  auto awards = newest_awards(s, buyer.filter("commissioner"), Beside::providers);
  if (!awards) return awards.error();
  auto findings = findings_of_body(s, buyer.filter("commissioner"));
  if (!findings) return findings.error();

  Section opening{"", "", {}};
  if (buyer.synthetic) opening.blocks.push_back(invented_notice());
  if (!years->table.rows.empty()) opening.blocks.push_back(headline(buyer, Record(years->table.columns, years->table.rows.back())));
  opening.blocks.push_back(identity(document));
  Made out;
  out.fresh = freshness(s);
  const std::string here = "/commissioners/" + api::encoded(buyer.id);
  out.page.title = buyer.name;
  out.page.description = leading_words(opening);
  if (out.page.description.empty())
    out.page.description =
        "What " + buyer.name + " paid and awarded for health care: the split, the share without a competition, and what is missing.";
  out.page.address = here;
  out.page.section = "/areas";
  out.page.trail = {{"Openward", "/"}, {"Commissioners", "/commissioners"}};
  out.page.data = {{"Record (JSON)", "/v1" + here}, {"Spend (CSV)", "/v1" + here + "/spend.csv"}};
  out.page.feed = address("/v1/awards.atom", buyer.filter("commissioner"));
  out.page.indexed = !buyer.synthetic;
  out.sections = {
      std::move(opening),   spend_section(buyer, *years),     tender_section(buyer), *std::move(awards), peers_section(s, buyer, today),
      *std::move(findings), missing_section(s, buyer, today), report_section(buyer)};
  return out;
}

http::Response commissioner_page(const api::Call& call) {
  const Date today = london_date(call.app.clock());
  const auto page = api::reading(call, [&](Session& s) { return made(call, s, today); });
  if (page) return page_of(call, page->page, page->fresh, page->sections);
  if (auto moved = moved_page(call, "commissioners", call.values.front())) return *std::move(moved);
  return api::refuse(call, page.error());
}

} // namespace

std::vector<api::Route> commissioner_page_routes() {
  return {{"GET", "/commissioners/{id}", "commissioner_page", kept(commissioner_page), {}, false, true}};
}

} // namespace openward::pages::explore
