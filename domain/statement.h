#pragma once
// What one notice says of one award: the award object with the contracts that name it, as one flat thing. Inside domain/ only; plain
// values, so any thread may hold one.

#include "domain/notice.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openward::detail {

struct Statement {
  std::string award_id;
  std::string status;
  std::string title;
  std::vector<PartyReading> suppliers;
  std::vector<std::string> lots;
  std::optional<ValueReading> value; // of the contracts where they state one, else of the award
  std::optional<Date> decided_on;
  std::optional<Date> signed_on;
  std::optional<Date> starts;
  std::optional<Date> ends;
  bool has_contract = false;
  bool contract_cancelled = false;
};

/// One statement for each award object, then one for each contract whose award the notice does not hold.
std::vector<Statement> statements_of(const NoticeReading&);

bool has_tag(const NoticeReading&, std::string_view tag);

/// The notice changes a contract that exists (UK10, F20, a modification under regulation 13 of SI 2023/1348).
bool changes_contract(const NoticeReading&);

/// One supplier under two descriptions: any shared identifier, else equal normalised names.
bool same_supplier(const PartyReading&, const PartyReading&);
bool same_suppliers(std::span<const PartyReading>, std::span<const PartyReading>);
bool share_a_supplier(std::span<const PartyReading>, std::span<const PartyReading>);

/// The later description, with the identifiers that the earlier one had.
std::vector<PartyReading> merged_suppliers(const std::vector<PartyReading>& earlier, std::vector<PartyReading> later);

bool share_a_lot(std::span<const std::string>, std::span<const std::string>);
/// Lots that do not contradict: one in common, or one side states none.
bool lots_agree(std::span<const std::string>, std::span<const std::string>);

/// The later value, unless it is a placeholder and the earlier one is not.
std::optional<ValueReading> better_value(const std::optional<ValueReading>& earlier, const std::optional<ValueReading>& later);

} // namespace openward::detail
