#include "service/api/ending_terms.h"
#include "service/api/lenses.h"
#include "service/api/reports.h"
#include "service/api/table_reports.h"
#include "service/cli/command.h"
#include "service/cli/printed.h"
#include "service/render/rows.h"

namespace openward::cli {

using persistence::ReportInfo;

namespace {

struct Options : PrintOptions {
  http::Parameters asked; // as in a URL
};

/// --tender-class X is the filter tender_class.
std::string option_name(std::string name) {
  for (char& c : name) c = c == '_' ? '-' : c;
  return "--" + name;
}

std::string json_of(const persistence::Report& report) {
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
  return out.take();
}

Printed printed(persistence::Report report, render::AboutLines about) {
  std::string json = json_of(report);
  const std::size_t dimensions = report.table.columns.size() - report.totals.size();
  return {std::move(report.table), dimensions, std::move(report.totals), std::move(json), std::move(about), {}, report.divided};
}

int refused(const Error& error) {
  const int said = say(error);
  return error.kind == ErrorKind::invalid ? kUsage : said;
}

using Read = std::function<Result<Printed>(persistence::Session&)>;

int print_read(const Common& common, const Options& options, const Read& read) {
  if (!can_be_printed(options)) return kUsage;
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto report = database->read(read);
  return report ? print(*report, options) : refused(report.error());
}

int print_report(const Common& common, const ReportInfo& info, const Options& options) {
  const Date today = london_date(common.clock());
  const auto given = api::with_ending_terms(info, options.asked, today);
  if (!given) return refused(given.error());
  auto request = api::report_request(info, *given);
  if (!request) return refused(request.error());
  request->today = today;
  return print_read(common, options, [&](persistence::Session& s) -> Result<Printed> {
    auto report = persistence::run_report(s, info, *request);
    if (!report) return report.error();
    auto about = api::about_report(info, *request, *report, today);
    return printed(*std::move(report), std::move(about));
  });
}

int print_lenses(const Common& common, const Options& options) {
  auto question = api::lens_question(options.asked);
  if (!question) return refused(question.error());
  question->today = london_date(common.clock());
  return print_read(common, options, [&](persistence::Session& s) -> Result<Printed> {
    auto report = api::answer_lens_question(s, *question);
    if (!report) return report.error();
    auto about = api::about_lenses(*question, *report);
    return printed(*std::move(report), std::move(about));
  });
}

int print_table(const Common& common, const api::TableReportDef& def, const Options& options) {
  const Date today = london_date(common.clock());
  return print_read(common, options, [&](persistence::Session& s) -> Result<Printed> {
    auto report = api::answer_table(s, def, options.asked, today);
    if (!report) return report.error();
    persistence::Table shown = options.format == "table" ? report->table : api::with_addresses(*report);
    return Printed{
        std::move(shown), report->dimensions, report->totals, api::table_json(def, *report), api::about_table(def, *report, today),
        report->notes,    report->divided};
  });
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
  add_print_options(command, *options);
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
  if (!info.real_columns.empty())
    add_option(*command, options, "price_year", "with --basis real: the financial year whose prices are used");
  if (!info.lens_columns.empty()) add_option(*command, options, "basis", "nominal or real");
  if (info.name == api::ending_report) {
    add_option(*command, options, "within", "how many months from --from on; 12 without it");
    add_option(*command, options, "from", "the first day; today without it");
  }
  command->callback([&common, &run, &info, options] { run = [&common, &info, options] { return print_report(common, info, *options); }; });
}

void add_lenses(CLI::App& parent, Common& common, Run& run) {
  auto* command = parent.add_subcommand("lenses", std::string(api::lens_report_description));
  const auto options = add_options(*command, api::lens_report_filters());
  add_option(*command, options, "measure", "paid (the default) or awarded");
  command->callback([&common, &run, options] { run = [&common, options] { return print_lenses(common, *options); }; });
}

void add_table(CLI::App& parent, const api::TableReportDef& def, Common& common, Run& run) {
  auto* command = parent.add_subcommand(def.name, def.description);
  const auto options = add_options(*command, def.filters);
  for (const auto& question : def.questions) add_option(*command, options, question.name, question.description);
  command->callback([&common, &run, &def, options] { run = [&common, &def, options] { return print_table(common, def, *options); }; });
}

} // namespace

void add_report(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("report", "figures, with the same filters as the API");
  command->require_subcommand(1);
  for (const ReportInfo& info : persistence::reports()) add_one(*command, info, common, run);
  for (const api::TableReportDef& def : api::table_reports()) add_table(*command, def, common, run);
  add_lenses(*command, common, run);
  add_authority_reports(*command, common, run);
  add_surroundings_reports(*command, common, run);
}

} // namespace openward::cli
