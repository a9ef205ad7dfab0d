#pragma once
// What the register knows of who buys, as far as it tells what kind of body that is.

#include "persistence/database.h"

#include <map>
#include <string>
#include <vector>

namespace openward::persistence {

struct BuyerFacts {
  std::string name;
  std::string provider_class;
  std::vector<std::string> roles; // what each class that rests on the Organisation Data Service says of its role: "ODS role RO318 …"
  std::vector<std::string> codes; // of the Organisation Data Service
  bool synthetic = false;
};

/// Every commissioner, by public id.
Result<std::map<std::string, BuyerFacts>> buyers(Session&);

} // namespace openward::persistence
