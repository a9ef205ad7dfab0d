#include "service/app/procedures.h"

#include "domain/law/calendar/working_days.h"
#include "persistence/procedures.h"
#include "service/app/findings.h"
#include "service/app/law_surroundings.h"

#include <initializer_list>
#include <utility>

namespace openward::app {

using law::procedure::RecordedProcurement;
using law::procedure::Step;
using law::procedure::StepToTake;
using persistence::UnitOfWork;

namespace {

Result<Date> nth_working_day_after(Date after, int n) { return law::add_working_days(after, n, bank_holidays()); }

/// Changes, and holds the awards of the procurement against the law again.
Changed changed(UnitOfWork& u, std::string_view ocid, const Guard& guard, const std::function<Result<>(RecordedProcurement&)>& change) {
  auto after = persistence::RecordedProcurements(u).update(ocid, std::nullopt, [&](RecordedProcurement& p) -> Result<> {
    if (auto may = guard(p); !may) return may;
    return change(p);
  });
  if (!after) return after;
  if (auto checked = check_touched(u, ocid); !checked) return checked.error();
  return after;
}

struct Renamed {
  std::string_view from;
  std::string_view to;
};

/// The step, with its faults at the members of the request that means it.
Result<> taken(RecordedProcurement& p, const StepToTake& step, Date today, std::initializer_list<Renamed> members) {
  auto done = p.take(step, today, nth_working_day_after);
  if (done) return done;
  Error error = done.error();
  for (Fault& fault : error.faults) {
    for (const Renamed& member : members) {
      if (fault.where == member.from) {
        fault.where = member.to;
        break;
      }
    }
  }
  return error;
}

std::string notice_words() {
  std::string words;
  for (const std::string_view word : notice_kind_words()) {
    const auto kind = notice_kind_from(word);
    if (kind && law::procedure::submission_of(*kind)) words += (words.empty() ? "" : ", ") + std::string(word);
  }
  return words;
}

std::vector<Fault> faults_of(const NoticeGiven& notice) {
  std::vector<Fault> faults;
  if (!notice.kind || !law::procedure::submission_of(*notice.kind)) {
    faults.push_back({"/kind", notice.kind ? "not_of_a_procedure" : "missing",
                      (notice.kind ? "a notice of this kind is no step of a procedure" : "the kind of the notice is missing") +
                          (". Valid: " + notice_words() + ".")});
  }
  if (!notice.submitted_on && !notice.published_on) {
    faults.push_back({"/submitted_on", "missing",
                      "the day of the notice is missing; give the day on which it was submitted, that on which it was published, or both"});
  }
  return faults;
}

} // namespace

Changed open_procurement(UnitOfWork& u, const RecordedProcurement& procurement) {
  return persistence::RecordedProcurements(u).add(procurement);
}

Changed publish_procurement(UnitOfWork& u, std::string_view ocid, const Guard& guard) {
  return changed(u, ocid, guard, [](RecordedProcurement& p) { return p.publish(); });
}

Changed take_step(UnitOfWork& u, std::string_view ocid, const StepToTake& step, const Guard& guard) {
  return changed(u, ocid, guard, [&](RecordedProcurement& p) { return taken(p, step, london_date(u.now()), {}); });
}

Changed begin_procedure(UnitOfWork& u, std::string_view ocid, const law::procedure::FurtherProcedure& procedure, const Guard& guard) {
  return changed(u, ocid, guard, [&](RecordedProcurement& p) { return p.open(procedure, london_date(u.now())); });
}

Changed record_notice(UnitOfWork& u, std::string_view ocid, const NoticeGiven& notice, const Guard& guard) {
  return changed(u, ocid, guard, [&](RecordedProcurement& p) -> Result<> {
    if (auto faults = faults_of(notice); !faults.empty()) return invalid("the notice cannot be recorded as given", std::move(faults));
    const Date today = london_date(u.now());
    StepToTake step{law::procedure::submission_of(*notice.kind), notice.submitted_on, {"", notice.reference, ""}, notice.procedure_id};
    if (notice.submitted_on) {
      if (auto done = taken(p, step, today, {{"/on", "/submitted_on"}, {"/step", "/kind"}}); !done) return done;
    }
    if (!notice.published_on) return Done{};
    step.step = law::procedure::publication_of(*notice.kind);
    step.on = notice.published_on;
    return taken(p, step, today, {{"/on", "/published_on"}, {"/step", "/kind"}});
  });
}

Changed record_representation(UnitOfWork& u, std::string_view ocid, const RepresentationMade& made, const Guard& guard) {
  return changed(u, ocid, guard, [&](RecordedProcurement& p) {
    return taken(p, {Step::receive_representation, made.received_on, {made.provider, "", made.note}, made.procedure_id},
                 london_date(u.now()), {{"/on", "/received_on"}, {"/party", "/provider"}, {"/step", ""}});
  });
}

Changed record_abandonment(UnitOfWork& u, std::string_view ocid, const AbandonmentDecided& decided, const Guard& guard) {
  return changed(u, ocid, guard, [&](RecordedProcurement& p) {
    return taken(p, {Step::decide_to_abandon, decided.decided_on, {"", "", decided.note}, decided.procedure_id}, london_date(u.now()),
                 {{"/on", "/decided_on"}, {"/step", ""}});
  });
}

} // namespace openward::app
