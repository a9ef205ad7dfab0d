#include "service/pages/summary.h"

#include "embedded/summary_page.h"
#include "service/api/access.h"
#include "service/api/figure_json.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/api/summary.h"
#include "service/pages/frame.h"
#include "service/pages/surroundings.h"

#include <kainjow/mustache.hpp>

#include <algorithm>

namespace openward::pages {

using http::Response;
using kainjow::mustache::data;

namespace {

std::string count_words(const std::optional<std::int64_t>& count) { return count ? with_thousands(*count) : std::string("none given"); }

data records_of(const std::vector<law::RecordReference>& records) {
  data out{data::type::list};
  for (const law::RecordReference& record : records) {
    const bool named = record.kind == law::RecordKind::provider && !record.words.empty();
    data line;
    line.set("url", api::record_url(record));
    line.set("text", named ? record.words : record.id);
    line.set("worded", data(!named && !record.words.empty()));
    line.set("words", record.words);
    out.push_back(line);
  }
  return out;
}

data figure_of(const law::SummaryFigure& figure, const app::AuthoritySummary& answer, bool part) {
  const bool lettered = figure.key.size() == 1;
  data out;
  out.set("key", figure.key);
  out.set("letter", lettered ? figure.key : std::string());
  out.set("title", figure.title);
  out.set("citation", figure.citation);
  out.set("count", figure.count ? with_thousands(*figure.count) : std::string("—"));
  out.set("counted", data(figure.count.has_value()));
  out.set("in_part", data(figure.status == law::FigureStatus::in_part));
  out.set("reason", figure.reason);
  out.set("note", figure.note);
  // An empty text is something to a template, so whether there is one is said apart.
  const std::string rows = api::rows_url(figure, answer.authority, answer.summary.year);
  out.set("linked", data(figure.count && !rows.empty()));
  out.set("rows_url", rows);
  out.set("part", data(part));
  out.set("has_records", data(!figure.records.empty()));
  out.set("records", records_of(figure.records));
  out.set("has_open", data(!figure.open.empty()));
  out.set("open", records_of(figure.open));
  return out;
}

data representation_of(const law::AnnualRepresentation& one) {
  data out;
  out.set("ocid", one.ocid);
  out.set("url", api::record_url({law::RecordKind::procurement, one.ocid, {}}));
  out.set("received_on", one.received_on.iso());
  out.set("ended_on", one.standstill_ended_on ? one.standstill_ended_on->iso() : std::string());
  out.set("nature", one.nature.empty() ? std::string("not recorded") : one.nature);
  out.set("outcome", std::string(to_string(one.outcome)));
  out.set("panel", one.panel ? std::string("yes") : std::string("no"));
  return out;
}

data published_of(const law::ReconciledCount& line) {
  data out;
  out.set("letter", line.key.size() == 1 ? line.key : std::string());
  out.set("title", line.title);
  out.set("stated", count_words(line.stated));
  out.set("counted", line.counted ? with_thousands(*line.counted) : std::string("—"));
  const bool more = line.difference.value_or(0) > 0;
  out.set("difference", line.difference ? (more ? "+" : "") + with_thousands(*line.difference) : std::string("—"));
  out.set("note", line.note);
  return out;
}

/// Each once, in the order of the counts.
data sources_of(const std::vector<law::ReconciledCount>& published) {
  data out{data::type::list};
  std::vector<std::string> seen;
  for (const law::ReconciledCount& line : published) {
    if (std::find(seen.begin(), seen.end(), line.source) != seen.end()) continue;
    seen.push_back(line.source);
    out.push_back(data(line.source));
  }
  return out;
}

data years_of(const app::AuthoritySummary& answer, Date today) {
  data out{data::type::list};
  for (const law::ReportingYear& year : app::reporting_years(today)) {
    data line;
    line.set("year", year.year.text());
    line.set("here", data(year == answer.summary.year));
    out.push_back(line);
  }
  return out;
}

data view_of(const app::AuthoritySummary& answer, Date today) {
  const law::ReportingYear& year = answer.summary.year;
  data view;
  view.set("name", answer.authority.name);
  view.set("id", answer.authority.id);
  view.set("synthetic", data(answer.authority.synthetic));
  view.set("year", year.year.text());
  view.set("first", year.first.iso());
  view.set("last", year.last.iso());
  view.set("expected_by", year.expected_by.iso());
  view.set("today", today.iso());
  view.set("seq", std::to_string(answer.seq));
  view.set("years", years_of(answer, today));
  data figures{data::type::list};
  data behind{data::type::list};
  for (const law::SummaryFigure& figure : answer.summary.figures) {
    figures.push_back(figure_of(figure, answer, false));
    for (law::SummaryFigure part : figure.parts) {
      if (part.reason == figure.reason) part.reason.clear(); // said once, in the line above
      figures.push_back(figure_of(part, answer, true));
    }
    if (!figure.records.empty() || !figure.open.empty()) behind.push_back(figure_of(figure, answer, false));
  }
  view.set("figures", figures);
  view.set("behind", behind);
  data received{data::type::list};
  for (const law::AnnualRepresentation& one : answer.summary.representations) received.push_back(representation_of(one));
  view.set("has_representations", data(!answer.summary.representations.empty()));
  view.set("representations", received);
  data published{data::type::list};
  for (const law::ReconciledCount& line : answer.published) published.push_back(published_of(line));
  view.set("has_published", data(!answer.published.empty()));
  view.set("published", published);
  view.set("sources", sources_of(answer.published));
  data notes{data::type::list};
  for (const std::string& note : answer.summary.notes) notes.push_back(data(note));
  view.set("notes", notes);
  return view;
}

Response annual_summary_page(const api::Call& call) {
  const auto year = api::asked_year(call);
  if (!year) return refuse(call, year.error());
  const Date today = london_date(call.app.clock());
  struct Held {
    app::AuthoritySummary answer;
    Freshness fresh;
  };
  const auto held = api::reading(call, [&](persistence::Session& s) -> Result<Held> {
    auto answer = app::annual_summary(s, call.values.front(), *year, today);
    if (!answer) return answer.error();
    return Held{*std::move(answer), freshness(s)};
  });
  if (!held) return refuse(call, held.error());
  const app::Authority& authority = held->answer.authority;
  const std::string words = held->answer.summary.year.year.text();
  const std::string above = "/commissioners/" + api::encoded(authority.id);
  const std::string query = "?year=" + words;
  Page page;
  page.title = authority.name + ": annual summary " + words;
  page.description =
      "What the register counts for " + authority.name + " under regulation 25 in " + words + ", with the records behind each figure.";
  page.address = above + "/annual-summary" + query;
  page.section = "/areas";
  page.trail = {{"Openward", "/"}, {"Commissioners", "/commissioners"}, {authority.name, above}};
  page.data = {{"JSON", "/v1" + above + "/annual-summary" + query}, {"CSV", "/v1" + above + "/annual-summary.csv" + query}};
  page.indexed = !authority.synthetic;
  return framed(call, page, held->fresh, embedded::web_templates_annual_summary_mustache, view_of(held->answer, today));
}

} // namespace

std::vector<api::Route> summary_page_routes() {
  return {{"GET", "/commissioners/{id}/annual-summary", "annual_summary_page", annual_summary_page, {"year"}, false, true}};
}

} // namespace openward::pages
