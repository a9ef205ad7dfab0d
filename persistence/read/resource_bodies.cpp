#include "persistence/read/definition.h"
#include "persistence/read/people.h"

#include "domain/region.h"
#include "domain/vocabulary.h"

namespace openward::persistence::read {
namespace {

// From what is added up of awards already: a commissioner may have made some ten thousand.
constexpr std::string_view awards_made =
    "(select coalesce(sum(ba.awards), 0) from award_cell ba where ba.commissioner_key = b.key and ba.state = 'published')";
constexpr std::string_view awards_won =
    "(select count(distinct ba.award_key) from award_provider bp join award_counted ba on ba.award_key = "
    "bp.award_key where bp.body_key = b.key and ba.state = 'published')";
// From the roll-up: a provider may have been paid a million times.
constexpr std::string_view payments_received =
    "(select cast(coalesce(sum(bt.payments), 0) as bigint) from supplier_string bs join spend_by_supplier bt on bt.supplier_key = bs.key"
    " where bs.body_key = b.key)";
constexpr std::string_view pence_received =
    "(select coalesce(sum(bt.pence), 0) from supplier_string bs join spend_by_supplier bt on bt.supplier_key = bs.key"
    " where bs.body_key = b.key)";

// Who is paid provides, whatever else it was known for before: the lines of all providers add up to the lines that are linked.
constexpr std::string_view provides_or_is_paid =
    "(b.merged_into is null and (b.provider = 1 or exists (select 1 from supplier_string paid_as where paid_as.body_key = b.key)))";

/// Constants of the tables below; they live as long as the program.
struct Masks {
  std::string is_person = body_is_person("b");
  std::string name = body_name("b");
  std::string detail = nothing_of_people(is_person, "b.class_detail");
  std::string postcode = nothing_of_people(is_person, "b.postcode");
  std::string owner = body_name("ob");
  std::string owner_source = withheld_of_people(body_is_person("ob"), "o.source");
  std::string relative = body_name("sb");
  std::string recorded_detail = nothing_of_people("(k.provider_class = 'individual' or " + is_person + ")", "k.detail");
  std::string identifiers = "body_identifier i where i.body_key = b.key and not ({{everybody}} and " + is_person + ")";
  // A person may have been merged into an organisation, which then has no other name for that.
  std::string names = "body_name n join body nb on nb.key = n.body_key where not ({{everybody}} and (" + is_person + " or " +
                      body_is_person("nb") + ")) and (nb.key = b.key or nb.merged_into = b.key)";
};

const Masks& masks() {
  static const Masks all;
  return all;
}

JsonList identifier_list() { return {masks().identifiers, "i.scheme{{c}}, i.id{{c}}", {{"", CellType::text, "i.scheme || ':' || i.id"}}}; }

/// Those of the records that were merged into it too, whose own names are then others by which it is known.
JsonList name_list() {
  return {masks().names,
          "n.key",
          {{"name", CellType::text, "n.name"},
           {"kind", CellType::text, "case when n.body_key <> b.key and n.kind = 'current' then 'trading' else n.kind end"},
           {"from", CellType::date, "n.from_date"},
           {"to", CellType::date, "n.to_date"},
           {"source", CellType::text, "n.source"}}};
}

JsonList class_list() {
  return {"body_class k where k.body_key = b.key",
          "k.key",
          {{"id", CellType::text, "'cl-' || cast(k.key as text)"},
           {"provider_class", CellType::text, "k.provider_class"},
           {"evidence", CellType::text, "k.evidence"},
           {"confidence", CellType::integer, "k.confidence"},
           {"detail", CellType::text, masks().recorded_detail},
           {"from", CellType::date, "k.from_date"},
           {"to", CellType::date, "k.to_date"},
           {"recorded_at", CellType::instant, "k.recorded_at"},
           {"recorded_by", CellType::text, "k.recorded_by"},
           {"superseded_by", CellType::text, "'cl-' || cast(k.superseded_by as text)"}}};
}

JsonList owner_list() {
  return {"ownership o join body ob on ob.key = o.parent_key where o.child_key = b.key",
          "o.key",
          {{"id", CellType::text, "ob.id"},
           {"name", CellType::text, masks().owner},
           {"from", CellType::date, "o.from_date"},
           {"to", CellType::date, "o.to_date"},
           {"source", CellType::text, masks().owner_source}}};
}

// A line of body_group that is open begins on the first day of the register, or ends on its last.
constexpr std::string_view from_day = "nullif(bg.first_day, '1900-01-01')";
constexpr std::string_view to_day = "nullif(bg.last_day, '2199-12-31')";

const std::string& group_name() {
  static const std::string sql = body_name("gb");
  return sql;
}

/// Whose figures its own are part of: on each day the owner at the top.
JsonList group_list() {
  return {"body_group bg join body gb on gb.key = bg.group_key where bg.body_key = b.key",
          "bg.first_day",
          {{"id", CellType::text, "gb.id"},
           {"name", CellType::text, group_name()},
           {"from", CellType::date, from_day},
           {"to", CellType::date, to_day}}};
}

JsonList member_list() {
  return {"body_group bg join body gb on gb.key = bg.body_key where bg.group_key = b.key and bg.body_key <> b.key",
          "gb.name{{c}}, gb.key, bg.first_day",
          {{"id", CellType::text, "gb.id"},
           {"name", CellType::text, group_name()},
           {"provider_class", CellType::text, "gb.provider_class"},
           {"from", CellType::date, from_day},
           {"to", CellType::date, to_day}}};
}

/// Successions are between ODS codes; the body of the other code may not be in the register.
JsonList successor_list() {
  return {"succession su left join body_identifier si on si.scheme = 'ods' and si.id = substr(su.to_code, 5) left join body sb on sb.key = "
          "si.body_key where su.from_code in (select 'ods:' || i.id from body_identifier i where i.body_key = b.key and i.scheme = 'ods')",
          "su.on_date, su.to_code{{c}}",
          {{"identifier", CellType::text, "su.to_code"},
           {"id", CellType::text, "sb.id"},
           {"name", CellType::text, masks().relative},
           {"date", CellType::date, "su.on_date"},
           {"basis", CellType::text, "su.basis"},
           {"share_basis_points", CellType::integer, "su.share_basis_points"}}};
}

JsonList predecessor_list() {
  return {"succession su left join body_identifier si on si.scheme = 'ods' and si.id = substr(su.from_code, 5) left join body sb on sb.key "
          "= si.body_key where su.to_code in (select 'ods:' || i.id from body_identifier i where i.body_key = b.key and i.scheme = 'ods')",
          "su.on_date, su.from_code{{c}}",
          {{"identifier", CellType::text, "su.from_code"},
           {"id", CellType::text, "sb.id"},
           {"name", CellType::text, masks().relative},
           {"date", CellType::date, "su.on_date"},
           {"basis", CellType::text, "su.basis"},
           {"share_basis_points", CellType::integer, "su.share_basis_points"}}};
}

std::vector<ColumnDef> body_columns() {
  using enum CellType;
  return {
      {"id", text, "b.id", "Public id of the body.", Sort::filled},
      {"name", text, masks().name, "Its name; \"a person\" for people.", Sort::filled},
      {"identifiers", json, "", "Every identifier, as scheme:id; none of people.", Sort::none, Show::as_is, identifier_list()},
      {"provider_class", text, "b.provider_class", "The class it is held to be in.", Sort::filled},
      {"class.evidence", text, "b.class_evidence", "How the class was arrived at."},
      {"class.confidence", integer, "b.class_confidence", "0 to 100.", Sort::filled},
      {"class.detail", text, masks().detail, "The words or the code it rests on; empty for people."},
      {"class.url", text, "'/v1/providers/' || b.id || '/classifications'", "Where every class of it stands, with who recorded it."},
      {"kind", text, "b.kind", "What a lens may tell apart inside the class; empty is not known."},
      {"region", text, "b.region", "Region of NHS England in which it lies; unknown where no source states it."},
      {"names", json, "", "Every name it has or had.", Sort::none, Show::as_is, name_list()},
      {"classes", json, "", "Every class it was held to be in, in the order of recording.", Sort::none, Show::as_is, class_list()},
      {"owners", json, "", "Who owned it, and when.", Sort::none, Show::as_is, owner_list()},
      {"groups", json, "", "The owner at the top, owned by nobody, and when.", Sort::none, Show::as_is, group_list()},
      {"members", json, "", "Whom it owns or owned as the owner at the top, and when.", Sort::none, Show::as_is, member_list()},
      {"successors", json, "", "What became of it, by ODS code.", Sort::none, Show::as_is, successor_list()},
      {"predecessors", json, "", "What it came from, by ODS code.", Sort::none, Show::as_is, predecessor_list()},
      {"postcode", text, masks().postcode, "Postcode; empty for people.", Sort::filled},
      {"opened", date, "b.opened", "First day, where known.", Sort::nullable},
      {"closed", date, "b.closed", "Last day, where known.", Sort::nullable},
      {"synthetic", boolean, "b.synthetic", "Invented for demonstration."},
  };
}

std::vector<FilterDef> body_filters() {
  using enum FilterKind;
  return {
      search_def(
          "b.key", "body_words",
          "Full text of every name it has or had, identifiers and postcode: words, \"phrases\", -excluded, beginning*. People are not "
          "found by it."),
      {"identifier", body, "b.key in ({{v}})", "scheme:id, or a public id."},
      {"provider_class", word, "b.provider_class", "The class it is held to be in.", provider_class_words()},
      {"region", word, "b.region", "Region in which it lies; unknown where no source states it.", region_words()},
      {"provider_group", body, "b.key in (select bo.body_key from body_owner bo where bo.owner_key in ({{v}})) or b.key in ({{v}})",
       "It is this body, or belongs or belonged to it, directly or through others; by public id or scheme:id."},
      {"ultimate_owner", flag,
       "case when exists (select 1 from body_group og where og.group_key = b.key and og.body_key <> b.key) then 1 else 0 end",
       "It owns or owned others while nobody owned it: the head of a group."},
      {"synthetic", flag, "b.synthetic", "Invented for demonstration."},
  };
}

Resource body_resource(std::string_view name, std::string_view description, std::string_view role) {
  return {
      .name = name,
      .description = description,
      .root = "body b",
      .joins = {},
      .key = "b.key",
      .by_id = "b.id = {{1}}",
      .always = role,
      .columns = body_columns(),
      .filters = body_filters(),
      .default_sort = "name",
  };
}

} // namespace

const Resource& commissioners_resource() {
  static const Resource resource = [] {
    Resource r = body_resource("commissioners", "Bodies that buy health care.", "b.commissioner = 1 and b.merged_into is null");
    r.columns.push_back({"awards", CellType::integer, awards_made, "Published awards it made.", Sort::filled});
    return r;
  }();
  return resource;
}

const Resource& providers_resource() {
  static const Resource resource = [] {
    Resource r = body_resource("providers", "Bodies that provide it, with their class and what it rests on.", provides_or_is_paid);
    r.columns.push_back({"awards", CellType::integer, awards_won, "Published awards to it, alone or with others.", Sort::filled});
    r.columns.push_back({"payments", CellType::integer, payments_received, "Lines of spend files that are linked to it.", Sort::filled});
    r.columns.push_back({"paid", CellType::pence, pence_received, "Sum of those lines, credits taken off.", Sort::filled});
    return r;
  }();
  return resource;
}

} // namespace openward::persistence::read
