#include "service/cli/check_law.h"

#include "persistence/read/query.h"
#include "service/api/findings.h"
#include "service/app/findings.h"
#include "service/app/law_surroundings.h"
#include "service/cli/progress.h"
#include "service/render/rows.h"

#include <algorithm>
#include <iostream>

namespace openward::cli {

using persistence::CellType;
using persistence::Row;
using persistence::Table;

namespace {

/// The rows in the form that was asked for; `dimensions` columns of words come before those of numbers.
void print(const Table& table, std::size_t dimensions, const std::string& format) {
  if (format == "table") {
    std::cout << render::text_table(table, dimensions, nullptr);
    return;
  }
  if (format == "csv") {
    std::string out = render::csv_header(table.columns);
    for (const Row& row : table.rows) render::append_csv(out, table.columns, row);
    std::cout << out;
    return;
  }
  render::Json out;
  out.object().key("data").array();
  for (const Row& row : table.rows) render::write_row(out, table.columns, row);
  out.end_array().end_object();
  std::cout << out.view() << '\n';
}

std::string in_one_line(const std::vector<std::string>& texts, std::string_view between) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? std::string() : std::string(between)) + text;
  return out;
}

std::string computed_of(const law::Finding& finding) {
  std::string out;
  for (const law::ComputedValue& value : finding.computed) out += (out.empty() ? "" : "; ") + value.name + "=" + value.value;
  return out;
}

Table table_of(const app::CheckedAll& all, const std::string& rule) {
  Table table{{{"rule", CellType::text, ""},
               {"title", CellType::text, ""},
               {"fail", CellType::integer, ""},
               {"question", CellType::integer, ""},
               {"not_computable", CellType::integer, ""},
               {"pass", CellType::integer, ""}},
              {}};
  for (const auto& [id, counts] : all.by_rule) {
    if (!rule.empty() && id != rule) continue;
    table.rows.push_back({id, app::rule_book().find(id)->title, std::int64_t{counts.fail}, std::int64_t{counts.question},
                          std::int64_t{counts.not_computable}, std::int64_t{counts.pass}});
  }
  return table;
}

int check_every_award(const Common& common, persistence::Database& database, const LawOptions& options) {
  CountLine line("awards and procurements held against the law");
  auto all = app::check_all(database, common.clock, [&line](std::int64_t done, std::int64_t of) { line.show(done, of); });
  line.end();
  if (!all) return say(all.error());
  print(table_of(*all, options.rule), 2, options.format);
  const std::int64_t milliseconds = std::max<std::int64_t>(all->spent.count(), 1);
  std::cerr << all->awards << " awards and " << all->procurements << " procurements without one checked in " << milliseconds << " ms, "
            << (all->awards + all->procurements) * 1000 / milliseconds << " a second; the findings of " << all->changed
            << " are others than before\n";
  return kDone;
}

bool asks_something(const law::Finding& finding) {
  return finding.outcome == law::Outcome::question || finding.outcome == law::Outcome::fail;
}

void print_finding(const law::Finding& finding) {
  const law::Rule& rule = *app::rule_book().find(finding.rule);
  std::cout << '\n' << finding.rule << "  " << law::to_string(finding.outcome) << "  " << rule.title << "  [" << finding.citation << "]\n";
  if (asks_something(finding)) std::cout << "  asks: " << rule.statement << '\n';
  for (const law::ComputedValue& value : finding.computed) std::cout << "  " << value.name << ": " << value.value << '\n';
  for (const std::string& words : finding.words) std::cout << "  the notice: " << words << '\n';
  if (!finding.missing.empty()) std::cout << "  not known: " << in_one_line(finding.missing, ", ") << '\n';
  if (asks_something(finding)) std::cout << "  would rebut it: " << rule.rebuttal << '\n';
}

void print_award(const app::CheckedAward& checked) {
  const law::HeldAward& award = checked.award;
  const persistence::FindingCounts counts = persistence::counts_of(checked.findings);
  std::cout << (award.of_procurement() ? award.ocid : award.id) << "  " << award.title << '\n'
            << (award.of_procurement() ? "a procurement without a published award" : award.ocid) << ", " << to_string(award.route)
            << ", checked on " << checked.checked_on.iso() << '\n'
            << "fail " << counts.fail << ", question " << counts.question << ", not computable " << counts.not_computable << ", pass "
            << counts.pass << '\n';
  if (award.regime != Regime::psr)
    std::cout << "The rules are those of the Provider Selection Regime, and this is not known to be under it.\n";
  else if (checked.standing == persistence::CaseStanding::carried)
    std::cout << "The findings stand with its published award, or with the procurement that follows it under another OCID.\n";
  for (const law::Finding& finding : checked.findings) print_finding(finding);
}

