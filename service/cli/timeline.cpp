#include "service/api/timeline.h"
#include "service/cli/command.h"

#include <algorithm>
#include <iostream>

namespace openward::cli {

namespace {

struct Options {
  std::string ocid;
  std::string on;
  std::string format = "table";
};

constexpr std::size_t words_width = 76;

/// The words in lines of at most that many characters, parted at spaces.
std::vector<std::string> wrapped(std::string_view words) {
  std::vector<std::string> lines;
  while (words.size() > words_width) {
    const auto space = words.rfind(' ', words_width);
    const auto cut = space == std::string_view::npos || space == 0 ? words_width : space;
    lines.emplace_back(words.substr(0, cut));
    words.remove_prefix(words[cut] == ' ' ? cut + 1 : cut);
  }
  lines.emplace_back(words);
  return lines;
}

/// The pound sign is two bytes and one character.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string filled(std::string text, std::size_t width) {
  text.append(width - std::min(width, characters(text)), ' ');
  return text;
}

void print_line(const std::string& day, const std::string& standing, const std::string& words, const std::string& citation) {
  std::string line = filled(day, 12) + filled(standing, 10) + (citation.empty() ? words : filled(words, words_width + 2) + citation);
  line.erase(line.find_last_not_of(' ') + 1);
  std::cout << line << '\n';
}

void print_table(const app::TimelineAnswer& answer) {
  std::cout << answer.ocid << "  " << to_string(answer.regime) << "  " << to_string(answer.route) << "  as it stood on " << answer.on.iso()
            << "\n\n";
  print_line("day", "standing", "words", "citation");
  for (const law::TimelineEntry& entry : answer.timeline.entries) {
    const auto lines = wrapped(entry.words);
    print_line(entry.on ? entry.on->iso() : "-", std::string(law::to_string(entry.standing)), lines.front(), entry.citation);
    for (std::size_t i = 1; i < lines.size(); ++i) print_line("", "", lines[i], "");
  }
}

int print_timeline(const Common& common, const Options& options) {
  Date on = london_date(common.clock());
  if (!options.on.empty()) {
    const auto read = Date::parse(options.on);
    if (!read) return say(invalid_at("--on", "bad_value", "--on is a day, written like 2026-08-10."));
    on = *read;
  }
  int status = kDone;
  auto database = open_database(common, status);
  if (!database) return status;
  const auto answer = database->read([&](persistence::Session& s) -> Result<app::TimelineAnswer> {
    auto found = app::timeline(s, options.ocid, on);
    if (!found)
      return Error{
          ErrorKind::not_found, "There is no procurement " + options.ocid + ". `openward export procurements` lists them.", {}, {}};
    return *std::move(found);
  });
  if (!answer) return say(answer.error());
  if (options.format == "json") {
    std::cout << api::timeline_json(*answer) << '\n';
  } else {
    print_table(*answer);
  }
  return kDone;
}

} // namespace

void add_timeline(CLI::App& program, Common& common, Run& run) {
  auto* command = program.add_subcommand("timeline", "what happened in a procurement, what is due and by when, what is late");
  auto options = std::make_shared<Options>();
  command->add_option("OCID", options->ocid, "the procurement")->required();
  command->add_option("--on", options->on, "as it stood at the end of this day; today when left out");
  command->add_option("--format", options->format)->check(CLI::IsMember({"table", "json"}))->capture_default_str();
  command->callback([&common, &run, options] { run = [&common, options] { return print_timeline(common, *options); }; });
}

} // namespace openward::cli
