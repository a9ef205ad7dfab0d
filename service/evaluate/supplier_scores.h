#pragma once
// How often supplier strings end at the right body and in the right class, against strings that a person labelled. Pure functions of an
// index and the labels; one thread.

#include "domain/matching/supplier_class.h"
#include "service/evaluate/supplier_labels.h"

#include <span>
#include <string>

namespace openward::evaluate {

/// One labelled string, as it was read.
struct SupplierReading {
  const SupplierLabel* label = nullptr;
  matching::SupplierString supplier{};
  matching::Decision decision{};
  Classification held{};
  bool linkable = false; // the identifier of the label belongs to a body of the index
  bool link_right = false;
  bool class_right = false;
  std::string end; // where the string ends: a body, or the heading under which it waits; "" for nowhere
};

/// Counts of a set of readings; every share is over rows that are not of low confidence.
struct SupplierScores {
  std::size_t rows = 0;
  std::size_t links = 0, links_right = 0;
  std::size_t linkable = 0, linked_of_linkable = 0;
  std::size_t classes_right = 0;
  std::int64_t pence = 0, pence_right = 0;
  std::size_t pairs = 0, pairs_right = 0;
  std::size_t strangers = 0; // pairs of strings of different organisations that end in one body
};

/// Whether the reading is right, and where the string ends: at `body`, else under its heading.
void judge(const matching::BodyIndex& index, SupplierReading& reading, std::string body);

std::vector<SupplierReading> read_suppliers(const matching::BodyIndex& index, const std::vector<SupplierLabel>& labels);
SupplierScores scored(std::span<const SupplierReading> readings);

/// "0.996": thousandths, rounded down, so that 1.000 is said only where nothing was wrong; "-" when nothing was asked.
std::string share(std::int64_t right, std::int64_t asked);

/// The table (all rows and each half), classes taken for one another, the worst errors, and the line of results.
std::string supplier_report(const matching::BodyIndex& index, const std::vector<SupplierReading>& readings);

} // namespace openward::evaluate
