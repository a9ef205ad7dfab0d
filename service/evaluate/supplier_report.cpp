#include "service/evaluate/measure.h"
#include "service/evaluate/supplier_scores.h"

#include <algorithm>

namespace openward::evaluate {
namespace {

constexpr std::size_t worst_shown = 20;

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string of(std::size_t right, std::size_t asked) {
  return share(static_cast<std::int64_t>(right), static_cast<std::int64_t>(asked)) + " (" + std::to_string(right) + "/" +
         std::to_string(asked) + ")";
}

std::string table_row(const std::string& title, const SupplierScores& s) {
  std::string out = padded(title, 11);
  for (const std::string& cell : {of(s.links_right, s.links), of(s.linked_of_linkable, s.linkable), share(s.pence_right, s.pence),
                                  of(s.classes_right, s.rows), of(s.pairs_right, s.pairs), std::to_string(s.strangers)})
    out += padded(cell, 19);
  return out + std::to_string(s.rows) + '\n';
}

/// Every second row of the file, so that rules made on the one half can be tried on the other.
std::vector<SupplierReading> half_of(const std::vector<SupplierReading>& readings, std::size_t remainder) {
  std::vector<SupplierReading> half;
  for (const SupplierReading& r : readings)
    if (r.label->line % 2 == remainder) half.push_back(r);
  return half;
}

struct Mistake {
  const SupplierReading* reading = nullptr;
  std::string what;
  int gravity = 0; // a wrong link is worse than a wrong class, and that than a link not made
};

std::vector<Mistake> mistakes_in(const std::vector<SupplierReading>& readings) {
  std::vector<Mistake> mistakes;
  for (const SupplierReading& r : readings) {
    if (!r.label->sure) continue;
    const bool linked = r.decision.outcome == matching::Outcome::linked;
    std::string what;
    int gravity = 0;
    if (linked && !r.link_right) what = "wrong link; ", gravity = 3;
    if (!r.class_right) {
      what += "labelled " + std::string(to_string(r.label->provider_class)) + ", read as " + std::string(to_string(r.held.provider_class)) +
              " (" + r.held.detail + "); ";
      gravity = std::max(gravity, 2);
    }
    if (r.linkable && !linked) what += "not linked to " + r.label->identifier->text() + "; ", gravity = std::max(gravity, 1);
    if (gravity > 0) mistakes.push_back({&r, std::move(what), gravity});
  }
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Mistake& a, const Mistake& b) {
    if (a.gravity != b.gravity) return a.gravity > b.gravity;
    return std::abs(a.reading->label->pence) > std::abs(b.reading->label->pence);
  });
  return mistakes;
}

} // namespace

std::string share(std::int64_t right, std::int64_t asked) {
  if (asked == 0) return "-";
  // Pence of a whole register times a thousand still fit.
  const std::int64_t thousandths = right / asked > 0 ? 1000 : right * 1000 / asked;
  std::string digits = std::to_string(thousandths % 1000);
  digits.insert(0, 3 - digits.size(), '0');
  return std::to_string(thousandths / 1000) + "." + digits;
}

std::string supplier_report(const matching::BodyIndex& index, const std::vector<SupplierReading>& readings) {
  const SupplierScores all = scored(readings);
  const auto odd = half_of(readings, 1), even = half_of(readings, 0);
  std::string out = padded("", 11);
  for (const std::string_view head : {"link_precision", "link_recall", "class_by_value", "class_by_count", "pairs", "strangers"})
    out += padded(std::string(head), 19);
  out += "n\n" + table_row("all rows", all) + table_row("odd lines", scored(odd)) + table_row("even lines", scored(even)) + '\n';
  Measure classes("class");
  for (const SupplierReading& r : readings)
    if (r.label->sure)
      classes.count(r.label->raw, std::string(to_string(r.label->provider_class)), std::string(to_string(r.held.provider_class)), {});
  out += classes.per_word() + '\n';
  const auto mistakes = mistakes_in(readings);
  out += std::to_string(mistakes.size()) + " rows with a mistake; the worst:\n";
  for (std::size_t i = 0; i < mistakes.size() && i < worst_shown; ++i) {
    const SupplierReading& r = *mistakes[i].reading;
    std::string why = explained(index, r.supplier, r.decision);
    if (const auto end = why.find('\n'); end != std::string::npos) end > 0 ? why.resize(end) : why.clear();
    out += "  line " + std::to_string(r.label->line) + " \"" + r.label->raw + "\": " + mistakes[i].what + why + '\n';
  }
  return out + "\nlink_precision=" + share(static_cast<std::int64_t>(all.links_right), static_cast<std::int64_t>(all.links)) +
         " link_recall=" + share(static_cast<std::int64_t>(all.linked_of_linkable), static_cast<std::int64_t>(all.linkable)) +
         " class_by_value=" + share(all.pence_right, all.pence) +
         " class_by_count=" + share(static_cast<std::int64_t>(all.classes_right), static_cast<std::int64_t>(all.rows)) +
         " pairs=" + share(static_cast<std::int64_t>(all.pairs_right), static_cast<std::int64_t>(all.pairs)) +
         " n=" + std::to_string(all.rows) + '\n';
}

} // namespace openward::evaluate
