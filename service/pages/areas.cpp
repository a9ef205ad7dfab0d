#include "service/pages/areas.h"

#include "domain/region.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/app/reconcile.h"
#include "service/pages/parts.h"
#include "service/pages/surroundings.h"

#include <algorithm>
#include <map>

namespace openward::pages::explore {

using app::BodyDirectory;
using http::Response;
using matching::BodyRef;
using persistence::Session;

namespace {

constexpr std::size_t most_choices = 30;
constexpr std::string_view lens = "accounts_independent";

// ---- from a name to a page ----------------------------------------------------------------------------------------------------------

std::string page_of_body(const persistence::NamedBody& body) {
  const std::string id = api::encoded(body.known.body.id);
  return (body.commissioner ? "/commissioners/" : "/providers/") + id;
}

bool has_page(const persistence::NamedBody& body) { return body.commissioner || body.provider; }

/// Bodies of the health service and councils: who buys care for a place.
bool buys_care(const persistence::NamedBody& body) {
  switch (body.known.body.classification.provider_class) {
  case ProviderClass::nhs_trust:
  case ProviderClass::nhs_foundation_trust:
  case ProviderClass::nhs_other:
  case ProviderClass::local_authority:
    return body.commissioner;
  default:
    return false;
  }
}

/// Those who buy care first, as they are what most people look for, then others who buy; otherwise as the name fits.
std::vector<BodyRef> fitting(const BodyDirectory& directory, std::string_view typed) {
  std::vector<BodyRef> out = directory.bodies_beginning(typed, most_choices);
  if (out.empty()) {
    const auto there = directory.in_postcode(app::postcode_key(typed));
    out.assign(there.begin(), there.end());
  }
  std::erase_if(out, [&](BodyRef ref) { return !has_page(directory.body(ref)); });
  std::stable_partition(out.begin(), out.end(), [&](BodyRef ref) { return directory.body(ref).commissioner; });
  std::stable_partition(out.begin(), out.end(), [&](BodyRef ref) { return buys_care(directory.body(ref)); });
  if (out.size() > most_choices) out.resize(most_choices);
  return out;
}

std::string what_it_is(const persistence::NamedBody& named) {
  const Body& body = named.known.body;
  std::string out = label(to_string(body.classification.provider_class));
  for (const Identifier& identifier : body.identifiers) out += ", " + identifier.text();
  if (!body.postcode.empty()) out += ", " + body.postcode;
  if (body.closed) out += ", closed " + day_in_words(body.closed->iso());
  return out;
}

TableBlock choice_table(const BodyDirectory& directory, const std::vector<BodyRef>& found, const std::string& typed) {
  TableBlock table{"What “" + typed + "” may mean", {{"Name"}, {"What it is"}, {"As a buyer"}, {"As a provider"}, {"Awards", true}}, {}};
  for (const BodyRef ref : found) {
    const auto& body = directory.body(ref);
    const std::string id = api::encoded(body.known.body.id);
    TableCell name = link_cell(body.known.body.name, page_of_body(body));
    if (body.known.body.synthetic) name.under = "invented, for demonstration";
    table.lines.push_back({{std::move(name), text_cell(what_it_is(body)),
                            body.commissioner ? link_cell("what it paid", "/commissioners/" + id) : text_cell("–"),
                            body.provider ? link_cell("what it was paid", "/providers/" + id) : text_cell("–"), number_cell(body.awards)}});
  }
  return table;
}

Block nothing_found(const std::string& typed) {
  return Paragraph{
      {{"Nothing here begins with the words “" + typed +
        "”. Try one word of the name, such as the county or the town; the code that "
        "the health service gives it, such as QJM; or the postcode of its office. A general practice or a ward is not an area: look "
        "for the integrated care board. "},
       {"All commissioners", "/commissioners"},
       {", "},
       {"all providers", "/providers"},
       {"."}},
      Paragraph::Kind::notice};
}

// ---- regions ------------------------------------------------------------------------------------------------------------------------

Result<persistence::Report> spend_by(Session& s, http::Parameters given, const std::string& dimension) {
  const auto& spend = *persistence::find_report("spend");
  given.insert(given.end(), {{"synthetic", "false"}, {"group_by", dimension}, {"lens", std::string(lens)}});
  const auto request = api::report_request(spend, given);
  if (!request) return request.error();
  return persistence::run_report(s, spend, *request);
}

TableCell share_cell(const Record& row) {
  TableCell out = text_cell(row.text("share").empty() ? "none" : row.text("share"));
  out.number = true;
  out.basis_points = row.number("share_basis_points");
  return out;
}

Result<TableBlock> regions_table(Session& s) {
  const auto& commissioners = *persistence::find_resource("commissioners");
  const auto facets = persistence::facets(s, commissioners, {{"synthetic", false, {"false"}}}, {"region"});
  if (!facets) return facets.error();
  const auto spend = spend_by(s, {}, "region");
  if (!spend) return spend.error();
  std::map<std::string, const persistence::Row*> paid;
  for (const auto& row : spend->table.rows) paid.emplace(Record(spend->table.columns, row).text("region"), &row);
  std::map<std::string, std::int64_t> bodies;
  for (const auto& value : facets->front().values) {
    const auto* word = std::get_if<std::string>(&value.value);
    bodies[word == nullptr ? "unknown" : *word] += value.rows;
  }
  TableBlock table{"Regions of NHS England: their commissioners and the payments that those published, all years",
                   {{"Region"}, {"Commissioners", true}, {"Paid", true}, {"To independent providers, %", true}},
                   {}};
  for (const std::string_view word : region_words()) {
    const std::string region(word);
    const std::string at = "/areas?region=" + region;
    TableLine line{{link_cell(region == "unknown" ? "Region not known" : region_name(region), at),
                    number_cell(bodies[region], "/commissioners?region=" + region + "&synthetic=false")}};
    const auto row = paid.find(region);
    if (row == paid.end()) {
      for (int i = 0; i < 2; ++i) line.cells.push_back({text_words("none held"), true});
    } else {
      const Record view(spend->table.columns, *row->second);
      line.cells.push_back(money_cell(view.number("paid").value_or(0), "/payments?region=" + region + "&synthetic=false"));
      line.cells.push_back(share_cell(view));
    }
    table.lines.push_back(std::move(line));
  }
  return table;
}

Result<TableBlock> region_table(Session& s, const std::string& region) {
  const auto& resource = *persistence::find_resource("commissioners");
  persistence::ListRequest request{{{"region", false, {region}}, {"synthetic", false, {"false"}}}, "name", 200, ""};
  const auto page = persistence::list(s, resource, request);
  if (!page) return page.error();
  const auto spend = spend_by(s, {{"region", region}}, "commissioner");
  if (!spend) return spend.error();
  std::map<std::string, const persistence::Row*> paid;
  for (const auto& row : spend->table.rows) paid.emplace(Record(spend->table.columns, row).text("commissioner.id"), &row);
  TableBlock table{"Commissioners of " + (region == "unknown" ? std::string("no known region") : region_name(region)) + ", " +
                       counted(page->total, "body", "bodies"),
                   {{"Commissioner"}, {"Class"}, {"Awards", true}, {"Paid", true}, {"To independent providers, %", true}},
                   {},
                   "No commissioner is known to lie there."};
  for (const auto& row : page->table.rows) {
    const Record view(page->table.columns, row);
    const std::string id = view.text("id");
    const std::string word = view.text("provider_class");
    TableLine line{{link_cell(view.text("name"), "/commissioners/" + api::encoded(id)), link_cell(label(word), "/about#class-" + word),
                    number_cell(view.number("awards").value_or(0), "/awards?commissioner=" + api::encoded(id))}};
    const auto of = paid.find(id);
    if (of == paid.end()) {
      for (int i = 0; i < 2; ++i) line.cells.push_back({text_words("none held"), true});
    } else {
      const Record report(spend->table.columns, *of->second);
      line.cells.push_back(money_cell(report.number("paid").value_or(0), "/payments?payer=" + api::encoded(id)));
      line.cells.push_back(share_cell(report));
    }
    table.lines.push_back(std::move(line));
  }
  return table;
}

// ---- the page -----------------------------------------------------------------------------------------------------------------------

struct Found {
  TableBlock table;
  Freshness fresh;
};

Result<Found> regions(Session& s, const std::string& region) {
  auto table = region.empty() ? regions_table(s) : region_table(s, region);
  if (!table) return table.error();
  return Found{*std::move(table), freshness(s)};
}

Page area_page(const http::Parameters& asked, const std::string& region) {
  Page out;
  out.title =
      region.empty() ? "Find my area" : "Find my area: " + (region == "unknown" ? std::string("region not known") : region_name(region));
  out.description = "Who buys health care where you live, what they paid and awarded, region by region.";
  out.address = address("/areas", asked);
  out.section = "/areas";
  out.trail = {{"Openward", "/"}};
  if (!region.empty()) out.trail.push_back({"Find my area", "/areas"});
  out.data = {{"Commissioners (CSV)", region.empty() ? "/v1/commissioners.csv" : "/v1/commissioners.csv?region=" + region},
              {"Spend by region (CSV)", "/v1/reports/spend.csv?group_by=region&synthetic=false"}};
  out.indexed = first(asked, "q").empty();
  return out;
}

Response areas(const api::Call& call, app::DirectoryKeeper& keeper) {
  const http::Parameters asked = meant(call.request.query);
  const auto typed = api::value_of(asked, "q");
  if (!typed) return api::refuse(call, typed.error());
  const auto region = api::value_of(asked, "region");
  if (!region) return api::refuse(call, region.error());
  if (!region->empty() && !region_from(*region))
    return api::refuse(call, invalid_at("region", "bad_value", "There is no such region; /areas lists them."));

  Section opening{"", "", {}};
  opening.blocks.push_back(
      Paragraph{text_words("Type the name of a place, a hospital trust, an integrated care board or a council."), Paragraph::Kind::lead});
  opening.blocks.push_back(FormBlock{"/areas", "Find", {{"q", "Name, place, code or postcode of an office", *typed, "search"}}, {}});
  if (!typed->empty()) {
    const auto directory = keeper.current(call.app.database, london_date(call.app.clock()));
    if (!directory) return api::refuse(call, directory.error());
    const auto found = fitting(**directory, *typed);
    if (found.size() == 1) {
      Response response;
      response.status = 303;
      response.media_type = "text/plain; charset=utf-8";
      response.body = "One body fits.\n";
      response.set_header("Location", page_of_body((*directory)->body(found.front())));
      return response;
    }
    if (found.empty()) {
      opening.blocks.push_back(nothing_found(*typed));
    } else {
      opening.blocks.push_back(choice_table(**directory, found, *typed));
    }
  }
  auto held = api::reading(call, [&](Session& s) { return regions(s, *region); });
  if (!held) return api::refuse(call, held.error());
  Section by_region{"regions", region->empty() ? "By region" : "Its commissioners", {std::move(held->table)}};
  by_region.blocks.push_back(
      Paragraph{{{"Payments are lines of published spend files, in money of the day; where none are held the sum is not nil but unknown. "},
                 {"What is missing", "/missing"},
                 {". "},
                 {"How the share is made", "/about#lens-" + std::string(lens)},
                 {"."}},
                Paragraph::Kind::hint});
  return page_of(call, area_page(asked, *region), held->fresh, {std::move(opening), std::move(by_region)});
}

} // namespace

std::vector<api::Route> area_page_routes(const api::SharedKeeper& keeper) {
  return {{"GET", "/areas", "areas_page", [keeper](const api::Call& call) { return areas(call, *keeper); }, {"q", "region"}, false, true}};
}

} // namespace openward::pages::explore
