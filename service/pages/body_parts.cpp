#include "service/pages/body_parts.h"

#include "persistence/repositories.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/app/law_surroundings.h"
#include "service/pages/document.h"
#include "service/pages/surroundings.h"

#include <charconv>

namespace openward::pages::explore {

using persistence::Session;
using rapidjson::Value;

const Value* inside(const Value& record, std::string_view place) {
  const Value* now = &record;
  while (now != nullptr && !place.empty()) {
    const auto end = std::min(place.find('/'), place.size());
    now = member(*now, place.substr(0, end));
    place.remove_prefix(std::min(end + 1, place.size()));
  }
  return now;
}

std::string said(const Value& record, std::string_view place) {
  const Value* found = inside(record, place);
  return found == nullptr ? std::string() : std::string(text(*found));
}

std::int64_t count_at(const Value& record, std::string_view place) {
  const Value* found = inside(record, place);
  return found != nullptr && found->IsInt64() ? found->GetInt64() : 0;
}

std::int64_t pence_at(const Value& record, std::string_view place) {
  std::string digits = said(record, place);
  std::erase(digits, '.'); // always two decimals
  std::int64_t out = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return fault == std::errc{} && end == digits.data() + digits.size() ? out : 0;
}

std::vector<const Value*> items(const Value& record, std::string_view place) {
  std::vector<const Value*> out;
  const Value* found = inside(record, place);
  if (found == nullptr || !found->IsArray()) return out;
  for (const Value& one : found->GetArray()) out.push_back(&one);
  return out;
}

std::optional<http::Response> moved_page(const api::Call& call, std::string_view resource, std::string_view id) {
  const auto into =
      call.app.database.read([&](Session& s) -> Result<std::optional<std::string>> { return persistence::body_after_merge(s, id); });
  if (!into || !*into) return std::nullopt;
  http::Response response;
  response.status = 301;
  response.media_type = "text/plain; charset=utf-8";
  const std::string address = "/" + std::string(resource) + "/" + api::encoded(**into);
  response.set_header("Location", address);
  response.body = "This record became another: " + address + "\n";
  return response;
}

Block invented_notice() {
  return Paragraph{
      {{"Demonstration data.", "", true}, {" This body and all that is said of it are invented, for trying out. Never quote it."}},
      Paragraph::Kind::notice};
}

namespace {

/// Its name and days, and what they rest on where that is recorded.
Words body_words(const Value& line, const std::string& pages) {
  const std::string id = said(line, "id");
  Words out{{said(line, "name"), id.empty() ? std::string() : pages + api::encoded(id)}, {days_in_words(line)}};
  if (const std::string source = said(line, "source"); !source.empty()) out.push_back({". Source: " + source});
  return out;
}

void add_bodies(Facts& to, const Value& record, std::string_view place, const std::string& term, const std::string& pages) {
  Facts::Fact fact{term, {}};
  for (const Value* line : items(record, place)) fact.said.push_back(body_words(*line, pages));
  if (!fact.said.empty()) to.facts.push_back(std::move(fact));
}

void add_successions(Facts& to, const Value& record, std::string_view place, const std::string& term) {
  Facts::Fact fact{term, {}};
  for (const Value* line : items(record, place)) {
    const std::string id = said(*line, "id");
    const std::string name = said(*line, "name").empty() ? said(*line, "identifier") : said(*line, "name");
    fact.said.push_back({{name, id.empty() ? std::string() : "/providers/" + api::encoded(id)},
                         {", " + day_in_words(said(*line, "date")) + ", " + label(said(*line, "basis"))}});
  }
  if (!fact.said.empty()) to.facts.push_back(std::move(fact));
}

void add_names(Facts& to, const Value& record) {
  Facts::Fact fact{"Other names", {}};
  for (const Value* line : items(record, "names")) {
    if (said(*line, "name") != said(record, "name")) fact.said.push_back(text_words(said(*line, "name") + days_in_words(*line)));
  }
  if (!fact.said.empty()) to.facts.push_back(std::move(fact));
}

} // namespace

std::string days_in_words(const Value& line) {
  const std::string from = said(line, "from");
  const std::string to = said(line, "to");
  if (from.empty() && to.empty()) return "";
  if (from.empty()) return " (until " + day_in_words(to) + ")";
  return " (from " + day_in_words(from) + (to.empty() ? "" : " to " + day_in_words(to)) + ")";
}

Facts identity(const Value& record) {
  Facts out;
  const std::string word = said(record, "provider_class");
  Words classed{{label(word), "/about#class-" + word},
                {". What it rests on: " + label(said(record, "class/evidence")) + ", confidence " +
                 std::to_string(count_at(record, "class/confidence")) + " of 100"}};
  if (const std::string detail = said(record, "class/detail"); !detail.empty()) classed.push_back({": " + detail});
  if (word == "unclassified") classed = {{label(word), "/about#class-" + word}, {". Nobody has shown yet what kind of body it is."}};
  out.facts.push_back({"Class", {std::move(classed)}});
  Facts::Fact identifiers{"Identifiers", {}};
  for (const Value* one : items(record, "identifiers")) identifiers.said.push_back(text_words(std::string(text(*one))));
  if (!identifiers.said.empty()) out.facts.push_back(std::move(identifiers));
  const std::string region = said(record, "region");
  out.facts.push_back({"Region",
                       {region == "unknown" || region.empty() ? text_words("not known")
                                                              : Words{{region_name(region), "/areas?region=" + api::encoded(region)}}}});
  add_names(out, record);
  add_bodies(out, record, "owners", "Owner", "/providers/");
  add_bodies(out, record, "groups", "Group", "/groups/");
  add_bodies(out, record, "members", "Owns or owned", "/providers/");
  add_successions(out, record, "predecessors", "Came from");
  add_successions(out, record, "successors", "Followed by");
  if (const std::string closed = said(record, "closed"); !closed.empty())
    out.facts.push_back({"Closed", {text_words(day_in_words(closed))}});
  return out;
}

TableBlock awards_by_tender_class(const Value& report, std::string caption) {
  TableBlock out{std::move(caption),
                 {{"Tender class"},
                  {"Awards", true},
                  {"Value without VAT", true},
                  {"Value with VAT", true},
                  {"VAT not stated", true},
                  {"Framework ceilings", true},
                  {"No value stated", true}},
                 {},
                 "The register holds no award of it."};
  const auto line = [](const Value& row, TableCell head, const std::string& rows) {
    return TableLine{{std::move(head), number_cell(count_at(row, "awards"), rows), money_cell(pence_at(row, "lifetime_net")),
                      money_cell(pence_at(row, "lifetime_gross")), money_cell(pence_at(row, "lifetime_vat_unknown")),
                      money_cell(pence_at(row, "framework_maximum")), number_cell(count_at(row, "without_value"))}};
  };
  for (const Value* row : items(report, "rows")) {
    const std::string word = said(*row, "tender_class");
    out.lines.push_back(line(*row, link_cell(label(word), "/about#tender-" + word), page_of_rows(said(*row, "rows_url"))));
  }
  const Value* totals = inside(report, "totals");
  if (out.lines.size() > 1 && totals != nullptr) {
    out.lines.push_back(line(*totals, text_cell("Total"), page_of_rows(said(report, "rows_url"))));
    out.lines.back().total = true;
  }
  return out;
}

namespace {

TableCell commissioner_cell(const Record& award) {
  const std::string id = award.text("commissioner.id");
  return id.empty() ? text_cell("not named") : link_cell(award.text("commissioner.name"), "/commissioners/" + api::encoded(id));
}

TableCell providers_cell(const Record& award) {
  TableCell out;
  const auto providers = award.list("providers");
  for (const auto& one : providers.GetArray()) {
    if (!out.words.empty()) out.words.push_back({", "});
    const std::string id = said(one, "id");
    out.words.push_back({said(one, "name"), id.empty() ? std::string() : "/providers/" + api::encoded(id)});
  }
  return out.words.empty() ? text_cell("not named") : out;
}

} // namespace

Result<Section> newest_awards(Session& s, const http::Parameters& filter, Beside beside) {
  const auto& awards = *persistence::find_resource("awards");
  auto request = api::list_request(awards, filter);
  if (!request) return request.error();
  request->sort = "-effective_on";
  request->limit = 10;
  const auto page = persistence::list(s, awards, *request);
  if (!page) return page.error();
  TableBlock table{
      "Newest awards",
      {{"What is bought"}, {"Date"}, {beside == Beside::commissioner ? "Commissioner" : "Providers"}, {"Route"}, {"Value as stated", true}},
      {},
      "The register holds no published award of it. That does not say that there is none."};
  for (const auto& row : page->table.rows) {
    const Record view(page->table.columns, row);
    const std::string title = view.text("title");
    const auto value = view.yes("value.placeholder") ? std::nullopt : view.number("value.amount");
    const std::string route = view.text("route");
    const bool pounds_stated = view.text("value.currency") == "GBP";
    TableCell amount = value && pounds_stated ? money_cell(*value) : text_cell(value ? "in " + view.text("value.currency") : "not stated");
    amount.number = true;
    if (value) amount.under = label(view.text("value.kind")) + ", VAT " + view.text("value.vat");
    table.lines.push_back(
        {{link_cell(title.empty() ? view.text("id") : title, "/awards/" + api::encoded(view.text("id"))),
          day_cell(view.text("effective_on")), beside == Beside::commissioner ? commissioner_cell(view) : providers_cell(view),
          link_cell(label(route), "/about#route-" + route), std::move(amount)}});
  }
  Section out{"awards", "Newest awards", {std::move(table)}};
  if (page->total > 0) out.blocks.push_back(Paragraph{{{"All " + counted(page->total, "award", "awards"), address("/awards", filter)}}});
  return out;
}

Result<Section> findings_of_body(Session& s, const http::Parameters& filter) {
  const auto& findings = *persistence::find_resource("findings");
  auto request = api::list_request(findings, filter);
  if (!request) return request.error();
  request->limit = 10;
  const auto page = persistence::list(s, findings, *request);
  if (!page) return page.error();
  TableBlock table{"Latest findings", {{"Rule"}, {"Outcome"}, {"About"}, {"Law"}}, {}, "No rule finds a question in what is held of it."};
  for (const auto& row : page->table.rows) {
    const Record view(page->table.columns, row);
    const law::Rule* rule = app::rule_book().find(view.text("rule"));
    const bool award = view.text("subject") == "award";
    TableCell about =
        link_cell(view.text("title").empty() ? view.text("ocid") : view.text("title"),
                  award ? "/awards/" + api::encoded(view.text("award.id")) : "/procurements/" + api::encoded(view.text("ocid")));
    table.lines.push_back({{link_cell(rule == nullptr ? view.text("rule") : rule->title, "/rules#" + view.text("rule")),
                            text_cell(label(view.text("outcome"))), std::move(about), text_cell(view.text("citation"))}});
  }
  Section out{"findings", "Questions that its records raise", {}};
  out.blocks.push_back(Paragraph{
      {{"A finding is a question with its regulation, not an accusation. "}, {"Each rule says what would answer it", "/rules"}, {"."}},
      Paragraph::Kind::hint});
  out.blocks.push_back(std::move(table));
  if (page->total > 0)
    out.blocks.push_back(Paragraph{{{"All " + counted(page->total, "finding", "findings"), address("/findings", filter)}}});
  return out;
}

} // namespace openward::pages::explore
