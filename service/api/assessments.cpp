#include "service/api/assessments.h"

#include "service/api/planned_award_body.h"
#include "service/api/reply.h"
#include "service/app/assess.h"
#include "service/http/problem.h"
#include "service/render/json.h"

namespace openward::api {

using render::Json;

namespace {

void write_pointers(Json& out, std::string_view name, const std::vector<std::string>& members) {
  out.key(name).array();
  for (const std::string& member : members) out.text(pointer_of(member));
  out.end_array();
}

void write_names(Json& out, std::string_view name, const std::vector<law::QuestionId>& ids) {
  out.key(name).array();
  for (const law::QuestionId id : ids) out.text(law::question(id).name);
  out.end_array();
}

void write_date(Json& out, std::string_view name, const std::optional<Date>& date) {
  out.key(name);
  if (date) {
    out.text(date->iso());
  } else {
    out.null();
  }
}

void write_pounds(Json& out, std::string_view name, const std::optional<std::int64_t>& pence) {
  out.key(name);
  if (pence) {
    out.text(Money{*pence, {}}.decimal());
  } else {
    out.null();
  }
}

void write_warnings(Json& out, const std::vector<law::Warning>& warnings) {
  for (const law::Warning& warning : warnings) out.object().member("code", warning.code).member("message", warning.message).end_object();
}

void write_notice(Json& out, const law::NoticeDue& due) {
  out.object().member("document", due.rule->document).member("published", due.rule->published).member("schedule", due.rule->schedule);
  out.member("citation", due.rule->citation).member("when", due.when);
  write_date(out, "no_earlier_than", due.no_earlier_than);
  write_date(out, "no_later_than", due.no_later_than);
  out.member("date_note", due.date_note).key("contents").array();
  for (const law::ContentState& state : due.contents) {
    out.object().member("item", state.item->name).member("text", state.item->text);
    write_pointers(out, "missing", state.missing);
    out.end_object();
  }
  out.end_array().end_object();
}

void write_route(Json& out, const law::RouteAssessment& route) {
  out.object().member("route", law::to_string(route.standing.choice)).member("standing", law::to_string(route.standing.standing));
  out.key("tender_class");
  if (const auto leads_to = law::route_of(route.standing.choice)) {
    out.text(openward::to_string(tender_class_of(*leads_to)));
  } else {
    out.null();
  }
  out.member("because", route.standing.because).member("citation", route.standing.citation);
  write_names(out, "until", route.standing.until);
  out.key("notices").array();
  for (const law::NoticeDue& due : route.notices) write_notice(out, due);
  out.end_array().end_object();
}

void write_questions(Json& out, const law::TreeResult& tree) {
  out.key("questions").array();
  for (const law::Question& asked : law::questions()) {
    const law::Told& answer = law::told(tree, asked.id);
    out.object().member("question", asked.name).member("text", asked.text).member("citation", asked.citation);
    out.member("pointer", pointer_of(asked.member)).member("answer", law::to_string(answer.answer));
    out.member("basis", law::to_string(answer.basis)).member("because", answer.because).end_object();
  }
  out.end_array().key("steps").array();
  for (std::size_t i = 0; i < law::steps().size(); ++i) {
    const law::TreeStep& step = law::steps()[i];
    out.object().member("step", step.name).member("text", step.text).member("citation", step.citation);
    out.member("result", law::to_string(tree.reached.at(i)));
    write_names(out, "questions", step.all_of);
    out.key("opens").array();
    for (const law::Choice choice : step.opens) out.text(law::to_string(choice));
    out.end_array().member("mandatory", step.mandatory).end_object();
  }
  out.end_array();
}

void write_change(Json& out, const law::ConsiderableChange& change) {
  out.key("considerable_change").object().member("answer", law::to_string(change.met.answer)).member("because", change.because);
  write_pointers(out, "missing", change.met.missing);
  out.member("by_value", law::to_string(change.by_value)).member("exception", law::to_string(change.exception));
  const auto& values = change.values;
  write_pounds(out, "value_difference", values ? std::optional(values->difference_pence) : std::nullopt);
  write_pounds(out, "reaches_limits_at", values ? values->reaches_at_pence : std::nullopt);
  write_pounds(out, "over_existing_term", change.proposed_over_existing_term_pence);
  out.end_object();
}

void write_modification(Json& out, const std::optional<law::ModificationFinding>& finding) {
  out.key("modification");
  if (!finding) {
    out.null();
    return;
  }
  out.object().member("permitted", law::to_string(finding->permitted.answer)).member("because", finding->because);
  write_pointers(out, "missing", finding->permitted.missing);
  out.key("grounds").array();
  for (const law::GroundTest& test : finding->grounds) {
    out.object().member("ground", test.ground).member("citation", test.citation).member("answer", law::to_string(test.holds.answer));
    write_pointers(out, "missing", test.holds.missing);
    out.end_object();
  }
  out.end_array().key("notice_due");
  if (finding->notice_due) {
    out.text(law::to_string(finding->notice_due->answer));
  } else {
    out.null();
  }
  write_date(out, "notice_no_later_than", finding->notice_no_later_than);
  write_pounds(out, "cumulative_value_change", finding->cumulative_pence);
  write_pounds(out, "value_added_without_competition", finding->added_without_competition_pence);
  out.end_object();
}

void write_standstill(Json& out, const law::Assessment& assessment) {
  out.key("standstill");
  if (assessment.standstill) {
    out.object().member("published_on", assessment.standstill->published.iso()).member("starts", assessment.standstill->starts.iso());
    out.member("ends", assessment.standstill->ends.iso());
    out.member("earliest_contract", assessment.standstill->earliest_contract.iso()).end_object();
  } else {
    out.null();
  }
  out.member("standstill_note", assessment.standstill_note);
}

http::Response answer(const Call& call) {
  const std::string_view type = call.request.header("content-type");
  if (type.substr(0, type.find(';')) != "application/json")
    return http::problem_for_status(call.request, 415, "Send the body as Content-Type: application/json.");
  const auto assessment = assess_json(call.request.body);
  if (!assessment) return refuse(call, assessment.error());
  return json_reply(200, assessment_json(*assessment));
}

} // namespace

Result<law::Assessment> assess_json(std::string_view bytes) {
  auto body = JsonBody::parse(bytes);
  if (!body) return body.error();
  auto assessment = app::assess(read_planned_award(*body));
  // What the reader and the law object to is told at once.
  if (!assessment) {
    for (Fault fault : assessment.error().faults) {
      fault.where = pointer_of(fault.where);
      body->faults().push_back(std::move(fault));
    }
  }
  if (auto refusal = body->refusal()) return *refusal;
  return assessment;
}

std::string assessment_json(const law::Assessment& assessment) {
  Json out;
  out.object().member("conclusion", assessment.conclusion);
  out.key("regulations_apply").object().member("answer", law::to_string(assessment.applies.answer));
  out.member("because", assessment.applies_because);
  write_pointers(out, "missing", assessment.applies.missing);
  out.end_object();
  write_names(out, "cannot_be_told_until", assessment.tree.until);
  out.key("routes").array();
  for (const law::RouteAssessment& route : assessment.routes) write_route(out, route);
  out.end_array();
  write_change(out, assessment.change);
  write_modification(out, assessment.modification);
  write_standstill(out, assessment);
  out.key("warnings").array();
  write_warnings(out, assessment.warnings);
  write_warnings(out, assessment.change.warnings);
  if (assessment.modification) write_warnings(out, assessment.modification->warnings);
  out.end_array();
  write_questions(out, assessment.tree);
  out.end_object();
  return out.take();
}

std::vector<Route> assessment_routes() {
  return {{"POST", "/v1/assessments", "assess_award", answer, {}, false, false, false, false, true}};
}

} // namespace openward::api
