#include "persistence/sight.h"

#include "persistence/detail/faults.h"
#include "persistence/detail/sql.h"
#include "persistence/procedures.h"
#include "persistence/read/people.h"

#include <utility>

namespace openward::persistence {
namespace {

using detail::as;

const std::string& select_records() {
  static const std::string sql = [] {
    const std::string awards =
        "select np.award_key from body nb join award_provider np on np.body_key = nb.key where " + read::body_is_person("nb");
    return "select pb.id from body pb where " + read::body_is_person("pb") + " union all select a.id from award a where a.key in (" +
           awards + ") union all select ct.id from contract ct where ct.award_key in (" + awards +
           ") union all select pr.ocid from procurement pr where pr.key in (select pa.procurement_key from award pa where pa.key in (" +
           awards + "))";
  }();
  return sql;
}

std::string_view without_scheme(std::string_view subject) {
  constexpr std::string_view scheme = "ocid:";
  return subject.starts_with(scheme) ? subject.substr(scheme.size()) : subject;
}

} // namespace

void set_sight(Session& s, Sight sight) { s.sight = sight; }
Sight sight_of(const Session& s) { return s.sight; }

bool RecordsOfPeople::has(std::string_view id) const { return !ids_.empty() && ids_.contains(std::string(without_scheme(id))); }

bool RecordsOfPeople::stand_in(std::string_view json) const {
  if (ids_.empty()) return false;
  // No id has a quotation mark in it, so that every id that stands in the text stands between two of them.
  while (true) {
    const auto open = json.find('"');
    if (open == std::string_view::npos) return false;
    json.remove_prefix(open + 1);
    const auto close = json.find('"');
    if (close == std::string_view::npos) return false;
    if (has(json.substr(0, close))) return true;
    // The mark that ends one string may begin what lies between two: looked at too, and found nowhere.
  }
}

RecordsOfPeople records_of_people(Session& s) {
  std::unordered_set<std::string> ids;
  for (auto& [id] : detail::rows<std::string>(s, select_records())) ids.insert(std::move(id));
  return RecordsOfPeople(std::move(ids));
}

bool award_names_person(Session& s, std::string_view award_id) {
  static const std::string sql = "select 1 from award a where a.id = :id and " + read::award_to_person("a");
  return detail::cell<int>(s, sql, as("id", award_id)).has_value();
}

bool procurement_names_person(Session& s, std::string_view ocid) {
  static const std::string sql = "select 1 from procurement pr where pr.ocid = :id and " + read::procurement_to_person("pr");
  return detail::cell<int>(s, sql, as("id", ocid)).has_value();
}

namespace {

namespace procedure = law::procedure;

void withhold(std::string& text) {
  if (!text.empty()) text = withheld_text;
}

procedure::RecordedProcedure without_notes_of(const RecordsOfPeople& people, const procedure::RecordedProcedure& one) {
  const procedure::Procedure& run = one.run;
  std::vector<procedure::StoredStep> steps;
  bool changed = false;
  for (const procedure::StepTaken& taken : run.history()) {
    procedure::StoredStep& step = steps.emplace_back(procedure::StoredStep{taken.step, taken.on, taken.details});
    if (!people.has(step.details.party)) continue;
    withhold(step.details.note);
    withhold(step.details.reference);
    changed = true;
  }
  if (!changed) return one;
  auto shown = procedure::Procedure::restore(run.process(), run.choice(), run.began(), run.switched_from(), std::move(steps));
  if (!shown) throw detail::Ended(shown.error());
  return {one.id, *std::move(shown), one.contract_id};
}

} // namespace

procedure::RecordedProcurement as_shown(Session& s, procedure::RecordedProcurement p) {
  if (s.sight == Sight::in_full) return p;
  const RecordsOfPeople people = records_of_people(s);
  procedure::ProcurementFacts facts = p.facts();
  if (people.has(p.ocid())) {
    withhold(facts.title);
    withhold(facts.description);
    withhold(facts.reference);
  }
  std::vector<procedure::RecordedProcedure> procedures;
  for (const procedure::RecordedProcedure& one : p.procedures()) procedures.push_back(without_notes_of(people, one));
  return procedure::RecordedProcurement::restore(p.ocid(), p.state(), p.version(), p.imported(), std::move(facts), std::move(procedures));
}

} // namespace openward::persistence
