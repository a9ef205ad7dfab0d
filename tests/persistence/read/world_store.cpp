#include "world.h"

#include "persistence/detail/session.h"
#include "persistence/rollups.h"
#include "tests/support/catch.h"

#include <initializer_list>

namespace openward::test {
namespace {

std::string literal(std::int64_t n) { return std::to_string(n); }
std::string literal(int n) { return std::to_string(n); }
std::string literal(bool yes) { return yes ? "1" : "0"; }
std::string literal(const std::string& text) { return sql_text(text); }
std::string key(std::size_t index) { return std::to_string(index + 1); }
std::string key(const std::optional<std::size_t>& index) { return index ? key(*index) : "null"; }
template <typename T>
std::string literal(const std::optional<T>& value) {
  return value ? literal(*value) : "null";
}

std::string codes(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& code : list) out += (out.empty() ? "" : " ") + code;
  return sql_text(out);
}

/// Rows of one table, written by one statement.
class Insert {
 public:
  explicit Insert(std::string into) : sql_("insert into " + std::move(into) + " values ") {}
  void add(std::initializer_list<std::string> values) {
    sql_ += rows_++ ? ",(" : "(";
    std::string between;
    for (const auto& v : values) sql_ += between + v, between = ",";
    sql_ += ")";
  }
  void into(persistence::Session& s) const {
    if (rows_ > 0) run(s, sql_);
  }

