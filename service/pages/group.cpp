#include "service/pages/group.h"

#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/reports.h"
#include "service/pages/payee.h"
#include "service/pages/surroundings.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace openward::pages::explore {

using persistence::Report;
using persistence::Row;
using persistence::Session;
using rapidjson::Value;

namespace {

/// As many as one question may name.
constexpr std::size_t most_groups = 200;
constexpr std::string_view on_the_day =
    "A payment or an award counts here when the body that received it belonged to the owner on that day, directly or through others.";

/// The page of a group has an owner of that id; one that never owned anybody is no group.
Result<> check_owner(const Value& record) {
  if (!items(record, "members").empty()) return Done{};
  return Error{ErrorKind::not_found,
               said(record, "name") +
                   " owns no other body that the register knows of, so that it is no group. Its own page is /providers/" +
                   said(record, "id")};
}

// ---- one group ----------------------------------------------------------------------------------------------------------------------

std::int64_t bodies_of(const Value& owner) {
  std::set<std::string> out;
  for (const Value* member : items(owner, "members")) out.insert(said(*member, "id"));
  return static_cast<std::int64_t>(out.size());
}

Paragraph headline(const Payee& owner, const Value& figures) {
  const Value& income = *inside(figures, "income");
  const Value& awards = *inside(figures, "awards");
  const std::int64_t lines = count_at(income, "totals/payments");
  const std::int64_t won = count_at(awards, "totals/awards");
  const std::int64_t others = bodies_of(owner.record);
  Words words{{counted(others, "body belongs or belonged", "bodies belong or belonged") + " to "},
              {owner.name, "/providers/" + api::encoded(owner.id)},
              {". "}};
  if (lines > 0) {
    words.insert(words.end(), {{"The register holds payments of "},
                               {pounds(pence_at(income, "totals/paid")), page_of_rows(said(income, "rows_url"))},
                               {" to it and to them, in " + counted(lines, "line", "lines") + ". "}});
  } else {
    words.push_back({"The register holds no payment to it or to them. "});
  }
  if (won > 0) {
    words.insert(words.end(), {{"They were named in "}, {counted(won, "award", "awards"), page_of_rows(said(awards, "rows_url"))}, {"."}});
  } else {
    words.push_back({"No award that is held here names one of them."});
  }
  return {std::move(words), Paragraph::Kind::lead};
}

/// On which days the owner itself belonged to another, whose group has what was paid and awarded then; nothing of one that never did.
std::optional<Paragraph> owners_above(const Payee& owner) {
  const auto above = items(owner.record, "groups");
  if (above.empty()) return std::nullopt;
  Words words{{owner.name + " itself belongs or belonged to "}};
  for (std::size_t i = 0; i < above.size(); ++i) {
    if (i > 0) words.push_back({i + 1 == above.size() ? " and to " : ", to "});
    words.push_back({said(*above[i], "name"), "/groups/" + api::encoded(said(*above[i], "id"))});
    words.push_back({days_in_words(*above[i])});
  }
  words.push_back({". What was paid and awarded on those days counts there."});
  return Paragraph{std::move(words)};
}

TableCell day_or(const std::string& day, const std::string& open) { return day.empty() ? text_cell(open) : day_cell(day); }

Section members_section(const Payee& owner) {
  TableBlock table{"Bodies of the group, with the days on which they belonged to it", {{"Body"}, {"Class"}, {"From"}, {"To"}}, {}};
  for (const Value* member : items(owner.record, "members")) {
    const std::string word = said(*member, "provider_class");
    table.lines.push_back({{link_cell(said(*member, "name"), "/providers/" + api::encoded(said(*member, "id"))),
                            link_cell(label(word), "/about#class-" + word), day_or(said(*member, "from"), "not known"),
                            day_or(said(*member, "to"), "still")}});
  }
  Section out{"members", "Who belongs to it", {std::move(table)}};
  out.blocks.push_back(
      Paragraph{{{"What each of these days rests on stands on the page of the body. "}, {std::string(on_the_day)}}, Paragraph::Kind::hint});
  return out;
}

Result<TableBlock> income_by_member(Session& s, const Payee& owner) {
  const auto report = report_of(s, "spend", owner, "provider");
  if (!report) return report.error();
  TableBlock table{"Which of them was paid, the most first", {{"Body"}, {"Paid", true}, {"Lines", true}}, {}, "No payment is held."};
  std::vector<const Row*> rows;
  for (const Row& row : report->table.rows) rows.push_back(&row);
  const auto paid = [&](const Row* row) { return Record(report->table.columns, *row).number("paid").value_or(0); };
  std::stable_sort(rows.begin(), rows.end(), [&](const Row* a, const Row* b) { return paid(a) > paid(b); });
  for (const Row* row : rows) {
    const Record view(report->table.columns, *row);
    const std::string id = view.text("provider.id");
    http::Parameters behind = owner.filter();
    behind.emplace_back("provider", id);
    table.lines.push_back({{link_cell(view.text("provider.name"), "/providers/" + api::encoded(id)),
                            money_cell(paid(row), address("/payments", behind)), number_cell(view.number("payments").value_or(0))}});
  }
  if (table.lines.size() > 1) {
    table.chart = {"bars", "What was paid to " + owner.name + " and to whom it owned, by body", std::string(source_of_spend),
                   std::string(on_the_day), std::string(caveat_of_spend)};
  }
  return table;
}

Result<Section> income_section(Session& s, const Payee& owner, const Value& figures) {
  Section out{"income", "What they were paid", {}};
  out.blocks.push_back(income_by_year(*inside(figures, "income"), "the group of " + owner.name));
  auto members = income_by_member(s, owner);
  if (!members) return members.error();
  if (!members->lines.empty()) out.blocks.push_back(*std::move(members));
  auto payers = income_by_payer(s, owner);
  if (!payers) return payers.error();
  std::move(payers->begin(), payers->end(), std::back_inserter(out.blocks));
  return out;
}

struct Made {
  Page page;
  Freshness fresh;
  std::vector<Section> sections;
};

Page page_of_group(const Payee& owner) {
  const std::string id = api::encoded(owner.id);
  Page out;
  out.title = "Group of " + owner.name;
  out.description = "Whom " + owner.name + " owns or owned, and what they were paid and awarded while it did.";
  out.address = "/groups/" + id;
  out.section = "/providers";
  out.trail = {{"Openward", "/"}, {"Providers", "/providers"}, {"Groups", "/groups"}};
  out.data = {{"Record (JSON)", "/v1/providers/" + id}, {"Income (CSV)", "/v1/providers/" + id + "/income.csv?of=group"}};
  out.feed = address("/v1/awards.atom", owner.filter());
  out.indexed = !owner.synthetic;
  return out;
}

Result<Made> made(const api::Call& call, Session& s) {
  const auto json = api::visible(call, s, "providers", call.values.front());
  if (!json) return json.error();
  rapidjson::Document document;
  document.Parse(json->data(), json->size());
  if (auto owner = check_owner(document); !owner) return owner.error();
  const Payee owner = payee_of(document, "provider_ultimate_owner");
  const Value& figures = *inside(document, "figures/group");
  auto income = income_section(s, owner, figures);
  if (!income) return income.error();
  auto tenders = tender_section(s, owner, *inside(figures, "awards"));
  if (!tenders) return tenders.error();
  auto awards = newest_awards(s, owner.filter(), Beside::commissioner);
  if (!awards) return awards.error();
  auto findings = findings_of_body(s, owner.filter());
  if (!findings) return findings.error();
  Section opening{"", "", {}};
  if (owner.synthetic) opening.blocks.push_back(invented_notice());
  opening.blocks.push_back(headline(owner, figures));
  Page page = page_of_group(owner);
  page.description = leading_words(opening);
  if (auto above = owners_above(owner)) opening.blocks.push_back(*std::move(above));
  return Made{
      std::move(page),
      freshness(s),
      {std::move(opening), members_section(owner), *std::move(income), *std::move(tenders), *std::move(awards), *std::move(findings)}};
}

http::Response group_page(const api::Call& call) {
  const auto page = api::reading(call, [&](Session& s) { return made(call, s); });
  if (page) return page_of(call, page->page, page->fresh, page->sections);
  if (auto moved = moved_page(call, "groups", call.values.front())) return *std::move(moved);
  return api::refuse(call, page.error());
}

// ---- all of them --------------------------------------------------------------------------------------------------------------------

struct Group {
  std::string id;
  std::string name;
  std::string provider_class;
  bool synthetic = false;
  std::int64_t members = 0;
  std::int64_t paid = 0;
  std::int64_t payments = 0;
  std::int64_t awards = 0;
};

Group group_of(const Record& row) {
  Group out{row.text("id"), row.text("name"), row.text("provider_class"), row.yes("synthetic")};
  std::set<std::string> members;
  const auto list = row.list("members");
  for (const Value& member : list.GetArray()) members.insert(text_of(member, "id"));
  out.members = static_cast<std::int64_t>(members.size());
  return out;
}

/// A report of both origins, told apart by group, of these owners.
Result<> add_report(Session& s, std::string_view name, const http::Parameters& owners, const std::function<void(const Record&)>& add) {
  const auto& info = *persistence::find_report(name);
  http::Parameters given = owners;
  given.emplace_back("group_by", "provider_group");
  const auto request = api::report_request(info, given);
  if (!request) return request.error();
  const auto report = persistence::run_report(s, info, *request);
  if (!report) return report.error();
  for (const Row& row : report->table.rows) add(Record(report->table.columns, row));
  return Done{};
}

Result<> add_figures(Session& s, std::vector<Group>& groups) {
  http::Parameters owners;
  std::map<std::string, Group*> by_id;
  for (Group& group : groups) {
    owners.emplace_back("provider_ultimate_owner", group.id);
    by_id.emplace(group.id, &group);
  }
  if (owners.empty()) return Done{};
  const auto add = [&](const Record& row, auto set) {
    if (const auto group = by_id.find(row.text("provider_group.id")); group != by_id.end()) set(*group->second);
  };
  auto spend = add_report(s, "spend", owners, [&](const Record& row) {
    add(row, [&](Group& group) {
      group.paid = row.number("paid").value_or(0);
      group.payments = row.number("payments").value_or(0);
    });
  });
  if (!spend) return spend;
  return add_report(s, "awards", owners,
                    [&](const Record& row) { add(row, [&](Group& group) { group.awards = row.number("awards").value_or(0); }); });
}

struct Found {
  persistence::Page page;
  std::vector<Group> groups;
  Freshness fresh;
};

Result<Found> found_groups(Session& s, persistence::ListRequest request) {
  auto page = persistence::list(s, *persistence::find_resource("providers"), request);
  if (!page) return page.error();
  Found out{*std::move(page), {}, freshness(s)};
  for (const Row& row : out.page.table.rows) out.groups.push_back(group_of(Record(out.page.table.columns, row)));
  if (auto added = add_figures(s, out.groups); !added) return added.error();
  std::stable_sort(out.groups.begin(), out.groups.end(),
                   [](const Group& a, const Group& b) { return std::pair(a.paid, a.awards) > std::pair(b.paid, b.awards); });
  return out;
}

TableLine line_of(const Group& group) {
  TableCell name = link_cell(group.name, "/groups/" + api::encoded(group.id));
  if (group.synthetic) name.under = "invented, for demonstration";
  TableCell paid = group.payments == 0 ? text_cell("none held") : money_cell(group.paid);
  paid.number = true;
  return {{std::move(name), link_cell(label(group.provider_class), "/about#class-" + group.provider_class), number_cell(group.members),
           number_cell(group.awards), std::move(paid)}};
}

FormBlock form_of(const http::Parameters& asked) {
  return {"/groups",
          "Show",
          {{"q", "Name or code of the owner", first(asked, "q"), "search"},
           {"synthetic",
            "Origin",
            first(asked, "synthetic"),
            "",
            {{"", "real and invented"}, {"false", "real alone"}, {"true", "invented alone"}}}}};
}

http::Response groups_page(const api::Call& call) {
  const auto& resource = *persistence::find_resource("providers");
  const http::Parameters asked = meant(call.request.query);
  const http::Parameters of_owners = with(asked, "ultimate_owner", "true");
  auto request = api::list_request(resource, with(of_owners, "limit", std::to_string(most_groups)));
  if (!request) return api::refuse(call, request.error());
  request->today = london_date(call.app.clock());
  const auto found = api::reading(call, [&](Session& s) { return found_groups(s, *request); });
  if (!found) return api::refuse(call, found.error());

  TableBlock table{"Owners of providers, the most paid first",
                   {{"Owner"}, {"Class"}, {"Bodies it owns or owned", true}, {"Awards", true}, {"Paid", true}},
                   {},
                   "Nothing fits. Leave out a filter, or type the beginning of one word of the name."};
  for (const Group& group : found->groups) table.lines.push_back(line_of(group));
  Page page;
  page.title = "Groups of providers";
  page.description = "Who owns companies and other bodies that provide NHS care, and what all of a group were paid and awarded together.";
  page.address = address("/groups", asked);
  page.section = "/providers";
  page.trail = {{"Openward", "/"}, {"Providers", "/providers"}};
  page.data = data_of_list("providers", of_owners);
  Section all{"", "", {Paragraph{text_words(page.description), Paragraph::Kind::lead}, form_of(asked), std::move(table)}};
  if (found->page.total > static_cast<std::int64_t>(found->groups.size()))
    all.blocks.push_back(Paragraph{text_words("These are the first " + std::to_string(most_groups) + " of " +
                                              with_thousands(found->page.total) + " by name. Type a name to find the others.")});
  all.blocks.push_back(Paragraph{text_words(std::string(on_the_day) + " Owners are recorded with what they rest on; an owner that nobody "
                                                                      "has recorded yet is not known to the register."),
                                 Paragraph::Kind::hint});
  return page_of(call, page, found->fresh, {std::move(all)});
}

} // namespace

std::vector<api::Route> group_page_routes() {
  return {{"GET", "/groups", "groups_page", groups_page, {"q", "synthetic"}, false, true},
          {"GET", "/groups/{id}", "group_page", group_page, {}, false, true}};
}

} // namespace openward::pages::explore
