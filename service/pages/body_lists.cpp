#include "service/pages/body_lists.h"

#include "domain/region.h"
#include "domain/vocabulary.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/parts.h"

namespace openward::pages::explore {

using persistence::ResourceInfo;
using persistence::Session;

namespace {

struct ListOf {
  std::string_view resource;
  std::string_view title;
  std::string_view description;
  std::string_view section;
};
constexpr ListOf buyers{
    "commissioners", "Commissioners",
    "Bodies that buy health care: integrated care boards, trusts, councils and others, with the awards that are held of each.", "/areas"};
constexpr ListOf payees{
    "providers", "Providers",
    "Whoever was awarded or paid: NHS trusts, companies, charities, practices, councils and suppliers, each with its class.", "/providers"};

std::vector<Option> regions() {
  std::vector<Option> out{{"", "every region"}};
  for (const std::string_view word : region_words()) out.push_back({std::string(word), region_name(word)});
  return out;
}

/// The first is the order of a list that was asked for in none.
std::vector<Option> orders(const ListOf& list) {
  std::vector<Option> out{{"name", "by name"}, {"-awards", "most awards first"}};
  if (list.resource == payees.resource) out.insert(out.begin(), {"-paid", "paid most first"});
  return out;
}

FormBlock form_of(const ListOf& list, const http::Parameters& asked) {
  return {"/" + std::string(list.resource),
          "Show",
          {{"q", "Name, code or postcode", first(asked, "q"), "search"},
           {"provider_class", "Class", first(asked, "provider_class"), "", choices_of(provider_class_words(), "every class")},
           {"region", "Region", first(asked, "region"), "", regions()},
           {"sort", "Order", first(asked, "sort"), "", orders(list)},
           {"synthetic",
            "Origin",
            first(asked, "synthetic"),
            "",
            {{"", "real and invented"}, {"false", "real alone"}, {"true", "invented alone"}}}}};
}

/// No line that says what it was paid: not nil, but unknown.
TableCell none_held() {
  TableCell out = text_cell("none held");
  out.number = true;
  return out;
}

TableLine line_of(const ListOf& list, const Record& row) {
  const std::string id = api::encoded(row.text("id"));
  const std::string word = row.text("provider_class");
  const std::string region = row.text("region");
  TableCell name = link_cell(row.text("name"), "/" + std::string(list.resource) + "/" + id);
  if (row.yes("synthetic")) name.under = "invented, for demonstration";
  TableLine out{{std::move(name), link_cell(label(word), "/about#class-" + word),
                 text_cell(region == "unknown" ? "not known" : region_name(region)), number_cell(row.number("awards").value_or(0))}};
  if (list.resource == payees.resource)
    out.cells.push_back(row.number("payments").value_or(0) == 0 ? none_held() : money_cell(row.number("paid").value_or(0)));
  return out;
}

http::Response list_page(const api::Call& call, const ListOf& list) {
  const ResourceInfo& resource = *persistence::find_resource(list.resource);
  const http::Parameters meant_by_visitor = meant(call.request.query);
  const http::Parameters asked =
      has(meant_by_visitor, "sort") ? meant_by_visitor : with(meant_by_visitor, "sort", orders(list).front().value);
  auto request = api::list_request(resource, asked);
  if (!request) return api::refuse(call, request.error());
  request->today = london_date(call.app.clock());
  struct Found {
    persistence::Page page;
    Freshness fresh;
  };
  const auto found = api::reading(call, [&](Session& s) -> Result<Found> {
    auto page = persistence::list(s, resource, *request);
    if (!page) return page.error();
    return Found{*std::move(page), freshness(s)};
  });
  if (!found) return api::refuse(call, found.error());

  TableBlock table{std::string(list.title),
                   {{"Name"}, {"Class"}, {"Region"}, {"Awards", true}},
                   {},
                   "Nothing fits. Leave out a filter, or type the beginning of one word of the name."};
  if (list.resource == payees.resource) table.heads.push_back({"Paid", true});
  for (const auto& row : found->page.table.rows) table.lines.push_back(line_of(list, Record(found->page.table.columns, row)));
  const std::string path = "/" + std::string(list.resource);
  Page page;
  page.title = list.title;
  page.description = list.description;
  page.address = address(path, meant_by_visitor);
  page.section = list.section;
  page.trail = {{"Openward", "/"}};
  page.data = data_of_list(list.resource, asked);
  Paragraph opening{text_words(std::string(list.description)), Paragraph::Kind::lead};
  if (list.resource == payees.resource)
    opening.words.insert(opening.words.end(), {{" Who owns them: "}, {"groups of providers", "/groups"}, {"."}});
  Section all{"", "", {std::move(opening), form_of(list, asked), std::move(table), pager(found->page, path, asked)}};
  return page_of(call, page, found->fresh, {std::move(all)});
}

std::vector<std::string> parameters_of(const ListOf& list) {
  std::vector<std::string> out = api::filter_names(persistence::find_resource(list.resource)->filters);
  out.insert(out.end(), {"limit", "sort", "cursor"});
  return out;
}

} // namespace

std::vector<api::Route> body_list_routes() {
  return {{"GET", "/commissioners", "commissioners_page", [](const api::Call& call) { return list_page(call, buyers); },
           parameters_of(buyers), false, true},
          {"GET", "/providers", "providers_page", [](const api::Call& call) { return list_page(call, payees); }, parameters_of(payees),
           false, true}};
}

} // namespace openward::pages::explore
