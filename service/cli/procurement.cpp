// Procurements as they are run, on the command line: the requests of the API with their members as options.

#include "persistence/procedures.h"
#include "service/api/procedure_form.h"
#include "service/cli/command.h"
#include "service/render/json.h"

#include <iostream>
#include <map>
#include <vector>

namespace openward::cli {

namespace {

using law::procedure::ProcurementState;
using law::procedure::RecordedProcurement;

struct Options {
  std::string ocid;
  std::map<std::string, std::string> members; // of the request, by name; options that were not given are empty
  std::vector<std::string> cpv;
  std::string estimate, vat;
  std::string format = "text";
};

/// The request that the options make, as the API takes it.
std::string request_of(const Options& options) {
  render::Json out;
  out.object();
  for (const auto& [name, value] : options.members) {
    if (!value.empty()) out.member(name, value);
  }
  if (!options.cpv.empty()) {
    out.key("cpv").array();
    for (const std::string& code : options.cpv) out.text(code);
    out.end_array();
  }
  if (!options.estimate.empty()) {
    out.key("estimate").object().member("amount", options.estimate);
    if (!options.vat.empty()) out.member("vat", options.vat);
    out.end_object();
  }
  return out.end_object().take();
}

std::string step_line(const law::procedure::StepTaken& taken) {
  std::string line = std::string(taken.undone ? "(" : "") + taken.on.iso() + "  " + std::string(to_string(taken.step));
  for (const std::string& detail : {taken.details.party, taken.details.reference, taken.details.note}) {
    if (!detail.empty()) line += "  " + detail;
  }
  return line + (taken.undone ? ")" : "") + " -> " + std::string(to_string(taken.after));
}

void print_procedure(const law::procedure::RecordedProcedure& one) {
  const law::procedure::Procedure& run = one.run;
  std::cout << '\n' << one.id << "  " << to_string(run.process()) << ", " << to_string(run.choice()) << ", began " << run.began().iso();
  if (run.switched_from()) std::cout << ", switched from " << to_string(*run.switched_from());
  if (!one.contract_id.empty()) std::cout << ", of contract " << one.contract_id;
  std::cout << "\n  state    " << to_string(run.state()) << '\n';
  for (const auto& taken : run.history()) std::cout << "  step     " << step_line(taken) << '\n';
  std::cout << "  allowed ";
  const auto allowed = run.allowed();
  for (const auto step : allowed) std::cout << ' ' << to_string(step);
  std::cout << (allowed.empty() ? " nothing, it is closed\n" : "\n");
  if (const auto due = law::procedure::notice_to_come(run))
    std::cout << "  due      the " << to_string(due->kind) << " notice, by " << due->last_day.iso() << '\n';
}

int print(const RecordedProcurement& p, const Options& options) {
  if (options.format == "json") {
    std::cout << api::procedure_json(p) << '\n';
    return kDone;
  }
  std::cout << p.ocid() << "  " << to_string(p.state()) << "  " << p.facts().title << '\n';
  if (p.procedures().empty())
    std::cout << (p.imported() ? "read from published notices; no steps are recorded for it\n" : "recorded without its steps\n");
  for (const auto& one : p.procedures()) print_procedure(one);
  return kDone;
}

using Work = std::function<app::Changed(persistence::UnitOfWork&, api::JsonBody&)>;

int change(const Common& common, const Options& options, const Work& work) {
  auto body = api::JsonBody::parse(request_of(options));
  if (!body) return say(body.error());
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto changed = database->write("command line", common.clock(), [&](persistence::UnitOfWork& u) -> app::Changed {
    auto done = work(u, *body);
    if (!done) return done.error();
    return persistence::as_shown(u.session(), *std::move(done));
  });
  if (!changed) return say(changed.error());
  return print(*changed, options);
}

/// Who runs the program on the register's own database may record for any commissioner.
Result<> anybody(const RecordedProcurement&) { return Done{}; }

int show(const Common& common, const Options& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto found = database->read([&](persistence::Session& s) -> app::Changed {
    if (auto held = persistence::procurement_of(s, options.ocid)) return persistence::as_shown(s, *std::move(held));
    return Error{ErrorKind::not_found, "there is no procurement " + options.ocid + ": look it up in the list of procurements", {}, {}};
  });
  if (!found) return say(found.error());
  return print(*found, options);
}

struct Member {
  const char* name; // in the request; the option has hyphens for its underscores
  const char* description;
};

/// A command that sends a request to one procurement.
struct Request {
  const char* name;
  const char* description;
  api::ChangeFrom change_from;
  std::vector<Member> members;
};

const std::vector<Request>& requests() {
  static const Member procedure{"procedure", "id of the procedure, where it is not the one that leads to the award"};
  static const std::vector<Request> all{
      {"step",
       "record one step, on the day on which it was taken",
       api::step_from,
       {{"on", "the day, 2026-03-02"},
        {"party", "who made the representation, who was informed: public id, scheme:id or name"},
        {"reference", "of the notice or the letter"},
        {"note", "in words"},
        procedure}},
      {"procedures",
       "begin a further procedure",
       api::further_procedure_from,
       {{"because", "switch, bridge or modification"},
        {"process", "the process that is followed"},
        {"began", "the day, 2026-03-02"},
        {"contract", "public id of the contract that is modified"}}},
      {"notice",
       "record a notice that was submitted, published, or both",
       api::notice_from,
       {{"kind", "intention_to_award, award, …"},
        {"submitted_on", "the day of submission"},
        {"published_on", "the day of publication"},
        {"reference", "of the notice"},
        procedure}},
      {"representation",
       "record a provider's representation (reg 12(3))",
       api::representation_from,
       {{"provider", "who made it: public id, scheme:id or name"}, {"received_on", "the day"}, {"note", "in words"}, procedure}},
      {"abandon",
       "record the decision to abandon (reg 15(1)(a))",
       api::abandonment_from,
       {{"decided_on", "the day"}, {"note", "in words"}, procedure}},
  };
  return all;
}

std::string option_of(std::string_view member) {
  std::string name = "--" + std::string(member);
  for (char& c : name) c = c == '_' ? '-' : c;
  return name;
}

void add_format(CLI::App& command, Options& options) {
  command.add_option("--format", options.format)->check(CLI::IsMember({"text", "json"}))->capture_default_str();
}

void add_request(CLI::App& parent, const Request& request, Common& common, Run& run) {
  auto* command = parent.add_subcommand(request.name, request.description);
  auto options = std::make_shared<Options>();
  command->add_option("OCID", options->ocid, "the procurement")->required();
  if (request.change_from == api::step_from)
    command->add_option("STEP", options->members["step"], "the step; `show` lists those that are allowed now")->required();
  for (const Member& member : request.members)
    command->add_option(option_of(member.name), options->members[member.name], member.description);
  add_format(*command, *options);
  command->callback([&common, &run, &request, options] {
    run = [&common, &request, options] {
      return change(common, *options,
                    [&](persistence::UnitOfWork& u, api::JsonBody& body) { return request.change_from(u, options->ocid, body, anybody); });
    };
  });
}

void add_open(CLI::App& parent, Common& common, Run& run) {
  auto* command = parent.add_subcommand("open", "record a procurement as a draft, with the process that is followed");
  auto options = std::make_shared<Options>();
  for (const Member& member : {Member{"commissioner", "who buys, by public id or scheme:id"}, Member{"title", "what is to be bought"},
                               Member{"description", "what is to be bought, at length"}, Member{"reference", "the authority's own"},
                               Member{"process", "direct_award_c, most_suitable_provider, …"},
                               Member{"choice", "mandatory, among_c_msp_cp or among_msp_cp (reg 6)"}, Member{"began", "the day"}})
    command->add_option(option_of(member.name), options->members[member.name], member.description);
  command->add_option("--cpv", options->cpv, "a CPV code; repeat it, the main one first");
  command->add_option("--estimate", options->estimate, "the value expected, in pounds");
  command->add_option("--vat", options->vat, "of the estimate: excluded, included or unknown");
  add_format(*command, *options);
  command->callback([&common, &run, options] {
    run = [&common, options] {
      return change(common, *options, [](persistence::UnitOfWork& u, api::JsonBody& body) {
        return api::open_from(u, body, [](const std::string&) -> Result<> { return Done{}; });
      });
    };
  });
}

} // namespace

void add_procurement(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("procurement", "run a procurement step by step");
  command->require_subcommand(1);
  add_open(*command, common, run);
  for (const Request& request : requests()) add_request(*command, request, common, run);

  auto options = std::make_shared<Options>();
  auto* publishing = command->add_subcommand("publish", "show a draft to everybody");
  publishing->add_option("OCID", options->ocid, "the procurement")->required();
  add_format(*publishing, *options);
  publishing->callback([&common, &run, options] {
    run = [&common, options] {
      return change(common, *options,
                    [&](persistence::UnitOfWork& u, api::JsonBody&) { return app::publish_procurement(u, options->ocid, anybody); });
    };
  });
  auto* showing = command->add_subcommand("show", "its state, its steps, the steps that are allowed, and what is due");
  showing->add_option("OCID", options->ocid, "the procurement")->required();
  add_format(*showing, *options);
  showing->callback([&common, &run, options] { run = [&common, options] { return show(common, *options); }; });
}

} // namespace openward::cli
