// openward report centres, programmes and indicators.

#include "service/api/surroundings.h"
#include "service/cli/command.h"
#include "service/render/rows.h"

#include <iostream>

namespace openward::cli {

namespace {

struct Options {
  http::Parameters asked; // as in a URL
  std::string format = "table";
};

int print(const Common& common, const api::SurroundingsReportInfo& info, const Options& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const Date today = london_date(common.clock());
  const auto report = database->read([&](persistence::Session& s) { return info.make(s, options.asked, today); });
  if (!report) {
    const int said = say(report.error());
    return report.error().kind == ErrorKind::invalid ? kUsage : said;
  }
  const persistence::Table& table = report->table;
  if (options.format == "json") {
    std::cout << api::surroundings_json(*report) << '\n';
  } else if (options.format == "csv") {
    std::string text = render::csv_header(table.columns);
    for (const auto& row : table.rows) render::append_csv(text, table.columns, row);
    std::cout << text;
  } else {
    std::cout << render::text_table(table, 0, nullptr);
    for (const std::string& note : report->notes) std::cout << '\n' << note << '\n';
  }
  return kDone;
}

std::string option_name(std::string name) {
  for (char& c : name) c = c == '_' ? '-' : c;
  return "--" + name;
}

} // namespace

void add_surroundings_reports(CLI::App& report, Common& common, Run& run) {
  for (const api::SurroundingsReportInfo& info : api::surroundings_reports()) {
    auto* command = report.add_subcommand(info.name, info.description);
    auto options = std::make_shared<Options>();
    command->add_option("--format", options->format)->check(CLI::IsMember({"table", "csv", "json"}))->capture_default_str();
    for (const auto& parameter : info.parameters) {
      command->add_option_function<std::string>(
          option_name(parameter.name),
          [options, name = parameter.name](const std::string& value) { options->asked.emplace_back(name, value); }, parameter.description);
    }
    command->callback([&common, &run, &info, options] { run = [&common, &info, options] { return print(common, info, *options); }; });
  }
}

} // namespace openward::cli
