#pragma once
// A commissioner beside those that are like it: of the same kind, nearest in what they spend. Each with its private share through a lens,
// what is not classified, and how many of its awards had no tender.

#include "service/app/table_report.h"

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

} // namespace openward::app
