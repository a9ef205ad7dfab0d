#include "service/api/procedure_form.h"

#include "domain/law/procedure/table.h"
#include "domain/matching/decision.h"
#include "exchange/names/supplier_names.h"
#include "service/api/stated.h"
#include "service/render/json.h"

#include <algorithm>

namespace openward::api {

namespace procedure = law::procedure;
using app::Changed;
using app::Guard;
using persistence::UnitOfWork;
using render::Json;

namespace {

void write_text_or_null(Json& out, std::string_view name, std::string_view text) {
  out.key(name);
  if (text.empty()) {
    out.null();
  } else {
    out.text(text);
  }
}

void write_step(Json& out, procedure::Process process, int number, const procedure::StepTaken& taken) {
  const auto row = procedure::row_of(process, taken.before, taken.step);
  out.object().member("number", number).member("step", to_string(taken.step)).member("on", taken.on.iso());
  out.member("party", taken.details.party).member("reference", taken.details.reference).member("note", taken.details.note);
  out.member("before", to_string(taken.before)).member("after", to_string(taken.after));
  out.member("regulation", row ? row->regulation : std::string_view()).member("undone", taken.undone).end_object();
}

void write_procedure(Json& out, const procedure::RecordedProcedure& one) {
  const procedure::Procedure& run = one.run;
  out.object().member("id", one.id).member("process", to_string(run.process())).member("choice", to_string(run.choice()));
  out.member("state", to_string(run.state())).member("began", run.began().iso()).member("closed", run.closed());
  write_text_or_null(out, "switched_from", run.switched_from() ? to_string(*run.switched_from()) : std::string_view());
  write_text_or_null(out, "contract", one.contract_id);
  out.key("steps").array();
  int number = 0;
  for (const procedure::StepTaken& taken : run.history()) write_step(out, run.process(), ++number, taken);
  out.end_array().key("allowed").array();
  for (const procedure::Step step : run.allowed()) out.text(to_string(step));
  out.end_array().key("notice_due");
  if (const auto due = procedure::notice_to_come(run)) {
    out.object().member("kind", to_string(due->kind)).member("last_day", due->last_day.iso()).end_object();
  } else {
    out.null();
  }
  out.end_object();
}

/// Somebody who is no organisation is kept as a body of the class `individual`: then the name stands where it is masked, and neither in the
/// step nor in the feed.
std::string party_of(persistence::Bodies& bodies, const std::string& words) {
  if (!matching::reads_as_person(exchange::read_supplier(words))) return words;
  if (const auto held = bodies.by_name(words)) return held->id;
  auto person = Body::create(words, {});
  if (!person) return words;
  person->classification = {ProviderClass::individual, Evidence::name_pattern, 70, "reads as the name of a person", {}, {}};
  auto added = bodies.add(*std::move(person), false, true);
  return added ? *added : words;
}

/// Who is meant: a body of the register by its public id, anybody else by name. An identifier or an id that is not known is a fault.
std::string read_party(UnitOfWork& u, JsonObject& root, std::string_view member) {
  const auto words = root.text(member);
  if (!words) return {};
  persistence::Bodies bodies(u);
  if (auto body = find_body(bodies, *words)) return body->id;
  if (words->starts_with("bd-") || Identifier::parse(*words))
    root.fault(member, "unknown_body", "The register has no body " + *words + ". Give the id of one that it has, or a name.");
  return party_of(bodies, *words);
}

/// The guard, and after it what could not be read.
Guard with_refusal(const Guard& guard, JsonBody& body) {
  return [&guard, &body](const procedure::RecordedProcurement& p) -> Result<> {
    if (auto may = guard(p); !may) return may;
    if (auto refusal = body.refusal()) return *refusal;
    return Done{};
  };
}

} // namespace

std::string procedure_json(const procedure::RecordedProcurement& p) {
  Json out;
  out.object().member("ocid", p.ocid()).member("state", to_string(p.state())).member("version", p.version());
  out.member("recorded", !p.imported()).member("title", p.facts().title).member("reference", p.facts().reference);
  write_text_or_null(out, "commissioner", p.facts().commissioner_id);
  out.key("procedures").array();
  for (const procedure::RecordedProcedure& one : p.procedures()) write_procedure(out, one);
  out.end_array().end_object();
  return out.take();
}

Changed open_from(UnitOfWork& u, JsonBody& body, const std::function<Result<>(const std::string&)>& may) {
  JsonObject root = body.root();
  root.only({"commissioner", "title", "description", "reference", "cpv", "estimate", "process", "choice", "began"});
  procedure::ProcurementFacts facts;
  facts.commissioner_id = read_commissioner(u, root);
  facts.title = root.text("title").value_or("");
  facts.description = root.text("description").value_or("");
  facts.reference = root.text("reference").value_or("");
  facts.cpv = root.texts("cpv");
  if (auto estimate = root.object("estimate")) {
    estimate->only({"amount", "currency", "vat"});
    facts.estimate = read_amount(*estimate);
    if (facts.estimate) facts.estimate->kind = ValueKind::estimate;
  }
  procedure::Beginning beginning;
  beginning.process = root.word<procedure::Process>("process", procedure::process_from, listed(procedure::process_words()));
  beginning.choice = root.word<procedure::Choice>("choice", procedure::choice_from, listed(procedure::choice_words()))
                         .value_or(procedure::Choice::mandatory);
  beginning.began = root.date("began");

  auto opened = procedure::RecordedProcurement::create(facts, beginning, london_date(u.now()));
  // What the reader and the domain object to is told at once, and once: what could not be read is not missing.
  std::vector<Fault>& faults = body.faults();
  if (!opened) {
    for (const Fault& fault : opened.error().faults) {
      if (std::none_of(faults.begin(), faults.end(), [&](const Fault& noted) { return noted.where == fault.where; }))
        faults.push_back(fault);
    }
  }
  if (auto refusal = body.refusal()) return *refusal;
  if (auto allowed = may(facts.commissioner_id); !allowed) return allowed.error();
  return app::open_procurement(u, *opened);
}

Changed step_from(UnitOfWork& u, const std::string& ocid, JsonBody& body, const Guard& guard) {
  JsonObject root = body.root();
  root.only({"step", "on", "party", "reference", "note", "procedure"});
  procedure::StepToTake step;
  step.step = root.word<procedure::Step>("step", procedure::step_from, listed(procedure::step_words()));
  step.on = root.date("on");
  step.details = {read_party(u, root, "party"), root.text("reference").value_or(""), root.text("note").value_or("")};
  step.procedure_id = root.text("procedure").value_or("");
  return app::take_step(u, ocid, step, with_refusal(guard, body));
}

Changed further_procedure_from(UnitOfWork& u, const std::string& ocid, JsonBody& body, const Guard& guard) {
  JsonObject root = body.root();
  root.only({"process", "began", "because", "contract"});
  procedure::FurtherProcedure further;
  further.because = root.word<procedure::Because>("because", procedure::because_from, listed(procedure::because_words()));
  further.process = root.word<procedure::Process>("process", procedure::process_from, listed(procedure::process_words()));
  further.began = root.date("began");
  further.contract_id = root.text("contract").value_or("");
  return app::begin_procedure(u, ocid, further, with_refusal(guard, body));
}

Changed notice_from(UnitOfWork& u, const std::string& ocid, JsonBody& body, const Guard& guard) {
  JsonObject root = body.root();
  root.only({"kind", "submitted_on", "published_on", "reference", "procedure"});
  app::NoticeGiven notice;
  notice.kind = root.word<NoticeKind>("kind", notice_kind_from, listed(notice_kind_words()));
  notice.submitted_on = root.date("submitted_on");
  notice.published_on = root.date("published_on");
  notice.reference = root.text("reference").value_or("");
  notice.procedure_id = root.text("procedure").value_or("");
  return app::record_notice(u, ocid, notice, with_refusal(guard, body));
}

Changed representation_from(UnitOfWork& u, const std::string& ocid, JsonBody& body, const Guard& guard) {
  JsonObject root = body.root();
  root.only({"provider", "received_on", "note", "procedure"});
  app::RepresentationMade made;
  made.provider = read_party(u, root, "provider");
  made.received_on = root.date("received_on");
  made.note = root.text("note").value_or("");
  made.procedure_id = root.text("procedure").value_or("");
  return app::record_representation(u, ocid, made, with_refusal(guard, body));
}

Changed abandonment_from(UnitOfWork& u, const std::string& ocid, JsonBody& body, const Guard& guard) {
  JsonObject root = body.root();
  root.only({"decided_on", "note", "procedure"});
  app::AbandonmentDecided decided;
  decided.decided_on = root.date("decided_on");
  decided.note = root.text("note").value_or("");
  decided.procedure_id = root.text("procedure").value_or("");
  return app::record_abandonment(u, ocid, decided, with_refusal(guard, body));
}

} // namespace openward::api
