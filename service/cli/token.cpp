#include "exchange/files/file.h"
#include "persistence/repositories.h"
#include "service/api/access.h"
#include "service/cli/command.h"

#include <algorithm>
#include <iostream>

namespace openward::cli {

namespace {

struct Options {
  std::string name, role, commissioner, expires, id;
};

int create(const Common& common, const Options& options) {
  const bool one_line = std::none_of(options.name.begin(), options.name.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
  if (options.name.empty() || !one_line) {
    std::cerr << "openward: --name is one line of text, such as \"NHS Somerset ICB, contracts team\"\n";
    return kUsage;
  }
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  persistence::Token token;
  token.name = options.name;
  token.role = options.role;
  token.created = common.clock();
  if (!options.expires.empty()) {
    auto day = Date::parse(options.expires);
    if (!day) return say(day.error()), kUsage;
    token.expires = from_london(day->plus_days(1), std::chrono::seconds(0));
  }
  const std::string secret = api::new_secret();
  auto made = database->write("command line", common.clock(), [&](persistence::UnitOfWork& u) -> Result<persistence::Token> {
    if (!options.commissioner.empty()) {
      persistence::Bodies bodies(u);
      auto body = bodies.by_id(options.commissioner);
      if (auto identifier = Identifier::parse(options.commissioner); !body && identifier) body = bodies.by_identifier(*identifier);
      if (!body)
        return invalid("There is no body " + options.commissioner +
                       " in the register. Give its public id or an identifier such as ods:QHM.");
      token.commissioner_id = body->id;
    }
    return persistence::Tokens(u).add(token, exchange::sha256_hex(secret));
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
  auto gone = database->write("command line", common.clock(),
                              [&](persistence::UnitOfWork& u) { return persistence::Tokens(u).revoke(options.id); });
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
  creating->add_option("--expires", options->expires, "its last day, 2026-12-31");
  creating->callback([&common, &run, options] { run = [&common, options] { return create(common, *options); }; });
  auto* listing = command->add_subcommand("list", "the tokens, without their secrets");
  listing->callback([&common, &run] { run = [&common] { return list(common); }; });
  auto* revoking = command->add_subcommand("revoke", "end a token");
  revoking->add_option("id", options->id, "tk-…")->required();
  revoking->callback([&common, &run, options] { run = [&common, options] { return revoke(common, *options); }; });
}

} // namespace openward::cli
