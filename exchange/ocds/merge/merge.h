#pragma once
// The merge routine of OCDS 1.1: the releases of one procurement become its compiled release (as things stand) or its versioned release
// (the history of every field). Pure functions, safe from any thread.

#include "exchange/ocds/merge/rules.h"

#include <span>

namespace openward::exchange {

/// In the order of their dates; of one date, in the order of their ids: Find a Tender numbers its notices as they come.
void sort_for_merge(std::vector<JsonValue>& releases);

/// `releases` are of one OCID, sorted. Nothing comes of none.
JsonValue compiled_release(std::span<const JsonValue> releases, const MergeRules& = release_rules());
JsonValue versioned_release(std::span<const JsonValue> releases, const MergeRules& = release_rules());

} // namespace openward::exchange
