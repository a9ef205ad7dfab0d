#include "model.h"

#include <algorithm>

namespace openward::test {

std::int64_t findings_of(const World& w, std::size_t award, std::string_view outcome) {
  return std::count_if(w.findings.begin(), w.findings.end(), [&](const FindingRow& f) { return f.award == award && f.outcome == outcome; });
}

std::int64_t own_findings_of(const World& w, std::size_t procurement, std::string_view outcome) {
  return std::count_if(w.findings.begin(), w.findings.end(),
                       [&](const FindingRow& f) { return !f.award && f.procurement == procurement && f.outcome == outcome; });
}

Model finding_model(const World& w) {
  Model m;
  const auto& fs = w.findings;
  // Null where the subject is a procurement.
  const auto award = [&w](std::size_t i) -> const AwardRow* { return w.findings[i].award ? &w.awards[*w.findings[i].award] : nullptr; };
  const auto procurement = [&w](std::size_t i) -> const ProcurementRow& { return w.procurements[w.findings[i].procurement]; };
  const auto commissioner = [award, procurement](std::size_t i) { return award(i) ? award(i)->commissioner : procurement(i).commissioner; };
  const auto route = [award, procurement](std::size_t i) { return award(i) ? award(i)->route : procurement(i).route; };
  const auto tender_class = [award, procurement](std::size_t i) { return award(i) ? award(i)->tender_class : procurement(i).tender_class; };
  const auto synthetic = [award, procurement](std::size_t i) { return award(i) ? award(i)->synthetic : procurement(i).synthetic; };
  const persistence::Cell none{};
  for (std::size_t i = 0; i < fs.size(); ++i) {
    const FindingRow& f = fs[i];
    const AwardRow* a = award(i);
    const ProcurementRow& p = procurement(i);
    const bool hidden = a ? to_person(w, *a) : names_person(w, f.procurement);
    const auto* buyer = commissioner(i) ? &w.bodies[*commissioner(i)] : nullptr;
    m.rows.push_back({cell((a ? a->id : p.ocid) + "~" + f.rule),
                      cell(f.rule),
                      cell(f.version),
                      cell(f.outcome),
                      cell(f.citation),
                      cell(hidden ? R"([{"name":"withheld","value":"a provider is a person"}])" : f.computed),
                      cell(hidden ? R"(["withheld: a provider is a person"])" : f.words),
                      cell(f.missing),
                      cell(a ? "award" : "procurement"),
                      cell(unless(hidden, a ? a->title : p.title)),
                      a ? cell(a->id) : none,
                      a ? cell(unless(hidden, a->title)) : none,
                      cell(p.ocid),
                      buyer ? cell(buyer->id) : none,
                      buyer ? cell(shown_name(*buyer)) : none,
                      cell(route(i)),
                      cell(tender_class(i)),
                      a ? cell(a->provider_class) : none,
                      a ? cell(a->awarded_on) : none,
                      a ? cell(a->effective_on) : none,
                      cell(p.latest_published_at),
                      cell(a ? a->checked_on : p.checked_on),
                      cell(synthetic(i))});
  }
  m.exists = [award, procurement](std::size_t i) {
    const AwardRow* a = award(i);
    const ProcurementRow& p = procurement(i);
    return a ? a->state == "published" && a->regime == "psr" : p.state == "published" && p.regime == "psr";
  };
  m.filters = {
      {"rule", [&](std::size_t i, auto& v) { return fs[i].rule == v; }},
      {"outcome", [&](std::size_t i, auto& v) { return fs[i].outcome == v; }},
      {"subject", [award](std::size_t i, auto& v) { return (award(i) ? "award" : "procurement") == v; }},
      {"award", [award](std::size_t i, auto& v) { return award(i) && award(i)->id == v; }},
      {"commissioner", [&w, commissioner](std::size_t i, auto& v) { return is_buyer(w, commissioner(i), v); }},
      {"provider", [&w, award](std::size_t i, auto& v) { return award(i) && provided_by(w, *award(i), v); }},
      {"provider_ultimate_owner",
       [&w, award](std::size_t i, auto& v) {
         if (!award(i)) return false;
         const auto groups = groups_of(w, *award(i));
         return std::any_of(groups.begin(), groups.end(), [&](std::size_t g) { return is_body(w, g, v); });
       }},
      {"provider_class", [award](std::size_t i, auto& v) { return award(i) && award(i)->provider_class == v; }},
      {"route", [route](std::size_t i, auto& v) { return route(i) == v; }},
      {"tender_class", [tender_class](std::size_t i, auto& v) { return tender_class(i) == v; }},
      {"awarded_from", [award](std::size_t i, auto& v) { return award(i) && in_range(award(i)->effective_on, v, true); }},
      {"awarded_to", [award](std::size_t i, auto& v) { return award(i) && in_range(award(i)->effective_on, v, false); }},
      {"financial_year",
       [award](std::size_t i, auto& v) { return award(i) && award(i)->financial_year && year_words(*award(i)->financial_year) == v; }},
      {"synthetic", [synthetic](std::size_t i, auto& v) { return (synthetic(i) ? "true" : "false") == v; }},
      {"bodies", [](std::size_t, auto&) { return true; }}, // nobody followed anybody here
  };
  m.samples = {{"award", {award(0)->id, award(9)->id, "aw-none"}},   {"commissioner", buyer_samples(w)}, {"provider", body_samples(w)},
               {"provider_ultimate_owner", body_samples(w)},         {"awarded_from", day_samples()},    {"awarded_to", day_samples()},
               {"financial_year", {"2024-25", "2025-26", "2026-27"}}};
  return m;
}

} // namespace openward::test
