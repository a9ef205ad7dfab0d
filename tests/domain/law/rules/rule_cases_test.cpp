// The cases of tests/cases/law/rule-*.tsv, and what every rule must have among them.

#include "domain/law/rules/rule_book.h"
#include "exchange/reference/rules_table.h"
#include "exchange/reference/tsv_table.h"
#include "tests/domain/law/rules/case_text.h"
#include "tests/domain/law/rules/text_parts.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

using openward::exchange::TsvTable;
using openward::law::Finding;
using openward::law::Outcome;
using openward::law::Rule;
using openward::law::RuleBook;
using openward::test::read_case;
using openward::test::split;
namespace fs = std::filesystem;

namespace {

const fs::path root = OPENWARD_SOURCE_DIR;

struct Case {
  std::string where;
  std::string rule;
  std::string outcome;
  std::string fields;
  std::string shows;
  std::string says;
};

const RuleBook& book() {
  static const RuleBook made = [] {
    auto rules = openward::exchange::read_rules(root / "reference");
    REQUIRE(rules);
    auto created = RuleBook::create(*std::move(rules));
    REQUIRE(created);
    return *std::move(created);
  }();
  return made;
}

std::vector<Case> all_cases() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(root / "tests/cases/law")) {
    if (entry.path().filename().string().starts_with("rule-")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const fs::path& file : files) {
    const auto table = TsvTable::read(file, {"rule", "outcome", "fields", "shows", "case"});
    REQUIRE(table);
    for (const auto& row : table->rows()) {
      cases.push_back(
          {table->name() + " line " + std::to_string(row.line), row.cells[0], row.cells[1], row.cells[2], row.cells[3], row.cells[4]});
    }
  }
  return cases;
}

std::string joined(std::vector<std::string> items) {
  std::sort(items.begin(), items.end());
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ",") + item;
  return out;
}

/// What of `shows` the finding does not hold; "" when it holds all.
std::string not_shown(const Finding& finding, const std::string& shows) {
  std::string wanting;
  std::string missing;
  for (const std::string_view item : split(shows, "; ")) {
    if (item.empty()) continue;
    const auto equals = item.find('=');
    const std::string name(item.substr(0, equals));
    const std::string value(item.substr(equals + 1));
    if (name == "missing") {
      std::vector<std::string> names;
      for (const auto one : split(value, ",")) names.emplace_back(one);
      missing = joined(names);
      continue;
    }
    const bool held = std::any_of(finding.computed.begin(), finding.computed.end(),
                                  [&](const auto& computed) { return computed.name == name && computed.value == value; });
    if (!held) wanting += std::string(item) + " ";
  }
  if (joined(finding.missing) != missing) wanting += "missing=" + missing + " (it names " + joined(finding.missing) + ")";
  return wanting;
}

std::string dump(const Finding& finding) {
  std::string out;
  for (const auto& computed : finding.computed) out += computed.name + "=" + computed.value + "; ";
  return out;
}

} // namespace

TEST_CASE("every case of the law gives the outcome, the values and the missing inputs that its table states", "[domain][law][rules]") {
  for (const Case& c : all_cases()) {
    INFO(c.where << " " << c.rule << ": " << c.says);
    const auto written = read_case(c.fields);
    if (!written) FAIL(written.error().message);
    const auto checked = book().check(c.rule, written->record, written->surroundings);
    REQUIRE(checked);
    const auto& finding = *checked;
    CHECK((finding ? std::string(to_string(finding->outcome)) : std::string("none")) == c.outcome);
    if (!finding) continue;
    INFO(dump(*finding));
    CHECK(not_shown(*finding, c.shows) == "");
    CHECK(finding->rule == c.rule);
    CHECK(finding->subject == "award:case");
    CHECK(finding->citation == book().find(c.rule)->citation);
  }
}

TEST_CASE("every rule has a case that passes, one that does not, and one that cannot be computed", "[domain][law][rules]") {
  std::map<std::string, std::set<std::string>> seen;
  for (const Case& c : all_cases()) {
    const bool wanting = c.outcome == "fail" || c.outcome == "question";
    seen[c.rule].insert(wanting ? "not passed" : c.outcome);
    INFO(c.where << ": " << c.says);
    CHECK_FALSE(c.says.empty());
  }
  for (const Rule& rule : book().rules()) {
    INFO(rule.id);
    CHECK(seen[rule.id].count("pass") == 1);
    CHECK(seen[rule.id].count("not passed") == 1);
    CHECK(seen[rule.id].count("not_computable") == 1);
  }
  CHECK(seen.size() == book().rules().size());
}

TEST_CASE("a rule names as missing only what the catalogue lists as its inputs", "[domain][law][rules]") {
  for (const Case& c : all_cases()) {
    const auto written = read_case(c.fields);
    REQUIRE(written);
    for (const Finding& finding : book().check(written->record, written->surroundings)) {
      const auto& inputs = book().find(finding.rule)->inputs;
      for (const std::string& missing : finding.missing) {
        INFO(c.where << ": " << finding.rule << " misses " << missing);
        CHECK(std::find(inputs.begin(), inputs.end(), missing) != inputs.end());
      }
      INFO(c.where << ": " << finding.rule);
      CHECK((finding.outcome == Outcome::not_computable) <= !finding.missing.empty());
      CHECK((finding.outcome == Outcome::pass || finding.outcome == Outcome::fail) <= finding.missing.empty());
    }
  }
}

TEST_CASE("no rule is graver than the catalogue says", "[domain][law][rules]") {
  for (const Case& c : all_cases()) {
    if (c.outcome != "fail") continue;
    INFO(c.where);
    CHECK(book().find(c.rule)->severity == openward::law::Severity::fail);
  }
}
