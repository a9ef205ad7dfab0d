#include "service/pages/awards.h"

#include "embedded/list_pages.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/award_lines.h"
#include "service/pages/frame.h"
#include "service/pages/listing.h"
#include "service/pages/named_bodies.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

#include <algorithm>
#include <array>

namespace openward::pages {

using http::Parameters;
using kainjow::mustache::data;
using persistence::Session;

namespace {

constexpr int awards_on_a_page = 25;
constexpr std::size_t most_values = 8;
constexpr std::array<std::string_view, 6> in_the_form{"q", "awarded_from", "awarded_to", "min_value", "max_value", "sort"};
/// Bodies that a visitor may type by name.
constexpr std::array<BodyField, 2> bodies{{{"commissioner", "commissioners"}, {"provider", "providers"}}};

struct FacetName {
  std::string_view name;
  std::string_view title;
};
constexpr std::array<FacetName, 7> shown_facets{{{"tender_class", "Tendering"},
                                                 {"provider_class", "Kind of provider"},
                                                 {"route", "Route"},
                                                 {"scope", "What is bought"},
                                                 {"regime", "Law"},
                                                 {"financial_year", "Financial year"},
                                                 {"commissioner", "Commissioner"}}};

/// One choice of a facet, with the address that adds or drops it.
data choice_of(const Listing& list, const std::string& name, const persistence::Facet::Value& value) {
  const auto* text = std::get_if<std::string>(&value.value);
  const Parameters bare = without(list.given, "cursor");
  const std::string word = text == nullptr ? (name == "commissioner" ? "none" : "") : *text;
  const auto chosen = [&](const std::string& parameter) {
    return std::any_of(bare.begin(), bare.end(), [&](const auto& p) { return p.first == parameter && p.second == word; });
  };
  const bool included = chosen(name);
  const bool excluded = chosen("not_" + name);
  data out;
  out.set("label", text == nullptr ? "Not stated" : value.name.empty() ? label(word) : value.name);
  out.set("rows", with_thousands(value.rows));
  out.set("chosen", data(included));
  out.set("excluded", data(excluded));
  // What the register does not know of an award can be asked for where the filter has a word for it.
  out.set("askable", data(!word.empty()));
  out.set("include", address(list.path, included ? without(bare, name, word) : and_with(without(bare, "not_" + name, word), name, word)));
  out.set("exclude",
          address(list.path, excluded ? without(bare, "not_" + name, word) : and_with(without(bare, name, word), "not_" + name, word)));
  return out;
}

struct Facets {
  data view;
  std::int64_t not_of_health = 0; // awards of the answer that are no health service and that no health body bought
};

Result<Facets> facets_of(Session& s, const Listing& list) {
  std::vector<std::string> names;
  for (const FacetName& facet : shown_facets) names.emplace_back(facet.name);
  const auto found = persistence::facets(s, *list.resource, list.request.filters, names, list.request.today);
  if (!found) return found.error();
  Facets out{data{data::type::list}};
  for (std::size_t i = 0; i < found->size(); ++i) {
    const persistence::Facet& facet = (*found)[i];
    for (const auto& value : facet.values) {
      const auto* word = std::get_if<std::string>(&value.value);
      if (facet.name == "scope" && word != nullptr && *word == "other") out.not_of_health = value.rows;
    }
    data values{data::type::list};
    const std::size_t shown = std::min(facet.values.size(), most_values);
    for (std::size_t v = 0; v < shown; ++v) values.push_back(choice_of(list, facet.name, facet.values[v]));
    const std::int64_t more = static_cast<std::int64_t>(facet.values.size() - shown) + facet.more_values;
    data one;
    one.set("title", std::string(shown_facets[i].title));
    one.set("values", values);
    one.set("has_more", data(more > 0));
    one.set("more", with_thousands(more));
    one.set("more_address",
            address("/v1/awards", with(with(of_one_origin(without(list.given, "cursor")), "facets", facet.name), "limit", "1")));
    out.view.push_back(one);
  }
  return out;
}

struct Made {
  data view;
  Freshness fresh;
  Listing list;
};

/// Drafts are for those who record; a page shows what is public.
Result<> no_drafts(const Parameters& given) {
  if (!has(given, "state") && !has(given, "not_state")) return Done{};
  if (first(given, "state") == "published" && !has(given, "not_state")) return Done{};
  return invalid_at("state", "bad_value", "this page shows published awards. /v1/awards lists the others to those who may see them.");
}

Result<Made> made_of(Session& s, const Parameters& given, Date today) {
  if (auto fine = no_drafts(given); !fine) return fine.error();
  const bool searched = has(given, "q") && !has(given, "sort");
  auto list = listing(s, "awards", "/awards", searched ? with(given, "sort", "relevance") : given, awards_on_a_page, today);
  if (!list) return list.error();
  list->given = given;
  Made out{{}, freshness(s), *std::move(list)};
  add_listing(out.view, s, out.list);
  const auto facets = facets_of(s, out.list);
  if (!facets) return facets.error();
  out.view.set("facets", facets->view);
  const bool mixed = facets->not_of_health > 0 && !has(given, "scope") && !has(given, "not_scope");
  out.view.set("mixed", data(mixed));
  out.view.set("others", with_thousands(facets->not_of_health));
  out.view.set("of_health", address("/awards", with(without(given, "cursor"), "not_scope", "other")));
  out.view.set("found", award_lines(out.list.page));
  for (const char* name : {"q", "awarded_from", "awarded_to", "min_value", "max_value"}) out.view.set(name, first(given, name));
  std::vector<Choice> sorts{{"", has(given, "q") ? "nearest first" : "newest first"},
                            {"effective_on", "oldest first"},
                            {"-value.amount", "largest value first"},
                            {"-published_on", "last published first"},
                            {"title", "by title"}};
  if (has(given, "q")) sorts.push_back({"-effective_on", "newest first"});
  out.view.set("sorts", choices(sorts, first(given, "sort")));
  for (const BodyField& field : bodies) out.view.set("typed_" + std::string(field.name), name_for_form(s, given, field));
  out.view.set("hidden", hidden(given, fields_shown(in_the_form, given, bodies)));
  return out;
}

http::Response awards(const api::Call& call) {
  const Parameters given = meant(call.request.query);
  if (auto answer = answer_to_names(call, "/awards", given, bodies)) return *std::move(answer);
  const Date today = london_date(call.app.clock());
  auto made = api::reading(call, [&](Session& s) { return made_of(s, given, today); });
  if (!made) return api::refuse(call, made.error());
  Page page;
  page.title = has(given, "q") ? "Awards: " + first(given, "q") : "Awards";
  page.description =
      "Decisions to award NHS contracts in England, with the route, the provider, the value and whether there was a competition.";
  page.address = address("/awards", given);
  page.section = "/awards";
  page.data = {{"CSV", same_rows(made->list, ".csv")}, {"JSON", same_rows(made->list, "")}, {"Workbook", same_rows(made->list, ".xlsx")}};
  page.feed = same_rows(made->list, ".atom");
  page.indexed = given.empty();
  return framed(call, page, made->fresh, embedded::web_templates_awards_mustache, std::move(made->view));
}

} // namespace

std::vector<api::Route> awards_page_routes() {
  std::vector<std::string> parameters = api::filter_names(persistence::find_resource("awards")->filters);
  parameters.insert(parameters.end(), {"limit", "sort", "cursor"});
  return {{"GET", "/awards", "awards_page", awards, std::move(parameters), false, true}};
}

} // namespace openward::pages
