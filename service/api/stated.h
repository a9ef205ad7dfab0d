#pragma once
// Parts of a request body that several drafts have in common: which body is meant, and what a value is stated to be. A fault is noted in
// the body that the object is of.

#include "persistence/repositories.h"
#include "service/api/json_body.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace openward::api {

/// "a, b, c"
std::string listed(std::span<const std::string_view> words);

/// A body by public id ("bd-…") or identifier ("ods:QHM").
std::optional<Body> find_body(persistence::Bodies& bodies, const std::string& words);

/// The public id of the commissioner that `commissioner` names; "" when it names none, or one that is not known (which is noted).
std::string read_commissioner(persistence::UnitOfWork&, JsonObject& root);

/// amount, currency and vat of a value that is stated in `object`; the kind is the caller's. None where there is no amount that can be
/// read.
std::optional<StatedValue> read_amount(JsonObject& object);

} // namespace openward::api
