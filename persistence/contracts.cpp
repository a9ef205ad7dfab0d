#include "persistence/detail/contract_rows.h"
#include "persistence/detail/sql.h"
#include "persistence/repositories.h"

namespace openward::persistence {

std::optional<Contract> Contracts::by_id(std::string_view public_id) {
  const auto loaded = detail::load_contract(u_.session(), public_id);
  return loaded ? std::optional(loaded->restore()) : std::nullopt;
}

std::optional<Contract> Contracts::of_award(std::string_view award_id) { return by_id(detail::contract_id_of(award_id)); }

Result<Contract> Contracts::update(std::string_view public_id, std::optional<int> expected,
                                   const std::function<Result<>(Contract&)>& change) {
  auto row = detail::load_contract(u_.session(), public_id);
  if (!row)
    return Error{ErrorKind::not_found, "there is no contract " + std::string(public_id) + ": look it up in the list of contracts", {}, {}};
  if (expected && *expected != row->version) {
    return Error{ErrorKind::stale,
                 "the contract " + std::string(public_id) + " is at version " + std::to_string(row->version) + " and not " +
                     std::to_string(*expected) + ": read it again and repeat the change on what it says now",
                 {},
                 {}};
  }
  Contract contract = row->restore();
  if (auto changed = change(contract); !changed) return changed.error();

  // A contract changes by its modifications alone, and those are only ever added to.
  for (std::size_t i = row->modifications.size(); i < contract.modifications().size(); ++i) {
    row->modifications.push_back({contract.modifications()[i], std::nullopt, {}});
    row->modifications.back().facts.number = static_cast<int>(i) + 1;
  }
  row->version += 1;
  const std::string content = detail::content_of(*row);
  detail::write_contract(u_.session(), *row, content);
  u_.record("contract.modified", row->id, row->version, content);
  return row->restore();
}

} // namespace openward::persistence
