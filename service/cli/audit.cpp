#include "service/cli/audit.h"

#include "persistence/audit.h"
#include "service/render/json.h"

#include <iostream>

namespace openward::cli {

namespace {

using persistence::AuditEntry;

struct Options {
  persistence::AuditQuery query;
  std::string outcome;
  std::string format = "table";
};

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

void print_line(const AuditEntry& e) {
  std::cout << e.seq << "  " << e.recorded.iso() << "  " << to_string(e.outcome) << "  " << (e.status == 0 ? "-" : std::to_string(e.status))
            << "  " << e.operation << "  " << or_dash(e.token_id) << "  " << or_dash(e.record.empty() ? e.path : e.record) << "  "
            << or_dash(e.request_id) << "  " << or_dash(e.problem) << "  " << or_dash(e.token_name) << '\n';
}

void print_json(const AuditEntry& e) {
  render::Json out;
  out.object().member("seq", e.seq).member("recorded_at", e.recorded.iso()).member("outcome", to_string(e.outcome));
  out.member("status", e.status).member("operation", e.operation).member("token_id", e.token_id).member("token_name", e.token_name);
  out.member("role", e.role).member("method", e.method).member("path", e.path).member("record", e.record);
  out.member("problem", e.problem).member("request_id", e.request_id).end_object();
  std::cout << out.take() << '\n';
}

/// Everything that was asked for: page by page, so that a long account needs no memory.
int show(const Common& common, Options options) {
  if (!options.outcome.empty()) options.query.outcome = persistence::audit_outcome_from(options.outcome);
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  options.query.limit = 1000;
  for (;;) {
    auto entries = database->read(
        [&](persistence::Session& s) -> Result<std::vector<AuditEntry>> { return persistence::audit_entries(s, options.query); });
    if (!entries) return say(entries.error());
    for (const AuditEntry& entry : *entries) options.format == "ndjson" ? print_json(entry) : print_line(entry);
    if (entries->size() < 1000) return kDone;
    options.query.since = entries->back().seq;
  }
}

} // namespace

void add_audit(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("audit", "every write and every refused write: who, what, when, and how it ended");
  auto options = std::make_shared<Options>();
  command->add_option("--since", options->query.since, "entries after this number")->check(CLI::NonNegativeNumber);
  command->add_option("--token", options->query.token_id, "of this token, tk-…");
  command->add_option("--operation", options->query.operation, "as the contract names it, such as draft_award");
  command->add_option("--outcome", options->outcome, "how it ended")->check(CLI::IsMember({"done", "replayed", "refused"}));
  command->add_option("--request", options->query.request_id, "of this X-Request-Id");
  command->add_option("--format", options->format, "for people or for programs")
      ->check(CLI::IsMember({"table", "ndjson"}))
      ->capture_default_str();
  command->callback([&common, &run, options] { run = [&common, options] { return show(common, *options); }; });
}

} // namespace openward::cli
