#pragma once
// The rows of one procurement that is run in the register: its own, its procedures, and their steps.

#include "domain/law/procedure/recorded_procurement.h"
#include "persistence/detail/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openward::persistence::detail {

struct LoadedProcurement {
  std::int64_t key = 0;
  law::procedure::RecordedProcurement procurement;
};

std::vector<law::procedure::RecordedProcedure> load_procedures(Session&, std::string_view ocid);
std::optional<LoadedProcurement> load_procurement(Session&, std::string_view ocid);
/// Locked until the transaction ends.
std::optional<LoadedProcurement> lock_procurement(Session&, std::string_view ocid);

/// Adds the run or makes the stored one equal to it; `position` is its place among the runs of the procurement.
void write_procedure(UnitOfWork&, std::int64_t procurement, std::size_t position, const law::procedure::RecordedProcedure&);

/// All that is recorded of it, and what one procedure or one step adds, as canonical JSON: the bodies of their events.
std::string content_of(const law::procedure::RecordedProcurement&);
std::string content_of(const law::procedure::RecordedProcurement&, const law::procedure::RecordedProcedure&);
std::string content_of(const law::procedure::RecordedProcurement&, const law::procedure::RecordedProcedure&,
                       const law::procedure::StepTaken&);

} // namespace openward::persistence::detail
