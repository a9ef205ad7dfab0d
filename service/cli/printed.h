#pragma once
// A table as `openward report` prints it: for people, as CSV, as JSON or as a workbook. Plain values of one thread.

#include "persistence/read/query.h"
#include "service/cli/command.h"
#include "service/render/workbook.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace openward::cli {

/// What is printed, whichever report it comes from.
struct Printed {
  persistence::Table table;
  std::size_t dimensions = 0; // columns that totals leave out
  persistence::Row totals{};
  std::string json;
  render::AboutLines about{};
  std::vector<std::string> notes{};
  std::optional<std::int64_t> divided{}; // rows that stay under a body which passed to several
};

struct PrintOptions {
  std::string format = "table";
  bool byte_true = false;
};
/// --format and --byte-true. The options outlive the command.
void add_print_options(CLI::App& command, PrintOptions&);
/// Says on standard error what does not go together.
bool can_be_printed(const PrintOptions&);

/// To standard output; the status of the program.
int print(const Printed&, const PrintOptions&);

} // namespace openward::cli
