#include "service/pages/findings.h"

#include "domain/date.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/app/law_surroundings.h"
#include "service/pages/body_parts.h"
#include "service/pages/finding_words.h"
#include "service/pages/kept.h"
#include "service/pages/named_bodies.h"
#include "service/pages/surroundings.h"

#include <algorithm>
#include <array>
#include <map>

namespace openward::pages::explore {

using http::Response;
using persistence::Session;

namespace {

const persistence::ResourceInfo& findings_list() { return *persistence::find_resource("findings"); }

/// Parameters that choose a page of rows, and not which rows.
http::Parameters filters_alone(http::Parameters asked) {
  std::erase_if(asked, [](const auto& p) { return p.first == "limit" || p.first == "sort" || p.first == "cursor"; });
  return asked;
}

Result<persistence::Report> counts_by_rule(Session& s, http::Parameters filters) {
  const auto& report = *persistence::find_report("findings");
  filters.emplace_back("group_by", "rule,outcome");
  const auto request = api::report_request(report, filters);
  if (!request) return request.error();
  return persistence::run_report(s, report, *request);
}

// ---- the list -----------------------------------------------------------------------------------------------------------------------

/// Bodies that a visitor may type by name.
constexpr std::array<BodyField, 2> bodies{{{"commissioner", "commissioners"}, {"provider", "providers"}}};

FormBlock form_of(const http::Parameters& asked, const std::string& commissioner) {
  std::vector<Option> rules{{"", "every rule"}};
  for (const law::Rule& rule : app::rule_book().rules()) rules.push_back({rule.id, rule.id + " " + rule.title});
  const auto& filters = findings_list().filters;
  const auto words_of = [&](std::string_view name) {
    return std::find_if(filters.begin(), filters.end(), [&](const auto& f) { return f.name == name; })->words;
  };
  return {"/findings",
          "Show",
          {{"rule", "Rule", first(asked, "rule"), "", std::move(rules)},
           {"outcome", "Outcome", first(asked, "outcome"), "", choices_of(words_of("outcome"), "every outcome")},
           {"commissioner", "Commissioner", commissioner, "text", {}, "words of its name, or a code such as ods:QJM"},
           {"route", "Route", first(asked, "route"), "", choices_of(words_of("route"), "every route")},
           {"financial_year", "Financial year", first(asked, "financial_year"), "text", {}, "as 2025-26"},
           {"synthetic",
            "Origin",
            first(asked, "synthetic"),
            "",
            {{"", "real and invented"}, {"false", "real alone"}, {"true", "invented alone"}}}}};
}

TableLine line_of(const Record& row) {
  const law::Rule* rule = app::rule_book().find(row.text("rule"));
  const bool award = row.text("subject") == "award";
  const std::string title = row.text("title").empty() ? row.text("ocid") : row.text("title");
  const std::string at = award ? "/awards/" + api::encoded(row.text("award.id")) : "/procurements/" + api::encoded(row.text("ocid"));
  TableCell question = link_cell(row.text("rule") + " " + (rule == nullptr ? "" : rule->title), "/rules#" + row.text("rule"));
  question.under = row.text("citation");
  TableCell about = link_cell(title, at);
  about.under = row.yes("synthetic") ? "invented, for demonstration" : day_in_words(row.text("effective_on"));
  const std::string buyer = row.text("commissioner.id");
  TableCell commissioner =
      buyer.empty() ? text_cell("not named") : link_cell(row.text("commissioner.name"), "/commissioners/" + api::encoded(buyer));
  const std::string values = worked_out(row);
  const std::string missing = not_held(row).empty() ? "" : "not held: " + not_held(row);
  TableCell computed = text_cell(values.empty() ? missing : values);
  if (!values.empty()) computed.under = missing;
  return {{std::move(question), text_cell(label(row.text("outcome"))), std::move(about), std::move(commissioner), std::move(computed),
           text_cell(rule == nullptr ? "" : rule->rebuttal)}};
}

TableBlock counts_table(const persistence::Report& counts, const http::Parameters& filters) {
  TableBlock out{"By rule and outcome", {{"Rule"}, {"Outcome"}, {"Findings", true}, {"Awards", true}}, {}};
  for (const auto& row : counts.table.rows) {
    const Record view(counts.table.columns, row);
    http::Parameters behind = filters;
    std::erase_if(behind, [](const auto& p) { return p.first == "rule" || p.first == "outcome"; });
    behind.insert(behind.end(), {{"rule", view.text("rule")}, {"outcome", view.text("outcome")}});
    const law::Rule* rule = app::rule_book().find(view.text("rule"));
    out.lines.push_back(
        {{text_cell(view.text("rule") + " " + (rule == nullptr ? "" : rule->title)), text_cell(label(view.text("outcome"))),
          number_cell(view.number("findings").value_or(0), address("/findings", behind)), number_cell(view.number("awards").value_or(0))}});
  }
  return out;
}

struct Found {
  persistence::Page page;
  persistence::Report counts;
  Freshness fresh;
  std::string commissioner; // as the form shows it
};

Response findings_page(const api::Call& call) {
  const http::Parameters asked = meant(call.request.query);
  if (auto answer = answer_to_names(call, "/findings", asked, bodies)) return *std::move(answer);
  auto request = api::list_request(findings_list(), asked);
  if (!request) return api::refuse(call, request.error());
  request->today = london_date(call.app.clock());
  const http::Parameters filters = filters_alone(asked);
  const auto found = api::reading(call, [&](Session& s) -> Result<Found> {
    auto page = persistence::list(s, findings_list(), *request);
    if (!page) return page.error();
    http::Parameters counted_by = filters;
    // What is real and what is invented never stand in one figure.
    if (first(filters, "synthetic").empty()) counted_by.emplace_back("synthetic", "false");
    auto counts = counts_by_rule(s, std::move(counted_by));
    if (!counts) return counts.error();
    return Found{*std::move(page), *std::move(counts), freshness(s), name_for_form(s, asked, bodies.front())};
  });
  if (!found) return api::refuse(call, found.error());

  TableBlock table{"Findings, those of the latest awards first",
                   {{"Rule"}, {"Outcome"}, {"About"}, {"Commissioner"}, {"Worked out"}, {"What would answer it"}},
                   {},
                   "No finding fits. Leave out a filter; no finding is no proof that all is well: see what is missing."};
  for (const auto& row : found->page.table.rows) table.lines.push_back(line_of(Record(found->page.table.columns, row)));
  Page page;
  page.title = "Findings";
  page.description =
      "Where published awards and procurements are not as a rule of the Provider Selection Regime asks, each with its regulation.";
  page.address = address("/findings", asked);
  page.section = "/findings";
  page.trail = {{"Openward", "/"}};
  page.data = data_of_list("findings", asked);
  Section opening{
      "",
      "",
      {Paragraph{
           {{"Each line is a question, with the regulation that asks it, what was worked out, and what would answer it. “Not as asked” "
             "says only that the notice, as it stands, is not as the regulation asks. Nobody is accused. "},
            {"The rules in plain words", "/rules"},
            {"."}},
           Paragraph::Kind::lead},
       form_of(asked, found->commissioner)}};
  http::Parameters counted_by = filters;
  const bool real_alone = first(filters, "synthetic").empty();
  if (real_alone) counted_by.emplace_back("synthetic", "false");
  Section counts{"counts", "How many, by rule", {counts_table(found->counts, counted_by)}};
  if (real_alone)
    counts.blocks.push_back(
        Paragraph{text_words("Counted are real awards alone; invented ones are listed below and say so."), Paragraph::Kind::hint});
  Section rows{"rows", "One by one", {std::move(table), pager(found->page, "/findings", asked)}};
  return page_of(call, page, found->fresh, {std::move(opening), std::move(counts), std::move(rows)});
}

// ---- the rules ----------------------------------------------------------------------------------------------------------------------

using Counts = std::map<std::string, std::map<std::string, std::int64_t>>; // by rule and outcome

Result<Counts> counted_of(Session& s, bool synthetic) {
  const auto report = counts_by_rule(s, {{"synthetic", synthetic ? "true" : "false"}});
  if (!report) return report.error();
  Counts out;
  for (const auto& row : report->table.rows) {
    const Record view(report->table.columns, row);
    out[view.text("rule")][view.text("outcome")] = view.number("findings").value_or(0);
  }
  return out;
}

std::string counted_in_words(std::int64_t count, const std::string& outcome) {
  return outcome == "fail" ? with_thousands(count) + " not as asked" : counted(count, "question", "questions");
}

Words counts_words(const law::Rule& rule, const Counts& real, const Counts& invented) {
  Words out;
  const auto add = [&](const Counts& counts, bool synthetic) {
    const auto of_rule = counts.find(rule.id);
    if (of_rule == counts.end()) return;
    for (const auto& [outcome, count] : of_rule->second) {
      http::Parameters rows{{"rule", rule.id}, {"outcome", outcome}, {"synthetic", synthetic ? "true" : "false"}};
      out.push_back({(synthetic ? "invented " : "") + counted_in_words(count, outcome), address("/findings", rows)});
      out.push_back({" "});
    }
  };
  add(real, false);
  add(invented, true);
  return out.empty() ? text_words("No finding now.") : out;
}

Response rules_page(const api::Call& call) {
  struct Held {
    Counts real;
    Counts invented;
    Freshness fresh;
  };
  const auto held = api::reading(call, [&](Session& s) -> Result<Held> {
    auto real = counted_of(s, false);
    if (!real) return real.error();
    auto invented = counted_of(s, true);
    if (!invented) return invented.error();
    return Held{*std::move(real), *std::move(invented), freshness(s)};
  });
  if (!held) return api::refuse(call, held.error());
  Facts list;
  for (const law::Rule& rule : app::rule_book().rules()) {
    list.facts.push_back({rule.id + " " + rule.title,
                          {text_words(rule.statement),
                           {{"Law: ", "", true}, {rule.citation + ". At its gravest: " + std::string(law::to_string(rule.severity)) + "."}},
                           {{"What would answer it: ", "", true}, {rule.rebuttal}},
                           counts_words(rule, held->real, held->invented)},
                          rule.id});
  }
  Page page;
  page.title = "The rules";
  page.description = "What the register asks of every award under the Provider Selection Regime, in plain words, each with its regulation.";
  page.address = "/rules";
  page.section = "/findings";
  page.trail = {{"Openward", "/"}, {"Findings", "/findings"}};
  page.data = {{"JSON", "/v1/rules"}};
  Section all{
      "",
      "",
      {Paragraph{
           text_words("What a machine can ask of an award under the Health Care Services (Provider Selection Regime) Regulations 2023. "
                      "Where a fact is not held, the rule says so and does not guess. Regulations and Schedules are those of SI "
                      "2023/1348 unless another is named."),
           Paragraph::Kind::lead},
       std::move(list)}};
  return page_of(call, page, held->fresh, {std::move(all)});
}

std::vector<std::string> list_parameters() {
  std::vector<std::string> out = api::filter_names(findings_list().filters);
  out.insert(out.end(), {"limit", "sort", "cursor"});
  return out;
}

} // namespace

std::vector<api::Route> finding_page_routes() {
  return {{"GET", "/findings", "findings_page", kept(findings_page), list_parameters(), false, true},
          {"GET", "/rules", "rules_page", kept(rules_page), {}, false, true}};
}

} // namespace openward::pages::explore
