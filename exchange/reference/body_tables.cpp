#include "exchange/reference/body_tables.h"

#include "exchange/reference/tsv_table.h"

#include <map>
#include <set>

namespace openward::exchange {
namespace {

constexpr int whole = 10'000; // basis points

struct Standing {
  ProviderClass provider_class;
  std::string detail;
};

/// A body of one row, whose class rests on its role in the Organisation Data Service.
Result<Body> body_of(const TsvTable::Reader& row, const Standing& standing) {
  auto code = Identifier::create("ods", row.required("code"));
  if (!code) return code.error();
  auto body = Body::create(row.required("name"), {*std::move(code)});
  if (!body) return body.error();
  body->opened = row.date("opened");
  body->closed = row.date("closed");
  body->classification = {standing.provider_class, Evidence::ods_role, 100, standing.detail, body->opened, body->closed};
  return body;
}

template <typename StandingOf>
Result<std::vector<Body>> bodies_of(const TsvTable& table, StandingOf standing_of) {
  std::vector<Body> bodies;
  std::vector<Fault> faults;
  std::set<std::string> seen;
  for (const auto& cells : table.rows()) {
    const TsvTable::Reader row(table, cells, faults);
    auto body = body_of(row, standing_of(row));
    if (!body) {
      row.fault(body.error());
      continue;
    }
    if (body->opened && body->closed && *body->closed < *body->opened)
      row.fault("closed", "before_opening", "the body closes before it opens; correct one of the two dates");
    if (!seen.insert(row.text("code")).second)
      row.fault("code", "repeated", "the code " + row.text("code") + " stands on an earlier line too; remove one of the rows");
    bodies.push_back(*std::move(body));
  }
  if (auto error = faults_of(table, std::move(faults))) return *std::move(error);
  return bodies;
}

Standing trust_standing(const TsvTable::Reader& row) {
  const auto stated = row.word("class", provider_class_from, ProviderClass::unclassified);
  if (stated == ProviderClass::nhs_trust) return {stated, "ODS role RO197 NHS trust"};
  if (stated == ProviderClass::nhs_foundation_trust) return {stated, "ODS role RO57 foundation trust"};
  row.fault("class", "not_a_trust", "a trust is nhs_trust or nhs_foundation_trust; write one of the two");
  return {stated, ""};
}

std::map<std::string, const Body*> by_code(const std::vector<Body>& commissioners, const std::vector<Body>& trusts) {
  std::map<std::string, const Body*> index;
  for (const auto* bodies : {&commissioners, &trusts})
    for (const Body& body : *bodies) index.emplace(body.identifiers.front().id(), &body);
  return index;
}

} // namespace

Result<std::vector<Body>> read_commissioners(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "integrated-care-boards.tsv", {"code", "name", "opened", "closed"});
  if (!table) return table.error();
  return bodies_of(*table, [](const TsvTable::Reader&) {
    return Standing{ProviderClass::nhs_other, "ODS role RO318 integrated care board"};
  });
}

Result<std::vector<Body>> read_trusts(const std::filesystem::path& folder) {
  const auto table = TsvTable::read(folder / "nhs-trusts.tsv", {"code", "name", "class", "opened", "closed"});
  if (!table) return table.error();
  return bodies_of(*table, trust_standing);
}

Result<std::vector<Succession>> read_successions(const std::filesystem::path& folder, const std::vector<Body>& commissioners,
                                                 const std::vector<Body>& trusts) {
  const auto table = TsvTable::read(folder / "successions.tsv", {"from", "to", "date", "part", "basis"});
  if (!table) return table.error();
  const auto bodies = by_code(commissioners, trusts);
  std::vector<Succession> successions;
  std::vector<Fault> faults;
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    const std::string& from = row.required("from");
    const std::string& to = row.required("to");
    const std::string& part = row.required("part");
    const Date date = row.required_date("date");
    for (const std::string_view column : {"from", "to"}) {
      if (!bodies.contains(row.text(column)))
        row.fault(column, "unknown_body",
                  "no body has the code " + row.text(column) + "; add it to integrated-care-boards.tsv or nhs-trusts.tsv");
    }
    if (from == to) row.fault("to", "same_body", "a body does not succeed itself; name the body that follows");
    if (!seen.emplace(from, to).second)
      row.fault("to", "repeated", from + " to " + to + " stands on an earlier line too; put the parts into one row");
    const auto follower = bodies.find(to);
    if (follower != bodies.end() && follower->second->opened && date < *follower->second->opened) {
      row.fault("date", "before_opening",
                to + " opened on " + follower->second->opened->iso() + ", after this date; correct one of the two");
    }
    const bool all = part == "whole";
    successions.push_back({"ods:" + from, "ods:" + to, date, all ? row.required("basis") : row.required("basis") + ": " + part,
                           all ? std::optional(whole) : std::nullopt});
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return successions;
}

} // namespace openward::exchange