 private:
  std::string sql_;
  int rows_ = 0;
};

using L = std::string (*)(const std::string&);
constexpr L q = &sql_text;

void store_bodies(const World& w, persistence::Session& s) {
  Insert bodies("body (id, name, normalised_name, commissioner, provider, provider_class, class_evidence, class_confidence, class_detail, "
                "postcode, opened, closed, synthetic, region)");
  Insert identifiers("body_identifier (scheme, id, body_key)");
  for (std::size_t i = 0; i < w.bodies.size(); ++i) {
    const BodyRow& b = w.bodies[i];
    bodies.add({q(b.id), q(b.name), q(b.name), literal(b.commissioner), literal(b.provider), q(b.provider_class), q(b.evidence),
                literal(b.confidence), q(b.detail), q(b.postcode), literal(b.opened), literal(b.closed), literal(b.synthetic),
                q(b.region)});
    for (const auto& id : b.identifiers) identifiers.add({q(id.substr(0, 3)), q(id.substr(4)), key(i)});
  }
  bodies.into(s);
  identifiers.into(s);
}

void store_procurements(const World& w, persistence::Session& s) {
  Insert procurements(
      "procurement (state, ocid, title, description, reference, commissioner_key, regime, route, tender_class, scope, latest_kind, "
      "framework, "
      "cpv, estimate_pence, estimate_currency, estimate_vat, first_published_at, latest_published_at, recorded, synthetic, version)");
  for (const ProcurementRow& p : w.procurements) {
    procurements.add({q(p.state),
                      q(p.ocid),
                      q(p.title),
                      q(p.description),
                      q(p.reference),
                      key(p.commissioner),
                      q(p.regime),
                      q(p.route),
                      q(p.tender_class),
                      q(p.scope),
                      q(p.kind),
                      literal(p.framework),
                      codes(p.cpv),
                      literal(p.estimate),
                      literal(p.currency),
                      literal(p.vat),
                      q(p.first_published_at),
                      q(p.latest_published_at),
                      literal(p.recorded),
                      literal(p.synthetic),
                      literal(p.version)});
  }
  procurements.into(s);
  Insert notices("notice (procurement_key, release_id, kind, form, source, published_at, published_on, regime, route, tender_class, "
                 "makes_award, grounds)");
  for (const NoticeRow& n : w.notices) {
    notices.add({key(n.procurement), q(n.release_id), q(n.kind), q(n.form), q(n.source), q(n.published_at), q(n.published_on), q(n.regime),
                 q(n.route), q(n.tender_class), literal(n.makes_award), q(n.grounds)});
  }
  notices.into(s);
}

void store_contracts(const World& w, persistence::Session& s) {
  Insert contracts("contract (id, award_key, version, original_pence, current_pence, value_currency, value_vat, value_kind, signed_on, "
                   "starts, original_end, ends)");
  Insert modifications("modification (contract_key, number, modified_on, ground, attributable, value_change_pence, value_after_pence, "
                       "new_end, description, release_id)");
  for (std::size_t i = 0; i < w.contracts.size(); ++i) {
    const ContractRow& c = w.contracts[i];
    contracts.add({q(c.id), key(c.award), literal(c.version), literal(c.original), literal(c.current), literal(c.currency), literal(c.vat),
                   literal(c.kind), literal(c.signed_on), literal(c.starts), literal(c.original_end), literal(c.ends)});
    for (std::size_t n = 0; n < c.modifications.size(); ++n) {
      const ModificationRow& m = c.modifications[n];
      modifications.add({key(i), key(n), q(m.modified_on), q(m.ground), literal(m.attributable), literal(m.change), literal(m.after),
                         literal(m.new_end), q(m.description), q(m.release_id)});
    }
  }
  contracts.into(s);
  modifications.into(s);
}

void store_surroundings(const World& w, persistence::Session& s) {
  Insert centres("diagnostic_centre (id, name, place, region, kind, operator_class, operator_name, estate_owner_class, funder, status, "
                 "status_on, source, synthetic, code, estate_owner_name, host_commissioner, opened_on)");
  Insert history("centre_status (centre_key, position, status, on_date, source)");
  Insert tests("centre_test (centre_key, position, test)");
  Insert awards("centre_award (centre_key, award_id)");
  for (std::size_t i = 0; i < w.centres.size(); ++i) {
    const CentreRow& c = w.centres[i];
    centres.add({q(c.id), q(c.name), q(c.place), q(c.region), q(c.kind), q(c.operator_class), q(c.operator_name), q(c.estate_owner_class),
                 q(c.funder), q(c.status), literal(c.status_on), q(c.source), literal(c.synthetic), q(c.code), q(c.estate_owner_name),
                 q(c.host_commissioner), literal(c.opened_on)});
    for (std::size_t n = 0; n < c.tests.size(); ++n) tests.add({key(i), key(n), q(c.tests[n])});
    for (const std::size_t award : c.awards) awards.add({key(i), q(w.awards[award].id)});
    for (std::size_t n = 0; n < c.history.size(); ++n)
      history.add({key(i), key(n), q(c.history[n].status), literal(c.history[n].on), q(c.history[n].source)});
  }
  centres.into(s);
  history.into(s);
  tests.into(s);
  awards.into(s);
  Insert programmes("programme (id, name, unit, target, target_date, source, note)");
  Insert progress("programme_progress (programme_key, on_date, quantity, source)");
  for (std::size_t i = 0; i < w.programmes.size(); ++i) {
    const ProgrammeRow& p = w.programmes[i];
    programmes.add({q(p.id), q(p.name), q(p.unit), literal(p.target), literal(p.target_date), q(p.source), q(p.note)});
    for (const auto& g : p.progress) progress.add({key(i), q(g.on), literal(g.quantity), q(g.source)});
  }
  programmes.into(s);
  progress.into(s);
  Insert indicators("indicator (id, name, unit, limit_thousandths, limit_basis, source)");
  Insert values("indicator_value (indicator_key, body, period, from_date, to_date, thousandths, source)");
  for (std::size_t i = 0; i < w.indicators.size(); ++i) {
    const IndicatorRow& in = w.indicators[i];
    indicators.add({q(in.id), q(in.name), q(in.unit), literal(in.limit), q(in.limit_basis), q(in.source)});
    for (const auto& v : in.values)
      values.add({key(i), q(v.body), q(v.period), literal(v.from), literal(v.to), literal(v.thousandths), q(v.source)});
  }
  indicators.into(s);
  values.into(s);
}

void store_spend(const World& w, persistence::Session& s) {
  Insert sources("source_file (name, kind, sha256, bytes, imported_at, synthetic)");
  Insert files("spend_file (id, source_file_key, publisher_key, encoding, delimiter, header_row, day_first, rows_read, blank, payments, "
               "refused, total_pence, first_paid, last_paid, sheet, stated_total_pence, stated_total_row)");
  Insert refusals("refusal (source_file_key, position, code, reason)");
  for (std::size_t i = 0; i < w.files.size(); ++i) {
    const SpendFileRow& f = w.files[i];
    sources.add({q(f.name), q("spend"), q(f.sha256), literal(f.bytes), q(f.imported_at), literal(f.synthetic)});
    files.add({q(f.id), key(i), key(f.publisher), q(f.encoding), q(f.delimiter), literal(f.header_row), literal(f.day_first),
               literal(f.rows_read), literal(f.blank), literal(f.payments), literal(f.refused), literal(f.total), literal(f.first_paid),
               literal(f.last_paid), q(f.sheet), literal(f.stated_total), literal(f.stated_total_row.value_or(0))});
    for (const auto& [code, rows] : f.refusals) {
      for (std::int64_t n = 0; n < rows; ++n) refusals.add({key(i), q("row " + std::to_string(n)), q(code), q("reason")});
    }
  }
  sources.into(s);
  files.into(s);
  refusals.into(s);
  Insert suppliers("supplier_string (words, body_key, provider_class, match_state, match_basis, match_score, match_reason, class_detail, "
                   "matched_by, matched_at, lines, pence)");
  for (const SupplierRow& x : w.suppliers) {
    suppliers.add({q(x.words), key(x.body), q(x.provider_class), q(x.state), q(x.basis), literal(x.score), q(x.reason), q(x.detail),
                   q(x.decided_by), q(x.decided_at), literal(x.lines), literal(x.pence)});
  }
  suppliers.into(s);
  Insert payments("payment (key, spend_file_key, row, payer_key, supplier_key, paid_on, financial_year, month, pence, entity, "
                  "transaction_reference, expense_type, expense_area) " +
                  s.words("{{given_key}}"));
  for (const PaymentRow& p : w.payments) {
    payments.add({key(p.file) + " * 4294967296 + " + literal(p.row), key(p.file), literal(p.row), key(p.payer), key(p.supplier),
                  q(p.paid_on), literal(financial_year_of(p.paid_on)), literal(year_of(p.paid_on) * 100 + month_of(p.paid_on)),
                  literal(p.pence), q(p.entity), q(p.transaction), q(p.expense_type), q(p.expense_area)});
  }
  payments.into(s);
}

} // namespace

