#include "persistence/detail/award_rows.h"
#include "persistence/detail/case_parts.h"
#include "persistence/detail/contract_rows.h"
#include "persistence/detail/rows.h"
#include "persistence/detail/sql.h"

namespace openward::persistence::detail {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

constexpr std::string_view select_contracts = "select a.key, c.id, a.id, c.version, c.original_pence, c.value_currency, c.value_vat, "
                                              "c.value_kind, c.signed_on, c.starts, c.original_end "
                                              "from award a join contract c on c.award_key = a.key";

constexpr std::string_view select_modifications =
    "select a.key, m.number, m.modified_on, m.ground, m.attributable, m.value_change_pence, m.value_after_pence, m.new_end, m.description, "
    "m.release_id from award a join contract c on c.award_key = a.key join modification m on m.contract_key = c.key";

} // namespace

std::map<std::int64_t, Contract> case_contracts(Session& s, const CaseRange& range) {
  std::map<std::int64_t, ContractRow> held;
  for (auto& [award, id, award_id, version, original, currency, vat, kind, signed_on, starts, original_end] :
       rows<std::int64_t, Text, Text, int, MaybeNumber, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText>(
           s, range.of(select_contracts), as("first", range.first), as("last", range.last))) {
    ContractRow& c = held[award];
    c.id = id;
    c.award_key = award;
    c.award_id = award_id;
    c.version = version;
    ValueCells cells;
    if (original) cells.pence = *original;
    cells.currency = currency;
    cells.vat = vat;
    cells.kind = kind;
    c.original = cells.stated();
    c.signed_on = stored_date(signed_on);
    c.starts = stored_date(starts);
    c.original_end = stored_date(original_end);
  }
  for (auto& [award, number, modified_on, ground, attributable, value_change, value_after, new_end, description, release_id] :
       rows<std::int64_t, int, Text, Text, std::optional<int>, MaybeNumber, MaybeNumber, MaybeText, Text, Text>(
           s, range.of(select_modifications) + " order by a.key, m.number", as("first", range.first), as("last", range.last))) {
    ModificationRow& m = held.at(award).modifications.emplace_back();
    m.facts.number = number;
    m.facts.modified_on = stored_date(modified_on);
    m.facts.ground = stored_word(modification_ground_from, "modification.ground", ground);
    if (attributable) m.facts.attributable_to_authority = *attributable != 0;
    if (value_change) m.facts.value_change_pence = *value_change;
    if (value_after) m.value_after = *value_after;
    m.facts.new_end = stored_date(new_end);
    m.facts.description = description;
    m.release_id = release_id;
  }
  std::map<std::int64_t, Contract> out;
  for (const auto& [award, row] : held) out.emplace(award, row.restore());
  return out;
}

} // namespace openward::persistence::detail
