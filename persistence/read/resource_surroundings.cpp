#include "persistence/read/definition.h"

#include "domain/vocabulary.h"

#include <array>

namespace openward::persistence::read {
namespace {

// The domain spells these words and reads them, but keeps no list of them.
constexpr std::array<std::string_view, 5> centre_kind_words{"standard", "large", "hub", "spoke", "unknown"};
constexpr std::array<std::string_view, 4> centre_status_words{"announced", "approved", "open", "closed"};

JsonList centre_history() {
  return {"centre_status h where h.centre_key = d.key",
          "h.position",
          {{"status", CellType::text, "h.status"}, {"on", CellType::date, "h.on_date"}, {"source", CellType::text, "h.source"}}};
}

JsonList centre_tests() { return {"centre_test ct where ct.centre_key = d.key", "ct.position", {{"", CellType::text, "ct.test"}}}; }

JsonList centre_awards() {
  return {"centre_award ca where ca.centre_key = d.key", "ca.award_id{{c}}", {{"", CellType::text, "ca.award_id"}}};
}

JsonList programme_progress() {
  return {"programme_progress g where g.programme_key = pg.key",
          "g.on_date",
          {{"on", CellType::date, "g.on_date"}, {"quantity", CellType::integer, "g.quantity"}, {"source", CellType::text, "g.source"}}};
}

JsonList indicator_values() {
  return {"indicator_value v where v.indicator_key = i.key",
          "v.body{{c}}, v.period{{c}}",
          {{"body", CellType::text, "v.body"},
           {"period", CellType::text, "v.period"},
           {"from", CellType::date, "v.from_date"},
           {"to", CellType::date, "v.to_date"},
           {"thousandths", CellType::integer, "v.thousandths"},
           {"source", CellType::text, "v.source"}}};
}

std::vector<ColumnDef> centre_columns() {
  using enum CellType;
  return {
      {"id", text, "d.id", "Public id of the centre.", Sort::filled},
      {"code", text, "d.code", "Its code of the Organisation Data Service, where known."},
      {"name", text, "d.name", "Its name.", Sort::filled},
      {"place", text, "d.place", "Town or site.", Sort::filled},
      {"region", text, "d.region", "Region, where known.", Sort::filled},
      {"kind", text, "d.kind", "standard, large, hub, spoke or unknown.", Sort::filled},
      {"operator.class", text, "d.operator_class", "Class of who runs it.", Sort::filled},
      {"operator.name", text, "d.operator_name", "Who runs it, where known."},
      {"estate_owner_class", text, "d.estate_owner_class", "Class of whose building it is."},
      {"estate_owner_name", text, "d.estate_owner_name", "Whose building it is, where known."},
      {"funder", text, "d.funder", "Who paid, where known."},
      {"host_commissioner", text, "d.host_commissioner", "For whom it is run, as stated, where known."},
      {"status", text, "d.status", "announced, approved, open or closed.", Sort::filled},
      {"status_on", date, "d.status_on", "Since when, where known.", Sort::nullable},
      {"opened_on", date, "d.opened_on", "First day of being open, where known.", Sort::nullable},
      {"history", json, "", "Every status it has had, oldest first.", Sort::none, Show::as_is, centre_history()},
      {"tests", json, "", "Tests it offers, in the words of the source.", Sort::none, Show::as_is, centre_tests()},
      {"awards", json, "", "Public ids of the awards that it rests on, where a list names them.", Sort::none, Show::as_is, centre_awards()},
      {"source", text, "d.source", "Who says so."},
      {"synthetic", boolean, "d.synthetic", "Invented for demonstration."},
  };
}

std::vector<FilterDef> centre_filters() {
  using enum FilterKind;
  return {
      {"operator_class", word, "d.operator_class", "Class of who runs it.", provider_class_words()},
      {"estate_owner_class", word, "d.estate_owner_class", "Class of whose building it is.", provider_class_words()},
      {"status", word, "d.status", "Its latest status.", centre_status_words},
      {"kind", word, "d.kind", "Its kind.", centre_kind_words},
      {"region", exact, "d.region", "Region, as it is written in the list."},
      {"funder", exact, "d.funder", "Who paid, as it is written in the list."},
      {"host_commissioner", exact, "d.host_commissioner", "For whom it is run, as it is written in the list."},
      {"opened_from", date_from, "d.opened_on", "First day of opening."},
      {"opened_to", date_to, "d.opened_on", "Last day of opening."},
      search_def("d.key", "centre_words",
                 "Full text of name, place, region, operator and funder: words, \"phrases\", -excluded, beginning*."),
      {"synthetic", flag, "d.synthetic", "Invented for demonstration."},
  };
}

std::vector<ColumnDef> programme_columns() {
  using enum CellType;
  return {
      {"id", text, "pg.id", "Public id of the programme.", Sort::filled},
      {"name", text, "pg.name", "Its name.", Sort::filled},
      {"unit", text, "pg.unit", "What the quantities count."},
      {"target", integer, "pg.target", "Quantity to be reached, where there is one."},
      {"target_date", date, "pg.target_date", "By when.", Sort::nullable},
      {"progress", json, "", "Measured quantities, oldest first.", Sort::none, Show::as_is, programme_progress()},
      {"source", text, "pg.source", "Who set it."},
      {"note", text, "pg.note", "What has to be known beside it."},
  };
}

std::vector<ColumnDef> indicator_columns() {
  using enum CellType;
  return {
      {"id", text, "i.id", "Public id of the indicator.", Sort::filled},
      {"name", text, "i.name", "Its name.", Sort::filled},
      {"unit", text, "i.unit", "What the values measure."},
      {"limit_thousandths", integer, "i.limit_thousandths", "Recommended limit, in thousandths of the unit."},
      {"limit_basis", text, "i.limit_basis", "Who recommends it."},
      {"values", json, "", "By body and period, in thousandths of the unit.", Sort::none, Show::as_is, indicator_values()},
      {"source", text, "i.source", "Who measures it."},
  };
}

} // namespace

const Resource& diagnostic_centres_resource() {
  static const Resource resource{
      .name = "diagnostic-centres",
      .description = "Community diagnostic centres: who runs each, whose building it is, who paid, and how far it is.",
      .root = "diagnostic_centre d",
      .joins = {},
      .key = "d.key",
      .by_id = "d.id = {{1}}",
      .columns = centre_columns(),
      .filters = centre_filters(),
      .default_sort = "name",
  };
  return resource;
}

const Resource& programmes_resource() {
  static const Resource resource{
      .name = "programmes",
      .description = "Targets with a date, and the progress measured towards them.",
      .root = "programme pg",
      .joins = {},
      .key = "pg.key",
      .by_id = "pg.id = {{1}}",
      .columns = programme_columns(),
      .filters = {search_def("pg.key", "programme_words", "Full text of name and note: words, \"phrases\", -excluded, beginning*."),
                  {"unit", FilterKind::exact, "pg.unit", "What the quantities count."}},
      .default_sort = "name",
  };
  return resource;
}

const Resource& indicators_resource() {
  static const Resource resource{
      .name = "indicators",
      .description = "Series that spend is read beside, with the recommended limit where there is one.",
      .root = "indicator i",
      .joins = {},
      .key = "i.key",
      .by_id = "i.id = {{1}}",
      .columns = indicator_columns(),
      .filters = {search_def("i.key", "indicator_words", "Full text of name and unit: words, \"phrases\", -excluded, beginning*."),
                  {"unit", FilterKind::exact, "i.unit", "What the values measure."}},
      .default_sort = "name",
  };
  return resource;
}

} // namespace openward::persistence::read
