#include "domain/money.h"
#include "service/app/matching.h"
#include "service/cli/command.h"
#include "service/cli/progress.h"

#include <iostream>

namespace openward::cli {
namespace {

void print(const app::MatchTally& tally) {
  std::cout << "strings read  " << tally.read << " in " << tally.batches << (tally.batches == 1 ? " batch" : " batches") << '\n';
  if (tally.read_before > 0)
    std::cout << "read before   " << tally.read_before << ", by a run that was ended and that this one went on with\n";
  std::cout << "now otherwise " << tally.changed << '\n';
  for (const auto& [state, strings] : tally.strings) {
    std::cout << state << std::string(state.size() < 14 ? 14 - state.size() : 1, ' ') << strings << " strings, "
              << Money{tally.pence.at(state)}.decimal() << " pounds\n";
  }
}

} // namespace

void add_match(CLI::App& program, Common& common, Run& run) {
  auto reference = std::make_shared<std::string>(OPENWARD_REFERENCE);
  CLI::App* command =
      program.add_subcommand("match", "read every supplier string again that no curator has decided, after new bodies came");
  command->add_option("--reference", *reference, "the folder of reference files")->envname("OPENWARD_REFERENCE")->capture_default_str();
  command->callback([&common, &run, reference] {
    run = [&common, reference] {
      int status = kDone;
      auto database = open_database(common, status);
      if (!database) return status;
      CountLine line("supplier strings read");
      const auto tally =
          app::match_all(*database, common.clock, *reference, [&](std::int64_t done, std::int64_t all) { line.show(done, all); });
      line.end();
      if (!tally) return say(tally.error());
      print(*tally);
      return kDone;
    };
  });
}

} // namespace openward::cli
