#include "service/pages/spend.h"

#include "embedded/spend_page.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/app/deflator.h"
#include "service/app/lenses.h"
#include "service/pages/figures.h"
#include "service/pages/frame.h"
#include "service/pages/named_bodies.h"
#include "service/pages/question.h"
#include "service/pages/spend_table.h"
#include "service/pages/words.h"

#include "domain/region.h"

#include <algorithm>
#include <array>

namespace openward::pages {

using http::Parameters;
using kainjow::mustache::data;
using persistence::Session;

namespace {

constexpr std::string_view usual_lens = "all_non_nhs";
constexpr std::array<std::string_view, 6> in_the_form{"group_by", "lens", "basis", "price_year", "region", "financial_year"};
/// Bodies that a visitor may type by name.
constexpr std::array<BodyField, 2> bodies{{{"payer", "commissioners"}, {"provider", "providers"}}};

/// What is left of rows that were chosen by who was paid is no whole that a lens could state a share of.
bool chooses_payees(const Parameters& given) {
  return std::any_of(given.begin(), given.end(),
                     [](const auto& p) { return p.first.starts_with("provider") || p.first.starts_with("not_provider"); });
}

/// A form sends a price year for money of the day too, and a lens where there can be no share: they say nothing there.
Parameters asked(const Parameters& given) {
  Parameters out = meant(given, {"expense_area"});
  if (first(out, "basis") != "real") out = without(std::move(out), "price_year");
  if (chooses_payees(out)) out = without(std::move(out), "lens");
  return out;
}

/// With the usual lens where none is named.
Parameters through_a_lens(const Parameters& given) {
  return has(given, "lens") || chooses_payees(given) ? given : with(given, "lens", usual_lens);
}

data lens_view(const Lens& lens) {
  data out;
  out.set("title", lens.definition().title);
  out.set("definition", lens.definition().definition);
  out.set("name", lens.name());
  out.set("source", lens.definition().source);
  return out;
}

std::vector<Choice> price_years() {
  std::vector<Choice> out{{"", "the latest that is no forecast"}};
  for (const PriceIndex& year : app::deflator().years()) {
    const std::string text = FinancialYear(year.start_year).text();
    out.push_back({text, text + (year.forecast ? " (forecast)" : "")});
  }
  return out;
}

std::vector<Choice> lens_choices() {
  std::vector<Choice> out;
  for (const Lens* lens : app::lenses().current()) out.push_back({lens->definition().id, lens->definition().title});
  return out;
}

/// The years that the question has without its own choice of years, each with whether it is chosen.
Result<data> year_boxes(Session& s, const SpendFigures& figures, const Parameters& given) {
  data out{data::type::list};
  std::vector<std::string> years = years_in(figures.by_year);
  if (has(given, "financial_year")) {
    auto request = api::report_request(*persistence::find_report("spend"), without(figures.given, "financial_year"));
    if (!request) return request.error();
    request->group_by = {"financial_year"};
    request->lens = nullptr;
    request->real.reset();
    request->today = figures.request.today;
    const auto all = persistence::run_report(s, *persistence::find_report("spend"), *request);
    if (!all) return all.error();
    years = years_in(*all);
  }
  for (const std::string& year : years) {
    if (year.empty()) continue;
    data one;
    one.set("year", year);
    const bool chosen =
        std::any_of(given.begin(), given.end(), [&](const auto& p) { return p.first == "financial_year" && p.second == year; });
    one.set("chosen", data(chosen));
    out.push_back(one);
  }
  return out;
}

void add_form(Session& s, data& view, const SpendFigures& figures, const Parameters& given) {
  std::vector<Choice> by;
  for (const SpendSplit& split : spend_splits()) by.push_back({std::string(split.word), std::string(split.title)});
  view.set("splits", choices(by, figures.split->word));
  view.set("lenses", choices(lens_choices(), figures.request.lens ? figures.request.lens->definition().id : std::string()));
  view.set("bases", choices({{"nominal", "money of the day"}, {"real", "prices of one year"}}, first(given, "basis")));
  view.set("price_years", choices(price_years(), first(given, "price_year")));
  std::vector<Choice> regions{{"", "all"}};
  for (const std::string_view word : region_words()) regions.push_back({std::string(word), label(word)});
  view.set("regions", choices(regions, first(given, "region")));
  view.set("typed_payer", name_for_form(s, given, bodies.front()));
  view.set("hidden", hidden(given, fields_shown(in_the_form, given, std::span(bodies).first(1))));
}

/// The sentence that the page stands for.
void add_finding(data& view, const SpendFigures& f) {
  const auto columns = std::span(f.by_year.table.columns).subspan(f.by_year.table.columns.size() - f.by_year.totals.size());
  const Record total(columns, f.by_year.totals);
  const bool real = f.request.real.has_value();
  const auto paid = total.number(real ? "paid_real" : "paid");
  const std::string percent = total.text(real ? "share_real" : "share");
  view.set("paid", paid ? short_pounds(*paid) : "an amount without an index");
  view.set("has_share", data(!percent.empty()));
  view.set("share", percent + "%");
  view.set("numerator", short_pounds(total.number(real ? "numerator_real" : "numerator").value_or(0)));
  view.set("denominator", short_pounds(total.number(real ? "denominator_real" : "denominator").value_or(0)));
  view.set("unclassified", short_pounds(total.number(real ? "unclassified_real" : "unclassified").value_or(0)));
  const bool chosen = f.request.lens == nullptr;
  view.set("why_none", chosen ? "the payments were chosen by who was paid, so they are no whole" : total.text("share_note"));
  view.set("years", years_in_words(years_in(f.by_year)));
  const std::string of = (paid ? short_pounds(*paid) : "Money") + " paid " + years_in_words(years_in(f.by_year));
  view.set("finding", percent.empty() ? of : percent + "% of " + of + " is counted by the definition");
  view.set("real", data(real));
  view.set("prices", prices_in_words(f));
  view.set("payments", counted(total.number("payments").value_or(0), "payment", "payments"));
}

struct Made {
  data view;
  Freshness fresh;
  std::string title;
  std::string description;
};

std::string text_in(const data& view, const std::string& name) {
  const data* found = view.get(name);
  return found != nullptr && found->is_string() ? found->string_value() : std::string();
}

/// "Demonstration data. 12% of £5m paid in 2025-26 is counted by the definition. Definition: Accounts, independent sector. Payer: A."
std::string in_one_line(const data& view, const SpendFigures& f, const data& chips, bool synthetic) {
  std::string out = (synthetic ? "Demonstration data. " : "") + text_in(view, "finding") + ".";
  if (f.request.lens != nullptr) out += " Definition: " + f.request.lens->definition().title + ".";
  for (const data& chip : chips.list_value()) out += " " + text_in(chip, "name") + ": " + text_in(chip, "value") + ".";
  return out;
}

Result<Made> made_of(Session& s, const Parameters& given, Date today) {
  const auto split = split_asked_for(given);
  if (!split) return split.error();
  auto figures = spend_figures(s, **split, through_a_lens(given), today);
  if (!figures) return figures.error();
  Made out;
  out.fresh = freshness(s);
  data& view = out.view;
  const auto years = year_boxes(s, *figures, given);
  if (!years) return years.error();
  view.set("year_boxes", *years);
  add_form(s, view, *figures, given);
  add_finding(view, *figures);
  view.set("has_lens", data(figures->request.lens != nullptr));
  if (figures->request.lens) view.set("lens", lens_view(*figures->request.lens));
  view.set("split", std::string((*split)->title));
  view.set("held", data(!figures->by_year.table.rows.empty()));
  view.set("by_year", data((*split)->by_year));
  if ((*split)->by_year) {
    view.set("year_table", year_table(*figures));
  } else {
    view.set("largest", largest_lines(*figures));
  }
  const std::initializer_list<std::string_view> no_filters = {"group_by", "lens", "basis", "price_year"};
  const data chosen = chips(s, "/spend", given, no_filters);
  view.set("chosen", data(!chosen.is_empty_list()));
  view.set("chips", chosen);
  view.set("synthetic", data(asks_synthetic(given)));
  view.set("real_address", address("/spend", without(given, "synthetic")));
  view.set("synthetic_address", address("/spend", with(given, "synthetic", "true")));
  view.set("rows", address("/payments", without(without(without(without(figures->given, "lens"), "basis"), "price_year"), "group_by")));
  if (!figures->by_year.table.rows.empty())
    out.description = in_one_line(view, *figures, chips(s, "/spend", without(given, "synthetic"), no_filters), asks_synthetic(given));
  out.title = "Spend by " + std::string((*split)->title);
  return out;
}

/// The question as the API takes it.
std::string query_of(const Parameters& given) {
  Parameters api = of_one_origin(through_a_lens(given));
  const std::string by = has(api, "group_by") ? first(api, "group_by") : "provider_class";
  return api::encode_query(with(std::move(api), "group_by", by + ",financial_year"));
}

http::Response spend(const api::Call& call) {
  const Parameters given = asked(call.request.query);
  if (auto answer = answer_to_names(call, "/spend", given, bodies)) return *std::move(answer);
  const Date today = london_date(call.app.clock());
  auto made = api::reading(call, [&](Session& s) { return made_of(s, given, today); });
  if (!made) return api::refuse(call, made.error());
  Page page;
  page.title = made->title;
  page.description =
      !made->description.empty()
          ? made->description
          : "What public bodies say they paid, by kind of provider and financial year, with the share by a stated definition.";
  page.address = address("/spend", given);
  page.section = "/spend";
  page.data = {{"CSV", "/v1/reports/spend.csv?" + query_of(given)},
               {"JSON", "/v1/reports/spend?" + query_of(given)},
               {"Workbook", "/v1/reports/spend.xlsx?" + query_of(given)}};
  return framed(call, page, made->fresh, embedded::web_templates_spend_mustache, std::move(made->view));
}

} // namespace

std::vector<api::Route> spend_page_routes() {
  std::vector<std::string> parameters = api::filter_names(persistence::find_report("spend")->filters);
  parameters.insert(parameters.end(), {"group_by", "lens", "basis", "price_year"});
  return {{"GET", "/spend", "spend_page", spend, std::move(parameters), false, true}};
}

} // namespace openward::pages
