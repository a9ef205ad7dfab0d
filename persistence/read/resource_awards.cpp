#include "persistence/detail/class_days.h"
#include "persistence/read/as_of.h"
#include "persistence/read/definition.h"
#include "persistence/read/people.h"
#include "persistence/read/sector.h"
#include "persistence/read/standing.h"

#include "domain/vocabulary.h"

#include <array>

namespace openward::persistence::read {
namespace {

/// What a notice says of an award to a person may name that person, wherever it says it.
struct Masks {
  std::string to_person = award_to_person("a");
  std::string title = withheld_of_people(to_person, "a.title");
  std::string description = withheld_of_people(to_person, "a.description");
  std::string reference = withheld_of_people(to_person, "a.reference");
  std::string change = withheld_of_people(to_person, "m.description");
  std::string commissioner = body_name("c");
  std::string provider = body_name("pb");
  std::string stated_name = unless_person(body_is_person("pb"), "ap.stated_name");
  std::string provider_class = detail::class_by_day("pb", "a.effective_on", "provider_class", "provider_class");
  std::string class_evidence = detail::class_by_day("pb", "a.effective_on", "evidence", "class_evidence");
  std::string class_confidence = detail::class_by_day("pb", "a.effective_on", "confidence", "class_confidence");
};

const Masks& masks() {
  static const Masks all;
  return all;
}

constexpr std::string_view find_a_tender_url =
    "case when exists (select 1 from notice sn where sn.procurement_key = a.procurement_key and sn.release_id = a.release_id and "
    "sn.source = 'find_a_tender') then 'https://www.find-tender.service.gov.uk/Notice/' || a.release_id else '' end";

/// Pounds alone, and never a placeholder: 0.01 is no small contract.
constexpr std::string_view comparable_value =
    "case when a.value_placeholder = 0 and a.value_currency = 'GBP' then coalesce(a.value_pence, a.gross_pence) end";

constexpr std::string_view contract_value = "case when ct.value_currency = 'GBP' then ct.current_pence end";

constexpr std::string_view award_commissioner = "a.commissioner_key in ({{v}})";
constexpr std::string_view award_provider = "a.key in (select fp.award_key from award_provider fp where fp.body_key in ({{v}}))";

/// The group of a provider on the day the award counts at; the provider itself where nobody owned it.
constexpr std::string_view provider_group = "coalesce((select fg.group_key from body_group fg where fg.body_key = gp.body_key and "
                                            "fg.first_day <= a.effective_on and fg.last_day >= "
                                            "a.effective_on), gp.body_key)";

FacetSql provider_facet() {
  static const std::string name = body_name("vb");
  return {"vb.id", name, "left join award_provider vp on vp.award_key = a.key left join body vb on vb.key = vp.body_key"};
}

constexpr std::array<std::string_view, 3> kGroupCounts{"none", "one", "several"};

const std::string& group_count_word() {
  static const std::string sql = "case " + std::string(award_group_count()) + " when 0 then 'none' when 1 then 'one' else 'several' end";
  return sql;
}
/// The group of all its providers, where they are of one.
const std::string& award_group_join() {
  static const std::string sql = "left join body ag on ag.key = (select case when count(distinct " + std::string(provider_group) +
                                 ") = 1 then min(" + std::string(provider_group) +
                                 ") end from award_provider gp where gp.award_key = a.key)";
  return sql;
}
constexpr std::string_view award_group =
    "a.key in (select gp.award_key from award_provider gp where gp.body_key in ({{v}}) or exists (select 1 from body_owner fo where "
    "fo.body_key = gp.body_key and fo.owner_key in ({{v}}) and fo.first_day <= a.effective_on and fo.last_day >= a.effective_on))";

JsonList provider_list() {
  return {"award_provider ap join body pb on pb.key = ap.body_key where ap.award_key = a.key",
          "ap.position",
          {{"id", CellType::text, "pb.id"},
           {"name", CellType::text, masks().provider},
           {"stated_name", CellType::text, masks().stated_name},
           {"provider_class", CellType::text, masks().provider_class},
           {"class_evidence", CellType::text, masks().class_evidence},
           {"class_confidence", CellType::integer, masks().class_confidence},
           {"class_url", CellType::text, "'/v1/providers/' || pb.id || '/classifications'"},
           {"share_basis_points", CellType::integer, "ap.share_basis_points"}}};
}

JsonList notice_list() {
  return {"award_notice an left join notice n on n.procurement_key = a.procurement_key and n.release_id = an.release_id where an.award_key "
          "= a.key",
          "coalesce(n.published_at, ''){{c}}, an.release_id{{c}}",
          {{"", CellType::text, "an.release_id"}}};
}

JsonList modification_list() {
  return {"modification m where m.contract_key = ct.key",
          "m.number",
          {{"number", CellType::integer, "m.number"},
           {"modified_on", CellType::date, "m.modified_on"},
           {"ground", CellType::text, "m.ground"},
           {"attributable_to_authority", CellType::boolean, "m.attributable"},
           {"value_change_pence", CellType::integer, "m.value_change_pence"},
           {"value_after_pence", CellType::integer, "m.value_after_pence"},
           {"new_end", CellType::date, "m.new_end"},
           {"description", CellType::text, masks().change},
           {"release_id", CellType::text, "m.release_id"}}};
}

std::vector<ColumnDef> award_columns() {
  using enum CellType;
  return {
      {"id", text, "a.id", "Public id of the award.", Sort::filled},
      {"ocid", text, "a.ocid", "The procurement that it ended.", Sort::filled},
      {"state", text, "a.state", "draft, published, superseded or cancelled. Only published awards are counted."},
      {"version", integer, "a.version", "One higher with every change."},
      {"recorded", boolean, "a.recorded", "Recorded here by a person; otherwise imported from a notice."},
      {"synthetic", boolean, "a.synthetic", "Invented for demonstration."},
      {"title", text, masks().title, "What is bought, as published; withheld where a provider is a person.", Sort::filled},
      {"description", text, masks().description, "What is bought, at length; withheld where a provider is a person."},
      {"reference", text, masks().reference, "The authority's own reference; withheld where a provider is a person."},
      {"commissioner.id", text, "c.id", "Who buys; empty when the notice names nobody."},
      {"commissioner.name", text, masks().commissioner, "Name of the commissioner.", Sort::nullable},
      {"regime", text, "a.regime", "The law the award was made under.", Sort::filled},
      {"route", text, "a.route", "How the provider was selected.", Sort::filled},
      {"tender_class", text, "a.tender_class", "Whether there was a competition; follows from the route.", Sort::filled},
      {"scope", text, "a.scope", "How near to health care it is.", Sort::filled},
      {"framework", boolean, "a.framework", "Concludes a framework: its value is a ceiling, not a purchase."},
      {"cpv", json, "a.cpv", "CPV codes, the main one first.", Sort::none, Show::codes},
      {"provider_class", text, "a.provider_class", "Class of all its providers on the day it counts at, or several_classes.", Sort::filled},
      {"providers", json, "", "Who was awarded, in the order of the notice, with the share where one is stated.", Sort::none, Show::as_is,
       provider_list()},
      {"value.amount", pence, "a.value_pence", "The value as stated; see value.vat for its basis.", Sort::nullable},
      {"value.currency", text, "a.value_currency", "ISO 4217 code."},
      {"value.vat", text, "a.value_vat", "excluded, included or unknown."},
      {"value.kind", text, "a.value_kind", "estimate, lifetime, annual, maximum, paid or unknown; kinds are never summed together."},
      {"value.placeholder", boolean, "a.value_placeholder", "0, 0.01 or 1 where no value is meant: kept as published, in no total."},
      {"value.as_published", text, "a.value_as_published", "The number as the source prints it."},
      {"value_gross.amount", pence, "a.gross_pence", "The value including VAT, where the source states it apart.", Sort::nullable},
      {"awarded_on", date, "a.awarded_on", "Date of the decision, where stated.", Sort::nullable},
      {"signed_on", date, "a.signed_on", "Date of signature, where stated.", Sort::nullable},
      {"starts", date, "a.starts", "First day of the term.", Sort::nullable},
      {"ends", date, "a.ends", "Last day of the term.", Sort::nullable},
      {"published_on", date, "a.published_on", "London date of the notice that made it.", Sort::nullable},
      {"effective_on", date, "a.effective_on", "The date it counts at: decision, else signature, else publication.", Sort::nullable},
      {"financial_year", text, "a.financial_year", "Of effective_on.", Sort::none, Show::financial_year},
      {"contract_id", text, "ct.id", "The contract that carries it out."},
      {"source.release_id", text, "a.release_id", "The notice that made it; empty for a recorded award."},
      {"source.award_id", text, "a.award_id", "The award's id inside that notice."},
      {"source.url", text, find_a_tender_url, "Where the notice stands; empty for other sources."},
      {"notices", json, "", "Ids of every notice that speaks of it, oldest first.", Sort::none, Show::as_is, notice_list()},
      {"findings.questions", integer, "k.questions", "Rules under which a person must look; see /v1/findings."},
      {"findings.fails", integer, "k.fails", "Rules that it does not meet on the face of the law; see /v1/findings."},
      {"findings.checked_on", date, "k.checked_on", "The day on which it was last held against the rules; none when it never was.",
       Sort::nullable},
  };
}

std::vector<FilterDef> award_filters() {
  using enum FilterKind;
  return {
      {"commissioner",
       body,
       award_commissioner,
       "Who buys, by public id or scheme:id; none: the notice names nobody.",
       {},
       "a.commissioner_key is null",
       {},
       {"c.id", masks().commissioner}},
      {"provider", body, award_provider, "One of the providers, by public id or scheme:id.", {}, {}, {}, provider_facet()},
      {"provider_group", body, award_group,
       "The group of one of the providers: it is this body, or this body owned it at effective_on, directly or through others."},
      {"provider_ultimate_owner", body, award_ultimate_owner(),
       "Who owned one of the providers, and was owned by nobody, at effective_on; the provider itself where nobody owned it."},
      {"provider_groups", word, group_count_word(),
       "How many groups its providers are of at effective_on: a provider that nobody owned is a group of its own; none without a provider.",
       kGroupCounts},
      {"provider_class", word, "a.provider_class", "Class of the providers.", award_class_words()},
      sector_def("a.provider_class", award_kind, report_sector_words()),
      {"route", word, "a.route", "How the provider was selected.", route_words()},
      {"tender_class", word, "a.tender_class", "Whether there was a competition.", tender_class_words()},
      {"regime", word, "a.regime", "The law the award was made under.", regime_words()},
      {"scope", word, "a.scope", "How near to health care it is.", scope_words()},
      {"state", word, "a.state", "Without it only published awards are shown.", award_state_words()},
      {"cpv", cpv, "a.cpv", "Leading digits of any of its CPV codes."},
      {"awarded_from", date_from, "a.effective_on", "First day of effective_on."},
      {"awarded_to", date_to, "a.effective_on", "Last day of effective_on."},
      {"published_from", date_from, "a.published_on", "First day of publication."},
      {"published_to", date_to, "a.published_on", "Last day of publication."},
      {"min_value", pence_min, comparable_value,
       "Pounds. Of the value, else of the value including VAT; pounds sterling alone, placeholders left out."},
      {"max_value", pence_max, comparable_value,
       "Pounds. Of the value, else of the value including VAT; pounds sterling alone, placeholders left out."},
      {"financial_year", year, "a.financial_year", "Year of effective_on, as \"2026-27\"."},
      {"framework", flag, "a.framework", "Concludes a framework."},
      {"synthetic", flag, "a.synthetic", "Invented for demonstration."},
      {"recorded", flag, "a.recorded", "Recorded here by a person."},
      search_def("a.key", "award_words",
                 "Full text of title, description, providers, commissioner, reference, ids, CPV codes and the notice that made it: words, "
                 "\"phrases\", -excluded, beginning*."),
      {"centre", exact,
       "a.id in (select ca.award_id from centre_award ca join diagnostic_centre cd on cd.key = ca.centre_key where cd.id in ({{v}}))",
       "A diagnostic centre rests on it: public id of the centre."},
      {"finding",
       word,
       "a.key in (select ff.award_key from finding ff where ff.award_key is not null and ff.rule in ({{v}}))",
       "It has a question or a fail under this rule of the catalogue.",
       rule_words(),
       {},
       {},
       {"vf.rule", {}, "left join finding vf on vf.award_key = a.key"}},
      {"finding_outcome", word, "a.key in (select fo.award_key from finding fo where fo.award_key is not null and fo.outcome in ({{v}}))",
       "It has a finding of this outcome, under whichever rule.", finding_outcome_words()},
      as_of_def(),
      standing_def(),
  };
}

std::vector<ColumnDef> contract_columns() {
  using enum CellType;
  return {
      {"id", text, "ct.id", "Public id of the contract.", Sort::filled},
      {"award_id", text, "a.id", "The award it carries out."},
      {"ocid", text, "a.ocid", "The procurement."},
      {"version", integer, "ct.version", "One higher with every change."},
      {"state", text, "a.state", "State of the award."},
      {"synthetic", boolean, "a.synthetic", "Invented for demonstration."},
      {"title", text, masks().title, "What is bought; withheld where a provider is a person.", Sort::filled},
      {"commissioner.id", text, "c.id", "Who buys."},
      {"commissioner.name", text, masks().commissioner, "Name of the commissioner.", Sort::nullable},
      {"regime", text, "a.regime", "The law the award was made under."},
      {"route", text, "a.route", "How the provider was selected."},
      {"tender_class", text, "a.tender_class", "Whether there was a competition."},
      {"scope", text, "a.scope", "How near to health care it is."},
      {"provider_class", text, "a.provider_class", "Class of all its providers, or several_classes."},
      {"providers", json, "", "The providers of the award.", Sort::none, Show::as_is, provider_list()},
      {"original_value.amount", pence, "ct.original_pence", "When it was signed.", Sort::nullable},
      {"original_value.currency", text, "ct.value_currency", "ISO 4217 code."},
      {"original_value.vat", text, "ct.value_vat", "excluded, included or unknown."},
      {"original_value.kind", text, "ct.value_kind", "What the value means."},
      {"current_value.amount", pence, "ct.current_pence", "With every stated change.", Sort::nullable},
      {"current_value.currency", text, "ct.value_currency", "ISO 4217 code."},
      {"signed_on", date, "ct.signed_on", "Date of signature.", Sort::nullable},
      {"starts", date, "ct.starts", "First day of the term.", Sort::nullable},
      {"original_end", date, "ct.original_end", "Last day of the term when it was signed.", Sort::nullable},
      {"ends", date, "ct.ends", "Last day of the term now.", Sort::nullable},
      {"modifications", json, "", "Every change, in order.", Sort::none, Show::as_is, modification_list()},
  };
}

std::vector<FilterDef> contract_filters() {
  using enum FilterKind;
  return {
      {"commissioner",
       body,
       award_commissioner,
       "Who buys, by public id or scheme:id; none: the notice names nobody.",
       {},
       "a.commissioner_key is null",
       {},
       {"c.id", masks().commissioner}},
      {"provider", body, award_provider, "One of the providers, by public id or scheme:id.", {}, {}, {}, provider_facet()},
      {"award", exact, "a.id", "Public id of the award."},
      search_def("ct.award_key", "award_words", "Full text of the award it carries out: words, \"phrases\", -excluded, beginning*."),
      {"provider_class", word, "a.provider_class", "Class of the providers.", award_class_words()},
      {"tender_class", word, "a.tender_class", "Whether there was a competition.", tender_class_words()},
      {"route", word, "a.route", "How the provider was selected.", route_words()},
      {"regime", word, "a.regime", "The law the award was made under.", regime_words()},
      {"scope", word, "a.scope", "How near to health care it is.", scope_words()},
      {"state", word, "a.state", "State of the award; without it only contracts of published awards are shown.", award_state_words()},
      {"cpv", cpv, "a.cpv", "Leading digits of any CPV code of the award."},
      {"awarded_from", date_from, "a.effective_on", "First day of effective_on of the award."},
      {"awarded_to", date_to, "a.effective_on", "Last day of effective_on of the award."},
      {"min_value", pence_min, contract_value, "Pounds. Of the value with every stated change; pounds sterling alone."},
      {"max_value", pence_max, contract_value, "Pounds. Of the value with every stated change; pounds sterling alone."},
      {"ends_from", date_from, "ct.ends", "First day of the end of the term."},
      {"ends_to", date_to, "ct.ends", "Last day of the end of the term."},
      {"synthetic", flag, "a.synthetic", "Invented for demonstration."},
      standing_def(),
  };
}

} // namespace

// Whoever was ever in the group is found by an index; the day then decides.
const std::string& award_ultimate_owner() {
  static const std::string sql =
      "a.key in (select gp.award_key from award_provider gp where (gp.body_key in ({{v}}) or gp.body_key in (select gb.body_key from "
      "body_group gb where gb.group_key in ({{v}}))) and " +
      std::string(provider_group) + " in ({{v}}))";
  return sql;
}
std::string_view award_group_count() {
  static const std::string sql =
      "(select count(distinct " + std::string(provider_group) + ") from award_provider gp where gp.award_key = a.key)";
  return sql;
}

const Resource& awards_resource() {
  static const Resource resource{
      .name = "awards",
      .description = "Decisions to award a contract. Lists show published awards unless `state` is given.",
      .root = "award a",
      .joins = {{"c", "left join body c on c.key = a.commissioner_key"},
                {"ct", "left join contract ct on ct.award_key = a.key"},
                {"ag", award_group_join()},
                {"k", "left join law_check k on k.award_key = a.key"}},
      .key = "a.key",
      .by_id = "a.id = {{1}}",
      .unasked = Unasked{"state", "a.state = 'published'"},
      .columns = award_columns(),
      .filters = award_filters(),
      .default_sort = "-effective_on",
  };
  return resource;
}

const Resource& contracts_resource() {
  static const Resource resource{
      .name = "contracts",
      .description = "Signed agreements and what changed them. Lists show contracts of published awards unless `state` is given.",
      .root = "contract ct",
      .joins = {{"a", "join award a on a.key = ct.award_key"}, {"c", "left join body c on c.key = a.commissioner_key"}},
      .key = "ct.key",
      .by_id = "ct.id = {{1}}",
      .unasked = Unasked{"state", "a.state = 'published'"},
      .columns = contract_columns(),
      .filters = contract_filters(),
      .default_sort = "-ends",
  };
  return resource;
}

} // namespace openward::persistence::read
