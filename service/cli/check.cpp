#include "service/app/check.h"
#include "service/cli/command.h"

#include <iostream>

namespace openward::cli {

namespace {

int check_register(const Common& common) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto checks = app::check(*database, common.clock);
  if (!checks) return say(checks.error());
  bool all_hold = true;
  for (const auto& check : *checks) {
    std::cout << (check.broken.empty() ? "holds   " : "BROKEN  ") << check.name << " (" << check.looked_at << ")\n";
    for (const std::string& words : check.broken) std::cout << "  " << words << '\n';
    all_hold = all_hold && check.broken.empty();
  }
  return all_hold ? kDone : kRefused;
}

} // namespace

void add_check(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("check", "hold the register against its own rows and releases");
  command->callback([&common, &run] { run = [&common] { return check_register(common); }; });
}

} // namespace openward::cli
