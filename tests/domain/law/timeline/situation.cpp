#include "tests/domain/law/timeline/situation.h"

#include "domain/law/calendar/working_days.h"
#include "tests/domain/law/calendar/days.h"
#include "tests/support/catch.h"

#include <map>

namespace openward::test {
namespace {

using Words = std::vector<std::string>;
/// The words from `first` on as pairs of name and value.
using Named = std::map<std::string, std::string>;

Named named(const Words& words, std::size_t first) {
  Named out;
  for (std::size_t i = first; i + 1 < words.size(); i += 2) out[words[i]] = words[i + 1];
  REQUIRE((words.size() - first) % 2 == 0);
  return out;
}

std::optional<Date> day_in(const Named& given, const std::string& name) {
  const auto found = given.find(name);
  if (found == given.end()) return std::nullopt;
  return day(found->second);
}

NoticeReading notice(const Words& words, std::size_t number) {
  const Named given = named(words, 3);
  NoticeReading out;
  out.ocid = given.count("ocid") == 0 ? "ocds-test-1" : given.at("ocid");
  out.release_id = "n" + std::to_string(number);
  out.regime = Regime::psr;
  out.kind = notice_kind_from(words.at(1)).value();
  out.published = *Instant::parse(words.at(2));
  out.makes_award = out.kind == NoticeKind::award || out.kind == NoticeKind::urgent_award;
  out.stated.representations_until = day_in(given, "until");
  if (given.count("no_deadline") > 0) out.stated.representations_reason = given.at("no_deadline");
  return out;
}

void add_awards(law::TimelineMaterial& material, const Words& words) {
  const Named given = named(words, 2);
  law::TimelineAward award;
  if (words.at(1) != "-") award.awarded_on = day(words.at(1));
  award.route = given.count("route") == 0 ? material.route : route_from(given.at("route")).value();
  award.published_on = day_in(given, "published");
  award.starts = day_in(given, "starts");
  award.ends = day_in(given, "ends");
  const int times = given.count("times") == 0 ? 1 : std::stoi(given.at("times"));
  for (int i = 0; i < times; ++i) {
    award.id = "aw-" + std::to_string(material.awards.size() + 1);
    material.awards.push_back(award);
  }
}

Modification modification(const Words& words, int number) {
  const Named given = named(words, 2);
  Modification out;
  out.modified_on = day(words.at(1));
  out.number = given.count("number") == 0 ? number : std::stoi(given.at("number"));
  if (given.count("change") > 0) out.value_change_pence = std::stoll(given.at("change"));
  if (given.count("attributable") > 0) out.attributable_to_authority = given.at("attributable") == "yes";
  if (given.count("ground") > 0) out.ground = modification_ground_from(given.at("ground")).value();
  return out;
}

void take(law::procedure::Procedure& run, const Words& words) {
  const Named given = named(words, 3);
  law::procedure::StepDetails details;
  if (given.count("party") > 0) details.party = given.at("party");
  const auto nth = [](Date after, int n) { return law::add_working_days(after, n, england()); };
  const auto taken = run.apply(law::procedure::step_from(words.at(1)).value(), day(words.at(2)), details, nth);
  INFO(words.at(1) << ": " << (taken ? "" : taken.error().message));
  REQUIRE(taken);
}

} // namespace

std::vector<std::string> parts(std::string_view text, std::string_view separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + separator.size()));
  }
  return out;
}

law::TimelineMaterial situation(std::string_view text) {
  law::TimelineMaterial out;
  out.ocid = "ocds-test-1";
  out.regime = Regime::psr;
  for (const std::string& part : parts(text, "; ")) {
    INFO(part);
    const Words words = parts(part, " ");
    const std::string& name = words.at(0);
    if (name == "route") {
      out.route = route_from(words.at(1)).value();
    } else if (name == "regime") {
      out.regime = regime_from(words.at(1)).value();
    } else if (name == "notice") {
      out.notices.push_back(notice(words, out.notices.size() + 1));
    } else if (name == "award") {
      add_awards(out, words);
    } else if (name == "modified") {
      out.modifications.push_back(modification(words, static_cast<int>(out.modifications.size()) + 1));
    } else if (name == "run") {
      const auto begun = law::procedure::Procedure::begin(law::procedure::process_from(words.at(1)).value(),
                                                          law::procedure::choice_from(words.at(2)).value(), day(words.at(3)));
      INFO((begun ? "" : begun.error().message));
      REQUIRE(begun);
      out.procedures.push_back(*begun);
    } else {
      REQUIRE(name == "step");
      take(out.procedures.back(), words);
    }
  }
  return out;
}

std::string in_short(const law::TimelineEntry& entry) {
  return entry.what + " " + std::string(law::to_string(entry.standing)) + " " + (entry.on ? entry.on->iso() : "-");
}

} // namespace openward::test
