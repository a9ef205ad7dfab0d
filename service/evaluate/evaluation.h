#pragma once
// Labels held against readings. Pure functions; any thread may call them.

#include "service/evaluate/labels.h"
#include "service/evaluate/measure.h"
#include "service/evaluate/notices.h"

#include <string>
#include <vector>

namespace openward::evaluate {

/// stage and route: rows labelled as under the Provider Selection Regime; where the file does not say which are (no is_psr, no regime), or
///                  none is, every row that has the label. A stage of planning_or_engagement is either word.
/// award and psr:   every row that has the label.
/// The others are printed and not part of the last line: regime, tender_class, and what was read from the words.
/// Rows of low confidence are in no measure.
struct Evaluation {
  Measure stage{"stage"};
  Measure route{"route"};
  Measure award{"award"};
  Measure psr{"psr"};
  Measure regime{"regime"};
  Measure tender_class{"tender_class"};
  Measure value{"lifetime_value"};
  Measure representations{"representations_until"};
  Measure starts{"starts"};
  Measure ends{"ends"};
  std::size_t scored = 0;              // rows that are in at least one measure
  std::vector<std::string> doubtful;   // rows of low confidence, with what was read
  std::vector<const Label*> missing{}; // rows whose notice is not there
  std::vector<std::string> unlabelled; // notices read as under the regime that no row names
};

/// `file` and `notices` must outlive the answer.
Evaluation evaluate(const LabelFile& file, const Notices& notices);

/// Everything that is printed; its last line is "stage=0.98 route=0.97 award=1.00 psr=1.00 n=21".
std::string report(const Evaluation& evaluation);

} // namespace openward::evaluate
