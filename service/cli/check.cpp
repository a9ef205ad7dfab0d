#include "service/app/check.h"
#include "persistence/rollups.h"
#include "persistence/search.h"
#include "service/app/matching.h"
#include "service/cli/check_law.h"
#include "service/cli/command.h"

#include <iostream>

namespace openward::cli {

namespace {

int check_register(const Common& common) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto moved = app::move_classes(*database, common.clock);
  if (!moved) return say(moved.error());
  if (*moved > 0) std::cout << *moved << " bodies took the class that holds for them from today\n";
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

struct RollUpOptions {
  bool asked = false;
  bool rebuild = false;
  bool search = false;
};

int check_rollups(const Common& common, const RollUpOptions& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto check = database->read([](persistence::Session& s) -> Result<persistence::RollUpCheck> { return check_rollups(s); });
  if (!check) return say(check.error());
  std::cout << (check->differing == 0 ? "holds   " : "BROKEN  ") << "what is added up agrees with its lines (" << check->cells
            << " cells of " << check->lines << " lines and " << check->awards << " awards)\n";
  for (const std::string& words : check->words) std::cout << "  " << words << '\n';
  if (check->differing > static_cast<std::int64_t>(check->words.size()))
    std::cout << "  and " << check->differing - static_cast<std::int64_t>(check->words.size()) << " more\n";
  if (!options.rebuild) {
    if (check->differing > 0) std::cerr << "openward: `openward check --rollups --rebuild` works them out again from the lines\n";
    return check->differing == 0 ? kDone : kRefused;
  }
  const auto rebuilt = database->write("check", common.clock(), [](persistence::UnitOfWork& u) -> Result<> {
    persistence::rebuild_rollups(u.session());
    return Done{};
  });
  if (!rebuilt) return say(rebuilt.error());
  std::cout << "rebuilt from the lines; " << check->differing << " cells differed\n";
  return kDone;
}

int check_words(const Common& common, bool rebuild) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto check = database->read([](persistence::Session& s) -> Result<persistence::SearchCheck> { return check_search(s); });
  if (!check) return say(check.error());
  std::cout << (check->differing == 0 ? "holds   " : "BROKEN  ") << "the words that are searched are those of the texts (" << check->records
            << " records)\n";
  for (const std::string& words : check->words) std::cout << "  " << words << '\n';
  if (check->differing > static_cast<std::int64_t>(check->words.size()))
    std::cout << "  and " << check->differing - static_cast<std::int64_t>(check->words.size()) << " more\n";
  if (!rebuild) {
    if (check->differing > 0) std::cerr << "openward: `openward check --search --rebuild` reads every text again\n";
    return check->differing == 0 ? kDone : kRefused;
  }
  const auto rebuilt = database->write("check", common.clock(), [](persistence::UnitOfWork& u) -> Result<> {
    persistence::rebuild_search(u.session());
    return Done{};
  });
  if (!rebuilt) return say(rebuilt.error());
  std::cout << "rebuilt from the texts; " << check->differing << " records differed\n";
  return kDone;
}

int check(const Common& common, const LawOptions& options) {
  if (options.asked()) return check_law(common, options);
  if (options.format != "table") {
    std::cerr << "openward: --format goes with --all, --award, --procurement or --rule\n";
    return kUsage;
  }
  return check_register(common);
}

} // namespace

void add_check(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand(
      "check", "hold the register against its own rows and releases, or its awards and procurements against the law");
  auto options = std::make_shared<LawOptions>();
  auto* all = command->add_flag("--all", options->all, "ask every rule of every award and procurement again and keep what is found");
  auto* award = command->add_option("--award", options->award, "what every rule finds in one award")->excludes(all);
  auto* procurement = command->add_option("--procurement", options->procurement, "the same of a procurement without award, by OCID")
                          ->excludes(all)
                          ->excludes(award);
  auto* rule = command->add_option("--rule", options->rule,
                                   "this rule alone, such as PSR-28: the awards and procurements with a question or a fail");
  command->add_option("--format", options->format, "of what is found")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  auto rollups = std::make_shared<RollUpOptions>();
  auto* added_up = command->add_flag("--rollups", rollups->asked, "hold what is added up of spend against its lines, to the penny")
                       ->excludes(all)
                       ->excludes(award)
                       ->excludes(procurement)
                       ->excludes(rule);
  command->add_flag("--search", rollups->search, "hold the words that are searched against the texts they were made from")
      ->excludes(all)
      ->excludes(award)
      ->excludes(procurement)
      ->excludes(rule)
      ->excludes(added_up);
  command->add_flag("--rebuild", rollups->rebuild, "and work it out again, from the lines or from the texts");
  command->callback([&common, &run, options, rollups] {
    run = [&common, options, rollups] {
      if (rollups->asked) return check_rollups(common, *rollups);
      if (rollups->search) return check_words(common, rollups->rebuild);
      if (rollups->rebuild) {
        std::cerr << "openward: --rebuild goes with --rollups or --search\n";
        return kUsage;
      }
      return check(common, *options);
    };
  });
}

} // namespace openward::cli
