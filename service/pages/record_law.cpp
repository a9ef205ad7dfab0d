// What the law says of a planned award, for the page that records it.

#include "service/pages/record_fields.h"
#include "service/pages/record_form.h"
#include "service/pages/surroundings.h"
#include "service/pages/words.h"

#include <algorithm>

namespace openward::pages {

using kainjow::mustache::data;

namespace {

data text_or_none(const std::string& text) { return text.empty() ? data(false) : data(text); }
data day(const std::optional<Date>& date) { return date ? data(day_in_words(date->iso())) : data(false); }

/// The id of the field that answers a question; "" where several do, or days.
std::string field_of(std::string_view question) {
  if (question == "no_considerable_change") return "f-change-materially_different";
  if (question == "listed_service") return "f-cpv";
  for (const Group& group : record_groups(1)) {
    for (const Field& field : group.fields) {
      if (field.question != question) continue;
      // A question behind another one is asked when that one is answered.
      std::string id = "f-" + (field.only_where.empty() ? field.member : field.only_where);
      std::replace(id.begin(), id.end(), '.', '-');
      return id;
    }
  }
  return {};
}

data view_of_notice(const law::NoticeDue& due) {
  data one;
  one.set("document", label(due.rule->document));
  one.set("published", data(due.rule->published));
  one.set("schedule", std::to_string(due.rule->schedule));
  one.set("citation", std::string(due.rule->citation));
  one.set("when", days_in_words(due.when));
  one.set("no_earlier_than", day(due.no_earlier_than));
  one.set("no_later_than", day(due.no_later_than));
  one.set("date_note", text_or_none(days_in_words(due.date_note)));
  data lacks{data::type::list};
  for (const law::ContentState& state : due.contents) {
    if (!state.missing.empty()) lacks.push_back(data(std::string(state.item->text)));
  }
  one.set("has_lacks", data(!lacks.is_empty_list()));
  one.set("lacks", lacks);
  return one;
}

data view_of_route(const law::RouteAssessment& route) {
  data one;
  one.set("route", label(law::to_string(route.standing.choice)));
  one.set("standing", std::string(law::to_string(route.standing.standing)));
  one.set("because", days_in_words(route.standing.because));
  one.set("citation", text_or_none(route.standing.citation));
  data notices{data::type::list};
  for (const law::NoticeDue& due : route.notices) notices.push_back(view_of_notice(due));
  one.set("has_notices", data(!notices.is_empty_list()));
  one.set("notices", notices);
  return one;
}

std::string routes_that_are(const law::Assessment& assessment, law::Standing standing) {
  std::string out;
  for (const law::ChoiceStanding& choice : assessment.tree.choices) {
    if (choice.standing == standing) out += (out.empty() ? "" : ", ") + label(law::to_string(choice.choice));
  }
  return out;
}

/// The conclusion for people: routes by their names, and the questions that are open stand below it.
std::string conclusion_in_words(const law::Assessment& assessment) {
  if (assessment.applies.answer == law::Answer::no) return "The Provider Selection Regime does not apply.";
  std::string out;
  const auto add = [&](const std::string& sentence) { out += (out.empty() ? "" : " ") + sentence; };
  const std::string mandatory = routes_that_are(assessment, law::Standing::mandatory);
  const std::string open = routes_that_are(assessment, law::Standing::open);
  if (!mandatory.empty()) add("Must be followed: " + mandatory + ".");
  if (!open.empty()) add("May be followed: " + open + ".");
  if (!assessment.tree.until.empty())
    add(out.empty() ? "Which routes are open depends on the questions below." : "The rest depends on the questions below.");
  return out;
}

data warnings_of(const law::Assessment& assessment) {
  data out{data::type::list};
  for (const law::Warning& warning : assessment.warnings) out.push_back(data(days_in_words(warning.message)));
  for (const law::Warning& warning : assessment.change.warnings) out.push_back(data(days_in_words(warning.message)));
  return out;
}

} // namespace

data view_of_assessment(const law::Assessment& assessment) {
  data out;
  out.set("conclusion", conclusion_in_words(assessment));
  out.set("applies_because", assessment.applies_because);
  data open{data::type::list};
  for (const law::QuestionId id : assessment.tree.until) {
    const law::Question& question = law::question(id);
    data one;
    one.set("text", std::string(question.text));
    one.set("citation", std::string(question.citation));
    one.set("field", text_or_none(field_of(question.name)));
    open.push_back(one);
  }
  out.set("has_open", data(!open.is_empty_list()));
  out.set("open_questions", open);
  data possible{data::type::list};
  data closed{data::type::list};
  for (const law::RouteAssessment& route : assessment.routes)
    (route.standing.standing == law::Standing::closed ? closed : possible).push_back(view_of_route(route));
  out.set("routes", possible);
  out.set("has_closed", data(!closed.is_empty_list()));
  out.set("closed", closed);
  if (assessment.standstill) {
    data standstill;
    standstill.set("published", day_in_words(assessment.standstill->published.iso()));
    standstill.set("starts", day_in_words(assessment.standstill->starts.iso()));
    standstill.set("ends", day_in_words(assessment.standstill->ends.iso()));
    standstill.set("earliest_contract", day_in_words(assessment.standstill->earliest_contract.iso()));
    out.set("standstill", standstill);
  }
  out.set("standstill_note", text_or_none(days_in_words(assessment.standstill_note)));
  data warnings = warnings_of(assessment);
  out.set("has_warnings", data(!warnings.is_empty_list()));
  out.set("warnings", warnings);
  return out;
}

} // namespace openward::pages
