#include "found.h"
#include "model.h"

#include <algorithm>

namespace openward::test {
namespace {

persistence::Cell name_of(const World& w, std::optional<std::size_t> body) {
  return body ? cell(shown_name(w.bodies[*body])) : persistence::Cell();
}
persistence::Cell id_of(const World& w, std::optional<std::size_t> body) { return body ? cell(w.bodies[*body].id) : persistence::Cell(); }

std::string providers_of(const World& w, const AwardRow& a) {
  std::vector<std::string> out;
  for (const ProviderRow& p : a.providers) {
    const BodyRow& b = w.bodies[p.body];
    out.push_back("{\"id\":" + json(b.id) + ",\"name\":" + json(shown_name(b)) + ",\"stated_name\":" +
                  json(b.provider_class == "individual" ? "a person" : p.stated_name) + ",\"provider_class\":" + json(b.provider_class) +
                  ",\"class_evidence\":" + json(b.evidence) + ",\"class_confidence\":" + json(b.confidence) +
                  ",\"class_url\":" + json(classes_url(b)) + ",\"share_basis_points\":" + json(p.share) + "}");
  }
  return json_list(out);
}

std::string url_of(const World& w, const AwardRow& a) {
  const bool there = std::any_of(w.notices.begin(), w.notices.end(), [&](const NoticeRow& n) {
    return n.procurement == a.procurement && n.release_id == a.release_id && n.source == "find_a_tender";
  });
  return there ? "https://www.find-tender.service.gov.uk/Notice/" + a.release_id : "";
}

Pence comparable(const AwardRow& a) {
  if (a.placeholder || a.currency != "GBP") return std::nullopt;
  return a.value ? a.value : a.gross;
}

std::string truth(bool yes) { return yes ? "true" : "false"; }

persistence::Row award_cells(const World& w, std::size_t i) {
  const AwardRow& a = w.awards[i];
  const auto questions = a.checked_on ? cell(findings_of(w, i, "question")) : persistence::Cell();
  const auto fails = a.checked_on ? cell(findings_of(w, i, "fail")) : persistence::Cell();
  const auto year = a.financial_year ? cell(year_words(*a.financial_year)) : persistence::Cell();
  return {cell(a.id),
          cell(w.procurements[a.procurement].ocid),
          cell(a.state),
          cell(a.version),
          cell(a.recorded),
          cell(a.synthetic),
          cell(unless(to_person(w, a), a.title)),
          cell(unless(to_person(w, a), a.description)),
          cell(unless(to_person(w, a), a.reference)),
          id_of(w, a.commissioner),
          name_of(w, a.commissioner),
          cell(a.regime),
          cell(a.route),
          cell(a.tender_class),
          cell(a.scope),
          cell(a.framework),
          cell(json_texts(a.cpv)),
          cell(a.provider_class),
          cell(providers_of(w, a)),
          cell(a.value),
          cell(a.currency),
          cell(a.vat),
          cell(a.kind),
          cell(a.placeholder),
          cell(a.as_published),
          cell(a.gross),
          cell(a.awarded_on),
          cell(a.signed_on),
          cell(a.starts),
          cell(a.ends),
          cell(a.published_on),
          cell(a.effective_on),
          year,
          a.contract ? cell(w.contracts[*a.contract].id) : persistence::Cell(),
          cell(a.release_id),
          cell(a.award_id),
          cell(url_of(w, a)),
          cell(json_texts(a.notices)),
          questions,
          fails,
          cell(a.checked_on)};
}

std::string modifications_of(const World& w, const ContractRow& c) {
  std::vector<std::string> out;
  for (std::size_t n = 0; n < c.modifications.size(); ++n) {
    const ModificationRow& m = c.modifications[n];
    out.push_back("{\"number\":" + std::to_string(n + 1) + ",\"modified_on\":" + json(m.modified_on) + ",\"ground\":" + json(m.ground) +
                  ",\"attributable_to_authority\":" + json(m.attributable) + ",\"value_change_pence\":" + json(m.change) +
                  ",\"value_after_pence\":" + json(m.after) + ",\"new_end\":" + json(m.new_end) + ",\"description\":" +
                  json(unless(to_person(w, w.awards[c.award]), m.description)) + ",\"release_id\":" + json(m.release_id) + "}");
  }
  return json_list(out);
}

std::string links_of(const World& w, std::size_t procurement) {
  std::map<std::string, std::string> by_ocid;
  for (const LinkRow& l : w.links) {
    if (l.earlier != procurement && l.later != procurement) continue;
    const std::string& other = w.procurements[l.earlier == procurement ? l.later : l.earlier].ocid;
    by_ocid[other] = "{\"ocid\":" + json(other) + ",\"basis\":" + json(l.basis) +
                     ",\"evidence\":" + json(unless(names_person(w, l.earlier) || names_person(w, l.later), l.evidence)) + "}";
  }
  std::vector<std::string> out;
  for (const auto& [ocid, text] : by_ocid) out.push_back(text);
  return json_list(out);
}

} // namespace

bool provided_by(const World& w, const AwardRow& a, const std::string& asked) {
  return std::any_of(a.providers.begin(), a.providers.end(), [&](const ProviderRow& p) { return is_body(w, p.body, asked); });
}

Pence sterling(Pence pence, const std::optional<std::string>& currency) { return currency == "GBP" ? pence : Pence(); }

/// Of a person, nothing.
std::string public_name(const World& w, std::optional<std::size_t> body) {
  return body && w.bodies[*body].provider_class != "individual" ? w.bodies[*body].name : "";
}

std::string spaced(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += code + " ";
  return out;
}

/// What the public may search an award by.
std::vector<std::string> texts_of(const World& w, const AwardRow& a) {
  std::vector<std::string> out{a.id + " . " + w.procurements[a.procurement].ocid, public_name(w, a.commissioner), spaced(a.cpv)};
  for (const ProviderRow& p : a.providers) out.push_back(public_name(w, p.body));
  if (to_person(w, a)) return out;
  out.insert(out.end(), {a.title, a.description, a.reference, a.provider_names});
  return out;
}

std::vector<std::string> texts_of(const World& w, std::size_t procurement) {
  const ProcurementRow& p = w.procurements[procurement];
  std::vector<std::string> out{p.ocid, public_name(w, p.commissioner), spaced(p.cpv)};
  for (const AwardRow& a : w.awards) {
    if (a.procurement != procurement || a.state == "draft" || (a.recorded && !a.published_on)) continue;
    for (const ProviderRow& one : a.providers) out.push_back(public_name(w, one.body));
  }
  if (!names_person(w, procurement)) out.insert(out.end(), {p.title, p.description, p.reference});
  return out;
}

Model award_model(const World& w) {
  Model m;
  for (std::size_t i = 0; i < w.awards.size(); ++i) m.rows.push_back(award_cells(w, i));
  const auto& as = w.awards;
  m.unasked_filter = "state";
  m.unasked = [&as](std::size_t i) { return as[i].state == "published"; };
  m.filters = {
      {"bodies", [](std::size_t, auto&) { return true; }}, // nobody followed anybody here
      {"commissioner", [&](std::size_t i, auto& v) { return is_buyer(w, as[i].commissioner, v); }},
      {"provider_group",
       [&](std::size_t i, auto& v) {
         const auto groups = groups_of(w, as[i]);
         return provided_by(w, as[i], v) || std::any_of(groups.begin(), groups.end(), [&](std::size_t g) { return is_body(w, g, v); });
       }},
      {"provider_ultimate_owner",
       [&](std::size_t i, auto& v) {
         const auto groups = groups_of(w, as[i]);
         return std::any_of(groups.begin(), groups.end(), [&](std::size_t g) { return is_body(w, g, v); });
       }},
      {"provider_groups",
       [&](std::size_t i, auto& v) {
         const auto n = groups_of(w, as[i]).size();
         return v == (n == 0 ? "none" : n == 1 ? "one" : "several");
       }},
      {"provider", [&](std::size_t i, auto& v) { return provided_by(w, as[i], v); }},
      {"provider_class", [&](std::size_t i, auto& v) { return as[i].provider_class == v; }},
      {"route", [&](std::size_t i, auto& v) { return as[i].route == v; }},
      {"tender_class", [&](std::size_t i, auto& v) { return as[i].tender_class == v; }},
      {"regime", [&](std::size_t i, auto& v) { return as[i].regime == v; }},
      {"scope", [&](std::size_t i, auto& v) { return as[i].scope == v; }},
      {"state", [&](std::size_t i, auto& v) { return as[i].state == v; }},
      {"cpv", [&](std::size_t i, auto& v) { return has_code(as[i].cpv, v); }},
      {"awarded_from", [&](std::size_t i, auto& v) { return in_range(as[i].effective_on, v, true); }},
      {"awarded_to", [&](std::size_t i, auto& v) { return in_range(as[i].effective_on, v, false); }},
      {"published_from", [&](std::size_t i, auto& v) { return in_range(as[i].published_on, v, true); }},
      {"published_to", [&](std::size_t i, auto& v) { return in_range(as[i].published_on, v, false); }},
      {"min_value", [&](std::size_t i, auto& v) { return in_range(comparable(as[i]), v, true); }},
      {"max_value", [&](std::size_t i, auto& v) { return in_range(comparable(as[i]), v, false); }},
      {"financial_year", [&](std::size_t i, auto& v) { return as[i].financial_year && year_words(*as[i].financial_year) == v; }},
      {"framework", [&](std::size_t i, auto& v) { return truth(as[i].framework) == v; }},
      {"synthetic", [&](std::size_t i, auto& v) { return truth(as[i].synthetic) == v; }},
      {"recorded", [&](std::size_t i, auto& v) { return truth(as[i].recorded) == v; }},
      {"q", [&](std::size_t i, auto& v) { return found_in(texts_of(w, as[i]), v); }},
      {"finding",
       [&](std::size_t i, auto& v) {
         return std::any_of(w.findings.begin(), w.findings.end(), [&](const FindingRow& f) { return f.award == i && f.rule == v; });
       }},
      {"centre",
       [&](std::size_t i, auto& v) {
         return std::any_of(w.centres.begin(), w.centres.end(),
                            [&](const CentreRow& c) { return c.id == v && std::count(c.awards.begin(), c.awards.end(), i) > 0; });
       }},
      {"finding_outcome", [&](std::size_t i, auto& v) { return findings_of(w, i, v) > 0; }},
  };
  m.samples = {{"commissioner", buyer_samples(w)},
               {"provider", body_samples(w)},
               {"provider_group", body_samples(w)},
               {"provider_ultimate_owner", body_samples(w)},
               {"centre", {"dc-000", "dc-001", "dc-nowhere"}},
               {"cpv", {"33", "331", "85111000", "8514", "99"}},
               {"awarded_from", day_samples()},
               {"awarded_to", day_samples()},
               {"published_from", day_samples()},
               {"published_to", day_samples()},
               {"min_value", {"0", "1", "5000000", "-20"}},
               {"max_value", {"0", "1", "5000000"}},
               {"financial_year", {"2024-25", "2025-26", "2026-27"}},
               {"q", question_samples()}};
  return m;
}

Model contract_model(const World& w) {
  Model m;
  for (const ContractRow& c : w.contracts) {
    const AwardRow& a = w.awards[c.award];
    m.rows.push_back({cell(c.id),
                      cell(a.id),
                      cell(w.procurements[a.procurement].ocid),
                      cell(c.version),
                      cell(a.state),
                      cell(a.synthetic),
                      cell(unless(to_person(w, a), a.title)),
                      id_of(w, a.commissioner),
                      name_of(w, a.commissioner),
                      cell(a.regime),
                      cell(a.route),
                      cell(a.tender_class),
                      cell(a.scope),
                      cell(a.provider_class),
                      cell(providers_of(w, a)),
                      cell(c.original),
                      cell(c.currency),
                      cell(c.vat),
                      cell(c.kind),
                      cell(c.current),
                      cell(c.currency),
                      cell(c.signed_on),
                      cell(c.starts),
                      cell(c.original_end),
                      cell(c.ends),
                      cell(modifications_of(w, c))});
  }
  const auto award = [&w](std::size_t i) -> const AwardRow& { return w.awards[w.contracts[i].award]; };
  m.unasked_filter = "state";
  m.unasked = [award](std::size_t i) { return award(i).state == "published"; };
  m.filters = {
      {"bodies", [](std::size_t, auto&) { return true; }}, // nobody followed anybody here
      {"commissioner", [&w, award](std::size_t i, auto& v) { return is_buyer(w, award(i).commissioner, v); }},
      {"provider", [&w, award](std::size_t i, auto& v) { return provided_by(w, award(i), v); }},
      {"award", [award](std::size_t i, auto& v) { return award(i).id == v; }},
      {"q", [&w, award](std::size_t i, auto& v) { return found_in(texts_of(w, award(i)), v); }},
      {"provider_class", [award](std::size_t i, auto& v) { return award(i).provider_class == v; }},
      {"tender_class", [award](std::size_t i, auto& v) { return award(i).tender_class == v; }},
      {"route", [award](std::size_t i, auto& v) { return award(i).route == v; }},
      {"regime", [award](std::size_t i, auto& v) { return award(i).regime == v; }},
      {"scope", [award](std::size_t i, auto& v) { return award(i).scope == v; }},
      {"state", [award](std::size_t i, auto& v) { return award(i).state == v; }},
      {"cpv", [award](std::size_t i, auto& v) { return has_code(award(i).cpv, v); }},
      {"awarded_from", [award](std::size_t i, auto& v) { return in_range(award(i).effective_on, v, true); }},
      {"awarded_to", [award](std::size_t i, auto& v) { return in_range(award(i).effective_on, v, false); }},
      {"min_value", [&w](std::size_t i, auto& v) { return in_range(sterling(w.contracts[i].current, w.contracts[i].currency), v, true); }},
      {"max_value", [&w](std::size_t i, auto& v) { return in_range(sterling(w.contracts[i].current, w.contracts[i].currency), v, false); }},
      {"ends_from", [&w](std::size_t i, auto& v) { return in_range(w.contracts[i].ends, v, true); }},
      {"ends_to", [&w](std::size_t i, auto& v) { return in_range(w.contracts[i].ends, v, false); }},
      {"synthetic", [award](std::size_t i, auto& v) { return truth(award(i).synthetic) == v; }},
  };
  m.samples = {{"commissioner", buyer_samples(w)},
               {"provider", body_samples(w)},
               {"award", {award(0).id, award(3).id, "aw-none"}},
               {"q", question_samples()},
               {"cpv", {"33", "8511", "99"}},
               {"awarded_from", day_samples()},
               {"awarded_to", day_samples()},
               {"min_value", {"0", "1", "5000000", "-20"}},
               {"max_value", {"0", "1", "5000000"}},
               {"ends_from", day_samples()},
               {"ends_to", day_samples()}};
  return m;
}

Model procurement_model(const World& w) {
  Model m;
  for (std::size_t i = 0; i < w.procurements.size(); ++i) {
    const ProcurementRow& p = w.procurements[i];
    std::vector<const NoticeRow*> own;
    for (const NoticeRow& n : w.notices) {
      if (n.procurement == i) own.push_back(&n);
    }
    std::sort(own.begin(), own.end(),
              [](auto* x, auto* y) { return std::pair(x->published_at, x->release_id) < std::pair(y->published_at, y->release_id); });
    std::vector<std::string> notices;
    for (const NoticeRow* n : own) {
      notices.push_back("{\"release_id\":" + json(n->release_id) + ",\"kind\":" + json(n->kind) + ",\"form\":" + json(n->form) +
                        ",\"published_at\":" + json(n->published_at) + ",\"makes_award\":" + json(n->makes_award) + "}");
    }
    std::vector<std::string> awards;
    for (const AwardRow& a : w.awards) {
      if (a.procurement == i && a.state != "draft" && (!a.recorded || a.published_on)) awards.push_back(a.id);
    }
    std::sort(awards.begin(), awards.end());
    m.rows.push_back({cell(p.ocid),
                      cell(p.state),
                      cell(unless(names_person(w, i), p.title)),
                      cell(unless(names_person(w, i), p.description)),
                      cell(unless(names_person(w, i), p.reference)),
                      id_of(w, p.commissioner),
                      name_of(w, p.commissioner),
                      cell(p.regime),
                      cell(p.route),
                      cell(p.tender_class),
                      cell(p.scope),
                      cell(p.kind),
                      cell(p.framework),
                      cell(json_texts(p.cpv)),
                      cell(p.estimate),
                      cell(p.currency),
                      cell(p.vat),
                      cell(p.first_published_at),
                      cell(p.latest_published_at),
                      cell(json_list(notices)),
                      cell(json_texts(awards)),
                      cell(links_of(w, i)),
                      cell("[]"),
                      cell(p.recorded),
                      cell(p.synthetic),
                      cell(p.version),
                      p.checked_on ? cell(own_findings_of(w, i, "question")) : persistence::Cell(),
                      p.checked_on ? cell(own_findings_of(w, i, "fail")) : persistence::Cell(),
                      cell(p.checked_on)});
  }
  const auto& ps = w.procurements;
  m.unasked_filter = "state";
  m.unasked = [&ps](std::size_t i) { return ps[i].state == "published"; };
  // Instants are UTC; London is an hour ahead between the last Sundays of March and October.
  const auto london_day = [](const std::string& at) {
    const std::string summer[3][2] = {
        {"2024-03-31T01", "2024-10-27T01"}, {"2025-03-30T01", "2025-10-26T01"}, {"2026-03-29T01", "2026-10-25T01"}};
    const auto& year = summer[year_of(at) - 2024];
    const bool late = at.substr(11, 2) == "23" && at >= year[0] && at < year[1];
    if (!late) return at.substr(0, 10);
    return Date::parse(at.substr(0, 10)).operator*().plus_days(1).iso();
  };
  m.filters = {
      {"bodies", [](std::size_t, auto&) { return true; }}, // nobody followed anybody here
      {"commissioner", [&](std::size_t i, auto& v) { return is_buyer(w, ps[i].commissioner, v); }},
      {"finding",
       [&](std::size_t i, auto& v) {
         return std::any_of(w.findings.begin(), w.findings.end(),
                            [&](const FindingRow& f) { return !f.award && f.procurement == i && f.rule == v; });
       }},
      {"centre",
       [&](std::size_t i, auto& v) {
         return std::any_of(w.centres.begin(), w.centres.end(),
                            [&](const CentreRow& c) { return c.id == v && std::count(c.awards.begin(), c.awards.end(), i) > 0; });
       }},
      {"finding_outcome", [&](std::size_t i, auto& v) { return own_findings_of(w, i, v) > 0; }},
      {"state", [&](std::size_t i, auto& v) { return ps[i].state == v; }},
      {"recorded", [&](std::size_t i, auto& v) { return truth(ps[i].recorded) == v; }},
      {"regime", [&](std::size_t i, auto& v) { return ps[i].regime == v; }},
      {"route", [&](std::size_t i, auto& v) { return ps[i].route == v; }},
      {"tender_class", [&](std::size_t i, auto& v) { return ps[i].tender_class == v; }},
      {"scope", [&](std::size_t i, auto& v) { return ps[i].scope == v; }},
      {"kind", [&](std::size_t i, auto& v) { return ps[i].kind == v; }},
      {"framework", [&](std::size_t i, auto& v) { return truth(ps[i].framework) == v; }},
      {"published_from", [&ps, london_day](std::size_t i, auto& v) { return london_day(ps[i].first_published_at) >= v; }},
      {"published_to", [&ps, london_day](std::size_t i, auto& v) { return london_day(ps[i].first_published_at) <= v; }},
      {"cpv", [&](std::size_t i, auto& v) { return has_code(ps[i].cpv, v); }},
      {"min_value", [&](std::size_t i, auto& v) { return in_range(sterling(ps[i].estimate, ps[i].currency), v, true); }},
      {"max_value", [&](std::size_t i, auto& v) { return in_range(sterling(ps[i].estimate, ps[i].currency), v, false); }},
      {"provider",
       [&](std::size_t i, auto& v) {
         return std::any_of(w.awards.begin(), w.awards.end(),
                            [&](const AwardRow& a) { return a.procurement == i && a.state == "published" && provided_by(w, a, v); });
       }},
      {"q", [&](std::size_t i, auto& v) { return found_in(texts_of(w, i), v); }},
      {"synthetic", [&](std::size_t i, auto& v) { return truth(ps[i].synthetic) == v; }},
  };
  std::vector<std::string> days = day_samples();
  for (const ProcurementRow& p : ps) days.push_back(london_day(p.first_published_at));
  m.samples = {{"commissioner", buyer_samples(w)},   {"published_from", days},      {"published_to", days},
               {"cpv", {"33", "8511", "99"}},        {"provider", body_samples(w)}, {"min_value", {"0", "1", "5000000"}},
               {"max_value", {"0", "1", "5000000"}}, {"q", question_samples()}};
  return m;
}

Model notice_model(const World& w) {
  Model m;
  for (const NoticeRow& n : w.notices) {
    const ProcurementRow& p = w.procurements[n.procurement];
    m.rows.push_back(
        {cell(p.ocid + "~" + n.release_id), cell(n.release_id), cell(p.ocid), cell(unless(names_person(w, n.procurement), p.title)),
         cell(n.kind), cell(n.form), cell(n.source), cell(n.regime), cell(n.route), cell(n.tender_class), cell(n.published_at),
         cell(n.published_on), cell(n.makes_award),
         cell(names_person(w, n.procurement) ? R"([{"field":"","where":"","words":"withheld: a provider is a person"}])" : n.grounds)});
  }
  const auto& ns = w.notices;
  m.filters = {
      {"ocid", [&](std::size_t i, auto& v) { return w.procurements[ns[i].procurement].ocid == v; }},
      {"commissioner", [&](std::size_t i, auto& v) { return is_buyer(w, w.procurements[ns[i].procurement].commissioner, v); }},
      {"kind", [&](std::size_t i, auto& v) { return ns[i].kind == v; }},
      {"form", [&](std::size_t i, auto& v) { return ns[i].form == v; }},
      {"source", [&](std::size_t i, auto& v) { return ns[i].source == v; }},
      {"regime", [&](std::size_t i, auto& v) { return ns[i].regime == v; }},
      {"route", [&](std::size_t i, auto& v) { return ns[i].route == v; }},
      {"tender_class", [&](std::size_t i, auto& v) { return ns[i].tender_class == v; }},
      {"makes_award", [&](std::size_t i, auto& v) { return truth(ns[i].makes_award) == v; }},
      {"q",
       [&](std::size_t i, auto& v) {
         const std::size_t run = ns[i].procurement;
         const ProcurementRow& p = w.procurements[run];
         return found_in(
             {names_person(w, run) ? "" : p.title, ns[i].release_id + " . " + p.ocid, public_name(w, p.commissioner), ns[i].form}, v);
       }},
      {"published_from", [&](std::size_t i, auto& v) { return ns[i].published_on >= v; }},
      {"published_to", [&](std::size_t i, auto& v) { return ns[i].published_on <= v; }},
  };
  m.samples = {{"ocid", {w.procurements[0].ocid, w.procurements[ns[0].procurement].ocid, "ocds-none"}},
               {"commissioner", buyer_samples(w)},
               {"form", {"UK6", "CELEX", "UK99"}},
               {"q", question_samples()},
               {"source", {"find_a_tender", "ocds"}},
               {"published_from", day_samples()},
               {"published_to", day_samples()}};
  return m;
}

} // namespace openward::test
