// openward report centres, programmes and indicators.

#include "service/api/surroundings.h"
#include "service/cli/command.h"
#include "service/cli/printed.h"

namespace openward::cli {

namespace {

struct Options : PrintOptions {
  http::Parameters asked; // as in a URL
};

int print_one(const Common& common, const api::SurroundingsReportInfo& info, const Options& options) {
  if (!can_be_printed(options)) return kUsage;
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const Date today = london_date(common.clock());
  auto report = database->read([&](persistence::Session& s) { return info.make(s, options.asked, today); });
  if (!report) {
    const int said = say(report.error());
    return report.error().kind == ErrorKind::invalid ? kUsage : said;
  }
  std::string json = api::surroundings_json(*report);
  auto about = api::about_surroundings(*report, today);
  return print({std::move(report->table), 0, {}, std::move(json), std::move(about), std::move(report->notes)}, options);
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
    add_print_options(*command, *options);
    for (const auto& parameter : info.parameters) {
      command->add_option_function<std::string>(
          option_name(parameter.name),
          [options, name = parameter.name](const std::string& value) { options->asked.emplace_back(name, value); }, parameter.description);
    }
    command->callback([&common, &run, &info, options] { run = [&common, &info, options] { return print_one(common, info, *options); }; });
  }
}

} // namespace openward::cli
