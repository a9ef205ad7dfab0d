#include "exchange/reference/lens_tables.h"

#include "domain/date.h"
#include "domain/text.h"
#include "exchange/reference/tsv_table.h"

#include <algorithm>
#include <map>
#include <utility>

namespace openward::exchange {
namespace {

const std::initializer_list<std::string_view> lens_columns{"id",        "version",      "title",        "definition", "nhs",
                                                           "private",   "third_sector", "primary_care", "public",     "outside",
                                                           "numerator", "whole",        "price_basis",  "source",     "source_year"};
const std::initializer_list<std::string_view> budget_columns{"series", "year", "pence", "source"};

constexpr std::string_view series_mark = "series:";

using Budgets = std::map<std::string, std::vector<StatedAmount>, std::less<>>;

std::vector<std::string_view> words_of(std::string_view cell) {
  std::vector<std::string_view> words;
  while (!cell.empty()) {
    const std::string_view word = cell.substr(0, cell.find(' '));
    cell.remove_prefix(std::min(cell.size(), word.size() + 1));
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

std::optional<LensClass> class_of(const TsvTable::Reader& row, std::string_view column, std::string_view word) {
  auto found = LensClass::parse(word);
  if (!found)
    row.fault(column, "unknown_class",
              detail::quoted(word) + " is neither a provider class nor a kind of one, such as primary_care/dental; use one that is");
  return found;
}

/// "all -primary_care independent_sector": all, then with and without.
std::map<LensClass, bool> classes_of(const TsvTable::Reader& row, std::string_view column) {
  std::map<LensClass, bool> out;
  for (std::string_view word : words_of(row.required(column))) {
    if (word == "all") {
      for (const std::string_view each : provider_class_words()) out.emplace(LensClass{*provider_class_from(each), {}}, true);
      continue;
    }
    const bool without = word.starts_with('-');
    if (without) word.remove_prefix(1);
    if (auto found = class_of(row, column, word)) out.insert_or_assign(*std::move(found), !without);
  }
  return out;
}

std::map<LensClass, Sector> sectors_of(const TsvTable::Reader& row) {
  std::map<LensClass, Sector> out;
  for (const Sector sector :
       {Sector::nhs, Sector::private_sector, Sector::third_sector, Sector::primary_care, Sector::public_sector, Sector::outside}) {
    const std::string_view column = to_string(sector);
    for (const std::string_view word : words_of(row.text(column))) {
      auto found = class_of(row, column, word);
      if (found && !out.emplace(*std::move(found), sector).second)
        row.fault(column, "repeated", detail::quoted(word) + " stands in two sectors; leave it in one");
    }
  }
  return out;
}

LensDefinition definition_of(const TsvTable::Reader& row) {
  LensDefinition d;
  d.id = row.required("id");
  row.required("version");
  const auto version = row.whole_number("version").value_or(0);
  d.version = version > 0 && version < 1000 ? static_cast<int>(version) : 0;
  d.title = row.required("title");
  d.definition = row.required("definition");
  d.sectors = sectors_of(row);
  d.numerator = classes_of(row, "numerator");
  if (row.text("whole").starts_with(series_mark)) {
    d.series = row.text("whole").substr(series_mark.size());
  } else {
    d.whole = classes_of(row, "whole");
  }
  row.required("price_basis");
  d.price_basis = row.word("price_basis", price_basis_from, PriceBasis::nominal);
  d.source = row.required("source");
  d.source_year = row.required("source_year");
  return d;
}

Result<Budgets> budgets_of(const TsvTable& table) {
  Budgets budgets;
  std::vector<Fault> faults;
  for (const auto& cells : table.rows()) {
    const TsvTable::Reader row(table, cells, faults);
    const auto year = FinancialYear::parse(row.required("year"));
    if (!year) row.fault("year", "bad_year", detail::quoted(row.text("year")) + " is no financial year; write it as 2018-19");
    row.required("pence");
    StatedAmount amount{year ? year->start_year() : 0, row.whole_number("pence").value_or(0), row.required("source")};
    budgets[row.required("series")].push_back(std::move(amount));
  }
  if (auto error = faults_of(table, std::move(faults))) return *std::move(error);
  return budgets;
}

Result<LensBook> book_of(const Result<TsvTable>& lenses, const Result<TsvTable>& stated) {
  if (!lenses) return lenses.error();
  if (!stated) return stated.error();
  const auto budgets = budgets_of(*stated);
  if (!budgets) return budgets.error();
  std::vector<Lens> out;
  std::vector<Fault> faults;
  for (const auto& cells : lenses->rows()) {
    const TsvTable::Reader row(*lenses, cells, faults);
    LensDefinition definition = definition_of(row);
    const auto amounts = budgets->find(definition.series);
    auto lens = Lens::create(std::move(definition), amounts == budgets->end() ? std::vector<StatedAmount>{} : amounts->second);
    if (lens) {
      out.push_back(*std::move(lens));
    } else {
      row.fault(lens.error());
    }
  }
  if (auto error = faults_of(*lenses, std::move(faults))) return *std::move(error);
  return LensBook::create(std::move(out));
}

} // namespace

Result<LensBook> read_lenses(const std::filesystem::path& folder) {
  return book_of(TsvTable::read(folder / lenses_file, lens_columns), TsvTable::read(folder / budgets_file, budget_columns));
}

Result<LensBook> lenses_in(std::string_view lenses, std::string_view budgets) {
  return book_of(TsvTable::parse(lenses, std::string(lenses_file), lens_columns),
                 TsvTable::parse(budgets, std::string(budgets_file), budget_columns));
}

} // namespace openward::exchange
