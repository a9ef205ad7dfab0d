#include "persistence/read/sector.h"

namespace openward::persistence::read {

std::string sector_sql(std::string_view class_sql, std::string_view kind_sql, const Lens& lens) {
  std::string out = "case " + std::string(class_sql);
  for (const std::string_view word : provider_class_words()) {
    const ProviderClass provider_class = *provider_class_from(word);
    const auto quoted = [&](std::string_view kind) { return "'" + std::string(to_string(lens.sector_of(provider_class, kind))) + "'"; };
    out += " when '" + std::string(word) + "' then ";
    if (!lens.narrows(provider_class)) {
      out += quoted("");
      continue;
    }
    out += "case " + std::string(kind_sql);
    for (const std::string_view kind : kinds_of(provider_class)) out += " when '" + std::string(kind) + "' then " + quoted(kind);
    out += " else " + quoted("") + " end";
  }
  return out + " when 'several_classes' then 'several_classes' else 'unclassified' end";
}

FilterDef sector_def(std::string_view provider_class, std::string_view kind, std::span<const std::string_view> words) {
  FilterDef def{sector_filter, FilterKind::sector, provider_class,
                "What the lens that `lens` names makes of the class (/v1/lenses lists them).", words};
  def.kind_sql = kind;
  return def;
}

} // namespace openward::persistence::read
