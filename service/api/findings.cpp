#include "service/api/findings.h"

#include "service/api/access.h"
#include "service/api/reply.h"
#include "service/app/law_surroundings.h"
#include "service/render/json.h"

namespace openward::api {

using http::Response;
using render::Json;

namespace {

void write_texts(Json& out, std::string_view name, const std::vector<std::string>& texts) {
  out.key(name).array();
  for (const std::string& text : texts) out.text(text);
  out.end_array();
}

void write_rule(Json& out, const law::Rule& rule) {
  out.object().member("id", rule.id).member("version", rule.version).member("title", rule.title).member("statement", rule.statement);
  write_texts(out, "inputs", rule.inputs);
  out.member("severity", law::to_string(rule.severity)).member("citation", rule.citation).member("rebuttal", rule.rebuttal).end_object();
}

void write_finding(Json& out, const law::Finding& finding) {
  const law::Rule* rule = app::rule_book().find(finding.rule);
  out.object().member("rule", finding.rule).member("version", finding.version).member("outcome", law::to_string(finding.outcome));
  out.member("title", rule->title).member("statement", rule->statement).member("severity", law::to_string(rule->severity));
  out.member("citation", finding.citation).key("computed").array();
  for (const law::ComputedValue& value : finding.computed)
    out.object().member("name", value.name).member("value", value.value).end_object();
  out.end_array();
  write_texts(out, "words", finding.words);
  write_texts(out, "missing", finding.missing);
  out.member("rebuttal", rule->rebuttal).end_object();
}

/// Why there is nothing to find, or "".
std::string_view note_of(const app::CheckedAward& checked) {
  const law::HeldAward& award = checked.award;
  if (award.of_procurement()) {
    if (award.regime != Regime::psr)
      return "The rules are those of the Provider Selection Regime, and this procurement is not known to be run under it.";
    if (checked.standing == persistence::CaseStanding::unpublished)
      return "This procurement is not published: nothing of it is counted among the findings.";
    if (checked.standing == persistence::CaseStanding::carried)
      return "The findings stand with its published award, or with the procurement that follows it under another OCID.";
    return "";
  }
  if (award.regime != Regime::psr) return "The rules are those of the Provider Selection Regime, and this award was not made under it.";
  if (award.state != AwardState::published) return "This award is not published: nothing of it is counted among the findings.";
  return "";
}

Response award_findings(const Call& call) {
  const std::string& id = call.values.front();
  auto body = reading(call, [&](persistence::Session& s) -> Result<std::string> {
    // What a caller may not see is not checked for that caller either.
    if (auto seen = visible(call, s, "awards", id); !seen) return seen;
    const auto checked = app::findings_of(s, id, london_date(call.app.clock()));
    if (!checked) return no_such_record("awards", id);
    return findings_json(*checked);
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, std::move(*body));
}

Response procurement_findings(const Call& call) {
  const std::string& ocid = call.values.front();
  auto body = reading(call, [&](persistence::Session& s) -> Result<std::string> {
    if (auto seen = visible(call, s, "procurements", ocid); !seen) return seen;
    const auto checked = app::findings_of_procurement(s, ocid, london_date(call.app.clock()));
    if (!checked) return no_such_record("procurements", ocid);
    return findings_json(*checked);
  });
  if (!body) return refuse(call, body.error());
  return tagged_json(call, std::move(*body));
}

Response rules(const Call& call) {
  Json out;
  out.object().key("data").array();
  for (const law::Rule& rule : app::rule_book().rules()) write_rule(out, rule);
  out.end_array().end_object();
  return tagged_json(call, out.take());
}

Response rule(const Call& call) {
  const std::string& id = call.values.front();
  const law::Rule* found = app::rule_book().find(id);
  if (found == nullptr) {
    const auto all = app::rule_book().rules();
    return refuse(
        call,
        Error{ErrorKind::not_found, "There is no rule " + id + ". The rules are " + all.front().id + " to " + all.back().id + ".", {}, {}});
  }
  Json out;
  write_rule(out, *found);
  return tagged_json(call, out.take());
}

} // namespace

std::string findings_json(const app::CheckedAward& checked) {
  Json out;
  const persistence::FindingCounts counts = persistence::counts_of(checked.findings);
  if (checked.award.of_procurement())
    out.object().key("procurement").object().member("id", checked.award.ocid);
  else
    out.object().key("award").object().member("id", checked.award.id).member("ocid", checked.award.ocid);
  out.member("title", checked.award.title).member("regime", to_string(checked.award.regime));
  out.member("route", to_string(checked.award.route)).end_object();
  out.member("checked_on", checked.checked_on.iso()).member("note", note_of(checked)).key("counts").object();
  out.member("fail", counts.fail).member("question", counts.question).member("not_computable", counts.not_computable);
  out.member("pass", counts.pass).end_object().key("findings").array();
  for (const law::Finding& finding : checked.findings) write_finding(out, finding);
  out.end_array().end_object();
  return out.take();
}

std::vector<Route> finding_routes() {
  return {
      {"GET", "/v1/awards/{id}/findings", "award_findings", award_findings, {}, false, false},
      {"GET", "/v1/procurements/{id}/findings", "procurement_findings", procurement_findings, {}, false, false},
      {"GET", "/v1/rules", "list_rules", rules, {}, false, false},
      {"GET", "/v1/rules/{id}", "get_rule", rule, {}, false, false},
  };
}

} // namespace openward::api
