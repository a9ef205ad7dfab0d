#include "service/app/demo.h"
#include "service/cli/command.h"

#include <iostream>

namespace openward::cli {

namespace {

int demo(const Common& common, const std::string& reference) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto loaded = app::load_demo(*database, common.clock, reference);
  if (!loaded) return say(loaded.error());
  if (!loaded->anything_new) {
    std::cout << "the demonstration is in " << database->description() << " already: nothing was added\n";
    return kDone;
  }
  std::cout << "loaded into " << database->description() << ":\n"
            << "  bodies of the health service: " << loaded->bodies_new << ", successions: " << loaded->successions << '\n'
            << "  providers and their owners: " << loaded->providers_new << ", ownerships: " << loaded->ownerships << '\n'
            << "  diagnostic centres: " << loaded->centres << ", programmes: " << loaded->programmes
            << ", indicators: " << loaded->indicators << '\n'
            << "  real awards, as facts of their notices: " << loaded->real_awards_new << '\n'
            << "  synthetic, invented for trying out: " << loaded->awards_new << " awards, " << loaded->payments_new << " payments\n";
  return kDone;
}

} // namespace

void add_demo(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("demo", "load the founding figures, the bodies of the health service and a synthetic sample");
  auto reference = std::make_shared<std::string>(OPENWARD_REFERENCE);
  command->add_option("--reference", *reference, "the folder of reference files")->envname("OPENWARD_REFERENCE")->capture_default_str();
  command->callback([&common, &run, reference] { run = [&common, reference] { return demo(common, *reference); }; });
}

} // namespace openward::cli
