#include "rows.h"

#include "persistence/rollups.h"
#include "tests/support/catch.h"

#include <algorithm>

namespace openward::test {

using persistence::Cell;
using persistence::Session;
using persistence::UnitOfWork;

Rows::Rows() { world.files.push_back({"sf-1", "a file", "00", "2026-01-01T00:00:00Z", "utf-8", ","}); }

std::size_t Rows::body(const std::string& id, const std::string& name, const std::string& provider_class) {
  BodyRow row;
  row.id = id;
  row.name = name;
  row.provider_class = provider_class;
  row.evidence = "curated";
  row.commissioner = row.provider = true;
  world.bodies.push_back(row);
  return world.bodies.size() - 1;
}

std::size_t Rows::supplier(const std::string& words, std::optional<std::size_t> body, const std::string& provider_class) {
  world.suppliers.push_back({words, body, provider_class});
  return world.suppliers.size() - 1;
}

void Rows::pay(std::optional<std::size_t> payer, std::size_t supplier, const std::string& day, std::int64_t pence) {
  const auto row = static_cast<std::int64_t>(world.payments.size()) + 2;
  world.payments.push_back({0, row, payer, supplier, day, pence, "", "", "", ""});
}

AwardRow& Rows::award(const std::string& id, std::optional<std::size_t> commissioner, std::vector<std::size_t> providers) {
  ProcurementRow procurement;
  procurement.ocid = "ocds-" + id;
  procurement.regime = "psr";
  procurement.route = "direct_award_c";
  procurement.tender_class = "untendered";
  procurement.scope = "health_care";
  procurement.kind = "award";
  procurement.first_published_at = procurement.latest_published_at = "2026-01-05T09:00:00Z";
  world.procurements.push_back(procurement);
  AwardRow row;
  row.id = id;
  row.procurement = world.procurements.size() - 1;
  row.award_id = id;
  row.state = "published";
  row.commissioner = commissioner;
  row.title = "Care";
  row.regime = procurement.regime;
  row.route = procurement.route;
  row.tender_class = procurement.tender_class;
  row.scope = procurement.scope;
  row.provider_class = "independent_sector";
  row.currency = "GBP";
  row.vat = "excluded";
  row.kind = "lifetime";
  row.effective_on = row.awarded_on = "2026-01-05";
  row.financial_year = 2025;
  for (const std::size_t provider : providers) row.providers.push_back({provider, world.bodies[provider].name, std::nullopt});
  world.awards.push_back(row);
  return world.awards.back();
}

TestDatabase Rows::stored(persistence::Backend backend) const {
  TestDatabase t = fresh_database(backend);
  const auto done = t.db->write("test", noon(), [&](UnitOfWork& u) -> Result<> {
    store(world, u.session());
    persistence::rebuild_rollups(u.session());
    return Done{};
  });
  INFO((done ? "" : done.error().message));
  REQUIRE(done);
  return t;
}

std::vector<Line> lines_of(const persistence::Table& table) {
  std::vector<Line> out;
  for (const auto& row : table.rows) {
    REQUIRE(row.size() == table.columns.size());
    Line line;
    for (std::size_t i = 0; i < row.size(); ++i) line[table.columns[i].name] = row[i];
    out.push_back(std::move(line));
  }
  return out;
}

Line totals_of(const app::TableReport& report) {
  REQUIRE(report.totals.size() + report.dimensions == report.table.columns.size());
  Line line;
  for (std::size_t i = 0; i < report.totals.size(); ++i) line[report.table.columns[report.dimensions + i].name] = report.totals[i];
  return line;
}

std::string text(const Line& line, const std::string& column) {
  INFO(column);
  REQUIRE(line.count(column) == 1);
  const auto* found = std::get_if<std::string>(&line.at(column));
  return found ? *found : "-";
}

std::int64_t number(const Line& line, const std::string& column) {
  INFO(column);
  REQUIRE(line.count(column) == 1);
  const auto* found = std::get_if<std::int64_t>(&line.at(column));
  REQUIRE(found != nullptr);
  return *found;
}

bool empty(const Line& line, const std::string& column) {
  INFO(column);
  REQUIRE(line.count(column) == 1);
  return line.at(column) == Cell();
}

const Line& line_with(const std::vector<Line>& lines, const std::string& column, const std::string& words) {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return text(line, column) == words; });
  INFO(column << " " << words);
  REQUIRE(found != lines.end());
  return *found;
}

app::TableReport answered(const TestDatabase& t, const std::function<Result<app::TableReport>(Session&)>& ask) {
  auto report = t.db->read(ask);
  INFO((report ? "" : report.error().message));
  REQUIRE(report);
  CHECK(report->rows_at.size() == report->table.rows.size());
  return *std::move(report);
}

std::string refusal(const TestDatabase& t, const std::function<Result<app::TableReport>(Session&)>& ask) {
  const auto report = t.db->read(ask);
  REQUIRE_FALSE(report);
  std::string said = report.error().message;
  for (const Fault& fault : report.error().faults) said += " [" + fault.where + "] " + fault.message;
  return said;
}

} // namespace openward::test
