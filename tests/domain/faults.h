#pragma once
// The faults of an error as "where code" lines, so that a test compares them all at once.

#include "domain/result.h"

#include <string>
#include <vector>

namespace openward::test {

inline std::vector<std::string> faults_of(const Error& error) {
  std::vector<std::string> lines;
  for (const Fault& fault : error.faults) lines.push_back(fault.where + " " + fault.code);
  return lines;
}

} // namespace openward::test
