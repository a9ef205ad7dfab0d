// Wiring alone: the commands, what they share, and the way a refused command line is told.

#include "service/cli/audit.h"
#include "service/cli/command.h"

#include <iostream>
#include <sodium.h>

int main(int argc, char** argv) {
  using namespace openward::cli; // NOLINT(google-build-using-namespace): a file of forty lines
  if (sodium_init() < 0) {
    std::cerr << "openward: the random number source of this system is not usable\n";
    return kEnvironment;
  }
  CLI::App program{"Openward: the open register of NHS health-care contract awards in England.", "openward"};
  program.require_subcommand(1);
  Common common;
  program.add_option("--database", common.database, "sqlite:PATH, or postgresql: and libpq words (host=… dbname=…)")
      ->envname("OPENWARD_DATABASE")
      ->capture_default_str();
  program.fallthrough();
  Run run;
  add_serve(program, common, run);
  add_demo(program, common, run);
  add_reference(program, common, run);
  add_import(program, common, run);
  add_pull(program, common, run);
  add_match(program, common, run);
  add_check(program, common, run);
  add_report(program, common, run);
  add_export(program, common, run);
  add_backup(program, common, run);
  add_restore(program, common, run);
  add_assess(program, run);
  add_dates(program, run);
  add_timeline(program, common, run);
  add_procurement(program, common, run);
  add_token(program, common, run);
  add_audit(program, common, run);
  add_migrate(program, common, run);
  add_version(program, common, run);
  try {
    program.parse(argc, argv);
    return run();
  } catch (const CLI::ParseError& error) {
    return say(program, error);
  } catch (const std::exception& error) {
    std::cerr << "openward: " << error.what() << '\n';
    return kEnvironment;
  }
}
