#include "service/cli/command.h"

#include <iostream>

namespace openward::cli {

int say(const Error& error) {
  std::cerr << "openward: " << error.message << '\n';
  for (const Fault& fault : error.faults) {
    if (fault.message == error.message) continue;
    std::cerr << "  " << (fault.where.empty() ? "" : fault.where + ": ") << fault.message << '\n';
  }
  switch (error.kind) {
  case ErrorKind::unavailable:
  case ErrorKind::unsupported:
  case ErrorKind::internal:
    if (!error.internal.empty()) std::cerr << "  (" << error.internal << ")\n";
    return kEnvironment;
  default:
    return kRefused;
  }
}

int say(const CLI::App& program, const CLI::ParseError& error) {
  // CLI11 says of an unknown command only that one is required.
  const std::vector<std::string> left = program.remaining(true);
  if (!left.empty() && error.get_name() == "RequiredError" && std::string_view(error.what()) == "A subcommand is required") {
    std::cerr << "openward: there is no \"" << left.front() << "\" here; --help after a command lists what there is\n";
    return kUsage;
  }
  return program.exit(error) == 0 ? kDone : kUsage;
}

std::unique_ptr<persistence::Database> open_database(const Common& common, int& status, persistence::OpenOptions options) {
  auto database = persistence::Database::open(common.database, options);
  if (database) return std::move(*database);
  status = say(database.error());
  if (database.error().kind == ErrorKind::invalid) status = kUsage;
  return nullptr;
}

} // namespace openward::cli
