#pragma once
// A procurement in one line, for the tables of timelines. Parts are separated by "; ":
//
//   route ROUTE                       of the procurement
//   regime REGIME                     "psr" where it is left out
//   notice KIND WHEN [until DAY] [no_deadline REASON] [ocid OCID]
//                                     WHEN is a day or a moment; a notice of an award says that it makes one
//   award DAY|- [published DAY] [route ROUTE] [starts DAY] [ends DAY] [times N]
//   modified DAY [number N] [change PENCE] [attributable yes|no] [ground GROUND]
//   run PROCESS CHOICE DAY            a recorded run begins
//   step STEP DAY [party NAME]        of the latest run; refused steps fail the test

#include "domain/law/timeline/timeline.h"

#include <string>
#include <string_view>

namespace openward::test {

law::TimelineMaterial situation(std::string_view text);

/// "standstill_ends happened 2025-07-11", or "… -" without a day.
std::string in_short(const law::TimelineEntry&);

std::vector<std::string> parts(std::string_view text, std::string_view separator);

} // namespace openward::test
