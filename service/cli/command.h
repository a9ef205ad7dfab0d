#pragma once
// The commands of the program. Results go to standard output, messages to standard error. Exit status: 0 done, 1 refused input (listed), 2
// wrong usage, 3 the environment (database, files, port) does not allow it.

#include "persistence/database.h"
#include "service/app/clock.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace openward::cli {

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kUsage = 2;
constexpr int kEnvironment = 3;

/// What every command has: which database, and what time it is.
struct Common {
  std::string database = "sqlite:openward.db";
  app::Clock clock = app::system_clock();
};

/// Says an Error on standard error, with its faults, and gives the exit status that belongs to its kind.
int say(const Error& error);

/// Says what is wrong with a command line, or prints the help or the version that was asked for.
int say(const CLI::App& program, const CLI::ParseError& error);

/// Opens the database of the command, or says why not and gives the exit status in `status`.
std::unique_ptr<persistence::Database> open_database(const Common&, int& status, persistence::OpenOptions options = {});

// Each adds itself to the program; `run` is set to what is to be done when it was chosen.
using Run = std::function<int()>;
void add_serve(CLI::App& program, Common& common, Run& run);
void add_demo(CLI::App& program, Common& common, Run& run);
void add_reference(CLI::App& program, Common& common, Run& run);
void add_import(CLI::App& program, Common& common, Run& run);
void add_pull(CLI::App& program, Common& common, Run& run);
void add_match(CLI::App& program, Common& common, Run& run);
void add_check(CLI::App& program, Common& common, Run& run);
void add_report(CLI::App& program, Common& common, Run& run);
/// Below `report`: what one authority must publish of its year.
void add_authority_reports(CLI::App& report, Common& common, Run& run);
/// Below `report`: what spend is read beside.
void add_surroundings_reports(CLI::App& report, Common& common, Run& run);
void add_export(CLI::App& program, Common& common, Run& run);
void add_backup(CLI::App& program, Common& common, Run& run);
void add_restore(CLI::App& program, Common& common, Run& run);
void add_assess(CLI::App& program, Run& run);
void add_dates(CLI::App& program, Run& run);
void add_timeline(CLI::App& program, Common& common, Run& run);
void add_procurement(CLI::App& program, Common& common, Run& run);
void add_token(CLI::App& program, Common& common, Run& run);
void add_migrate(CLI::App& program, Common& common, Run& run);
void add_version(CLI::App& program, Common& common, Run& run);

} // namespace openward::cli
