#include "domain/matching/supplier_string.h"

namespace openward::matching {

std::string_view to_string(Trouble trouble) {
  switch (trouble) {
  case Trouble::none:
    return "none";
  case Trouble::empty:
    return "empty";
  case Trouble::numeric:
    return "numeric";
  case Trouble::too_long:
    return "too_long";
  case Trouble::withheld:
    return "withheld";
  case Trouble::not_a_name:
    return "not_a_name";
  }
  return "none";
}

bool is_strong(PartRole role) {
  return role == PartRole::whole || role == PartRole::main || role == PartRole::to_form || role == PartRole::formerly;
}

} // namespace openward::matching
