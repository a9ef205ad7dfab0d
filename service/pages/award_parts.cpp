#include "service/pages/award_parts.h"

#include "persistence/read/query.h"
#include "persistence/repositories.h"
#include "service/api/parameters.h"
#include "service/app/law_surroundings.h"
#include "service/app/timeline.h"
#include "service/pages/figures.h"
#include "service/pages/finding_words.h"
#include "service/pages/words.h"

namespace openward::pages {

using kainjow::mustache::data;
using persistence::Session;

namespace {

std::string standing_in_words(law::TimelineStanding standing) {
  switch (standing) {
  case law::TimelineStanding::happened:
    return "";
  case law::TimelineStanding::due:
    return "Due";
  case law::TimelineStanding::late:
    return "Late";
  case law::TimelineStanding::possible:
    return "From this day";
  case law::TimelineStanding::unknown:
    return "Cannot be computed";
  }
  return "";
}

data texts(const rapidjson::Document& list) {
  data out{data::type::list};
  for (const rapidjson::Value& one : list.GetArray()) {
    if (one.IsString()) out.push_back(data(std::string(one.GetString(), one.GetStringLength())));
  }
  return out;
}

data finding_of(const Record& finding) {
  const law::Rule* rule = app::rule_book().find(finding.text("rule"));
  data out;
  out.set("id", finding.text("rule"));
  out.set("rule_address", "/rules#" + api::encoded(finding.text("rule")));
  out.set("title", rule == nullptr ? finding.text("rule") : rule->title);
  out.set("statement", rule == nullptr ? std::string() : rule->statement);
  out.set("rebuttal", rule == nullptr ? std::string() : rule->rebuttal);
  out.set("citation", finding.text("citation"));
  out.set("fails", data(finding.text("outcome") == "fail"));
  const std::string values = worked_out(finding);
  out.set("has_computed", data(!values.empty()));
  out.set("computed", values);
  const data words = texts(finding.list("words"));
  out.set("has_words", data(!words.is_empty_list()));
  out.set("words", words);
  const std::string missing = not_held(finding);
  out.set("has_missing", data(!missing.empty()));
  out.set("missing", missing);
  out.set("json", "/v1/findings/" + api::encoded(finding.text("id")));
  return out;
}

} // namespace

std::string notice_address(std::string_view source, std::string_view release_id) {
  if (source != "find_a_tender") return {};
  return "https://www.find-tender.service.gov.uk/Notice/" + api::encoded(release_id);
}

data timeline_part(Session& s, std::string_view ocid, Date on) {
  data out{data::type::list};
  const auto found = app::timeline(s, ocid, on);
  if (!found) return out;
  for (const law::TimelineEntry& entry : found->timeline.entries) {
    data one;
    one.set("on", entry.on ? day_in_words(entry.on->iso()) : std::string("No day"));
    one.set("standing", std::string(law::to_string(entry.standing)));
    const std::string said = standing_in_words(entry.standing);
    one.set("has_said", data(!said.empty()));
    one.set("said", said);
    one.set("words", days_in_words(entry.words));
    one.set("cited", data(!entry.citation.empty()));
    one.set("citation", entry.citation);
    const auto notice = found->notices.find(entry.source);
    const bool has_notice = notice != found->notices.end();
    one.set("has_notice", data(has_notice));
    if (has_notice) {
      one.set("notice", notice->first);
      one.set("notice_address", "/v1/notices/" + api::encoded(notice->second + "~" + notice->first));
    }
    out.push_back(one);
  }
  return out;
}

Result<data> notices_part(Session& s, const std::string& ocid) {
  const auto page = persistence::list(s, *persistence::find_resource("notices"), {{{"ocid", false, {ocid}}}, "published_at", 200, ""});
  if (!page) return page.error();
  data out{data::type::list};
  for (const persistence::Row& row : page->table.rows) {
    const Record notice(page->table.columns, row);
    data one;
    one.set("kind", label(notice.text("kind")));
    one.set("form", notice.text("form"));
    one.set("on", day_in_words(notice.text("published_on")));
    one.set("id", notice.text("release_id"));
    one.set("json", "/v1/notices/" + api::encoded(notice.text("id")));
    const std::string outside = notice_address(notice.text("source"), notice.text("release_id"));
    one.set("has_outside", data(!outside.empty()));
    one.set("outside", outside);
    one.set("makes", data(notice.yes("makes_award")));
    out.push_back(one);
  }
  return out;
}

Result<data> findings_part(Session& s, const std::string& filter, const std::string& id) {
  std::vector<persistence::FilterTerm> terms{{filter, false, {id}}};
  const auto& resource = *persistence::find_resource("findings");
  const auto page = persistence::list(s, resource, {std::move(terms), "rule", 200, ""});
  if (!page) return page.error();
  data out{data::type::list};
  for (const persistence::Row& row : page->table.rows) out.push_back(finding_of(Record(page->table.columns, row)));
  return out;
}

data history_part(Session& s, std::string_view id) {
  data out{data::type::list};
  for (const Event& event : persistence::events_of(s, std::string(id))) {
    data one;
    one.set("on", day_in_words(london_date(event.recorded_at).iso()));
    one.set("what", label(event.type.substr(event.type.find('.') + 1)));
    one.set("seq", std::to_string(event.seq));
    one.set("version", std::to_string(event.version));
    out.push_back(one);
  }
  return out;
}

} // namespace openward::pages
