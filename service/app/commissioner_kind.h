#pragma once
// What kind of body a commissioner is: by its role at the Organisation Data Service, else by its code in the reference tables of boards and
// trusts, else, where neither is known of a body of the NHS, by the words of its name, else its class. Pure; threads may call it.

#include "persistence/read/buyers.h"

#include <string>

namespace openward::app {

/// integrated_care_board, clinical_commissioning_group, commissioning_hub, nhs_trust (of either class), or a provider class.
std::string commissioner_kind(const persistence::BuyerFacts&);

} // namespace openward::app