Table table_of(const app::CheckedAward& checked) {
  Table table;
  for (const char* name : {"rule", "version", "outcome", "title", "citation", "computed", "words", "missing", "rebuttal"})
    table.columns.push_back({name, CellType::text, ""});
  for (const law::Finding& finding : checked.findings) {
    const law::Rule& rule = *app::rule_book().find(finding.rule);
    table.rows.push_back({finding.rule, std::to_string(finding.version), std::string(law::to_string(finding.outcome)), rule.title,
                          finding.citation, computed_of(finding), in_one_line(finding.words, " | "), in_one_line(finding.missing, ", "),
                          rule.rebuttal});
  }
  return table;
}

int check_one_award(const Common& common, persistence::Database& database, const LawOptions& options) {
  auto checked = database.read([&](persistence::Session& s) -> Result<app::CheckedAward> {
    const Date today = london_date(common.clock());
    auto found =
        options.award.empty() ? app::findings_of_procurement(s, options.procurement, today) : app::findings_of(s, options.award, today);
    if (found) return *std::move(found);
    if (options.award.empty())
      return Error{ErrorKind::not_found,
                   "there is no procurement " + options.procurement + "; `openward export procurements --to FILE.csv` lists the OCIDs",
                   {},
                   {}};
    return Error{
        ErrorKind::not_found, "there is no award " + options.award + "; `openward export awards --to FILE.csv` lists the ids", {}, {}};
  });
  if (!checked) return say(checked.error());
  if (!options.rule.empty()) std::erase_if(checked->findings, [&](const law::Finding& f) { return f.rule != options.rule; });
  if (options.format == "json") {
    std::cout << api::findings_json(*checked) << '\n';
  } else if (options.format == "csv") {
    print(table_of(*checked), 9, options.format);
  } else {
    print_award(*checked);
  }
  return kDone;
}

/// What fits in a terminal.
Table in_short(const Table& full) {
  Table table;
  std::vector<std::size_t> from;
  for (const std::string_view name : {"outcome", "award.id", "ocid", "awarded_on", "route", "commissioner.name", "title"}) {
    const auto at = std::find_if(full.columns.begin(), full.columns.end(), [&](const auto& column) { return column.name == name; });
    if (at == full.columns.end()) continue;
    from.push_back(static_cast<std::size_t>(at - full.columns.begin()));
    table.columns.push_back(*at);
  }
  for (const Row& row : full.rows) {
    Row& shown = table.rows.emplace_back();
    for (const std::size_t at : from) shown.push_back(row.at(at));
  }
  return table;
}

int list_awards_of_rule(persistence::Database& database, const LawOptions& options) {
  const persistence::ResourceInfo& findings = *persistence::find_resource("findings");
  Table table{findings.columns, {}};
  auto read = database.read([&](persistence::Session& s) {
    return persistence::for_each(s, findings, {{"rule", false, {options.rule}}}, [&](const Row& row) -> Result<> {
      table.rows.push_back(row);
      return Done{};
    });
  });
  if (!read) return say(read.error());
  const std::size_t count = table.rows.size();
  if (options.format == "table") {
    const Table shown = in_short(table);
    print(shown, shown.columns.size(), options.format);
  } else {
    print(table, table.columns.size(), options.format);
  }
  std::cerr << count << " awards and procurements with a question or a fail of " << options.rule
            << " as last checked; `openward check --award ID --rule " << options.rule
            << "` (or --procurement OCID) shows one, `openward check --all` checks all again\n";
  return kDone;
}

} // namespace

int check_law(const Common& common, const LawOptions& options) {
  if (!options.rule.empty() && app::rule_book().find(options.rule) == nullptr) {
    const auto rules = app::rule_book().rules();
    return say(Error{ErrorKind::not_found,
                     "there is no rule " + options.rule + "; the rules are " + rules.front().id + " to " + rules.back().id,
                     {},
                     {}});
  }
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  if (!options.award.empty() || !options.procurement.empty()) return check_one_award(common, *database, options);
  if (options.all) return check_every_award(common, *database, options);
  return list_awards_of_rule(*database, options);
}

} // namespace openward::cli
