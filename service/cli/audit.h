#pragma once
// The command `audit`. One thread, as the other commands.

#include "service/cli/command.h"

namespace openward::cli {

void add_audit(CLI::App& program, Common& common, Run& run);

} // namespace openward::cli
