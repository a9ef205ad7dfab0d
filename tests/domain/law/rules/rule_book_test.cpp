#include "domain/law/rules/case_fields.h"
#include "domain/law/rules/rule_book.h"
#include "domain/law/rules/rule_functions.h"
#include "exchange/reference/rules_table.h"
#include "tests/domain/faults.h"
#include "tests/domain/law/rules/case_text.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

using openward::Date;
using openward::Route;
using openward::law::case_fields;
using openward::law::CaseRecord;
using openward::law::Finding;
using openward::law::is_rule_input;
using openward::law::Outcome;
using openward::law::Rule;
using openward::law::RuleBook;
using openward::test::england;
using openward::test::faults_of;
using openward::test::read_case;

namespace {

std::vector<Rule> catalogue() {
  auto rules = openward::exchange::read_rules(std::filesystem::path(OPENWARD_SOURCE_DIR) / "reference");
  REQUIRE(rules);
  return *std::move(rules);
}

RuleBook book() {
  auto made = RuleBook::create(catalogue());
  REQUIRE(made);
  return *std::move(made);
}

} // namespace

TEST_CASE("the catalogue holds PSR-01 to PSR-68 in order, each with one function", "[domain][law][rules]") {
  const auto rules = catalogue();
  const auto functions = openward::law::detail::rule_functions();
  REQUIRE(rules.size() == 68);
  REQUIRE(functions.size() == 68);
  std::set<const void*> distinct;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    CHECK(rules[i].id == "PSR-" + std::string(2 - number.size(), '0') + number);
    CHECK(functions[i].id == rules[i].id);
    distinct.insert(reinterpret_cast<const void*>(functions[i].function));
  }
  CHECK(distinct.size() == 68);
}

TEST_CASE("every input that the catalogue names exists, once for each rule, and every field serves a rule", "[domain][law][rules]") {
  std::set<std::string> used;
  for (const Rule& rule : catalogue()) {
    INFO(rule.id);
    std::set<std::string> own;
    for (const std::string& input : rule.inputs) {
      INFO(input);
      CHECK(is_rule_input(input));
      CHECK(own.insert(input).second);
      used.insert(input);
    }
  }
  for (const auto& field : case_fields()) {
    INFO(field.name);
    CHECK(used.count(std::string(field.name)) == 1);
  }
}

TEST_CASE("a catalogue that does not fit the program is refused, with every fault", "[domain][law][rules]") {
  auto rules = catalogue();
  rules[0].inputs.push_back("weather");
  rules[1].id = "PSR-99";
  rules[2].id = "PSR-04";
  const auto made = RuleBook::create(std::move(rules));
  REQUIRE_FALSE(made);
  CHECK(faults_of(made.error()) ==
        std::vector<std::string>{"PSR-01 unknown_input", "PSR-99 no_function", "PSR-04 repeated", "PSR-02 no_rule", "PSR-03 no_rule"});
  CHECK_THAT(made.error().message, ContainsSubstring("weather"));
}

TEST_CASE("a rule that does not exist is asked for in vain", "[domain][law][rules]") {
  const auto checked = book().check("PSR-69", CaseRecord{}, england());
  REQUIRE_FALSE(checked);
  CHECK(checked.error().kind == openward::ErrorKind::not_found);
  CHECK_THAT(checked.error().message, ContainsSubstring("PSR-69"));
}

TEST_CASE("of a case of which nothing is known no rule passes or fails, and what it lacks is named", "[domain][law][rules]") {
  const auto findings = book().check(CaseRecord{}, england());
  CHECK(findings.size() == 60); // rules about an authority's year, an abandonment, a switch or an exclusion have nothing to look at
  for (const Finding& finding : findings) {
    INFO(finding.rule);
    CHECK(finding.outcome == Outcome::not_computable);
    CHECK_FALSE(finding.missing.empty());
  }
}

TEST_CASE("a finding shows the words of the notice on which its inputs rest, and no others", "[domain][law][rules]") {
  const auto written = read_case("process=direct_award_c; notices=intention_to_award published:2024-12-11; stated_deadline=2024-12-20; "
                                 "words.stated_deadline=by midnight on 20 December; words.starts=from April");
  REQUIRE(written);
  const auto made = book();
  const auto deadline = made.check("PSR-26", written->record, written->surroundings);
  REQUIRE(deadline);
  REQUIRE(*deadline);
  CHECK((*deadline)->words == std::vector<std::string>{"by midnight on 20 December"});
  CHECK((*deadline)->version == made.find("PSR-26")->version);
  CHECK((*deadline)->citation == "reg 12(2), (3), (9)");
  CHECK((*deadline)->computed == std::vector<openward::law::ComputedValue>{{"intention_published_on", "2024-12-11"},
                                                                           {"standstill_ends", "2024-12-24"},
                                                                           {"stated_deadline", "2024-12-20"}});
}

TEST_CASE("where regulation 14 is relied on, the rules of regulations 6 to 13 are silent and the records are not", "[domain][law][rules]") {
  const auto written = read_case("process=urgent_award; awarded_on=2026-03-31; starts=2026-04-01; record_paragraphs=acdghi; "
                                 "notices=urgent_award published:2026-04-30 lacks:none; modifications=2026-06-01 change:600000");
  REQUIRE(written);
  std::set<std::string> ids;
  for (const Finding& finding : book().check(written->record, written->surroundings)) ids.insert(finding.rule);
  const auto waived = std::count_if(ids.begin(), ids.end(), [](const std::string& id) { return id >= "PSR-10" && id <= "PSR-43"; });
  CHECK(waived == 0);
  CHECK(ids.count("PSR-44") == 1);
  CHECK(ids.count("PSR-51") == 1);
  CHECK(ids.count("PSR-53") == 1);
  CHECK(ids.count("PSR-59") == 1);
}

TEST_CASE("a slip in a table of cases is refused and never read as not known", "[domain][law][rules]") {
  const auto fields =
      GENERATE(as<std::string>(), "proces=direct_award_c", "process=direct_award_d", "starts=1 April", "awards_recorded=two",
               "conflicts_stated=maybe", "lifetime_value=lots", "notices=award publshed:2026-01-01", "notices=adward", "starts");
  CAPTURE(fields);
  CHECK_FALSE(read_case(fields));
}

TEST_CASE("a catalogue file with a wrong severity or without a statement is refused with its line and column", "[domain][law][rules]") {
  const auto folder = std::filesystem::temp_directory_path() / "openward-rules-table-test";
  std::filesystem::create_directories(folder);
  {
    std::ofstream file(folder / "psr-rules.tsv");
    file << "id\tversion\ttitle\tstatement\tinputs\tseverity\tcitation\trebuttal\n";
    file << "PSR-01\t1\tTitle\t\tbuyer\tgrave\treg 3\tnothing\n";
  }
  const auto rules = openward::exchange::read_rules(folder);
  std::filesystem::remove_all(folder);
  REQUIRE_FALSE(rules);
  CHECK(faults_of(rules.error()) ==
        std::vector<std::string>{"psr-rules.tsv line 2 column statement missing", "psr-rules.tsv line 2 column severity unknown_word"});
}
