#include "domain/law/calendar/workings.h"
#include "exchange/reference/law_tables.h"
#include "service/cli/command.h"
#include "service/render/json.h"

#include <algorithm>
#include <iostream>

namespace openward::cli {

namespace {

using law::GivenDay;
using law::Workings;

struct Options {
  std::string day;
  std::string standstill_ends;
  std::string format = "text";
  std::string reference = OPENWARD_REFERENCE;
};

Result<law::BankHolidays> load_holidays(const std::string& folder) {
  const auto days = exchange::read_bank_holidays(folder);
  if (!days) return days.error();
  return exchange::calendar_of(*days, (std::filesystem::path(folder) / exchange::bank_holidays_file).string());
}

std::string counted(const law::CountedDay& day) { return day.number > 0 ? std::to_string(day.number) : "not counted: " + day.not_counted; }

void print_text(const Workings& workings) {
  std::cout << workings.title << "\n\n";
  int number = 0;
  for (const auto& step : workings.steps) {
    std::cout << ++number << ". " << step.words << " [" << step.citation << "]\n";
    std::size_t width = 0;
    for (const auto& day : step.days) width = std::max(width, law::in_words(day.date).size());
    for (const auto& day : step.days) {
      std::string words = law::in_words(day.date);
      words.resize(width + 2, ' ');
      std::cout << "     " << day.date.iso() << "  " << words << counted(day) << '\n';
    }
  }
  std::cout << '\n';
  std::size_t width = 0;
  for (const auto& answer : workings.answer) width = std::max(width, answer.name.size());
  for (const auto& answer : workings.answer) {
    std::string name(answer.name);
    name.resize(width + 2, ' ');
    std::cout << name << answer.date.iso() << "  " << law::in_words(answer.date) << '\n';
  }
}

void write_dates(render::Json& out, std::string_view key, const std::vector<law::NamedDate>& dates) {
  out.key(key).object();
  for (const auto& date : dates) out.member(date.name, date.date.iso());
  out.end_object();
}

void print_json(std::string_view question, const Workings& workings) {
  render::Json out;
  out.object().member("question", question).member("title", workings.title).member("law", "SI 2023/1348");
  write_dates(out, "given", workings.given);
  write_dates(out, "answer", workings.answer);
  out.key("steps").array();
  for (const auto& step : workings.steps) {
    out.object().member("citation", step.citation).member("words", step.words);
    if (!step.days.empty()) {
      out.key("days").array();
      for (const auto& day : step.days) {
        out.object().member("date", day.date.iso()).member("counted", day.number > 0);
        if (day.number > 0)
          out.member("number", day.number);
        else
          out.member("reason", day.not_counted);
        out.end_object();
      }
      out.end_array();
    }
    out.end_object();
  }
  out.end_array().end_object();
  std::cout << out.view() << '\n';
}

enum class Extra { none, holidays, standstill_ends };

/// A question that `dates` answers.
struct Question {
  const char* name;
  const char* option; // of the day it starts from
  const char* description;
  Result<Workings> (*answer)(const GivenDay& day, const Options& options);
  Extra extra = Extra::none; // what it needs besides the day
};

Result<Workings> with_holidays(const GivenDay& day, const Options& options,
                               Result<Workings> (*compute)(const GivenDay&, const law::BankHolidays&)) {
  const auto holidays = load_holidays(options.reference);
  if (!holidays) return holidays.error();
  return compute(day, *holidays);
}

Result<Workings> standstill(const GivenDay& day, const Options& options) { return with_holidays(day, options, law::standstill_workings); }

Result<Workings> further_decision(const GivenDay& day, const Options& options) {
  return with_holidays(day, options, law::further_decision_workings);
}

Result<Workings> abandonment(const GivenDay& day, const Options& options) {
  if (options.standstill_ends.empty()) return law::abandonment_notice_workings(day, std::nullopt);
  const auto ends = law::read_given_day(options.standstill_ends);
  if (!ends) return ends.error();
  return law::abandonment_notice_workings(day, *ends);
}

template <Workings (*compute)(const GivenDay&)>
Result<Workings> without_holidays(const GivenDay& day, const Options&) {
  return compute(day);
}

const std::vector<Question>& questions() {
  static const std::vector<Question> all{
      {"standstill", "--published", "the standstill after a notice of intention (reg 12)", standstill, Extra::holidays},
      {"further-decision", "--communicated", "the standstill after the last further decision (reg 12(10))", further_decision,
       Extra::holidays},
      {"award-notice", "--awarded", "the last day for the notice of an award (regs 7 to 11, 18)",
       without_holidays<law::award_notice_workings>},
      {"modification-notice", "--modified", "the last day for the notice of a modification (reg 13)",
       without_holidays<law::modification_notice_workings>},
      {"urgent-notice", "--awarded", "the last day for the notice of an urgent award or modification (reg 14)",
       without_holidays<law::urgent_notice_workings>},
      {"abandonment-notice", "--decided", "the days for the notice of abandonment (reg 15)", abandonment, Extra::standstill_ends},
      {"msp", "--submitted", "the first day to complete step 2 of the most suitable provider process (reg 10(5))",
       without_holidays<law::most_suitable_provider_workings>},
      {"exclusion-notice", "--excluded", "the last day to tell a Minister of an exclusion (reg 20C)",
       without_holidays<law::minister_notice_workings>},
  };
  return all;
}

int answer(const Question& question, const Options& options) {
  const auto day = law::read_given_day(options.day);
  if (!day) return say(day.error());
  const auto workings = question.answer(*day, options);
  if (!workings) return say(workings.error());
  if (options.format == "json")
    print_json(question.name, *workings);
  else
    print_text(*workings);
  return kDone;
}

void add_question(CLI::App& parent, const Question& question, Run& run) {
  auto* command = parent.add_subcommand(question.name, question.description);
  auto options = std::make_shared<Options>();
  command->add_option(question.option, options->day, "a date, or a moment of which the day in London counts")->required();
  if (question.extra == Extra::standstill_ends)
    command->add_option("--standstill-ends", options->standstill_ends, "the last day of the standstill in which the decision is made");
  command->add_option("--format", options->format)->check(CLI::IsMember({"text", "json"}))->capture_default_str();
  if (question.extra == Extra::holidays) {
    command->add_option("--reference", options->reference, "the folder of reference files, for the bank holidays")
        ->envname("OPENWARD_REFERENCE")
        ->capture_default_str();
  }
  command->callback([&run, &question, options] { run = [&question, options] { return answer(question, *options); }; });
}

} // namespace

void add_dates(CLI::App& program, Run& run) {
  auto* command = program.add_subcommand("dates", "when a standstill ends and when a notice is due, step by step; needs no database");
  command->require_subcommand(1);
  for (const Question& question : questions()) add_question(*command, question, run);
}

} // namespace openward::cli
