#pragma once
// A commissioner beside those that are like it: of the same kind, nearest in what they spend. Each with its private share through a lens,
// what is not classified, and how many of its awards had no tender.

#include "service/app/table_report.h"

#include <string_view>

namespace openward::app {

struct PeersQuestion {
  std::vector<persistence::FilterTerm> filters{}; // that payments and awards both have
  const Lens* lens = nullptr;
  std::string commissioner{}; // public id or scheme:id; "" for every payer, the largest first
  int count = 5;
  std::optional<Date> today{}; // of the caller's clock
};

/// Not found: it is no commissioner. Invalid: it paid nothing under the filter, so that nobody is near it.
Result<TableReport> peers(persistence::Session&, const PeersQuestion&);

/// Filters that choose the same rows among payments and among awards.
std::vector<persistence::FilterInfo> peers_filters();

/// integrated_care_board and clinical_commissioning_group by the words of the name, nhs_trust for trusts of either class, else the class.
std::string commissioner_kind(std::string_view name, std::string_view provider_class);

} // namespace openward::app