std::string sql_text(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

void run(persistence::Session& s, const std::string& sql) { s.sql << sql; }

void store_award(const AwardRow& a, persistence::Session& s, std::int64_t award_key) {
  Insert award(
      "award (id, procurement_key, ocid, release_id, award_id, state, version, recorded, synthetic, commissioner_key, title, "
      "description, reference, regime, route, tender_class, scope, framework, cpv, provider_class, provider_names, value_pence, "
      "value_currency, value_vat, value_kind, gross_pence, value_placeholder, value_as_published, awarded_on, signed_on, starts, ends, "
      "published_on, effective_on, financial_year)");
  award.add({q(a.id),
             key(a.procurement),
             "(select ocid from procurement where key = " + key(a.procurement) + ")",
             q(a.release_id),
             q(a.award_id),
             q(a.state),
             literal(a.version),
             literal(a.recorded),
             literal(a.synthetic),
             key(a.commissioner),
             q(a.title),
             q(a.description),
             q(a.reference),
             q(a.regime),
             q(a.route),
             q(a.tender_class),
             q(a.scope),
             literal(a.framework),
             codes(a.cpv),
             q(a.provider_class),
             q(a.provider_names),
             literal(a.value),
             literal(a.currency),
             literal(a.vat),
             literal(a.kind),
             literal(a.gross),
             literal(a.placeholder),
             q(a.as_published),
             literal(a.awarded_on),
             literal(a.signed_on),
             literal(a.starts),
             literal(a.ends),
             literal(a.published_on),
             literal(a.effective_on),
             literal(a.financial_year)});
  award.into(s);
  Insert providers("award_provider (award_key, position, body_key, stated_name, share_basis_points)");
  for (std::size_t n = 0; n < a.providers.size(); ++n)
    providers.add({literal(award_key), key(n), key(a.providers[n].body), q(a.providers[n].stated_name), literal(a.providers[n].share)});
  providers.into(s);
  Insert notices("award_notice (award_key, release_id)");
  for (const auto& id : a.notices) notices.add({literal(award_key), q(id)});
  notices.into(s);
}

void store_findings(const World& w, persistence::Session& s) {
  const auto counted = [&w](auto of_subject) {
    std::pair<int, int> questions_and_fails;
    for (const FindingRow& f : w.findings) {
      if (of_subject(f)) ++(f.outcome == "fail" ? questions_and_fails.second : questions_and_fails.first);
    }
    return questions_and_fails;
  };
  Insert checks("law_check (procurement_key, award_key, checked_on, passed, questions, fails, not_computable, digest)");
  for (std::size_t i = 0; i < w.awards.size(); ++i) {
    if (!w.awards[i].checked_on) continue;
    const auto [questions, fails] = counted([i](const FindingRow& f) { return f.award == i; });
    checks.add(
        {key(w.awards[i].procurement), key(i), literal(w.awards[i].checked_on), "7", literal(questions), literal(fails), "3", q("digest")});
  }
  for (std::size_t i = 0; i < w.procurements.size(); ++i) {
    if (!w.procurements[i].checked_on) continue;
    const auto [questions, fails] = counted([i](const FindingRow& f) { return !f.award && f.procurement == i; });
    checks.add({key(i), "null", literal(w.procurements[i].checked_on), "7", literal(questions), literal(fails), "3", q("digest")});
  }
  checks.into(s);
  Insert findings("finding (procurement_key, award_key, rule, version, outcome, citation, computed, words, missing)");
  for (const FindingRow& f : w.findings)
    findings.add({key(f.procurement), f.award ? key(*f.award) : "null", q(f.rule), literal(f.version), q(f.outcome), q(f.citation),
                  q(f.computed), q(f.words), q(f.missing)});
  findings.into(s);
  Insert links("procurement_link (earlier_key, later_key, basis, evidence)");
  for (const LinkRow& l : w.links) links.add({key(l.earlier), key(l.later), q(l.basis), q(l.evidence)});
  links.into(s);
}

void store(const World& w, persistence::Session& s) {
  Insert events("event (seq, recorded_at, type, subject, version, actor, body)");
  for (std::int64_t n = 1; n <= w.seq; ++n) events.add({literal(n), q("2026-01-01T00:00:00Z"), q("test"), q("x"), "1", q("test"), q("{}")});
  events.into(s);
  store_bodies(w, s);
  Insert groups("body_group (body_key, group_key, first_day, last_day)");
  for (const GroupRow& g : w.groups)
    groups.add({key(g.body), key(g.group), q(g.first.value_or("1900-01-01")), q(g.last.value_or("2199-12-31"))});
  groups.into(s);
  // Nobody here stands in the middle: who is at the top is the one owner.
  Insert owners("body_owner (body_key, owner_key, first_day, last_day)");
  for (const GroupRow& g : w.groups)
    owners.add({key(g.body), key(g.group), q(g.first.value_or("1900-01-01")), q(g.last.value_or("2199-12-31"))});
  owners.into(s);
  store_procurements(w, s);
  for (std::size_t i = 0; i < w.awards.size(); ++i) store_award(w.awards[i], s, static_cast<std::int64_t>(i + 1));
  store_contracts(w, s);
  store_surroundings(w, s);
  store_spend(w, s);
  store_findings(w, s);
}

TestDatabase filled(persistence::Backend backend, const World& w, const std::function<void(persistence::Session&)>& also) {
  TestDatabase t = fresh_database(backend);
  const auto stored = t.db->write("test", noon(), [&](persistence::UnitOfWork& u) -> Result<> {
    store(w, u.session());
    if (also) also(u.session());
    persistence::rebuild_rollups(u.session());
    return Done{};
  });
  INFO((stored ? "" : stored.error().message + " / " + stored.error().internal));
  REQUIRE(stored);
  return t;
}

} // namespace openward::test
