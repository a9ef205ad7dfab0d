#include "service/app/demo.h"
#include "service/cli/command.h"

#include <functional>
#include <iostream>

namespace openward::cli {

namespace {

void tell(const app::ReferenceSummary& loaded) {
  std::cout << "  bodies of the health service: " << loaded.bodies_new << ", successions: " << loaded.successions << '\n'
            << "  providers and their owners: " << loaded.providers_new << ", ownerships: " << loaded.ownerships << '\n'
            << "  diagnostic centres: " << loaded.centres << ", programmes: " << loaded.programmes << ", indicators: " << loaded.indicators
            << '\n';
}

int demo(const Common& common, const std::string& reference) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto loaded = app::load_demo(*database, common.clock, reference);
  if (!loaded) return say(loaded.error());
  if (!loaded->anything_new()) {
    std::cout << "the demonstration is in " << database->description() << " already: nothing was added\n";
    return kDone;
  }
  std::cout << "loaded into " << database->description() << ":\n";
  tell(loaded->reference);
  std::cout << "  real awards, as facts of their notices: " << loaded->real_awards_new << '\n'
            << "  synthetic, invented for trying out: " << loaded->awards_new << " awards, " << loaded->payments_new << " payments\n";
  return kDone;
}

int reference_alone(const Common& common, const std::string& reference) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto loaded = app::load_reference(*database, common.clock, reference, "command line");
  if (!loaded) return say(loaded.error());
  if (!loaded->anything_new()) {
    std::cout << "all of " << reference << " is in " << database->description() << " already: nothing was added\n";
    return kDone;
  }
  std::cout << "added to " << database->description() << ":\n";
  tell(*loaded);
  std::cout << "Suppliers that were read before these bodies came are read again by: openward match\n";
  return kDone;
}

void add(CLI::App& program, Common& common, Run& run, const std::string& name, const std::string& what,
         std::function<int(const Common&, const std::string&)> act) {
  auto* command = program.add_subcommand(name, what);
  auto reference = std::make_shared<std::string>(OPENWARD_REFERENCE);
  command->add_option("--reference", *reference, "the folder of reference files")->envname("OPENWARD_REFERENCE")->capture_default_str();
  command->callback(
      [&common, &run, reference, act = std::move(act)] { run = [&common, reference, act] { return act(common, *reference); }; });
}

} // namespace

void add_demo(CLI::App& program, Common& common, Run& run) {
  add(program, common, run, "demo", "load the founding figures, the bodies of the health service and a synthetic sample", demo);
}

void add_reference(CLI::App& program, Common& common, Run& run) {
  add(program, common, run, "reference",
      "add the bodies of the health service, providers and who owns them, centres and programmes, each with its source and nothing "
      "invented",
      reference_alone);
}

} // namespace openward::cli
