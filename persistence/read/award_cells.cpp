#include "persistence/read/award_cells.h"

#include "persistence/read/sector.h"

#include <string>

namespace openward::persistence::read {
namespace {

/// The texts of one amount.
struct Termed {
  explicit Termed(const std::string& pence) {
    const std::string days(award_term_days);
    const std::string fits = "case when " + days + " > 0 and " + pence + " between -25000000000000000 and 25000000000000000 then " + pence;
    yearly = "sum(" + fits + " * 365 / " + days + " end)";
    value = "sum(" + fits + " end)";
  }
  std::string yearly;
  std::string value;
};

const Termed& termed(bool with_vat) {
  static const Termed stated("a.value_pence");
  static const Termed gross("coalesce(a.gross_pence, a.value_pence)");
  return with_vat ? gross : stated;
}

std::string counted(std::string_view with, std::string_view without) {
  return "sum(case when " + std::string(award_term_days) + " > 0 then " + std::string(with) + " else " + std::string(without) + " end)";
}

} // namespace

std::string_view award_net() {
  static const std::string sql = "sum(case when " + std::string(award_account) + " = 'net' then a.value_pence else 0 end)";
  return sql;
}

std::string_view award_termed() {
  static const std::string sql = counted("1", "0");
  return sql;
}

std::string_view award_untermed() {
  static const std::string sql = counted("0", "1");
  return sql;
}

std::string_view award_termed_value(bool with_vat) { return termed(with_vat).value; }
std::string_view award_yearly(bool with_vat) { return termed(with_vat).yearly; }

RollUps award_cells() {
  RollUps out{
      .columns = {{award_account, "a.account"},
                  {award_kind, "a.kind"},
                  {"a.commissioner_key is null", "a.commissioner_key = 0"},
                  {"a.financial_year", "nullif(a.financial_year, -9999)"}},
      .sums = {{"count(*)", "sum(a.awards)"},
               {award_stated, "sum(a.stated)"},
               {award_with_vat, "sum(a.with_vat)"},
               {award_either, "sum(a.either)"},
               {award_net(), "sum(case when a.account = 'net' then a.stated else 0 end)"},
               {award_termed(), "sum(a.termed)"},
               {award_untermed(), "sum(a.awards - a.termed)"},
               {award_yearly(false), "sum(a.year_stated)"},
               {award_yearly(true), "sum(a.year_with_vat)"},
               {award_termed_value(false), "sum(a.part_stated)"},
               {award_termed_value(true), "sum(a.part_with_vat)"}},
      .rows = "cast(coalesce(sum(a.awards), 0) as bigint)",
      .day = "",
      .month = "",
      .levels = {},
  };
  const std::vector<std::string_view> keys{"financial_year", "synthetic", "state", "regime",    "route",    "tender_class",
                                           "provider_class", "kind",      "scope", "framework", "recorded", "account"};
  out.levels.push_back({"award_by_kind a", keys});
  out.levels.push_back({"award_cell a", keys});
  out.levels.back().keys.emplace_back("commissioner_key");
  return out;
}

} // namespace openward::persistence::read
