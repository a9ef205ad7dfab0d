#include "persistence/read/definition.h"

#include "domain/vocabulary.h"

#include <string>

// Expressions over the tables of the resources payments and awards: their aliases are those of resource_spend.cpp and resource_awards.cpp.

namespace openward::persistence::read {
namespace {

constexpr std::string_view payment_quarter = "p.financial_year * 10 + ((p.month % 100 + 8) % 12) / 3 + 1";

/// Each award falls under one of these words and no two: that is what makes the counts add up and keeps kinds of value apart.
/// A value that includes VAT is used only where none without it is stated.
constexpr std::string_view award_account = "case when a.value_placeholder = 1 or coalesce(a.value_pence, a.gross_pence) is null then 'none'"
                                           " when coalesce(a.value_currency, '') <> 'GBP' then 'currency'"
                                           " when a.value_kind = 'maximum' then 'maximum'"
                                           " when coalesce(a.value_kind, '') <> 'lifetime' then 'kind'"
                                           " when a.value_pence is null or a.value_vat = 'included' then 'gross'"
                                           " when a.value_vat = 'excluded' then 'net' else 'vat' end";

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

} // namespace

const ReportDef& spend_report() {
  using enum CellType;
  static const ReportDef report{
      .name = "spend",
      .description = "What was paid, from spend files. Cash, with irrecoverable VAT: never to be added to the value of awards.",
      .resource = "payments",
      .dimensions = {single("provider_class", text, payment_class, "Class of who was paid.", provider_class_words()),
                     single("financial_year", text, "p.financial_year", "Financial year of payment.", {}, Show::financial_year),
                     single("quarter", text, payment_quarter, "Quarter of the financial year; Q1 begins in April.", {}, Show::quarter),
                     single("month", text, "p.month", "Calendar month of payment.", {}, Show::month),
                     {"commissioner",
                      "Who paid.",
                      {{"commissioner.id", text, "payer.id", "Public id of the payer."},
                       {"commissioner.name", text, "payer.name", "Its name."}}},
                     {"provider",
                      "The body that was paid, or the supplier's words where they are linked to none.",
                      {{"provider.id", text, "pb.id", "Public id of the body; empty when the words are linked to none."},
                       {"provider.name", text, "coalesce(pb.name, s.words)", "Name of the body, else the words."}}},
                     single("expense_area", text, "p.expense_area", "As published."),
                     single("synthetic", boolean, "f.synthetic", "Invented for demonstration.")},
      .parts = {{"payments", "count(*)"},
                {"paid", "sum(p.pence)"},
                {"credits", "sum(case when p.pence < 0 then p.pence else 0 end)"},
                {"unlinked", "sum(case when s.body_key is null then 1 else 0 end)"}},
      .measures = {{"payments", integer, "coalesce(sum(t.payments), 0)", "Lines of spend files."},
                   {"paid", pence, "coalesce(sum(t.paid), 0)", "Their sum, credits taken off."},
                   {"credits", pence, "coalesce(sum(t.credits), 0)", "The negative lines alone; they are in `paid` too."},
                   {"lines_without_provider", integer, "coalesce(sum(t.unlinked), 0)", "Lines whose supplier is linked to no body."}},
      .default_group_by = {"financial_year", "provider_class"},
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
                     single("provider_class", text, "a.provider_class", "Class of the providers, or several_classes.", award_class_words()),
                     single("route", text, "a.route", "How the provider was selected.", route_words()),
                     single("regime", text, "a.regime", "The law the award was made under.", regime_words()),
                     single("scope", text, "a.scope", "How near to health care it is.", scope_words()),
                     single("financial_year", text, "a.financial_year", "Year of the date the award counts at.", {}, Show::financial_year),
                     {"commissioner",
                      "Who buys.",
                      {{"commissioner.id", text, "c.id", "Public id of the commissioner."},
                       {"commissioner.name", text, "c.name", "Its name."}}},
                     single("framework", boolean, "a.framework", "Concludes a framework."),
                     single("synthetic", boolean, "a.synthetic", "Invented for demonstration.")},
      .account = award_account,
      .parts = {{"awards", "count(*)"},
                {"stated", "sum(a.value_pence)"},
                {"with_vat", "sum(coalesce(a.gross_pence, a.value_pence))"},
                {"either", "sum(coalesce(a.value_pence, a.gross_pence))"}},
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
  };
  return report;
}

} // namespace openward::persistence::read
