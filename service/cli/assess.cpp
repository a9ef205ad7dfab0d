#include "exchange/files/file.h"
#include "service/api/assessments.h"
#include "service/cli/command.h"

#include <iostream>
#include <iterator>

namespace openward::cli {

namespace {

struct Options {
  std::string file;
  std::string format = "text";
};

std::string days(const law::NoticeDue& due) {
  std::string out;
  if (due.no_earlier_than) out += "from " + due.no_earlier_than->iso();
  if (due.no_later_than) out += (out.empty() ? "by " : " to ") + due.no_later_than->iso();
  return out;
}

void print_notice(const law::NoticeDue& due) {
  std::cout << "      " << due.rule->document << " (" << due.rule->citation << ", Schedule " << due.rule->schedule << "): " << due.when
            << '\n';
  if (const std::string when = days(due); !when.empty()) std::cout << "        " << when << '\n';
  if (!due.date_note.empty()) std::cout << "        " << due.date_note << '\n';
  for (const law::ContentState& state : due.contents) {
    if (state.missing.empty()) continue;
    std::cout << "        missing: " << state.item->text << " (";
    for (std::size_t i = 0; i < state.missing.size(); ++i) std::cout << (i == 0 ? "" : ", ") << state.missing[i];
    std::cout << ")\n";
  }
}

void print_route(const law::RouteAssessment& route) {
  std::cout << "  " << law::to_string(route.standing.choice) << ": " << law::to_string(route.standing.standing) << '\n';
  std::cout << "    " << route.standing.because << " (" << route.standing.citation << ")\n";
  if (!route.standing.until.empty()) {
    std::cout << "    cannot be told until:";
    for (const law::QuestionId id : route.standing.until) std::cout << ' ' << law::question(id).name;
    std::cout << '\n';
  }
  for (const law::NoticeDue& due : route.notices) print_notice(due);
}

void print_modification(const law::ModificationFinding& finding) {
  std::cout << "\nModification (reg 13): " << finding.because << '\n';
  for (const law::GroundTest& test : finding.grounds)
    std::cout << "  " << test.ground << " (" << test.citation << "): " << law::to_string(test.holds.answer) << '\n';
  if (finding.notice_due) std::cout << "  notice due (reg 13(4)): " << law::to_string(finding.notice_due->answer) << '\n';
  if (finding.added_without_competition_pence)
    std::cout << "  value added without competition: £" << Money{*finding.added_without_competition_pence, {}}.decimal() << '\n';
}

void print_questions(const law::TreeResult& tree) {
  std::cout << "\nQuestions\n";
  for (const law::Question& asked : law::questions()) {
    const law::Told& answer = law::told(tree, asked.id);
    std::cout << "  " << law::to_string(answer.answer) << "  " << asked.text << " (" << asked.citation << "; " << asked.member << ")";
    if (!answer.because.empty()) std::cout << ' ' << answer.because;
    std::cout << '\n';
  }
}

void print_text(const law::Assessment& assessment) {
  std::cout << assessment.conclusion << "\n\nRegulations apply: " << law::to_string(assessment.applies.answer) << ". "
            << assessment.applies_because << "\n\nRoutes\n";
  for (const law::RouteAssessment& route : assessment.routes) print_route(route);
  std::cout << "\nConsiderable change (reg 6(10)): " << law::to_string(assessment.change.met.answer) << ". " << assessment.change.because
            << '\n';
  if (assessment.modification) print_modification(*assessment.modification);
  if (assessment.standstill) {
    std::cout << "\nStandstill (reg 12): from " << assessment.standstill->starts.iso() << " to the end of "
              << assessment.standstill->ends.iso() << "; a contract from " << assessment.standstill->earliest_contract.iso() << '\n';
  }
  if (!assessment.standstill_note.empty()) std::cout << "\nStandstill (reg 12): " << assessment.standstill_note << '\n';
  std::vector<law::Warning> warnings = assessment.warnings;
  warnings.insert(warnings.end(), assessment.change.warnings.begin(), assessment.change.warnings.end());
  if (assessment.modification)
    warnings.insert(warnings.end(), assessment.modification->warnings.begin(), assessment.modification->warnings.end());
  if (!warnings.empty()) std::cout << "\nLook at\n";
  for (const law::Warning& warning : warnings) std::cout << "  " << warning.message << '\n';
  print_questions(assessment.tree);
}

Result<std::string> read_all(const std::string& name) {
  if (name == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  auto file = exchange::MappedFile::open(name);
  if (!file) return file.error();
  return std::string(file->bytes());
}

int assess_file(const Options& options) {
  const auto text = read_all(options.file);
  if (!text) return say(text.error());
  const auto assessment = api::assess_json(*text);
  if (!assessment) return say(assessment.error());
  if (options.format == "json") {
    std::cout << api::assessment_json(*assessment) << '\n';
  } else {
    print_text(*assessment);
  }
  return kDone;
}

} // namespace

void add_assess(CLI::App& program, Run& run) {
  auto* command =
      program.add_subcommand("assess", "hold a planned award against the law: routes, notices due, what is missing; records nothing");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "the planned award as JSON, as POST /v1/assessments takes it; - for standard input")
      ->required();
  command->add_option("--format", options->format)->check(CLI::IsMember({"text", "json"}))->capture_default_str();
  command->callback([&run, options] { run = [options] { return assess_file(*options); }; });
}

} // namespace openward::cli
