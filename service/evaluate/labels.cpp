#include "service/evaluate/labels.h"

#include "domain/text.h"

#include <algorithm>
#include <array>

namespace openward::evaluate {
namespace {

std::vector<std::string> cells(std::string_view line) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', from), line.size());
    out.emplace_back(detail::trimmed(line.substr(from, tab - from)));
    from = tab + 1;
  }
  return out;
}

class Row {
 public:
  Row(const std::vector<std::string>& names, std::vector<std::string> values) : names_(names), values_(std::move(values)) {}
  std::string operator[](std::string_view name) const {
    const auto at = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
    if (at >= names_.size() || at >= values_.size()) return {};
    const std::string& value = values_[at];
    return value == "n/a" || value == "-" ? std::string() : value;
  }
  std::string first_of(std::string_view one, std::string_view other) const {
    auto value = (*this)[one];
    return value.empty() ? (*this)[other] : value;
  }
  bool is_not_applicable(std::string_view name) const {
    const auto at = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
    return at < values_.size() && values_[at] == "n/a";
  }

 private:
  const std::vector<std::string>& names_;
  std::vector<std::string> values_;
};

constexpr std::array<std::string_view, 18> known{"ocid",         "release_id",   "is_psr",     "stage",
                                                 "route",        "notice_kind",  "regime",     "counts_as_award",
                                                 "date",         "tender_class", "value_net",  "lifetime_value_gbp",
                                                 "note",         "value_source", "confidence", "stated_representation_deadline",
                                                 "stated_start", "stated_end"};

Error fault(std::size_t line, std::string code, std::string message) {
  return invalid_at("line " + std::to_string(line), std::move(code),
                    "Line " + std::to_string(line) + " of the labels: " + std::move(message));
}

Result<std::optional<bool>> yes_or_no(const Row& row, std::string_view name, std::size_t line) {
  const std::string cell = row[name];
  if (cell.empty()) return std::optional<bool>();
  if (cell != "0" && cell != "1")
    return fault(line, "bad_label", std::string(name) + " is " + detail::quoted(cell) + ": write 1 or 0, or leave it empty.");
  return std::optional<bool>(cell == "1");
}

Result<Label> read_label(const Row& row, std::size_t line) {
  Label label;
  label.line = line;
  label.ocid = row["ocid"];
  label.release_id = row["release_id"];
  if (label.release_id.empty()) return fault(line, "no_release_id", "the row has no release_id: add the id of its notice.");
  label.sure = row["confidence"] != "low";
  const auto psr = yes_or_no(row, "is_psr", line);
  if (!psr) return psr.error();
  const auto award = yes_or_no(row, "counts_as_award", line);
  if (!award) return award.error();
  label.psr = *psr;
  label.award = *award;
  label.stage = row.first_of("stage", "notice_kind");
  label.route = row["route"];
  label.regime = row["regime"];
  label.tender_class = row["tender_class"];
  if (!label.psr && !label.regime.empty()) label.psr = label.regime == "psr";
  if (!label.psr && row.is_not_applicable("stage")) label.psr = false;
  label.value_gbp = row["lifetime_value_gbp"];
  label.value_source = row["value_source"];
  label.representations_until = row["stated_representation_deadline"];
  label.starts = row["stated_start"];
  label.ends = row["stated_end"];
  return label;
}

} // namespace

Result<LabelFile> read_labels(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  LabelFile file;
  std::vector<std::string> names;
  for (std::size_t from = 0, line = 1; from < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    std::string_view row = text.substr(from, end - from);
    from = end + 1;
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (detail::trimmed(row).empty()) continue;
    auto values = cells(row);
    if (names.empty()) {
      names = std::move(values);
      const auto has = [&](std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
      if (!has("release_id"))
        return fault(line, "no_release_id",
                     "the header has no column release_id: the file must be tab-separated, with the names of its columns first.");
      if (!has("stage") && !has("notice_kind") && !has("route") && !has("is_psr") && !has("regime") && !has("counts_as_award"))
        return fault(line, "no_labels",
                     "no column to score: give at least one of stage, notice_kind, route, is_psr, regime, counts_as_award.");
      for (const auto& name : names)
        if (std::find(known.begin(), known.end(), name) == known.end()) file.ignored_columns.push_back(name);
      continue;
    }
    if (values.size() > names.size())
      return fault(line, "ragged",
                   "it has " + std::to_string(values.size()) + " cells and the header " + std::to_string(names.size()) +
                       ": separate cells with one tab each, without quoting.");
    auto label = read_label(Row(names, std::move(values)), line);
    if (!label) return label.error();
    file.labels.push_back(*std::move(label));
  }
  if (names.empty()) return fault(1, "empty", "the file is empty: the names of the columns come first.");
  return file;
}

} // namespace openward::evaluate
