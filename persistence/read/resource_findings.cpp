#include "persistence/read/definition.h"
#include "persistence/read/people.h"
#include "persistence/read/standing.h"

#include "domain/vocabulary.h"

#include <array>
#include <string>

namespace openward::persistence::read {
namespace {

constexpr std::size_t rules = 68;

// Of the award, else of the procurement that has none. A column of an award may be null, so that it is asked for and not tried first.
constexpr std::string_view commissioner_join =
    "left join body c on c.key = case when f.award_key is null then pr.commissioner_key else a.commissioner_key end";

// What is asked of every finding is read where it is narrow: award_counted has the words of an award without its texts, and the procurement
// is looked up only where there is no award.
constexpr std::string_view procurement_alone =
    "left join procurement px on px.key = case when f.award_key is null then f.procurement_key end";
constexpr std::string_view of_synthetic = "coalesce(h.synthetic, px.synthetic)";

/// The notices of an award to a person may name that person, and so may what was worked out from them.
struct Masks {
  std::string to_person = "case when f.award_key is null then " + procurement_to_person("pr") + " else " + award_to_person("a") + " end";
  std::string computed = unless_person(to_person, "f.computed", "'[{\"name\":\"withheld\",\"value\":\"a provider is a person\"}]'");
  std::string words = unless_person(to_person, "f.words", "'[\"" + std::string(withheld_text) + "\"]'");
  std::string title = withheld_of_people(to_person, "coalesce(a.title, pr.title)");
  std::string award_title = withheld_of_people(award_to_person("a"), "a.title");
  std::string commissioner = body_name("c");
};

const Masks& masks() {
  static const Masks all;
  return all;
}

std::vector<ColumnDef> finding_columns() {
  using enum CellType;
  return {
      {"id", text, "coalesce(a.id, pr.ocid) || '~' || f.rule",
       "The award's id, or the OCID of a procurement, and the rule, with a tilde between."},
      {"rule", text, "f.rule", "The rule of the catalogue, such as PSR-28.", Sort::filled},
      {"version", integer, "f.version", "Of the rule when it was applied."},
      {"outcome", text, "f.outcome", "question: a person must look. fail: not so on the face of the law. Never an accusation.",
       Sort::filled},
      {"citation", text, "f.citation", "Where the law asks for it."},
      {"computed", json, masks().computed,
       "Dates, amounts and words that were worked out, in order; withheld where a provider is a person."},
      {"words", json, masks().words, "Of the notices on which it rests; withheld where a provider is a person."},
      {"missing", json, "f.missing", "Facts that the register does not hold and that the rule would look at too."},
      {"subject", text, "case when f.award_key is null then 'procurement' else 'award' end",
       "What it is about: an award, or a procurement of which no award is published, such as one with an intention to award.",
       Sort::filled},
      {"title", text, masks().title, "What is bought, as published."},
      {"award.id", text, "a.id", "Public id of the award; none where the subject is a procurement."},
      {"award.title", text, masks().award_title, "What was bought, as published; none where the subject is a procurement."},
      {"ocid", text, "pr.ocid", "The procurement."},
      {"commissioner.id", text, "c.id", "Who buys; empty when the notice names nobody."},
      {"commissioner.name", text, masks().commissioner, "Name of the commissioner.", Sort::nullable},
      {"route", text, "coalesce(h.route, px.route)", "How the provider is selected."},
      {"tender_class", text, "coalesce(h.tender_class, px.tender_class)", "Whether there is a competition."},
      {"provider_class", text, "a.provider_class", "Class of all the award's providers, or several_classes; none without an award."},
      {"awarded_on", date, "a.awarded_on", "Date of the decision, where stated; none without an award."},
      {"effective_on", date, "a.effective_on",
       "The date the award counts at: decision, else signature, else publication; none without an award.", Sort::nullable},
      {"latest_published_at", instant, "pr.latest_published_at", "The latest notice of the procurement.", Sort::filled},
      {"checked_on", date, "coalesce(ka.checked_on, kp.checked_on)", "The day on which its subject was last held against the rules.",
       Sort::filled},
      {"synthetic", boolean, of_synthetic, "Invented for demonstration."},
  };
}

std::vector<FilterDef> finding_filters() {
  using enum FilterKind;
  return {
      {"rule", word, "f.rule", "The rule of the catalogue.", rule_words()},
      {"outcome", word, "f.outcome", "question or fail.", finding_outcome_words()},
      {"subject", word, "case when f.award_key is null then 'procurement' else 'award' end",
       "award, or procurement: one of which no award is published.", finding_subject_words()},
      {"award", exact, "a.id", "Public id of the award."},
      {"commissioner",
       body,
       "(f.award_key in (select fa.key from award fa where fa.commissioner_key in ({{v}})) or (f.award_key is null and f.procurement_key "
       "in "
       "(select fp.key from procurement fp where fp.commissioner_key in ({{v}}))))",
       "Who buys, by public id or scheme:id; none: the notice names nobody.",
       {},
       "c.key is null"},
      {"provider", body, "a.key in (select fp.award_key from award_provider fp where fp.body_key in ({{v}}))",
       "One of the award's providers, by public id or scheme:id."},
      {"provider_ultimate_owner", body, award_ultimate_owner(),
       "Who owned one of the award's providers, and was owned by nobody, at effective_on; the provider itself where nobody owned it."},
      {"provider_class", word, "h.provider_class", "Class of the award's providers.", award_class_words()},
      {"route", word, "coalesce(h.route, px.route)", "How the provider is selected.", route_words()},
      {"tender_class", word, "coalesce(h.tender_class, px.tender_class)", "Whether there is a competition.", tender_class_words()},
      {"awarded_from", date_from, "a.effective_on", "First day of effective_on; leaves out what has no award."},
      {"awarded_to", date_to, "a.effective_on", "Last day of effective_on; leaves out what has no award."},
      {"financial_year", year, "a.financial_year", "Year of effective_on, as \"2026-27\"; leaves out what has no award."},
      {"synthetic", flag, of_synthetic, "Invented for demonstration."},
      standing_def(),
  };
}

} // namespace

std::span<const std::string_view> rule_words() {
  static const std::array<std::string, rules> ids = [] {
    std::array<std::string, rules> out;
    for (std::size_t n = 1; n <= rules; ++n) out[n - 1] = (n < 10 ? "PSR-0" : "PSR-") + std::to_string(n);
    return out;
  }();
  static const std::vector<std::string_view> words(ids.begin(), ids.end());
  return words;
}

std::span<const std::string_view> finding_outcome_words() {
  static constexpr std::array<std::string_view, 2> words{"question", "fail"};
  return words;
}

std::span<const std::string_view> finding_subject_words() {
  static constexpr std::array<std::string_view, 2> words{"award", "procurement"};
  return words;
}

const Resource& findings_resource() {
  static const Resource resource{
      .name = "findings",
      .description = "Questions and fails: where an award under the Provider Selection Regime, or a procurement under it of which no award "
                     "is published yet, is not as a rule asks, with the regulation, what was computed and the words it rests on. Only of "
                     "what is published. A finding is a question to be answered.",
      .root = "finding f",
      .joins = {{"pr", "join procurement pr on pr.key = f.procurement_key"},
                {"px", procurement_alone},
                {"h", "left join award_counted h on h.award_key = f.award_key"},
                {"a", "left join award a on a.key = f.award_key"},
                {"ka", "left join law_check ka on ka.award_key = f.award_key"},
                {"kp", "left join law_check kp on kp.award_key is null and kp.procurement_key = f.procurement_key and f.award_key is null"},
                {"c", commissioner_join}},
      .key = "f.key",
      .by_id = "f.rule = {{2}} and (f.award_key = (select ia.key from award ia where ia.id = {{1}}) or (f.award_key is null and "
               "f.procurement_key = (select ip.key from procurement ip where ip.ocid = {{1}})))",
      .id_separator = '~',
      .always = "case when f.award_key is null then px.state = 'published' and px.regime = 'psr' "
                "else h.state = 'published' and h.regime = 'psr' end",
      .columns = finding_columns(),
      .filters = finding_filters(),
      .default_sort = "-effective_on",
  };
  return resource;
}

} // namespace openward::persistence::read
