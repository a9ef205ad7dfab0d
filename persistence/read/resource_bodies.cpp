#include "persistence/read/definition.h"

#include "domain/vocabulary.h"

namespace openward::persistence::read {
namespace {

constexpr std::string_view awards_made = "(select count(*) from award ba where ba.commissioner_key = b.key and ba.state = 'published')";
constexpr std::string_view awards_won = "(select count(distinct ba.key) from award_provider bp join award ba on ba.key = bp.award_key"
                                        " where bp.body_key = b.key and ba.state = 'published')";
constexpr std::string_view payments_received =
    "(select count(*) from supplier_string bs join payment bt on bt.supplier_key = bs.key where bs.body_key = b.key)";
constexpr std::string_view pence_received =
    "(select coalesce(sum(bt.pence), 0) from supplier_string bs join payment bt on bt.supplier_key = bs.key where bs.body_key = b.key)";

// Who is paid provides, whatever else it was known for before: the lines of all providers add up to the lines that are linked.
constexpr std::string_view provides_or_is_paid =
    "(b.provider = 1 or exists (select 1 from supplier_string paid_as where paid_as.body_key = b.key))";

JsonList identifier_list() {
  return {"body_identifier i where i.body_key = b.key", "i.scheme{{c}}, i.id{{c}}", {{"", CellType::text, "i.scheme || ':' || i.id"}}};
}

std::vector<ColumnDef> body_columns() {
  using enum CellType;
  return {
      {"id", text, "b.id", "Public id of the body.", Sort::filled},
      {"name", text, "b.name", "Its name.", Sort::filled},
      {"identifiers", json, "", "Every identifier, as scheme:id.", Sort::none, Show::as_is, identifier_list()},
      {"provider_class", text, "b.provider_class", "The class it is held to be in.", Sort::filled},
      {"class.evidence", text, "b.class_evidence", "How the class was arrived at."},
      {"class.confidence", integer, "b.class_confidence", "0 to 100.", Sort::filled},
      {"class.detail", text, "b.class_detail", "The words or the code it rests on."},
      {"postcode", text, "b.postcode", "Postcode.", Sort::filled},
      {"opened", date, "b.opened", "First day, where known.", Sort::nullable},
      {"closed", date, "b.closed", "Last day, where known.", Sort::nullable},
      {"synthetic", boolean, "b.synthetic", "Invented for demonstration."},
  };
}

std::vector<FilterDef> body_filters() {
  using enum FilterKind;
  return {
      {"q", all_words, "b.name", "Every word occurs in the name; A to Z in either case."},
      {"identifier", body, "b.key in ({{v}})", "scheme:id, or a public id."},
      {"provider_class", word, "b.provider_class", "The class it is held to be in.", provider_class_words()},
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
    Resource r = body_resource("commissioners", "Bodies that buy health care.", "b.commissioner = 1");
    r.columns.push_back({"awards", CellType::integer, awards_made, "Published awards it made."});
    return r;
  }();
  return resource;
}

const Resource& providers_resource() {
  static const Resource resource = [] {
    Resource r = body_resource("providers", "Bodies that provide it, with their class and what it rests on.", provides_or_is_paid);
    r.columns.push_back({"awards", CellType::integer, awards_won, "Published awards to it, alone or with others."});
    r.columns.push_back({"payments", CellType::integer, payments_received, "Lines of spend files that are linked to it."});
    r.columns.push_back({"paid", CellType::pence, pence_received, "Sum of those lines, credits taken off."});
    return r;
  }();
  return resource;
}

} // namespace openward::persistence::read
