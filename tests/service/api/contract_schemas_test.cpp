// The contract's schemas against the columns of the read side, member by member, and against the words of the domain.

#include "contract_document.h"
#include "domain/award.h"
#include "domain/law/change/assessment.h"
#include "domain/law/procedure/recorded_procurement.h"
#include "persistence/read/definition.h"
#include "service/http/problem.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <set>

using namespace openward;
using namespace openward::test;
using persistence::CellType;
using persistence::read::ColumnDef;
using persistence::read::Sort;

namespace {

/// A schema in short: its type, format or pattern name, and whether null fits.
struct Shape {
  std::string type;
  std::string format;
  bool money = false;
  bool nullable = false;
};

Shape shape_of(const Json& given) {
  const Json& schema = contract().resolved(given);
  if (const Json* options = member(schema, "anyOf")) {
    Shape shape;
    bool null = false;
    for (const Json& option : options->GetArray()) {
      const Shape one = shape_of(option);
      if (one.type == "null") {
        null = true;
      } else {
        shape = one;
      }
    }
    shape.nullable = shape.nullable || null;
    return shape;
  }
  Shape shape;
  const Json* type = member(schema, "type");
  REQUIRE(type != nullptr);
  if (type->IsString()) shape.type = text_of(*type);
  for (const std::string& one : texts_of(type)) {
    if (one == "null") {
      shape.nullable = true;
    } else {
      shape.type = one;
    }
  }
  shape.format = word(schema, "format");
  shape.money = word(schema, "pattern") == word(contract().schema("Money"), "pattern");
  return shape;
}

void check_type(CellType type, const Shape& shape) {
  switch (type) {
  case CellType::text:
    CHECK(shape.type == "string");
    CHECK_FALSE(shape.money);
    break;
  case CellType::integer:
    CHECK(shape.type == "integer");
    break;
  case CellType::boolean:
    CHECK(shape.type == "boolean");
    break;
  case CellType::date:
    CHECK(shape.type == "string");
    CHECK(shape.format == "date");
    break;
  case CellType::instant:
    CHECK(shape.type == "string");
    CHECK(shape.format == "date-time");
    break;
  case CellType::pence:
    CHECK(shape.type == "string");
    CHECK(shape.money);
    break;
  case CellType::json:
    CHECK(shape.type == "array");
    break;
  }
}

/// What a single record has beyond the row of its list, and what an answer has with bodies=as_now alone.
const std::set<std::string> at_times{"figures", "rows_of_divided_bodies", "bodies_as_of", "highlights", "facets"};

/// Properties, required and additionalProperties agree: nothing is left out, nothing may be added.
void check_closed(const Json& schema) {
  const Json* additional = member(schema, "additionalProperties");
  REQUIRE(additional != nullptr);
  CHECK(additional->IsFalse());
  const auto required = texts_of(member(schema, "required"));
  const auto properties = names_of(member(schema, "properties"));
  std::set<std::string> always(properties.begin(), properties.end());
  std::erase_if(always, [](const std::string& name) { return at_times.contains(name); });
  CHECK(std::set<std::string>(required.begin(), required.end()) == always);
}

void check_list(const ColumnDef& column, const Json& property) {
  const Json& items = contract().resolved(*member(contract().resolved(property), "items"));
  const auto& members = column.list->members;
  if (members.front().name.empty()) {
    CHECK(shape_of(items).type == "string");
    return;
  }
  check_closed(items);
  const Json* properties = member(items, "properties");
  std::vector<std::string> names;
  for (const auto& m : members) {
    INFO("member " << m.name);
    names.emplace_back(m.name);
    const Json* documented = member(*properties, m.name);
    REQUIRE(documented != nullptr);
    // An instant inside a list is written by the database as the text that it keeps.
    if (m.type == CellType::text) CHECK(shape_of(*documented).type == "string");
    if (m.type != CellType::text) check_type(m.type, shape_of(*documented));
  }
  CHECK(names_of(properties) == names);
}

void check_column(const ColumnDef& column, const Json& schema, std::set<std::string>& seen) {
  INFO("column " << column.name);
  const auto dot = column.name.find('.');
  const Json* property = member(*member(schema, "properties"), column.name.substr(0, dot));
  REQUIRE(property != nullptr);
  bool group_nullable = false;
  if (dot != std::string_view::npos) {
    group_nullable = shape_of(*property).nullable;
    check_closed(contract().resolved(*property));
    property = member(*member(contract().resolved(*property), "properties"), column.name.substr(dot + 1));
    REQUIRE(property != nullptr);
  }
  seen.emplace(column.name);
  const Shape shape = shape_of(*property);
  check_type(column.type, shape);
  CHECK(word(*property, "description").size() + word(contract().resolved(*property), "description").size() > 3);
  if (column.sort == Sort::filled) CHECK_FALSE((shape.nullable || group_nullable));
  if (column.sort == Sort::nullable) CHECK((shape.nullable || group_nullable));
  if (column.list) check_list(column, *property);
}

std::set<std::string> leaves(const Json& schema) {
  std::set<std::string> out;
  for (const auto& p : member(schema, "properties")->GetObject()) {
    if (at_times.contains(std::string(text_of(p.name)))) continue;
    const Json* inner = member(contract().resolved(p.value), "properties");
    if (inner == nullptr) out.emplace(text_of(p.name));
    for (const std::string& name : names_of(inner)) out.insert(std::string(text_of(p.name)) + "." + name);
  }
  return out;
}

const Json& answer_schema(const std::string& pattern) {
  const Operation* operation = contract().find("GET", pattern);
  INFO(pattern);
  REQUIRE(operation != nullptr);
  const Json* content = contract().content(*operation, 200, "application/json");
  REQUIRE(content != nullptr);
  return contract().resolved(*member(*content, "schema"));
}

void check_words(std::string_view schema, std::span<const std::string_view> words) {
  INFO(schema);
  CHECK(texts_of(member(contract().schema(schema), "enum")) == std::vector<std::string>(words.begin(), words.end()));
}

template <typename Word>
void check_readable(std::string_view schema, std::optional<Word> (*read)(std::string_view), Word last) {
  const auto words = texts_of(member(contract().schema(schema), "enum"));
  CHECK(words.size() == static_cast<std::size_t>(last) + 1);
  for (std::size_t i = 0; i < words.size(); ++i) {
    INFO(schema << " " << words[i]);
    CHECK(read(words[i]) == static_cast<Word>(i));
  }
}

} // namespace

