#include "persistence/read/award_pairs.h"

#include "persistence/read/as_of.h"
#include "persistence/read/people.h"
#include "persistence/read/standing.h"

namespace openward::persistence {
namespace {

using read::ColumnDef;

constexpr std::string_view has_notice =
    "case when exists (select 1 from award_notice an join notice n on n.procurement_key = a.procurement_key and n.release_id = "
    "an.release_id where an.award_key = a.key) then 1 else 0 end";
constexpr std::string_view providers = " left join award_provider xp on xp.award_key = a.key left join body xb on xb.key = xp.body_key";

std::vector<ColumnDef> columns() {
  using enum CellType;
  static const std::string commissioner_name = read::body_name("c");
  static const std::string provider_name = read::body_name("xb");
  return {{"award", text, "a.id", ""},
          {"effective_on", date, "a.effective_on", ""},
          {"commissioner.id", text, "c.id", ""},
          {"commissioner.name", text, commissioner_name, ""},
          {"provider.id", text, "xb.id", ""},
          {"provider.name", text, provider_name, ""},
          {"has_notice", boolean, has_notice, ""}};
}

} // namespace

Result<std::vector<AwardPair>> award_pairs(Session& s, const std::vector<FilterTerm>& filters, std::optional<Date> today) {
  read::ReadTerms read_terms = read::read_terms(read::awards_resource(), filters);
  if (auto fault = read::no_past(read_terms.terms, "this report")) read_terms.faults.push_back(*std::move(fault));
  if (!read_terms.faults.empty()) return read::refused(std::move(read_terms.faults));
  const auto standing = read::standing(read::awards_resource(), read_terms.terms, today);
  if (!standing) return standing.error();
  const read::Resource& resource = **standing;
  const Backend backend = read::backend_of(s);
  read::Query q(backend, today);
  std::string selects;
  std::vector<read::Out> outs;
  for (const ColumnDef& column : columns()) {
    selects += (selects.empty() ? "" : ", ") + read::selected(backend, column);
    outs.push_back({column.type, column.show});
  }
  const std::string conditions = read::where(q, resource, read_terms.terms, true);
  q.add("select " + selects + read::from(resource, selects + conditions) + std::string(providers) + conditions +
        " order by a.key, xp.position");
  auto rows = read::fetch(s, q, outs);
  if (!rows) return rows.error();
  std::vector<AwardPair> out;
  out.reserve(rows->size());
  for (Row& row : *rows) {
    const auto* award = std::get_if<std::string>(row.data());
    out.push_back({award ? *award : "", std::move(row[1]), std::move(row[2]), std::move(row[3]), std::move(row[4]), std::move(row[5]),
                   row[6] == Cell(true)});
  }
  return out;
}

} // namespace openward::persistence
