#include "persistence/read/award_cells.h"
#include "persistence/read/definition.h"
#include "persistence/read/people.h"
#include "persistence/read/sector.h"

#include "domain/region.h"
#include "domain/vocabulary.h"

#include <array>
#include <string>

// Expressions over the tables of the resources payments, awards and findings: their aliases are those of resource_spend.cpp,
// resource_awards.cpp and resource_findings.cpp.

namespace openward::persistence::read {
namespace {

struct AwardMeasures {
  static std::string count(std::string_view words) {
    return "coalesce(sum(case when t.account in (" + std::string(words) + ") then t.awards else 0 end), 0)";
  }
  static std::string sum(std::string_view word, std::string_view part) {
    return "coalesce(sum(case when t.account = '" + std::string(word) + "' then " + std::string(part) + " end), 0)";
  }
  std::string net = sum("net", "t.stated");
  std::string gross = sum("gross", "t.with_vat");
  std::string vat = sum("vat", "t.stated");
  std::string maximum = sum("maximum", "t.either");
  std::string with_value = count("'net', 'gross', 'vat'");
  std::string frameworks = count("'maximum'");
  std::string without_value = count("'none'");
  std::string other_currency = count("'currency'");
  std::string other_kind = count("'kind'");
};

Dimension single(std::string_view name, CellType type, std::string_view sql, std::string_view description,
                 std::span<const std::string_view> order = {}, Show show = Show::as_is) {
  return {name, description, {{name, type, sql, description, Sort::none, show}}, order};
}

/// Words that are linked to no body have an id of their own, by which their rows are found; it tells people apart, who share one mask. A
/// body has its own name in every line, whatever the words that were paid say of it: each payee is one line.
constexpr std::string_view payee_id = "coalesce(pb.id, 'sn-' || cast(s.key as text))";
constexpr std::string_view payee_group_id = "coalesce(pgrp.id, 'sn-' || cast(s.key as text))";
std::string payee_named(const std::string& body) {
  return "case when " + body + ".key is not null then " + body_name(body) + " else " +
         unless_person("s.provider_class = 'individual'", "s.words") + " end";
}
const std::string& payee_name() {
  static const std::string sql = payee_named("pb");
  return sql;
}

const std::string& payer_name() {
  static const std::string sql = body_name("payer");
  return sql;
}
const std::string& buyer_name() {
  static const std::string sql = body_name("c");
  return sql;
}

Dimension of_payees(Dimension dimension, Splits splits = Splits::payees) {
  dimension.splits = splits;
  return dimension;
}

Dimension sector() {
  return of_payees(single("sector", CellType::text, "", "What the lens makes of the class; asks for `lens`.", report_sector_words()),
                   Splits::payees_by_lens);
}

const std::string& payee_group_name() {
  static const std::string sql = payee_named("pgrp");
  return sql;
}

/// An award of several groups stands under a word of its own, so that the counts of the groups add up to all awards.
std::string of_one_group(std::string_view shown) {
  return "case when ag.key is not null then " + std::string(shown) + " when " + std::string(award_group_count()) +
         " > 1 then 'several_groups' end";
}
const std::string& award_group_id() {
  static const std::string sql = of_one_group("ag.id");
  return sql;
}
const std::string& award_group_name() {
  static const std::string sql = of_one_group(body_name("ag"));
  return sql;
}

constexpr std::string_view lines = "count(*)";
constexpr std::string_view lines_paid = "sum(p.pence)";
constexpr std::string_view lines_credited = "sum(case when p.pence < 0 then p.pence else 0 end)";
constexpr std::string_view lines_unlinked = "sum(case when s.body_key is null then 1 else 0 end)";

/// Payments in a month in which the owners of the body that was paid changed, as far as words can tell: a February is never taken for
/// whole. SQLite keeps the order of a cross join: left to itself, it began with every cell, and took seconds over a national register.
constexpr std::string_view month_of_two_owners =
    "select count(*) from (select 1 from (select body_key, cast(first_day as text) as first_day, cast(last_day as text) as last_day from "
    "body_group union all select body_key, cast(first_day as text), cast(last_day as text) from body_owner) g cross join supplier_string "
    "gs "
    "cross join spend_cell gc where gs.body_key = g.body_key and gc.supplier_key = gs.key and "
    // Few lines of owners begin or end within a month: the others are passed over before their payments are looked at.
    "(substr(g.first_day, 9, 2) <> '01' or (substr(g.last_day, 9, 2) <> '31' and substr(g.last_day, 6, 5) not in ('04-30', '06-30', "
    "'09-30', '11-30'))) and "
    "((substr(g.first_day, 9, 2) <> '01' and gc.month = cast(replace(substr(g.first_day, 1, 7), '-', '') as integer)) or "
    "(substr(g.last_day, 9, 2) <> '31' and substr(g.last_day, 6, 5) not in ('04-30', '06-30', '09-30', '11-30') and gc.month = "
    "cast(replace(substr(g.last_day, 1, 7), '-', '') as integer))) limit 1) divided";

/// The days of a year on which owners change, other than its first: whoever has one is told apart by month.
constexpr std::string_view suppliers_of_changing_owners =
    "(select gs.key from supplier_string gs where gs.body_key in (select g.body_key from (select body_key, first_day, last_day from "
    "body_group union all select body_key, first_day, last_day from body_owner) g where (cast(g.first_day as text) <> '1900-01-01' and "
    "substr(cast(g.first_day as text), 6, 5) <> '04-01') or (cast(g.last_day as text) <> '2199-12-31' and substr(cast(g.last_day as text), "
    "6, 5) <> '03-31')))";

/// A supplier's years, each with a month on whose first day its owners stood as they did all through; the months of those who changed.
std::string years_with_owners(const std::string& keys, const std::string& years) {
  const std::string sums = ", synthetic, provider_class, kind, payments, pence, credits, unlinked from ";
  const std::string changing(suppliers_of_changing_owners);
  return "(select " + keys + ", financial_year, financial_year * 100 + 4 as owner_month" + sums + years + " where supplier_key not in " +
         changing + " union all select " + keys + ", financial_year, month as owner_month" + sums + "spend_cell where supplier_key in " +
         changing + ") p";
}
const std::string& years_of_owners() {
  static const std::string sql = years_with_owners("supplier_key", "spend_by_supplier");
  return sql;
}
const std::string& payers_years_of_owners() {
  static const std::string sql = years_with_owners("payer_key, supplier_key", "spend_by_payer_supplier");
  return sql;
}

/// See persistence/detail/rollups.h for what the tables hold.
RollUps spend_rollups() {
  return {
      .columns = {{"p.payer_key is null", "p.payer_key = 0"},
                  {payment_class, "p.provider_class"},
                  {payment_kind, "p.kind"},
                  {"f.synthetic", "p.synthetic"}},
      .sums = {{lines, "sum(p.payments)"},
               {lines_paid, "sum(p.pence)"},
               {lines_credited, "sum(p.credits)"},
               {lines_unlinked, "sum(p.unlinked)"}},
      .rows = "cast(coalesce(sum(p.payments), 0) as bigint)",
      .day = "p.paid_on",
      .month = "p.month",
      .amount = "p.pence",
      .size = "p.size",
      .by_month = {{"fg.first_day <= p.paid_on and fg.last_day >= p.paid_on",
                    "fg.first_day <= {{month_start}} and fg.last_day >= {{month_start}}"},
                   {"fo.first_day <= p.paid_on and fo.last_day >= p.paid_on",
                    "fo.first_day <= {{month_start}} and fo.last_day >= {{month_start}}"},
                   {"jg.first_day <= p.paid_on and jg.last_day >= p.paid_on",
                    "jg.first_day <= {{month_start}} and jg.last_day >= {{month_start}}"}},
      .month_divided = month_of_two_owners,
      .levels = {{"spend_by_year p", {"financial_year", "provider_class", "kind", "synthetic"}},
                 {"spend_by_month p", {"financial_year", "month", "provider_class", "kind", "synthetic"}},
                 {"spend_by_size p", {"financial_year", "month", "provider_class", "kind", "size", "synthetic"}},
                 {"spend_by_day p", {"paid_on", "financial_year", "month", "provider_class", "kind", "size", "synthetic"}},
                 {"spend_by_payer p", {"payer_key", "financial_year", "provider_class", "kind", "synthetic"}},
                 {"spend_by_payer_month p", {"payer_key", "financial_year", "month", "provider_class", "kind", "synthetic"}},
                 {"spend_by_area p", {"payer_key", "financial_year", "provider_class", "kind", "expense_area", "synthetic"}},
                 {"spend_by_supplier p", {"supplier_key", "financial_year", "provider_class", "kind", "synthetic"}},
                 {years_of_owners(), {"supplier_key", "financial_year", "provider_class", "kind", "synthetic"}, "{{owner_start}}"},
                 {"spend_by_payer_supplier p", {"payer_key", "supplier_key", "financial_year", "provider_class", "kind", "synthetic"}},
                 {payers_years_of_owners(),
                  {"payer_key", "supplier_key", "financial_year", "provider_class", "kind", "synthetic"},
                  "{{owner_start}}"},
                 {"spend_cell p",
                  {"payer_key", "supplier_key", "financial_year", "month", "provider_class", "kind", "expense_area", "synthetic"}}},
  };
}

} // namespace

const ReportDef& spend_report() {
  using enum CellType;
  static const ReportDef report{
      .name = "spend",
      .description = "What was paid, from spend files. Cash, with irrecoverable VAT: never to be added to the value of awards.",
      .resource = "payments",
      .dimensions =
          {of_payees(single("provider_class", text, payment_class, "Class of who was paid.", provider_class_words())),
           sector(),
           single("financial_year", text, "p.financial_year", "Financial year of payment.", {}, Show::financial_year),
           single("quarter", text, payment_quarter, "Quarter of the financial year; Q1 begins in April.", {}, Show::quarter),
           single("month", text, "p.month", "Calendar month of payment.", {}, Show::month),
           {"commissioner",
            "Who paid.",
            {{"commissioner.id", text, "payer.id", "Public id of the payer."}, {"commissioner.name", text, payer_name(), "Its name."}}},
           single("region", text, payer_region, "Region in which the payer lies; unknown where no source states it.", region_words()),
           of_payees({"provider",
                      "The body that was paid, or the supplier's words where they are linked to none.",
                      {{"provider.id", text, payee_id, "Public id of the body; that of the words where they are linked to none."},
                       {"provider.name", text, payee_name(), "Name of the body, else the words; \"a person\" for people."}}}),
           of_payees(
               {"provider_group",
                "The owner, owned by nobody, of the body that was paid, on the day; the body itself where nobody owned it.",
                {{"provider_group.id", text, payee_group_id, "Public id of the group; that of the words where they are linked to no body."},
                 {"provider_group.name", text, payee_group_name(), "Its name, else the words."}}}),
           single("expense_area", text, "p.expense_area", "As published."),
           single("synthetic", boolean, "f.synthetic", "Invented for demonstration.")},
      .parts = {{"payments", lines}, {"paid", lines_paid}, {"credits", lines_credited}, {"unlinked", lines_unlinked}},
      .measures = {{"payments", integer, "coalesce(sum(t.payments), 0)", "Lines of spend files."},
                   {"paid", pence, "coalesce(sum(t.paid), 0)", "Their sum, credits taken off."},
                   {"credits", pence, "coalesce(sum(t.credits), 0)", "The negative lines alone; they are in `paid` too."},
                   {"lines_without_provider", integer, "coalesce(sum(t.unlinked), 0)", "Lines whose supplier is linked to no body."}},
      .default_group_by = {"financial_year", "provider_class"},
      .lens = LensUse{.provider_class = payment_class,
                      .kind = payment_kind,
                      .paid_year = "p.financial_year",
                      .quantities = {{"", pence, lines_paid, "What was paid"}}},
      .rollups = spend_rollups(),
      .paid_measure = "paid",
  };
  return report;
}

const ReportDef& awards_report() {
  using enum CellType;
  static const AwardMeasures sql;
  static const ReportDef report{
      .name = "awards",
      .description = "Awards by count and by value; published ones unless `state` is given. Each award stands in exactly one of "
                     "with_value, frameworks, "
                     "without_value, other_currency and other_kind.",
      .resource = "awards",
      .dimensions = {single("tender_class", text, "a.tender_class", "Whether there was a competition.", tender_class_words()),
                     of_payees(single("provider_class", text, "a.provider_class", "Class of the providers, or several_classes.",
                                      award_class_words())),
                     sector(),
                     of_payees({"provider_group",
                                "The owner, owned by nobody, of the providers at effective_on; several_groups where they are of several.",
                                {{"provider_group.id", text, award_group_id(),
                                  "Public id of the group; several_groups, or empty without a provider."},
                                 {"provider_group.name", text, award_group_name(), "Its name, else the same word."}}}),
                     single("route", text, "a.route", "How the provider was selected.", route_words()),
                     single("regime", text, "a.regime", "The law the award was made under.", regime_words()),
                     single("scope", text, "a.scope", "How near to health care it is.", scope_words()),
                     single("financial_year", text, "a.financial_year", "Year of the date the award counts at.", {}, Show::financial_year),
                     {"commissioner",
                      "Who buys.",
                      {{"commissioner.id", text, "c.id", "Public id of the commissioner."},
                       {"commissioner.name", text, buyer_name(), "Its name."}}},
                     single("framework", boolean, "a.framework", "Concludes a framework."),
                     single("synthetic", boolean, "a.synthetic", "Invented for demonstration.")},
      .account = award_account,
      .parts = {{"awards", "count(*)"}, {"stated", award_stated}, {"with_vat", award_with_vat}, {"either", award_either}},
      .measures = {{"awards", integer, "coalesce(sum(t.awards), 0)", "All awards."},
                   {"lifetime_net", pence, sql.net,
                    "Lifetime values stated excluding VAT. An award that states both bases is here, and here alone."},
                   {"lifetime_gross", pence, sql.gross, "Lifetime values stated only including VAT. Never to be added to lifetime_net."},
                   {"lifetime_vat_unknown", pence, sql.vat, "Lifetime values whose VAT basis the notice does not state."},
                   {"framework_maximum", pence, sql.maximum, "Ceilings of frameworks, whatever their VAT basis; not a purchase."},
                   {"with_value", integer, sql.with_value, "Awards whose value is in one of the lifetime sums."},
                   {"frameworks", integer, sql.frameworks, "Awards whose value is in framework_maximum."},
                   {"without_value", integer, sql.without_value, "Awards without a value, or with a placeholder such as 0.01."},
                   {"other_currency", integer, sql.other_currency, "Awards valued in another currency than pounds sterling; in no sum."},
                   {"other_kind", integer, sql.other_kind,
                    "Awards whose value is an estimate, a year's, a payment or of no stated kind; in no sum."}},
      .default_group_by = {"tender_class", "provider_class"},
      .lens = LensUse{.provider_class = "a.provider_class",
                      .kind = award_kind,
                      .several_classes = true,
                      .quantities = {{"_awards", integer, "count(*)", "Awards"}, {"", pence, award_net(), "lifetime_net"}}},
      .rollups = award_cells(),
  };
  return report;
}

const ReportDef& findings_report() {
  using enum CellType;
  static const ReportDef report{
      .name = "findings",
      .description = "Questions and fails of published awards, and of procurements without one, counted. An award with several of them is "
                     "one award in every group it falls into, and one in the totals: the awards of groups do not add up to those of the "
                     "totals, nor do the procurements.",
      .resource = "findings",
      .dimensions = {single("rule", text, "f.rule", "The rule of the catalogue.", rule_words()),
                     single("outcome", text, "f.outcome", "question or fail.", finding_outcome_words()),
                     {"commissioner",
                      "Who buys.",
                      {{"commissioner.id", text, "c.id", "Public id of the commissioner."},
                       {"commissioner.name", text, buyer_name(), "Its name."}}},
                     single("subject", text, "case when f.award_key is null then 'procurement' else 'award' end",
                            "An award, or a procurement of which no award is published.", finding_subject_words()),
                     single("route", text, "coalesce(h.route, px.route)", "How the provider is selected.", route_words()),
                     single("tender_class", text, "coalesce(h.tender_class, px.tender_class)", "Whether there is a competition.",
                            tender_class_words()),
                     single("provider_class", text, "h.provider_class",
                            "Class of the providers, or several_classes; empty without an award.", award_class_words()),
                     single("financial_year", text, "a.financial_year", "Year of the date the award counts at; empty without an award.", {},
                            Show::financial_year),
                     single("synthetic", boolean, "coalesce(h.synthetic, px.synthetic)", "Invented for demonstration.")},
      // Without an account each group is one line already, so that a distinct count in it stays one.
      .parts = {{"findings", "count(*)"},
                {"awards", "count(distinct f.award_key)"},
                {"procurements", "count(distinct case when f.award_key is null then f.procurement_key end)"}},
      .measures = {{"findings", integer, "coalesce(sum(t.findings), 0)", "Questions and fails."},
                   {"awards", integer, "coalesce(sum(t.awards), 0)", "Awards that have one, each counted once."},
                   {"procurements", integer, "coalesce(sum(t.procurements), 0)",
                    "Procurements without a published award that have one, each counted once."}},
      .default_group_by = {"rule", "outcome"},
  };
  return report;
}

std::span<const ReportDef* const> report_definitions() {
  static const std::array<const ReportDef*, 5> all{&spend_report(), &awards_report(), &findings_report(), &award_values_report(),
                                                   &contracts_ending_report()};
  return all;
}

} // namespace openward::persistence::read