TEST_CASE("the schema of a record has a property for every column, and no other", "[contract]") {
  for (const auto& info : persistence::resources()) {
    INFO(info.name);
    const Json& schema = answer_schema("/v1/" + info.name + "/{id}");
    check_closed(schema);
    std::set<std::string> columns;
    for (const ColumnDef& column : persistence::read::find_definition(info.name)->columns) check_column(column, schema, columns);
    CHECK(leaves(schema) == columns);
  }
}

TEST_CASE("a page holds the records that the single answer documents", "[contract]") {
  for (const auto& info : persistence::resources()) {
    INFO(info.name);
    const Json& page = answer_schema("/v1/" + info.name);
    check_closed(page);
    const bool by_day = std::any_of(info.filters.begin(), info.filters.end(), [](const auto& f) { return f.name == "bodies"; });
    std::vector<std::string> members{"data"};
    if (std::any_of(info.filters.begin(), info.filters.end(), [](const auto& f) { return f.name == "q"; }))
      members.emplace_back("highlights");
    if (!info.facets.empty()) members.emplace_back("facets");
    members.insert(members.end(), {"page", "filter", "sort"});
    if (by_day) members.insert(members.end(), {"rows_of_divided_bodies", "bodies_as_of"});
    members.emplace_back("seq");
    CHECK(names_of(member(page, "properties")) == members);
    const Json* data = member(*member(page, "properties"), "data");
    CHECK(&contract().resolved(*member(*data, "items")) == &answer_schema("/v1/" + info.name + "/{id}"));
  }
}

