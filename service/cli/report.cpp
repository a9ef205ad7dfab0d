#include "service/api/parameters.h"
#include "service/api/reports.h"
#include "service/cli/command.h"
#include "service/render/rows.h"

#include <iostream>

namespace openward::cli {

using persistence::ReportInfo;

namespace {

struct Options {
  http::Parameters filters;
  std::vector<std::string> group_by;
  std::string format = "table";
};

/// --tender-class X is the filter tender_class.
std::string option_name(std::string name) {
  for (char& c : name) c = c == '_' ? '-' : c;
  return "--" + name;
}

void print_json(const persistence::Report& report) {
  const std::span<const persistence::Column> columns(report.table.columns);
  render::Json out;
  out.object().key("rows").array();
  for (const auto& row : report.table.rows) render::write_row(out, columns, row);
  out.end_array().key("totals");
  render::write_row(out, columns.subspan(columns.size() - report.totals.size()), report.totals);
  out.member("seq", report.seq).end_object();
  std::cout << out.view() << '\n';
}

int print_report(const Common& common, const ReportInfo& info, const Options& options) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  auto terms = api::filter_terms(info.filters, options.filters);
  if (!terms) return say(terms.error()), kUsage;
  http::Parameters grouping;
  for (const std::string& name : options.group_by) grouping.emplace_back("group_by", name);
  const persistence::ReportRequest request{std::move(*terms), api::group_by(info, grouping)};
  auto report = database->read([&](persistence::Session& s) { return persistence::run_report(s, info, request); });
  if (!report) {
    const int said = say(report.error());
    return report.error().kind == ErrorKind::invalid ? kUsage : said;
  }
  if (options.format == "json") {
    print_json(*report);
  } else if (options.format == "csv") {
    std::string text = render::csv_header(report->table.columns);
    for (const auto& row : report->table.rows) render::append_csv(text, report->table.columns, row);
    std::cout << text;
  } else {
    std::cout << render::text_table(report->table, report->table.columns.size() - report->totals.size(), &report->totals);
  }
  return kDone;
}

void add_one(CLI::App& parent, const ReportInfo& info, Common& common, Run& run) {
  auto* command = parent.add_subcommand(info.name, info.description);
  auto options = std::make_shared<Options>();
  std::string dimensions;
  for (const auto& dimension : info.dimensions) dimensions += (dimensions.empty() ? "" : ", ") + dimension.name;
  command->add_option("--group-by", options->group_by, "any of: " + dimensions);
  command->add_option("--format", options->format)->check(CLI::IsMember({"table", "csv", "json"}))->capture_default_str();
  for (const auto& filter : info.filters) {
    const auto take = [options](const std::string& name) {
      return [options, name](const std::vector<std::string>& values) {
        for (const std::string& value : values) options->filters.emplace_back(name, value);
        return true;
      };
    };
    command->add_option(option_name(filter.name), take(filter.name), filter.description)->expected(1)->take_all();
    if (filter.excludable)
      command->add_option(option_name("not_" + filter.name), take("not_" + filter.name), "everything but these")->expected(1)->take_all();
  }
  command->callback([&common, &run, &info, options] { run = [&common, &info, options] { return print_report(common, info, *options); }; });
}

} // namespace

void add_report(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("report", "figures, with the same filters as the API");
  command->require_subcommand(1);
  for (const ReportInfo& info : persistence::reports()) add_one(*command, info, common, run);
}

} // namespace openward::cli
