#include "exchange/reference/summaries_table.h"

#include "domain/body.h"
#include "domain/identifier.h"
#include "domain/text.h"
#include "exchange/reference/tsv_table.h"

#include <algorithm>
#include <set>
#include <utility>

namespace openward::exchange {
namespace {

const std::initializer_list<std::string_view> summary_columns{"identifiers", "names", "year", "figure", "count", "source", "note"};

std::vector<std::string> parted(std::string_view cell) {
  std::vector<std::string> words;
  while (!cell.empty()) {
    const std::string_view word = cell.substr(0, cell.find(';'));
    cell.remove_prefix(std::min(cell.size(), word.size() + 1));
    if (const auto trimmed = detail::trimmed(word); !trimmed.empty()) words.emplace_back(trimmed);
  }
  return words;
}

FinancialYear year_of(const TsvTable::Reader& row) {
  const auto year = FinancialYear::parse(row.required("year"));
  if (year && law::reporting_year(*year)) return *year;
  row.fault("year", "bad_year", detail::quoted(row.text("year")) + " is not a reporting year; write it as 2024-25, which is the first");
  return FinancialYear(2024);
}

PublishedSummaryCount count_of(const TsvTable::Reader& row) {
  PublishedSummaryCount out;
  for (const std::string& text : parted(row.text("identifiers"))) {
    const auto identifier = Identifier::parse(text);
    if (identifier) {
      out.identifiers.push_back(identifier->text());
    } else {
      row.fault("identifiers", "bad_identifier", detail::quoted(text) + " is not an identifier; write it as scheme:id, like ods:X24");
    }
  }
  for (const std::string& name : parted(row.required("names"))) out.names.push_back(normalised_name(name));
  out.year = year_of(row);
  out.count.key = row.required("figure");
  out.count.stated = row.whole_number("count");
  if (out.count.stated && *out.count.stated < 0) row.fault("count", "negative", "a count is zero or more");
  out.count.source = row.required("source");
  out.count.note = row.text("note");
  return out;
}

Result<std::vector<PublishedSummaryCount>> counts_of(const Result<TsvTable>& table) {
  if (!table) return table.error();
  std::vector<PublishedSummaryCount> counts;
  std::vector<Fault> faults;
  std::set<std::string> seen;
  for (const auto& cells : table->rows()) {
    const TsvTable::Reader row(*table, cells, faults);
    counts.push_back(count_of(row));
    if (!seen.insert(row.text("names") + "|" + row.text("year") + "|" + row.text("figure")).second)
      row.fault("figure", "repeated", "the figure stands on an earlier line of the same authority and year; remove one of the two");
  }
  if (auto error = faults_of(*table, std::move(faults))) return *std::move(error);
  return counts;
}

} // namespace

Result<std::vector<PublishedSummaryCount>> read_published_summaries(const std::filesystem::path& folder) {
  return counts_of(TsvTable::read(folder / summaries_file, summary_columns));
}

Result<std::vector<PublishedSummaryCount>> published_summaries_in(std::string_view text) {
  return counts_of(TsvTable::parse(text, std::string(summaries_file), summary_columns));
}

} // namespace openward::exchange
