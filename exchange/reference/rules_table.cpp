#include "exchange/reference/rules_table.h"

#include "exchange/reference/tsv_table.h"

#include <utility>

namespace openward::exchange {
namespace {

std::vector<std::string> parted_by_commas(std::string_view cell) {
  std::vector<std::string> names;
  for (;;) {
    const auto comma = cell.find(',');
    names.emplace_back(cell.substr(0, comma));
    if (comma == cell.npos) return names;
    cell.remove_prefix(comma + 1);
  }
}

const std::initializer_list<std::string_view> rule_columns{"id",     "version",  "title",    "statement",
                                                           "inputs", "severity", "citation", "rebuttal"};

Result<std::vector<law::Rule>> rules_of(const Result<TsvTable>& table) {
  if (!table) return table.error();
  std::vector<law::Rule> rules;
  std::vector<Fault> faults;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    law::Rule rule;
    rule.id = row.required("id");
    row.required("version");
    const auto version = row.whole_number("version").value_or(1);
    if (version < 1 || version > 9999) row.fault("version", "bad_version", "a version is a whole number from 1 to 9999");
    rule.version = static_cast<int>(version);
    rule.title = row.required("title");
    rule.statement = row.required("statement");
    rule.inputs = parted_by_commas(row.required("inputs"));
    row.required("severity");
    rule.severity = row.word("severity", law::severity_from, law::Severity::question);
    rule.citation = row.required("citation");
    rule.rebuttal = row.required("rebuttal");
    rules.push_back(std::move(rule));
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return rules;
}

} // namespace

Result<std::vector<law::Rule>> read_rules(const std::filesystem::path& folder) {
  return rules_of(TsvTable::read(folder / rules_file, rule_columns));
}

Result<std::vector<law::Rule>> rules_in(std::string_view text) {
  return rules_of(TsvTable::parse(text, std::string(rules_file), rule_columns));
}

} // namespace openward::exchange
