#pragma once
// What the annual summary and the monitoring report of one commissioner are made from. Same rules as repositories.h.

#include "domain/law/summary/annual_material.h"
#include "persistence/database.h"

#include <optional>
#include <string_view>

namespace openward::persistence {

/// Of the body itself, not of those that it succeeded: their awards stay theirs. `commissioner` is a public id or scheme:id; none when it
/// is no commissioner. Awards are of health services; what was invented is taken for an invented body alone, and what is real for a real
/// one. Procurements that are not published are left out.
std::optional<law::AnnualMaterial> annual_material(Session&, std::string_view commissioner, const law::ReportingYear&);

} // namespace openward::persistence
