#include "exchange/ocds/write/own_releases.h"

#include "domain/law/procedure/words.h"
#include "exchange/ocds/merge/json_value.h"
#include "exchange/ocds/write/parts.h"

#include <charconv>
#include <map>
#include <set>
#include <utility>

namespace openward::exchange {
namespace {

namespace procedure = law::procedure;
using procedure::Step;

std::int64_t whole(std::string_view digits) {
  std::int64_t out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

void set_part(JsonValue& into, std::string_view name, JsonValue part) {
  if (!part.is_null()) into.set(name, std::move(part));
}

/// What a contract's value has come to by its modifications; none where it was never stated, or leaves 64 bits.
std::optional<std::int64_t> pence_after(const JsonValue& contract) {
  const JsonValue* value = contract.find("value");
  if (!value) return std::nullopt;
  std::int64_t pence = whole(value->scalar_at("pence"));
  for (const JsonValue& one : contract.find("modifications")->items()) {
    const auto sum = add_pence(pence, whole(one.scalar_at("value_change_pence")));
    if (!sum) return std::nullopt;
    pence = *sum;
  }
  return pence;
}

/// Follows the events of one procurement, and writes down what each has to say.
class Writer {
 public:
  explicit Writer(const OwnRecord& record) : record_(record) {}

  Result<std::vector<WrittenRelease>> all() {
    std::vector<WrittenRelease> out;
    for (const Event& event : record_.events) {
      const auto body = JsonValue::parse(event.body);
      if (!body) {
        return Error{ErrorKind::internal,
                     "an event of " + record_.ocid + " cannot be read: run `openward check`, or restore the database from a backup",
                     {},
                     std::to_string(event.seq) + ": " + body.error().message};
      }
      release_ = JsonValue::object();
      psr_ = JsonValue::object();
      told_.clear();
      const std::string tag = parts_of(event.type, *body);
      if (tag.empty()) continue;
      const std::string id = record_.ocid + "-" + std::to_string(event.seq);
      out.push_back({id, event.seq, event.subject, event.recorded_at, framed(id, event.recorded_at, tag).text()});
    }
    return out;
  }

 private:
  struct Run {
    std::string process;
    std::string contract;
    int steps = 0;
    std::pair<std::string, std::string> standstill; // its first and its last day
  };

  /// Writes the parts, and gives the tag; "" for an event that is no release.
  std::string parts_of(const std::string& type, const JsonValue& body) {
    if (type == "procurement.published") return published(body);
    if (type == "procurement.procedure_opened") return opened(body);
    if (type == "procurement.step_taken") return step_taken(body);
    if (type == "award.published" || type == "award.changed" || type == "award.cancelled" || type == "award.superseded") {
      return award(type, body);
    }
    if (type == "contract.opened" || type == "contract.modified") return contract(type, body);
    return {};
  }

  JsonValue framed(const std::string& id, Instant date, const std::string& tag) {
    JsonValue out = JsonValue::object();
    out.set("ocid", record_.ocid).set("id", id).set("date", date.iso());
    out.set("tag", JsonValue::array().push(JsonValue::string(tag))).set("initiationType", "tender").set("language", "en");
    if (record_.synthetic) psr_.set("synthetic", JsonValue::boolean(true));
    if (!psr_.members().empty()) out.set("psr", psr_);
    if (!buyer_.empty()) tell(buyer_);
    JsonValue parties = JsonValue::array();
    for (const std::string& party : told_) {
      if (const auto body = record_.body_of(party)) parties.push(write::organisation(*body, roles_[party]));
    }
    if (!parties.items().empty()) out.set("parties", std::move(parties));
    if (const auto body = record_.body_of(buyer_); body && !buyer_.empty()) out.set("buyer", write::reference_to(*body));
    for (const auto& [name, part] : release_.members()) out.set(name, part);
    return out;
  }

  std::string_view shown(std::string_view text) const { return text.empty() || record_.withheld.empty() ? text : record_.withheld; }
  void tell(const std::string& party) { told_.insert(party); }

  void bought_by(std::string_view body) {
    if (body.empty()) return;
    buyer_ = body;
    roles_[buyer_].insert({"buyer", "procuringEntity"});
  }

  JsonValue tender_part(const JsonValue& facts) {
    JsonValue tender = JsonValue::object();
    tender.set("id", record_.ocid).set_unless_empty("title", shown(facts.scalar_at("title")));
    tender.set_unless_empty("description", shown(facts.scalar_at("description"))).set("status", status_);
    if (const auto body = record_.body_of(buyer_); body && !buyer_.empty()) tender.set("procuringEntity", write::reference_to(*body));
    set_part(tender, "items", write::items(facts.find("cpv")));
    return tender;
  }

  void set_route(JsonValue& into, std::string_view word) const {
    const auto route = route_from(word);
    if (!route) return;
    into.set("regime", to_string(regime_of(*route))).set("route", word).set("tenderClass", to_string(tender_class_of(*route)));
  }

  static void set_method(JsonValue& tender, std::string_view route) {
    tender.set_unless_empty("procurementMethod", write::method_of(route)).set_unless_empty("procurementMethodDetails", route);
    tender.set("mainProcurementCategory", "services");
  }

  // ---- the procurement and its steps

  std::string published(const JsonValue& body) {
    bought_by(body.scalar_at("commissioner"));
    JsonValue told = JsonValue::array();
    std::string route;
    for (const JsonValue& one : body.find("procedures")->items()) {
      told.push(procedure_part(one));
      const auto process = procedure::process_from(one.scalar_at("process"));
      if (const auto leads = process ? procedure::route_of(*process) : std::nullopt) route = to_string(*leads);
    }
    JsonValue tender = tender_part(body);
    set_method(tender, route);
    if (const JsonValue* estimate = body.find("estimate")) {
      const JsonValue amount =
          write::value(whole(estimate->scalar_at("pence")), estimate->scalar_at("currency"), estimate->scalar_at("vat"), "estimate");
      JsonValue planning = JsonValue::object();
      planning.set("budget", JsonValue::object().set("amount", amount));
      release_.set("planning", std::move(planning));
      tender.set("value", amount);
    }
    release_.set("tender", std::move(tender));
    set_route(psr_, route);
    psr_.set_unless_empty("reference", shown(body.scalar_at("reference"))).set("procedures", std::move(told));
    tender_told_ = true;
    return status_ == "planned" ? "planning" : "tender";
  }

  /// A procedure as the event of the publication tells it, with its steps so far.
  JsonValue procedure_part(const JsonValue& from) {
    const std::string id(from.scalar_at("id"));
    JsonValue out = head_of(id, from);
    JsonValue steps = JsonValue::array();
    if (const JsonValue* taken = from.find("steps")) {
      for (const JsonValue& step : taken->items()) steps.push(step_part(id, step));
    }
    if (!steps.items().empty()) out.set("steps", std::move(steps));
    set_standstill(out, id);
    return out;
  }

  JsonValue head_of(const std::string& id, const JsonValue& from) {
    Run& run = runs_[id];
    run.process = from.scalar_at("process");
    run.contract = from.scalar_at("contract");
    JsonValue out = JsonValue::object();
    out.set("id", id).set("process", run.process).set("choice", from.scalar_at("choice")).set("began", from.scalar_at("began"));
    out.set_unless_empty("switchedFrom", from.scalar_at("switched_from")).set_unless_empty("contractID", run.contract);
    // The event of a procedure that is opened has the state of the procurement in this place.
    if (from.find("id")) out.set_unless_empty("state", from.scalar_at("state"));
    return out;
  }

  JsonValue step_part(const std::string& procedure_id, const JsonValue& taken) {
    Run& run = runs_[procedure_id];
    const auto step = procedure::step_from(taken.scalar_at("step"));
    const std::string day(taken.scalar_at("on"));
    JsonValue out = JsonValue::object();
    out.set("id", std::to_string(++run.steps)).set("step", taken.scalar_at("step")).set("date", day);
    if (!step) return out;
    if (const auto notice = procedure::notice_of(*step)) out.set("noticeKind", to_string(*notice));
    out.set_unless_empty("regulation", taken.scalar_at("regulation")).set_unless_empty("reference", shown(taken.scalar_at("reference")));
    note(run, *step, day);
    return out;
  }

  /// What a step changes beside the list of steps.
  void note(Run& run, Step step, const std::string& day) {
    if (step == Step::begin_standstill) run.standstill = {day, {}};
    if (step == Step::end_standstill) run.standstill.second = day;
    if (step == Step::publish_invitation_notice) status_ = "active";
    if (step == Step::decide_to_abandon) status_ = "cancelled";
    if (step == Step::enter_contract || step == Step::conclude_framework) status_ = "complete";
  }

  void set_standstill(JsonValue& out, const std::string& id) {
    const auto& [begun, ended] = runs_[id].standstill;
    if (begun.empty()) return;
    JsonValue standstill = JsonValue::object();
    standstill.set("startDate", begun).set_unless_empty("endDate", ended);
    out.set("standstill", std::move(standstill));
  }

  std::string opened(const JsonValue& body) {
    const std::string id(body.scalar_at("procedure"));
    const JsonValue head = head_of(id, body);
    // Another process in place of one that was abandoned: the selection goes on.
    if (!body.scalar_at("switched_from").empty()) status_ = "planned";
    psr_.set("procedures", JsonValue::array().push(head));
    return update_of(id);
  }

  std::string step_taken(const JsonValue& body) {
    const std::string id(body.scalar_at("procedure"));
    const std::string before = status_;
    JsonValue told = JsonValue::object();
    told.set("id", id).set("state", body.scalar_at("to"));
    const JsonValue step = step_part(id, body);
    psr_.set("step", body.scalar_at("step")).set_unless_empty("noticeKind", step.scalar_at("noticeKind"));
    told.set("steps", JsonValue::array().push(step));
    set_standstill(told, id);
    psr_.set("procedures", JsonValue::array().push(told));
    const std::string tag = update_of(id);
    if (tag != "tenderUpdate" || before == status_) return tag;
    if (status_ == "cancelled") return "tenderCancellation";
    return status_ == "active" ? "tender" : tag;
  }

  /// The part that the procedure is about, and the tag of a step in it.
  std::string update_of(const std::string& id) {
    const std::string& contract = runs_[id].contract;
    const auto award = awards_.find(contract);
    if (award != awards_.end()) {
      JsonValue part = JsonValue::object();
      part.set("id", contract).set("awardID", award->second);
      release_.set("contracts", JsonValue::array().push(part));
      return "contractUpdate";
    }
    JsonValue tender = JsonValue::object();
    tender.set("id", record_.ocid).set("status", status_);
    release_.set("tender", std::move(tender));
    return "tenderUpdate";
  }

  // ---- awards and contracts

  std::string award(const std::string& type, const JsonValue& body) {
    const bool off = type == "award.cancelled" || type == "award.superseded";
    bought_by(body.scalar_at("commissioner"));
    JsonValue out = JsonValue::object();
    out.set("id", body.scalar_at("id")).set_unless_empty("title", shown(body.scalar_at("title")));
    out.set_unless_empty("description", shown(body.scalar_at("description"))).set("status", off ? "cancelled" : "active");
    out.set_unless_empty("date", write::start_of(body.scalar_at("awarded_on")));
    set_value(out, *body.find("value"));
    set_part(out, "items", write::items(body.find("cpv")));
    set_part(out, "contractPeriod", write::period(body.scalar_at("starts"), body.scalar_at("ends")));
    JsonValue psr = JsonValue::object();
    set_route(psr, body.scalar_at("route"));
    psr.set("framework", JsonValue::boolean(body.scalar_at("framework") == "true"));
    psr.set_unless_empty("reference", shown(body.scalar_at("reference")));
    set_suppliers(out, psr, *body.find("providers"));
    out.set("psr", std::move(psr));
    if (!tender_told_) tell_tender(body);
    release_.set("awards", JsonValue::array().push(out));
    return off ? "awardCancellation" : type == "award.changed" ? "awardUpdate" : "award";
  }

  /// An award that was recorded without its procurement brings the tender with it.
  void tell_tender(const JsonValue& award) {
    tender_told_ = true;
    status_ = "complete";
    JsonValue tender = tender_part(award);
    set_method(tender, award.scalar_at("route"));
    release_.set("tender", std::move(tender));
    set_route(psr_, award.scalar_at("route"));
  }

  static void set_value(JsonValue& out, const JsonValue& value) {
    const bool net = value.find("pence") != nullptr;
    const std::string_view pence = value.scalar_at(net ? "pence" : "gross_pence");
    if (pence.empty()) return;
    out.set("value",
            write::value(whole(pence), value.scalar_at("currency"), net ? value.scalar_at("vat") : "included", value.scalar_at("kind")));
  }

  void set_suppliers(JsonValue& out, JsonValue& psr, const JsonValue& providers) {
    JsonValue suppliers = JsonValue::array();
    JsonValue shares = JsonValue::array();
    for (const JsonValue& one : providers.items()) {
      const std::string id(one.scalar_at("id"));
      const auto body = record_.body_of(id);
      if (!body) continue;
      roles_[id].insert("supplier");
      tell(id);
      suppliers.push(write::reference_to(*body));
      if (const std::string_view share = one.scalar_at("share_basis_points"); !share.empty()) {
        shares.push(JsonValue::object().set("id", id).set("basisPoints", JsonValue::number(share)));
      }
    }
    if (!suppliers.items().empty()) out.set("suppliers", std::move(suppliers));
    if (!shares.items().empty()) psr.set("shares", std::move(shares));
  }

  std::string contract(const std::string& type, const JsonValue& body) {
    const std::string id(body.scalar_at("id"));
    awards_[id] = body.scalar_at("award");
    JsonValue out = JsonValue::object();
    out.set("id", id).set("awardID", awards_[id]).set("status", "active");
    std::string_view ends = body.scalar_at("ends");
    const auto& modifications = body.find("modifications")->items();
    for (const JsonValue& one : modifications) {
      if (const auto later = one.scalar_at("new_end"); !later.empty()) ends = later;
    }
    set_part(out, "period", write::period(body.scalar_at("starts"), ends));
    const JsonValue* value = body.find("value");
    const auto pence = pence_after(body);
    if (value && pence)
      out.set("value", write::value(*pence, value->scalar_at("currency"), value->scalar_at("vat"), value->scalar_at("kind")));
    out.set_unless_empty("dateSigned", write::start_of(body.scalar_at("signed_on")));
    if (type == "contract.modified" && !modifications.empty()) {
      out.set("amendments", JsonValue::array().push(amendment(modifications.back(), value)));
    }
    release_.set("contracts", JsonValue::array().push(out));
    return type == "contract.opened" ? "contract" : "contractAmendment";
  }

  JsonValue amendment(const JsonValue& modification, const JsonValue* value) const {
    JsonValue psr = JsonValue::object();
    psr.set("ground", modification.scalar_at("ground"));
    if (const auto word = modification.scalar_at("attributable"); !word.empty()) {
      psr.set("attributableToAuthority", JsonValue::boolean(word == "true"));
    }
    if (const auto change = modification.scalar_at("value_change_pence"); !change.empty()) {
      psr.set("valueChange",
              write::value(whole(change), value ? value->scalar_at("currency") : "", value ? value->scalar_at("vat") : "", ""));
    }
    psr.set_unless_empty("newEndDate", modification.scalar_at("new_end"));
    JsonValue out = JsonValue::object();
    out.set("id", modification.scalar_at("number")).set("date", write::start_of(modification.scalar_at("modified_on")));
    out.set_unless_empty("description", shown(modification.scalar_at("description"))).set("psr", std::move(psr));
    return out;
  }

  const OwnRecord& record_;
  JsonValue release_; // the parts of the release that is being written
  JsonValue psr_;
  std::set<std::string> told_; // whose parties stand in it
  // What was told so far.
  std::string buyer_;
  std::string status_ = "planned"; // of the tender
  bool tender_told_ = false;
  std::map<std::string, std::set<std::string>> roles_;
  std::map<std::string, Run> runs_;
  std::map<std::string, std::string> awards_; // by contract
};

} // namespace

Result<std::vector<WrittenRelease>> own_releases(const OwnRecord& record) { return Writer(record).all(); }

} // namespace openward::exchange
