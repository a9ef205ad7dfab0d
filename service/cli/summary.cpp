// openward report annual-summary and openward report monitoring: one authority's year, as the API gives it.

#include "service/api/summary.h"
#include "service/cli/command.h"
#include "service/render/rows.h"

#include <algorithm>
#include <iostream>

namespace openward::cli {

using persistence::Table;

namespace {

struct Options {
  std::string commissioner;
  std::string year;
  std::string format = "table";
};

std::string csv_of(const Table& table) {
  std::string text = render::csv_header(table.columns);
  for (const auto& row : table.rows) render::append_csv(text, table.columns, row);
  return text;
}

/// These columns alone.
Table narrowed(const Table& table, const std::vector<std::string>& names) {
  Table out;
  out.rows.resize(table.rows.size());
  for (const std::string& name : names) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].name != name) continue;
      out.columns.push_back(table.columns[i]);
      for (std::size_t row = 0; row < table.rows.size(); ++row) out.rows[row].push_back(table.rows[row][i]);
    }
  }
  return out;
}

std::string heading(const app::Authority& authority, const law::ReportingYear& year) {
  return authority.name + " (" + authority.id + "), " + year.year.text() + ": " + year.first.iso() + " to " + year.last.iso() + "\n" +
         (authority.synthetic ? "Invented, for demonstration.\n" : "") + "\n";
}

std::string words_below(const std::vector<std::string>& notes) {
  std::string out;
  for (const std::string& note : notes) out += "\n" + note + "\n";
  return out;
}

/// The words of the figures; those that several share are said once, "a, b, c: …".
std::string words_of(const std::vector<law::SummaryFigure>& figures) {
  std::vector<std::pair<std::string, std::string>> said; // words, keys
  const auto say_of = [&](const std::string& key, const std::string& words) {
    if (words.empty()) return;
    const auto before = std::find_if(said.begin(), said.end(), [&](const auto& one) { return one.first == words; });
    if (before == said.end()) {
      said.emplace_back(words, key);
    } else {
      before->second += ", " + key;
    }
  };
  for (const law::SummaryFigure& figure : figures) {
    say_of(figure.key, figure.reason);
    say_of(figure.key, figure.note);
  }
  std::string out;
  for (const auto& [words, keys] : said) out += "\n" + keys + ": " + words + "\n";
  return out;
}

std::string text_of(const app::AuthoritySummary& answer) {
  const Table table = api::summary_table(answer);
  std::vector<std::string> columns{"figure", "count", "status", "title"};
  if (!answer.published.empty()) columns.insert(columns.begin() + 2, {"stated", "difference"});
  const std::string out = heading(answer.authority, answer.summary.year) + render::text_table(narrowed(table, columns), 0, nullptr);
  return out + words_of(answer.summary.figures) + words_below(answer.summary.notes);
}

std::string text_of(const app::AuthorityMonitoring& answer) {
  const Table table = api::monitoring_table(answer);
  return heading(answer.authority, answer.report.year) +
         render::text_table(
             narrowed(table, {"line", "key", "looked_at", "passed", "questions", "fails", "not_computable", "days_late", "title"}), 0,
             nullptr) +
         "\n" + std::string(law::for_the_authority) + "\n" + words_below(answer.report.notes);
}

template <typename Answer>
int print(const Common& common, const Options& options,
          Result<Answer> (*make)(persistence::Session&, std::string_view, const law::ReportingYear&, Date),
          std::string (*json)(const Answer&), Table (*table)(const Answer&)) {
  const Date today = london_date(common.clock());
  const auto year = app::reporting_year(options.year, today);
  if (!year) return say(year.error()), kUsage;
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto answer = database->read([&](persistence::Session& s) { return make(s, options.commissioner, *year, today); });
  if (!answer) return say(answer.error());
  if (options.format == "json") {
    std::cout << json(*answer) << '\n';
  } else {
    std::cout << (options.format == "csv" ? csv_of(table(*answer)) : text_of(*answer));
  }
  return kDone;
}

std::shared_ptr<Options> add_options(CLI::App& command) {
  auto options = std::make_shared<Options>();
  command.add_option("--commissioner", options->commissioner, "whose year: a public id, or scheme:id such as ods:QHM")->required();
  command.add_option("--year", options->year, "reporting year, from 2024-25 on; without it the last that has ended");
  command.add_option("--format", options->format)->check(CLI::IsMember({"table", "csv", "json"}))->capture_default_str();
  return options;
}

} // namespace

void add_authority_reports(CLI::App& report, Common& common, Run& run) {
  auto* annual = report.add_subcommand("annual-summary", "an authority's year as regulation 25 asks for it, each figure with its records");
  annual->callback([&common, &run, options = add_options(*annual)] {
    run = [&common, options] { return print(common, *options, app::annual_summary, api::summary_json, api::summary_table); };
  });
  auto* monitoring = report.add_subcommand("monitoring", "an authority's year held against the rules, as regulation 26 asks for it");
  monitoring->callback([&common, &run, options = add_options(*monitoring)] {
    run = [&common, options] { return print(common, *options, app::monitoring_report, api::monitoring_json, api::monitoring_table); };
  });
}

} // namespace openward::cli