TEST_CASE("a line of a report has a property for every dimension and measure, and its totals for every measure", "[contract]") {
  const auto* report =
      GENERATE(&persistence::read::spend_report(), &persistence::read::awards_report(), &persistence::read::findings_report(),
               &persistence::read::award_values_report(), &persistence::read::contracts_ending_report());
  const Json& schema = answer_schema("/v1/reports/" + std::string(report->name));
  INFO(report->name);
  const Json& properties = *member(schema, "properties");
  const Json& row = contract().resolved(*member(*member(properties, "rows"), "items"));
  const Json& row_properties = *member(row, "properties");
  std::vector<std::string> names;
  std::vector<std::string> measures;
  for (const auto& dimension : report->dimensions) {
    INFO(dimension.name);
    names.emplace_back(dimension.name);
    const Json* property = member(row_properties, dimension.name);
    REQUIRE(property != nullptr);
    if (dimension.columns.size() == 1) check_type(dimension.columns.front().type, shape_of(*property));
    if (dimension.columns.size() == 2) CHECK(shape_of(*property).type == "object");
  }
  for (const ColumnDef& measure : report->measures) {
    INFO(measure.name);
    names.emplace_back(measure.name);
    measures.emplace_back(measure.name);
    const Json* property = member(row_properties, measure.name);
    REQUIRE(property != nullptr);
    check_type(measure.type, shape_of(*property));
  }
  // What a lens adds stands there with a lens alone, so it is not required.
  std::vector<std::string> of_totals = measures;
  for (const auto& column : persistence::read::lens_columns(*report)) {
    INFO(column.name);
    names.push_back(column.name);
    of_totals.push_back(column.name);
    const Json* property = member(row_properties, column.name);
    REQUIRE(property != nullptr);
    check_type(column.type, shape_of(*property));
  }
  for (const auto& column : persistence::read::lens_real_columns(*report)) {
    INFO(column.name);
    names.push_back(column.name);
    of_totals.push_back(column.name);
    const Json* property = member(row_properties, column.name);
    REQUIRE(property != nullptr);
    check_type(column.type, shape_of(*property));
  }
  for (const auto& column : persistence::read::real_columns(*report)) {
    INFO(column.name);
    names.push_back(column.name);
    of_totals.push_back(column.name);
    const Json* property = member(row_properties, column.name);
    REQUIRE(property != nullptr);
    check_type(column.type, shape_of(*property));
  }
  names.emplace_back("rows_url");
  CHECK(names_of(&row_properties) == names);
  const Json& totals = contract().resolved(*member(properties, "totals"));
  REQUIRE(member(totals, "additionalProperties") != nullptr);
  CHECK(member(totals, "additionalProperties")->IsFalse());
  CHECK(texts_of(member(totals, "required")) == measures);
  CHECK(names_of(member(totals, "properties")) == of_totals);
  measures.emplace_back("rows_url");
  CHECK(texts_of(member(row, "required")) == measures);
}

TEST_CASE("the words of the contract are those of the vocabulary", "[contract]") {
  check_words("ProviderClass", provider_class_words());
  check_words("AwardProviderClass", persistence::read::award_class_words());
  check_words("RuleId", persistence::read::rule_words());
  check_words("Sector", sector_words());
  check_words("ReportSector", persistence::read::report_sector_words());
  check_words("FindingOutcome", persistence::read::finding_outcome_words());
  check_words("Regime", regime_words());
  check_words("Route", route_words());
  check_words("TenderClass", tender_class_words());
  check_words("NoticeKind", notice_kind_words());
  check_words("Process", law::procedure::process_words());
  check_words("ProcessChoice", law::procedure::choice_words());
  check_words("ProcedureStep", law::procedure::step_words());
  check_words("ProcedureState", law::procedure::state_words());
  check_words("ProcurementState", law::procedure::procurement_state_words());
  check_words("Scope", scope_words());
  check_words("AwardState", award_state_words());
  check_readable<Vat>("Vat", vat_from, Vat::unknown);
  check_readable<ValueKind>("ValueKind", value_kind_from, ValueKind::unknown);
  check_readable<ModificationGround>("ModificationGround", modification_ground_from, ModificationGround::unknown);
  check_readable<Evidence>("Evidence", evidence_from, Evidence::none);
  check_readable<law::Choice>("Choice", law::choice_from, law::Choice::competitive_process);
}

TEST_CASE("every schema of an object of ours refuses members that it does not name", "[contract]") {
  // Maps by name, and the body of an event, whose members depend on its type.
  const std::set<std::string> open{"Filter", "Descriptions"};
  for (const auto& schema : contract().at("#/components/schemas")->GetObject()) {
    const std::string name(text_of(schema.name));
    if (word(schema.value, "type") != "object" || open.count(name) == 1) continue;
    INFO(name);
    const Json* additional = member(schema.value, "additionalProperties");
    REQUIRE(additional != nullptr);
    CHECK(additional->IsFalse());
  }
}

TEST_CASE("every type that a problem document can have is in the contract", "[contract]") {
  const auto types = texts_of(member(*member(*member(contract().schema("Problem"), "properties"), "type"), "enum"));
  http::Request request;
  request.request_id = "r-1";
  for (int status = 400; status < 600; ++status) {
    const auto response = http::problem_for_status(request, status, "Words.");
    rapidjson::Document body;
    body.Parse(response.body.data(), response.body.size());
    INFO(status << " " << response.body);
    CHECK(std::count(types.begin(), types.end(), std::string(word(body, "type"))) == 1);
    CHECK(contract().misfit(contract().schema("Problem"), body).empty());
  }
}
