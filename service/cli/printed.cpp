#include "service/cli/printed.h"

#include "service/render/rows.h"

#include <array>
#include <cstdio>
#include <iostream>
#include <memory>

namespace openward::cli {
namespace {

Result<std::shared_ptr<std::FILE>> workbook_of(const Printed& report) {
  auto book = render::Workbook::create(report.table.columns);
  if (!book) return book.error();
  for (const auto& row : report.table.rows) {
    if (auto added = book->add(row); !added) return added.error();
  }
  return book->finish(report.about);
}

int print_workbook(const Printed& report) {
  const auto file = workbook_of(report);
  if (!file) return say(file.error());
  std::array<char, 65536> piece{};
  while (const std::size_t read = std::fread(piece.data(), 1, piece.size(), file->get()))
    std::cout.write(piece.data(), static_cast<std::streamsize>(read));
  std::cout.flush();
  return std::cout ? kDone : kEnvironment;
}

} // namespace

void add_print_options(CLI::App& command, PrintOptions& options) {
  command.add_option("--format", options.format)->check(CLI::IsMember({"table", "csv", "json", "xlsx"}))->capture_default_str();
  command.add_flag("--byte-true", options.byte_true, "CSV whose texts are not guarded against spreadsheet programs");
}

bool can_be_printed(const PrintOptions& options) {
  if (!options.byte_true || options.format == "csv") return true;
  std::cerr << "openward: --byte-true is for --format csv alone: in other formats no text is ever changed\n";
  return false;
}

int print(const Printed& report, const PrintOptions& options) {
  // Beside the table, not in it: a program reads the rows.
  if (report.divided && options.format != "json")
    std::cerr << "rows that stay under a body which passed to several: " << *report.divided << '\n';
  if (options.format == "xlsx") return print_workbook(report);
  if (options.format == "json") {
    std::cout << report.json << '\n';
  } else if (options.format == "csv") {
    const auto texts = options.byte_true ? render::CsvText::byte_true : render::CsvText::guarded;
    std::string text = render::csv_header(report.table.columns);
    for (const auto& row : report.table.rows) render::append_csv(text, report.table.columns, row, texts);
    std::cout << text;
  } else {
    std::cout << render::text_table(report.table, report.dimensions, report.totals.empty() ? nullptr : &report.totals);
    for (const std::string& note : report.notes) std::cout << '\n' << note << '\n';
  }
  return kDone;
}

} // namespace openward::cli
