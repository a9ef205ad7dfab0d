#include "exchange/files/file.h"
#include "persistence/audit.h"
#include "persistence/repositories.h"
#include "service/api/access.h"
#include "service/app/tokens.h"
#include "service/cli/command.h"

#include <iostream>

namespace openward::cli {

namespace {

constexpr const char* actor = "command line";

struct Options {
  std::string name, role, commissioner, expires, id;
};

/// The command line writes without a token: its entry says so.
void enter(persistence::UnitOfWork& u, const char* operation, const std::string& token_id) {
  persistence::AuditEntry entry;
  entry.token_name = actor;
  entry.operation = operation;
  entry.record = token_id;
  persistence::Audit(u).add(entry);
}

int create(const Common& common, const Options& options) {
  if (!app::is_one_line(options.name)) {
    std::cerr << "openward: --name is one line of text, such as \"NHS Somerset ICB, contracts team\"\n";
    return kUsage;
  }
  app::TokenWish wish{options.name, options.role, options.commissioner, {}};
  if (!options.expires.empty()) {
    auto day = Date::parse(options.expires);
    if (!day) return say(day.error()), kUsage;
    wish.last_day = *day;
  }
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const std::string secret = api::new_secret();
  auto made = database->write(actor, common.clock(), [&](persistence::UnitOfWork& u) -> Result<persistence::Token> {
    auto token = app::make_token(u, wish, exchange::sha256_hex(secret));
    if (token) enter(u, "token create", token->id);
    return token;
  });
  if (!made) return say(made.error());
  std::cerr << "token " << made->id << " (" << made->role << "). It is shown once; the register keeps only its digest.\n";
  std::cout << secret << '\n';
  return kDone;
}

int list(const Common& common) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto tokens = database->read([](persistence::Session& s) -> Result<std::vector<persistence::Token>> { return persistence::tokens(s); });
  if (!tokens) return say(tokens.error());
  for (const auto& token : *tokens) {
    std::cout << token.id << "  " << token.role << "  " << (token.commissioner_id.empty() ? "any commissioner" : token.commissioner_id)
              << "  created " << token.created.iso() << (token.expires ? "  expires " + token.expires->iso() : "")
              << (token.revoked ? "  revoked " + token.revoked->iso() : "") << "  " << token.name << '\n';
  }
  return kDone;
}

int revoke(const Common& common, const Options& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto gone = database->write(actor, common.clock(), [&](persistence::UnitOfWork& u) -> Result<persistence::Token> {
    auto token = persistence::Tokens(u).revoke(options.id);
    if (token) enter(u, "token revoke", token->id);
    return token;
  });
  if (!gone) return say(gone.error());
  std::cerr << "token " << gone->id << " (" << gone->name << ") is revoked\n";
  return kDone;
}

} // namespace

void add_token(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("token", "who may write");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto* creating = command->add_subcommand("create", "make a token and print its secret once");
  creating->add_option("--role", options->role, "what it may do")
      ->required()
      ->check(CLI::IsMember({"recorder", "curator", "auditor", "admin"}));
  creating->add_option("--name", options->name, "whose it is")->required();
  creating->add_option("--commissioner", options->commissioner, "the one body it records for");
  creating->add_option("--expires", options->expires, "its last day, as 2026-12-31; not one that has passed");
  creating->callback([&common, &run, options] { run = [&common, options] { return create(common, *options); }; });
  auto* listing = command->add_subcommand("list", "the tokens, without their secrets");
  listing->callback([&common, &run] { run = [&common] { return list(common); }; });
  auto* revoking = command->add_subcommand("revoke", "end a token");
  revoking->add_option("id", options->id, "tk-…")->required();
  revoking->callback([&common, &run, options] { run = [&common, options] { return revoke(common, *options); }; });
}

} // namespace openward::cli
