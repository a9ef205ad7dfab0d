#include "service/cli/command.h"
#include "service/version.h"

#include <iostream>

namespace openward::cli {

void add_migrate(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("migrate", "bring the database up to this program's schema");
  command->callback([&common, &run] {
    run = [&common] {
      int status = kDone;
      auto database = open_database(common, status);
      if (!database) return status;
      std::cout << database->description() << ": schema " << database->schema_version() << '\n';
      return kDone;
    };
  });
}

void add_version(CLI::App& program, Common&, Run& run) {
  const std::string words = "openward " + std::string(kVersion) + ", schema " + std::to_string(persistence::current_schema_version());
  program.set_version_flag("--version", words, "the same as the command");
  auto* command = program.add_subcommand("version", "the version of the program and of its schema");
  command->callback([&run, words] {
    run = [words] {
      std::cout << words << '\n';
      return kDone;
    };
  });
}

} // namespace openward::cli
