#pragma once
// The rows of one contract: table contract and its modifications. A modification that a notice told states the total after it; one that was
// recorded here states the change.

#include "domain/award.h"
#include "persistence/detail/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::detail {

struct ModificationRow {
  Modification facts;
  std::optional<std::int64_t> value_after;
  std::string release_id; // "" for one recorded here
};

struct ContractRow {
  std::string id;
  std::int64_t award_key = 0;
  std::string award_id;
  int version = 1;
  std::optional<StatedValue> original;
  std::optional<Date> signed_on;
  std::optional<Date> starts;
  std::optional<Date> original_end;
  std::vector<ModificationRow> modifications; // numbered 1, 2, …

  Contract restore() const;
};

std::string contract_id_of(std::string_view award_id);
std::string content_of(const ContractRow&);
void write_contract(Session&, const ContractRow&, std::string_view content);
/// Locked until the transaction ends.
std::optional<ContractRow> load_contract(Session&, std::string_view public_id);

} // namespace openward::persistence::detail
