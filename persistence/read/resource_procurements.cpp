#include "persistence/read/definition.h"
#include "persistence/read/people.h"
#include "persistence/read/standing.h"

#include "domain/law/procedure/recorded_procurement.h"
#include "domain/vocabulary.h"

namespace openward::persistence::read {
namespace {

/// What its notices say may name the person that was awarded.
struct Masks {
  std::string to_person = procurement_to_person("pr");
  std::string title = withheld_of_people(to_person, "pr.title");
  std::string description = withheld_of_people(to_person, "pr.description");
  std::string reference = withheld_of_people(to_person, "pr.reference");
  std::string commissioner = body_name("c");
  std::string evidence = withheld_of_people("(" + to_person + " or " + procurement_to_person("lp") + ")", "l.evidence");
  std::string grounds =
      unless_person(to_person, "n.grounds", "'[{\"field\":\"\",\"where\":\"\",\"words\":\"" + std::string(withheld_text) + "\"}]'");
};

const Masks& masks() {
  static const Masks all;
  return all;
}

constexpr std::string_view estimated_value = "case when pr.estimate_currency = 'GBP' then pr.estimate_pence end";

JsonList notices_of_procurement() {
  return {"notice n where n.procurement_key = pr.key",
          "n.published_at{{c}}, n.release_id{{c}}",
          {{"release_id", CellType::text, "n.release_id"},
           {"kind", CellType::text, "n.kind"},
           {"form", CellType::text, "n.form"},
           {"published_at", CellType::text, "n.published_at"},
           {"makes_award", CellType::boolean, "n.makes_award"}}};
}

JsonList awards_of_procurement() {
  // Of what was cancelled, no draft: nobody but its recorder ever saw it.
  return {"award pa where pa.procurement_key = pr.key and pa.state <> 'draft' and (pa.recorded = 0 or pa.published_on is not null)",
          "pa.id{{c}}",
          {{"", CellType::text, "pa.id"}}};
}

JsonList procedures_of_procurement() {
  return {"procedure pd where pd.procurement_key = pr.key",
          "pd.position",
          {{"id", CellType::text, "pd.id"},
           {"process", CellType::text, "pd.process"},
           {"choice", CellType::text, "pd.choice"},
           {"began", CellType::date, "pd.began"},
           {"state", CellType::text, "pd.state"}}};
}

JsonList links_of_procurement() {
  return {"procurement_link l join procurement lp on lp.key = case when l.earlier_key = pr.key then l.later_key else l.earlier_key end "
          "where l.earlier_key = pr.key or l.later_key = pr.key",
          "lp.ocid{{c}}",
          {{"ocid", CellType::text, "lp.ocid"}, {"basis", CellType::text, "l.basis"}, {"evidence", CellType::text, masks().evidence}}};
}

std::vector<ColumnDef> procurement_columns() {
  using enum CellType;
  return {
      {"id", text, "pr.ocid", "The OCID.", Sort::filled},
      {"state", text, "pr.state", "draft or published. A draft is shown to those with a token alone."},
      {"title", text, masks().title, "What is bought, as published; withheld where a provider is a person.", Sort::filled},
      {"description", text, masks().description, "What is bought, at length; withheld where a provider is a person."},
      {"reference", text, masks().reference, "The authority's own reference; withheld where a provider is a person."},
      {"commissioner.id", text, "c.id", "Who buys; empty when no notice names it."},
      {"commissioner.name", text, masks().commissioner, "Name of the commissioner.", Sort::nullable},
      {"regime", text, "pr.regime", "The law it is run under."},
      {"route", text, "pr.route", "How the provider is selected."},
      {"tender_class", text, "pr.tender_class", "Whether there is a competition."},
      {"scope", text, "pr.scope", "How near to health care it is."},
      {"kind", text, "pr.latest_kind", "Kind of its latest notice.", Sort::filled},
      {"framework", boolean, "pr.framework", "Concludes a framework."},
      {"cpv", json, "pr.cpv", "CPV codes, the main one first.", Sort::none, Show::codes},
      {"estimate.amount", pence, "pr.estimate_pence", "Value expected before the award.", Sort::nullable},
      {"estimate.currency", text, "pr.estimate_currency", "ISO 4217 code."},
      {"estimate.vat", text, "pr.estimate_vat", "excluded, included or unknown."},
      {"first_published_at", instant, "pr.first_published_at", "Its first notice.", Sort::filled},
      {"latest_published_at", instant, "pr.latest_published_at", "Its latest notice.", Sort::filled},
      {"notices", json, "", "Every notice, oldest first.", Sort::none, Show::as_is, notices_of_procurement()},
      {"awards", json, "", "Ids of its awards.", Sort::none, Show::as_is, awards_of_procurement()},
      {"links", json, "", "Procurements under another OCID that seem to be this one, with the evidence.", Sort::none, Show::as_is,
       links_of_procurement()},
      {"procedures", json, "", "Its procedures as far as they have come, where its steps are recorded here; oldest first.", Sort::none,
       Show::as_is, procedures_of_procurement()},
      {"recorded", boolean, "pr.recorded", "Recorded here by a person."},
      {"synthetic", boolean, "pr.synthetic", "Invented for demonstration."},
      {"version", integer, "pr.version", "One higher with every change."},
      {"findings.questions", integer, "k.questions",
       "Rules under which a person must look; see /v1/findings. Of a procurement of which no award is published."},
      {"findings.fails", integer, "k.fails", "Rules that it does not meet on the face of the law; see /v1/findings."},
      {"findings.checked_on", date, "k.checked_on",
       "The day on which it was last held against the rules; none when its awards are, or it never was.", Sort::nullable},
  };
}

std::vector<FilterDef> procurement_filters() {
  using enum FilterKind;
  return {
      {"commissioner",
       body,
       "pr.commissioner_key in ({{v}})",
       "Who buys, by public id or scheme:id; none: the notice names nobody.",
       {},
       "pr.commissioner_key is null",
       {},
       {"c.id", masks().commissioner}},
      {"provider", body,
       "pr.key in (select fa.procurement_key from award fa join award_provider fp on fp.award_key = fa.key where fa.state = 'published' "
       "and "
       "fp.body_key in ({{v}}))",
       "One of the providers of its published awards, by public id or scheme:id."},
      {"state", word, "pr.state", "Without it only published procurements are shown.", law::procedure::procurement_state_words()},
      {"regime", word, "pr.regime", "The law it is run under.", regime_words()},
      {"route", word, "pr.route", "How the provider is selected.", route_words()},
      {"tender_class", word, "pr.tender_class", "Whether there is a competition.", tender_class_words()},
      {"scope", word, "pr.scope", "How near to health care it is.", scope_words()},
      {"kind", word, "pr.latest_kind", "Kind of its latest notice.", notice_kind_words()},
      {"framework", flag, "pr.framework", "Concludes a framework."},
      {"published_from", day_from, "pr.first_published_at", "First London day of its first notice."},
      {"published_to", day_to, "pr.first_published_at", "Last London day of its first notice."},
      {"cpv", cpv, "pr.cpv", "Leading digits of any of its CPV codes."},
      {"min_value", pence_min, estimated_value, "Pounds. Of the value expected before the award; pounds sterling alone."},
      {"max_value", pence_max, estimated_value, "Pounds. Of the value expected before the award; pounds sterling alone."},
      search_def(
          "pr.key", "procurement_words",
          "Full text of title, description, commissioner, providers, reference, OCID, CPV codes and its notices: words, \"phrases\", "
          "-excluded, beginning*."),
      {"recorded", flag, "pr.recorded", "Recorded here by a person."},
      {"synthetic", flag, "pr.synthetic", "Invented for demonstration."},
      {"finding", word, "pr.key in (select ff.procurement_key from finding ff where ff.award_key is null and ff.rule in ({{v}}))",
       "It has no published award, and a question or a fail of its own under this rule of the catalogue.", rule_words()},
      {"finding_outcome", word,
       "pr.key in (select fo.procurement_key from finding fo where fo.award_key is null and fo.outcome in ({{v}}))",
       "It has no published award, and a finding of its own of this outcome, under whichever rule.", finding_outcome_words()},
      standing_def(),
  };
}

std::vector<ColumnDef> notice_columns() {
  using enum CellType;
  return {
      {"id", text, "pr.ocid || '~' || n.release_id", "The OCID and the release id, with a tilde between."},
      {"release_id", text, "n.release_id", "Id of the release, as published.", Sort::filled},
      {"ocid", text, "pr.ocid", "The procurement.", Sort::filled},
      {"title", text, masks().title, "Title of the procurement; withheld where a provider is a person."},
      {"kind", text, "n.kind", "What the notice says.", Sort::filled},
      {"form", text, "n.form", "The form it was written on, such as UK6."},
      {"source", text, "n.source", "find_a_tender, contracts_finder or ocds."},
      {"regime", text, "n.regime", "The law it is given under."},
      {"route", text, "n.route", "How the provider is selected."},
      {"tender_class", text, "n.tender_class", "Whether there is a competition."},
      {"published_at", instant, "n.published_at", "When it was published.", Sort::filled},
      {"published_on", date, "n.published_on", "Its London date."},
      {"makes_award", boolean, "n.makes_award", "Says that an award was made; an intention never does."},
      {"grounds", json, masks().grounds, "The words or codes that decided the classification, and where they stand."},
  };
}

std::vector<FilterDef> notice_filters() {
  using enum FilterKind;
  return {
      {"ocid", exact, "pr.ocid", "The procurement."},
      {"commissioner",
       body,
       "pr.commissioner_key in ({{v}})",
       "Who buys, by public id or scheme:id; none: the notice names nobody.",
       {},
       "pr.commissioner_key is null"},
      {"kind", word, "n.kind", "What the notice says.", notice_kind_words()},
      {"form", exact, "n.form", "The form it was written on, such as UK6."},
      {"source", exact, "n.source", "find_a_tender, contracts_finder or ocds."},
      {"regime", word, "n.regime", "The law it is given under.", regime_words()},
      {"route", word, "n.route", "How the provider is selected.", route_words()},
      {"tender_class", word, "n.tender_class", "Whether there is a competition.", tender_class_words()},
      {"makes_award", flag, "n.makes_award", "Says that an award was made."},
      {"published_from", date_from, "n.published_on", "First London day of publication."},
      {"published_to", date_to, "n.published_on", "Last London day of publication."},
      search_def("n.key", "notice_words",
                 "Full text of the notice, and of the title, commissioner and ids of its procurement: words, \"phrases\", -excluded, "
                 "beginning*."),
  };
}

} // namespace

const Resource& procurements_resource() {
  static const Resource resource{
      .name = "procurements",
      .description = "Runs of selecting a provider, one for each OCID, with their notices and awards. Lists show published ones unless "
                     "`state` is given.",
      .root = "procurement pr",
      .joins = {{"c", "left join body c on c.key = pr.commissioner_key"},
                {"k", "left join law_check k on k.procurement_key = pr.key and k.award_key is null"}},
      .key = "pr.key",
      .by_id = "pr.ocid = {{1}}",
      .unasked = Unasked{"state", "pr.state = 'published'"},
      .columns = procurement_columns(),
      .filters = procurement_filters(),
      .default_sort = "-latest_published_at",
  };
  return resource;
}

const Resource& notices_resource() {
  static const Resource resource{
      .name = "notices",
      .description = "Published notices as they were classified, with the grounds of the classification.",
      .root = "notice n",
      .joins = {{"pr", "join procurement pr on pr.key = n.procurement_key"}},
      .key = "n.key",
      .by_id = "pr.ocid = {{1}} and n.release_id = {{2}}",
      .id_separator = '~',
      .columns = notice_columns(),
      .filters = notice_filters(),
      .default_sort = "-published_at",
  };
  return resource;
}

} // namespace openward::persistence::read
