#include "domain/law/change/notice_contents.h"

#include "domain/text.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace openward::law {
namespace {

using enum Content;

//    columns: Schedules 2 to 15
constexpr std::array<ContentItem, 21> table{{
    {"XXXXXX--XX-XX-", process_statement, "process_statement", "A statement naming the process, or the urgency"},
    {"XXXXXXXXXXXXX-", title_and_reference, "title_and_reference", "Title and reference"},
    {"XXX-XX--XX-X--", providers_and_addresses, "providers_and_addresses", "Provider, with registered or principal address"},
    {"XXXXXXX-XXXXXX", description_and_cpv, "description_and_cpv", "Description of the services and the most relevant CPV code"},
    {"-X--X-X-X----X", approximate_value, "approximate_value", "Approximate lifetime value"},
    {"X-X--X---X-X--", Content::value, "value", "Lifetime value, or the amounts payable"},
    {"X-X--XX--C-X-X", service_dates, "service_dates", "Dates between which the services are provided"},
    {"----------X-X-", effective_date, "effective_date", "Date from which the modification has effect"},
    {"XXXXXX--XXXXX-", decision_makers, "decision_makers", "Those who made the decision"},
    {"-X--X---X-----", reasons_by_criteria, "reasons_by_criteria", "Reasons for the selection, by the key criteria"},
    {"XXX-XX--XXXXX-", conflicts, "conflicts", "Declared or potential conflicts of interest"},
    {"XXX-XX--XXXXX-", conflicts_managed, "conflicts_managed", "How conflicts were managed"},
    {"------F-FF----", framework_terms, "framework_terms", "Duration of the framework, and the authorities able to use it"},
    {"------XX-----X", award_criteria, "award_criteria", "Award criteria"},
    {"------X-------", how_to_offer, "how_to_offer", "How to offer, and how offers are assessed"},
    {"X-------X-----", framework_used, "framework_used", "Whether a framework was used"},
    {"----------X-X-", change, "change", "Description of the change, and its effect on value or term"},
    {"-----------T--", term_reasons, "term_reasons", "Reasons for a term of more than twelve months"},
    {"-----------XX-", urgency_reasons, "urgency_reasons", "Reasons why regulation 14 applies"},
    {"-------X------", reasons_for_others, "reasons_for_others", "Why the provider was selected and the recipient was not"},
    {"-------X------", representation_period, "representation_period", "First and last day for representations"},
}};

constexpr std::size_t columns = last_schedule - first_schedule + 1;
static_assert(std::all_of(table.begin(), table.end(), [](const ContentItem& item) { return item.schedules.size() == columns; }));

/// Collects the members without which an item is not complete.
struct Missing {
  std::vector<std::string> names;
  void text(std::string_view name, std::string_view given) {
    if (is_placeholder(given)) names.emplace_back(name);
  }
  void need(std::string_view name, bool there) {
    if (!there) names.emplace_back(name);
  }
};

void look_at_providers(Missing& missing, const PlannedAward& plan) {
  missing.need("providers", !plan.providers.empty());
  for (std::size_t i = 0; i < plan.providers.size(); ++i) {
    const std::string at = "providers." + std::to_string(i);
    missing.text(at + ".name", plan.providers[i].name);
    missing.text(at + ".address", plan.providers[i].address);
  }
}

void look_at_reasons(Missing& missing, const PlannedRecord& record) {
  missing.text("record.reasons.quality_and_innovation", record.quality_and_innovation);
  missing.text("record.reasons.value", record.value);
  missing.text("record.reasons.integration", record.integration);
  missing.text("record.reasons.access", record.access);
  missing.text("record.reasons.social_value", record.social_value);
}

void look_at_change(Missing& missing, const PlannedAward& plan) {
  missing.text("modification.description", plan.modification ? plan.modification->description : "");
  missing.need("modification.value_change", plan.modification && plan.modification->change_pence);
}

std::vector<std::string> missing_of(Content item, const PlannedAward& plan) {
  Missing m;
  const PlannedRecord& record = plan.record;
  switch (item) {
  case process_statement: // the choice of the route says it
  case framework_used:    // so does the presence of `framework`
    break;
  case title_and_reference:
    m.text("title", plan.title);
    m.text("reference", plan.reference);
    break;
  case providers_and_addresses:
    look_at_providers(m, plan);
    break;
  case description_and_cpv:
    m.text("description", plan.description);
    m.need("cpv", !plan.cpv.empty());
    break;
  case approximate_value:
  case Content::value:
    m.need("value", plan.value && !plan.value->placeholder());
    break;
  case service_dates:
    m.need("starts", plan.starts.has_value());
    m.need("ends", plan.ends.has_value());
    break;
  case effective_date:
    m.need("modification.modified_on", plan.modification && plan.modification->modified_on);
    break;
  case decision_makers:
    m.text("record.decision_makers", record.decision_makers);
    break;
  case reasons_by_criteria:
    look_at_reasons(m, record);
    break;
  case conflicts:
    m.text("record.conflicts", record.conflicts);
    break;
  case conflicts_managed:
    m.text("record.conflicts_managed", record.conflicts_managed);
    break;
  case framework_terms:
    m.need("starts", plan.starts.has_value());
    m.need("ends", plan.ends.has_value());
    m.need("framework.authorities", plan.framework && !plan.framework->authorities.empty());
    break;
  case award_criteria:
    m.text("record.award_criteria", record.award_criteria);
    break;
  case how_to_offer:
    m.text("record.how_to_offer", record.how_to_offer);
    m.text("record.how_assessed", record.how_assessed);
    break;
  case Content::change:
    look_at_change(m, plan);
    break;
  case term_reasons:
    m.text("record.term_reasons", record.term_reasons);
    break;
  case urgency_reasons:
    m.text("record.urgency_reasons", record.urgency_reasons);
    break;
  case reasons_for_others:
    look_at_reasons(m, record);
    m.text("record.reasons_for_others", record.reasons_for_others);
    break;
  case representation_period:
    m.need("intention_published_on", plan.intention_published_on.has_value());
    break;
  }
  return m.names;
}

bool asked_for(char mark, const PlannedAward& plan, bool framework) {
  switch (mark) {
  case 'X':
    return true;
  case 'C':
    return !framework;
  case 'F':
    return framework;
  case 'T':
    return over_twelve_months(plan);
  default:
    return false;
  }
}

} // namespace

