#include "persistence/read/buyers.h"

#include "persistence/read/people.h"
#include "persistence/read/sql.h"

#include <array>

namespace openward::persistence {
namespace {

using read::Out;

constexpr std::string_view who_buys = "b.commissioner = 1 and b.merged_into is null";
constexpr std::string_view roles =
    "select b.id, k.detail from body b join body_class k on k.body_key = b.key where k.evidence = 'ods_role' "
    "and k.superseded_by is null and ";
constexpr std::string_view codes = "select b.id, i.id from body b join body_identifier i on i.body_key = b.key and i.scheme = 'ods' where ";

std::string text_of(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text ? *text : std::string();
}

/// Pairs of a body's public id and a text of it.
Result<> add(Session& s, std::string_view sql, std::map<std::string, BuyerFacts>& to, std::vector<std::string> BuyerFacts::*list) {
  constexpr std::array<Out, 2> pair{};
  const auto rows = read::fetch(s, read::Query(read::backend_of(s)).add(std::string(sql) + std::string(who_buys)), pair);
  if (!rows) return rows.error();
  for (const Row& row : *rows) (to[text_of(row[0])].*list).push_back(text_of(row[1]));
  return Done{};
}

} // namespace

Result<std::map<std::string, BuyerFacts>> buyers(Session& s) {
  constexpr std::array<Out, 4> columns{Out{}, Out{}, Out{}, Out{CellType::boolean}};
  const std::string bodies =
      "select b.id, " + read::body_name("b") + ", b.provider_class, cast(b.synthetic as bigint) from body b where " + std::string(who_buys);
  const auto rows = read::fetch(s, read::Query(read::backend_of(s)).add(bodies), columns);
  if (!rows) return rows.error();
  std::map<std::string, BuyerFacts> out;
  for (const Row& row : *rows) out[text_of(row[0])] = {text_of(row[1]), text_of(row[2]), {}, {}, row[3] == Cell(true)};
  if (auto added = add(s, roles, out, &BuyerFacts::roles); !added) return added.error();
  if (auto added = add(s, codes, out, &BuyerFacts::codes); !added) return added.error();
  return out;
}

} // namespace openward::persistence
