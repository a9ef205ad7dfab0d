#include "service/api/timeline.h"

#include "service/api/access.h"
#include "service/api/parameters.h"
#include "service/api/reply.h"
#include "service/render/json.h"

#include <algorithm>

namespace openward::api {
namespace {

using render::Json;

/// "today" is the day in London.
Result<Date> day_asked_for(const Call& call) {
  std::optional<Date> on;
  for (const auto& [name, value] : call.request.query) {
    if (name != "on") continue;
    if (on) return invalid_at("on", "repeated", "on is given twice; give one day.");
    const auto read = Date::parse(value);
    if (!read) return invalid_at("on", "bad_value", "on is a day, written like 2026-08-10.");
    on = *read;
  }
  return on ? *on : london_date(call.app.clock());
}

void write_address(Json& out, const app::TimelineAnswer& answer, const std::string& source) {
  const auto notice = answer.notices.find(source);
  out.key("notice_url");
  if (notice == answer.notices.end()) {
    out.null();
    return;
  }
  // What a query encodes is encoded in a path too; the id goes in as a value and comes out without its name.
  out.text("/v1/notices/" + encode_query({{"", notice->second + "~" + notice->first}}).substr(1));
}

http::Response answer(const Call& call) {
  const auto on = day_asked_for(call);
  if (!on) return refuse(call, on.error());
  const std::string& ocid = call.values.front();
  auto body = reading(call, [&](persistence::Session& s) -> Result<std::string> {
    if (auto seen = visible(call, s, "procurements", ocid); !seen) return seen.error();
    const auto found = app::timeline(s, ocid, *on);
    if (!found) return no_such_record("procurements", ocid);
    return timeline_json(*found);
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, *std::move(body));
}

} // namespace

std::string timeline_json(const app::TimelineAnswer& answer) {
  Json out;
  out.object().member("ocid", answer.ocid).member("regime", to_string(answer.regime)).member("route", to_string(answer.route));
  out.member("on", answer.on.iso()).key("entries").array();
  for (const law::TimelineEntry& entry : answer.timeline.entries) {
    out.object().key("on");
    if (entry.on) {
      out.text(entry.on->iso());
    } else {
      out.null();
    }
    out.member("standing", law::to_string(entry.standing)).member("what", entry.what).member("words", entry.words);
    out.member("citation", entry.citation).member("source", entry.source);
    write_address(out, answer, entry.source);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

std::vector<Route> timeline_routes() {
  return {{"GET", "/v1/procurements/{id}/timeline", "procurement_timeline", answer, {"on"}, false, false}};
}

} // namespace openward::api
