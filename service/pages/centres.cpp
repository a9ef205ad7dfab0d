#include "service/pages/centres.h"

#include "domain/surroundings.h"
#include "persistence/surroundings.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/surroundings.h"
#include "service/pages/body_parts.h"
#include "service/pages/document.h"
#include "service/pages/scripts.h"
#include "service/pages/surroundings.h"

#include <algorithm>
#include <array>
#include <set>

namespace openward::pages::explore {

using api::SurroundingsReport;
using http::Response;
using persistence::Session;
using rapidjson::Value;

namespace {

constexpr std::array<std::string_view, 5> kinds{"standard", "large", "hub", "spoke", "unknown"};
constexpr std::array<std::string_view, 6> standings{"announced", "approved", "open", "closed", "not_yet", "unknown"};

const api::SurroundingsReportInfo& report(std::string_view name) {
  const auto& all = api::surroundings_reports();
  return *std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
}

std::string or_unknown(const std::string& word) { return word.empty() ? "not known" : label(word); }

// ---- the list -----------------------------------------------------------------------------------------------------------------------

/// The centres of one answer of the report, and what else stands on the page.
struct Found {
  SurroundingsReport counts;
  SurroundingsReport programmes;
  std::vector<DiagnosticCentre> centres;
  std::set<std::string> regions; // of every centre, for the form
  Freshness fresh;
};

std::set<std::string> ids_of(const SurroundingsReport& counts) {
  std::set<std::string> out;
  for (const auto& row : counts.table.rows) {
    rapidjson::Document ids;
    const std::string json = Record(counts.table.columns, row).text("ids");
    ids.Parse(json.data(), json.size());
    for (const auto& id : ids.GetArray()) out.insert(id.GetString());
  }
  return out;
}

Result<Found> find(Session& s, const http::Parameters& asked, Date today) {
  http::Parameters grouped = asked;
  grouped.emplace_back("group_by", "operator_class,estate_owner_class,funder");
  auto counts = report("centres").make(s, grouped, today);
  if (!counts) return counts.error();
  auto programmes = report("programmes").make(s, {}, today);
  if (!programmes) return programmes.error();
  Found out{*std::move(counts), *std::move(programmes), persistence::centres(s), {}, freshness(s)};
  for (const DiagnosticCentre& centre : out.centres) {
    if (!centre.region.empty()) out.regions.insert(centre.region);
  }
  const auto asked_for = ids_of(out.counts);
  std::erase_if(out.centres, [&](const DiagnosticCentre& centre) { return asked_for.count(centre.id) == 0; });
  return out;
}

FormBlock form_of(const http::Parameters& asked, const std::set<std::string>& regions) {
  std::vector<Option> region{{"", "every region"}};
  for (const std::string& name : regions) region.push_back({name, name});
  return {
      "/diagnostic-centres",
      "Show",
      {{"operator_class", "Run by", first(asked, "operator_class"), "", choices_of(provider_class_words(), "anybody")},
       {"estate_owner_class", "In a building of", first(asked, "estate_owner_class"), "", choices_of(provider_class_words(), "anybody")},
       {"status", "Status", first(asked, "status"), "", choices_of(std::span<const std::string_view>(standings), "every status")},
       {"on", "On the day", first(asked, "on"), "date", {}, "empty: its latest status"},
       {"region", "Region", first(asked, "region"), "", std::move(region)},
       {"kind", "Kind", first(asked, "kind"), "", choices_of(std::span<const std::string_view>(kinds), "every kind")}}};
}

/// What it was on the day that was asked for, or is by its latest status.
std::string standing_of(const DiagnosticCentre& centre, const std::optional<Date>& on) { return fact_of(centre, CentreFact::status, on); }

/// Nobody has said who it is, where there is neither a class nor a name.
TableCell class_cell(const std::string& word, const std::string& name) {
  if (word == "unclassified" && name.empty()) return text_cell("not known");
  TableCell out = link_cell(label(word), "/about#class-" + word);
  out.under = name;
  return out;
}

TableBlock centres_table(const Found& found, const std::optional<Date>& on) {
  TableBlock out{"Diagnostic centres" + (on ? ", as they were on " + day_in_words(on->iso()) : std::string()),
                 {{"Centre"}, {"Place"}, {"Run by"}, {"In a building of"}, {"Paid for by"}, {"Status"}},
                 {},
                 "No centre fits. Leave out a filter or the day."};
  out.id = "centres";
  for (const DiagnosticCentre& centre : found.centres) {
    const std::string operator_class(to_string(centre.operator_class));
    const std::string estate_class(to_string(centre.estate_owner_class));
    const std::string status = standing_of(centre, on);
    TableCell name = link_cell(centre.name, "/diagnostic-centres/" + api::encoded(centre.id));
    if (centre.synthetic) name.under = "invented, for demonstration";
    TableCell place = text_cell(centre.place);
    place.under = centre.region;
    TableCell run_by = class_cell(operator_class, centre.operator_name);
    TableCell estate = class_cell(estate_class, centre.estate_owner_name);
    TableCell standing = text_cell(or_unknown(status));
    standing.day = true;
    if (!on && centre.history.back().on) standing.under = "since " + day_in_words(centre.history.back().on->iso());
    out.lines.push_back(
        {{std::move(name), std::move(place), std::move(run_by), std::move(estate), text_cell(or_unknown(centre.funder)),
          std::move(standing)},
         false,
         {{"id", centre.id}, {"place", centre.place}, {"region", centre.region}, {"operator-class", operator_class}, {"status", status}}});
  }
  return out;
}

TableBlock counts_table(const SurroundingsReport& counts) {
  TableBlock out{"Who runs them, in whose building, and who paid: three facts, and a share depends on which is counted",
                 {{"Run by"}, {"In a building of"}, {"Paid for by"}, {"Centres", true}, {"Share, %", true}},
                 {},
                 "No centre fits."};
  for (const auto& row : counts.table.rows) {
    const Record view(counts.table.columns, row);
    TableCell share = text_cell(view.text("share"));
    share.number = true;
    const auto rows = [&](std::string_view column) { return or_unknown(view.text(column)); };
    out.lines.push_back({{text_cell(rows("operator_class")), text_cell(rows("estate_owner_class")), text_cell(rows("funder")),
                          number_cell(view.number("centres").value_or(0)), std::move(share)}});
  }
  return out;
}

TableBlock programmes_table(const SurroundingsReport& programmes) {
  TableBlock out{"Programmes on their way to a target",
                 {{"Programme"}, {"Target", true}, {"By"}, {"Measured", true}, {"On"}, {"Reached, %", true}},
                 {},
                 "No programme is held."};
  for (const auto& row : programmes.table.rows) {
    const Record view(programmes.table.columns, row);
    const std::string unit = view.text("unit");
    const auto quantity = [&](std::string_view column) {
      const auto number = view.number(column);
      TableCell cell = !number ? text_cell("none") : unit == "pence" ? money_cell(*number) : number_cell(*number);
      cell.number = true;
      if (number && unit != "pence") cell.under = unit;
      return cell;
    };
    TableCell name = text_cell(view.text("name"));
    name.under = view.text("note");
    TableCell reached = text_cell(view.text("reached").empty() ? "not measured" : view.text("reached"));
    reached.number = true;
    reached.basis_points = view.number("reached_basis_points");
    TableCell measured_on = text_cell(view.text("measured_on").empty() ? "–" : day_in_words(view.text("measured_on")));
    measured_on.under = view.text("source");
    out.lines.push_back({{std::move(name), quantity("target"),
                          text_cell(view.text("target_date").empty() ? "no day" : day_in_words(view.text("target_date"))),
                          quantity("quantity"), std::move(measured_on), std::move(reached)}});
  }
  return out;
}

Response centres_page(const api::Call& call) {
  const http::Parameters asked = meant(call.request.query);
  const Date today = london_date(call.app.clock());
  const auto found = api::reading(call, [&](Session& s) { return find(s, asked, today); });
  if (!found) return api::refuse(call, found.error());
  const auto day = Date::parse(first(asked, "on"));
  const std::optional<Date> on = day ? std::optional(*day) : std::nullopt;

  const auto count = static_cast<std::int64_t>(found->centres.size());
  Section opening{
      "",
      "",
      {Paragraph{{{counted(count, "community diagnostic centre", "community diagnostic centres") + " " + (count == 1 ? "fits" : "fit") +
                   ". Who runs a centre, whose building it is in and who paid are kept apart, and each can be unknown."}},
                 Paragraph::Kind::lead},
       form_of(asked, found->regions), Canvas{"map", "centres"}, centres_table(*found, on)}};
  Section counts{"counts", "Operator, estate and funder", {counts_table(found->counts)}};
  for (const std::string& note : found->counts.notes) counts.blocks.push_back(Paragraph{text_words(note), Paragraph::Kind::hint});
  Section programmes{"programmes", "Progress to target", {programmes_table(found->programmes)}};
  Page page;
  page.title = "Diagnostic centres";
  page.description = "Community diagnostic centres in England: who runs each, whose building it is in, who paid, and how far it is.";
  page.address = address("/diagnostic-centres", asked);
  page.section = "/diagnostic-centres";
  page.trail = {{"Openward", "/"}};
  if (const std::string script = script_address("map"); !script.empty()) page.scripts.push_back(script);
  page.data = {{"Centres (JSON)", "/v1/diagnostic-centres"},
               {"Centres (CSV)", "/v1/diagnostic-centres.csv"},
               {"The counts (CSV)", address("/v1/reports/centres.csv", asked)}};
  return page_of(call, page, found->fresh, {std::move(opening), std::move(counts), std::move(programmes)});
}

// ---- one centre ---------------------------------------------------------------------------------------------------------------------

Facts facts_of(const Value& centre) {
  const std::string operator_class = said(centre, "operator/class");
  const std::string estate_class = said(centre, "estate_owner_class");
  const auto with_name = [](const std::string& word, const std::string& name) {
    if (word == "unclassified" && name.empty()) return text_words("not known");
    return Words{{label(word), "/about#class-" + word}, {name.empty() ? ", name not known" : ", " + name}};
  };
  Facts out;
  out.facts.push_back({"Place", {text_words(said(centre, "place") + ", " + or_unknown(said(centre, "region")))}});
  out.facts.push_back({"Kind", {text_words(or_unknown(said(centre, "kind")))}});
  out.facts.push_back({"Run by", {with_name(operator_class, said(centre, "operator/name"))}});
  out.facts.push_back({"In a building of", {with_name(estate_class, said(centre, "estate_owner_name"))}});
  out.facts.push_back({"Paid for by", {text_words(or_unknown(said(centre, "funder")))}});
  out.facts.push_back({"For whom it is run", {text_words(or_unknown(said(centre, "host_commissioner")))}});
  out.facts.push_back({"Code", {text_words(or_unknown(said(centre, "code")))}});
  Facts::Fact tests{"Tests that it offers", {}};
  for (const Value* test : items(centre, "tests")) tests.said.push_back(text_words(std::string(text(*test))));
  if (tests.said.empty()) tests.said.push_back(text_words("not known"));
  out.facts.push_back(std::move(tests));
  Facts::Fact awards{"Awards that it rests on", {}};
  for (const Value* award : items(centre, "awards")) {
    const std::string id(text(*award));
    awards.said.push_back({{id, "/awards/" + api::encoded(id)}});
  }
  if (awards.said.empty()) awards.said.push_back(text_words("none named"));
  out.facts.push_back(std::move(awards));
  out.facts.push_back({"Source", {text_words(said(centre, "source"))}});
  return out;
}

Response centre_page(const api::Call& call) {
  struct Held {
    std::string json;
    Freshness fresh;
  };
  const auto held = api::reading(call, [&](Session& s) -> Result<Held> {
    auto json = api::visible(call, s, "diagnostic-centres", call.values.front());
    if (!json) return json.error();
    return Held{*std::move(json), freshness(s)};
  });
  if (!held) return api::refuse(call, held.error());
  rapidjson::Document centre;
  centre.Parse(held->json.data(), held->json.size());
  TableBlock history{"Every status it has had, oldest first", {{"Status"}, {"Since"}, {"Who says so"}}, {}};
  for (const Value* line : items(centre, "history"))
    history.lines.push_back(
        {{text_cell(label(said(*line, "status"))), text_cell(said(*line, "on").empty() ? "not known" : day_in_words(said(*line, "on"))),
          text_cell(said(*line, "source"))}});
  Section opening{"", "", {}};
  const Value* synthetic = inside(centre, "synthetic");
  if (synthetic != nullptr && synthetic->IsTrue()) opening.blocks.push_back(invented_notice());
  opening.blocks.push_back(facts_of(centre));
  Page page;
  page.title = said(centre, "name");
  page.description = "Who runs " + page.title + ", whose building it is in, who paid, and what became of it.";
  page.address = "/diagnostic-centres/" + api::encoded(said(centre, "id"));
  page.section = "/diagnostic-centres";
  page.trail = {{"Openward", "/"}, {"Diagnostic centres", "/diagnostic-centres"}};
  page.data = {{"JSON", "/v1" + page.address}};
  return page_of(call, page, held->fresh, {std::move(opening), Section{"history", "Its history", {std::move(history)}}});
}

} // namespace

std::vector<api::Route> centre_page_routes() {
  return {{"GET",
           "/diagnostic-centres",
           "diagnostic_centres_page",
           centres_page,
           {"on", "operator_class", "estate_owner_class", "funder", "host_commissioner", "region", "kind", "status", "opened_year"},
           false,
           true},
          {"GET", "/diagnostic-centres/{id}", "diagnostic_centre_page", centre_page, {}, false, true}};
}

} // namespace openward::pages::explore
