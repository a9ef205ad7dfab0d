#pragma once
// Notices that a person read and labelled: tab-separated, no quoting, first line the names of the columns. Plain values; any thread may
// hold them. Columns are found by name, in any order:
//   release_id                       which notice (and `ocid`, where two procurements share a release id)
//   stage | notice_kind              the word of domain/vocabulary.h, or planning_or_engagement, transparency_direct_award, planned
//   route                            the word, or unknown
//   is_psr (1, 0) | regime           under the Provider Selection Regime or not; a stage of n/a says that it is not
//   counts_as_award (1, 0)           an award was made and this notice says so
//   confidence                       `low` leaves the row out of the scores
//   lifetime_value_gbp, value_source, stated_representation_deadline, stated_start, stated_end
// An empty cell, `n/a` and a column that is not there are no label.

#include "domain/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::evaluate {

struct Label {
  std::size_t line = 0; // of the file, 1 is the header
  std::string ocid;
  std::string release_id;
  bool sure = true;
  std::optional<bool> psr{};
  std::optional<bool> award{};
  std::string stage;
  std::string route;
  std::string regime;
  std::string tender_class;
  std::string value_gbp;
  std::string value_source;
  std::string representations_until;
  std::string starts;
  std::string ends;
};

struct LabelFile {
  std::vector<Label> labels;
  std::vector<std::string> ignored_columns;
};

/// Refuses a file without a release_id column or without any column that can be scored, a row without a release id, a row with more
/// cells than the header, and a cell of is_psr or counts_as_award that is neither 0 nor 1.
Result<LabelFile> read_labels(std::string_view text);

} // namespace openward::evaluate
