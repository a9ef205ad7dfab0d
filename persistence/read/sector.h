#pragma once
// What a lens makes of the rows of a list or a report: SQL over a class and a kind, and the filter that asks for it. Pure functions;
// threads share them.

#include "persistence/read/definition.h"

#include <string>

namespace openward::persistence::read {

inline constexpr std::string_view sector_filter = "sector";

/// SQL: the sector into which the lens puts a row of this class, and of this kind where it tells kinds apart.
std::string sector_sql(std::string_view provider_class, std::string_view kind, const Lens&);

/// For the table of filters of a resource whose rows have a class and a kind; `words` are those that a row may have.
FilterDef sector_def(std::string_view provider_class, std::string_view kind, std::span<const std::string_view> words);

/// SQL: the kind that all providers of the award `a` are of; '' where they are of several.
inline constexpr std::string_view award_kind =
    "case when a.provider_class = 'primary_care' then (select case when count(distinct kb.kind) = 1 then min(kb.kind) else '' end"
    " from award_provider kp join body kb on kb.key = kp.body_key where kp.award_key = a.key) else '' end";

} // namespace openward::persistence::read
