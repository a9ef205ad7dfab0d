#include "service/pages/payments.h"

#include "embedded/list_pages.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/pages/figures.h"
#include "service/pages/frame.h"
#include "service/pages/listing.h"
#include "service/pages/named_bodies.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

#include <array>

namespace openward::pages {

using http::Parameters;
using kainjow::mustache::data;
using persistence::Session;

namespace {

constexpr int lines_on_a_page = 50;
constexpr std::array<std::string_view, 7> in_the_form{"q", "provider_class", "paid_from", "paid_to", "min_value", "max_value", "sort"};
/// Bodies that a visitor may type by name.
constexpr std::array<BodyField, 2> bodies{{{"payer", "commissioners"}, {"provider", "providers"}}};

data lines_of(const persistence::Page& page) {
  data out{data::type::list};
  for (const persistence::Row& row : page.table.rows) {
    const Record payment(page.table.columns, row);
    data line;
    line.set("on", day_in_words(payment.text("paid_on")));
    line.set("payer", payment.text("payer.name"));
    line.set("payer_address", "/commissioners/" + api::encoded(payment.text("payer.id")));
    line.set("has_payer", data(!payment.text("payer.id").empty()));
    const std::string supplier = payment.text("supplier");
    line.set("supplier", supplier.empty() ? std::string("not named") : supplier);
    const std::string provider = payment.text("provider.id");
    line.set("linked", data(!provider.empty()));
    line.set("provider", payment.text("provider.name"));
    line.set("provider_address", "/providers/" + api::encoded(provider));
    line.set("class", label(payment.text("provider_class")));
    const auto confidence = payment.number("class.confidence");
    line.set("presumed", data(confidence && *confidence < 50));
    line.set("amount", pounds_and_pence(payment.number("amount").value_or(0)));
    line.set("area", payment.text("expense_area"));
    line.set("file", payment.text("file.name"));
    line.set("file_address", "/v1/spend-files/" + api::encoded(payment.text("file.id")));
    line.set("row", payment.text("row"));
    line.set("json", "/v1/payments/" + api::encoded(payment.text("id")));
    out.push_back(line);
  }
  return out;
}

/// The exact sum of the lines of the question, as the report of spend gives it.
Result<std::int64_t> sum_of(Session& s, const Listing& list) {
  const auto& report = *persistence::find_report("spend");
  persistence::ReportRequest request{list.request.filters, {"financial_year"}, nullptr, list.request.today};
  const auto made = persistence::run_report(s, report, request);
  if (!made) return made.error();
  const auto columns = std::span(made->table.columns).subspan(made->table.columns.size() - made->totals.size());
  return Record(columns, made->totals).number("paid").value_or(0);
}

struct Made {
  data view;
  Freshness fresh;
  Listing list;
};

Result<Made> made_of(Session& s, const Parameters& given, Date today) {
  auto list = listing(s, "payments", "/payments", given, lines_on_a_page, today);
  if (!list) return list.error();
  const auto sum = sum_of(s, *list);
  if (!sum) return sum.error();
  Made out{{}, freshness(s), *std::move(list)};
  add_listing(out.view, s, out.list);
  out.view.set("sum", pounds_and_pence(*sum));
  out.view.set("lines", lines_of(out.list.page));
  out.view.set("q", first(given, "q"));
  for (const char* name : {"paid_from", "paid_to", "min_value", "max_value"}) out.view.set(name, first(given, name));
  std::vector<Choice> classes{{"", "all"}};
  for (const std::string_view word : provider_class_words()) classes.push_back({std::string(word), label(word)});
  out.view.set("classes", choices(classes, first(given, "provider_class")));
  out.view.set("sorts",
               choices({{"", "newest first"}, {"paid_on", "oldest first"}, {"-amount", "largest first"}, {"amount", "smallest first"}},
                       first(given, "sort")));
  for (const BodyField& field : bodies) out.view.set("typed_" + std::string(field.name), name_for_form(s, given, field));
  out.view.set("hidden", hidden(given, fields_shown(in_the_form, given, bodies)));
  return out;
}

http::Response payments(const api::Call& call) {
  const Parameters given = meant(call.request.query, {"expense_area", "not_expense_area"});
  if (auto answer = answer_to_names(call, "/payments", given, bodies)) return *std::move(answer);
  const Date today = london_date(call.app.clock());
  auto made = api::reading(call, [&](Session& s) { return made_of(s, given, today); });
  if (!made) return api::refuse(call, made.error());
  Page page;
  page.title = "Payments";
  page.description = "Lines of spend files as public bodies published them, each with its file and its row.";
  page.address = address("/payments", given);
  page.section = "/spend";
  page.trail = {{"Spend", "/spend"}};
  page.data = {{"CSV", same_rows(made->list, ".csv")}, {"JSON", same_rows(made->list, "")}, {"Workbook", same_rows(made->list, ".xlsx")}};
  page.indexed = given.empty();
  return framed(call, page, made->fresh, embedded::web_templates_payments_mustache, std::move(made->view));
}

} // namespace

std::vector<api::Route> payments_page_routes() {
  std::vector<std::string> parameters = api::filter_names(persistence::find_resource("payments")->filters);
  parameters.insert(parameters.end(), {"limit", "sort", "cursor"});
  return {{"GET", "/payments", "payments_page", payments, std::move(parameters), false, true}};
}

} // namespace openward::pages
