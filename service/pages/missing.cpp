#include "service/pages/missing.h"

#include "domain/date.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/table_reports.h"
#include "service/app/missing.h"
#include "service/pages/kept.h"
#include "service/pages/named_bodies.h"
#include "service/pages/parts.h"
#include "service/pages/surroundings.h"

#include <algorithm>
#include <array>

namespace openward::pages::explore {

using app::TableReport;
using http::Response;
using persistence::Session;

namespace {

constexpr std::size_t most_lines = 200;

http::Parameters with(http::Parameters asked, const std::string& name, const std::string& value) {
  std::erase_if(asked, [&](const auto& p) { return p.first == name; });
  asked.emplace_back(name, value);
  return asked;
}

std::int64_t items_of(const TableReport& counts, std::string_view gap) {
  for (const auto& row : counts.table.rows) {
    const Record view(counts.table.columns, row);
    if (view.text("gap") == gap) return view.number("items").value_or(0);
  }
  return 0;
}

/// What is real and what is invented in columns of their own.
TableBlock kinds_table(const TableReport& real, const TableReport& invented, const http::Parameters& asked) {
  TableBlock out{"How much of each kind is missing", {{"What"}, {"What it means"}, {"Real", true}, {"Invented", true}}, {}};
  for (const std::string_view word : app::gap_words()) {
    const http::Parameters of_gap = with(asked, "gap", std::string(word));
    const auto cell = [&](const TableReport& counts, const std::string& synthetic) {
      return number_cell(items_of(counts, word), address("/missing", with(of_gap, "synthetic", synthetic)));
    };
    out.lines.push_back({{link_cell(label(word), address("/missing", of_gap)), text_cell(std::string(app::meaning(*app::gap_from(word)))),
                          cell(real, "false"), cell(invented, "true")}});
  }
  return out;
}

TableCell body_cell(const Record& row, const std::string& prefix, const std::string& at) {
  const std::string id = row.text(prefix + ".id");
  const std::string name = row.text(prefix + ".name");
  if (id.empty()) return text_cell(name.empty() ? "–" : name);
  // Words that are linked to no body have an id of their own and no page.
  return id.starts_with("bd-") ? link_cell(name, at + api::encoded(id)) : text_cell(name);
}

TableBlock list_table(const TableReport& list, const std::string& gap) {
  TableBlock out{label(gap), {{"Commissioner"}}, {}, "Nothing of this kind is missing under this filter."};
  const bool months = gap.starts_with("month_");
  const bool awards = gap.starts_with("award_");
  out.heads.push_back({months ? "Month" : "Provider"});
  if (awards) out.heads.insert(out.heads.end(), {{"Award"}, {"Date"}});
  if (!months && !awards) out.heads.insert(out.heads.end(), {{"Lines", true}, {"Paid", true}});
  for (const auto& row : list.table.rows) {
    const Record view(list.table.columns, row);
    TableLine line{{body_cell(view, "commissioner", "/commissioners/"),
                    months ? text_cell(view.text("month")) : body_cell(view, "provider", "/providers/")}};
    if (awards) {
      line.cells.push_back(link_cell(view.text("award_id"), "/awards/" + api::encoded(view.text("award_id"))));
      line.cells.push_back(day_cell(view.text("effective_on")));
    } else if (!months) {
      line.cells.push_back(number_cell(view.number("payments").value_or(0)));
      line.cells.push_back(money_cell(view.number("paid").value_or(0)));
    }
    out.lines.push_back(std::move(line));
  }
  return out;
}

struct Held {
  TableReport real; // or the list that was asked for
  TableReport invented;
  Freshness fresh;
  std::string commissioner; // as the form shows it
};

/// Bodies that a visitor may type by name.
constexpr std::array<BodyField, 1> bodies{{{"commissioner", "commissioners"}}};

Result<Held> held(Session& s, const http::Parameters& asked, bool listed, Date today) {
  auto question = api::missing_question(asked);
  if (!question) return question.error();
  if (listed) {
    question->most = most_lines;
  } else {
    question->synthetic = false;
  }
  auto opening = app::missing(s, *question, today);
  if (!opening) return opening.error();
  Held out{*std::move(opening), {}, freshness(s), name_for_form(s, asked, bodies.front())};
  if (listed) return out;
  question->synthetic = true;
  auto second = app::missing(s, *question, today);
  if (!second) return second.error();
  out.invented = *std::move(second);
  return out;
}

FormBlock form_of(const http::Parameters& asked, const std::string& commissioner) {
  return {"/missing",
          "Show",
          {{"gap", "What is missing", first(asked, "gap"), "", choices_of(app::gap_words(), "a count of everything")},
           {"commissioner", "Commissioner", commissioner, "text", {}, "words of its name, or a code such as ods:QJM; empty for all"},
           {"synthetic",
            "Origin",
            first(asked, "synthetic"),
            "",
            {{"", "real and invented"}, {"false", "real alone"}, {"true", "invented alone"}}}}};
}

Response missing_page(const api::Call& call) {
  const http::Parameters asked = meant(call.request.query);
  if (auto answer = answer_to_names(call, "/missing", asked, bodies)) return *std::move(answer);
  const std::string gap = first(asked, "gap");
  const Date today = london_date(call.app.clock());
  const auto found = api::reading(call, [&](Session& s) { return held(s, asked, !gap.empty(), today); });
  if (!found) return api::refuse(call, found.error());
  Section section{
      "",
      "",
      {Paragraph{text_words("What the register does not hold, so that nobody takes its silence for a fact. A gap is a question to the "
                            "publisher or to the register, and proves nothing by itself."),
                 Paragraph::Kind::lead},
       form_of(asked, found->commissioner)}};
  if (gap.empty()) {
    section.blocks.push_back(kinds_table(found->real, found->invented, asked));
  } else {
    const auto all = static_cast<std::size_t>(found->real.rows_in_all.value_or(0));
    section.blocks.push_back(Paragraph{text_words(std::string(app::meaning(*app::gap_from(gap))))});
    section.blocks.push_back(list_table(found->real, gap));
    section.blocks.push_back(Paragraph{{{with_thousands(static_cast<std::int64_t>(std::min(all, most_lines))) + " shown of " +
                                         with_thousands(static_cast<std::int64_t>(all)) + ". "},
                                        {"All as CSV", address("/v1/reports/missing.csv", asked)}},
                                       Paragraph::Kind::hint});
  }
  Page page;
  page.title = gap.empty() ? "What is missing" : "What is missing: " + label(gap);
  page.description = "Months without spend files, awards without notices, payments without awards: what the register does not hold.";
  page.address = address("/missing", asked);
  page.section = "/missing";
  page.trail = {{"Openward", "/"}};
  if (!gap.empty()) page.trail.push_back({"What is missing", "/missing"});
  page.data = {{"JSON", address("/v1/reports/missing", asked)}, {"CSV", address("/v1/reports/missing.csv", asked)}};
  return page_of(call, page, found->fresh, {std::move(section)});
}

} // namespace

std::vector<api::Route> missing_page_routes() {
  return {{"GET", "/missing", "missing_page", kept(missing_page), {"gap", "commissioner", "synthetic"}, false, true}};
}

} // namespace openward::pages::explore
