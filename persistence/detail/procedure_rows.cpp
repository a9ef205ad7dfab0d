#include "persistence/detail/procedure_rows.h"

#include "domain/law/procedure/table.h"
#include "persistence/detail/award_rows.h"
#include "persistence/detail/bodies.h"
#include "persistence/detail/json.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

#include <map>

namespace openward::persistence::detail {
namespace {

using namespace std::string_view_literals;
namespace procedure = law::procedure;
using procedure::RecordedProcedure;
using procedure::RecordedProcurement;

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

constexpr std::string_view select_procurement =
    "select key, ocid, state, version, recorded, commissioner_key, title, description, reference, cpv, estimate_pence, estimate_currency, "
    "estimate_vat from procurement where ocid = :ocid";
constexpr std::string_view select_procurement_locked =
    "select key, ocid, state, version, recorded, commissioner_key, title, description, reference, cpv, estimate_pence, estimate_currency, "
    "estimate_vat from procurement where ocid = :ocid {{for_update}}";

constexpr std::string_view select_procedures =
    "select p.key, p.id, p.process, p.choice, p.began, p.switched_from, c.id from procedure p "
    "join procurement pr on pr.key = p.procurement_key left join contract c on c.key = p.contract_key "
    "where pr.ocid = :ocid order by p.position";
constexpr std::string_view select_steps = "select t.procedure_key, t.step, t.on_date, t.party, t.reference, t.note from procedure_step t "
                                          "join procedure p on p.key = t.procedure_key join procurement pr on pr.key = p.procurement_key "
                                          "where pr.ocid = :ocid order by t.procedure_key, t.position";

constexpr std::string_view upsert_procedure =
    "insert into procedure (id, procurement_key, position, process, choice, began, switched_from, contract_key, state) values "
    "(:id, :procurement, :position, :process, :choice, :began, :switched_from, (select key from contract where id = :contract), :state) "
    "on conflict (id) do update set state = excluded.state returning key";
constexpr std::string_view upsert_step =
    "insert into procedure_step (procedure_key, position, step, on_date, party, reference, note, undone, recorded_at) values "
    "(:procedure, :position, :step, :on, :party, :reference, :note, :undone, :now) "
    "on conflict (procedure_key, position) do update set undone = excluded.undone";

std::optional<StatedValue> estimate_of(const MaybeNumber& pence, const MaybeText& currency, const MaybeText& vat) {
  if (!pence) return std::nullopt;
  StatedValue value;
  const auto code = Currency::create(currency.value_or("GBP"));
  value.amount = Money{*pence, code ? *code : Currency{}};
  value.vat = vat_from(vat.value_or("")).value_or(Vat::unknown);
  value.kind = ValueKind::estimate;
  return value;
}

std::optional<LoadedProcurement> load(Session& s, std::string_view sql, std::string_view wanted) {
  auto found = row<std::int64_t, Text, Text, int, int, MaybeNumber, Text, Text, Text, Text, MaybeNumber, MaybeText, MaybeText>(
      s, sql, as("ocid", wanted));
  if (!found) return std::nullopt;
  auto& [key, ocid, state, version, recorded, commissioner, title, description, reference, cpv, pence, currency, vat] = *found;
  procedure::ProcurementFacts facts;
  if (commissioner) facts.commissioner_id = body_id(s, *commissioner);
  facts.title = title;
  facts.description = description;
  facts.reference = reference;
  facts.cpv = split(cpv);
  facts.estimate = estimate_of(pence, currency, vat);
  return LoadedProcurement{key,
                           RecordedProcurement::restore(ocid, stored_word(procedure::procurement_state_from, "procurement.state", state),
                                                        version, recorded == 0, std::move(facts), load_procedures(s, ocid))};
}

std::string json_of(const procedure::StepTaken& t) {
  return JsonObject()
      .set("step", to_string(t.step))
      .set("on", t.on)
      .set("party", t.details.party)
      .set("reference", t.details.reference)
      .set("note", t.details.note)
      .set("from", to_string(t.before))
      .set("to", to_string(t.after))
      .set("undone", t.undone)
      .text();
}

JsonObject members_of(const RecordedProcedure& p) {
  JsonObject object;
  object.set("process", to_string(p.run.process())).set("choice", to_string(p.run.choice())).set("began", p.run.began());
  if (p.run.switched_from()) object.set("switched_from", to_string(*p.run.switched_from()));
  if (!p.contract_id.empty()) object.set("contract", p.contract_id);
  return object;
}

std::string json_of(const RecordedProcedure& p) {
  return members_of(p)
      .set("id", p.id)
      .set("state", to_string(p.run.state()))
      .set_json("steps", json_list(p.run.history(), [](const procedure::StepTaken& t) { return json_of(t); }))
      .text();
}

} // namespace

std::vector<RecordedProcedure> load_procedures(Session& s, std::string_view ocid) {
  std::map<long long, std::vector<procedure::StoredStep>> steps;
  for (auto& [key, step, on, party, reference, note] :
       rows<std::int64_t, Text, Text, Text, Text, Text>(s, select_steps, as("ocid", ocid))) {
    steps[key].push_back({stored_word(procedure::step_from, "procedure_step.step", step), stored_date(on), {party, reference, note}});
  }
  std::vector<RecordedProcedure> out;
  for (auto& [key, id, process, choice, began, switched_from, contract] :
       rows<std::int64_t, Text, Text, Text, Text, MaybeText, MaybeText>(s, select_procedures, as("ocid", ocid))) {
    std::optional<procedure::Process> from;
    if (switched_from) from = stored_word(procedure::process_from, "procedure.switched_from", *switched_from);
    auto run = procedure::Procedure::restore(stored_word(procedure::process_from, "procedure.process", process),
                                             stored_word(procedure::choice_from, "procedure.choice", choice), stored_date(began), from,
                                             std::move(steps[key]));
    if (!run) throw Ended(run.error());
    out.push_back({id, *std::move(run), contract.value_or("")});
  }
  return out;
}

std::optional<LoadedProcurement> load_procurement(Session& s, std::string_view ocid) { return load(s, select_procurement, ocid); }
std::optional<LoadedProcurement> lock_procurement(Session& s, std::string_view ocid) { return load(s, select_procurement_locked, ocid); }

void write_procedure(UnitOfWork& u, std::int64_t procurement, std::size_t position, const RecordedProcedure& p) {
  const procedure::Procedure& run = p.run;
  MaybeText from;
  if (run.switched_from()) from = to_string(*run.switched_from());
  const auto key = cell<std::int64_t>(u.session(), upsert_procedure, as("id", p.id), as("procurement", procurement),
                                      as("position", static_cast<int>(position)), as("process", to_string(run.process())),
                                      as("choice", to_string(run.choice())), as("began", run.began()), as("switched_from", from),
                                      as("contract", p.contract_id), as("state", to_string(run.state())))
                       .value();
  int at = 0;
  for (const procedure::StepTaken& t : run.history()) {
    execute(u.session(), upsert_step, as("procedure", key), as("position", at++), as("step", to_string(t.step)), as("on", t.on),
            as("party", t.details.party), as("reference", t.details.reference), as("note", t.details.note), as("undone", t.undone),
            as("now", u.now()));
  }
}

std::string content_of(const RecordedProcurement& p) {
  const procedure::ProcurementFacts& facts = p.facts();
  JsonObject object;
  object.set("ocid", p.ocid()).set("state", to_string(p.state())).set("commissioner", facts.commissioner_id);
  object.set("title", facts.title).set("description", facts.description).set("reference", facts.reference);
  object.set_json("cpv", json_list(facts.cpv, [](const std::string& code) { return json_string(code); }));
  if (facts.estimate) {
    object.set_json("estimate", JsonObject()
                                    .set("pence", facts.estimate->amount.pence)
                                    .set("currency", facts.estimate->amount.currency.text())
                                    .set("vat", to_string(facts.estimate->vat))
                                    .text());
  }
  object.set_json("procedures", json_list(p.procedures(), [](const RecordedProcedure& one) { return json_of(one); }));
  return object.text();
}

std::string content_of(const RecordedProcurement& p, const RecordedProcedure& opened) {
  return members_of(opened).set("ocid", p.ocid()).set("procedure", opened.id).set("state", to_string(p.state())).text();
}

std::string content_of(const RecordedProcurement& p, const RecordedProcedure& of, const procedure::StepTaken& t) {
  const auto row = procedure::row_of(of.run.process(), t.before, t.step);
  return JsonObject()
      .set("ocid", p.ocid())
      .set("state", to_string(p.state()))
      .set("procedure", of.id)
      .set("process", to_string(of.run.process()))
      .set("step", to_string(t.step))
      .set("on", t.on)
      .set("from", to_string(t.before))
      .set("to", to_string(t.after))
      .set("regulation", row ? row->regulation : ""sv)
      .set("party", t.details.party)
      .set("reference", t.details.reference)
      .set("note", t.details.note)
      .text();
}

} // namespace openward::persistence::detail
