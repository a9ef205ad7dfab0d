#include "found.h"
#include "model.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

namespace openward::test {
namespace {

std::string truth(bool yes) { return yes ? "true" : "false"; }
persistence::Cell name_of(const World& w, std::optional<std::size_t> body) {
  return body ? cell(shown_name(w.bodies[*body])) : persistence::Cell();
}
persistence::Cell id_of(const World& w, std::optional<std::size_t> body) { return body ? cell(w.bodies[*body].id) : persistence::Cell(); }

std::string groups_of_body(const World& w, std::size_t body) {
  std::vector<std::string> out;
  for (const GroupRow& g : w.groups) {
    if (g.body != body) continue;
    out.push_back("{\"id\":" + json(w.bodies[g.group].id) + ",\"name\":" + json(shown_name(w.bodies[g.group])) +
                  ",\"from\":" + json(g.first) + ",\"to\":" + json(g.last) + "}");
  }
  return json_list(out);
}

/// By name, which is not the name that is shown of a person.
std::string members_of(const World& w, std::size_t group) {
  std::vector<GroupRow> held;
  std::copy_if(w.groups.begin(), w.groups.end(), std::back_inserter(held), [&](const GroupRow& g) { return g.group == group; });
  std::stable_sort(held.begin(), held.end(), [&](const GroupRow& a, const GroupRow& b) {
    return std::tie(w.bodies[a.body].name, a.body) < std::tie(w.bodies[b.body].name, b.body);
  });
  std::vector<std::string> out;
  for (const GroupRow& g : held) {
    const BodyRow& b = w.bodies[g.body];
    out.push_back("{\"id\":" + json(b.id) + ",\"name\":" + json(shown_name(b)) + ",\"provider_class\":" + json(b.provider_class) +
                  ",\"from\":" + json(g.first) + ",\"to\":" + json(g.last) + "}");
  }
  return json_list(out);
}

persistence::Row body_cells(const World& w, std::size_t i, bool provider) {
  const BodyRow& b = w.bodies[i];
  persistence::Row row{cell(b.id),
                       cell(shown_name(b)),
                       cell(b.provider_class == "individual" ? "[]" : json_texts(b.identifiers)),
                       cell(b.provider_class),
                       cell(b.evidence),
                       cell(b.confidence),
                       cell(b.provider_class == "individual" ? "" : b.detail),
                       cell(classes_url(b)),
                       cell(""), // kind
                       cell(b.region),
                       cell("[]"), // names
                       cell("[]"), // classes
                       cell("[]"), // owners
                       cell(groups_of_body(w, i)),
                       cell(members_of(w, i)),
                       cell("[]"), // successors
                       cell("[]"), // predecessors
                       cell(b.provider_class == "individual" ? "" : b.postcode),
                       cell(b.opened),
                       cell(b.closed),
                       cell(b.synthetic)};
  int awards = 0;
  for (const AwardRow& a : w.awards) {
    if (a.state != "published") continue;
    std::set<std::size_t> to;
    for (const ProviderRow& p : a.providers) to.insert(p.body);
    awards += provider ? static_cast<int>(to.count(i)) : static_cast<int>(a.commissioner == i);
  }
  row.push_back(cell(awards));
  if (!provider) return row;
  std::int64_t payments = 0;
  std::int64_t paid = 0;
  for (const PaymentRow& p : w.payments) {
    if (w.suppliers[p.supplier].body == i) ++payments, paid += p.pence;
  }
  row.push_back(cell(payments));
  row.push_back(cell(paid));
  return row;
}

} // namespace

Model body_model(const World& w, bool providers) {
  Model m;
  for (std::size_t i = 0; i < w.bodies.size(); ++i) m.rows.push_back(body_cells(w, i, providers));
  const auto& bs = w.bodies;
  m.exists = [&w, &bs, providers](std::size_t i) {
    if (!providers) return bs[i].commissioner;
    return bs[i].provider || std::any_of(w.suppliers.begin(), w.suppliers.end(), [i](const auto& s) { return s.body == i; });
  };
  m.filters = {
      {"q",
       [&](std::size_t i, auto& v) {
         std::vector<std::string> texts{bs[i].id};
         if (bs[i].provider_class == "individual") return found_in(texts, v);
         texts.insert(texts.end(), {bs[i].name, bs[i].postcode});
         texts.insert(texts.end(), bs[i].identifiers.begin(), bs[i].identifiers.end());
         return found_in(texts, v);
       }},
      {"identifier", [&](std::size_t i, auto& v) { return is_body(w, i, v); }},
      {"provider_class", [&](std::size_t i, auto& v) { return bs[i].provider_class == v; }},
      {"region", [&](std::size_t i, auto& v) { return bs[i].region == v; }},
      {"provider_group",
       [&](std::size_t i, auto& v) {
         return is_body(w, i, v) ||
                std::any_of(w.groups.begin(), w.groups.end(), [&](const GroupRow& g) { return g.body == i && is_body(w, g.group, v); });
       }},
      {"ultimate_owner",
       [&](std::size_t i, auto& v) {
         return truth(std::any_of(w.groups.begin(), w.groups.end(), [i](const GroupRow& g) { return g.group == i && g.body != i; })) == v;
       }},
      {"synthetic", [&](std::size_t i, auto& v) { return truth(bs[i].synthetic) == v; }},
  };
  m.samples = {{"q", question_samples()}, {"identifier", body_samples(w)}, {"provider_group", body_samples(w)}};
  return m;
}

Model centre_model(const World& w) {
  Model m;
  for (const CentreRow& c : w.centres) {
    std::vector<std::string> history;
    for (const auto& h : c.history)
      history.push_back("{\"status\":" + json(h.status) + ",\"on\":" + json(h.on) + ",\"source\":" + json(h.source) + "}");
    std::vector<std::string> tests;
    for (const std::string& test : c.tests) tests.push_back(json(test));
    std::vector<std::string> awards;
    for (const std::size_t award : c.awards) awards.push_back(json(w.awards[award].id));
    m.rows.push_back({cell(c.id),
                      cell(c.code),
                      cell(c.name),
                      cell(c.place),
                      cell(c.region),
                      cell(c.kind),
                      cell(c.operator_class),
                      cell(c.operator_name),
                      cell(c.estate_owner_class),
                      cell(c.estate_owner_name),
                      cell(c.funder),
                      cell(c.host_commissioner),
                      cell(c.status),
                      cell(c.status_on),
                      cell(c.opened_on),
                      cell(json_list(history)),
                      cell(json_list(tests)),
                      cell(json_list(awards)),
                      cell(c.source),
                      cell(c.synthetic)});
  }
  const auto& cs = w.centres;
  m.filters = {
      {"operator_class", [&](std::size_t i, auto& v) { return cs[i].operator_class == v; }},
      {"status", [&](std::size_t i, auto& v) { return cs[i].status == v; }},
      {"kind", [&](std::size_t i, auto& v) { return cs[i].kind == v; }},
      {"region", [&](std::size_t i, auto& v) { return cs[i].region == v; }},
      {"estate_owner_class", [&](std::size_t i, auto& v) { return cs[i].estate_owner_class == v; }},
      {"funder", [&](std::size_t i, auto& v) { return cs[i].funder == v; }},
      {"host_commissioner", [&](std::size_t i, auto& v) { return cs[i].host_commissioner == v; }},
      {"opened_from", [&](std::size_t i, auto& v) { return cs[i].opened_on && *cs[i].opened_on >= v; }},
      {"opened_to", [&](std::size_t i, auto& v) { return cs[i].opened_on && *cs[i].opened_on <= v; }},
      {"q",
       [&](std::size_t i, auto& v) {
         return found_in({cs[i].id, cs[i].name, cs[i].place, cs[i].region, cs[i].operator_name, cs[i].funder}, v);
       }},
      {"synthetic", [&](std::size_t i, auto& v) { return truth(cs[i].synthetic) == v; }},
  };
  m.samples = {{"region", {"North West", "O'Region", "nowhere"}},
               {"funder", {cs[0].funder.empty() ? "nobody" : cs[0].funder, cs[1].funder.empty() ? "nobody" : cs[1].funder}},
               {"host_commissioner", {cs[0].host_commissioner.empty() ? "nobody" : cs[0].host_commissioner, "nowhere"}},
               {"opened_from", day_samples()},
               {"opened_to", day_samples()},
               {"q", question_samples()}};
  return m;
}

Model programme_model(const World& w) {
  Model m;
  for (const ProgrammeRow& p : w.programmes) {
    std::vector<std::string> progress;
    for (const auto& g : p.progress)
      progress.push_back("{\"on\":" + json(g.on) + ",\"quantity\":" + json(g.quantity) + ",\"source\":" + json(g.source) + "}");
    m.rows.push_back({cell(p.id), cell(p.name), cell(p.unit), cell(p.target), cell(p.target_date), cell(json_list(progress)),
                      cell(p.source), cell(p.note)});
  }
  m.filters = {{"q",
                [&w](std::size_t i, auto& v) {
                  return found_in({w.programmes[i].name, w.programmes[i].note}, v);
                }},
               {"unit", [&w](std::size_t i, auto& v) { return w.programmes[i].unit == v; }}};
  m.samples = {{"q", question_samples()}, {"unit", {"centres", "pence", "people"}}};
  return m;
}

Model indicator_model(const World& w) {
  Model m;
  for (const IndicatorRow& in : w.indicators) {
    std::vector<std::string> values;
    for (const auto& v : in.values) {
      values.push_back("{\"body\":" + json(v.body) + ",\"period\":" + json(v.period) + ",\"from\":" + json(v.from) +
                       ",\"to\":" + json(v.to) + ",\"thousandths\":" + json(v.thousandths) + ",\"source\":" + json(v.source) + "}");
    }
    m.rows.push_back(
        {cell(in.id), cell(in.name), cell(in.unit), cell(in.limit), cell(in.limit_basis), cell(json_list(values)), cell(in.source)});
  }
  m.filters = {{"q",
                [&w](std::size_t i, auto& v) {
                  return found_in({w.indicators[i].name, w.indicators[i].unit}, v);
                }},
               {"unit", [&w](std::size_t i, auto& v) { return w.indicators[i].unit == v; }}};
  m.samples = {{"q", question_samples()}, {"unit", {"per cent", "people", "beds"}}};
  return m;
}

std::string quarter_words(const std::string& day) {
  static const std::map<int, const char*> quarters{{4, "Q1"},  {5, "Q1"},  {6, "Q1"},  {7, "Q2"}, {8, "Q2"}, {9, "Q2"},
                                                   {10, "Q3"}, {11, "Q3"}, {12, "Q3"}, {1, "Q4"}, {2, "Q4"}, {3, "Q4"}};
  return year_words(financial_year_of(day)) + " " + quarters.at(month_of(day));
}

std::string region_of(const World& w, std::optional<std::size_t> payer) { return payer ? w.bodies[*payer].region : "unknown"; }

std::string payment_class(const World& w, const PaymentRow& p) {
  const SupplierRow& s = w.suppliers[p.supplier];
  const std::string of_body = s.body ? w.bodies[*s.body].provider_class : "unclassified";
  return of_body == "unclassified" ? s.provider_class : of_body;
}

Model payment_model(const World& w) {
  Model m;
  for (const PaymentRow& p : w.payments) {
    const SpendFileRow& f = w.files[p.file];
    const SupplierRow& s = w.suppliers[p.supplier];
    const std::string words = "sn-" + std::to_string(p.supplier + 1);
    const BodyRow* classified = s.body && w.bodies[*s.body].provider_class != "unclassified" ? &w.bodies[*s.body] : nullptr;
    m.rows.push_back({cell(f.id + "-" + std::to_string(p.row)),
                      id_of(w, p.payer),
                      name_of(w, p.payer),
                      cell(is_person(w, s) ? "a person" : s.words),
                      cell(words),
                      id_of(w, s.body),
                      s.body ? cell(shown_name(w.bodies[*s.body])) : persistence::Cell(),
                      cell(payment_class(w, p)),
                      cell(classified ? classified->evidence : "none"),
                      cell(classified ? classified->confidence : 0),
                      cell(classified ? classes_url(*classified) : "/v1/matches/" + words),
                      cell(p.paid_on),
                      cell(year_words(financial_year_of(p.paid_on))),
                      cell(p.pence),
                      cell(unless(is_person(w, s), p.transaction)),
                      cell(p.expense_type),
                      cell(p.expense_area),
                      cell(p.entity),
                      cell(f.id),
                      cell(f.name),
                      cell(p.row),
                      cell(f.synthetic)});
  }
  const auto& ps = w.payments;
  m.filters = {
      {"bodies", [](std::size_t, auto&) { return true; }}, // nobody followed anybody here
      {"payer", [&](std::size_t i, auto& v) { return is_buyer(w, ps[i].payer, v); }},
      {"region", [&](std::size_t i, auto& v) { return region_of(w, ps[i].payer) == v; }},
      {"quarter", [&](std::size_t i, auto& v) { return quarter_words(ps[i].paid_on) == v; }},
      {"month", [&](std::size_t i, auto& v) { return ps[i].paid_on.substr(0, 7) == v; }},
      {"provider",
       [&](std::size_t i, auto& v) {
         return v == "sn-" + std::to_string(ps[i].supplier + 1) || is_body(w, w.suppliers[ps[i].supplier].body, v);
       }},
      {"provider_group",
       [&](std::size_t i, auto& v) {
         const auto body = w.suppliers[ps[i].supplier].body;
         if (!body) return v == "sn-" + std::to_string(ps[i].supplier + 1);
         return is_body(w, *body, v) || is_body(w, group_of(w, *body, ps[i].paid_on), v);
       }},
      {"provider_ultimate_owner",
       [&](std::size_t i, auto& v) {
         const auto body = w.suppliers[ps[i].supplier].body;
         return body ? is_body(w, group_of(w, *body, ps[i].paid_on), v) : v == "sn-" + std::to_string(ps[i].supplier + 1);
       }},
      {"expense_area", [&](std::size_t i, auto& v) { return ps[i].expense_area == v; }},
      {"provider_class", [&](std::size_t i, auto& v) { return payment_class(w, ps[i]) == v; }},
      {"paid_from", [&](std::size_t i, auto& v) { return ps[i].paid_on >= v; }},
      {"paid_to", [&](std::size_t i, auto& v) { return ps[i].paid_on <= v; }},
      {"min_value", [&](std::size_t i, auto& v) { return in_range(Pence(ps[i].pence), v, true); }},
      {"max_value", [&](std::size_t i, auto& v) { return in_range(Pence(ps[i].pence), v, false); }},
      {"financial_year", [&](std::size_t i, auto& v) { return year_words(financial_year_of(ps[i].paid_on)) == v; }},
      {"file", [&](std::size_t i, auto& v) { return w.files[ps[i].file].id == v; }},
      {"q",
       [&](std::size_t i, auto& v) {
         const SupplierRow& s = w.suppliers[ps[i].supplier];
         return found_in({is_person(w, s) ? "" : s.words}, v);
       }},
      {"synthetic", [&](std::size_t i, auto& v) { return truth(w.files[ps[i].file].synthetic) == v; }},
  };
  const auto and_also = [](std::vector<std::string> samples, std::initializer_list<std::string> more) {
    samples.insert(samples.begin(), more);
    return samples;
  };
  m.samples = {{"payer", buyer_samples(w)},
               {"provider", and_also(body_samples(w), {"sn-1", "sn-2", "sn-999999"})},
               {"provider_group", and_also(body_samples(w), {"sn-1", "sn-2", "sn-999999"})},
               {"provider_ultimate_owner", and_also(body_samples(w), {"sn-1", "sn-2", "sn-999999"})},
               {"expense_area", {"", ps[0].expense_area, ps[1].expense_area, "nowhere"}},
               {"paid_from", day_samples()},
               {"paid_to", day_samples()},
               {"min_value", {"0", "50000", "-100"}},
               {"max_value", {"0", "50000", "-100"}},
               {"financial_year", {"2024-25", "2025-26", "2026-27"}},
               {"quarter", {"2024-25 Q1", "2025-26 Q3", "2025-26 Q4", "2030-31 Q2"}},
               {"month", {"2024-04", "2025-03", "2025-12", "2030-01"}},
               {"file", {w.files[0].id, w.files[5].id, "sf-none"}},
               {"q", question_samples()}};
  return m;
}

Model spend_file_model(const World& w) {
  Model m;
  for (const SpendFileRow& f : w.files) {
    std::vector<std::string> refusals;
    for (const auto& [code, rows] : f.refusals) refusals.push_back("{\"code\":" + json(code) + ",\"rows\":" + json(rows) + "}");
    m.rows.push_back({cell(f.id),
                      cell(f.name),
                      id_of(w, f.publisher),
                      name_of(w, f.publisher),
                      cell(f.sha256),
                      cell(f.bytes),
                      cell(f.imported_at),
                      cell(f.encoding),
                      cell(f.delimiter),
                      cell(f.sheet),
                      cell(f.header_row),
                      cell(f.day_first),
                      cell(f.rows_read),
                      cell(f.payments),
                      cell(f.refused),
                      cell(f.blank),
                      cell(json_list(refusals)),
                      cell(f.total),
                      cell(f.stated_total),
                      cell(f.stated_total_row),
                      cell(f.first_paid),
                      cell(f.last_paid),
                      cell(f.synthetic)});
  }
  m.filters = {{"publisher", [&w](std::size_t i, auto& v) { return is_body(w, w.files[i].publisher, v); }},
               {"sha256", [&w](std::size_t i, auto& v) { return w.files[i].sha256 == v; }},
               {"q", [&w](std::size_t i, auto& v) { return found_in({w.files[i].name}, v); }},
               {"synthetic", [&w](std::size_t i, auto& v) { return truth(w.files[i].synthetic) == v; }}};
  std::vector<std::string> publishers;
  for (const BodyRow& b : w.bodies) publishers.push_back(b.id);
  m.samples = {{"publisher", publishers}, {"sha256", {w.files[2].sha256, "none"}}, {"q", question_samples()}};
  return m;
}

} // namespace openward::test