std::span<const ContentItem> content_items() { return table; }

std::vector<ContentState> contents_of(int schedule, const PlannedAward& plan, bool framework) {
  std::vector<ContentState> out;
  if (schedule < first_schedule || schedule > last_schedule) return out;
  const auto column = static_cast<std::size_t>(schedule - first_schedule);
  for (const ContentItem& item : table) {
    if (asked_for(item.schedules.at(column), plan, framework)) out.push_back({&item, missing_of(item.id, plan)});
  }
  return out;
}

bool is_placeholder(std::string_view text) {
  const std::string word = detail::upper(detail::trimmed(text));
  if (word.empty() || word == "TBC" || word == "TBA" || word == "TO BE CONFIRMED" || word == "N/K" || word == "XX" || word == "XXX")
    return true;
  const auto open = word.find('[');
  if (open == std::string::npos || word.find(']', open) == std::string::npos) return false;
  const std::string_view inside = std::string_view(word).substr(open + 1);
  return inside.starts_with("ADD ") || inside.starts_with("INSERT ") || inside.starts_with("DATE") || inside.starts_with("TBC");
}

bool over_twelve_months(const PlannedAward& plan) {
  if (!plan.starts || !plan.ends) return false;
  const std::chrono::year_month_day first{plan.starts->days()};
  const std::chrono::year_month_day a_year_on = first + std::chrono::years(1);
  // A term that began on 29 February runs for a year until 28 February.
  const std::chrono::sys_days end_of_year =
      a_year_on.ok() ? std::chrono::sys_days(a_year_on) : std::chrono::sys_days(a_year_on.year() / 3 / 1);
  return plan.ends->days() >= end_of_year;
}

} // namespace openward::law
