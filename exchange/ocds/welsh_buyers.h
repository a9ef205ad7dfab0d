#pragma once
// Whether a notice is bought for Wales: its health bodies are under another law (WSI 2025/99) and outside this register. Pure functions.

#include "domain/notice.h"
#include "exchange/ocds/json_tree.h"

#include <optional>
#include <string_view>

namespace openward::exchange {

/// A local health board, NHS trust or special health authority of Wales, or a body that buys for them, by its name.
bool is_welsh_health_body(std::string_view name);

/// NUTS and ITL regions of a party: UKL and TLL are Wales, UKM and TLM Scotland.
bool party_in_region(Json party, char nation);

/// Why the notice is a Welsh buyer's: the name or the region of its buyer (field "scope"). Nothing where a buyer of England stands beside
/// it, in the name ("NHS England and NHS Wales") or as a second buyer.
std::optional<Ground> bought_for_wales(const NoticeReading& notice, Json release);

} // namespace openward::exchange
