#include "service/api/procedures.h"

#include "persistence/procedures.h"
#include "service/api/access.h"
#include "service/api/procedure_form.h"
#include "service/api/reply.h"

namespace openward::api {

using http::Response;
using law::procedure::ProcurementState;
using law::procedure::RecordedProcurement;
using persistence::Token;
using persistence::UnitOfWork;

namespace {

Written written(UnitOfWork& u, int status, const RecordedProcurement& p, std::string location = {}) {
  std::string body = procedure_json(persistence::as_shown(u.session(), p));
  std::string etag = etag_of(body);
  return {status, std::move(body), std::move(location), std::move(etag)};
}

Response open(const Call& call) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  return write(call, {"recorder"}, [&](UnitOfWork& u, const Token& token) -> Result<Written> {
    auto opened = open_from(
        u, *body, [&](const std::string& commissioner) { return may_record_for(u.session(), token, commissioner, london_date(u.now())); });
    if (!opened) return opened.error();
    return written(u, 201, *opened, "/v1/procurements/" + opened->ocid());
  });
}

/// Asked inside the repository's update, where the procurement is locked: of two writers with one entity tag one is refused.
app::Guard guard_of(UnitOfWork& u, const Call& call, const Token& token) {
  return [&u, &call, &token](const RecordedProcurement& p) -> Result<> {
    if (auto seen = require_match(call.request, procedure_json(persistence::as_shown(u.session(), p))); !seen) return seen;
    return may_record_for(u.session(), token, p.facts().commissioner_id, london_date(u.now()));
  };
}

Response publish(const Call& call) {
  if (!call.request.body.empty()) return refuse(call, invalid_at("", "no_body_expected", "This step takes no body. Send an empty one."));
  return write(call, {"recorder"}, [&](UnitOfWork& u, const Token& token) -> Result<Written> {
    auto changed = app::publish_procurement(u, call.values.front(), guard_of(u, call, token));
    if (!changed) return changed.error();
    return written(u, 200, *changed);
  });
}

Response change(const Call& call, ChangeFrom change_from) {
  if (auto refused = not_json(call.request)) return *refused;
  auto body = JsonBody::parse(call.request.body);
  if (!body) return refuse(call, body.error());
  const std::string& ocid = call.values.front();
  return write(call, {"recorder"}, [&](UnitOfWork& u, const Token& token) -> Result<Written> {
    auto changed = change_from(u, ocid, *body, guard_of(u, call, token));
    if (!changed) return changed.error();
    return written(u, 201, *changed, "/v1/procurements/" + ocid + "/procedure");
  });
}

Response show(const Call& call) {
  const std::string& ocid = call.values.front();
  auto body = reading(call, [&](persistence::Session& s) -> Result<std::string> {
    const auto found = persistence::procurement_of(s, ocid);
    if (!found || (found->state() == ProcurementState::draft && !may_see_drafts(call, s))) return no_such_record("procurements", ocid);
    return procedure_json(persistence::as_shown(s, *found));
  });
  if (!body) return refuse(call, body.error());
  const std::string etag = etag_of(*body);
  if (none_match(call.request, etag)) return not_modified(etag);
  Response response = json_reply(200, std::move(*body));
  response.set_header("ETag", etag);
  return response;
}

template <ChangeFrom change_from>
Response changing(const Call& call) {
  return change(call, change_from);
}

} // namespace

std::vector<Route> procedure_routes() {
  const std::string one = "/v1/procurements/{id}";
  return {
      {"POST", "/v1/procurements", "open_procurement", open, {}, false, false},
      {"POST", one + "/publish", "publish_procurement", publish, {}, false, false},
      {"GET", one + "/procedure", "procurement_procedure", show, {}, false, false},
      {"POST", one + "/steps", "take_procurement_step", changing<step_from>, {}, false, false},
      {"POST", one + "/procedures", "begin_further_procedure", changing<further_procedure_from>, {}, false, false},
      {"POST", one + "/notices", "record_procurement_notice", changing<notice_from>, {}, false, false},
      {"POST", one + "/representations", "record_representation", changing<representation_from>, {}, false, false},
      {"POST", one + "/abandonment", "abandon_procurement", changing<abandonment_from>, {}, false, false},
  };
}

} // namespace openward::api
