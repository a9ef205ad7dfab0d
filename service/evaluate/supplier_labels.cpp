#include "service/evaluate/supplier_labels.h"

#include "domain/money.h"
#include "domain/text.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace openward::evaluate {
namespace {

std::vector<std::string_view> parted(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(mark, from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

using Columns = std::map<std::string_view, std::size_t>;

class Row {
 public:
  Row(const Columns& columns, std::vector<std::string_view> cells) : columns_(columns), cells_(std::move(cells)) {}
  std::string_view operator[](std::string_view name) const {
    const auto at = columns_.find(name);
    return at == columns_.end() || at->second >= cells_.size() ? std::string_view() : detail::trimmed(cells_[at->second]);
  }

 private:
  const Columns& columns_;
  std::vector<std::string_view> cells_;
};

Error fault(std::size_t line, std::string code, const std::string& message) {
  return invalid_at("line " + std::to_string(line), std::move(code), "Line " + std::to_string(line) + " of the labels: " + message);
}

Result<SupplierLabel> label_of(const Row& row, std::size_t line) {
  SupplierLabel label;
  label.line = line;
  label.raw = std::string(row["raw_supplier"]);
  label.name = std::string(row["canonical_name"]);
  label.group = std::string(row["same_as_group_id"]);
  label.sure = row["confidence"] != "low";
  const auto word = provider_class_from(row["provider_class"]);
  if (!word)
    return fault(line, "bad_label", "the class " + detail::quoted(row["provider_class"]) + " is no word of the register; use one that is.");
  label.provider_class = *word;
  if (!row["total_amount"].empty()) {
    const auto pence = parse_pence(row["total_amount"]);
    if (!pence) return fault(line, "bad_label", "the amount " + detail::quoted(row["total_amount"]) + " is not pounds and pence.");
    label.pence = *pence;
  }
  const std::string_view lines = row["lines"];
  std::from_chars(lines.data(), lines.data() + lines.size(), label.lines);
  if (!row["identifier"].empty()) {
    auto identifier = Identifier::from_org_id(row["identifier_scheme"], row["identifier"]);
    if (!identifier) return fault(line, "bad_label", identifier.error().message);
    label.identifier = *std::move(identifier);
  }
  return label;
}

} // namespace

Result<std::vector<SupplierLabel>> read_supplier_labels(std::string_view text) {
  std::vector<SupplierLabel> labels;
  Columns columns;
  std::size_t line = 0;
  for (std::string_view row : parted(text, '\n')) {
    ++line;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (row.empty()) continue;
    auto cells = parted(row, '\t');
    if (columns.empty()) {
      for (std::size_t i = 0; i < cells.size(); ++i) columns.emplace(detail::trimmed(cells[i]), i);
      for (const std::string_view needed : {"raw_supplier", "provider_class"})
        if (!columns.contains(needed))
          return fault(line, "missing_column", "there is no column " + std::string(needed) + "; the first line names the columns.");
      continue;
    }
    auto label = label_of(Row(columns, std::move(cells)), line);
    if (!label) return label.error();
    labels.push_back(*std::move(label));
  }
  if (columns.empty()) return fault(1, "empty", "the file is empty: the names of the columns come first.");
  return labels;
}

} // namespace openward::evaluate
