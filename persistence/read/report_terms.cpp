// Reports that look at the term of awards and contracts: what awards are worth by the year, and contracts that come to an end.

#include "domain/vocabulary.h"
#include "persistence/read/award_cells.h"
#include "persistence/read/definition.h"
#include "persistence/read/people.h"

#include <array>
#include <deque>
#include <string>

// Aliases are those of resource_awards.cpp.

namespace openward::persistence::read {
namespace {

/// The accounts of the report `awards` in which a lifetime value stands.
struct Account {
  std::string_view word;
  std::string_view measure;
  std::string_view basis;
};
constexpr std::array<Account, 3> accounts{{{"net", "net", "excluding VAT"},
                                           {"gross", "gross", "stated only including VAT"},
                                           {"vat", "vat_unknown", "whose VAT basis the notice does not state"}}};

struct AwardValues {
  std::deque<std::string> texts;
  std::vector<Part> parts{{"awards", "count(*)"}};
  std::vector<ColumnDef> measures;

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
  std::string_view sum(std::string_view word, std::string_view part) {
    return keep("coalesce(sum(case when t.account = '" + std::string(word) + "' then t." + std::string(part) + " end), 0)");
  }
  std::string_view count(std::string_view part) {
    return keep("coalesce(sum(case when t.account in ('net', 'gross', 'vat') then t." + std::string(part) + " else 0 end), 0)");
  }

  AwardValues() {
    using enum CellType;
    measures = {{"awards", integer, "coalesce(sum(t.awards), 0)", "All awards."},
                {"with_value", integer, count("awards"), "Awards with a lifetime value in pounds sterling that is no placeholder."},
                {"with_term", integer, count("termed"), "Of those, awards whose first and last day are known; these alone are annualised."},
                {"without_term", integer, count("untermed"), "Of those, awards of unknown term, or of a term that ends before it begins."}};
    for (const Account& account : accounts) {
      const std::string name(account.measure);
      const bool with_vat = account.word == "gross";
      parts.push_back({keep("life_" + name), with_vat ? award_with_vat : award_stated});
      parts.push_back({keep("year_" + name), award_yearly(with_vat)});
      parts.push_back({keep("part_" + name), award_termed_value(with_vat)});
      measures.push_back({keep("lifetime_" + name), pence_type(), sum(account.word, "life_" + name),
                          keep("Lifetime values " + std::string(account.basis) + ", of known and unknown term.")});
      measures.push_back({keep("termed_" + name), pence_type(), sum(account.word, "part_" + name),
                          keep("Of those, the values of awards that are annualised.")});
      measures.push_back(
          {keep("annualised_" + name), pence_type(), sum(account.word, "year_" + name),
           keep("An estimate: each of these over the days of its term, times 365, rounded down to the penny. Notices do not say "
                "what falls in which year.")});
    }
    parts.push_back({"termed", award_termed()});
    parts.push_back({"untermed", award_untermed()});
  }
  static CellType pence_type() { return CellType::pence; }
};

std::vector<Dimension> without(std::vector<Dimension> dimensions, std::string_view name) {
  std::erase_if(dimensions, [&](const Dimension& d) { return d.name == name; });
  return dimensions;
}

Dimension single(std::string_view name, CellType type, std::string_view sql, std::string_view description,
                 std::span<const std::string_view> order = {}) {
  return {name, description, {{name, type, sql, description}}, order};
}

/// As award_account of the report `awards`, for the value a contract has now.
constexpr std::string_view contract_account = "case when ct.current_pence is null or a.value_placeholder = 1 then 'none'"
                                              " when coalesce(ct.value_currency, '') <> 'GBP' then 'currency'"
                                              " when coalesce(ct.value_kind, '') <> 'lifetime' then 'kind'"
                                              " when ct.value_vat = 'excluded' then 'net' when ct.value_vat = 'included' then 'gross'"
                                              " else 'vat' end";

std::string_view contract_sum(std::string_view word) {
  static const std::string net = "coalesce(sum(case when t.account = 'net' then t.pence end), 0)";
  static const std::string gross = "coalesce(sum(case when t.account = 'gross' then t.pence end), 0)";
  static const std::string vat = "coalesce(sum(case when t.account = 'vat' then t.pence end), 0)";
  return word == "net" ? net : word == "gross" ? gross : vat;
}

} // namespace

const ReportDef& award_values_report() {
  static const AwardValues sql;
  static const ReportDef report{
      .name = "award-values",
      .description =
          "Awards by count, by lifetime value and by value a year. The value a year is an estimate: the lifetime value over the "
          "days of the term, times 365, in a straight line; none where the term is not known, and those are counted. Never to be "
          "added to what was paid.",
      .resource = "awards",
      .dimensions = without(awards_report().dimensions, "sector"),
      .account = awards_report().account,
      .parts = sql.parts,
      .measures = sql.measures,
      .default_group_by = {"tender_class", "route", "provider_class"},
      .rollups = award_cells(),
  };
  return report;
}

const ReportDef& contracts_ending_report() {
  using enum CellType;
  static const std::string commissioner_name = body_name("c");
  static const ReportDef report{
      .name = "contracts-ending",
      .description = "Contracts by the month in which their term ends as it stands now, modifications included. A month that is not shown "
                     "has none; contracts without a known end are in no month.",
      .resource = "contracts",
      .dimensions = {single("ends_month", text, "substr(cast(ct.ends as text), 1, 7)", "Calendar month of the last day of the term."),
                     single("tender_class", text, "a.tender_class", "Whether there was a competition.", tender_class_words()),
                     single("route", text, "a.route", "How the provider was selected.", route_words()),
                     single("provider_class", text, "a.provider_class", "Class of the providers, or several_classes.", award_class_words()),
                     single("regime", text, "a.regime", "The law the award was made under.", regime_words()),
                     single("scope", text, "a.scope", "How near to health care it is.", scope_words()),
                     {"commissioner",
                      "Who buys.",
                      {{"commissioner.id", text, "c.id", "Public id of the commissioner."},
                       {"commissioner.name", text, commissioner_name, "Its name."}}},
                     single("synthetic", boolean, "a.synthetic", "Invented for demonstration.")},
      .account = contract_account,
      .parts = {{"contracts", "count(*)"}, {"pence", "sum(ct.current_pence)"}},
      .measures = {{"contracts", integer, "coalesce(sum(t.contracts), 0)", "All contracts."},
                   {"current_net", pence, contract_sum("net"), "Lifetime values as they stand now, excluding VAT."},
                   {"current_gross", pence, contract_sum("gross"),
                    "The same of contracts valued including VAT. Never to be added to current_net."},
                   {"current_vat_unknown", pence, contract_sum("vat"), "The same of contracts whose VAT basis is not stated."},
                   {"with_value", integer, "coalesce(sum(case when t.account in ('net', 'gross', 'vat') then t.contracts else 0 end), 0)",
                    "Contracts in one of the three sums."},
                   {"without_value", integer,
                    "coalesce(sum(case when t.account in ('net', 'gross', 'vat') then 0 else t.contracts end), 0)",
                    "Contracts in none of them: no value, a placeholder, another currency, or a value of another kind."}},
      .default_group_by = {"ends_month", "route", "provider_class"},
  };
  return report;
}

} // namespace openward::persistence::read
