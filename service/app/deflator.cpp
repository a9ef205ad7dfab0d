#include "service/app/deflator.h"

#include "domain/date.h"
#include "domain/text.h"
#include "embedded/deflator_files.h"
#include "exchange/reference/deflator_table.h"

#include <stdexcept>

namespace openward::app {

const Deflator& deflator() {
  static const Deflator one = [] {
    auto read = exchange::deflator_in(embedded::reference_deflator_gdp_hmt_tsv);
    // A fault in a built-in copy is a fault of the build, and no user can mend it.
    if (!read) throw std::logic_error("a reference file built into this program cannot be used: " + read.error().message);
    return *std::move(read);
  }();
  return one;
}

Result<std::optional<RealTerms>> real_terms(std::string_view basis, std::string_view price_year) {
  if (!basis.empty() && basis != "nominal" && basis != "real")
    return invalid_at("basis", "bad_value", detail::quoted(basis) + " is no basis; it is nominal or real");
  if (basis != "real") {
    if (!price_year.empty())
      return invalid_at("price_year", "no_effect", "price_year has no meaning without basis=real; add it or leave this out");
    return std::optional<RealTerms>();
  }
  if (price_year.empty()) return std::optional(RealTerms{&deflator(), deflator().latest_outturn()});
  const auto year = FinancialYear::parse(price_year);
  if (year && deflator().in(year->start_year())) return std::optional(RealTerms{&deflator(), year->start_year()});
  const auto years = deflator().years();
  return invalid_at("price_year", "bad_value",
                    detail::quoted(price_year) + " has no index of prices; use a financial year from " +
                        FinancialYear(years.front().start_year).text() + " to " + FinancialYear(years.back().start_year).text());
}

} // namespace openward::app
