#include "service/api/lenses.h"
#include "service/api/reports.h"
#include "service/cli/command.h"
#include "service/render/rows.h"

#include <iostream>

namespace openward::cli {

using persistence::ReportInfo;

namespace {

struct Options {
  http::Parameters asked; // as in a URL
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
  out.end_array();
  if (!report.totals.empty()) {
    out.key("totals");
    render::write_row(out, columns.subspan(columns.size() - report.totals.size()), report.totals);
  }
  if (report.divided) out.member("rows_of_divided_bodies", *report.divided);
  out.member("seq", report.seq).end_object();
  std::cout << out.view() << '\n';
}

int print(const persistence::Report& report, std::string_view format) {
  // Beside the table, not in it: a program reads the rows.
  if (report.divided && format != "json") std::cerr << "rows that stay under a body which passed to several: " << *report.divided << '\n';
  if (format == "json") {
    print_json(report);
  } else if (format == "csv") {
    std::string text = render::csv_header(report.table.columns);
    for (const auto& row : report.table.rows) render::append_csv(text, report.table.columns, row);
    std::cout << text;
  } else {
    const auto* totals = report.totals.empty() ? nullptr : &report.totals;
    std::cout << render::text_table(report.table, report.table.columns.size() - report.totals.size(), totals);
  }
  return kDone;
}

int refused(const Error& error) {
  const int said = say(error);
  return error.kind == ErrorKind::invalid ? kUsage : said;
}

using Read = std::function<Result<persistence::Report>(persistence::Session&)>;

int print_read(const Common& common, const Options& options, const Read& read) {
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto report = database->read(read);
  return report ? print(*report, options.format) : refused(report.error());
}

int print_report(const Common& common, const ReportInfo& info, const Options& options) {
  auto request = api::report_request(info, options.asked);
  if (!request) return refused(request.error());
  request->today = london_date(common.clock());
  return print_read(common, options, [&](persistence::Session& s) { return persistence::run_report(s, info, *request); });
}

int print_lenses(const Common& common, const Options& options) {
  auto question = api::lens_question(options.asked);
  if (!question) return refused(question.error());
  question->today = london_date(common.clock());
  return print_read(common, options, [&](persistence::Session& s) { return api::answer_lens_question(s, *question); });
}

using Shared = std::shared_ptr<Options>;

/// Every value is kept under its name, for the same reader as that of a URL.
auto taken_as(const Shared& options, const std::string& name) {
  return [options, name](const std::vector<std::string>& values) {
    for (const std::string& value : values) options->asked.emplace_back(name, value);
    return true;
  };
}

CLI::Option* add_option(CLI::App& command, const Shared& options, const std::string& name, const std::string& description) {
  return command.add_option(option_name(name), taken_as(options, name), description)->expected(1)->take_all();
}

Shared add_options(CLI::App& command, std::span<const persistence::FilterInfo> filters) {
  auto options = std::make_shared<Options>();
  command.add_option("--format", options->format)->check(CLI::IsMember({"table", "csv", "json"}))->capture_default_str();
  for (const auto& filter : filters) {
    add_option(command, options, filter.name, filter.description);
    if (filter.excludable) add_option(command, options, "not_" + filter.name, "everything but these");
  }
  return options;
}

void add_one(CLI::App& parent, const ReportInfo& info, Common& common, Run& run) {
  auto* command = parent.add_subcommand(info.name, info.description);
  const auto options = add_options(*command, info.filters);
  std::string dimensions;
  for (const auto& dimension : info.dimensions) dimensions += (dimensions.empty() ? "" : ", ") + dimension.name;
  // "--group-by a,b", "--group-by a b" and the option twice mean the same.
  add_option(*command, options, "group_by", "any of: " + dimensions)->expected(1, static_cast<int>(info.dimensions.size()));
  if (!info.lens_columns.empty())
    add_option(*command, options, "lens", "adds the share that this lens states; `report lenses` has them all");
  command->callback([&common, &run, &info, options] { run = [&common, &info, options] { return print_report(common, info, *options); }; });
}

void add_lenses(CLI::App& parent, Common& common, Run& run) {
  auto* command = parent.add_subcommand("lenses", std::string(api::lens_report_description));
  const auto options = add_options(*command, api::lens_report_filters());
  add_option(*command, options, "measure", "paid (the default) or awarded");
  command->callback([&common, &run, options] { run = [&common, options] { return print_lenses(common, *options); }; });
}

} // namespace

void add_report(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("report", "figures, with the same filters as the API");
  command->require_subcommand(1);
  for (const ReportInfo& info : persistence::reports()) add_one(*command, info, common, run);
  add_lenses(*command, common, run);
  add_authority_reports(*command, common, run);
  add_surroundings_reports(*command, common, run);
}

} // namespace openward::cli
