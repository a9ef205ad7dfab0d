#include "service/pages/award.h"

#include "embedded/award_pages.h"
#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/pages/award_lines.h"
#include "service/pages/award_parts.h"
#include "service/pages/figures.h"
#include "service/pages/frame.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

namespace openward::pages {

using kainjow::mustache::data;
using persistence::Row;
using persistence::Session;

namespace {

struct Made {
  data view;
  Freshness fresh;
  std::string title;
  std::string id;
  std::string ocid;
  std::string description;
  bool published = true;
};

/// "Awarded by A to B and C: direct award process C. £1,200,000."
std::string in_one_line(const Record& award) {
  const std::string buyer = award.text("commissioner.name");
  std::string to;
  const rapidjson::Document providers = award.list("providers");
  for (const rapidjson::Value& one : providers.GetArray()) {
    const std::string name = text_of(one, "name");
    if (name.empty()) continue;
    to += (to.empty() ? "" : ", ") + name;
  }
  std::string out = award.yes("synthetic") ? "Demonstration data. " : "";
  out += award.text("state") == "published" ? "Awarded by " : label(award.text("state")) + ": by ";
  out += (buyer.empty() ? "a commissioner who is not known" : buyer) + " to " + (to.empty() ? "a provider who is not known" : to) + ". ";
  return out + "Route: " + label(award.text("route")) + ". " + "Value: " + value_in_words(award) + ".";
}

/// The column's text under the name that templates use, and whether there is one.
void put(data& view, const std::string& name, const std::string& text) {
  view.set("has_" + name, data(!text.empty()));
  view.set(name, text);
}

void put_list(data& view, const std::string& name, const data& list) {
  view.set("has_" + name, data(!list.is_empty_list()));
  view.set(name, list);
}

/// What the page of an award and that of a procurement say alike.
void put_facts(data& view, const Record& record) {
  for (const char* name : {"title", "description", "reference", "ocid"}) put(view, name, record.text(name));
  put(view, "buyer", record.text("commissioner.name"));
  view.set("buyer_address", "/commissioners/" + api::encoded(record.text("commissioner.id")));
  for (const char* name : {"tender_class", "route", "regime", "scope"}) {
    const std::string word = record.text(name);
    put(view, name, label(word));
    put(view, std::string(name) + "_means", std::string(meaning(word)));
  }
  view.set("untendered", data(record.text("tender_class") == "untendered"));
  view.set("synthetic", data(record.yes("synthetic")));
  view.set("framework", data(record.yes("framework")));
  view.set("recorded", data(record.yes("recorded")));
  data codes{data::type::list};
  const rapidjson::Document cpv = record.list("cpv");
  for (const rapidjson::Value& code : cpv.GetArray()) {
    if (code.IsString()) codes.push_back(data(std::string(code.GetString(), code.GetStringLength())));
  }
  put_list(view, "cpv", codes);
}

Result<data> modifications(Session& s, const std::string& award) {
  const auto page = persistence::list(s, *persistence::find_resource("contracts"), {{{"award", false, {award}}}, "", 20, ""});
  if (!page) return page.error();
  data out{data::type::list};
  for (const Row& row : page->table.rows) {
    const Record contract(page->table.columns, row);
    const rapidjson::Document changes = contract.list("modifications");
    for (const rapidjson::Value& change : changes.GetArray()) {
      data one;
      one.set("on", day_in_words(text_of(change, "modified_on")));
      one.set("ground", label(text_of(change, "ground")));
      one.set("description", text_of(change, "description"));
      const auto after = number_of(change, "value_after_pence");
      one.set("value", after ? pounds(*after) : std::string("not stated"));
      one.set("ends", day_in_words(text_of(change, "new_end")));
      out.push_back(one);
    }
  }
  return out;
}

Result<Made> award_of(const api::Call& call, Session& s, Date today) {
  const std::string& id = call.values.front();
  if (auto seen = api::visible(call, s, "awards", id); !seen) return seen.error();
  const auto row = api::one_row(s, "awards", id);
  if (!row) return row.error();
  const Record award(persistence::find_resource("awards")->columns, *row);
  Made out;
  out.id = award.text("id");
  out.ocid = award.text("ocid");
  out.title = award.text("title").empty() ? "An award without a title" : award.text("title");
  out.description = in_one_line(award);
  out.published = award.text("state") == "published";
  out.fresh = freshness(s);
  data& view = out.view;
  put_facts(view, award);
  view.set("title", out.title);
  view.set("state", label(award.text("state")));
  view.set("published", data(out.published));
  put_list(view, "providers", providers_of(award));
  view.set("provider_class", label(award.text("provider_class")));
  view.set("value", value_in_words(award));
  put(view, "as_published", award.text("value.as_published"));
  const auto gross = award.number("value_gross.amount");
  put(view, "gross", gross ? pounds_and_pence(*gross) : std::string());
  for (const char* name : {"awarded_on", "signed_on", "starts", "ends", "published_on", "effective_on"})
    view.set(name, day_in_words(award.text(name)));
  put(view, "release", award.text("source.release_id"));
  put(view, "award_in_release", award.text("source.award_id"));
  put(view, "source", outward(award.text("source.url")));
  view.set("notice_json", "/v1/notices/" + api::encoded(out.ocid + "~" + award.text("source.release_id")));
  view.set("procurement_address", "/procurements/" + api::encoded(out.ocid));
  put_list(view, "timeline", timeline_part(s, out.ocid, today));
  const auto notices = notices_part(s, out.ocid);
  if (!notices) return notices.error();
  put_list(view, "notices", *notices);
  const auto changes = modifications(s, out.id);
  if (!changes) return changes.error();
  put_list(view, "modifications", *changes);
  const auto findings = findings_part(s, "award", out.id);
  if (!findings) return findings.error();
  put_list(view, "findings", *findings);
  view.set("of_the_regime", data(award.text("regime") == "psr"));
  view.set("checked_on", day_in_words(award.text("findings.checked_on")));
  put_list(view, "history", history_part(s, out.id));
  return out;
}

http::Response award_page(const api::Call& call) {
  const Date today = london_date(call.app.clock());
  auto made = api::reading(call, [&](Session& s) { return award_of(call, s, today); });
  if (!made) return api::refuse(call, made.error());
  const std::string id = api::encoded(made->id);
  Page page;
  page.title = made->title;
  page.description = made->description;
  page.address = "/awards/" + id;
  page.section = "/awards";
  page.trail = {{"Awards", "/awards"}};
  page.data = {{"JSON", "/v1/awards/" + id},
               {"Findings as JSON", "/v1/awards/" + id + "/findings"},
               {"History as JSON", "/v1/awards/" + id + "/history"},
               {"OCDS record", "/ocds/records/" + api::encoded(made->ocid)}};
  page.indexed = made->published;
  return framed(call, page, made->fresh, embedded::web_templates_award_mustache, std::move(made->view));
}

Result<Made> procurement_of(const api::Call& call, Session& s, Date today) {
  const std::string& ocid = call.values.front();
  if (auto seen = api::visible(call, s, "procurements", ocid); !seen) return seen.error();
  const auto row = api::one_row(s, "procurements", ocid);
  if (!row) return row.error();
  const auto& resource = *persistence::find_resource("procurements");
  const Record record(resource.columns, *row);
  Made out;
  out.id = record.text("id");
  out.ocid = out.id;
  out.title = record.text("title").empty() ? "A procurement without a title" : record.text("title");
  out.published = record.text("state") == "published";
  out.fresh = freshness(s);
  data& view = out.view;
  put_facts(view, record);
  view.set("title", out.title);
  view.set("ocid", out.id);
  view.set("kind", label(record.text("kind")));
  const auto estimate = record.number("estimate.amount");
  put(view, "estimate", estimate ? record.text("estimate.currency") + " " + pounds_and_pence(*estimate) : std::string());
  data awards{data::type::list};
  const rapidjson::Document ids = record.list("awards");
  for (const rapidjson::Value& id : ids.GetArray()) {
    if (!id.IsString()) continue;
    data one;
    one.set("text", std::string(id.GetString(), id.GetStringLength()));
    one.set("address", "/awards/" + api::encoded({id.GetString(), id.GetStringLength()}));
    awards.push_back(one);
  }
  put_list(view, "awards", awards);
  put_list(view, "timeline", timeline_part(s, out.ocid, today));
  const auto notices = notices_part(s, out.ocid);
  if (!notices) return notices.error();
  put_list(view, "notices", *notices);
  put_list(view, "findings", data{data::type::list});
  view.set("has_questions", data(record.number("findings.questions").value_or(0) + record.number("findings.fails").value_or(0) > 0));
  view.set("findings_json", "/v1/procurements/" + api::encoded(out.id) + "/findings");
  return out;
}

http::Response procurement_page(const api::Call& call) {
  const Date today = london_date(call.app.clock());
  auto made = api::reading(call, [&](Session& s) { return procurement_of(call, s, today); });
  if (!made) return api::refuse(call, made.error());
  const std::string ocid = api::encoded(made->ocid);
  Page page;
  page.title = made->title;
  page.description = "A procurement of the open register, with its notices, its awards and its timeline.";
  page.address = "/procurements/" + ocid;
  page.section = "/awards";
  page.trail = {{"Awards", "/awards"}};
  page.data = {{"JSON", "/v1/procurements/" + ocid},
               {"Timeline as JSON", "/v1/procurements/" + ocid + "/timeline"},
               {"OCDS record", "/ocds/records/" + ocid}};
  page.indexed = made->published;
  return framed(call, page, made->fresh, embedded::web_templates_procurement_mustache, std::move(made->view));
}

} // namespace

std::vector<api::Route> award_page_routes() {
  return {{"GET", "/awards/{id}", "award_page", award_page, {}, false, true},
          {"GET", "/procurements/{id}", "procurement_page", procurement_page, {}, false, true}};
}

} // namespace openward::pages
