#include "found.h"
#include "model.h"

namespace openward::test {
namespace {

std::string class_now(const World& w, const SupplierRow& s) {
  const std::string of_body = s.body ? w.bodies[*s.body].provider_class : "unclassified";
  return of_body == "unclassified" ? s.provider_class : of_body;
}

} // namespace

std::string shown_name(const BodyRow& b) { return b.provider_class == "individual" ? "a person" : b.name; }

bool is_person(const World& w, const SupplierRow& s) {
  return s.provider_class == "individual" || (s.body && w.bodies[*s.body].provider_class == "individual");
}

std::pair<persistence::Cell, persistence::Cell> payee_of(const World& w, const PaymentRow& p) {
  const SupplierRow& s = w.suppliers[p.supplier];
  const auto own = cell("sn-" + std::to_string(p.supplier + 1));
  // A body has one name, whether or not a person's words are linked to it.
  const std::string name = s.body ? shown_name(w.bodies[*s.body]) : is_person(w, s) ? "a person" : s.words;
  return {s.body ? cell(w.bodies[*s.body].id) : own, cell(name)};
}

/// What says why a string means a person is hidden as its words are.
Model match_model(const World& w) {
  Model m;
  for (std::size_t i = 0; i < w.suppliers.size(); ++i) {
    const SupplierRow& s = w.suppliers[i];
    const BodyRow* classified = s.body && w.bodies[*s.body].provider_class != "unclassified" ? &w.bodies[*s.body] : nullptr;
    m.rows.push_back({cell("sn-" + std::to_string(i + 1)),
                      cell(is_person(w, s) ? "a person" : s.words),
                      cell(s.state),
                      cell(s.basis),
                      cell("none"), // ground
                      cell(s.score),
                      cell(is_person(w, s) ? "" : s.reason),
                      s.body ? cell(w.bodies[*s.body].id) : persistence::Cell(),
                      s.body ? cell(shown_name(w.bodies[*s.body])) : persistence::Cell(),
                      cell(class_now(w, s)),
                      cell(classified ? classified->evidence : "none"),
                      cell(classified ? classified->confidence : 0),
                      cell(is_person(w, s) ? ""
                           : classified    ? classified->detail
                                           : s.detail),
                      cell(classified ? classes_url(*classified) : "/v1/matches/sn-" + std::to_string(i + 1)),
                      cell(s.lines),
                      cell(s.pence),
                      cell("[]"), // candidates
                      cell(""),   // rules
                      cell(s.decided_by),
                      s.decided_at.empty() ? persistence::Cell() : cell(s.decided_at),
                      cell(1)});
  }
  const auto& ss = w.suppliers;
  m.filters = {{"status", [&](std::size_t i, auto& v) { return ss[i].state == v; }},
               {"basis", [&](std::size_t i, auto& v) { return ss[i].basis == v; }},
               {"provider_class", [&](std::size_t i, auto& v) { return class_now(w, ss[i]) == v; }},
               {"provider", [&](std::size_t i, auto& v) { return is_body(w, ss[i].body, v); }},
               {"min_value", [&](std::size_t i, auto& v) { return in_range(Pence(ss[i].pence), v, true); }},
               {"q", [&](std::size_t i, auto& v) { return found_in({is_person(w, ss[i]) ? "" : ss[i].words}, v); }}};
  m.samples = {{"provider", body_samples(w)}, {"min_value", {"0", "-1", "1200000"}}, {"q", question_samples()}};
  return m;
}

} // namespace openward::test
